"""The plug-in for pytest: each expectation of a spec, in each account, is a test.

It does nothing, and imports nothing of rolec, unless ``--rolec PATH`` or the setting ``rolec_paths``
asks for it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from rolec.diagnostics.diagnostic import Diagnostic
    from rolec.driver.expect.run_tests import Gathered


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the option and the setting."""
    parser.getgroup("rolec").addoption(
        "--rolec",
        metavar="PATH",
        action="append",
        default=[],
        help="run what the specs at and below PATH expect of roles",
    )
    parser.addini("rolec_paths", "where specs are whose expectations are tests", type="paths")


def pytest_configure(config: pytest.Config) -> None:
    """Takes part in the run, where it is asked to."""
    asked = [Path(path) for path in config.getoption("--rolec")]
    paths = tuple(asked or config.getini("rolec_paths"))
    if paths:
        config.pluginmanager.register(_Specs(paths), "rolec-specs")


class _Specs:
    """Adds the expectations of specs to what is collected."""

    def __init__(self, paths: tuple[Path, ...]) -> None:
        self._paths = paths
        self._is_chosen = False

    def pytest_collect_file(
        self, file_path: Path, parent: pytest.Collector
    ) -> pytest.Collector | None:
        """A spec of which a test is asked for by its id; only such tests run then."""
        asked = (each.partition("::") for each in parent.config.args)
        if not any(name and Path(path).absolute() == file_path for path, _, name in asked):
            return None
        if file_path.suffix not in {".yaml", ".yml"}:
            return None
        self._is_chosen = True
        file = _SpecFile.from_parent(parent, path=file_path)
        file.tests = [each for each in self._tests(parent.session) if each.path == file_path]
        return file

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(
        self, session: pytest.Session, items: list[pytest.Item]
    ) -> None:
        """Before options such as ``-k`` choose among the tests."""
        if not self._is_chosen:
            items += self._tests(session)

    def _tests(self, session: pytest.Session) -> Iterator[pytest.Item]:
        from datetime import UTC, datetime

        from rolec.driver.expect.run_tests import gather

        paths = tuple(map(_from_here, self._paths))
        found = gather(paths, today=datetime.now(UTC).date())
        if found.has_errors:
            check = _saying(found, found.diagnostics)
            yield _test(session, paths[0], 1, "the specs have no error", check)
        elif not found.cases:
            yield _test(session, paths[0], 1, "something is expected", _nothing)
        yield from _expectations(session, found)


class NotMetError(Exception):
    """A test failed; the text is that of the diagnostics."""


class _SpecFile(pytest.File):
    """A spec; its tests are made with those of its project."""

    tests: Sequence[pytest.Item] = ()

    def collect(self) -> Sequence[pytest.Item]:
        return self.tests


class _Test(pytest.Item):
    """A test with its line in a spec."""

    def __init__(self, *, line: int, check: Callable[[], None], **more: Any) -> None:
        super().__init__(**more)
        self._line = line
        self._check = check

    def runtest(self) -> None:
        self._check()

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self._line - 1, self.name

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, NotMetError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)


def _expectations(session: pytest.Session, found: Gathered) -> Iterator[pytest.Item]:
    from rolec.driver.expect.expectations import Case, judge

    def checks(case: Case) -> Callable[[], None]:
        return lambda: _say(found, judge(case))

    taken: dict[tuple[str, str], int] = {}
    for case in found.cases:
        file = found.sources.of(case.expectation.span)
        assert file is not None
        number = taken[file.path, case.words] = taken.get((file.path, case.words), 0) + 1
        name = case.words if number == 1 else f"{case.words} ({number})"
        line, _ = file.position(case.expectation.span.start)
        yield _test(session, Path(file.path), line, name, checks(case))


def _test(
    session: pytest.Session, path: Path, line: int, name: str, check: Callable[[], None]
) -> pytest.Item:
    file = _SpecFile.from_parent(session, path=Path(os.path.abspath(path)))  # noqa: PTH100 - links stay
    made = _Test.from_parent(file, name=name, line=line, check=check)
    assert isinstance(made, _Test)
    return made


def _saying(found: Gathered, said: Sequence[Diagnostic]) -> Callable[[], None]:
    return lambda: _say(found, said)


def _say(found: Gathered, said: Sequence[Diagnostic]) -> None:
    """Fails with ``said``, if it says anything."""
    if said:
        from rolec.cli.format import format_named

        raise NotMetError(format_named("text").render(said, found.sources, color=False))


def _nothing() -> None:
    raise NotMetError("no spec here has `expect:`, and there is no list of `expectations:`")


def _from_here(path: Path) -> Path:
    """``path`` as it is shown: relative, where it is below the folder that pytest runs in."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
