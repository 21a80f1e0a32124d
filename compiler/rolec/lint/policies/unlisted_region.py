"""Finds regions that look like one and are none that is known.

`eu-wset-1` has the form of a region, and AWS opens new ones, so that it may be one. Mostly it is a slip: an
allow then gives nothing there, and a deny for all regions but it denies everything.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rolec.catalog.region import partition_regions
from rolec.catalog.service_principal import service_names, short_service
from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.diagnostics.suggest import closest
from rolec.ir import operator
from rolec.ir.glob import matches
from rolec.lint.example import under
from rolec.lint.facts import Facts
from rolec.lint.known_action import is_wild
from rolec.lint.lint import Family, Lint
from rolec.lint.region import REGION_KEYS, known_regions, partition_of
from rolec.lint.variable import OPAQUE, without_variables
from rolec.policy.policy_text import ConditionText, PolicyText, StatementText, Word

UNLISTED = Lint(
    id="L0257",
    name="unlisted-region",
    level=Level.WARNING,
    explain="""
The region has the form of one, or is a pattern for some, and AWS had none like it when this rolec was made.
It may be new, or a slip of the keys. Looked at are the region of ARNs, and the values of
`aws:RequestedRegion` and `ec2:Region`, and the region that a service principal may have before its domain.
""",
    bad=under('"StringEquals": {"aws:RequestedRegion": "eu-wset-1"}'),
    good=under('"StringEquals": {"aws:RequestedRegion": "eu-west-1"}'),
)


_ARN = "arn:"
_FIELDS = 4
"""Those of an ARN up to its region."""


class _Region(NamedTuple):
    """The text of a region, and the partition that is written beside it."""

    text: str
    partition: str = "*"


def _check(policy: PolicyText, _: Facts) -> Iterator[Diagnostic]:
    for statement in policy.statements:
        for word, region in _regions(statement):
            if not _is_known(region.text, region.partition):
                yield _found(word, region)


def _regions(statement: StatementText) -> Iterator[tuple[Word, _Region]]:
    for word in statement.resources.items if statement.resources else ():
        if region := _of_arn(word.text, word.exact):
            yield word, region
    for principal in statement.principals:
        if principal.type == "Service" and principal.value.exact:
            yield principal.value, _of_service(principal.value.text)
    for condition in statement.conditions:
        is_region = condition.key.text.lower() in REGION_KEYS
        if is_region or any(value.text[:4].lower() == _ARN for value in condition.values):
            yield from _of_condition(condition, is_region=is_region)


def _of_condition(condition: ConditionText, *, is_region: bool) -> Iterator[tuple[Word, _Region]]:
    parsed = condition.parsed
    if parsed is None or parsed.family not in {operator.Family.STRING, operator.Family.ARN}:
        return
    folds = parsed.name.endswith("IgnoreCase")
    for value in condition.values:
        text = value.text.lower() if folds else value.text
        if is_region and value.exact:
            yield value, _Region(text)
        elif not is_region and (region := _of_arn(text, value.exact)):
            yield value, region


def _of_arn(text: str, exact: bool) -> _Region | None:  # noqa: FBT001 - as of a word
    """The region of an ARN that names one."""
    if not text.startswith(_ARN):
        return None
    bare = without_variables(text)
    # A reference may hold colons, so only the fields before it are known.
    fields = (bare if exact else bare.partition("*")[0]).split(":", _FIELDS)
    if len(fields) < _FIELDS + (not exact) or fields[_FIELDS - 1] in {"", "*"}:
        return None
    return _Region(fields[_FIELDS - 1], fields[1])


def _of_service(principal: str) -> _Region:
    """The region of `logs.eu-west-1.amazonaws.com`, empty where there is none, as mostly."""
    region = short_service(principal).rpartition(".")[2]
    return _Region(region if region.count("-") > 1 and region not in service_names() else "")


@lru_cache(maxsize=1024)
def _is_known(text: str, partition: str) -> bool:
    """Whether there is such a region, or it cannot be one at all, which is found elsewhere."""
    if not text or OPAQUE in text or "${" in text:
        return True
    if not is_wild(text):
        return text in known_regions() or partition_of(text) is None
    there = partition_regions().get(partition)
    names = there.names if there else known_regions()
    return any(matches(text, name) for name in names)


def _found(word: Word, region: _Region) -> Diagnostic:
    near = _nearest(region.text)
    what = "no region is like" if is_wild(region.text) else "no region is known as"
    return UNLISTED.at(
        word.span,
        f"{what} `{region.text}`",
        help=f"did you mean `{near}`?" if near else "see AWS's list of regions",
    )


def _nearest(text: str) -> str | None:
    start, star, rest = text.partition("*")
    if not star or rest:
        return closest(text, known_regions())
    near = closest(start, {name[: len(start)] for name in known_regions()})
    return f"{near}*" if near else None


FAMILY = Family((UNLISTED,), _check)
