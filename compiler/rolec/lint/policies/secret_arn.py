"""Finds ARNs of secrets without the characters that Secrets Manager puts at their end.

The ARN of a secret is its name, a hyphen and six characters that nobody chooses, and IAM compares the whole. One
without them matches no secret that there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.ir.glob import matches
from rolec.lint.arn_form import arn
from rolec.lint.example import on
from rolec.lint.facts import Facts
from rolec.lint.known_action import is_wild
from rolec.lint.lint import Family, Lint
from rolec.policy.policy_text import Kind, PolicyText, StatementText

_ACTION = '"secretsmanager:GetSecretValue"'

NO_SUFFIX = Lint(
    id="L0258",
    name="secret-without-its-suffix",
    level=Level.WARNING,
    explain="""
Secrets Manager adds a hyphen and six random characters to the name of a secret, and its ARN has them. They
are not known before the secret is made: a policy has `-??????` in their place. (A `*` would match other
secrets too whose names begin like this one's.)
""",
    bad=on('"arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/database"', _ACTION),
    good=on(
        '"arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/database-??????"', _ACTION
    ),
)

_START = "secret:"
_WHOLE = re.compile(r"secret:.+-[A-Za-z0-9]{6}", re.DOTALL)
_CREATE = "secretsmanager:createsecret"
"""It is about a secret that has no such characters yet."""


def _check(document: PolicyText, _: Facts) -> Iterator[Diagnostic]:
    if document.kind is not Kind.IDENTITY:
        return
    for statement in document.statements:
        for word in statement.resources.items if statement.resources else ():
            if word.exact and _lacks_suffix(word.text) and not _may_create(statement):
                yield NO_SUFFIX.at(
                    word.span,
                    f"no secret has the ARN `{word.text}`: each ends in `-` and six characters",
                    help="end it in `-??????`",
                )


@lru_cache(maxsize=1024)
def _lacks_suffix(text: str) -> bool:
    given = arn(text)
    if given is None or given.service != "secretsmanager" or not given.resource.startswith(_START):
        return False
    is_open = is_wild(given.resource) or "${" in given.resource or given.resource == _START
    return not is_open and _WHOLE.fullmatch(given.resource) is None


def _may_create(statement: StatementText) -> bool:
    actions = statement.actions
    if actions is None or actions.inverted:
        return True
    return any(not word.exact or matches(word.text.lower(), _CREATE) for word in actions.items)


FAMILY = Family((NO_SUFFIX,), _check)
