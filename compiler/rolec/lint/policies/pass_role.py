"""Finds statements that let a role be passed, whichever role it is.

Whoever may pass every role to a service may do what the strongest of them may.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.lint import Family, Lint
from rolec.lint.role_action import RoleAction, SixWays, too_wide
from rolec.policy.policy_text import Kind, PolicyText

PASS_ROLE = RoleAction(action="iam:passrole", roles="role/*", key="iam:passedtoservice")


def _example(actions: str, resources: str) -> str:
    return policy(f'{{"Effect": "Allow", {actions}, {resources}}}')


_ALL = '"Resource": "*"'
_ALL_BUT_ONE = '"NotResource": "arn:aws:iam::111122223333:role/app"'
_ONE = '"Resource": "arn:aws:iam::111122223333:role/app"'

SIX = SixWays(
    named_on_star=Lint(
        id="L0701",
        name="pass-role-on-all-roles",
        level=Level.SECURITY_WARNING,
        access_analyzer="PASS_ROLE_WITH_STAR_IN_RESOURCE",
        explain="""
`iam:PassRole` is allowed on every role of an account. Name the roles.
A condition on `iam:PassedToService` limits it too, and then there is no finding.
""",
        bad=_example('"Action": "iam:PassRole"', _ALL),
        good=_example('"Action": "iam:PassRole"', _ONE),
    ),
    named_on_not=Lint(
        id="L0702",
        name="pass-role-on-not-resource",
        level=Level.SECURITY_WARNING,
        access_analyzer="PASS_ROLE_WITH_NOT_RESOURCE",
        explain="""
`iam:PassRole` is allowed on every role but those of NotResource, roles of the future among them.
A condition on `iam:PassedToService` limits it too, and then there is no finding.
""",
        bad=_example('"Action": "iam:PassRole"', _ALL_BUT_ONE),
        good=_example('"Action": "iam:PassRole"', _ONE),
    ),
    star_on_star=Lint(
        id="L0703",
        name="pass-role-by-pattern-on-all-roles",
        level=Level.SECURITY_WARNING,
        access_analyzer="PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE",
        explain="""
A pattern such as `*`, `iam:*` or `iam:P*` covers `iam:PassRole`, and the statement is about every role.
A condition on `iam:PassedToService` limits it too, and then there is no finding.
""",
        bad=_example('"Action": "iam:P*"', _ALL),
        good=_example('"Action": "iam:Get*"', _ALL),
    ),
    star_on_not=Lint(
        id="L0704",
        name="pass-role-by-pattern-on-not-resource",
        level=Level.SECURITY_WARNING,
        access_analyzer="PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE",
        explain="""
A pattern such as `*`, `iam:*` or `iam:P*` covers `iam:PassRole`, and NotResource leaves every role
but a few.
A condition on `iam:PassedToService` limits it too, and then there is no finding.
""",
        bad=_example('"Action": "iam:P*"', _ALL_BUT_ONE),
        good=_example('"Action": "iam:Get*"', _ALL_BUT_ONE),
    ),
    not_on_star=Lint(
        id="L0705",
        name="pass-role-by-not-action-on-all-roles",
        level=Level.SECURITY_WARNING,
        access_analyzer="PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION",
        explain="""
NotAction does not name `iam:PassRole`, so the statement allows it, on every role.
A condition on `iam:PassedToService` limits it too, and then there is no finding.
""",
        bad=_example('"NotAction": "s3:*"', _ALL),
        good=_example('"NotAction": "iam:*"', _ALL),
    ),
    not_on_not=Lint(
        id="L0706",
        name="pass-role-by-not-action-on-not-resource",
        level=Level.SECURITY_WARNING,
        access_analyzer="PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE",
        explain="""
NotAction does not name `iam:PassRole`, so the statement allows it, on every role that NotResource
does not name.
A condition on `iam:PassedToService` limits it too, and then there is no finding.
""",
        bad=_example('"NotAction": "s3:*"', _ALL_BUT_ONE),
        good=_example('"NotAction": "iam:*"', _ALL_BUT_ONE),
    ),
)


def _check(policy: PolicyText, facts: Facts) -> Iterator[Diagnostic]:
    if policy.kind is not Kind.IDENTITY:
        return
    for statement in policy.statements:
        found = too_wide(statement, PASS_ROLE, facts, SIX)
        if found:
            lint, span = found
            yield lint.at(
                span,
                "every role can be passed to a service, whatever it may do",
                help="allow `iam:PassRole` on the roles that are meant, or for one service with `iam:PassedToService`",
            )


FAMILY = Family(SIX.lints, _check, of_grants=True)
