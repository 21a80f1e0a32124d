"""The files that a module of Terraform reads, in whatever resource: they do not stand for themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rolec.read.value import Body, Call, Items, Object, Opaque, Template, Value

_READS = re.compile(r'\b(?:file|templatefile)\(\s*"(?:\$\{path\.(?:module|root)\}/)?([^"$]+)"')


def files_read(body: Body) -> Iterator[str]:
    """The paths, from the folder of the module, of files that are read under a name that is written out."""
    for argument in body.arguments:
        for text in _expressions(argument.value):
            yield from _READS.findall(text)
    for block in body.blocks:
        yield from files_read(block.body)


def _expressions(value: Value) -> Iterator[str]:
    """The expressions of ``value`` that may have calls in them, as they are written."""
    match value:
        case Call(text=text) | Opaque(text=text):
            yield text
        case Template(parts=parts):
            for part in parts:
                if not isinstance(part, str):
                    yield from _expressions(part)
        case Items(items=items):
            for item in items:
                yield from _expressions(item)
        case Object(entries=entries):
            for entry in entries:
                yield from _expressions(entry.value)
        case _:
            return
