"""Comments of a source, kept above what became of the roles, policies and statements that they stand above."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from itertools import chain, takewhile

from rolec.adopt.comment_lines import (
    comment_above,
    comment_texts,
    comments_inside,
    depth_of,
    in_lines,
    is_comment,
)
from rolec.adopt.found import Comment, Found, FoundPolicy, FoundRole, Json, Place
from rolec.adopt.lines import line_of
from rolec.adopt.statement_places import StatementPlaces, said
from rolec.adopt.statement_words import statements_of
from rolec.source.span import Span

_HEADING = 3
"""A heading has no more words."""
_FRAMED = re.compile(r"^[-=*_~]{2,}|[-=*_~]{2,}$")


def with_comments(found: Found, texts: Mapping[str, str], places: StatementPlaces) -> Found:
    """``found`` with the comments of the files ``texts``; ``places`` are those of statements.

    A comment stands above a role, a policy, an attachment, an argument of a role or a statement, or begins what is
    in its braces.
    """
    return _Commented(texts, places).found(found)


def commented(text: str, comment: Comment) -> str:
    """A document of YAML with ``comment`` above it."""
    return "".join(f"# {line}\n" for line in comment) + text


class _Commented:
    def __init__(self, texts: Mapping[str, str], places: StatementPlaces) -> None:
        self._texts = texts
        self._lines = {
            path: in_lines(text) if path.endswith(".tf") else text.split("\n")
            for path, text in texts.items()
        }
        self._places = places
        self._of_said: dict[str, Comment] = {}

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
        lines = self._lines.get(role.place.file, [])
        inside = comments_inside(lines, role.place.line)
        return replace(
            role,
            comment=(*self._of_block(role.place), *inside.of_others),
            trust_comments=self._of_trust(role.trust, inside.of_trust),
            attached_comments=self._of_attached(role, inside.of_attached),
            inline=tuple(inline),
        )

    def _policy(self, policy: FoundPolicy) -> FoundPolicy:
        return replace(
            policy,
            comment=self._of_block(policy.place),
            statement_comments=self._of_statements(policy.document),
        )

    def _of_trust(self, trust: Json, first: Comment) -> tuple[Comment, ...]:
        """The comments of the statements, the first of which has that of the whole."""
        found, count = self._of_statements(trust), len(statements_of(trust))
        if not first or not count:
            return found
        before, *others = found or ((),) * count
        return (_once(first, before), *others)

    def _of_attached(self, role: FoundRole, first: Comment) -> dict[str, Comment]:
        """The comments of managed policies: of those of one line, or of one resource, the first has it."""
        found: dict[str, Comment] = {}
        met: set[Place] = set()
        for arn in role.attached:
            place = role.attached_places.get(arn)
            if place is not None and place not in met:
                met.add(place)
                found[arn] = self._of_block(place)
        own = next(iter(role.attached), None)
        return {**found, own: _once(first, found.get(own, ()))} if own and first else found

    def _of_block(self, place: Place) -> Comment:
        """What stands above a block, with a blank line between at most; what begins a file is of the file."""
        lines = self._lines.get(place.file, [])
        above = self._above(place)
        if above or not 1 < place.line <= len(lines) or lines[place.line - 2].strip():
            return above
        depth, before = depth_of(lines[place.line - 1]), lines[: place.line - 2]
        block = [*takewhile(partial(is_comment, deepest=depth), reversed(before))]
        found = (*reversed([*comment_texts(block, depth)]),)
        return () if len(block) == len(before) or _is_banner(found) else found

    def _of_statements(self, document: Json) -> tuple[Comment, ...]:
        found = [self._of_statement(each) for each in statements_of(document)]
        return tuple(found) if any(found) else ()

    def _of_statement(self, statement: Mapping[str, Json]) -> Comment:
        """The comment of the statement, if it has the same in each place where it stands.

        Else nobody knows whose it is.
        """
        key = said(statement)
        if key not in self._of_said:
            self._of_said[key] = self._everywhere(statement)
        return self._of_said[key]

    def _everywhere(self, statement: Mapping[str, Json]) -> Comment:
        found: set[Comment] = set()
        for spans in self._places.of(statement):
            here = [span for span in spans if span.path in self._texts]
            if here:
                *whole, own = map(self._above_first, here)
                above = (each for each in whole if not _is_banner(each))
                lines = [*above, own, self._first_inside(here[-1])]
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
        return tuple(comment_texts(self._lines[span.path][line_of(text, span) :], len(text)))

    def _above(self, place: Place) -> Comment:
        return comment_above(self._lines.get(place.file, []), place.line)


def _once(first: Comment, own: Comment) -> Comment:
    return own if own[: len(first)] == first else (*first, *own)


def _is_banner(comment: Comment) -> bool:
    """Whether a comment is the heading of a section, as `IAM` or `--- Roles ---` is: it is about all that follows."""
    return any(_FRAMED.search(line) or _is_shouted(line) for line in comment)


def _is_shouted(line: str) -> bool:
    has_letters = line.isascii() and line.lower() != line.upper()
    return has_letters and line == line.upper() and len(line.split()) <= _HEADING
