"""Finds condition keys that do not hold what is built on them: forged, alone, or rarely there.

A condition looks like a lock. On these keys it is one that the caller can open, that fits many
doors, or that some services never try.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from rolec.catalog.vpc_endpoint import OWNER_KEYS, OWNER_SERVICES
from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.lint.example import under
from rolec.lint.facts import Facts
from rolec.lint.lint import Family, Lint
from rolec.policy.policy_text import ConditionText, Kind, PolicyText, StatementText, Words

UNTRUSTWORTHY = Lint(
    id="L0310",
    name="forgeable-condition-key",
    level=Level.SECURITY_WARNING,
    access_analyzer="UNTRUSTWORTHY_CONDITION_KEY",
    explain="""
`aws:referer` and `aws:UserAgent` are headers that the caller writes. Whoever knows what the policy
asks for can send it.
""",
    bad=under('"StringEquals": {"aws:UserAgent": "photo-app"}'),
    good=under('"StringEquals": {"aws:PrincipalTag/app": "photo-app"}'),
)

UNPAIRED = Lint(
    id="L0311",
    name="unpaired-condition-key",
    level=Level.SECURITY_WARNING,
    access_analyzer="MISSING_PAIRED_CONDITION_KEYS",
    explain="""
Private addresses are not unique: every VPC may have 10.0.0.5. `aws:VpcSourceIp` needs a key that
says which VPC is meant, and so does `aws:Ec2InstanceSourcePrivateIPv4` in an allow.
""",
    bad=under('"IpAddress": {"aws:VpcSourceIp": "10.0.0.0/24"}'),
    good=under(
        '"IpAddress": {"aws:VpcSourceIp": "10.0.0.0/24"},\n'
        '    "StringEquals": {"aws:SourceVpc": "vpc-1a2b3c4d"}'
    ),
)

FEW_SERVICES = Lint(
    id="L0312",
    name="condition-key-of-few-services",
    level=Level.WARNING,
    access_analyzer="USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES",
    of_catalogue=True,
    explain="""
Only some services say whose VPC endpoint a request came through. With any other, `aws:VpceAccount`,
`aws:VpceOrgID` and `aws:VpceOrgPaths` are absent: an allow gives nothing, and a deny with a negated
operator takes everything. So the actions of the statement must be of those services.
""",
    bad=under('"StringEquals": {"aws:VpceAccount": "111122223333"}', action='"*"'),
    good=under('"StringEquals": {"aws:VpceAccount": "111122223333"}', action='"s3:*"'),
)

_FORGEABLE = frozenset({"aws:referer", "aws:useragent"})
_OWNER_KEYS = frozenset(key.lower() for key in OWNER_KEYS)
_VPCS = frozenset({"aws:sourcevpc", "aws:sourcevpce", "aws:sourcevpcarn"})
_PAIRS = MappingProxyType(
    {
        "aws:vpcsourceip": ("aws:SourceVpc", _VPCS),
        "aws:ec2instancesourceprivateipv4": (
            "aws:Ec2InstanceSourceVpc",
            frozenset({"aws:ec2instancesourcevpc"}),
        ),
    }
)
"""A key, the one to write beside it, and all that do."""


def _check(policy: PolicyText, _: Facts) -> Iterator[Diagnostic]:
    for statement in policy.statements:
        for condition in statement.conditions:
            key = condition.key.text.lower()
            if key in _FORGEABLE:
                yield UNTRUSTWORTHY.at(
                    condition.key.span,
                    f"the caller can send any `{condition.key.text}`",
                    help="ask for something that AWS vouches for, such as `aws:PrincipalArn`",
                )
            elif key in _PAIRS:
                yield from _alone(condition, key, statement)
            elif key in _OWNER_KEYS and statement.actions and policy.kind is Kind.IDENTITY:
                yield from _elsewhere(condition, statement.actions)


def _alone(condition: ConditionText, key: str, statement: StatementText) -> Iterator[Diagnostic]:
    best, others = _PAIRS[key]
    # AWS's own example denies by the address that an instance had, without its VPC.
    if key != "aws:vpcsourceip" and not statement.allows:
        return
    present = {other.key.text.lower() for other in statement.conditions}
    if present.isdisjoint(others) and all(c.key.exact for c in statement.conditions):
        yield UNPAIRED.at(
            condition.key.span,
            f"`{condition.key.text}` is an address that many VPCs may have",
            help=f"add a condition on `{best}`",
        )


def _elsewhere(condition: ConditionText, actions: Words) -> Iterator[Diagnostic]:
    help_ = "write actions of the services that support it, each with its prefix"
    if actions.inverted:
        yield FEW_SERVICES.at(
            condition.key.span,
            f"`{condition.key.text}` is absent in requests to most of the services that NotAction leaves",
            help=help_,
        )
        return
    for action in actions.items:
        prefix = action.text.partition(":")[0].lower()
        if "*" in prefix and not action.exact:
            continue
        passes = action.text.lower() == "iam:passrole"
        if prefix not in OWNER_SERVICES or passes:
            what = f"`{action.text}`" if passes else f"`{prefix}`"
            yield FEW_SERVICES.at(
                condition.key.span,
                f"`{condition.key.text}` is absent in requests to {what}"
                if prefix != "*"
                else f"`{condition.key.text}` is absent in requests to many services",
                help=help_,
            )
            return


FAMILY = Family((UNTRUSTWORTHY, UNPAIRED, FEW_SERVICES), _check)
