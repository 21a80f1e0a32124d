"""What of a role is wider than before, beside what its policies say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from rolec.ir.document import Effect
from rolec.ir.expectation import Expectation
from rolec.ir.role import DEFAULT_SESSION, Role
from rolec.ir.text import Link, Text
from rolec.review.permission_tier import action_tier
from rolec.review.tier import Tier, highest
from rolec.review.widening import WideningKind


class Wider(NamedTuple):
    """One thing that is wider."""

    tier: Tier
    kind: WideningKind
    about: str = ""
    before: str = ""
    after: str = ""


def role_widenings(old: Role, new: Role, reads_tag: Callable[[str], bool]) -> Iterator[Wider]:
    """What of ``new`` is wider than in ``old``; ``reads_tag`` says if a condition reads a tag's key."""
    before, after = (each.max_session_duration or DEFAULT_SESSION for each in (old, new))
    if _may_be_longer(before, after):
        yield Wider(
            Tier.CREDENTIALS, WideningKind.SESSION, before=_seconds(before), after=_seconds(after)
        )
    if old.permissions_boundary is not None and new.permissions_boundary is None:
        gone = policy_called(old.permissions_boundary)
        yield Wider(Tier.ADMINISTRATION, WideningKind.BOUNDARY, before=gone)
    if old.exclusive and not new.exclusive:
        yield Wider(Tier.ADMINISTRATION, WideningKind.EXCLUSIVE)
    if not set(old.enabled) <= set(new.enabled):
        before_, after_ = (" and ".join(t.written for t in role.enabled) for role in (old, new))
        yield Wider(Tier.ADMINISTRATION, WideningKind.ENABLED, "", before_, after_)
    yield from _tags(old, new, reads_tag)
    yield from removed_expectations(old.expected, new.expected)


def policy_called(arn: Text) -> str:
    """What a managed policy is called, which ``arn`` is that of: one of the project by its name."""
    match arn.parts:
        case (Link(name=name),):
            return name
        case _:
            return arn.written


def removed_expectations(
    old: tuple[Expectation, ...], new: tuple[Expectation, ...]
) -> Iterator[Wider]:
    """The expectations of ``old`` that are not in ``new``, in the tier of what they are about."""
    kept = set(new)
    for each in old:
        if each not in kept:
            yield Wider(_tier(each), WideningKind.EXPECTATION, about=_words(each))


def _tags(old: Role, new: Role, reads_tag: Callable[[str], bool]) -> Iterator[Wider]:
    if old.tags_from != new.tags_from:
        # Which tags the map has only Terraform knows.
        values = [role.tags_from.written if role.tags_from else "" for role in (old, new)]
        yield Wider(Tier.ADMINISTRATION, WideningKind.TAGS_FROM, "", *values)
    # IAM ignores the case of a tag's key.
    before, after = ({t.key.casefold(): t for t in role.tags} for role in (old, new))
    for key in sorted(before.keys() | after.keys()):
        one, other = before.get(key), after.get(key)
        values = ["" if tag is None else tag.value.written for tag in (one, other)]
        if (one is None or other is None or values[0] != values[1]) and reads_tag(key):
            tag = other or one
            assert tag is not None
            yield Wider(Tier.ADMINISTRATION, WideningKind.TAG, tag.key, values[0], values[1])


def _tier(expectation: Expectation) -> Tier:
    if expectation.assume is not None:
        return Tier.CREDENTIALS
    return highest({action_tier(action.written) for action in expectation.actions})


def _words(expectation: Expectation) -> str:
    verb = "allow" if expectation.effect is Effect.ALLOW else "deny"
    words = [f"{verb}: {', '.join(action.written for action in expectation.actions)}"]
    if expectation.resources:
        words.append(f"on: {', '.join(each.written for each in expectation.resources)}")
    if expectation.assume is not None:
        words.append(f"assume: {expectation.assume.written}")
    words += [
        f"{key.written}={','.join(value.written for value in values)}"
        for key, values in expectation.context
    ]
    return "; ".join(words)


def _may_be_longer(before: int | Text, after: int | Text) -> bool:
    if isinstance(before, Text) or isinstance(after, Text):
        return before != after
    return after > before


def _seconds(number: int | Text) -> str:
    if isinstance(number, Text):
        return f"{number.written} s"
    hours, rest = divmod(number, 3600)
    return f"{number:,} s" if rest else f"{hours} h"
