"""Files of Terraform to modules, and what these have of IAM."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from rolec.adopt.comments import with_comments
from rolec.adopt.found import Found
from rolec.adopt.terraform.block_names import wrongly_named
from rolec.adopt.terraform.files_read import files_read
from rolec.adopt.terraform.module import TerraformModule
from rolec.adopt.terraform.overriding import is_override
from rolec.adopt.terraform.roles import read_module
from rolec.adopt.terraform.unread_file import unread, without_whole_parts
from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.driver.adopt import codes
from rolec.driver.adopt.called_modules import File, Given, calls_of, given_by, refused
from rolec.driver.adopt.parts_elsewhere import with_parts_elsewhere
from rolec.driver.project.source_file import MAX_METADATA_BYTES, is_below, read_source
from rolec.read.hcl.parse import read_hcl
from rolec.read.value import Block, Body, Value
from rolec.source.file import SourceFile, SourceMap
from rolec.source.span import Span


def read_terraform_files(
    paths: list[Path], sources: SourceMap, used: set[Path], read_one: Callable[[], None]
) -> Iterator[Found | Diagnostic]:
    """What the modules have that the files at ``paths`` are, and what is wrong with files.

    The files that their expressions read, as by `file`, are added to ``used``; ``read_one`` is
    told of each file that is read.

    The files of a folder are one module, unless two of them have the same block: then each is one of its
    own, as where somebody has gathered files of many modules.
    """
    folders: dict[Path, list[File]] = {}
    broken: dict[Path, list[SourceFile]] = {}
    unknown: dict[Path, list[str]] = {}
    for path in paths:
        read_one()
        read = read_source(path, MAX_METADATA_BYTES)
        if read.file is None or read.diagnostics:
            unknown.setdefault(path.parent, []).append(path.as_posix())
            yield read.diagnostics[0]
            continue
        body = _body(read.file)
        if isinstance(body, Diagnostic):
            sources.add(read.file)
            broken.setdefault(path.parent, []).append(read.file)
            yield body
            yield unread(read.file, body.message)
            continue
        folders.setdefault(path.parent, []).append((read.file, body))
    modules = _Modules(folders, used)
    whole: list[tuple[Path, Found]] = []
    for folder, files in folders.items():
        for found in modules.found(folder):
            if _is_one(files):
                lost = broken.get(folder, ()), unknown.get(folder, ())
                whole.append((folder, without_whole_parts(found, *lost)))
            else:
                yield found
    yield from with_parts_elsewhere(whole, "Terraform", modules.called)


def _body(file: SourceFile) -> Body | Diagnostic:
    """What ``file`` says, or why Terraform takes nothing of it."""
    parsed = read_hcl(file)
    if parsed.value is None:
        return parsed.diagnostics[0]
    wrong = wrongly_named(parsed.value)
    return parsed.value if wrong is None else _wrongly_named(*wrong)


def _wrongly_named(block: Block, names: tuple[str, ...]) -> Diagnostic:
    has = " and ".join(f"a {each}" for each in names) or "no name"
    head = " ".join((block.type, *(f'"{each.upper()}"' for each in names)))
    start = block.span.start
    return error(
        codes.BLOCK_WITHOUT_NAME,
        f"a block `{block.type}` has {has}",
        Span(block.span.path, start, start + len(block.type)),
        help=f"write `{head} {{`",
    )


class _Modules:
    """The modules of ``folders``; what their expressions read is added to ``used``."""

    def __init__(self, folders: Mapping[Path, list[File]], used: set[Path]) -> None:
        self._folders = folders
        self._used = used
        self._calls = calls_of(folders)
        self._open: set[Path] = set()
        self._read: dict[Path, tuple[TerraformModule, str | None]] = {}

    def found(self, folder: Path) -> Iterator[Found]:
        """What a folder has: one module, or as many as files."""
        files = self._folders[folder]
        if not _is_one(files):
            for each in files:
                texts = {each[0].path: each[0].text}
                module = _module(folder, [each], self._used, {}, is_only=False)
                read = read_module(module, texts, self._calls_read.get(folder, ()))
                yield with_comments(read, texts, module.expressions.statements)
            return
        texts = {file.path: file.text for file, _ in files}
        module, reason = self._module(folder)
        read = read_module(module, texts, self._calls_read.get(folder, ()))
        found = with_comments(read, texts, module.expressions.statements)
        yield refused(found, reason) if reason else found

    def called(self, folder: Path, name: str) -> Path | None:
        """The folder of the module that ``folder`` calls by this ``name``; None where it is not read here."""
        return self._called.get((folder, name))

    @cached_property
    def _called(self) -> dict[tuple[Path, str], Path]:
        return {
            (call.caller, call.block.labels[0]): folder
            for folder in self._folders
            for call in self._calls.get(Path(os.path.normpath(folder)), ())
        }

    @cached_property
    def _calls_read(self) -> dict[Path, set[str]]:
        """The calls of modules that are read here, too, by the folder of the caller."""
        found: dict[Path, set[str]] = {}
        for caller, name in self._called:
            found.setdefault(caller, set()).add(name)
        return found

    def _module(self, folder: Path) -> tuple[TerraformModule, str | None]:
        if folder not in self._read:
            files = self._folders[folder]
            calls = self._calls.get(Path(os.path.normpath(folder)), [])
            is_called = bool(calls) and folder not in self._open
            self._open.add(
                folder
            )  # modules that call each other in a circle are none of Terraform's
            given = (
                given_by(calls, files, lambda caller: self._module(caller)[0])
                if is_called
                else Given(given_values(folder))
            )
            is_only = len(self._folders) == 1
            module = _module(folder, files, self._used, given.values, is_only=is_only)
            self._read[folder] = module, given.reason
        return self._read[folder]


def _is_one(files: list[File]) -> bool:
    """Whether no two blocks of ``files`` are called the same."""
    names = Counter(
        (block.type, block.labels)
        for _, body in files
        for block in body.blocks
        if not is_override(block.span.path)
        and block.type in {"resource", "data", "variable", "output", "module"}
    )
    return all(count == 1 for count in names.values())


def given_values(folder: Path) -> dict[str, Value]:
    """The values of variables that Terraform reads by itself where it runs in ``folder``.

    Source: Terraform's documentation, "Variable Definitions (.tfvars) Files".
    """
    found: dict[str, Value] = {}
    for path in (folder / "terraform.tfvars", *sorted(folder.glob("*.auto.tfvars"))):
        read = read_source(path, MAX_METADATA_BYTES) if path.is_file() else None
        body = read_hcl(read.file).value if read and read.file and not read.diagnostics else None
        found |= {each.name: each.value for each in body.arguments} if body else {}
    return found


def _module(
    folder: Path, files: list[File], used: set[Path], given: Mapping[str, Value], *, is_only: bool
) -> TerraformModule:
    def use(name: str) -> Path | None:
        place = folder / name
        if "\0" in name or not is_below(place, folder) or not place.is_file():
            return None
        used.add(place.resolve())
        return place

    def read(name: str) -> str | None:
        place = use(name)
        source = read_source(place) if place else None
        return source.file.text if source and source.file and not source.diagnostics else None

    texts = {file.path: file.text for file, _ in files}
    for body in (body for _, body in files):
        for name in files_read(body):
            use(name)
    bodies = [body for _, body in files]
    return TerraformModule(bodies, texts, read, given, is_only=is_only)
