"""The value of an argument that holds a policy: `jsonencode`, a file, or JSON in a string."""

from __future__ import annotations

from collections.abc import Mapping

from rolec.diagnostics.diagnostic import error
from rolec.diagnostics.outcome import Outcome, Sink
from rolec.ir.document import Document
from rolec.read import codes
from rolec.read.json_text import placeholder, read_json
from rolec.read.policy_document import read_document, read_json_document
from rolec.read.value import Call, Opaque, Template, Traversal, Value
from rolec.source.file import SourceFile


def read_policy(value: Value, texts: Mapping[str, str]) -> Outcome[Document]:
    """The policy document of an argument; ``texts`` are the files that it may name.

    The document's span is in the file that it was read from.
    """
    match value:
        case Call(name="jsonencode", arguments=(argument,)):
            return read_document(Outcome(argument))
        case Call(name="file"):
            sink = Sink()
            file = read_file(value, texts, sink)
            return read_json_document(file) if file else Outcome(None, tuple(sink.found))
        case Template():
            return read_document(_json(value))
        case _:
            return read_document(Outcome(value))


def read_file(value: Value, texts: Mapping[str, str], sink: Sink) -> SourceFile | None:
    """The file that a call of ``file()`` names; None, after an error, when it is not there."""
    if not isinstance(value, Call) or value.name != "file":
        return None
    path = _path(value)
    if path is not None and path in texts:
        return SourceFile(path, texts[path])
    what = f"`{path}`" if path is not None else "the file"
    sink.add(error(codes.FILE, f"{what} is not there to read", value.span))
    return None


def _path(call: Call) -> str | None:
    """The path relative to the module, or None when only Terraform knows it."""
    match call.arguments:
        case (Template(parts=(Traversal(text="path.module"), str() as path)),):
            return path.removeprefix("/") if path.startswith("/") else None
        case (Template(literal=str() as path),):
            return path.removeprefix("./")
        case _:
            return None


def _json(template: Template) -> Outcome[Value]:
    """The JSON of a string, in which interpolated values may stand inside JSON strings."""
    interpolated = [part for part in template.parts if not isinstance(part, str)]
    numbers = iter(range(len(interpolated)))
    pieces = [p if isinstance(p, str) else placeholder(next(numbers)) for p in template.parts]
    text = "".join(pieces)
    if text.count(placeholder(0)[0]) != len(interpolated):
        return Outcome(Opaque(text, template.span))
    file = SourceFile(template.span.path, text)
    return read_json(file, place=template.span, interpolated=interpolated)
