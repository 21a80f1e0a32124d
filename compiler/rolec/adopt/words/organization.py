"""Trust of everybody in an AWS organization in words: of which, and of which roles and users there."""

from __future__ import annotations

import re

from rolec.adopt.statement_words import one_or_several
from rolec.adopt.words.trust_conditions import Conditions
from rolec.adopt.yaml_text import Value

_ORGANIZATION = re.compile("o-[a-z0-9]{10,32}")
_CALLER = re.compile(r"arn:[^:]+:iam::\*:(role|user)/(.+)")
_ORGANIZATION_KEY, _CALLER_KEY = "aws:PrincipalOrgID", "aws:PrincipalArn"


def organization_words(conditions: Conditions) -> dict[str, Value] | None:
    """What ``conditions`` say of who is in, taken out of these; None where they name no organization."""
    organizations = conditions.look(_ORGANIZATION_KEY, "StringEquals")
    if not organizations or not all(map(_ORGANIZATION.fullmatch, organizations)):
        return None
    conditions.take(_ORGANIZATION_KEY, "StringEquals")
    fields: dict[str, Value] = {"organization": one_or_several(list(organizations))}
    callers = [_CALLER.fullmatch(each) for each in conditions.look(_CALLER_KEY, "ArnLike")]
    if callers and all(callers):
        conditions.take(_CALLER_KEY, "ArnLike")
        for kind, field in (("role", "roles"), ("user", "users")):
            names = [each[2] for each in callers if each and each[1] == kind]
            if names:
                fields[field] = one_or_several(names)
    return fields
