"""Templates hold shapes; values come in through the filter alone."""

from __future__ import annotations

import sys
import types

import jinja2
import pytest
from jinja2 import UndefinedError

from rolec.emit import template
from rolec.emit.hcl.layout import aligned
from rolec.emit.hcl.value import Address
from rolec.emit.moved import Move
from rolec.emit.template import _environment


@pytest.mark.parametrize("source", ["{{ x }}", "{{ 'raw' }}", "{{ (x | hcl) ~ 'raw' }}"])
def test_text_without_the_filter_is_refused(source):
    with pytest.raises(AssertionError, match="without `hcl`"):
        _environment().from_string(source).render(x="raw")


def test_text_of_a_user_is_no_template():
    shape = _environment().from_string("{{ x | hcl }}")
    assert shape.render(x="{{ x }}{% endif %}") == '"{{ x }}{% endif %}"'


@pytest.mark.parametrize("source", ["{{ x | hcl }}", "{{ x.name }}", "{% if x %}{% endif %}"])
def test_an_undefined_name_is_a_mistake_of_ours(source):
    with pytest.raises((AssertionError, UndefinedError), match="ndefined"):
        _environment().from_string(source).render()


@pytest.fixture
def compiled(tmp_path, monkeypatch):
    """The templates as a wheel has them."""
    for name, text in template.compiled_templates():
        (tmp_path / f"{name}.py").write_text(text)
    package = types.ModuleType("rolec._templates")
    package.__path__ = [str(tmp_path)]
    package.JINJA2 = jinja2.__version__
    monkeypatch.setitem(sys.modules, "rolec._templates", package)
    monkeypatch.setattr(template, "_template", template._template.__wrapped__)
    return package


@pytest.mark.usefixtures("compiled")
def test_a_compiled_template_writes_the_same(monkeypatch):
    values = {"moves": [Move(Address("aws_iam_role", "a"), Address("aws_iam_role", "b"))]}
    before = aligned(template._environment().get_template("moved.tf.j2").render(values))
    monkeypatch.setattr(jinja2.Environment, "compile", None)
    assert template.render("moved.tf.j2", **values) == before


def test_a_template_that_another_jinja2_compiled_is_compiled_anew(compiled, monkeypatch):
    compiled.JINJA2 = "0"
    monkeypatch.setattr(template, "_environment", template._environment.__wrapped__)
    monkeypatch.setattr(jinja2.Environment, "compile", None)
    with pytest.raises(TypeError):
        template.render("moved.tf.j2", moves=[])
