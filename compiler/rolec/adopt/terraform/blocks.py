"""Blocks inside of a block of Terraform, however they are written.

Before Terraform 0.12 a block could be written as an argument, `condition = [{ ... }]`, and much still is.
Source: Terraform's documentation, "Dynamic Blocks" and "Attributes as Blocks".
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import NamedTuple

from rolec.adopt.expressions.evaluate import Expressions
from rolec.adopt.expressions.for_expression import Scope
from rolec.adopt.found import Json
from rolec.adopt.terraform.existence import made
from rolec.adopt.unknown import UnknownError, UnreadError
from rolec.read.value import (
    Argument,
    Block,
    Body,
    Items,
    Null,
    Object,
    Template,
    Traversal,
    Value,
)
from rolec.source.span import Span

_META = frozenset({"count", "for_each", "provider", "depends_on", "lifecycle"})
"""What every block of Terraform may have, and what says nothing of what it is."""


def blocks_of(
    body: Body, type_: str, expressions: Expressions, scope: Scope
) -> Iterator[tuple[Block, Scope]]:
    """The blocks of one type, each with what its names stand for; those of a `dynamic` block or an argument too."""
    written = body.get(type_)
    if written is not None:
        yield from _of_argument(written, type_, expressions, scope)
    for block in body.blocks:
        if block.type == type_:
            yield block, scope
        elif block.type == "dynamic" and block.labels == (type_,):
            yield from _repeated(block, type_, expressions, scope)


class BlockIf(NamedTuple):
    """A block, what its names stand for, and the expressions that have to be true for it to be there."""

    block: Block
    scope: Scope
    conditions: tuple[str, ...] = ()


def blocks_if(
    body: Body, type_: str, expressions: Expressions, scope: Scope, text_at: Callable[[Span], str]
) -> Iterator[BlockIf]:
    """As `blocks_of`, also where only a plan knows whether a `dynamic` block makes one; ``text_at`` gives the text of a place."""
    for block in (_one_alone(each) for each in body.blocks):
        try:
            yield from (BlockIf(*each) for each in blocks_of(block, type_, expressions, scope))
        except UnreadError:
            raise
        except UnknownError:
            each = block.blocks[0].body.get("for_each")
            found = made(text_at(each.span), expressions) if each is not None else None
            if found is None or not found.conditions:
                raise
            for one, inner in _each_of(block.blocks[0], type_, found.value, scope):
                yield BlockIf(one, inner, found.conditions)
    arguments = Body(body.arguments, ())
    yield from (BlockIf(*each) for each in blocks_of(arguments, type_, expressions, scope))


def _one_alone(block: Block) -> Body:
    return Body((), (block,))


def entries_of(value: Json) -> list[tuple[Json, Json]]:
    """Keys and values of what `for_each` goes over; an UnknownError for what is not known."""
    match value:
        case list():
            return [(each, each) for each in value]
        case Mapping():
            return sorted(value.items())
        case _:
            raise UnknownError(f"for_each = {value}")


def refuse_unknown(body: Body, known: Collection[str], what: str) -> None:
    """Raise an UnreadError where ``body``, which is ``what``, has anything that is not ``known``."""
    for argument in body.arguments:
        if argument.name not in known and not isinstance(argument.value, Null):
            raise UnreadError(f"`{argument.name}` is no argument of {what}")
    for block in body.blocks:
        name = block.labels[0] if block.type == "dynamic" and block.labels else block.type
        if name not in known:
            raise UnreadError(f"`{name}` is no block of {what}")


def refuse_unknown_of_resource(body: Body, known: Collection[str], what: str) -> None:
    """As `refuse_unknown`, for ``body`` of a resource or data source, which may have what all of them have."""
    refuse_unknown(body, {*known, *_META}, what)


def _repeated(
    block: Block, type_: str, expressions: Expressions, scope: Scope
) -> Iterator[tuple[Block, Scope]]:
    each = block.body.get("for_each")
    if each is None:
        raise UnknownError(f"dynamic {type_}")
    yield from _each_of(block, type_, expressions.value(each, scope), scope)


def _each_of(block: Block, type_: str, over: Json, scope: Scope) -> Iterator[tuple[Block, Scope]]:
    """What a `dynamic` block makes of each that it goes ``over``."""
    content = next((b for b in block.body.blocks if b.type == "content"), None)
    if content is None:
        raise UnknownError(f"dynamic {type_}")
    iterator = block.body.get("iterator")
    name = getattr(iterator, "text", type_) if iterator else type_
    for key, value in entries_of(over):
        yield content, {**scope, f"{name}.key": key, f"{name}.value": value}


def _of_argument(
    written: Value, type_: str, expressions: Expressions, scope: Scope
) -> Iterator[tuple[Block, Scope]]:
    match written:
        case Object():
            yield _as_block(written, type_), scope
        case Items(items=items):
            for each in items:
                yield from _of_argument(each, type_, expressions, scope)
        case _:
            value = expressions.value(written, scope)
            for one in value if isinstance(value, list) else [value]:
                yield _of_value(one, type_, written.span), {**scope, f"{type_}.value": one}


def _as_block(written: Object, type_: str) -> Block:
    arguments = tuple(
        Argument(_key(each.key, type_), each.value, each.value.span) for each in written.entries
    )
    return Block(type_, (), Body(arguments, ()), written.span)


def _key(written: Value, type_: str) -> str:
    literal = written.literal if isinstance(written, Template) else None
    if literal is None:
        raise UnknownError(f"the name of an argument of {type_}")
    return literal


def _of_value(value: Json, type_: str, span: Span) -> Block:
    """A block of which each argument is a part of ``value``, which `TYPE.value` stands for."""
    if not isinstance(value, Mapping):
        raise UnknownError(f"{type_} = {value}")
    arguments = tuple(
        Argument(name, Traversal(f"{type_}.value.{name}", span), span)
        for name, each in value.items()
        if each is not None
    )
    return Block(type_, (), Body(arguments, ()), span)
