"""Files to what they have of IAM: each is told by its content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from rolec.adopt.account_details import is_account_details, is_cut_off, read_account_details
from rolec.adopt.comments import with_comments
from rolec.adopt.found import Found, Json
from rolec.adopt.lines import Lines
from rolec.adopt.policy_documents import Document, is_policy_document, read_policy_documents
from rolec.adopt.several_sources import together
from rolec.adopt.show.roles import is_terraform_show, read_terraform_show
from rolec.adopt.show.state import TerraformState, read_terraform_state
from rolec.adopt.show.state_file import as_shown
from rolec.adopt.template.resources import statement_places
from rolec.adopt.template.roles import is_template, read_template
from rolec.adopt.template.shape import body_of_stack
from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.driver.adopt import codes
from rolec.driver.adopt.json_source import json_source
from rolec.driver.adopt.parts_elsewhere import with_parts_elsewhere
from rolec.driver.adopt.source_files import source_files
from rolec.driver.adopt.terraform_sources import read_terraform_files
from rolec.driver.compile.compile_options import Progress
from rolec.driver.project.source_file import read_source
from rolec.load.template import Template, load_template
from rolec.record import dataclass
from rolec.source.file import SourceFile, SourceMap
from rolec.source.span import Span

_YAML = frozenset({".yaml", ".yml", ".template"})
_TERRAFORM = ".tf"
_CLOUDFORMATION = "CloudFormation"
_BYTE_ORDER_MARK = "\ufeff"
_JSON = ".json"
_READ = _YAML | {_JSON, _TERRAFORM}

MAX_BYTES = 1_000_000_000
"""A state of Terraform may be large; of what is larger nobody waits for the end."""


class Sources(NamedTuple):
    """What was found, and what could not be read."""

    found: Found
    diagnostics: tuple[Diagnostic, ...]


class _UnreadError(Exception):
    """Says what is wrong with a file; it never leaves this module."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class _Apart(NamedTuple):
    """What one file has, of which another file of the same ``tool`` may have parts."""

    found: Found
    tool: str


def read_sources(
    paths: tuple[Path, ...], sources: SourceMap, progress: Progress | None = None
) -> Sources:
    """All that the files at and below ``paths`` have."""
    parts: list[Found] = []
    apart: dict[str, list[tuple[Path, Found]]] = {}
    documents: list[Document] = []
    used: set[Path] = set()
    asked: set[Path] = set()
    problems: list[Diagnostic] = []
    terraform: list[Path] = []
    files = [each for source in paths for each in source_files(source, _READ)]
    done = _Done(len(files), progress)
    for path, was_named in files:
        if path.suffix == _TERRAFORM and path.is_file():
            terraform.append(path)
            continue
        done.one_more()
        try:
            found = _read(path, sources, problems)
        except _UnreadError as problem:
            problems.append(problem.diagnostic)
            continue
        match found:
            case Found():
                parts.append(found)
            case _Apart():
                apart.setdefault(found.tool, []).append((path, found.found))
            case Document():
                documents.append(found)
                asked |= {path.resolve()} if was_named else set()
            case None:
                problems += [_no_source(path)] if was_named else []
    parts += [each for tool, one in apart.items() for each in with_parts_elsewhere(one, tool)]
    of_terraform = [*read_terraform_files(terraform, sources, used, done.one_more)]
    parts += [each for each in of_terraform if isinstance(each, Found)]
    problems += [each for each in of_terraform if isinstance(each, Diagnostic)]
    # What Terraform reads is a part of what it makes, and no role of its own unless it is named as one.
    used -= asked
    documents = [each for each in documents if Path(each.path).resolve() not in used]
    if documents:
        parts.append(read_policy_documents(documents))
    found = together(parts)
    return Sources(found, tuple(problems or _nothing(found, paths)))


def _nothing(found: Found, paths: tuple[Path, ...]) -> Iterator[Diagnostic]:
    """What is wrong where nothing of IAM was found at all."""
    made = any(not each.is_data for each in found.blocks)
    if not (found.roles or found.policies or found.providers or made):
        yield from map(_no_source, paths)


@dataclass(slots=True)
class _Done:
    """How many files of ``total`` are read."""

    total: int
    progress: Progress | None
    number: int = 0

    def one_more(self) -> None:
        self.number += 1
        if self.progress:
            self.progress("reading", self.number, self.total)


def read_state(path: Path, sources: SourceMap) -> TerraformState | Diagnostic:
    """The state that the file of `terraform show -json` at ``path`` has, or why there is none."""
    try:
        found = read_terraform_state(as_shown(_json(_text(path), sources)))
    except _UnreadError as problem:
        return problem.diagnostic
    return found or _no_state(path)


def _read(
    path: Path, sources: SourceMap, problems: list[Diagnostic]
) -> Found | _Apart | Document | None:
    """What a file has; None where it is no source. What is missing of it goes to ``problems``."""
    file = _text(path)
    name, text = path.as_posix(), file.text
    if path.suffix.lower() != _JSON and not text.lstrip().startswith(("{", "[")):
        return _read_yaml(file, sources, problems)
    value = as_shown(_json(file, sources, problems=problems))
    match body_of_stack(value):
        case str() as body:
            return _read_body(SourceFile(name, body), sources, problems)
        case Mapping() as template:
            value = template
        case None:
            pass
    if path.name.endswith(f"{_TERRAFORM}.json"):
        raise _UnreadError(_in_json(name))
    if is_account_details(value):
        problems += [_cut_off(name)] if is_cut_off(value) else []
        return read_account_details(value, name, Lines(text))
    if is_terraform_show(value):
        return _Apart(read_terraform_show(value, name, Lines(text)), "Terraform")
    if is_template(value):
        return _Apart(read_template(value, name, Lines(text).of_keys()), _CLOUDFORMATION)
    return Document(path, value) if is_policy_document(value) else None


def _read_yaml(file: SourceFile, sources: SourceMap, problems: list[Diagnostic]) -> _Apart | None:
    loaded = _template(file, sources)
    match body_of_stack(loaded.value):
        case str() as body:
            return _read_body(SourceFile(file.path, body), sources, problems)
        case None:
            return _of_template(file, loaded, problems)
        case inside:
            return _of_template(file, loaded._replace(value=inside), problems)


def _read_body(file: SourceFile, sources: SourceMap, problems: list[Diagnostic]) -> _Apart | None:
    return _of_template(file, _template(file, sources), problems)


def _of_template(file: SourceFile, loaded: Template, problems: list[Diagnostic]) -> _Apart | None:
    problems += loaded.problems
    if not is_template(loaded.value):
        return None
    places = statement_places(loaded.value, loaded.statements)
    found = read_template(loaded.value, file.path, loaded.lines)
    return _Apart(with_comments(found, {file.path: file.text}, places), _CLOUDFORMATION)


def _text(path: Path) -> SourceFile:
    read = read_source(path, MAX_BYTES)
    if read.file is None or read.diagnostics:
        raise _UnreadError(read.diagnostics[0])
    # Programs of Windows write one before JSON, too, which has no other meaning there.
    return SourceFile(read.file.path, read.file.text.removeprefix(_BYTE_ORDER_MARK))


def _template(file: SourceFile, sources: SourceMap) -> Template:
    loaded = load_template(file)
    if loaded.value is None or loaded.value.problems:
        sources.add(file)
    if loaded.value is None:
        raise _UnreadError(loaded.diagnostics[0])
    return loaded.value


def _json(
    file: SourceFile, sources: SourceMap, *, problems: list[Diagnostic] | None = None
) -> Json:
    """The value of a file; keys that stand twice go to ``problems`` where these are taken of a template."""
    read = json_source(file)
    if isinstance(read, Diagnostic) or read.twice:
        sources.add(file)
    if isinstance(read, Diagnostic):
        raise _UnreadError(read)
    is_whole = not is_template(body_of_stack(read.value) or read.value)
    if read.twice and (problems is None or is_whole):
        raise _UnreadError(read.twice[0])
    if problems is not None:
        problems += read.twice
    return read.value


def _no_state(path: Path) -> Diagnostic:
    return error(
        codes.NO_STATE,
        f"`{path.as_posix()}` is no state of Terraform",
        Span(path.as_posix(), 0, 0),
        help="give what `terraform show -json` prints in the folder of that state",
    )


def _in_json(name: str) -> Diagnostic:
    return error(
        codes.JSON_SYNTAX_OF_TERRAFORM,
        f"`{name}` is Terraform's configuration as JSON",
        Span(name, 0, 0),
        help="give what `terraform show -json` prints of a plan or a state",
    )


def _cut_off(name: str) -> Diagnostic:
    return error(
        codes.CUT_OFF,
        f"`{name}` is one page of several, and the rest of the account is missing",
        Span(name, 0, 0),
        help="let `aws iam get-account-authorization-details` page by itself, or use `--from-aws`",
    )


def _no_source(path: Path) -> Diagnostic:
    return error(
        codes.NO_SOURCE,
        f"`{path.as_posix()}` is nothing that roles can be adopted from",
        Span(path.as_posix(), 0, 0),
        help="give files of Terraform, the output of `terraform show -json`, a template of CloudFormation,"
        " a dump of `aws iam get-account-authorization-details`, or policy documents in JSON",
    )
