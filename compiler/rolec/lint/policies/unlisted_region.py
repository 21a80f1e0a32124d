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


_FIELDS = 4
"""Those of an ARN up to its region."""


class _Region(NamedTuple):
    """The text of a region, and the partition that is written beside it."""

    text: str
    partition: str = "*"


def _check(policy: PolicyText, _: Facts) -> Iterator[Diagnostic]:
    for statement in policy.statements:
        for word, region in _regions(statement):
            if region.text and not _is_known(region):
                yield _found(word, region)


def _regions(statement: StatementText) -> Iterator[tuple[Word, _Region]]:
    for word in statement.resources.items if statement.resources else ():
        yield word, _of_arn(word.text, word.exact)
    for principal in statement.principals:
        if principal.type == "Service" and principal.value.exact:
            yield principal.value, _of_service(principal.value.text)
    for condition in statement.conditions:
        yield from _of_condition(condition)


def _of_condition(condition: ConditionText) -> Iterator[tuple[Word, _Region]]:
    parsed = condition.parsed
    if parsed is None or parsed.family not in {operator.Family.STRING, operator.Family.ARN}:
        return
    is_region = condition.key.text.lower() in REGION_KEYS
    folds = parsed.name.endswith("IgnoreCase")
    for value in condition.values:
        text = value.text.lower() if folds else value.text
        if not is_region:
            yield value, _of_arn(text, value.exact)
        elif value.exact:
            yield value, _Region(text)


@lru_cache(maxsize=8192)
def _of_arn(text: str, exact: bool) -> _Region:  # noqa: FBT001 - for the cache
    """The region of an ARN, empty where there is none."""
    bare = without_variables(text)
    # A reference may hold colons, so only the fields before it are known.
    fields = bare.split(":") if exact else bare.partition("*")[0].split(":")[:-1]
    start, partition, _, region, *_ = (*fields, *[""] * _FIELDS)
    return _Region(region, partition) if start == "arn" else _Region("")


def _of_service(principal: str) -> _Region:
    """The region of `logs.eu-west-1.amazonaws.com`, empty where there is none, as mostly."""
    region = short_service(principal).rpartition(".")[2]
    return _Region(region if region.count("-") > 1 and region not in service_names() else "")


@lru_cache(maxsize=1024)
def _is_known(region: _Region) -> bool:
    """Whether there is such a region, or it cannot be one at all, which is found elsewhere."""
    if OPAQUE in region.text or "${" in region.text:
        return True
    if not is_wild(region.text):
        return region.text in known_regions() or partition_of(region.text) is None
    there = partition_regions().get(region.partition)
    names = there.names if there else known_regions()
    return any(matches(region.text, name) for name in names)


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
