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
from rolec.source.span import Span

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
        """The comment of the statement, if it has the same in each place where it stands.

        Else nobody knows whose it is.
        """
        found: set[Comment] = set()
        for spans in self._places.of(statement):
            here = [span for span in spans if span.path in self._texts]
            if here:
                lines = [*map(self._above_first, here), self._first_inside(here[-1])]
                found.add(tuple(chain.from_iterable(lines)))
        return found.pop() if len(found) == 1 else ()

    def _above_first(self, span: Span) -> Comment:
        """What stands above the first statement of a line."""
        text = self._texts[span.path]
        before = text[text.rfind("\n", 0, span.start) + 1 : span.start]
        return () if "}" in before else self._above(Place(span.path, line_of(text, span)))

    def _first_inside(self, span: Span) -> Comment:
        text = self._texts[span.path]
        end = text.find("\n", span.start)
        opens = text[span.start : end].rstrip()
        if not opens.endswith("{") or opens.count("{") > 1:
            return ()
        return tuple(_downwards(self._lines[span.path][line_of(text, span) :], len(text)))

    def _above(self, place: Place) -> Comment:
        lines = self._lines.get(place.file, [])
        if not 0 < place.line <= len(lines):
            return ()
        # What is further in ends what stands before.
        depth = _depth(lines[place.line - 1])
        return (*reversed([*_downwards(reversed(lines[: place.line - 1]), depth)]),)


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def _downwards(lines: Iterable[str], deepest: int) -> Iterator[str]:
    for line in lines:
        found = _COMMENT.fullmatch(line)
        if found is None or _depth(line) > deepest:
            return
        # What is no word, as a line of dashes, says nothing; what no parser prints is no comment.
        if _WORD.search(found[1]):
            yield "".join(each if each.isprintable() else " " for each in found[1]).strip()
