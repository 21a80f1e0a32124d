"""Finds statements that let a service-linked role be made, for whichever service.

Such a role gives its service access to the account, and can be deleted only when the service lets go.
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

CREATE = RoleAction(
    action="iam:createservicelinkedrole", roles="role/aws-service-role/*", key="iam:awsservicename"
)


def _example(actions: str, resources: str) -> str:
    return policy(f'{{"Effect": "Allow", {actions}, {resources}}}')


_ALL = '"Resource": "*"'
_ALL_BUT_ONE = '"NotResource": "arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"'
_ONE = '"Resource": "arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"'

SIX = SixWays(
    named_on_star=Lint(
        id="L0711",
        name="service-linked-role-on-all-roles",
        level=Level.WARNING,
        access_analyzer="CREATE_SLR_WITH_STAR_IN_RESOURCE",
        explain="""
`iam:CreateServiceLinkedRole` is allowed for every service. Name the roles, each by the path of its
service: `role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS*`.
A condition on `iam:AWSServiceName` limits it too, and then there is no finding.
""",
        bad=_example('"Action": "iam:CreateServiceLinkedRole"', _ALL),
        good=_example('"Action": "iam:CreateServiceLinkedRole"', _ONE),
    ),
    named_on_not=Lint(
        id="L0712",
        name="service-linked-role-on-not-resource",
        level=Level.WARNING,
        access_analyzer="CREATE_SLR_WITH_NOT_RESOURCE",
        explain="""
`iam:CreateServiceLinkedRole` is allowed for every service but those of NotResource.
A condition on `iam:AWSServiceName` limits it too, and then there is no finding.
""",
        bad=_example('"Action": "iam:CreateServiceLinkedRole"', _ALL_BUT_ONE),
        good=_example('"Action": "iam:CreateServiceLinkedRole"', _ONE),
    ),
    star_on_star=Lint(
        id="L0713",
        name="service-linked-role-by-pattern-on-all-roles",
        level=Level.WARNING,
        access_analyzer="CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE",
        explain="""
A pattern such as `*`, `iam:*` or `iam:Create*` covers `iam:CreateServiceLinkedRole`, and the
statement is about every role.
A condition on `iam:AWSServiceName` limits it too, and then there is no finding.
""",
        bad=_example('"Action": "iam:Create*"', _ALL),
        good=_example('"Action": "iam:Get*"', _ALL),
    ),
    star_on_not=Lint(
        id="L0714",
        name="service-linked-role-by-pattern-on-not-resource",
        level=Level.WARNING,
        access_analyzer="CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE",
        explain="""
A pattern such as `*`, `iam:*` or `iam:Create*` covers `iam:CreateServiceLinkedRole`, and NotResource
leaves every role but a few.
A condition on `iam:AWSServiceName` limits it too, and then there is no finding.
""",
        bad=_example('"Action": "iam:Create*"', _ALL_BUT_ONE),
        good=_example('"Action": "iam:Get*"', _ALL_BUT_ONE),
    ),
    not_on_star=Lint(
        id="L0715",
        name="service-linked-role-by-not-action-on-all-roles",
        level=Level.WARNING,
        access_analyzer="CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION",
        explain="""
NotAction does not name `iam:CreateServiceLinkedRole`, so the statement allows it, for every service.
A condition on `iam:AWSServiceName` limits it too, and then there is no finding.
""",
        bad=_example('"NotAction": "s3:*"', _ALL),
        good=_example('"NotAction": "iam:*"', _ALL),
    ),
    not_on_not=Lint(
        id="L0716",
        name="service-linked-role-by-not-action-on-not-resource",
        level=Level.WARNING,
        access_analyzer="CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE",
        explain="""
NotAction does not name `iam:CreateServiceLinkedRole`, so the statement allows it, for every service
that NotResource does not name.
A condition on `iam:AWSServiceName` limits it too, and then there is no finding.
""",
        bad=_example('"NotAction": "s3:*"', _ALL_BUT_ONE),
        good=_example('"NotAction": "iam:*"', _ALL_BUT_ONE),
    ),
)


def _check(policy: PolicyText, facts: Facts) -> Iterator[Diagnostic]:
    if policy.kind is not Kind.IDENTITY:
        return
    for statement in policy.statements:
        found = too_wide(statement, CREATE, facts, SIX)
        if found:
            lint, span = found
            yield lint.at(
                span,
                "a role can be made for every service that has service-linked roles",
                help="allow `iam:CreateServiceLinkedRole` on the path of one service, or with `iam:AWSServiceName`",
            )


FAMILY = Family(SIX.lints, _check, of_grants=True)
