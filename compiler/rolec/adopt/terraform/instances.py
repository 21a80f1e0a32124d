"""The resources of Terraform that blocks make: by `count` or `for_each` several, one, or none."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from rolec.adopt.expressions.evaluate import Expressions
from rolec.adopt.expressions.for_expression import Scope
from rolec.adopt.expressions.syntax import conjuncts
from rolec.adopt.found import Json
from rolec.adopt.names import as_name
from rolec.adopt.terraform.block_texts import spans_in
from rolec.adopt.terraform.blocks import entries_of
from rolec.adopt.terraform.existence import Made, at_least_one, counted, made
from rolec.adopt.unknown import UnknownError
from rolec.read.value import Block
from rolec.source.span import Span

_OF_MANY = ("for_each = ", "count = ")
_INDEX = re.compile(r"(?<![\w.-])count\.index\b")
_WITHOUT_NAME = frozenset({"aws_iam_role_policy_attachment", "aws_iam_policy_attachment"})
"""What is the same thing in AWS wherever it says the same, whatever it is called."""


class Instance(NamedTuple):
    """A resource, or one of those that `count` or `for_each` make of it.

    ``key`` is what stands in brackets in its address, and ``scope`` what `each` and `count` are in it.
    ``if_`` is the expression by which nobody knows before a plan whether, or how often, it is made;
    with the defaults of variables it may be made ``never``. It is the ``only`` one where `count` is known to be one.
    """

    block: Block
    key: Json
    scope: Scope
    if_: str = ""
    never: bool = False
    only: bool = False

    @property
    def resource(self) -> str:
        """The address without a key."""
        return ".".join(self.block.labels)

    @property
    def address(self) -> str:
        """The address as Terraform writes it."""
        return self.resource if self.key is None else f"{self.resource}[{json.dumps(self.key)}]"

    @property
    def is_of_several(self) -> bool:
        """Whether it is one of those that the block makes, of which it is known how many there are."""
        return self.key is not None and not self.only

    @property
    def type(self) -> str:
        """The type of the resource."""
        return self.block.labels[0]

    @property
    def is_of_many(self) -> bool:
        """Whether nobody knows how many there are, and not only whether there is one."""
        return self.if_.startswith(_OF_MANY)

    @property
    def conditions(self) -> tuple[str, ...]:
        """What holds where it is made."""
        return () if self.is_of_many else conjuncts(self.if_)

    @property
    def label(self) -> str:
        """The name of the resource, with the key where there may be several."""
        name = self.block.labels[1]
        return name if self.key is None or self.only else f"{name}-{as_name(str(self.key))}"


class Instances:
    """Tells what blocks make; ``texts`` are their files."""

    def __init__(self, expressions: Expressions, texts: Mapping[str, str]) -> None:
        self._expressions = expressions
        self._texts = texts

    def written(self, block: Block, argument: str) -> str:
        """An argument as it is written; empty where it is not there."""
        written = block.body.get(argument)
        if written is None:
            return ""
        return self._text_at(written.span)

    def _text_at(self, span: Span) -> str:
        return self._texts.get(span.path, "")[span.start : span.end]

    def of(self, block: Block) -> Iterator[Instance]:
        """Those that are made; an UnknownError where nobody can count them."""
        count, each = (block.body.get(name) for name in ("count", "for_each"))
        if count is not None:
            number = counted(self._expressions.value(count, {}))
            for index in range(number):
                yield Instance(block, index, {"count.index": index}, only=number == 1)
        elif each is not None:
            for key, value in entries_of(self._expressions.value(each, {})):
                yield Instance(block, key, {"each.key": key, "each.value": value})
        else:
            yield Instance(block, None, {})

    def of_conditions(self, block: Block) -> Iterator[Instance]:
        """Those that are made on a condition, which is told; one where nobody can tell how many."""
        one = Instance(block, None, {})
        name = "count" if block.body.get("count") is not None else "for_each"
        text = " ".join(self.written(block, name).split())
        match made(text, self._expressions):
            case Made(value=1) as found if found.conditions:
                yield self._if(found, Instance(block, None, {"count.index": 0}))
            case Made(value=list() | Mapping() as entries) as found if (
                found.conditions and entries
            ):
                for key, value in entries_of(entries):
                    scope: Scope = {"each.key": key, "each.value": value}
                    yield self._if(
                        found, Instance(block, key if len(entries) > 1 else None, scope)
                    )
            case _ if name == "count" and self._are_one(block):
                once = Instance(block, None, {"count.index": 0})
                yield once._replace(if_=at_least_one(text, self._expressions))
            case _:
                yield one._replace(if_=f"{name} = {text}")

    def _are_one(self, block: Block) -> bool:
        """Whether several of ``block`` would be one and the same: one is there if there are any at all."""
        if block.labels[0] not in _WITHOUT_NAME and not self.written(block, "name"):
            return False
        return not any(_INDEX.search(self._text_at(each)) for each in spans_in(block.body))

    def _if(self, found: Made, instance: Instance) -> Instance:
        never = any(self._holds(each) is False for each in found.conditions)
        return instance._replace(if_=found.text, never=never)

    def is_there_with(self, part: Instance, whole: Instance) -> bool:
        """Whether ``part`` is there whenever ``whole`` is."""
        if part.is_of_many:
            return False
        with self._expressions.conditions.assuming(whole.conditions):
            return all(self._holds(each) for each in part.conditions)

    def _holds(self, condition: str) -> bool | None:
        try:
            return self._expressions.conditions.holds(condition, {})
        except UnknownError:
            return None
