"""Policy variables, as the IAM User Guide says, "Policy elements: Variables and tags"."""

from __future__ import annotations

import pytest

from rolec.semantics.decide import decide
from support.access import KEYS, access, allow, request, when

HOME = "arn:aws:s3:::home/"


def reads(on, resource, *, version="2012-10-17", open_=False, **context):
    asked = request("s3:GetObject", resource, open_=open_, **context)
    return decide(access(allow(on=on), version=version), asked, KEYS).answer


def holds(operator, wanted, value, *, version="2012-10-17", open_=False, **context):
    asked = request(app_Key=value, open_=open_, **context)
    said = access(when(**{operator: {"app:Key": wanted}}), version=version)
    return decide(said, asked, KEYS).answer


def test_a_variable_is_the_value_of_its_key():
    assert reads(HOME + "${aws:username}/*", HOME + "ann/x", aws_username="ann") is True
    assert reads(HOME + "${aws:username}/*", HOME + "bob/x", aws_username="ann") is False


def test_the_case_of_its_name_does_not_count():
    assert reads(HOME + "${AWS:UserName}", HOME + "ann", aws_username="ann") is True


def test_its_value_is_text():
    assert reads(HOME + "${aws:username}", HOME + "bob", aws_username="*") is False
    assert reads(HOME + "${aws:username}", HOME + "*", aws_username="*") is True
    assert reads(HOME + "${aws:username}", HOME + "${x}", aws_username="${x}") is True


@pytest.mark.parametrize("version", [None, "2008-10-17"])
def test_in_the_old_version_it_is_text(version):
    assert (
        reads(HOME + "${aws:username}", HOME + "ann", version=version, aws_username="ann") is False
    )
    assert reads(HOME + "${aws:username}", HOME + "${aws:username}", version=version) is True
    assert holds("StringEquals", "${aws:username}", "${aws:username}", version=version) is True
    assert holds("StringLike", "${*}", "${xyz}", version=version) is True


def test_without_a_value_a_resource_matches_nothing():
    assert reads(HOME + "${aws:username}*", HOME + "${aws:username}x") is False
    assert reads([HOME + "${aws:username}", HOME + "x"], HOME + "x") is True
    other = access({"Effect": "Allow", "Action": "*", "NotResource": HOME + "${aws:username}"})
    assert decide(other, request(resource=HOME + "ann"), KEYS).answer is True


def test_without_a_value_a_condition_does_not_hold_and_its_negation_does():
    assert holds("StringEquals", "${aws:username}", "ann") is False
    assert holds("StringNotEquals", "${aws:username}", "ann") is True
    assert holds("StringEquals", ["${aws:username}", "ann"], "ann") is True
    assert holds("StringNotEquals", ["${aws:username}", "ann"], "ann") is False
    assert holds("ArnLike", "arn:aws:sns:*:*:${aws:username}", "arn:aws:sns:a:b:c") is False
    assert holds("ArnNotLike", "arn:aws:sns:*:*:${aws:username}", "arn:aws:sns:a:b:c") is True


def test_a_default_is_for_a_key_that_is_absent():
    team = HOME + "${aws:PrincipalTag/team, 'company-wide'}"
    assert reads(team, HOME + "company-wide") is True
    assert reads(team, HOME + "company-wide", **{"aws_PrincipalTag/team": "a"}) is False
    assert reads(team, HOME + "a", **{"aws_PrincipalTag/team": "a"}) is True
    assert reads(HOME + "${aws:username, '*'}", HOME + "x") is False
    assert reads(HOME + "${aws:username, 'a, b'}", HOME + "a, b") is True
    assert reads(HOME + "${aws:username, ''}", HOME) is True


def test_a_key_of_several_values_is_no_variable_default_or_not():
    assert reads(HOME + "${aws:TagKeys, 'x'}", HOME + "x") is False
    assert reads(HOME + "${aws:TagKeys, 'x'}", HOME + "x", aws_TagKeys="x") is False
    assert reads(HOME + "${app:Many}", HOME + "x", app_Many=["x", "y"]) is False


@pytest.mark.parametrize("character", "*?$")
def test_characters_are_written_as_variables(character):
    assert reads(f"{HOME}${{{character}}}", HOME + character) is True
    assert reads(f"{HOME}${{{character}}}", HOME + "x") is False
    assert holds("StringLike", f"a${{{character}}}*", f"a{character}b") is True
    assert holds("StringEquals", f"a${{{character}}}", f"a{character}") is True


def test_in_other_operators_it_is_text():
    assert holds("NumericEquals", "${aws:EpochTime}", "5", aws_EpochTime="5") is False
    assert holds("NumericNotEquals", "${aws:EpochTime}", "5", aws_EpochTime="5") is True
    assert holds("IpAddress", "${aws:SourceIp}", "10.0.0.1", aws_SourceIp="10.0.0.1") is False


def test_in_an_action_it_is_text():
    said = access(allow("s3:${aws:username}"))
    assert decide(said, request("s3:GetObject", aws_username="GetObject"), KEYS).answer is False


def test_its_colons_count_in_an_arn():
    assert holds(
        "ArnLike", "${aws:PrincipalArn}", "arn:aws:a:b:c:d", aws_PrincipalArn="arn:aws:a:b:c:d"
    )
    assert not holds(
        "ArnLike", "arn:aws:${aws:username}:c:d", "arn:aws:a:b:c:d", aws_username="x:b"
    )
    assert holds("ArnLike", "arn:aws:${aws:username}:c:d", "arn:aws:a:b:c:d", aws_username="a:b")


def test_without_a_brace_it_is_text():
    assert reads(HOME + "${aws:username", HOME + "${aws:username") is True


class TestNotKnown:
    """In an open request a variable that is not given may be any text."""

    def test_what_fits_is_not_told(self):
        assert reads(HOME + "${aws:username}/*", HOME + "ann/x", open_=True) is None
        assert holds("StringEquals", "a-${aws:username}", "a-b", open_=True) is None
        assert holds("StringNotEquals", "a-${aws:username}", "a-b", open_=True) is None
        assert holds("StringEqualsIgnoreCase", "A-${aws:username}", "a-b", open_=True) is None
        assert (
            holds("ArnLike", "arn:aws:sns:*:*:${aws:username}", "arn:aws:sns:a:b:c", open_=True)
            is None
        )
        assert reads(HOME + "${aws:username, 'x'}", HOME + "x", open_=True) is None

    def test_what_never_fits_is_told(self):
        assert reads(HOME + "${aws:username}/*", "arn:aws:s3:::other/ann/x", open_=True) is False
        assert holds("StringEquals", "a-${aws:username}", "b", open_=True) is False
        assert holds("StringNotEquals", "a-${aws:username}", "b", open_=True) is True

    def test_what_fits_anyway_is_told(self):
        assert reads([HOME + "${aws:username}", HOME + "*"], HOME + "ann", open_=True) is True

    def test_it_says_which_keys_would_tell(self):
        said = access(allow(on=HOME + "${aws:username}/${aws:userid}"))
        found = decide(said, request(resource=HOME + "a/b", open_=True), KEYS)
        assert found.depends_on == ("aws:userid", "aws:username")
        found = decide(said, request(resource=HOME + "a/b", open_=True, aws_userid="b"), KEYS)
        assert found.depends_on == ("aws:username",)
