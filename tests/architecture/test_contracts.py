"""Which part may know which: the contracts of pyproject.toml, and what no import shows."""

from __future__ import annotations

import ast
import re

from support.source import MODULES, ROOT, place, stage, tree

OUTER = {"cli", "devtools", "__main__", "pytest_plugin"}
"""What knows of a process: its streams, its environment, its clock."""

BELOW = [path for path in MODULES if stage(path) not in OUTER]


def test_import_contracts(capsys):
    from importlinter.cli import lint_imports

    status = lint_imports(
        config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True
    )
    assert status == 0, capsys.readouterr().out


def _dotted(node: ast.AST) -> str:
    match node:
        case ast.Attribute(value=value, attr=attr):
            return f"{_dotted(value)}.{attr}"
        case ast.Name(id=known):
            return known
        case _:
            return ""


def _spoken(paths, names: str) -> list[str]:
    """Where one of ``names``, a regular expression, stands in the code of ``paths``."""
    return [
        f"{place(path, node)} {_dotted(node)}"
        for path in paths
        for node in ast.walk(tree(path))
        if re.fullmatch(names, _dotted(node))
    ]


def test_no_environment_below_the_command():
    assert _spoken(BELOW, r"(os\.)?(environb?|getenv|putenv)") == []


def test_no_clock_below_the_command():
    dates = r"(datetime\.)?(datetime|date)\.(now|today|utcnow)"
    assert _spoken(BELOW, rf"{dates}|time\.(time|time_ns|localtime|gmtime)") == []


def test_nothing_prints_below_the_command():
    names = r"print|input|breakpoint|logging(\.\w+)*|warnings\.warn"
    assert _spoken(BELOW, names) == []


def test_nothing_ends_the_process_below_the_command():
    assert _spoken(BELOW, r"exit|quit|SystemExit|os\._exit|os\.abort") == []


def test_nothing_is_chosen_at_random():
    names = r"random\.\w+|uuid\.\w+|secrets\.\w+|os\.urandom|(tempfile\.)?mk[ds]temp|mkstemp"
    assert _spoken(MODULES, names) == []


def test_no_broad_except_below_the_command():
    handlers = [
        (path, node)
        for path in BELOW
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler)
    ]
    broad = {"Exception", "BaseException"}
    assert [place(*at) for at in handlers if _caught(at[1]) & broad] == []


def _caught(handler: ast.ExceptHandler) -> set[str]:
    """What a handler catches; nothing named is everything."""
    match handler.type:
        case None:
            return {"Exception"}
        case ast.Tuple(elts=kinds):
            return {_dotted(kind) for kind in kinds}
        case kind:
            return {_dotted(kind)}


def _lines(pattern: str) -> list[str]:
    """The lines in which ``pattern`` is found, with their place."""
    return [
        f"{path.relative_to(ROOT)}:{number} {line.strip()}"
        for path in MODULES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(pattern, line)
    ]


def test_nothing_is_left_to_do():
    assert _lines(r"\b(TODO|FIXME|XXX|HACK|NotImplementedError)\b") == []


def test_a_silenced_finding_has_its_reason():
    assert _lines(r"# noqa(?!: [A-Z0-9]+(, [A-Z0-9]+)* - \S)") == []
    assert _lines(r"# mypy: |# type: ignore(?!\[)") == []
