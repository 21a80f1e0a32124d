"""python-hcl2's parse tree to values: the one place that knows its rules by name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from rolec.diagnostics.diagnostic import Diagnostic, Label, error
from rolec.read import codes
from rolec.read.hcl.scan import Scan
from rolec.read.hcl.strings import expression, heredoc, unescaped
from rolec.read.value import (
    Argument,
    Block,
    Body,
    Boolean,
    Call,
    Entry,
    Items,
    Null,
    Number,
    Object,
    Opaque,
    Template,
    Traversal,
    Value,
)
from rolec.source.span import Span

if TYPE_CHECKING:
    from lark import Token, Tree

    Node: TypeAlias = Tree[Token] | Token

_BREAK = "new_line_or_comment"


class Reader:
    """Reads one file's parse tree; what is wrong goes to ``found``."""

    __slots__ = ("_file", "_found", "_scan")

    def __init__(self, strings: Scan, found: list[Diagnostic]) -> None:
        self._scan = strings
        self._file = strings.file
        self._found = found

    def file(self, tree: Tree[Token]) -> Body:
        """The body of the whole file."""
        return self._body(_trees(tree)[0])

    def _body(self, tree: Tree[Token]) -> Body:
        self._check_breaks(tree, "\n")
        arguments: dict[str, Argument] = {}
        blocks = []
        for child in _trees(tree):
            if child.data == "block":
                blocks.append(self._block(child))
            elif child.data == "attribute":
                argument = self._argument(child)
                before = arguments.setdefault(argument.name, argument)
                if before is not argument:
                    self._twice(argument.name, argument.name_span, before.name_span)
        return Body(tuple(arguments.values()), tuple(blocks))

    def _argument(self, tree: Tree[Token]) -> Argument:
        name, value = _trees(tree)
        return Argument(self._text(name), self._value(value), self._span(name))

    def _block(self, tree: Tree[Token]) -> Block:
        names = [c for c in _trees(tree) if c.data not in {"body", _BREAK}]
        body = next(c for c in _trees(tree) if c.data == "body")
        if any(child.data != _BREAK for child in _trees(body)):
            self._check_brackets(tree, body)
        labels = tuple(self._label(name) for name in names[1:])
        span = self._span(names[0]).to(self._span(names[-1]))
        return Block(self._text(names[0]), labels, self._body(body), span)

    def _label(self, tree: Tree[Token]) -> str:
        if tree.data != "string":
            return self._text(tree)
        value = self._string(tree)
        literal = value.literal if isinstance(value, Template) else None
        if literal is None:
            self._syntax("a label has nothing interpolated", self._span(tree))
        return literal or ""

    def _value(self, tree: Tree[Token]) -> Value:
        if tree.data != "expr_term":
            return self._expression(tree)
        inner = [child for child in _trees(tree) if child.data != _BREAK]
        # Parentheses change no value.
        return self._term(inner[0]) if len(inner) == 1 else self._expression(tree)

    def _term(self, tree: Tree[Token]) -> Value:
        span = self._span(tree)
        match tree.data:
            case "string":
                return self._string(tree)
            case "int_lit" | "float_lit":
                return Number(self._text(tree), span)
            case "literal_value":
                word = self._text(tree)
                return Null(span) if word == "null" else Boolean(word == "true", span)
            case "tuple":
                items = (c for c in _trees(tree) if c.data != _BREAK)
                return Items(tuple(self._value(item) for item in items), span)
            case "object":
                return self._object(tree)
            case "function_call":
                return self._call(tree)
            case "expr_term":
                return self._value(tree)
            case _:
                return self._expression(tree)

    def _string(self, tree: Tree[Token]) -> Template | Opaque:
        span = self._span(tree)
        if (doc := self._scan.heredocs.get(span.start)) is not None:
            return heredoc(self._scan, doc, span)
        parts: list[str | Value] = []
        for part in _trees(tree):
            (inside,) = part.children
            if isinstance(inside, str):  # a token
                parts.append(self._literal(part))
            elif inside.data == "interpolation":
                parts.append(self._value(_trees(inside)[0]))
            else:  # a directive
                return Opaque(self._text(tree), span)
        return Template(tuple(parts), span)

    def _literal(self, tree: Tree[Token]) -> str:
        span = self._span(tree)
        return unescaped(self._file, span.start, span.end, self._found)

    def _object(self, tree: Tree[Token]) -> Object:
        self._check_breaks(tree, ",\n")
        entries = []
        keys: dict[str, Span] = {}
        for element in _trees(tree):
            if element.data == _BREAK:
                continue
            key, value = _trees(element)
            entries.append(Entry(self._key(_trees(key)[0]), self._value(value)))
            match entries[-1].key:
                case Template(literal=str() as text):
                    before = keys.setdefault(text, self._span(key))
                    if before != self._span(key):
                        self._twice(text, self._span(key), before)
                case _:
                    pass
        return Object(tuple(entries), self._span(tree))

    def _key(self, tree: Tree[Token]) -> Value:
        """A bare word or number is a string here; a reference needs parentheses."""
        inner = _trees(tree)[0] if tree.data == "expr_term" else tree
        words = {"identifier", "keyword", "literal_value", "int_lit", "float_lit"}
        if inner.data in words and self._text(tree) == self._text(inner):
            return Template((self._text(inner),), self._span(inner))
        return self._value(tree)

    def _call(self, tree: Tree[Token]) -> Value:
        names = [child for child in _trees(tree) if child.data == "identifier"]
        given = [child for child in _trees(tree) if child.data == "arguments"]
        if len(names) != 1 or any("..." in _tokens(child) for child in given):
            return self._expression(tree)
        arguments = tuple(
            self._value(c) for child in given for c in _trees(child) if c.data != _BREAK
        )
        return Call(self._text(names[0]), arguments, self._text(tree), self._span(tree))

    def _expression(self, tree: Tree[Token]) -> Traversal | Opaque:
        start, end = _start(tree), _end(tree)
        return expression(self._file.text[start:end], Span(self._file.path, start, end))

    def _check_breaks(self, tree: Tree[Token], parting: str) -> None:
        """Python-hcl2 lets arguments, blocks and entries follow on one line; HCL does not."""
        items = [child for child in _trees(tree) if child.data != _BREAK]
        for before, after in pairwise(items):
            if not self._between(_end(before), _start(after)) & set(parting):
                self._syntax("this belongs on a line of its own", self._span(after))

    def _check_brackets(self, block: Tree[Token], body: Tree[Token]) -> None:
        """A block has its body on lines of its own, or is one argument on one line."""
        items = [child for child in _trees(body) if child.data != _BREAK]
        opening, closing = (child for child in block.children if isinstance(child, str))
        breaks = [
            "\n" in self._between(opening.end_pos or 0, _start(items[0])),
            "\n" in self._between(_end(items[-1]), closing.start_pos or 0),
        ]
        alone = len(items) == 1 and items[0].data == "attribute" and not any(breaks)
        if not all(breaks) and not alone:
            self._syntax("a block's body belongs on lines of its own", self._span(items[0]))

    def _between(self, start: int, end: int) -> set[str]:
        return set(self._file.text[start:end])

    def _twice(self, name: str, span: Span, before: Span) -> None:
        self._found.append(
            error(
                codes.DUPLICATE_ARGUMENT,
                f"`{name}` is set twice",
                span,
                label="set again here",
                secondary=(Label(before, "first set here"),),
                help="delete one of the two",
            )
        )

    def _syntax(self, message: str, span: Span) -> None:
        self._found.append(error(codes.HCL_SYNTAX, message, span))

    def _span(self, tree: Tree[Token]) -> Span:
        return Span(self._file.path, _start(tree), _end(tree))

    def _text(self, tree: Tree[Token]) -> str:
        return self._file.text[_start(tree) : _end(tree)]


def _trees(tree: Tree[Token]) -> list[Tree[Token]]:
    return [child for child in tree.children if not isinstance(child, str)]


def _tokens(tree: Tree[Token]) -> Iterator[str]:
    return (str(child) for child in tree.children if isinstance(child, str))


def _start(tree: Tree[Token]) -> int:
    first: Node = tree
    while not isinstance(first, str):
        first = first.children[0]
    return first.start_pos or 0


def _end(tree: Tree[Token]) -> int:
    """The end of what is not a line end: python-hcl2 puts some of those into expressions."""
    last: Node = tree
    while not isinstance(last, str):
        last = next(c for c in reversed(last.children) if isinstance(c, str) or c.data != _BREAK)
    return last.end_pos or 0
