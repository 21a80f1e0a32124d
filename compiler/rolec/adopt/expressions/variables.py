"""What the declarations of the variables of a module say of these."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from rolec.adopt.expressions.variable_types import typed
from rolec.adopt.found import Json
from rolec.read.value import Block, Call, Items, Null, Object, Opaque, Template, Traversal, Value

_LISTS = frozenset({"list", "set", "tuple"})
_MAPS = frozenset({"map", "object"})
_TEXTS = frozenset({"string", "number", "bool"})
_PART = re.compile(r"(?P<name>var\.[\w-]+)(?:\.[\w-]+|\[[^\]]*\])")
_NAMED = re.compile(r"(?<![\w.-])(?:var|local)\.[A-Za-z_][\w-]*")


class Declared(NamedTuple):
    """What the module says of the values that variables have, each as it is referred to.

    ``of_texts`` are lists and maps of texts; those that are ``open`` have their defaults, which whoever
    uses the module may replace, and locals that are made of them are.
    """

    lists: frozenset[str] = frozenset()
    maps: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    of_texts: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()

    def is_list(self, reference: str) -> bool:
        """Whether ``reference`` is to a list, certainly."""
        return reference in self.lists

    def is_map(self, reference: str) -> bool:
        """Whether ``reference`` is to a map or an object, certainly."""
        return reference in self.maps

    def is_several(self, reference: str) -> bool:
        """Whether ``reference`` is to one of these."""
        return self.is_list(reference) or self.is_map(reference)

    def is_text(self, reference: str) -> bool:
        """Whether ``reference`` is to one text, certainly."""
        part = _PART.fullmatch(reference)
        return reference in self.texts or (part is not None and part["name"] in self.of_texts)

    def is_open(self, expression: str) -> bool:
        """Whether ``expression`` may be something else for who gives other values to variables."""
        return _is_of(expression, self.open)


class Variables:
    """The values of variables; ``defaults`` are those of which the default was asked for, which may be replaced."""

    def __init__(
        self, values: Mapping[str, Value], types: Mapping[str, Value], open_: AbstractSet[str]
    ) -> None:
        self._values = values
        self._types = types
        self._open = open_
        self.defaults: dict[str, None] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def value(self, name: str, of: Callable[[Value], Json]) -> Json:
        """What the variable ``name`` is, by its type; ``of`` gives what is written."""
        if f"var.{name}" in self._open:
            self.defaults[f"var.{name}"] = None
        return typed(name, of(self._values[name]), self._types.get(name), of)


def declared(blocks: list[Block], given: Collection[str]) -> Declared:
    """What ``blocks`` say of variables; those that are ``given`` have no default any more."""
    types = dict(_types(blocks))
    defaults = dict(defaults_of(blocks))
    names = [block.labels[0] for block in blocks if block.type == "variable"]

    def those(words: frozenset[str], literal: type[Value]) -> frozenset[str]:
        return frozenset(
            f"var.{name}"
            for name in names
            if types.get(name, ("", ""))[0] in words
            or (name not in types and isinstance(defaults.get(name), literal))
        )

    open_ = frozenset(f"var.{name}" for name in defaults if name not in given)
    return Declared(
        lists=those(_LISTS, Items),
        maps=those(_MAPS, Object),
        texts=those(_TEXTS, Template),
        of_texts=frozenset(f"var.{n}" for n, (_, inner) in types.items() if inner in _TEXTS),
        open=open_.union(_locals(blocks, open_)),
    )


def _types(blocks: list[Block]) -> Iterator[tuple[str, tuple[str, str]]]:
    """The word for the type of each variable, and the word for that of its items."""
    for block in blocks:
        type_ = block.body.get("type") if block.type == "variable" else None
        match type_:
            case Call(name=word, arguments=arguments):
                inner = arguments[0] if len(arguments) == 1 else None
                yield block.labels[0], (word, inner.text if isinstance(inner, Traversal) else "")
            case Traversal(text=word) | Template(parts=(str() as word,)):
                if word != "any":
                    yield block.labels[0], (word, "")
            case _:
                pass


def defaults_of(blocks: list[Block]) -> Iterator[tuple[str, Value]]:
    """Variables with their defaults; those without one, or with null, are left out."""
    for block in blocks:
        default = next((a.value for a in block.body.arguments if a.name == "default"), None)
        if block.type == "variable" and default is not None and not isinstance(default, Null):
            yield block.labels[0], default


def types_of(blocks: list[Block]) -> Iterator[tuple[str, Value]]:
    """Variables with their types; those without one are left out."""
    for block in blocks:
        type_ = _argument(block, "type")
        if block.type == "variable" and type_ is not None:
            yield block.labels[0], type_


def nulls_of(blocks: list[Block]) -> Iterator[str]:
    """The variables that are null unless someone says what they are."""
    for block in blocks:
        if block.type == "variable" and isinstance(_argument(block, "default"), Null):
            yield block.labels[0]


def _argument(block: Block, name: str) -> Value | None:
    return next((each.value for each in block.body.arguments if each.name == name), None)


def _locals(blocks: list[Block], open_: frozenset[str]) -> Iterator[str]:
    for block in blocks:
        for each in block.body.arguments if block.type == "locals" else ():
            match each.value:
                case Traversal(text=text) | Call(text=text) | Opaque(text=text):
                    if _is_of(text, open_):
                        yield f"local.{each.name}"
                case _:
                    pass


def _is_of(expression: str, names: frozenset[str]) -> bool:
    """Whether only ``names`` of variables and locals are in ``expression``, and one at least."""
    named = _NAMED.findall(expression)
    return bool(named) and names.issuperset(named)
