"""Finds actions with a wildcard where the service stands.

`ec*:Describe*` is an action of EC2, ECS, ECR and whatever AWS calls the next service. IAM refuses
some of these documents, and where it does not, nobody can say what they give.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.lint.example import on
from rolec.lint.facts import Facts
from rolec.lint.lint import Family, Lint
from rolec.policy.policy_text import PolicyText

SERVICE_WILDCARD = Lint(
    id="L0265",
    name="wildcard-in-service",
    level=Level.SUGGESTION,
    access_analyzer="WILDCARD_IN_SERVICE_NAME",
    explain="""
The prefix of an action is a service, in full: `ec2:Describe*`. Every action of every service is
`*`.
""",
    bad=on('"*"', '"ec*:DescribeTags"'),
    good=on('"*"', '"ec2:DescribeTags"'),
)


def _check(policy: PolicyText, _: Facts) -> Iterator[Diagnostic]:
    for statement in policy.statements:
        for action in statement.actions.items if statement.actions else ():
            prefix, colon, _name = action.text.partition(":")
            if colon and action.exact and ("*" in prefix or "?" in prefix):
                yield SERVICE_WILDCARD.at(
                    action.span,
                    f"`{prefix}` may be any of several services",
                    help="write a prefix for each service, or `*` for every action",
                )


FAMILY = Family((SERVICE_WILDCARD,), _check)
