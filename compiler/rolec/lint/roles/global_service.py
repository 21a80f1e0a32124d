"""Finds denies of other regions that deny services of no region too.

A few services have one endpoint for all regions, and a request for them is one in `us-east-1`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.ir.glob import matches
from rolec.ir.operator import Family as Operators
from rolec.lint.cover import may_overlap
from rolec.lint.facts import Facts
from rolec.lint.lint import Family, Lint
from rolec.lint.met import conditions_on
from rolec.lint.region import partition_of
from rolec.policy.policy_text import ConditionText, Kind, PolicyText, StatementText, Words
from rolec.policy.whole_role import WholeRole


def _example(deny: str) -> str:
    return f"""
role: developer
trust: [{{aws_service: ec2}}]
permissions:
  - managed_policy: PowerUserAccess
  - inline_policy: regions
    statements:
      - {deny}
        on: "*"
        when: {{StringNotEquals: {{aws:RequestedRegion: [eu-west-1, eu-central-1]}}}}
"""


OF_NO_REGION = Lint(
    id="L0957",
    name="deny-of-services-without-region",
    level=Level.WARNING,
    explain="""
The deny is for all regions but those that are named, and covers services that have one endpoint for
all of them. Requests for these are in `us-east-1`, which is not among the regions: they are denied,
whatever region is meant. Source: the IAM User Guide, "AWS: Denies access to AWS based on the
requested Region".
""",
    bad=_example('deny: "*"'),
    good=_example('deny_all_except: ["cloudfront:*", "iam:*", "route53:*", "support:*"]'),
)

_SERVICES = ("cloudfront", "iam", "route53")
"""Of those that AWS's example leaves out of such a deny, the ones that have no other endpoint."""

_KEY, _HOME, _PARTITION = "aws:requestedregion", "us-east-1", "aws"


def _check(role: WholeRole, _: Facts) -> Iterator[Diagnostic]:
    own = [each for held in role.held if not held.of_aws for each in held.policy.statements]
    allows = [each for held in role.held for each in held.policy.statements if each.allows]
    return _found_in(own, allows)


def _in_document(policy: PolicyText, _: Facts) -> Iterator[Diagnostic]:
    """The same of one policy, whoever has it; what one of denies alone stands beside is not known."""
    if policy.kind is not Kind.IDENTITY:
        return iter(())
    allows = [each for each in policy.statements if each.allows]
    return _found_in(policy.statements, allows)


def _found_in(own: Iterable[StatementText], allows: list[StatementText]) -> Iterator[Diagnostic]:
    for statement in own:
        condition = _other_regions(statement) if statement.denies else None
        denied = [
            each
            for each in _SERVICES
            if _is_all_of(statement.actions, each) and _is_on(statement.resources, each)
        ]
        meant = [each for each in denied if any(_has_some_of(a.actions, each) for a in allows)]
        if condition and meant:
            names = ", ".join(f"`{each}`" for each in meant)
            yield OF_NO_REGION.at(
                condition.key.span,
                f"this also denies {names}, whose requests are in `{_HOME}`",
                help=f"deny all actions but those of {names}, or name `{_HOME}`",
            )


def _other_regions(statement: StatementText) -> ConditionText | None:
    """The condition that a request is in none of some regions, where that of services without one is none of them."""
    for condition in conditions_on(statement, _KEY):
        operator = condition.parsed
        is_negated = operator is not None and operator.family is Operators.STRING
        if not (is_negated and operator and operator.negated):
            continue
        if all(
            value.exact
            and partition_of(value.text) == _PARTITION
            and not matches(value.text, _HOME)
            for value in condition.values
        ):
            return condition
    return None


def _is_all_of(actions: Words | None, service: str) -> bool:
    """Whether ``actions`` are for all of a service: by `*`, or where none of its actions is left out."""
    if actions is None or not all(word.exact for word in actions.items):
        return False
    if actions.inverted:
        return not _names(actions, service)
    return any(matches(word.text.lower(), f"{service}:*") for word in actions.items)


def _is_on(resources: Words | None, service: str) -> bool:
    """Whether ``resources`` are all, or all but some of other services."""
    if resources is None:
        return False
    if resources.inverted:
        return not any(may_overlap(word.text, f"arn:aws:{service}:*") for word in resources.items)
    return any(word.exact and word.text == "*" for word in resources.items)


def _has_some_of(actions: Words | None, service: str) -> bool:
    if actions is None:
        return False
    if actions.inverted:
        return not any(matches(word.text.lower(), f"{service}:*") for word in actions.items)
    return _names(actions, service)


def _names(actions: Words, service: str) -> bool:
    return any(matches(word.text.lower().partition(":")[0], service) for word in actions.items)


FAMILY = Family((OF_NO_REGION,), _check, alone=_in_document)
