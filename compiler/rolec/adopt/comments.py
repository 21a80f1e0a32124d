"""Comments of a source, kept above what became of the roles, policies and statements that they stand above."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from rolec.adopt.found import Comment, Found, FoundPolicy, FoundRole, Json, Place
from rolec.adopt.lines import line_of
from rolec.adopt.statement_places import StatementPlaces
from rolec.adopt.statement_words import statements_of

_COMMENT = re.compile(r"\s*(?:#+|//+)(.*)")
_WORD = re.compile(r"\w")


def with_comments(found: Found, texts: Mapping[str, str], places: StatementPlaces) -> Found:
    """``found`` with the comments of the files ``texts``; ``places`` are those of statements.

    A comment stands right above a role, a policy or a statement, or begins what is in its braces.
    """
    return _Commented(texts, places).found(found)


def commented(text: str, comment: Comment) -> str:
    """A document of YAML with ``comment`` above it."""
    return "".join(f"# {line}\n" for line in comment) + text


class _Commented:
    def __init__(self, texts: Mapping[str, str], places: StatementPlaces) -> None:
        self._texts = texts
        self._lines = {path: text.split("\n") for path, text in texts.items()}
        self._places = places

    def found(self, found: Found) -> Found:
        return replace(
            found,
            roles=tuple(map(self._role, found.roles)),
            policies=tuple(map(self._policy, found.policies)),
        )

    def _role(self, role: FoundRole) -> FoundRole:
        # What stands in the role itself has no comment but that of the role.
        inline = (
            replace(self._policy(each), comment=())
            if each.place == role.place
            else self._policy(each)
            for each in role.inline
        )
        return replace(
            role,
            comment=self._above(role.place),
            trust_comments=self._of_statements(role.trust),
            inline=tuple(inline),
        )

    def _policy(self, policy: FoundPolicy) -> FoundPolicy:
        return replace(
            policy,
            comment=self._above(policy.place),
            statement_comments=self._of_statements(policy.document),
        )

    def _of_statements(self, document: Json) -> tuple[Comment, ...]:
        found = tuple(map(self._of_statement, statements_of(document)))
        return found if any(found) else ()

    def _of_statement(self, statement: Mapping[str, Json]) -> Comment:
        """The comment of the statement; of several, which are not the same, nobody knows whose is which."""
        found: set[Comment] = set()
        for spans in self._places.of(statement):
            places = [
                Place(span.path, line_of(self._texts[span.path], span))
                for span in spans
                if span.path in self._texts
            ]
            lines = [*map(self._above, places), *map(self._first_inside, places[-1:])]
            found.add(tuple(chain.from_iterable(lines)))
        found.discard(())
        return found.pop() if len(found) == 1 else ()

    def _first_inside(self, place: Place) -> Comment:
        lines = self._lines[place.file]
        opens = lines[place.line - 1].rstrip().endswith("{")
        return tuple(_downwards(lines[place.line :])) if opens else ()

    def _above(self, place: Place) -> Comment:
        before = self._lines.get(place.file, [])[: max(place.line - 1, 0)]
        return (*reversed([*_downwards(reversed(before))]),)


def _downwards(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        found = _COMMENT.fullmatch(line)
        if found is None:
            return
        # What is no word, as a line of dashes, says nothing; what no parser prints is no comment.
        if _WORD.search(found[1]):
            yield "".join(each if each.isprintable() else " " for each in found[1]).strip()
