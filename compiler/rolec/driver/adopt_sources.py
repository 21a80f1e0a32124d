"""Files to what they have of IAM: each is told by its content."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from rolec.adopt.account_details import is_account_details, read_account_details
from rolec.adopt.found import Found, Json, together
from rolec.adopt.lines import Lines
from rolec.adopt.policy_documents import Document, is_policy_document, read_policy_documents
from rolec.adopt.terraform_show import is_terraform_show, read_terraform_show
from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.driver import adopt_codes as codes
from rolec.driver.source_file import read_source
from rolec.read.codes import JSON_SYNTAX
from rolec.source.file import SourceFile, SourceMap
from rolec.source.span import Span

MAX_BYTES = 1_000_000_000
"""A state of Terraform may be large; of what is larger nobody waits for the end."""


class Sources(NamedTuple):
    """What was found, and what could not be read."""

    found: Found
    diagnostics: tuple[Diagnostic, ...]


def read_sources(paths: tuple[Path, ...], sources: SourceMap) -> Sources:
    """All that the files at and below ``paths`` have."""
    parts: list[Found] = []
    documents: list[Document] = []
    problems: list[Diagnostic] = []
    for path in paths:
        for file, was_named in _files(path):
            outcome = _json(file, sources)
            if isinstance(outcome, Diagnostic):
                problems.append(outcome)
                continue
            value, text = outcome
            found = _of_one(value, file, text)
            if found is not None:
                parts.append(found)
            elif is_policy_document(value):
                documents.append(Document(file, value))
            elif was_named:
                problems.append(_no_source(file))
        if not path.exists():
            problems.append(_no_source(path))
    if documents:
        parts.append(read_policy_documents(documents))
    return Sources(together(parts), tuple(problems))


def _files(path: Path) -> Iterator[tuple[Path, bool]]:
    """The files of a source, and whether each was named by itself."""
    if path.is_dir():
        for file in sorted(path.rglob("*.json")):
            inside = file.relative_to(path).parts
            if file.is_file() and not any(part.startswith(".") for part in inside):
                yield file, False
    elif path.exists():
        yield path, True


def _of_one(value: Json, file: Path, text: str) -> Found | None:
    name = file.as_posix()
    if is_account_details(value):
        return read_account_details(value, name, Lines(text))
    if is_terraform_show(value):
        return read_terraform_show(value, name, Lines(text))
    return None


def _json(path: Path, sources: SourceMap) -> tuple[Json, str] | Diagnostic:
    read = read_source(path, MAX_BYTES)
    if read.file is None or read.diagnostics:
        return read.diagnostics[0]
    file = read.file
    twice: list[str] = []

    def once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _ in pairs]
            twice.extend(name for name in found if names.count(name) > 1)
        return found

    try:
        value: Json = json.loads(file.text, object_pairs_hook=once)
    except json.JSONDecodeError as wrong:
        sources.add(file)
        span = Span(file.path, wrong.pos, min(wrong.pos + 1, len(file.text)))
        return error(JSON_SYNTAX, f"this is not JSON: {wrong.msg.lower()}", span)
    except RecursionError:
        return error(JSON_SYNTAX, "nested too deep", Span(file.path, 0, 0))
    if twice:
        sources.add(file)
        return error(
            codes.KEY_TWICE, f"the key `{twice[0]}` stands twice", _second(file, twice[0])
        )
    return value, file.text


def _second(file: SourceFile, key: str) -> Span:
    written = json.dumps(key)
    first = file.text.find(written)
    at = max(file.text.find(written, first + 1), 0)
    return Span(file.path, at, at + len(written))


def _no_source(path: Path) -> Diagnostic:
    return error(
        codes.NO_SOURCE,
        f"`{path.as_posix()}` is nothing that roles can be adopted from",
        Span(path.as_posix(), 0, 0),
        help="give policy documents in JSON, a dump of `aws iam get-account-authorization-details`,"
        " or the output of `terraform show -json`",
    )
