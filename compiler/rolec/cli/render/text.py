"""Diagnostics for people, in the shape that rustc made familiar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rolec.cli.format import Format, Stream
from rolec.cli.paint import Paint, paint_of, painted
from rolec.cli.snippet.mark import Mark, marks_of
from rolec.cli.snippet.snippet import Style, snippet
from rolec.cli.terminal import visible
from rolec.diagnostics.diagnostic import Diagnostic, Label
from rolec.source.file import SourceFile, SourceMap


def _render(found: Sequence[Diagnostic], sources: SourceMap, *, color: bool) -> str:
    texts = ("\n".join(_rows(each, sources, color=color)) + "\n" for each in found)
    return "\n".join(texts)


def _rows(diagnostic: Diagnostic, sources: SourceMap, *, color: bool) -> Iterator[str]:
    paint = paint_of(diagnostic.level)
    level = painted(f"{diagnostic.level}[{diagnostic.code}]", paint, color=color)
    yield level + painted(f": {visible(diagnostic.message)}", Paint.BOLD, color=color)
    files = _by_file(diagnostic, sources)
    lines = [mark.end_line for _, marks in files for mark in marks]
    style = Style(gutter=len(str(max(lines, default=0))), paint=paint, color=color)
    yield from _places(diagnostic, sources, style)
    for i, (file, marks) in enumerate(files):
        if i:
            yield _arrow(":::", file, marks[0].line, marks[0].start + 1, style)
        yield style.bar()
        yield from snippet(file, marks, style)
    yield from _remarks(diagnostic, style)


def _by_file(
    diagnostic: Diagnostic, sources: SourceMap
) -> list[tuple[SourceFile, tuple[Mark, ...]]]:
    """The files of the diagnostic, that of its primary label first."""
    by_path: dict[str, list[Label]] = {}
    for label in (diagnostic.primary, *diagnostic.secondary):
        by_path.setdefault(label.span.path, []).append(label)
    known = [(file, labels) for labels in by_path.values() if (file := sources.of(labels[0].span))]
    return [(file, marks_of(labels, diagnostic.primary, file)) for file, labels in known]


def _places(diagnostic: Diagnostic, sources: SourceMap, style: Style) -> Iterator[str]:
    span = diagnostic.primary.span
    file = sources.of(span)
    if file:
        yield _arrow("-->", file, *file.position(span.start), style)
    elif span.path:
        arrow = painted("-->", Paint.BLUE, color=style.color)
        yield f"{' ' * style.gutter}{arrow} {visible(span.path)}"


def _arrow(arrow: str, file: SourceFile, line: int, column: int, style: Style) -> str:
    painted_arrow = painted(arrow, Paint.BLUE, color=style.color)
    return f"{' ' * style.gutter}{painted_arrow} {visible(file.path)}:{line}:{column}"


def _remarks(diagnostic: Diagnostic, style: Style) -> Iterator[str]:
    remarks = [("note", note) for note in diagnostic.notes]
    if diagnostic.help:
        remarks.append(("help", diagnostic.help))
    sign = painted("=", Paint.BLUE, color=style.color)
    for word, text in remarks:
        bold = painted(f"{word}:", Paint.BOLD, color=style.color)
        yield f"{' ' * style.gutter} {sign} {bold} {visible(text)}"


FORMAT = Format(name="text", stream=Stream.ERR, render=_render)
