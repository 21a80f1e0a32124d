"""What the calls of modules of Terraform say of modules that are read beside them."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, TypeAlias

from rolec.adopt.expressions.parsed import parsed
from rolec.adopt.expressions.values import has_reference
from rolec.adopt.found import Found, Json
from rolec.adopt.terraform.block_texts import spans_in
from rolec.adopt.terraform.module import TerraformModule
from rolec.adopt.unknown import UnknownError
from rolec.read.value import Block, Body, Template, Value
from rolec.source.file import SourceFile

_META = frozenset({"source", "version", "providers", "count", "for_each", "depends_on"})
_LOCAL = ("./", "../")


File: TypeAlias = tuple[SourceFile, Body]


class Call(NamedTuple):
    """A ``block`` that calls a module, in the module of a folder."""

    caller: Path
    block: Block

    @property
    def address(self) -> str:
        """The call as Terraform names it."""
        return f"module.{self.block.labels[0]}"


class Given(NamedTuple):
    """The values of variables that a call gives, and why nothing of the module can be told by them."""

    values: dict[str, Value]
    reason: str | None = None


def calls_of(folders: Mapping[Path, list[File]]) -> dict[Path, list[Call]]:
    """The calls of modules, by the folder of what they call; an example of a module below it is no call of it."""
    found: dict[Path, list[Call]] = {}
    for folder, files in folders.items():
        for block in (block for _, body in files for block in body.blocks):
            source = block.body.get("source") if block.type == "module" and block.labels else None
            written = source.literal if isinstance(source, Template) else None
            if written and written.startswith(_LOCAL):
                called = Path(os.path.normpath(folder / written))
                if called not in (here := Path(os.path.normpath(folder)), *here.parents):
                    found.setdefault(called, []).append(Call(folder, block))
    return found


def given_by(
    calls: list[Call], files: list[File], module_of: Callable[[Path], TerraformModule]
) -> Given:
    """What ``calls`` of the module of ``files`` give to it; ``module_of`` gives that of a folder."""
    if len(calls) > 1:
        named = ", ".join(f"`{each.address}`" for each in calls)
        return Given({}, f"its module is called several times, by {named}")
    (call,) = calls
    for name in ("count", "for_each"):
        if call.block.body.get(name) is not None:
            return Given({}, f"its module is called by `{call.address}`, which has `{name}`")
    values: dict[str, Value] = {}
    module = module_of(call.caller)
    for argument in call.block.body.arguments:
        if argument.name in _META:
            continue
        try:
            values[argument.name] = _literal(module.expressions.value(argument.value, {}))
        except UnknownError as unknown:
            if _is_used(argument.name, files):
                told = f"`{argument.name}` of `{call.address}`, by which its module is called"
                return Given({}, f"not known before a plan: {told}: {unknown}")
    return Given(values)


def refused(found: Found, reason: str) -> Found:
    """What a module has, none of which is adopted."""
    return replace(
        found,
        roles=tuple(replace(each, refused=each.refused or reason) for each in found.roles),
        policies=(),
        providers=(),
        blocks=tuple(replace(each, reason=each.reason or reason) for each in found.blocks),
    )


def _literal(value: Json) -> Value:
    """A value as it is written; an UnknownError where a plan knows a part of it."""
    text = json.dumps(value, ensure_ascii=False)
    if has_reference(value) or "%{" in text:
        raise UnknownError(text)
    return parsed(text)


def _is_used(name: str, files: list[File]) -> bool:
    """Whether anything of IAM may have a variable in it."""
    variable = re.compile(rf"(?<![\w.-])var\.{re.escape(name)}(?![\w-])")
    return any(
        variable.search(file.text[span.start : span.end])
        for file, body in files
        for block in body.blocks
        if block.type in {"locals", "data", "module"}
        or "".join(block.labels).startswith("aws_iam_")
        for span in spans_in(block.body)
    )
