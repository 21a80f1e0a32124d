"""Where a substitution may stand, and what a text is."""

from __future__ import annotations

import pytest

from rolec.schema.scalar import Fault, integer, problems, type_of, without_substitutions

REFERENCE, LINK, VARIABLE = "${aws_s3_bucket.a.arn}", "${roles.web.arn}", "${aws:username}"


@pytest.mark.parametrize(
    ("text", "scalar_type", "faults"),
    [
        ("plain", "string", []),
        ("a $ sign, {braces} and %{these}", "string", []),
        (REFERENCE, "string", [Fault.MISPLACED]),
        (REFERENCE, "text", []),
        (LINK, "text", []),
        (LINK, "string", [Fault.MISPLACED]),
        (VARIABLE, "text", [Fault.MISPLACED]),
        (VARIABLE, "pattern", []),
        (f"{VARIABLE}/{REFERENCE}", "text", [Fault.MISPLACED]),
        ("$${aws:username}", "pattern", [Fault.ESCAPED]),
        ("&{aws:username}", "pattern", [Fault.ESCAPED]),
        ("${aws:username", "pattern", [Fault.MALFORMED]),
        ('${file("/etc/passwd")}', "pattern", [Fault.MALFORMED]),
        ("${roles.web.unique_id}", "pattern", [Fault.MALFORMED]),
        ("${account.id}", "pattern", [Fault.MALFORMED]),
    ],
)
def test_problems(text, scalar_type, faults):
    assert [problem.fault for problem in problems(text, scalar_type)] == faults


@pytest.mark.parametrize(
    ("text", "types", "expected"),
    [
        ("12", ("integer", "string"), "integer"),
        ("12h", ("integer", "string"), "string"),
        ("1.0", ("integer",), None),
        ("true", ("boolean", "dict"), "boolean"),
        ("yes", ("boolean", "dict"), None),
        ("true", ("flag", "text"), "flag"),
        ("false", ("flag", "dict"), None),
        ("false", ("flag", "text"), "text"),
        ("x", ("dict",), None),
        ("٣", ("integer",), None),
    ],
)
def test_type_of(text, types, expected):
    assert type_of(text, types) == expected


def test_a_very_long_number_is_a_number():
    assert integer("9" * 10_000) > 10**50
    assert integer("-" + "9" * 10_000) < -(10**50)


def test_offsets_stay_where_substitutions_were():
    text = f"a{VARIABLE}b\u2019"
    assert without_substitutions(text).index("\u2019") == text.index("\u2019")
