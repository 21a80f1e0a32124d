"""Questions to the user; on standard error, so that a spec can go to standard output."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

import click

from rolec.adopt.yaml_text import Value
from rolec.cli.new_role.audience import AUDIENCES, Audience
from rolec.cli.new_role.question_words import question_for
from rolec.cli.terminal import visible
from rolec.record import dataclass

C = TypeVar("C")

Check: TypeAlias = Callable[[str], str | None]
"""What is wrong with an answer, or None."""

EntryCheck: TypeAlias = Callable[[Mapping[str, Value]], str | None]
"""What is wrong with as much of an entry of `trust` as is known, or None."""

_ASKED = {
    "aws_account": ("roles", "users", "external_id"),
    "eks_pod_identity": ("cluster",),
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

    def text(self, question: str, option: str, check: Check, *, default: str | None = None) -> str:
        """A line of text that ``check`` finds nothing wrong with; it is asked until then."""
        self._demand(option)
        while True:
            answer = str(
                click.prompt(question, default=default or "", show_default=False, err=True)
            )
            answer = answer.strip()
            if default is not None and not answer:
                return default
            wrong = check(answer) if answer else "an answer is needed here"
            if wrong is None:
                return answer
            click.echo(f"  {visible(wrong)}", err=True)

    def yes(self, question: str, *, default: bool) -> bool:
        """A yes or a no; the default where nobody can be asked."""
        return click.confirm(question, default=default, err=True) if self.on_terminal else default

    def audience(self) -> Audience:
        """Who will use the role."""
        self._demand("--trust")
        return self._one_of("Who will use the role?", AUDIENCES, lambda audience: audience.who)

    def entry(
        self,
        audience: Audience,
        fields_of: Callable[[str], Mapping[str, Any]],
        wrong_with: EntryCheck,
    ) -> Mapping[str, Value]:
        """An entry of `trust` for ``audience``; ``fields_of`` a kind are its schema's."""
        self._demand("--trust")
        kinds = audience.kinds
        kind = kinds[0] if len(kinds) == 1 else self._one_of("Which?", kinds, str)
        fields = fields_of(kind)
        demanded = [name for name, rules in fields.items() if rules.get("required")]
        jobs = [name for name in _JOBS if name in fields and "any_job" in fields]
        entry: dict[str, Value] = {}
        for name in dict.fromkeys([kind, *demanded, *_ASKED.get(kind, ()), *jobs]):
            value = self._field(
                fields[name], name, entry, wrong_with, must=name in {kind, *demanded}
            )
            if value:
                entry[name] = value
        if "any_job" in fields and not entry.keys() & {*_JOBS}:
            entry["any_job"] = self.yes("May any job use it, whatever started it?", default=False)
        if kind == "aws_account" and self.yes("Only people with MFA?", default=False):
            entry["mfa"] = True
        return entry

    def _field(
        self,
        rules: Mapping[str, Any],
        name: str,
        before: Mapping[str, Value],
        wrong_with: EntryCheck,
        *,
        must: bool,
    ) -> Value:
        def value(answer: str) -> Value:
            many = items_of(answer) if "many" in rules else (answer,)
            return many[0] if len(many) == 1 else many

        answer = self.text(
            question_for(name, rules, must=must),
            "--trust",
            lambda answer: wrong_with({**before, name: value(answer)}),
            default=None if must else "",
        )
        return value(answer)

    def _one_of(self, question: str, choices: Sequence[C], name: Callable[[C], str]) -> C:
        click.echo(question, err=True)
        for number, choice in enumerate(choices, start=1):
            click.echo(f"  {number}  {name(choice)}", err=True)
        known = {str(n): choice for n, choice in enumerate(choices, start=1)}

        def wrong(answer: str) -> str | None:
            found = answer in known or _named(answer, choices, name)
            return None if found else f"write a number from 1 to {len(choices)}"

        answer = self.text("Number", "--trust", wrong)
        return known[answer] if answer in known else _named(answer, choices, name)[0]

    def _demand(self, option: str) -> None:
        if not self.on_terminal:
            raise click.UsageError(f"nobody can be asked here, and `{option}` is missing")


def _named(answer: str, choices: Sequence[C], name: Callable[[C], str]) -> list[C]:
    """The one choice that has ``answer`` as a word, if it is one; a number is never a word."""
    if answer.isdecimal():
        return []
    found = [c for c in choices if answer.casefold() in re.split(r"\W+", name(c).casefold())]
    return found if len(found) == 1 else []


def items_of(answer: str) -> tuple[str, ...]:
    """The items of an answer, which commas separate."""
    return tuple(item.strip() for item in answer.split(",") if item.strip())
