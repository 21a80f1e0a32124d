"""Finds characters that IAM takes in no policy.

Such a character often comes with a text that was pasted: a quotation mark or a dash of a word processor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.lint.example import under
from rolec.lint.facts import Facts
from rolec.lint.json_document import JsonDocument
from rolec.lint.lint import Family, Lint
from rolec.read.value import Items, Object, Template, Value

CHARACTER = Lint(
    id="L0131",
    name="character-not-in-policies",
    level=Level.ERROR,
    explain=r"""
IAM takes tab, line feed, carriage return and the characters from U+0020 to U+00FF, and refuses a document
with any other. It makes no difference whether JSON has the character itself or an escape such as `\u2019`.
""",
    bad=under(r'"StringEquals": {"aws:PrincipalTag/team": "Anna\u2019s"}'),
    good=under('"StringEquals": {"aws:PrincipalTag/team": "Anna\'s"}'),
)

_NOT_IN_POLICY = re.compile("[^\t\n\r\x20-\xff]")


def _check(document: JsonDocument, _: Facts) -> Iterator[Diagnostic]:
    for each in _texts(document.value):
        found = _NOT_IN_POLICY.search(each.literal or "")
        if found:
            code = f"U+{ord(found[0]):04X}"
            shown = f"`{found[0]}` ({code})" if found[0].isprintable() else f"`{code}`"
            yield CHARACTER.at(
                each.span,
                f"{shown} cannot stand in a policy",
                help="IAM takes characters up to U+00FF; write another",
            )


def _texts(value: Value) -> Iterator[Template]:
    match value:
        case Template():
            yield value
        case Items(items=items):
            for each in items:
                yield from _texts(each)
        case Object(entries=entries):
            for entry in entries:
                yield from _texts(entry.key)
                yield from _texts(entry.value)
        case _:
            pass


FAMILY = Family((CHARACTER,), _check)
