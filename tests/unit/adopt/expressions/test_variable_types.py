"""What the type of a variable of Terraform makes of its default."""

from __future__ import annotations

import pytest

from rolec.adopt.expressions.evaluate import Expressions
from rolec.adopt.expressions.json_encoding import encoded
from rolec.adopt.expressions.parsed import parsed
from rolec.adopt.unknown import UnknownError
from support.typed_variables import REFUSED, TYPED


@pytest.mark.parametrize("case", TYPED, ids=lambda case: f"{case.type} = {case.default}")
def test_a_default_is_converted_to_the_type(case):
    assert encoded(_value(case.type, case.default)) == case.becomes


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: f"{case.type} = {case.default}")
def test_what_is_not_for_the_type_is_refused(case):
    with pytest.raises(UnknownError, match=r"`var\.v` is not of the type that it says"):
        _value(case.type, case.default)


@pytest.mark.parametrize("type_", ["string", "number", "bool", "list(string)", "map(number)"])
def test_a_reference_stays_one(type_):
    assert _value(type_, "aws_sqs_queue.q.arn") == "${aws_sqs_queue.q.arn}"


def _value(type_, default):
    types = {"v": parsed(type_)}
    reader = Expressions({"v": parsed(default)}, {}, lambda *_: None, lambda _: None, types=types)
    return reader.value(parsed("var.v"), {})
