"""Levels of lints on the command line."""

from __future__ import annotations

from collections.abc import Iterable

import click

from rolec.diagnostics.level import Level
from rolec.diagnostics.suggest import did_you_mean
from rolec.driver.lint.levels import nearest_lint
from rolec.driver.project.lint_settings import OFF
from rolec.lint.run import lint_named

_LEVELS = (OFF, *Level)


def asked_levels(given: Iterable[str]) -> dict[str, str]:
    """The levels that ``NAME=LEVEL`` asks for, by id of the lint; of two for one the last wins."""
    return dict(map(_asked, given))


def _asked(given: str) -> tuple[str, str]:
    name, _, level = given.partition("=")
    lint = lint_named(name)
    if lint is None:
        raise _wrong(f"there is no lint called `{name}`: {nearest_lint(name)}")
    if level not in _LEVELS:
        known = did_you_mean(level, _LEVELS) or f"the levels are {', '.join(_LEVELS)}"
        raise _wrong(f"there is no level `{level}`: {known}")
    return lint.id, level


def _wrong(message: str) -> click.BadParameter:
    return click.BadParameter(message, param_hint="--level")
