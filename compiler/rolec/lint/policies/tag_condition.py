"""Finds tag conditions on all but some actions, many of which know no tags.

With NotAction a statement is about the actions of every service, and most services never send
`aws:ResourceTag`, `aws:RequestTag` or `aws:TagKeys` for most of their actions.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.lint import Family, Lint
from rolec.policy.policy_text import Kind, PolicyText


def _example(effect: str, element: str) -> str:
    return policy(f"""{{"Effect": "{effect}", "{element}": "ec2:StopInstances", "Resource": "*",
   "Condition": {{"StringEquals": {{"aws:ResourceTag/team": "red"}}}}}}""")


DENY = Lint(
    id="L0395",
    name="tags-on-denied-not-action",
    level=Level.SECURITY_WARNING,
    access_analyzer="DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
    explain="""
A deny that holds under a tag condition takes away nothing where the tag is not sent, and NotAction
covers many actions that send none.
""",
    bad=_example("Deny", "NotAction"),
    good=_example("Deny", "Action"),
)

ALLOW = Lint(
    id="L0396",
    name="tags-on-allowed-not-action",
    level=Level.SUGGESTION,
    access_analyzer="ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
    explain="""
An allow that holds under a tag condition gives nothing where the tag is not sent, so of all that
NotAction covers only the actions that know tags are allowed.
""",
    bad=_example("Allow", "NotAction"),
    good=_example("Allow", "Action"),
)

_TAG_KEYS = ("aws:resourcetag/", "aws:requesttag/", "aws:tagkeys")


def _check(policy: PolicyText, _: Facts) -> Iterator[Diagnostic]:
    if policy.kind is not Kind.IDENTITY:
        return
    for statement in policy.statements:
        if not (statement.conditions and statement.actions and statement.actions.inverted):
            continue
        for condition in statement.conditions:
            key = condition.key
            if not key.text.lower().startswith(_TAG_KEYS):
                continue
            if statement.allows or statement.denies:
                lint, verb = (ALLOW, "allowed") if statement.allows else (DENY, "denied")
                yield lint.at(
                    key.span,
                    f"what does not send `{key.text}` is not {verb}, and NotAction covers much that does not",
                    help="list the actions that know tags in Action",
                )


FAMILY = Family((DENY, ALLOW), _check)
