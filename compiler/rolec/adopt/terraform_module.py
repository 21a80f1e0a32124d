"""The files of one Terraform module: its resources, and what references between them stand for."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from rolec.adopt.data_sources import given as given_by
from rolec.adopt.expression_syntax import Conditional, syntax
from rolec.adopt.expressions import Expressions
from rolec.adopt.for_expression import Scope
from rolec.adopt.found import Json
from rolec.adopt.names import as_name
from rolec.adopt.overriding import overridden
from rolec.adopt.parsed import parsed
from rolec.adopt.policy_document_data import entries_of, policy_document
from rolec.adopt.terraform_variables import defaults_of, nulls_of, types_of
from rolec.adopt.unknown import UnknownError
from rolec.read.value import Block, Body, Call, Number, Opaque, Template, Traversal, Value

_DOCUMENTS = frozenset({"json", "minified_json"})
_MOST = 10_000
"""An account has no more roles: of more nobody waits for the end."""
_DATA = "aws_iam_policy_document"
_ADDRESS = re.compile(
    r"(?P<address>(?:data\.)?[a-z][\w-]*\.[A-Za-z_][\w-]*)(?:\[(?P<key>[^\]]+)\])?\.(?P<attribute>[\w-]+)(?P<rest>.*)",
    re.DOTALL,
)
_OF_ONE = frozenset({"assume_role_policy", "permissions_boundary", "policy", "policy_arn"})
"""Arguments that nothing but one document or one ARN can be."""
_IN_TEXT = re.compile(r'"\$\{([^"{}]*)\}"')
"""As expressions had to be written before Terraform 0.12."""
_SPLAT = re.compile(r"(?:\.\*|\[\*\])\.(?=[\w-]+$)")
_ALL = re.compile(rf"(data\.{_DATA}\.[\w-]+)(?:\.\*|\[\*\])\.(?:minified_)?json")


class Instance(NamedTuple):
    """A resource, or one of those that `count` or `for_each` make of it.

    ``key`` is what stands in brackets in its address, and ``scope`` what `each` and `count` are in it.
    ``if_`` is the expression by which nobody knows before a plan whether, or how often, it is made;
    with the defaults of variables it may be made ``never``.
    """

    block: Block
    key: Json
    scope: Scope
    if_: str = ""
    never: bool = False

    @property
    def resource(self) -> str:
        """The address without a key."""
        return ".".join(self.block.labels)

    @property
    def address(self) -> str:
        """The address as Terraform writes it."""
        return self.resource if self.key is None else f"{self.resource}[{json.dumps(self.key)}]"

    @property
    def type(self) -> str:
        """The type of the resource."""
        return self.block.labels[0]

    @property
    def label(self) -> str:
        """The name of the resource, with the key where there is one."""
        name = self.block.labels[1]
        return name if self.key is None else f"{name}-{as_name(str(self.key))}"


class TerraformModule:
    """The blocks of some files that are one module; ``texts`` are theirs by path, ``read`` gives that of a file
    beside them, and ``given`` are the values of variables that have others than their defaults.
    """

    def __init__(
        self,
        bodies: list[Body],
        texts: Mapping[str, str],
        read: Callable[[str], str | None],
        given: Mapping[str, Value],
    ) -> None:
        self._texts = texts
        blocks = overridden(block for body in bodies for block in body.blocks)
        self._data = {_address(block): block for block in blocks if block.type == "data"}
        self._resources = [
            block
            for block in blocks
            if block.type == "resource" and len(block.labels) == 2  # noqa: PLR2004 - type and name
        ]
        self.expressions = Expressions(
            {**dict(defaults_of(blocks)), **given},
            {a.name: a.value for b in blocks if b.type == "locals" for a in b.body.arguments},
            self._named,
            read,
            frozenset(nulls_of(blocks)),
            types=dict(types_of(blocks)),
        )
        self._calls = [block for block in blocks if block.type == "module" and block.labels]
        self._rendering: set[str] = set()

    @property
    def calls(self) -> list[Block]:
        """The calls of other modules."""
        return self._calls

    def instances(self) -> Iterator[Instance]:
        """Every resource of IAM; one that nobody can count, or of which none is made, is there once."""
        for block in self._resources:
            if block.labels[0].startswith("aws_iam_"):
                try:
                    made = [*self._instances(block)]
                except UnknownError:
                    yield Instance(block, None, {}, self._if(block))
                else:
                    yield from made or [Instance(block, None, {}, self._if(block), never=True)]

    def value(self, instance: Instance, argument: str) -> Json:
        """What an argument of a resource is; None where it is not there."""
        written = instance.block.body.get(argument)
        if written is None:
            return None
        only = only_one(written) if argument in _OF_ONE else written
        return self.expressions.value(only, instance.scope)

    def value_text(self, instance: Instance, argument: str) -> str:
        """An argument as it is written; empty where it is not there."""
        written = instance.block.body.get(argument)
        if written is None:
            return ""
        span = written.span
        return self._texts.get(span.path, "")[span.start : span.end]

    def _instances(self, block: Block) -> Iterator[Instance]:
        count, each = (block.body.get(name) for name in ("count", "for_each"))
        if count is not None:
            number = self.expressions.value(count, {})
            if not isinstance(number, int) or isinstance(number, bool) or number > _MOST:
                raise UnknownError(f"count = {number}")
            for index in range(number):
                yield Instance(block, index, {"count.index": index})
        elif each is not None:
            for key, value in entries_of(self.expressions.value(each, {})):
                yield Instance(block, key, {"each.key": key, "each.value": value})
        else:
            yield Instance(block, None, {})

    def _if(self, block: Block) -> str:
        """On what it depends whether, or how often, a resource is made."""
        name = "count" if block.body.get("count") is not None else "for_each"
        text = " ".join(self.value_text(Instance(block, None, {}), name).split())
        in_text = _IN_TEXT.fullmatch(text)
        found = syntax(in_text[1] if in_text else text)
        if isinstance(found, Conditional):
            match found.one.strip(), found.other.strip():
                case "1", "0":
                    return found.condition.strip()
                case "0", "1":
                    return f"!({found.condition.strip()})"
                case _:
                    pass
        return f"{name} = {text}"

    def _named(self, text: str, scope: Scope) -> Json:
        """What a reference to a policy document stands for; others are left as they are."""
        repeated = self._repeated(text)
        if repeated is not None:
            return repeated
        found = _ALL.fullmatch(text)
        if found is not None and found[1] in self._data:
            return [*self._all_documents(found[1], text)]
        found = _ADDRESS.fullmatch(text)
        address = found["address"] if found is not None and not found["rest"] else ""
        if found is None or not address.startswith("data."):
            return None
        is_document = address.startswith(f"data.{_DATA}.")
        if is_document and found["attribute"] not in _DOCUMENTS:
            return None
        block = self._data.get(address)
        if block is None:
            if is_document:
                raise UnknownError(f"{text}, which this module does not have")
            return None
        with self._rendered(address, text):
            if is_document:
                return json.dumps(self._document(block, found["key"], scope))
            return given_by(block, found["attribute"], self.expressions)

    def _repeated(self, text: str) -> Json:
        """Of a resource that `count` or `for_each` repeats, a reference to each."""
        blocks = [*self._resources, *self._data.values()]
        block = next((each for each in blocks if _address(each) == text), None)
        if block is None or text in self._rendering:
            return None
        keys = {name: block.body.get(name) for name in ("count", "for_each")}
        if not any(each is not None for each in keys.values()):
            return None
        with self._rendered(text, text):
            made = [
                (each.key, f"${{{text}[{json.dumps(each.key)}]}}")
                for each in self._instances(block)
            ]
        return (
            [each for _, each in made]
            if keys["count"] is not None
            else {str(k): v for k, v in made}
        )

    def _all_documents(self, name: str, text: str) -> Iterator[str]:
        block = self._data[name]
        with self._rendered(name, text):
            for each in self._instances(block):
                yield json.dumps(policy_document(block, self.expressions, each.scope))

    @contextmanager
    def _rendered(self, name: str, text: str) -> Iterator[None]:
        """A document that is a part of itself would have no end."""
        if name in self._rendering:
            raise UnknownError(text)
        self._rendering.add(name)
        try:
            yield
        finally:
            self._rendering.discard(name)

    def _document(self, block: Block, key: str | None, scope: Scope) -> Json:
        for each in self._one_at_least(block, key):
            if each.key is None or self._is_key(each.key, key, scope):
                return policy_document(block, self.expressions, each.scope)
        raise UnknownError(f"{'.'.join(block.labels)}[{key}]")

    def _one_at_least(self, block: Block, key: str | None) -> Iterator[Instance]:
        """The instances; where none is made or nobody can count them, the one that is asked for."""
        try:
            made = [*self._instances(block)]
        except UnknownError:
            if key is None or block.body.get("count") is None or not key.isdecimal():
                raise
            made = []
        if not made and key is not None and key.isdecimal():
            made = [Instance(block, int(key), {"count.index": int(key)})]
        yield from made

    def _is_key(self, key: Json, written: str | None, scope: Scope) -> bool:
        return written is not None and self.expressions.value(parsed(written), scope) == key


def _address(block: Block) -> str:
    return ".".join(["data", *block.labels] if block.type == "data" else block.labels)


def only_one(written: Value) -> Value:
    """The one of a list of resources that `written` can only be, as in `join("", data.x.y.*.json)`; else ``written``."""
    match written:
        case Call(name="join", arguments=(Template(literal=""), all_)):
            pass
        case Call(name="one", arguments=(all_,)):
            pass
        case Call(name="element", arguments=(all_, Number(text="0"))):
            pass
        case Template(parts=(Call() as call,)):
            return only_one(call)
        case _:
            return written
    text = all_.text if isinstance(all_, Traversal | Opaque) else ""
    first = _SPLAT.sub("[0].", text)
    return Traversal(first, all_.span) if first != text else written
