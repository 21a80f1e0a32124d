"""What references between the blocks of a module of Terraform stand for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager

from rolec.adopt.expressions.evaluate import Expressions
from rolec.adopt.expressions.for_expression import Scope
from rolec.adopt.expressions.parsed import parsed
from rolec.adopt.found import Json
from rolec.adopt.terraform.data_sources import given as given_by
from rolec.adopt.terraform.instances import Instance, Instances
from rolec.adopt.terraform.policy_document_data import policy_document
from rolec.adopt.unknown import UnknownError
from rolec.read.value import Block, Value

_DOCUMENTS = frozenset({"json", "minified_json"})
_PARTS = frozenset(
    ["aws_iam_instance_profile", "aws_iam_role_policy", "aws_iam_role_policy_attachment"]
)
_DATA = "aws_iam_policy_document"
_HAVE_DOCUMENTS = frozenset(
    {
        ("aws_iam_policy", "policy"),
        ("aws_iam_role", "assume_role_policy"),
        ("aws_iam_role_policy", "policy"),
    }
)
"""Arguments of resources to which others refer."""
_ADDRESS = re.compile(
    r"(?P<address>(?:data\.)?[a-z][\w-]*\.[A-Za-z_][\w-]*)(?:\[(?P<key>[^\]]+)\])?\.(?P<attribute>[\w-]+)(?P<rest>.*)",
    re.DOTALL,
)
_SPLAT = re.compile(
    r"(?P<address>(?:data\.)?[a-z][\w-]*\.[A-Za-z_][\w-]*)(?:\.\*|\[\*\])(?P<rest>(?:\.[A-Za-z_][\w-]*)+)"
)
_ALL = re.compile(rf"(data\.{_DATA}\.[\w-]+)(?:\.\*|\[\*\])\.(?:minified_)?json")


class References:
    """The ``blocks`` of a module, and what references to them are."""

    def __init__(
        self, blocks: list[Block], instances: Instances, expressions: Expressions
    ) -> None:
        self._blocks = {_address(each): each for each in blocks}
        self._instances = instances
        self._expressions = expressions
        self._rendering: set[str] = set()

    def named(self, text: str, scope: Scope) -> Json:
        """What a reference to a policy document stands for; others are left as they are."""
        repeated = self._repeated(text)
        if repeated is not None:
            return repeated
        splat = self._splat(text)
        if splat is not None:
            return splat
        found = _ALL.fullmatch(text)
        if found is not None and found[1] in self._blocks:
            return [*self._all_documents(found[1], text)]
        found = _ADDRESS.fullmatch(text)
        address = found["address"] if found is not None and not found["rest"] else ""
        if found is not None and (whose := self._whose(address, found["attribute"])):
            return self._expressions.value(whose, {})
        if found is None or not address.startswith("data."):
            return self._own_document(found, scope) if found is not None and address else None
        is_document = address.startswith(f"data.{_DATA}.")
        if is_document and found["attribute"] not in _DOCUMENTS:
            return None
        block = self._blocks.get(address)
        if block is None:
            if is_document:
                raise UnknownError(f"{text}, which this module does not have")
            return None
        with self._rendered(address, text):
            if is_document:
                return json.dumps(self._document(block, found["key"], scope))
            return given_by(block, found["attribute"], self._expressions)

    def _own_document(self, found: re.Match[str], scope: Scope) -> Json:
        """The document that a resource of this module has."""
        block = self._blocks.get(found["address"])
        if block is None or (block.labels[0], found["attribute"]) not in _HAVE_DOCUMENTS:
            return None
        written = block.body.get(found["attribute"])
        if written is None:
            return None
        with self._rendered(found[0], found[0]):
            for each in self._instances.of(block):
                if each.key is None or self._is_key(each.key, found["key"], scope):
                    return self._expressions.value(written, each.scope)
        return None

    def _repeated(self, text: str) -> Json:
        """Of a whole resource a reference to it; of one that `count` or `for_each` repeats, to each."""
        block = self._blocks.get(text)
        if block is None or text in self._rendering:
            return None
        keys = {name: block.body.get(name) for name in ("count", "for_each")}
        if not any(each is not None for each in keys.values()):
            # Alone it is no text, but a map may have it, of whose values an attribute is asked for.
            return f"${{{text}}}"
        with self._rendered(text, text):
            made = [
                (each.key, f"${{{text}[{json.dumps(each.key)}]}}")
                for each in self._instances.of(block)
            ]
        return (
            [each for _, each in made]
            if keys["count"] is not None
            else {str(k): v for k, v in made}
        )

    def _splat(self, text: str) -> Json:
        """References to an attribute of each of the resources that a block makes, as `aws_x.y[*].arn` says."""
        found = _SPLAT.fullmatch(text)
        block = self._blocks.get(found["address"]) if found and not _ALL.fullmatch(text) else None
        if found is None or block is None or block.body.get("for_each") is not None:
            return None
        with self._rendered(found["address"], text):
            keys = [each.key for each in self._instances.of(block)]
        ends = ("" if key is None else f"[{json.dumps(key)}]" for key in keys)
        return [f"${{{found['address']}{end}{found['rest']}}}" for end in ends]

    def _whose(self, address: str, attribute: str) -> Value | None:
        """The role of a part of one, which it is asked for; of one that is made several times a reference says which."""
        block = self._blocks.get(address)
        if block is None or block.labels[0] not in _PARTS or attribute != "role":
            return None
        repeated = any(block.body.get(name) is not None for name in ("count", "for_each"))
        return None if repeated else block.body.get(attribute)

    def _all_documents(self, name: str, text: str) -> Iterator[str]:
        block = self._blocks[name]
        with self._rendered(name, text):
            for each in self._instances.of(block):
                yield json.dumps(self._rendered_of(each))

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
                return self._rendered_of(each)
        raise UnknownError(f"{'.'.join(block.labels)}[{key}]")

    def _rendered_of(self, data: Instance) -> Json:
        # A document that is asked for is there.
        conditions = next(self._instances.of_conditions(data.block)).conditions
        with self._expressions.conditions.assuming(conditions):
            return policy_document(data.block, self._expressions, data.scope)

    def _one_at_least(self, block: Block, key: str | None) -> Iterator[Instance]:
        """The instances; where none is made or nobody can count them, the one that is asked for."""
        try:
            found = [*self._instances.of(block)]
        except UnknownError:
            if key is None:
                raise
            found = [each for each in self._instances.of_conditions(block) if not each.is_of_many]
            if not found and (block.body.get("count") is None or not key.isdecimal()):
                raise
        if not found and key is not None and key.isdecimal():
            found = [Instance(block, int(key), {"count.index": int(key)})]
        yield from found

    def _is_key(self, key: Json, written: str | None, scope: Scope) -> bool:
        return written is not None and self._expressions.value(parsed(written), scope) == key


def _address(block: Block) -> str:
    return ".".join(["data", *block.labels] if block.type == "data" else block.labels)
