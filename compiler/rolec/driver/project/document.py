"""The documents of a project's files."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.diagnostics.suggest import did_you_mean
from rolec.driver.project import codes
from rolec.driver.project.files import DISK, Files
from rolec.driver.project.include import Included, include, may_include
from rolec.driver.project.output_name import refuse_folder, refuse_source
from rolec.load.load import load
from rolec.load.node import Mapping, Node
from rolec.record import dataclass
from rolec.resolve.resolve import needs_resolving
from rolec.source.file import SourceFile, SourceMap
from rolec.validate.validate import ValidDocument

DOCUMENTS = (
    "role",
    "policy",
    "oidc_provider",
    "saml_provider",
    "trusted_entities",
    "expectations",
)
"""The words that a document may begin with; each has a schema of that name."""

SHARED = ("trusted_entities", "oidc_provider", "saml_provider")
"""Documents that others name while they are compiled."""


@dataclass(slots=True)
class Document:
    """A document as it was read, before it is known what it is in an account.

    ``source`` is the path of its file, relative to the project, and ``taken_in`` are the paths
    of the files that it names. ``judged`` keeps the verdict of one that is the same in every
    account.
    """

    root: Node
    schema: str
    source: str
    group: str
    same_everywhere: bool
    taken_in: tuple[str, ...] = ()
    judged: tuple[ValidDocument | None, tuple[Diagnostic, ...]] | None = None


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document of a file, or what is wrong instead."""

    document: Document | None
    diagnostics: tuple[Diagnostic, ...]


def may_be_shared(file: SourceFile) -> bool:
    """Whether ``file`` may hold a document that others name; most do not, and are read later."""
    return file.may_hold(*SHARED)


def read_documents(
    file: SourceFile,
    root: Path,
    sources: SourceMap,
    *,
    split_by_folder: bool,
    files: Files = DISK,
) -> Iterator[ReadDocument]:
    """The documents of ``file`` in the project at ``root``.

    Files that they take in are added to ``sources``.
    """
    trees = load(file)
    if trees.diagnostics:
        yield ReadDocument(None, trees.diagnostics)
    for tree in trees.value or ():
        yield _document(tree, file, root, sources, split_by_folder=split_by_folder, files=files)


def _document(
    tree: Node,
    file: SourceFile,
    root: Path,
    sources: SourceMap,
    *,
    split_by_folder: bool,
    files: Files,
) -> ReadDocument:
    schema = tree.entries[0].key if isinstance(tree, Mapping) and tree.entries else ""
    if not isinstance(tree, Mapping) or schema not in DOCUMENTS:
        return ReadDocument(None, (_not_a_spec(tree, schema, file.path),))
    source = source_of(file, root)
    group = _group(source) if split_by_folder else ""
    refused = refuse_source(source, file.path) or refuse_folder(group, file.path)
    if refused:
        return ReadDocument(None, (refused,))
    included = include(tree, root, files) if may_include(file) else Included(tree, (), ())
    for taken in included.files:
        sources.add(taken)
    document = Document(
        root=included.root,
        schema=schema,
        source=source,
        group=group,
        same_everywhere=not any(map(needs_resolving, (file, *included.files))),
        taken_in=tuple(taken.path for taken in included.files),
    )
    return ReadDocument(document, included.diagnostics)


def source_of(file: SourceFile, root: Path) -> str:
    """The path of ``file`` in the project at ``root``."""
    return file.path.removeprefix(_prefix(root))


@cache
def _prefix(root: Path) -> str:
    """What the paths of all files below ``root`` begin with."""
    return (root / "file").as_posix().removesuffix("file")


def _group(source: str) -> str:
    """The team folder of a spec: the first below `roles/`, or below the project."""
    folders = source.split("/")[:-1]
    inner = folders[1:] if folders[:1] == ["roles"] else folders
    return inner[0] if inner else ""


def _not_a_spec(tree: Node, schema: str, path: str) -> Diagnostic:
    known = ", ".join(f"`{word}:`" for word in DOCUMENTS)
    span = tree.entries[0].key_span if isinstance(tree, Mapping) and tree.entries else tree.span
    message = f"a spec does not begin with `{schema}`" if schema else "this is not a spec"
    return error(
        codes.NOT_A_SPEC,
        message,
        span,
        help="call it `rolec.yaml`, if it is what a project says of itself"
        if path.rpartition("/")[2] == "rolec.yml"
        else did_you_mean(schema, DOCUMENTS) or f"begin with one of {known}",
    )
