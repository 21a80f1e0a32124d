"""Documents that IAM refuses when they are written, each by one rule, and what is right in its place.

Sources of the rules: the IAM User Guide, "Grammar of the IAM JSON policy language", and the errors of
IAM's API as moto has them.
"""

from __future__ import annotations

from typing import NamedTuple

SYNTAX = "Syntax errors in policy."
VERSION = "Policy document must be version 2012-10-17 or greater."
LEGACY = "The policy failed legacy parsing"
NO_ACTIONS = "Policy statement must contain actions."
NO_RESOURCES = "Policy statement must contain resources."
NO_VENDOR = "Actions/Conditions must be prefaced by a vendor"
COLONS = "Actions/Condition can contain only one colon."
VENDOR = "Vendor {} is not valid"
NO_ARN = "must be in ARN format"
PARTITION = 'Partition "{}" is not valid for resource'
SERVICE = "Resource vendor must be fully qualified"
SIDS = "Statement IDs (SID) in a single policy must be unique."

LIST = '{"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::photos"}'
GOOD = f"""{{"Version": "2012-10-17", "Id": "photos", "Statement": [{{
  "Sid": "Look", "Effect": "Allow", "Action": ["s3:ListBucket"], "Resource": ["arn:aws:s3:::photos"],
  "Condition": {{"DateLessThan": {{"aws:CurrentTime": "2027-01-31T12:00:00Z"}},
    "StringEqualsIfExists": {{"aws:PrincipalTag/team": ["shop"]}}}}}},
  {LIST}]}}"""


class Refused(NamedTuple):
    """``GOOD`` with ``new`` for ``old``: a document that IAM refuses with ``error``."""

    rule: str
    old: str
    new: str
    error: str

    @property
    def text(self) -> str:
        """The document."""
        assert GOOD.count(self.old) == 1, self
        return GOOD.replace(self.old, self.new)


_ACTION, _RESOURCE, _DATE = '["s3:ListBucket"]', '["arn:aws:s3:::photos"]', "2027-01-31T12:00:00Z"
_OPERATOR, _KEY = '"StringEqualsIfExists"', '{"aws:PrincipalTag/team": ["shop"]}'
_STATEMENTS = GOOD[GOOD.index("[") : -1]
_CONDITION = GOOD[GOOD.index('{"DateLessThan"') : GOOD.index("},\n  {")]
_STRING = GOOD[GOOD.index(_OPERATOR) : GOOD.index("}},\n  {")]

_SHAPES = (
    ("a document is an object, not a list", GOOD, f"[{GOOD}]", SYNTAX),
    ("a document is an object, not a text", GOOD, '"s3:ListBucket"', SYNTAX),
    ("a document is an object, not null", GOOD, "null", SYNTAX),
    ("a document is JSON", GOOD, GOOD[:-1], SYNTAX),
    ("the names of elements have their case", '"Id"', '"id"', SYNTAX),
    ("a document has no elements of its own", '"Id"', '"Description"', SYNTAX),
    ("Id is a text, not a number", '"photos", ', "7, ", SYNTAX),
    ("Id is a text, not a list", '"photos", ', '["photos"], ', SYNTAX),
    ("Version is a text, not a number", '"2012-10-17"', "2012", SYNTAX),
    ("Version is not null", '"2012-10-17"', "null", SYNTAX),
    ("the language has two versions", "2012-10-17", "2027-01-31", SYNTAX),
    ("Version is there", '"Version": "2012-10-17", ', "", VERSION),
    ("the old version is not for new policies", "2012-10-17", "2008-10-17", VERSION),
    ("Statement is there", f', "Statement": {_STATEMENTS}', "", SYNTAX),
    ("a policy has a statement", _STATEMENTS, "[]", SYNTAX),
    ("a statement is an object, not a text", _STATEMENTS, '"s3:ListBucket"', SYNTAX),
    ("Statement is not null", _STATEMENTS, "null", SYNTAX),
    ("statements are not in a list of their own", _STATEMENTS, f"[{_STATEMENTS}]", SYNTAX),
    ("no statement is null", f"{LIST}]", f"null, {LIST}]", SYNTAX),
    ("the names of elements of a statement have their case", '"Sid": ', '"SID": ', SYNTAX),
    ("a statement has no elements of its own", '"Sid": ', '"Comment": ', SYNTAX),
    ("the element is called Condition", '"Condition"', '"Conditions"', SYNTAX),
)
_STATEMENT = (
    ("Sid is a text, not a number", '"Look"', "1", SYNTAX),
    ("Sid is not null", '"Look"', "null", SYNTAX),
    ("a Sid is there once", f"{LIST}]", f'{LIST}, {{"Sid": "Look", {LIST[1:]}]', SIDS),
    ("Effect is there", '"Sid": "Look", "Effect": "Allow", ', '"Sid": "Look", ', SYNTAX),
    ("an effect allows or denies", '"Look", "Effect": "Allow"', '"Look", "Effect": "Permit"', SYNTAX),
    ("Effect has its case, lower", '"Look", "Effect": "Allow"', '"Look", "Effect": "allow"', LEGACY),
    ("Effect has its case, upper", '"Look", "Effect": "Allow"', '"Look", "Effect": "DENY"', LEGACY),
    ("Effect is a text, not a list", '"Look", "Effect": "Allow"', '"Look", "Effect": ["Allow"]', SYNTAX),
    ("Effect is a text, not true", '"Look", "Effect": "Allow"', '"Look", "Effect": true', SYNTAX),
)  # fmt: skip
_ACTIONS = (
    ("an action is there", f'"Action": {_ACTION}, ', "", NO_ACTIONS),
    ("Action lists an action", _ACTION, "[]", NO_ACTIONS),
    ("NotAction lists an action", f'"Action": {_ACTION}', '"NotAction": []', NO_ACTIONS),
    ("Action has no NotAction beside it", _ACTION, f'{_ACTION}, "NotAction": "s3:GetObject"', SYNTAX),
    ("Action is a text, not a number", _ACTION, "3", SYNTAX),
    ("Action is a text, not an object", _ACTION, '{"s3": "ListBucket"}', SYNTAX),
    ("Action is not null", _ACTION, "null", SYNTAX),
    ("an action of a list is a text", _ACTION, '["s3:ListBucket", 3]', SYNTAX),
    ("actions are not in a list of their own", _ACTION, f"[{_ACTION}]", SYNTAX),
    ("NotAction is a text", f'"Action": {_ACTION}', '"NotAction": true', SYNTAX),
    ("an action has a service", _ACTION, '"ListBucket"', NO_VENDOR),
    ("an action is not empty", _ACTION, '""', NO_VENDOR),
    ("every action of a list has a service", _ACTION, '["s3:ListBucket", "GetObject"]', NO_VENDOR),
    ("every action of NotAction has a service", f'"Action": {_ACTION}', '"NotAction": "List"', NO_VENDOR),
    ("every action is one star", _ACTION, '"**"', NO_VENDOR),
    ("an action has one colon", _ACTION, '"s3:List:Bucket"', COLONS),
    ("an action is no ARN", _ACTION, '"arn:aws:s3:::photos"', COLONS),
    ("an action of NotAction has one colon", f'"Action": {_ACTION}', '"NotAction": "s3:a:b"', COLONS),
    ("a service has no star", _ACTION, '"s*:ListBucket"', VENDOR.format("s*")),
    ("a service has no question mark", _ACTION, '"s?:ListBucket"', VENDOR.format("s?")),
    ("a service of NotAction has no star", f'"Action": {_ACTION}', '"NotAction": "s*:a"', VENDOR.format("s*")),
    ("a service is not two stars", _ACTION, '"**:ListBucket"', VENDOR.format("**")),
    ("a service has no space", _ACTION, '"s 3:ListBucket"', VENDOR.format("s 3")),
    ("no space stands before a service", _ACTION, '" s3:ListBucket"', VENDOR.format(" s3")),
    ("a service has no underscore", _ACTION, '"s_3:ListBucket"', VENDOR.format("s_3")),
)  # fmt: skip
_RESOURCES = (
    ("a resource is there", f', "Resource": {_RESOURCE}', "", NO_RESOURCES),
    ("Resource lists a resource", _RESOURCE, "[]", NO_RESOURCES),
    ("NotResource lists a resource", f'"Resource": {_RESOURCE}', '"NotResource": []', NO_RESOURCES),
    ("Resource has no NotResource beside it", _RESOURCE, f'{_RESOURCE}, "NotResource": "*"', SYNTAX),
    ("Resource is a text, not a number", _RESOURCE, "3", SYNTAX),
    ("Resource is a text, not an object", _RESOURCE, "{}", SYNTAX),
    ("Resource is not null", _RESOURCE, "null", SYNTAX),
    ("a resource of a list is a text", _RESOURCE, "[true]", SYNTAX),
    ("NotResource is a text", f'"Resource": {_RESOURCE}', '"NotResource": 3', SYNTAX),
    ("a resource is an ARN, not a name", _RESOURCE, '"photos"', NO_ARN),
    ("a resource is an ARN, not a path", _RESOURCE, '"/photos"', NO_ARN),
    ("a resource is not empty", _RESOURCE, '""', NO_ARN),
    ("everything is one star", _RESOURCE, '"**"', NO_ARN),
    ("every resource of a list is an ARN", _RESOURCE, '["arn:aws:s3:::photos", "photos"]', NO_ARN),
    ("every resource of NotResource is an ARN", f'"Resource": {_RESOURCE}', '"NotResource": "a"', NO_ARN),
    ("a resource is no URL", _RESOURCE, '"https://photos"', PARTITION.format("//photos")),
    ("a resource is no action", _RESOURCE, '"s3:ListBucket"', PARTITION.format("ListBucket")),
    ("a partition is one of AWS's", _RESOURCE, '"arn:amazon:s3:::photos"', PARTITION.format("amazon")),
    ("a partition is no pattern", _RESOURCE, '"arn:aw*:s3:::photos"', PARTITION.format("aw*")),
    ("a partition is there", _RESOURCE, '"arn::s3:::photos"', PARTITION.format("")),
    ("a partition of NotResource is one of AWS's", f'"Resource": {_RESOURCE}', '"NotResource": "arn:x:s3:::a"', PARTITION.format("x")),
    ("an ARN goes on behind its partition", _RESOURCE, '"arn:aws"', SERVICE),
    ("an ARN has a service", _RESOURCE, '"arn:aws::::photos"', LEGACY),
    ("an ARN that ends early has no empty field", _RESOURCE, '"arn:aws:s3::photos"', LEGACY),
    ("a bucket has no region", _RESOURCE, '"arn:aws:s3:eu-west-1::photos"', "can not contain region information"),
    ("a role has no region", _RESOURCE, '"arn:aws:iam:eu-west-1:111122223333:role/a"', "cannot contain region information"),
    ("IAM has no resource of another type", _RESOURCE, '"arn:aws:iam::111122223333:roles/a"', "IAM resource path"),
)  # fmt: skip
_CONDITIONS = (
    ("Condition is an object, not a list", _CONDITION, "[]", SYNTAX),
    ("Condition is an object, not a text", _CONDITION, '"x"', SYNTAX),
    ("Condition is not null", _CONDITION, "null", SYNTAX),
    ("an operator has an object, not a text", _KEY, '"shop"', SYNTAX),
    ("an operator has an object, not a list", _KEY, '["shop"]', SYNTAX),
    ("an operator has an object, not null", _KEY, "null", SYNTAX),
    ("a value is not null", '["shop"]', "null", SYNTAX),
    ("a value is not an object", '["shop"]', "{}", SYNTAX),
    ("an operator is one of IAM's", _OPERATOR, '"StringIs"', SYNTAX),
    ("an operator has its case", _OPERATOR, '"stringEqualsIfExists"', SYNTAX),
    ("IfExists has its case", _OPERATOR, '"StringEqualsIfexists"', SYNTAX),
    ("IfExists is there once", _OPERATOR, '"StringEqualsIfExistsIfExists"', SYNTAX),
    ("IfExists is of an operator", _OPERATOR, '"IfExists"', SYNTAX),
    ("a qualifier is one of two", _OPERATOR, '"ForEachValue:StringEquals"', SYNTAX),
    ("a qualifier has its case", _OPERATOR, '"forAllValues:StringEquals"', SYNTAX),
    ("a qualifier is there once", _OPERATOR, '"ForAllValues:ForAnyValue:StringEquals"', SYNTAX),
    ("a qualifier is of an operator", _OPERATOR, '"ForAllValues:"', SYNTAX),
)  # fmt: skip
_DATES = (
    ("a date is no word", _DATE, "tomorrow", LEGACY),
    ("a date is not empty", f'"{_DATE}"', '""', LEGACY),
    ("a date is no day of a country", _DATE, "01/31/2027", LEGACY),
    ("a month has a number", _DATE, "2027-January-31", LEGACY),
    ("a year has twelve months", _DATE, "2027-13-01", LEGACY),
    ("no month is the zeroth", _DATE, "2027-00-01", LEGACY),
    ("no month has 32 days", _DATE, "2027-01-32", LEGACY),
    ("no day is the zeroth", _DATE, "2027-01-00", LEGACY),
    ("a date has three parts", _DATE, "2027-01-01-01", LEGACY),
    ("a day ends before 24 o'clock", _DATE, "2027-01-31T24:00:00Z", LEGACY),
    ("an hour has 60 minutes", _DATE, "2027-01-31T12:60:00Z", LEGACY),
    ("a minute has 60 seconds", _DATE, "2027-01-31T12:00:60Z", LEGACY),
    ("a time has a number", _DATE, "2027-01-31Tnoon", LEGACY),
    ("T stands before a time", _DATE, "2027-01-31 12:00:00", LEGACY),
    ("a zone is there once", _DATE, "2027-01-31T12:00:00ZZ", LEGACY),
    ("a zone has two digits", _DATE, "2027-01-31T12:00:00+1:00", LEGACY),
    ("no zone is a day away", _DATE, "2027-01-31T12:00:00+24:00", LEGACY),
    ("seconds are whole", _DATE, "1801353600.5", LEGACY),
    ("seconds have 63 bits", _DATE, "9223372036854775808", LEGACY),
    ("every date of a list is one", f'"{_DATE}"', f'["{_DATE}", "soon"]', LEGACY),
)  # fmt: skip
_ALL = (*_SHAPES, *_STATEMENT, *_ACTIONS, *_RESOURCES, *_CONDITIONS, *_DATES)
REFUSED = tuple(Refused(*case) for case in _ALL)
