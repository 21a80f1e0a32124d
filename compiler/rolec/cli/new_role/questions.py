"""Questions to the user; on standard error, so that a spec can go to standard output."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import click

from rolec.cli.new_role.audience import AUDIENCES, Audience
from rolec.cli.new_role.yaml_text import Value
from rolec.record import dataclass

C = TypeVar("C")

_ASKED = {
    "aws_account": ("roles", "users", "external_id"),
    "web_identity": ("audience", "subject"),
    "organization": ("roles",),
    "circleci": ("repository",),
}
"""Fields worth a question, beside those that a kind demands."""

_JOBS = ("branches", "environments")
"""Fields that say which jobs of a CI system; each kind has some of them."""


@dataclass(frozen=True, slots=True)
class Questions:
    """Asks on a terminal; elsewhere an answer that is missing is wrong use."""

    on_terminal: bool

    def text(self, question: str, option: str, *, default: str | None = None) -> str:
        """A line of text."""
        self._demand(option)
        answer: str = click.prompt(
            question, default=default, show_default=bool(default), type=str, err=True
        )
        return answer.strip()

    def yes(self, question: str, *, default: bool) -> bool:
        """A yes or a no; the default where nobody can be asked."""
        return click.confirm(question, default=default, err=True) if self.on_terminal else default

    def audience(self) -> Audience:
        """Who will use the role."""
        self._demand("--trust")
        return self._one_of("Who will use the role?", AUDIENCES, lambda audience: audience.who)

    def entry(
        self, audience: Audience, fields_of: Callable[[str], Mapping[str, Any]]
    ) -> Mapping[str, Value]:
        """An entry of `trust` for ``audience``; ``fields_of`` a kind are its schema's."""
        self._demand("--trust")
        kinds = audience.kinds
        kind = kinds[0] if len(kinds) == 1 else self._one_of("Which?", kinds, str)
        fields = fields_of(kind)
        demanded = [name for name, rules in fields.items() if rules.get("required")]
        jobs = [name for name in _JOBS if name in fields and "any_job" in fields]
        asked = dict.fromkeys([kind, *demanded, *_ASKED.get(kind, ()), *jobs])
        found = {n: self._field(fields[n], n, must=n in {kind, *demanded}) for n in asked}
        entry = {name: value for name, value in found.items() if value}
        if "any_job" in fields and not entry.keys() & {*_JOBS}:
            entry["any_job"] = self.yes("May any job use it (any_job)?", default=False)
        return entry

    def _field(self, rules: Mapping[str, Any], name: str, *, must: bool) -> Value:
        summary = str(rules["meta"]["summary"]).removesuffix(".")
        example = rules["meta"].get("example", "")
        for_instance = f", for example {example}" if isinstance(example, str) and example else ""
        optional = "" if must else "; empty for none"
        question = f"{summary} ({name}{for_instance}{optional})"
        answer = self.text(question, "--trust", default=None if must else "")
        many = items_of(answer) if "many" in rules else (answer,)
        return many[0] if len(many) == 1 else many

    def _one_of(self, question: str, choices: Sequence[C], name: Callable[[C], str]) -> C:
        click.echo(question, err=True)
        for number, choice in enumerate(choices, start=1):
            click.echo(f"  {number}  {name(choice)}", err=True)
        number = click.prompt("Number", type=click.IntRange(1, len(choices)), err=True)
        return choices[number - 1]

    def _demand(self, option: str) -> None:
        if not self.on_terminal:
            raise click.UsageError(f"nobody can be asked here, and `{option}` is missing")


def items_of(answer: str) -> tuple[str, ...]:
    """The items of an answer, which commas separate."""
    return tuple(item.strip() for item in answer.split(",") if item.strip())
