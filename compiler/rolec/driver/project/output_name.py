"""Refuses names of folders and files that the output cannot hold."""

from __future__ import annotations

from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.driver.project.codes import OUTPUT_NAME
from rolec.source.span import Span

_OF_FILES = (".tf", ".json", ".xml")
"""How the files of a module end: a folder beside them must not be called like one."""


def refuse_folder(folder: str, path: str) -> Diagnostic | None:
    """An error when ``folder``, for which the file at ``path`` is the reason, is no output folder."""
    wrong = next((name for name in folder.split("/") if folder and not _is_folder(name)), None)
    if wrong is None:
        return None
    return _error(
        f"the folder `{wrong}` cannot be a folder of the output",
        path,
        "rename it: to letters, digits, `_` and `-`, for example",
    )


def refuse_source(source: str, path: str) -> Diagnostic | None:
    """An error when the name of a spec cannot stand in the files that are made of it."""
    try:
        source.encode()
    except UnicodeEncodeError:
        return _error("the name of this file is not UTF-8", path, "rename the file")
    return None


def _is_folder(name: str) -> bool:
    # Hidden folders, such as `.git`, are nothing of ours; `\` is a separator to some systems.
    wrong = name.startswith(".") or name.endswith(_OF_FILES) or "\\" in name
    return name.isprintable() and not wrong


def _error(message: str, path: str, help_: str) -> Diagnostic:
    return error(OUTPUT_NAME, message, Span(path, 0, 0), help=help_)
