"""Templates hold shapes; values come in through the filter alone."""

from __future__ import annotations

import pytest
from jinja2 import UndefinedError

from rolec.emit.template import _environment


@pytest.mark.parametrize("source", ["{{ x }}", "{{ 'raw' }}", "{{ (x | hcl) ~ 'raw' }}"])
def test_text_without_the_filter_is_refused(source):
    with pytest.raises(AssertionError, match="without `hcl`"):
        _environment().from_string(source).render(x="raw")


def test_text_of_a_user_is_no_template():
    template = _environment().from_string("{{ x | hcl }}")
    assert template.render(x="{{ x }}{% endif %}") == '"{{ x }}{% endif %}"'


@pytest.mark.parametrize("source", ["{{ x | hcl }}", "{{ x.name }}", "{% if x %}{% endif %}"])
def test_an_undefined_name_is_a_mistake_of_ours(source):
    with pytest.raises((AssertionError, UndefinedError), match="ndefined"):
        _environment().from_string(source).render()
