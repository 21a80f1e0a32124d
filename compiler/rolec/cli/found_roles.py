"""The roles that a command is asked about: by name, or by the file that they are in."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from rolec.cli.terminal import visible

if TYPE_CHECKING:
    from rolec.driver.compile.compilation import Compilation
    from rolec.ir.module import Module
    from rolec.ir.role import Role


class FoundRoles(NamedTuple):
    """Roles with their modules; ``failed`` where what was asked for has errors, which are told."""

    roles: tuple[tuple[Module, Role], ...]
    compiled: Compilation
    failed: bool


def found_roles(role: str, project: Path, account: str | None) -> FoundRoles:
    """The roles named ``role``, or of the file that it is; what is wrong with them is reported.

    What else is wrong in the project matters only where they are not found.
    """
    from datetime import UTC, datetime

    from rolec.driver.compile.compile import compile_paths
    from rolec.driver.compile.compile_options import CompileOptions

    file = Path(role) if Path(role).is_file() else None
    today = datetime.now(UTC).date()
    compiled = compile_paths((file or project,), CompileOptions(today=today, keep_going=True))
    paths = _paths_of(file, compiled) if file else set()
    found = tuple(
        (module, each)
        for module in compiled.modules
        for each in module.roles
        if (each.span.path in paths if file else each.name == role)
        and account in {None, module.account.nickname}
    )
    _check_account(account, compiled)
    paths = paths or {each.span.path for _, each in found}
    return FoundRoles(found, compiled, _report(role, paths, found, compiled))


def _paths_of(file: Path, compiled: Compilation) -> set[str]:
    """What ``file`` is called in the project, which may have been found above it."""
    wanted = os.path.realpath(file)
    known = {path for path in compiled.sources.files if os.path.realpath(path) == wanted}
    return known or {file.as_posix()}


def _check_account(account: str | None, compiled: Compilation) -> None:
    from rolec.diagnostics.suggest import did_you_mean

    known = {module.account.nickname for module in compiled.modules} - {""}
    if account is None or account in known or compiled.has_errors:
        return
    hint = did_you_mean(account, known) or (
        f"roles are made in {', '.join(sorted(known))}"
        if known
        else "the project has no nicknames"
    )
    raise click.BadParameter(f"no account is called `{account}`: {hint}", param_hint="--account")


def _report(
    role: str, paths: set[str], found: tuple[tuple[Module, Role], ...], compiled: Compilation
) -> bool:
    """Say what is wrong with what was asked for; what else is wrong matters only without it."""
    from rolec.cli.format import Stream
    from rolec.cli.report import report
    from rolec.diagnostics.suggest import did_you_mean

    mine = [d for d in compiled.errors if d.primary.span.path in paths]
    report(mine if found else compiled.errors, compiled.sources, stream=Stream.ERR)
    if found:
        return bool(paths & set(compiled.failed))
    names = {each.name for module in compiled.modules for each in module.roles}
    if compiled.has_errors:
        near = did_you_mean(role, names)
        other = f"; {near}" if near else ""
        click.echo(f"nothing to show of `{visible(role)}` before that is mended{other}", err=True)
        return True
    made_in = [
        module.account.nickname
        for module in compiled.modules
        if any(each.name == role for each in module.roles)
    ]
    if made_in:
        raise click.BadParameter(
            f"`{role}` is not made in this account: it is in {', '.join(sorted(made_in))}",
            param_hint="--account",
        )
    hint = did_you_mean(role, names) or "ROLE is a name of the project, or a file"
    raise click.BadParameter(f"there is no role `{role}` here: {hint}", param_hint="ROLE")
