"""What of IAM a file of Terraform has that is no HCL, as far as the heads of its blocks say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from rolec.adopt.found import Found, FoundBlock, FoundRole, Place
from rolec.adopt.lines import line_of
from rolec.adopt.names import ROLE_NAME, known_name
from rolec.adopt.show.resources import without_index
from rolec.adopt.terraform.parts import PARTS
from rolec.read.hcl.scan import scan
from rolec.source.file import SourceFile
from rolec.source.span import Span

_ROLE = "aws_iam_role"
_COMMENT = re.compile(r"#[^\n]*|//[^\n]*|/\*.*?\*/", re.DOTALL)
_HEAD = re.compile(
    r'^[ \t]*(resource|data|module|variable|output|provider|locals|terraform)\b(?:[ \t]*"?([\w-]+)"?(?:[ \t]+"?([\w-]+)"?)?)?',
    re.MULTILINE,
)
_NAME = re.compile(r'^[ \t]*name[ \t]*=[ \t]*"([^"]*)"', re.MULTILINE)
_ROLES = re.compile(rf"(?<![\w.-]){_ROLE}\.([\w-]+)")


class _Head(NamedTuple):
    kind: str
    type: str
    label: str
    start: int
    text: str
    """All that stands between its head and the next."""

    @property
    def address(self) -> str:
        parts = (self.kind, self.type, self.label) if self.kind == "data" else self[1:3]
        return ".".join(parts)


def unread(file: SourceFile, why: str) -> Found:
    """Everything of IAM in ``file``, none of which is adopted: it cannot be read, ``why`` says why."""
    reason = f"its file cannot be read: {why}"
    roles: list[FoundRole] = []
    blocks: list[FoundBlock] = []
    for head in _heads(file):
        if not head.type.startswith("aws_iam_"):
            continue
        at = Place(file.path, line_of(file.text, Span(file.path, head.start, head.start)))
        is_role = head.kind == "resource" and head.type == _ROLE
        name = _NAME.search(head.text)
        called = known_name(name[1] if name else "", head.label, ROLE_NAME) if is_role else None
        if called is not None:
            roles.append(
                FoundRole(name=called, trust=None, place=at, refused=reason, is_named=bool(name))
            )
        blocks.append(
            FoundBlock(
                address=head.address,
                place=at,
                role=called,
                reason=reason,
                is_data=head.kind == "data",
            )
        )
    return Found(roles=tuple(roles), blocks=tuple(blocks))


def without_whole_parts(found: Found, files: Iterable[SourceFile]) -> Found:
    """``found``, without the roles of which ``files``, which cannot be read, have parts."""
    lost = {label: file.path for file in files for label in _roles_of_parts(file)}
    names = {
        each.role: lost[label]
        for each in found.blocks
        if (label := without_index(each.address).removeprefix(f"{_ROLE}.")) in lost
    }
    roles = tuple(
        replace(each, refused=f"`{names[each.name]}` has a part of it, and cannot be read")
        if each.name in names and not each.refused
        else each
        for each in found.roles
    )
    return replace(found, roles=roles)


def _roles_of_parts(file: SourceFile) -> Iterator[str]:
    for head in _heads(file):
        if head.kind == "resource" and head.type in PARTS:
            yield from _ROLES.findall(head.text)


def _heads(file: SourceFile) -> Iterator[_Head]:
    text = _COMMENT.sub(lambda found: " " * len(found[0]), scan(file).masked)
    found = [*_HEAD.finditer(text)]
    ends = [*(each.start() for each in found[1:]), len(text)]
    for each, end in zip(found, ends, strict=True):
        if each[1] in {"resource", "data"} and each[3]:
            start = each.start(1)
            yield _Head(each[1], each[2], each[3], start, file.text[each.end() : end])
