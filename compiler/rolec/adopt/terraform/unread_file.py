"""What of IAM a file of Terraform has that is no HCL, as far as the heads of its blocks say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest
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
_REFERENCE = rf"(?<![\w.-]){_ROLE}\.[\w-]+(?:\[[^\[\]\n]*\]|\.\*)?\.\w+"
_ONE_ROLE = re.compile(rf'"\$\{{{_REFERENCE}\}}"|{_REFERENCE}')
_TEXT = re.compile(r'"([^"$]*)"')
_TO_WHICH = re.compile(
    rf"^[ \t]*(?:{'|'.join(sorted(set(PARTS.values())))})[ \t]*=(.*?)(?=^[ \t]*[\w-]+[ \t]*=|^[ \t]*\}}|\Z)",
    re.MULTILINE | re.DOTALL,
)
"""The argument that says to which role a part belongs, up to the next."""


class _Head(NamedTuple):
    kind: str
    type: str
    label: str
    start: int
    text: str
    """All that stands between its head and the next, but comments."""

    @property
    def address(self) -> str:
        parts = (self.kind, self.type, self.label) if self.kind == "data" else self[1:3]
        return ".".join(filter(None, parts))


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
        called = (
            known_name(name[1] if name else "", head.label or head.type, ROLE_NAME)
            if is_role
            else None
        )
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


def without_whole_parts(
    found: Found, files: Iterable[SourceFile], unknown: Iterable[str] = ()
) -> Found:
    """``found``, without the roles of which ``files``, which cannot be read, have parts, or may have.

    Of the files whose paths are ``unknown`` there is not even a text.
    """
    parts = [(file.path, *_says_to_which(head)) for file in files for head in _parts(file)]
    parts += [(path, _Names(set(), set()), False) for path in unknown]
    labels = {each.role: _label(each.address) for each in found.blocks}

    def told(role: FoundRole) -> FoundRole:
        label, called = labels.get(role.name), {role.name, role.in_aws and role.in_aws.name}
        for path, names, is_whole in parts:
            if label in names.of_resources or called & names.in_aws:
                return replace(role, refused=f"`{path}` has a part of it, and cannot be read")
            if not is_whole:
                return replace(role, refused=f"`{path}` may have a part of it, and cannot be read")
        return role

    return replace(found, roles=tuple(r if r.refused else told(r) for r in found.roles))


def _label(address: str) -> str:
    return without_index(address).removeprefix(f"{_ROLE}.")


class _Names(NamedTuple):
    of_resources: set[str]
    in_aws: set[str | None]


def _says_to_which(part: _Head) -> tuple[_Names, bool]:
    """The roles that a part names, and whether these are all of its."""
    argument = _TO_WHICH.search(part.text)
    written = argument[1] if argument else "?"
    names = _Names(set(_ROLES.findall(written)), set(_TEXT.findall(written)))
    left = _TEXT.sub("", _ONE_ROLE.sub("", written))
    return names, not left.strip(" \t\r\n[],")


def _parts(file: SourceFile) -> Iterator[_Head]:
    return (each for each in _heads(file) if each.kind == "resource" and each.type in PARTS)


def _heads(file: SourceFile) -> Iterator[_Head]:
    masked = scan(file).masked
    text, plain = _COMMENT.sub(_blank, masked), list(file.text)
    for comment in _COMMENT.finditer(masked):
        plain[comment.start() : comment.end()] = _blank(comment)
    found = [*_HEAD.finditer(text)]
    for each, after in zip_longest(found, found[1:]):
        end = after.start() if after else len(text)
        if each[1] in {"resource", "data"} and each[2]:
            start = each.start(1)
            yield _Head(each[1], each[2], each[3] or "", start, "".join(plain[each.end() : end]))


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])
