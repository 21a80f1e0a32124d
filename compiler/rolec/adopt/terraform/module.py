"""The files of one Terraform module: its resources, and what references between them stand for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from rolec.adopt.expressions.evaluate import Expressions
from rolec.adopt.expressions.for_expression import Scope
from rolec.adopt.expressions.local_texts import with_locals
from rolec.adopt.expressions.only_one import needed, only_one
from rolec.adopt.expressions.variables import declared, defaults_of, nulls_of, types_of
from rolec.adopt.found import Json
from rolec.adopt.terraform.block_texts import blocks_in, passing_on, spans_in, with_blocks
from rolec.adopt.terraform.instances import Instance, Instances
from rolec.adopt.terraform.overriding import overridden
from rolec.adopt.terraform.references import References
from rolec.adopt.unknown import UnknownError
from rolec.read.value import Block, Body, Value
from rolec.source.span import Span

_OF_ONE = frozenset({"assume_role_policy", "permissions_boundary", "policy", "policy_arn"})
"""Arguments that nothing but one document or one ARN can be."""
_NEEDED = frozenset({"assume_role_policy", "policy", "policy_arn"})
"""Those among them without which there is no resource."""
_IAM = "aws_iam_"
_EACH = re.compile(r"(?<![\w.-])each\.")


class TerraformModule:
    """The blocks of some files that are one module; ``texts`` are theirs by path, ``read`` gives that of a file
    beside them, and ``given`` are the values of variables that have others than their defaults. ``is_only`` says that
    no other module is read.
    """

    def __init__(
        self,
        bodies: list[Body],
        texts: Mapping[str, str],
        read: Callable[[str], str | None],
        given: Mapping[str, Value],
        *,
        is_only: bool = True,
    ) -> None:
        self._texts = texts
        blocks = overridden(block for body in bodies for block in body.blocks)
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
            declared=declared(blocks, given),
            is_only=is_only,
        )
        self.providers = [block for block in blocks if block.type == "provider"]
        self._calls = [block for block in blocks if block.type == "module" and block.labels]
        self._instances = Instances(self.expressions, texts)
        self.data = {
            ".".join(("data", *block.labels)): block
            for block in blocks
            if block.type == "data" and len(block.labels) == 2  # noqa: PLR2004 - type and name
        }
        data = self.data.values()
        self._references = References([*self._resources, *data], self._instances, self.expressions)
        self._through = passing_on([*self._resources, *data, *self._calls], self.text_at)

    @property
    def calls(self) -> list[Block]:
        """The calls of other modules."""
        return self._calls

    def instances(self) -> Iterator[Instance]:
        """Every resource of IAM; one that nobody can count, or of which none is made, is there once."""
        for block in self._resources:
            if block.labels[0].startswith(_IAM):
                try:
                    found = [*self._instances.of(block)]
                except UnknownError:
                    yield from self._instances.of_conditions(block)
                else:
                    yield from found or [
                        each._replace(never=True) for each in self._instances.of_conditions(block)
                    ]

    def value(self, instance: Instance, argument: str) -> Json:
        """What an argument of a resource is; None where it is not there."""
        return self._taken(instance, argument, self.expressions.value)

    def text(self, instance: Instance, argument: str) -> Json:
        """What an argument is that is a text: where nobody can say, a reference to a local that is."""
        return self._taken(instance, argument, self.expressions.text)

    def _taken(
        self, instance: Instance, argument: str, take: Callable[[Value, Scope], Json]
    ) -> Json:
        written = instance.block.body.get(argument)
        if written is None:
            return None
        only = needed(written) if argument in _NEEDED else written
        only = only_one(only) if argument in _OF_ONE else only
        with self.expressions.conditions.assuming(instance.conditions):
            return take(only, instance.scope)

    def known_text(self, instance: Instance, argument: str) -> str | None:
        """The text that an argument is; None where it is none, or not known."""
        try:
            found = self.value(instance, argument)
        except UnknownError:
            return None
        return found if isinstance(found, str) and found else None

    def text_at(self, span: Span) -> str:
        """What is written at ``span``."""
        return self._texts.get(span.path, "")[span.start : span.end]

    def value_text(self, instance: Instance, argument: str) -> str:
        """An argument as it is written; empty where it is not there."""
        return self._instances.written(instance.block, argument)

    def with_locals(self, instance: Instance, text: str) -> str:
        """``text`` of an instance with what its names stand for: the texts of locals, and what `each` goes over.

        Locals that are objects, lists or strings are left out: of these it may be a part alone.
        """
        return with_locals(self._with_each(instance, text), self.expressions.locals)

    def with_blocks(self, instance: Instance, text: str) -> str:
        """``text`` of an instance with all that it may have come from: every local, and other blocks than roles."""
        return with_blocks(self._with_each(instance, text), self._through, self._with_all_locals)

    def data_in(self) -> dict[str, list[str]]:
        """The data sources that each resource of IAM is made of, straight or through others, by address."""
        through = {name: text for name, text in self._through.items() if name in self.data}
        found: dict[str, list[str]] = {}
        for block in self._resources if through else ():
            if block.labels[0].startswith(_IAM):
                text = " ".join(map(self.text_at, spans_in(block.body)))
                found[".".join(block.labels)] = [*blocks_in(text, through, self._with_all_locals)]
        return found

    def _with_all_locals(self, text: str) -> str:
        return with_locals(text, self.expressions.locals, self.text_at)

    def _with_each(self, instance: Instance, text: str) -> str:
        over = self.value_text(instance, "for_each") if _EACH.search(text) else ""
        return f"{text} {over}"

    def is_there_with(self, part: Instance, whole: Instance) -> bool:
        """Whether ``part`` is there whenever ``whole`` is."""
        return self._instances.is_there_with(part, whole)

    def _named(self, text: str, scope: Scope) -> Json:
        return self._references.named(text, scope)
