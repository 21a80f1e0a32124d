"""Whose access is asked for: that of a role, or of documents on the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from rolec.cli.format import Stream
from rolec.cli.report import report
from rolec.diagnostics.suggest import did_you_mean
from rolec.driver.expect.question import (
    Beside,
    Holder,
    holder_of_files,
    holders,
    read_beside,
)
from rolec.semantics.of_policy import attached_as
from rolec.source.file import SourceMap


class Found(NamedTuple):
    """Whose access is asked for, and the files to show it in."""

    holders: tuple[Holder, ...]
    sources: SourceMap


class Policies(NamedTuple):
    """Files with policies: those that are asked alone, and those of a role, by what it attaches."""

    alone: tuple[Path, ...]
    attached: Mapping[str, Path]


class FilesBeside(NamedTuple):
    """What is said beside a project, and the files it is in."""

    policies: Mapping[str, Path]
    scps: Sequence[Path]


def policies_of(words: Iterable[str]) -> Policies:
    """The policies of `--policy`: what exists is a file before it is anything else."""
    alone: list[Path] = []
    attached: dict[str, Path] = {}
    for word in words:
        arn, equals, file = word.rpartition("=")
        if Path(word).is_file() or not equals:
            alone.append(_file(word))
        else:
            attached[arn] = _file(file)
    if alone and attached:
        raise click.UsageError(
            "--policy FILE asks no role, and --policy ARN=FILE is a policy of one"
        )
    return Policies(tuple(alone), attached)


def _file(word: str) -> Path:
    if not Path(word).is_file():
        raise click.BadParameter(f"File '{word}' does not exist.", param_hint="--policy")
    return Path(word)


def beside_of(policies: Policies, scps: Sequence[Path]) -> FilesBeside:
    """What decides beside a project."""
    return FilesBeside(policies.attached, scps)


def role_holders(
    role: str, project: Path, account: str | None, beside: FilesBeside
) -> Found | None:
    """The role in each of its accounts, or None where something has errors, which are reported."""
    from rolec.cli.found_roles import found_roles

    found = found_roles(role, project, account)
    if found.failed:
        return None
    names = sorted({each.name for _, each in found.roles})
    if len(names) > 1:
        raise click.BadParameter(
            f"`{role}` has several roles: name one of {', '.join(names)}", param_hint="ROLE"
        )
    sources = found.compiled.sources
    if beside.policies:
        _check_attached(beside.policies, holders(found.roles, found.compiled, Beside({}, ())))
    read = read_beside(*beside, sources)
    report(read.diagnostics, sources, stream=Stream.ERR)
    if read.value is None:
        return None
    return Found(tuple(holders(found.roles, found.compiled, read.value)), sources)


def _check_attached(arns: Iterable[str], asked: Iterable[Holder]) -> None:
    """Refuse policies that no role attaches, and those whose documents are known."""
    hidden = {
        attached_as(each)
        for holder in asked
        for each in (*holder.permissions.unknown, holder.permissions.unknown_boundary or "")
        if each
    }
    for arn in arns:
        if arn not in hidden:
            near = did_you_mean(arn, sorted(hidden))
            raise click.BadParameter(
                f"`{arn}` is no policy of the role whose document is not known"
                + (f": {near}" if near else ""),
                param_hint="--policy",
            )


def files_holder(
    policies: Policies, boundary: Path | None, scps: Sequence[Path], trust: Path | None
) -> Found | None:
    """A role of these policies, or None where one has errors, which are reported."""
    sources = SourceMap()
    found = holder_of_files(
        policies=policies.alone, boundary=boundary, scps=scps, trust=trust, sources=sources
    )
    report(found.diagnostics, sources, stream=Stream.ERR)
    return Found((found.value,), sources) if found.value else None
