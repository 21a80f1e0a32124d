"""What the expressions of a plan's configuration refer to, through the variables and outputs of modules.

Source: Terraform's documentation, "JSON Output Format", on the representation of configurations and expressions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from rolec.adopt.found import Json
from rolec.adopt.json_shape import items, text, texts

_OF_INSTANCE = frozenset({"each", "count"})
_KNOWN = _OF_INSTANCE | {"var", "self", "path", "terraform"}
"""What a plan knows: an argument that is known after apply alone is not that."""
_MAY_HAVE_ANY = frozenset({"local", "data"})
_NO_RESOURCE = _KNOWN | _MAY_HAVE_ANY
_PART = re.compile(r'([\w-]+)((?:\[(?:"(?:[^"\\]|\\.)*"|[^\]]*)\])?)\.?')
_MODULE = "module"


class Step(NamedTuple):
    """A module or a resource on the way to one, and which of several it is; None where there is one, or it is not said."""

    name: str
    key: str | None


def steps(address: str) -> tuple[Step, ...]:
    """The way to a resource, its attributes left out; empty where the text is none."""
    parts = [(found[1], found[2][1:-1] or None) for found in _PART.finditer(address)]
    found: list[Step] = []
    while len(parts) > 1:
        (kind, _), (name, index), *parts = parts
        found.append(Step(f"{kind}.{name}", index))
        if kind != _MODULE:
            return tuple(found)
    return ()


def expressions(configuration: Json) -> dict[str, dict[str, tuple[str, ...]]]:
    """What each argument of each resource refers to, by the address of the resource without an index."""
    return dict(_Scope(configuration, "", {}, None).resources())


class _Scope:
    """A module, with the references of what it is ``given`` by the module that calls it."""

    def __init__(
        self, module: Json, above: str, given: Mapping[str, Json], caller: _Scope | None
    ) -> None:
        self.module = module
        self._above = above
        self._given = given
        self._caller = caller
        calls = module.get("module_calls") if isinstance(module, Mapping) else None
        self._calls = calls if isinstance(calls, Mapping) else {}

    def resources(self) -> Iterator[tuple[str, dict[str, tuple[str, ...]]]]:
        for each in items(self.module, "resources"):
            written = each.get("expressions")
            address = text(each, "address")
            if address and isinstance(written, Mapping):
                over = self.of(each.get("for_each_expression"), frozenset())
                refers = {name: self._with(value, over) for name, value in written.items()}
                yield (
                    self._above + address,
                    {name: found for name, found in refers.items() if found},
                )
        for name in self._calls:
            below = self._below(name)
            if below is not None:
                yield from below.resources()

    def _with(self, expression: Json, over: tuple[str, ...]) -> tuple[str, ...]:
        """What an expression refers to, where `each.value` is something of what there is one ``over`` each of."""
        found = self.of(expression, frozenset())
        return (*found, *over) if "each.value" in found else found

    def _below(self, name: str) -> _Scope | None:
        call = self._calls.get(name)
        if not isinstance(call, Mapping):
            return None
        given = call.get("expressions")
        above = f"{self._above}{_MODULE}.{name}."
        return _Scope(call.get("module"), above, given if isinstance(given, Mapping) else {}, self)

    def of(self, expression: Json, seen: frozenset[str]) -> tuple[str, ...]:
        found = (each for one in _written(expression) for each in self._one(one, seen))
        return tuple(dict.fromkeys(found))

    def _one(self, reference: str, seen: frozenset[str]) -> Iterator[str]:
        """What a reference stands for, and the reference itself where that is no resource."""
        head, _, rest = reference.partition(".")
        here = f"{self._above} {reference}"
        if here in seen:
            return
        if head == _MODULE:
            yield from self._output(rest, seen | {here})
        elif head not in _NO_RESOURCE:
            yield self._above + reference
        else:
            given = self._given.get(rest.partition(".")[0]) if head == "var" else None
            found = self._caller.of(given, seen | {here}) if self._caller else ()
            yield from found or (reference,)

    def _output(self, rest: str, seen: frozenset[str]) -> Iterator[str]:
        found = _PART.match(rest)
        below = self._below(found[1]) if found else None
        if found is None or below is None:
            return
        called = f"{_MODULE}.{found[1]}"
        outputs = below.module.get("outputs") if isinstance(below.module, Mapping) else None
        name = rest[found.end() :].partition(".")[0].partition("[")[0]
        output = outputs.get(name) if isinstance(outputs, Mapping) else None
        if not isinstance(output, Mapping):
            yield f"{self._above}{_MODULE}.{rest}"
            return
        for each in below.of(output.get("expression"), seen):
            inside = f"{self._above}{called}"
            is_below = each.startswith(f"{inside}.")
            yield f"{inside}{found[2]}{each[len(inside) :]}" if is_below else each


def _written(expression: Json) -> Iterator[str]:
    """The references of an expression, or of all that are in blocks."""
    match expression:
        case list():
            inside = expression
        case Mapping() if "references" not in expression:
            inside = [*expression.values()]
        case _:
            yield from texts(expression, "references")
            return
    for each in inside:
        yield from _written(each)


def meant(
    referred: Iterable[str], part: str, addresses: Iterable[str]
) -> tuple[tuple[str, ...], bool]:
    """Those of ``addresses`` that an argument of ``part`` may mean, and whether it means all of them."""
    every = [*referred]
    heads = {each.partition(".")[0] for each in every}
    wanted = [way for each in every if _is_resource(each) and (way := steps(each))]
    moving = bool(heads & _OF_INSTANCE)
    named = {tuple(step.name for step in way) for way in wanted}
    exact = [way for way in wanted if way[-1].key is not None]
    found: dict[str, None] = {}
    sure = bool(wanted) and not heads & _MAY_HAVE_ANY
    for names in named:
        precise = [] if moving else [way for way in exact if _names(way) == names]
        ways = precise or [way for way in wanted if _names(way) == names]
        here = [
            each for each in addresses if any(_is(steps(each), way, steps(part)) for way in ways)
        ]
        found |= dict.fromkeys(here)
        sure = sure and (len(here) == 1 or (bool(precise) and len(here) == len({*precise})))
    return tuple(found), sure and bool(found)


def _is_resource(reference: str) -> bool:
    return reference.partition(".")[0] not in _NO_RESOURCE


def _names(way: tuple[Step, ...]) -> tuple[str, ...]:
    return tuple(step.name for step in way)


def _is(address: tuple[Step, ...], way: tuple[Step, ...], part: tuple[Step, ...]) -> bool:
    """Whether a resource may be the one at the end of a ``way``, as an argument of ``part`` has that."""
    if _names(address) != _names(way):
        return False
    together = True
    for at, (found, wanted) in enumerate(zip(address, way, strict=True)):
        own = part[at] if at < len(part) else None
        together = together and own is not None and own.name == found.name
        is_module = found.name.startswith(f"{_MODULE}.")
        expected = own.key if wanted.key is None and own and together and is_module else wanted.key
        if (wanted.key is not None or (together and is_module)) and found.key != expected:
            return False
    return True
