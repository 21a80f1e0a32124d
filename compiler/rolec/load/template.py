"""A template of CloudFormation to plain values: YAML with its short forms, or JSON.

Source: the CloudFormation user guide, "Intrinsic function reference" and "Template formats". The AWS CLI and
SAM put in what merge keys stand for before they hand a template on.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeAlias

import yaml

from rolec.diagnostics.code import Code
from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.diagnostics.outcome import Outcome
from rolec.load import codes
from rolec.load.syntax_error import syntax_error
from rolec.source.file import SourceFile
from rolec.source.key_twice import and_again
from rolec.source.span import Span

TemplateValue: TypeAlias = "str | list[TemplateValue] | Mapping[str, TemplateValue] | None"

MAX_NODES = 200_000
"""Values of one template, each alias counted as all that it stands for; CloudFormation takes a megabyte."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_REF, _CONDITION, _GET_ATT = "!Ref", "!Condition", "!GetAtt"
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_MAX_DEPTH = 200
_MERGE = "tag:yaml.org,2002:merge"


class Template(NamedTuple):
    """A template as `json` has values, every scalar of it as text, and the lines of its resources, from 1,
    by logical id; ``statements`` are those of policies, as they are written, and where.
    ``problems`` are the keys that stand twice.
    """

    value: Any
    lines: dict[str, int]
    statements: list[tuple[Any, Span]]
    problems: list[Diagnostic]


def load_template(file: SourceFile) -> Outcome[Template]:
    """The template in ``file``; what stands under a key that is there twice is `key_twice`."""
    try:
        root = yaml.compose(file.text, Loader=_LOADER)
        reader = _Reader(file)
        value = reader.value(root, 0) if root is not None else None
        return Outcome(Template(value, _lines(root), reader.statements, reader.problems), ())
    except (yaml.MarkedYAMLError, yaml.reader.ReaderError) as problem:
        return Outcome(None, (syntax_error(file, problem),))
    except _RefusedError as problem:
        return Outcome(None, (problem.diagnostic,))


class _RefusedError(Exception):
    """Unwinds the reader; it never leaves this module."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class _Reader:
    def __init__(self, file: SourceFile) -> None:
        self._file = file
        self._left = MAX_NODES
        self.statements: list[tuple[TemplateValue, Span]] = []
        self.problems: list[Diagnostic] = []

    def value(self, node: yaml.Node, depth: int) -> TemplateValue:
        """The value of ``node``, a short form as the long one that it stands for."""
        self._left -= 1
        if self._left < 0:
            raise self._refused(codes.ALIAS, "the aliases stand for too much", node)
        if depth > _MAX_DEPTH:
            raise self._refused(codes.TOO_DEEP, "nested too deep", node)
        tag = node.tag if node.tag.startswith("!") else ""
        match node:
            case yaml.ScalarNode():
                plain: TemplateValue = self._scalar(node, tag)
            case yaml.SequenceNode():
                plain = [self.value(each, depth + 1) for each in node.value]
            case yaml.MappingNode():
                plain = self._mapping(node, depth)
            case _:
                raise AssertionError(f"no such node: {node}")
        if not tag:
            return plain
        if tag == _GET_ATT and isinstance(plain, str):
            name, _, attribute = plain.partition(".")
            plain = [name, attribute]
        return {tag[1:] if tag in {_REF, _CONDITION} else f"Fn::{tag[1:]}": plain}

    def _scalar(self, node: yaml.ScalarNode, tag: str) -> str | None:
        text: str = node.value
        return None if not tag and not node.style and text in _NULL else text

    def _mapping(self, node: yaml.MappingNode, depth: int) -> dict[str, TemplateValue]:
        found: dict[str, TemplateValue] = {}
        merged: list[TemplateValue] = []
        for key, value in node.value:
            if key.tag == _MERGE:
                merged += self._merged(value, depth)
                continue
            name = key.value if isinstance(key, yaml.ScalarNode) else None
            if name is None:
                raise self._refused(codes.KEY_NOT_TEXT, "a key must be text", key)
            one = self.value(value, depth + 1)
            if name in found:
                message = f"the key `{name}` stands twice"
                self.problems.append(error(codes.DUPLICATE_KEY, message, self._span(key)))
                one = and_again(name, found[name], one)
            found[name] = one
        for each in merged:
            # What is written is so, and what is merged first goes before what is merged then.
            found = {**each, **found} if isinstance(each, Mapping) else found
        if "Effect" in found:
            self.statements.append((found, self._span(node)))
        return found

    def _merged(self, node: yaml.Node, depth: int) -> list[TemplateValue]:
        """The objects that a merge key puts in: one or several."""
        is_list = isinstance(node, yaml.SequenceNode) and not node.tag.startswith("!")
        nodes = node.value if is_list else [node]
        for each in nodes:
            if not isinstance(each, yaml.MappingNode) or each.tag.startswith("!"):
                raise self._refused(
                    codes.MERGE_KEY, "`<<` takes a mapping or a list of them", each
                )
        return [self.value(each, depth + 1) for each in nodes]

    def _refused(self, code: Code, message: str, node: yaml.Node) -> _RefusedError:
        return _RefusedError(error(code, message, self._span(node)))

    def _span(self, node: yaml.Node) -> Span:
        return Span(self._file.path, node.start_mark.index, node.end_mark.index)


def _lines(root: yaml.Node | None) -> dict[str, int]:
    found: dict[str, int] = {}
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if key.value == "Resources" and isinstance(value, yaml.MappingNode):
            found |= {name.value: name.start_mark.line + 1 for name, _ in value.value}
    return found
