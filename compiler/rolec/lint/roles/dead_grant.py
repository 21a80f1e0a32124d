"""Finds statements that change nothing of what their role may do.

Whoever reads them believes that they matter, and whoever takes access away takes it from one of two.
Told is only what the texts of the policies show for certain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rolec.diagnostics.diagnostic import Diagnostic, Label
from rolec.diagnostics.level import Level
from rolec.ir.glob_cover import covers
from rolec.lint.cover import Said, may_overlap, said, says_all
from rolec.lint.facts import Facts
from rolec.lint.lint import Family, Lint
from rolec.policy.policy_text import Kind, PolicyText, StatementText
from rolec.policy.whole_role import Held, WholeRole, aws_policy
from rolec.source.span import NOWHERE


def _example(statement: str, *, more: str = "") -> str:
    return f"""
role: reader
trust: [{{aws_service: ec2}}]{more}
permissions:
  - inline_policy: photos
    statements:
      - allow: s3:GetObject
        on: "arn:aws:s3:::photos/*"
  - inline_policy: more
    statements:
      - {statement}
"""


REDUNDANT = Lint(
    id="L0951",
    name="redundant-statement-of-role",
    level=Level.SUGGESTION,
    explain="""
Another statement of the role, perhaps in another policy, allows all that this one allows, or denies all that
this one denies. It can go.
""",
    bad=_example('{allow: "s3:Get*", on: "arn:aws:s3:::photos*"}'),
    good=_example('{allow: "s3:Put*", on: "arn:aws:s3:::photos*"}'),
)

DENIED = Lint(
    id="L0952",
    name="allow-that-is-denied",
    level=Level.WARNING,
    explain="""
A deny of the role or of its permissions boundary, which has no condition, denies all that this statement
allows, or that a policy of AWS allows which the role has.
""",
    bad=_example('{deny: "s3:Get*", on: "arn:aws:s3:::photos*"}'),
    good=_example('{deny: "s3:Get*", on: "arn:aws:s3:::photos/2025/*"}'),
)

_LIMIT = "\npermissions_boundary: "

OUT_OF_BOUNDS = Lint(
    id="L0953",
    name="allow-beyond-boundary",
    level=Level.WARNING,
    explain="""
The permissions boundary of the role allows none of the actions of this statement, or of this policy of AWS,
so that the role may use none of them.
""",
    bad=_example("{allow: s3:PutObject, on: '*'}", more=f"{_LIMIT}AmazonSQSFullAccess"),
    good=_example("{allow: s3:PutObject, on: '*'}", more=f"{_LIMIT}AmazonS3FullAccess"),
)


class _Part(NamedTuple):
    """A statement of a policy of the role."""

    held: Held
    said: Said


def _check(role: WholeRole, _: Facts) -> Iterator[Diagnostic]:
    parts = [_Part(held, each) for held in role.held for each in _said_by(held)]
    allows = [each for each in parts if each.said.statement.allows]
    denies = [each for each in parts if each.said.statement.denies]
    limits = [_Part(role.limit, each) for each in _said_by(role.limit)] if role.limit else []
    sure = [
        each
        for each in (*denies, *limits)
        if each.said.statement.denies and not each.said.statement.conditions
    ]
    for place, part in enumerate(allows):
        if not part.held.of_aws:
            yield from _dead(place, part, allows, sure, role)
    own = [
        (place, part)
        for place, part in enumerate(denies)
        if (by := _other(place, part, denies)) and _may_go(part, by, role)
    ]
    yield from _redundant_denies(own, denies, "the role")
    for held in role.attached:
        if not held.of_aws and _is_spare(held, allows, denies):
            yield REDUNDANT.at(
                held.span,
                f"other statements of the role say all that `{held.name}` says",
                help="do not attach it",
            )
        if held.of_aws:  # of its statements none can be changed here
            yield from _dead_policy(held, sure, role)


def _in_document(policy: PolicyText, _: Facts) -> Iterator[Diagnostic]:
    """The same of one policy, whoever has it."""
    if policy.kind is not Kind.IDENTITY:
        return
    parts = [_Part(Held("", policy, NOWHERE), each) for each in _said_in(policy)]
    allows = [each for each in parts if each.said.statement.allows]
    denies = [each for each in parts if each.said.statement.denies]
    sure = [each for each in denies if not each.said.statement.conditions]
    for place, part in enumerate(allows):
        statement = part.said.statement
        if denied := _covering(part, sure):
            yield _finding(DENIED, statement, "a deny of this policy denies all of it", denied)
        elif found := _other(place, part, allows):
            message = "another statement of this policy allows all of it"
            yield _finding(REDUNDANT, statement, message, found)
    yield from _redundant_denies(list(enumerate(denies)), denies, "this policy")


def _is_spare(held: Held, allows: Sequence[_Part], denies: Sequence[_Part]) -> bool:
    """Whether for each statement of a policy of the project there is another that makes it redundant."""
    spare = sum(
        part.held is held and _other(place, part, parts) is not None
        for parts in (allows, denies)
        for place, part in enumerate(parts)
    )
    return 0 < spare == len(held.policy.statements)


def _redundant_denies(
    own: Sequence[tuple[int, _Part]], denies: Sequence[_Part], whole: str
) -> Iterator[Diagnostic]:
    for place, part in own:
        if found := _other(place, part, denies):
            message = f"another statement of {whole} denies all of it"
            yield _finding(REDUNDANT, part.said.statement, message, found)


def _dead(
    place: int, part: _Part, allows: Sequence[_Part], denies: Sequence[_Part], role: WholeRole
) -> Iterator[Diagnostic]:
    statement = part.said.statement
    denied = _covering(part, denies)
    if denied:
        message = "a deny of the role denies all of it"
        yield _finding(DENIED, statement, message, denied, go=_go(part, denied, role))
    elif role.boundary is not None and _is_beyond(statement, role.boundary):
        yield OUT_OF_BOUNDS.at(
            statement.span,
            f"the boundary of `{role.role.name}` allows no action of this statement",
            help=f"{_go(part, None, role)}, or let the boundary allow what is meant",
        )
    elif (found := _other(place, part, allows)) and _may_go(part, found, role):
        message = "another statement of the role allows all of it"
        yield _finding(REDUNDANT, statement, message, found)


def _may_go(part: _Part, by: _Part | None, role: WholeRole) -> bool:
    """Whether to delete a statement takes nothing from others who have its policy."""
    in_policy = by is not None and by.held is part.held
    return in_policy or any(part.held is each for each in role.inline)


def _go(part: _Part, by: _Part | None, role: WholeRole) -> str:
    """What to do with a statement that has no effect in this role."""
    if _may_go(part, by, role):
        return "delete it"
    return f"delete it if nobody else who has `{part.held.name}` needs it"


def _dead_policy(held: Held, denies: Sequence[_Part], role: WholeRole) -> Iterator[Diagnostic]:
    """A finding where nothing of a policy of AWS is left; one that denies something has an effect."""
    statements = held.policy.statements
    if not statements or not all(each.allows for each in statements):
        return
    limit = role.boundary
    left = [each for each in statements if limit is None or not _is_beyond(each, limit)]
    if not left:
        yield OUT_OF_BOUNDS.at(
            held.span,
            f"the boundary of `{role.role.name}` allows no action of `{held.name}`",
            help="do not attach it, or let the boundary allow what is meant",
        )
        return
    said_of = {id(each.statement): _Part(held, each) for each in _said_by(held)}
    by = [_covering(part, denies) if (part := said_of.get(id(each))) else None for each in left]
    if all(by):
        labels = {_label(each): None for each in by if each}
        yield DENIED.at(
            held.span,
            f"denies leave nothing of what `{held.name}` allows",
            help="do not attach it, or deny less",
            secondary=tuple(labels),
        )


def _said_by(held: Held) -> Sequence[Said]:
    return _said_by_aws(held.name) if held.of_aws else _said_in(held.policy)


@lru_cache(maxsize=512)
def _said_by_aws(name: str) -> tuple[Said, ...]:
    policy = aws_policy(name)
    return _said_in(policy) if policy else ()


def _said_in(policy: PolicyText) -> tuple[Said, ...]:
    return tuple(each for statement in policy.statements if (each := said(statement)))


def _covering(part: _Part, others: Iterable[_Part]) -> _Part | None:
    return next((each for each in others if _says_all(each, part)), None)


def _says_all(part: _Part, other: _Part) -> bool:
    """Whether one says all of the other, and is there whenever that is."""
    return set(part.held.only_if) <= set(other.held.only_if) and says_all(part.said, other.said)


def _other(place: int, part: _Part, allows: Sequence[_Part]) -> _Part | None:
    """The statement that makes one redundant: of two that say the same, AWS's, or the earlier one."""
    for at, other in enumerate(allows):
        if at == place or not _says_all(other, part):
            continue
        # Two in one policy that say the same are told without the role.
        later = at > place and not other.held.of_aws
        first = later or other.held.policy is part.held.policy
        if not (first and _says_all(part, other)):
            return other
    return None


def _finding(
    lint: Lint, statement: StatementText, message: str, by: _Part, *, go: str = "delete it"
) -> Diagnostic:
    return lint.at(
        statement.span,
        message,
        help=go if lint is REDUNDANT else f"{go}, or deny less",
        secondary=(_label(by),),
    )


def _label(part: _Part) -> Label:
    whose = f", of `{part.held.name}`" if part.held.name else ""
    return Label(part.held.place(part.said.statement.span), f"this one{whose}")


def _is_beyond(statement: StatementText, boundary: PolicyText) -> bool:
    actions = statement.actions
    if actions is None or actions.inverted or not all(word.exact for word in actions.items):
        return False
    return not any(
        _may_meet(word.text.lower(), each)
        for each in boundary.statements
        if each.allows
        for word in actions.items
    )


def _may_meet(action: str, limit: StatementText) -> bool:
    """Whether ``limit`` allows something that ``action`` covers, or whether that is not certain."""
    allowed = limit.actions
    if allowed is None:
        return False
    if allowed.inverted:
        return not any(word.exact and covers(word.text.lower(), action) for word in allowed.items)
    return any(not word.exact or _overlap(action, word.text.lower()) for word in allowed.items)


@lru_cache(maxsize=16384)
def _overlap(one: str, other: str) -> bool:
    return may_overlap(one, other)


FAMILY = Family((REDUNDANT, DENIED, OUT_OF_BOUNDS), _check, alone=_in_document)
