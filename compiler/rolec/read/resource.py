"""Typed access to the arguments of a Terraform resource."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rolec.diagnostics.diagnostic import error, warning
from rolec.diagnostics.level import Level
from rolec.diagnostics.outcome import Sink
from rolec.ir.document import Document
from rolec.ir.role import Tag
from rolec.ir.text import Reference, Text
from rolec.read import codes
from rolec.read.configuration import Address
from rolec.read.enabled import enabled_of, for_each_of
from rolec.read.policy_argument import read_file, read_policy
from rolec.read.text import as_literal, as_text, can_be_text, many, references
from rolec.read.value import Block, Call, Object, Traversal, Value
from rolec.record import dataclass
from rolec.source.span import Span


class Named(NamedTuple):
    """A name, and its text where Terraform has a part in it; the label stands for one that is made up."""

    name: str
    name_in_aws: Text | None = None
    name_prefix: Text | None = None


_ATTACHMENT = "aws_iam_role_policy_attachment"
"""The resource of which there may be one for each item of a list."""
_META = ("lifecycle", "provider", "provisioner", "connection")


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource block; what its arguments do not say goes to ``sink``.

    ``texts`` are the files that ``file()`` may name, by path relative to the module.
    """

    block: Block
    texts: Mapping[str, str]
    sink: Sink

    @property
    def type(self) -> str:
        """The type, such as ``aws_iam_role``."""
        return self.block.labels[0]

    @property
    def label(self) -> str:
        """The name in the configuration."""
        return self.block.labels[1]

    @property
    def span(self) -> Span:
        """The header of the block."""
        return self.block.span

    @property
    def address(self) -> Address:
        """Where it is in the configuration."""
        return Address(f"{self.type}.{self.label}", references(self.get("depends_on")))

    def knows(self, *names: str) -> None:
        """Report arguments other than ``names``, and blocks."""
        given = {a.name: a.name_span for a in self.block.body.arguments}
        given |= {b.type: b.span for b in self.block.body.blocks}
        for name, span in given.items():
            if name not in (*names, "depends_on", "count", "for_each"):
                what = "an argument of Terraform itself" if name in _META else "an argument"
                message = f"`{name}` of `{self.type}.{self.label}`, {what}, is not kept"
                self.sink.add(warning(codes.ARGUMENT, message, span))

    @property
    def repeated(self) -> bool:
        """Whether it stands for more than one thing, after reporting so."""
        items = self.items if self.type == _ATTACHMENT and self.get("count") is None else None
        for argument in self.block.body.arguments:
            if (
                items
                if argument.name == "for_each"
                else (argument.name == "count" and self.enabled)
            ):
                continue
            if argument.name in {"count", "for_each"}:
                message = f"`{self.type}.{self.label}` has `{argument.name}`"
                self.sink.add(error(codes.REPEATED, message, argument.name_span))
                return True
        return False

    @property
    def enabled(self) -> tuple[Text, ...]:
        """The references that all have to be true for there to be one; of anything else none."""
        found = enabled_of(self.get("count"), "{} ? 1 : 0")
        each = for_each_of(self.get("for_each"))
        return tuple(Text((Reference(one),)) for one in (each.enabled if each else found))

    @property
    def items(self) -> Text | None:
        """The list of which there is one for each item; None where there is none."""
        each = for_each_of(self.get("for_each"))
        return Text((Reference(each.items),)) if each else None

    def get(self, name: str) -> Value | None:
        """The value of an argument, or None."""
        return self.block.body.get(name)

    def needed(self, name: str) -> Value | None:
        """The value of an argument, or None after reporting that it is not there."""
        value = self.get(name)
        if value is None:
            message = f"`{self.type}.{self.label}` has no `{name}`"
            self.sink.add(error(codes.ARGUMENT, message, self.span))
        return value

    def literal(self, name: str) -> str | None:
        """The plain text of an argument that may be left out."""
        value = self.get(name)
        return as_literal(value, f"`{name}`", self.sink) if value else None

    def needed_literal(self, name: str) -> str | None:
        """The plain text of an argument that must be there, or None after an error."""
        value = self.needed(name)
        return as_literal(value, f"`{name}`", self.sink) if value else None

    def text(self, name: str) -> Text | None:
        """The text of an argument that may be left out."""
        value = self.get(name)
        return as_text(value, self.sink) if value else None

    def needed_text(self, name: str) -> Text | None:
        """The text of an argument that must be there, or None after an error."""
        value = self.needed(name)
        return as_text(value, self.sink) if value else None

    def named(self) -> Named | None:
        """The name; None after an error."""
        prefix = self.text("name_prefix")
        given = self.text("name") if prefix is not None and self.get("name") is not None else None
        if given is not None and not (given.is_reference and prefix and prefix.is_reference):
            self._wrong("name_prefix", "left out where there is a `name`")
        if prefix is not None:
            return Named(self.label, given, prefix)
        value = self.needed("name")
        if value is None:
            return None
        found = as_text(value, self.sink) if can_be_text(value) else None
        if found is None:
            self._wrong("name", "a text")
            return None
        return Named(found.written, None if found.literal is not None else found)

    def texts_of(self, name: str) -> tuple[Text, ...]:
        """The texts of a list."""
        value = self.get(name)
        found = [as_text(item, self.sink) for item in many(value)] if value else []
        return tuple(text for text in found if text is not None)

    def number(self, name: str) -> int | Text | None:
        """The whole number of an argument that may be left out; a text where Terraform alone knows it."""
        found = self.text(name)
        if found is None or found.literal is None:
            return found
        if found.literal.removeprefix("-").isdecimal():
            return int(found.literal)
        self._wrong(name, "a whole number")
        return None

    def boolean(self, name: str) -> bool:
        """The truth value of an argument that is false when left out."""
        word = self.literal(name)
        if word not in {None, "true", "false"}:
            self._wrong(name, "`true` or `false`")
        return word == "true"

    def tags_from(self) -> Text | None:
        """The map that gives tags beside those that are written."""
        given, _ = _tags_parts(self.get("tags"))
        return as_text(given, self.sink) if given else None

    def tags(self) -> tuple[Tag, ...]:
        """The tags, in the order written."""
        _, value = _tags_parts(self.get("tags"))
        if value is None:
            return ()
        if not isinstance(value, Object):
            message = "the tags are known only to Terraform, and not kept"
            self.sink.add(warning(codes.ONLY_TERRAFORM_KNOWS, message, value.span))
            return ()
        tags = []
        for entry in value.entries:
            key = as_literal(entry.key, "the key of a tag", self.sink)
            text = as_text(entry.value, self.sink)
            if key is not None and text is not None:
                tags.append(Tag(key, text))
        return tuple(tags)

    def document(self, name: str) -> Document | None:
        """The policy document of an argument, or None after an error."""
        value = self.needed(name)
        if value is None:
            return None
        outcome = read_policy(value, self.texts)
        self.sink.found += outcome.diagnostics
        return outcome.value

    def content(self, name: str) -> str | None:
        """The text of an argument, or of the file that it names."""
        value = self.needed(name)
        if value is None:
            return None
        file = read_file(value, self.texts, self.sink)
        if file is not None:
            return file.text
        if any(d.level is Level.ERROR and d.primary.span == value.span for d in self.sink.found):
            return None
        return as_literal(value, f"`{name}`", self.sink)

    def _wrong(self, name: str, what: str) -> None:
        value = self.get(name)
        span = value.span if value else self.span
        self.sink.add(error(codes.ARGUMENT, f"`{name}` should be {what}", span))


def _tags_parts(value: Value | None) -> tuple[Traversal | None, Value | None]:
    """A map that Terraform has, and what is written."""
    match value:
        case Traversal():
            return value, None
        case Call(name="merge", arguments=(Traversal() as given, Object() as written)):
            return given, written
        case _:
            return None, value
