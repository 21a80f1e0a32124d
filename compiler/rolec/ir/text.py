"""Text that IAM will read, some parts of which only Terraform knows."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import TypeAlias

from rolec.record import dataclass
from rolec.source.span import NOWHERE, Span

SPLAT = "[*]"
"""The end of a reference to all items of a list."""


class Entity(StrEnum):
    """What a project can define, by the name of its Terraform resource."""

    ROLE = "aws_iam_role"
    POLICY = "aws_iam_policy"
    OIDC_PROVIDER = "aws_iam_openid_connect_provider"
    SAML_PROVIDER = "aws_iam_saml_provider"


ONE = "[0]"
"""The index of a resource of which there is one, or none."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A Terraform reference, such as ``aws_s3_bucket.photos.arn``.

    ``value`` is what it stands for where JSON is written, when the project says so.
    """

    expression: str
    value: str | None = field(default=None, compare=False)

    @property
    def is_list(self) -> bool:
        """Whether it stands for any number of texts, perhaps none: ``var.arns[*]``."""
        return self.expression.endswith(SPLAT)


@dataclass(frozen=True, slots=True)
class Link:
    """An attribute (``arn`` or ``name``) of another document of the project.

    ``lower`` knows ``entity``, ``name``, ``attribute`` and, where another account is meant, the
    nickname in ``account``. ``link`` adds ``label``, when the
    other is in the same Terraform module, so that Terraform orders its work by it, with ``at`` where it is one or
    none,
    and ``value``, when it is known without Terraform. After ``link`` at least one is there.
    """

    entity: Entity
    name: str
    attribute: str
    label: str | None = None
    value: str | None = None
    account: str | None = None
    at: str = ""

    @property
    def expression(self) -> str | None:
        """The Terraform reference, or None when the other is not in this module."""
        return f"{self.entity}.{self.label}{self.at}.{self.attribute}" if self.label else None


Part: TypeAlias = str | Reference | Link


@dataclass(frozen=True, slots=True)
class Text:
    """A string as IAM gets it, policy variables and all, made of its ``parts`` in order."""

    parts: tuple[Part, ...]
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def __post_init__(self) -> None:
        # INVARIANT: one text has one form, or equal texts would not compare equal.
        if len(self.parts) > 1:
            previous: Part = Reference("")
            for part in self.parts:
                if part == "" or (isinstance(part, str) and isinstance(previous, str)):
                    raise AssertionError(f"not in canonical form: {self.parts}")
                previous = part
            if any(type(part) is Reference and part.is_list for part in self.parts):
                raise AssertionError(f"a list in a longer text: {self.parts}")

    @property
    def literal(self) -> str | None:
        """The string, when no part of it is left to Terraform or to ``link``."""
        if not self.parts:
            return ""
        first = self.parts[0]
        return first if len(self.parts) == 1 and isinstance(first, str) else None

    @property
    def is_list(self) -> bool:
        """Whether it stands for the items of a list, of which only Terraform knows how many."""
        parts = self.parts
        return len(parts) == 1 and type(parts[0]) is Reference and parts[0].is_list

    @property
    def is_reference(self) -> bool:
        """Whether it is one reference and nothing else, which may then be null."""
        return len(self.parts) == 1 and type(self.parts[0]) is Reference

    @property
    def value(self) -> str | None:
        """The string with what references stand for, or None when one is not known."""
        parts = self.parts
        if len(parts) == 1:  # nearly always, and a string
            return parts[0] if isinstance(parts[0], str) else parts[0].value
        texts = [part if isinstance(part, str) else part.value for part in parts]
        known = [text for text in texts if text is not None]
        return "".join(known) if len(known) == len(texts) else None

    @property
    def written(self) -> str:
        """The text for people and for sorting, with its references as ``${...}``."""
        parts = self.parts
        if len(parts) == 1 and isinstance(parts[0], str):
            return parts[0]
        return "".join(map(_written, parts))


def text(literal: str, span: Span = NOWHERE) -> Text:
    """A text without references."""
    return Text((literal,) if literal else (), span)


def joined(parts: tuple[Part, ...], span: Span = NOWHERE) -> Text:
    """A text of ``parts``, neighbouring strings put together."""
    out: list[Part] = []
    for part in parts:
        if part == "":
            continue
        if isinstance(part, str) and out and isinstance(out[-1], str):
            out[-1] += part
        else:
            out.append(part)
    return Text(tuple(out), span)


def _written(part: Part) -> str:
    match part:
        case str():
            return part
        case Reference(expression=expression):
            return f"${{{expression}}}"
        case Link(expression=str() as expression):
            return f"${{{expression}}}"
        case Link(value=str() as value):
            return value
        case Link(entity=entity, name=name, attribute=attribute):
            return f"${{{entity}.{name}.{attribute}}}"
