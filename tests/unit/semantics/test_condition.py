"""Conditions hold as the IAM User Guide says, "Condition operators" and "Conditions with multiple keys"."""

from __future__ import annotations

import pytest

from rolec.catalog.condition_key import ConditionKey, KeyType
from rolec.semantics.decide import decide
from support.access import access, keys_of, request, when

_TYPES = {
    "app:text": (KeyType.STRING, False),
    "app:texts": (KeyType.STRING, True),
    "app:arns": (KeyType.ARN, True),
    "app:numbers": (KeyType.NUMERIC, True),
}


def keys(name):
    if name.lower() not in _TYPES:
        return None
    type_, multivalued = _TYPES[name.lower()]
    return ConditionKey(name=name, type=type_, multivalued=multivalued)


def holds(operators, context, **more):
    """Whether a statement with this Condition applies; None is not known."""
    asked = request(**more)
    asked = type(asked)(
        action=asked.action,
        resource=asked.resource,
        context=keys_of(context),
        open=asked.open,
    )
    return decide(access(when(**operators)), asked, keys).answer


ARN = "arn:aws:sns:eu-west-1:111122223333:topic"
A = "app:text"
M = "app:texts"

# fmt: off
ROWS = [
    # String
    ("equal text", "StringEquals", "a", "a", True),
    ("case counts", "StringEquals", "a", "A", False),
    ("a star is a star", "StringEquals", "a*", "ab", False),
    ("any value of the list does", "StringEquals", ["a", "b"], "b", True),
    ("no value of an empty list does", "StringEquals", [], "b", False),
    ("an empty text is a value", "StringEquals", "", "", True),
    ("other text is not equal", "StringNotEquals", "a", "b", True),
    ("the same text is equal", "StringNotEquals", "a", "a", False),
    ("none of the list may be it", "StringNotEquals", ["a", "b"], "b", False),
    ("nothing is in an empty list", "StringNotEquals", [], "b", True),
    ("case does not count", "StringEqualsIgnoreCase", "aB", "Ab", True),
    ("nor does it make a star of a star", "StringEqualsIgnoreCase", "*", "b", False),
    ("lower case only, no folding", "StringEqualsIgnoreCase", "ß", "SS", False),
    ("case does not count, negated", "StringNotEqualsIgnoreCase", "aB", "Ab", False),
    ("another text in any case", "StringNotEqualsIgnoreCase", "aB", "Ac", True),
    ("a star is any text", "StringLike", "a*c", "a/:\nc", True),
    ("also none", "StringLike", "a*", "a", True),
    ("a question mark is one character", "StringLike", "a?c", "abc", True),
    ("not none", "StringLike", "a?c", "ac", False),
    ("a character beyond the plane is two", "StringLike", "a??c", "a\U0001f600c", True),
    ("so it is not one", "StringLike", "a?c", "a\U0001f600c", False),
    ("several stars", "StringLike", "*a*b*c", "xxaxbxbxc", True),
    ("in their order", "StringLike", "*a*b*c", "xbxaxc", False),
    ("the end is matched too", "StringLike", "*ab", "abc", False),
    ("case counts under Like", "StringLike", "A*", "ab", False),
    ("what is like is refused", "StringNotLike", "a*", "ab", False),
    ("what is not like is taken", "StringNotLike", "a*", "ba", True),
    # Numeric
    ("numbers are equal in any form", "NumericEquals", "1", "1.0", True),
    ("with an exponent", "NumericEquals", "10", "+1e1", True),
    ("with zeros", "NumericEquals", "010", "10", True),
    ("no number is equal to none", "NumericEquals", "x", "x", False),
    ("infinity is no number", "NumericLessThan", "5", "-Infinity", False),
    ("very large numbers are numbers", "NumericLessThan", "1e999999", "1e999998", True),
    ("decimals are exact", "NumericEquals", "0.1", "0.10000000000000000001", False),
    ("other numbers are not equal", "NumericNotEquals", "1", "2", True),
    ("equal ones are", "NumericNotEquals", "1", "1.0", False),
    ("what is no number is not equal", "NumericNotEquals", "1", "x", True),
    ("none of the numbers", "NumericNotEquals", ["1", "2"], "2", False),
    ("less", "NumericLessThan", "5", "4.9", True),
    ("not less than itself", "NumericLessThan", "5", "5", False),
    ("less or equal", "NumericLessThanEquals", "5", "5", True),
    ("not less or equal", "NumericLessThanEquals", "5", "5.1", False),
    ("greater", "NumericGreaterThan", "5", "5.1", True),
    ("not greater than itself", "NumericGreaterThan", "5", "5", False),
    ("greater or equal", "NumericGreaterThanEquals", "5", "5", True),
    ("not greater or equal", "NumericGreaterThanEquals", "5", "4", False),
    ("by number, not by text", "NumericLessThan", "10", "9", True),
    ("a number in JSON is its text", "NumericLessThan", 10, "9", True),
    # Date
    ("the same moment in two zones", "DateEquals", "2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00", True),
    ("a day is its start", "DateEquals", "2026-01-01", "2026-01-01T00:00:00Z", True),
    ("a month is its start", "DateEquals", "2026-02", "2026-02-01", True),
    ("seconds since 1970", "DateEquals", "2026-01-01T00:00:00Z", "1767225600", True),
    ("to the millisecond", "DateEquals", "2026-01-01T00:00:00.1239Z", "2026-01-01T00:00:00.123Z", True),
    ("not beyond it", "DateEquals", "2026-01-01T00:00:00.124Z", "2026-01-01T00:00:00.123Z", False),
    ("a day that there is not", "DateEquals", "2026-02-30", "2026-02-30", False),
    ("other moments are not equal", "DateNotEquals", "2026-01-01", "2026-01-02", True),
    ("equal moments are", "DateNotEquals", "2026-01-01", "1767225600", False),
    ("what is no date is not equal", "DateNotEquals", "2026-01-01", "today", True),
    ("before", "DateLessThan", "2026-01-01", "2025-12-31T23:59:59Z", True),
    ("not before itself", "DateLessThan", "2026-01-01", "2026-01-01", False),
    ("before or then", "DateLessThanEquals", "2026-01-01", "2026-01-01", True),
    ("after", "DateGreaterThan", "2026-01-01", "2026-01-01T00:00:00.001Z", True),
    ("not after itself", "DateGreaterThan", "2026-01-01", "2026-01-01", False),
    ("after or then", "DateGreaterThanEquals", "2026-01-01", "2026-01-01", True),
    ("a zone moves it over midnight", "DateLessThan", "2026-01-01", "2026-01-01T00:30:00+01:00", True),
    # Bool
    ("true is true", "Bool", "true", "true", True),
    ("in any case", "Bool", "True", "TRUE", True),
    ("false is false", "Bool", "false", "false", True),
    ("true is not false", "Bool", "false", "true", False),
    ("another text is false", "Bool", "false", "yes", True),
    ("a boolean in JSON is its text", "Bool", True, "true", True),
    # Binary
    ("the same bytes", "BinaryEquals", "QmluYXJ5", "QmluYXJ5", True),
    ("other bytes", "BinaryEquals", "QmluYXJ5", "QmluYXJ6", False),
    ("case counts in base64", "BinaryEquals", "QmluYXJ5", "qmluYXJ5", False),
    ("what is no base64 has no bytes", "BinaryEquals", "?", "?", False),
    # IP
    ("within a range", "IpAddress", "203.0.113.0/24", "203.0.113.255", True),
    ("beyond it", "IpAddress", "203.0.113.0/24", "203.0.114.0", False),
    ("an address is a range of one", "IpAddress", "203.0.113.7", "203.0.113.7", True),
    ("and no more", "IpAddress", "203.0.113.7", "203.0.113.8", False),
    ("bits of a host are ignored", "IpAddress", "203.0.113.7/24", "203.0.113.9", True),
    ("of IPv6 they make no range", "IpAddress", "2001:db8::1/32", "2001:db8::1", False),
    ("within a range of IPv6", "IpAddress", "2001:db8::/32", "2001:db8:ffff::1", True),
    ("beyond one of IPv6", "IpAddress", "2001:db8::/32", "2001:db9::1", False),
    ("one address of IPv6 in any form", "IpAddress", "2001:db8:0::1", "2001:DB8::1", True),
    ("one version is not the other", "IpAddress", "0.0.0.0/0", "2001:db8::1", False),
    ("mapped, it is that of IPv4", "IpAddress", "203.0.113.0/24", "::ffff:203.0.113.7", True),
    ("a mask in bytes is no range", "IpAddress", "10.0.0.0/255.0.0.0", "10.0.0.1", False),
    ("any range of the list", "IpAddress", ["10.0.0.0/8", "192.0.2.0/24"], "192.0.2.1", True),
    ("within is refused", "NotIpAddress", "203.0.113.0/24", "203.0.113.1", False),
    ("beyond is taken", "NotIpAddress", "203.0.113.0/24", "203.0.114.1", True),
    ("what is no address matches not even so", "NotIpAddress", "203.0.113.0/24", "here", False),
    ("the other version is beyond", "NotIpAddress", "203.0.113.0/24", "2001:db8::1", True),
    # Arn
    ("equal ARNs", "ArnEquals", ARN, ARN, True),
    ("ArnEquals takes wildcards", "ArnEquals", "arn:aws:sns:*:*:topic", ARN, True),
    ("ArnLike is the same", "ArnLike", "arn:aws:sns:*:*:topic", ARN, True),
    ("a star stays in its component", "ArnLike", "arn:aws:sns:*:topic", ARN, False),
    ("where StringLike crosses colons", "StringLike", "arn:aws:sns:*:topic", ARN, True),
    ("in the last it crosses them", "ArnLike", "arn:aws:logs:*:*:*", "arn:aws:logs:eu-west-1:111122223333:log-group:a:*", True),
    ("a star within a component", "ArnLike", "arn:aws:sns:eu-*:*:t?pic", ARN, True),
    ("one character is no colon", "ArnLike", "arn:aws:sns:eu-west-1?111122223333:topic", ARN, False),
    ("case counts in ARNs", "ArnLike", "arn:aws:sns:*:*:TOPIC", ARN, False),
    ("fewer components cover no ARN", "ArnLike", "arn:aws:sns*", ARN, False),
    ("like, and refused", "ArnNotLike", "arn:aws:sns:*:*:topic", ARN, False),
    ("not like, and taken", "ArnNotLike", "arn:aws:sqs:*:*:topic", ARN, True),
    ("ArnNotEquals takes wildcards", "ArnNotEquals", "arn:aws:sns:*:*:topic", ARN, False),
    ("another ARN is not equal", "ArnNotEquals", "arn:aws:sns:*:*:other", ARN, True),
    ("what is no ARN matches not even so", "ArnNotEquals", ARN, "topic", False),
    # Null
    ("it is there, and must not be", "Null", "true", "a", False),
    ("it is there, as it must be", "Null", "false", "a", True),
    ("an empty text is there", "Null", "false", "", True),
    ("either does", "Null", ["true", "false"], "a", True),
]
# fmt: on


@pytest.mark.parametrize(
    ("operator", "wanted", "value", "answer"),
    [row[1:] for row in ROWS],
    ids=[f"{operator}: {sentence}" for sentence, operator, *_ in ROWS],
)
def test_one_value(operator, wanted, value, answer):
    assert holds({operator: {"app:Key": wanted}}, {"app:Key": value}) is answer
    if operator != "Null":
        assert holds({f"{operator}IfExists": {"app:Key": wanted}}, {"app:Key": value}) is answer


# Without the key, each operator by itself, with IfExists, of all values, and of any value.
WITHOUT = {
    "StringEquals": (False, True, True, False),
    "StringNotEquals": (True, True, True, False),
    "StringEqualsIgnoreCase": (False, True, True, False),
    "StringNotEqualsIgnoreCase": (True, True, True, False),
    "StringLike": (False, True, True, False),
    "StringNotLike": (True, True, True, False),
    "NumericEquals": (False, True, True, False),
    "NumericNotEquals": (True, True, True, False),
    "NumericLessThan": (False, True, True, False),
    "NumericLessThanEquals": (False, True, True, False),
    "NumericGreaterThan": (False, True, True, False),
    "NumericGreaterThanEquals": (False, True, True, False),
    "DateEquals": (False, True, True, False),
    "DateNotEquals": (True, True, True, False),
    "DateLessThan": (False, True, True, False),
    "DateLessThanEquals": (False, True, True, False),
    "DateGreaterThan": (False, True, True, False),
    "DateGreaterThanEquals": (False, True, True, False),
    "Bool": (False, True, True, False),
    "BinaryEquals": (False, True, True, False),
    "IpAddress": (False, True, True, False),
    "NotIpAddress": (True, True, True, False),
    "ArnEquals": (False, True, True, False),
    "ArnLike": (False, True, True, False),
    "ArnNotEquals": (True, True, True, False),
    "ArnNotLike": (True, True, True, False),
}
FORMS = ("{}", "{}IfExists", "ForAllValues:{}", "ForAnyValue:{}")


@pytest.mark.parametrize("operator", WITHOUT)
def test_without_the_key(operator):
    for form, answer in zip(FORMS, WITHOUT[operator], strict=True):
        condition = {form.format(operator): {M: "1"}}
        assert holds(condition, {}) is answer, form
        assert holds(condition, {M: None}) is answer, form
        assert holds(condition, {M: ()}) is answer, form
    assert holds({f"ForAnyValue:{operator}IfExists": {M: "1"}}, {}) is True
    assert holds({f"ForAllValues:{operator}IfExists": {M: "1"}}, {}) is True


def test_null_without_the_key():
    assert holds({"Null": {A: "true"}}, {}) is True
    assert holds({"Null": {A: "false"}}, {}) is False
    assert holds({"Null": {A: "TRUE"}}, {A: None}) is True
    assert holds({"Null": {M: "true"}}, {M: ()}) is True


@pytest.mark.parametrize("context", [{}, {M: ["a"]}])
def test_null_with_a_qualifier_says_nothing(context):
    for wanted in ("true", "false"):
        for open_ in (False, True):
            assert holds({"ForAllValues:Null": {M: wanted}}, context, open_=open_) is True
            assert holds({"ForAnyValue:Null": {M: wanted}}, context, open_=open_) is False


# fmt: off
SETS = [
    ("all are in the list", "ForAllValues:StringEquals", ["a", "b"], ["a", "b"], True),
    ("one is not", "ForAllValues:StringEquals", ["a", "b"], ["a", "c"], False),
    ("one is enough", "ForAnyValue:StringEquals", ["a", "b"], ["a", "c"], True),
    ("none is", "ForAnyValue:StringEquals", ["a", "b"], ["c", "d"], False),
    ("no value may be in the list", "ForAllValues:StringNotEquals", ["a", "b"], ["c", "d"], True),
    ("one is in it", "ForAllValues:StringNotEquals", ["a", "b"], ["a", "c"], False),
    ("one is not in it", "ForAnyValue:StringNotEquals", ["a", "b"], ["a", "c"], True),
    ("all are in it", "ForAnyValue:StringNotEquals", ["a", "b"], ["a", "b"], False),
    ("all are like one", "ForAllValues:StringLike", ["a*", "b*"], ["ax", "bx"], True),
    ("all are unlike all", "ForAllValues:StringNotLike", ["a*"], ["bx", "c"], True),
    ("one is like it", "ForAllValues:StringNotLike", ["a*"], ["bx", "ac"], False),
    ("all in any case", "ForAllValues:StringEqualsIgnoreCase", ["a"], ["A", "a"], True),
    ("some number is less", "ForAnyValue:NumericLessThan", ["5"], ["7", "4"], True),
    ("not all are", "ForAllValues:NumericLessThan", ["5"], ["7", "4"], False),
    ("some ARN is like it", "ForAnyValue:ArnLike", ["arn:aws:sns:*:*:*"], ["x", ARN], True),
    ("what is no ARN is not unlike it", "ForAllValues:ArnNotLike", ["arn:aws:sqs:*:*:*"], ["x", ARN], False),
    ("some address is beyond", "ForAnyValue:NotIpAddress", ["10.0.0.0/8"], ["10.1.1.1", "192.0.2.1"], True),
    ("all are beyond", "ForAllValues:NotIpAddress", ["10.0.0.0/8"], ["10.1.1.1", "192.0.2.1"], False),
    ("some is true", "ForAnyValue:Bool", ["true"], ["false", "true"], True),
    ("all bytes are these", "ForAllValues:BinaryEquals", ["YQ=="], ["YQ==", "Yg=="], False),
    ("all dates are before", "ForAllValues:DateLessThan", ["2026-01-01"], ["2025-01-01", "1"], True),
    ("there are values, and Null says so", "Null", "false", ["a", "b"], True),
    ("of several none is the one", "StringEquals", ["a"], ["a", "b"], False),
    ("nor is none of them", "StringNotEquals", ["x"], ["a", "b"], False),
    ("not even where it exists", "StringEqualsIfExists", ["a"], ["a", "b"], False),
    ("of a key of several, one alone neither", "StringEquals", ["a"], ["a"], False),
    ("nor negated", "StringNotEquals", ["x"], ["a"], False),
]
# fmt: on


@pytest.mark.parametrize(
    ("operator", "wanted", "values", "answer"),
    [row[1:] for row in SETS],
    ids=[f"{operator}: {sentence}" for sentence, operator, *_ in SETS],
)
def test_several_values(operator, wanted, values, answer):
    assert holds({operator: {M: wanted}}, {M: values}) is answer


def test_a_qualifier_of_a_key_with_one_value_means_that_value():
    assert holds({"ForAllValues:StringEquals": {A: "a"}}, {A: "a"}) is True
    assert holds({"ForAnyValue:StringEquals": {A: "a"}}, {A: "b"}) is False


def test_operators_and_keys_must_all_hold():
    both = {"StringEquals": {A: "a", "app:Other": "b"}}
    assert holds(both, {A: "a", "app:Other": "b"}) is True
    assert holds(both, {A: "a", "app:Other": "x"}) is False
    two = {"StringEquals": {A: "a"}, "NumericLessThan": {"app:Age": "5"}}
    assert holds(two, {A: "a", "app:Age": "4"}) is True
    assert holds(two, {A: "a", "app:Age": "5"}) is False


def test_the_case_of_keys_does_not_count():
    assert holds({"StringEquals": {"AWS:requestTAG/Team": "a"}}, {"aws:RequestTag/team": "a"})


class TestNotKnown:
    """Of an open request a key that is not given is not known."""

    @pytest.mark.parametrize("operator", WITHOUT)
    def test_no_operator_is_told(self, operator):
        for form in FORMS:
            assert holds({form.format(operator): {M: "1"}}, {}, open_=True) is None, form

    def test_null_is_not_told(self):
        assert holds({"Null": {A: "true"}}, {}, open_=True) is None

    def test_a_key_that_is_surely_absent_is(self):
        assert holds({"StringEquals": {A: "1"}}, {A: None}, open_=True) is False

    def test_what_is_false_anyway_is_false(self):
        both = {"StringEquals": {A: "a", "app:Other": "b"}}
        assert holds(both, {"app:Other": "x"}, open_=True) is False
        assert holds(both, {"app:Other": "b"}, open_=True) is None
