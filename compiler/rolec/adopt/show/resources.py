"""The resources that the output of `terraform show -json` has.

Source: Terraform's documentation, "JSON Output Format".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from rolec.adopt.found import Json
from rolec.adopt.json_shape import items, text
from rolec.adopt.show.references import expressions


class Resource(NamedTuple):
    """A resource at its ``address``."""

    address: str
    type: str
    values: Mapping[str, Json]
    refers: Mapping[str, tuple[str, ...]]
    """By argument, what its expression refers to, where the source has expressions: other resources by their address."""
    unknown: frozenset[str] = frozenset()
    """The arguments that only an apply tells, where the source is a plan."""

    def value(self, name: str) -> str | None:
        """The text that an argument is, None where it is none."""
        return text(self.values, name)


def root_module(value: Json) -> Json:
    """The root module of a state or, as it is to be, of a plan; None where ``value`` is neither."""
    for key in ("planned_values", "values"):
        found = value.get(key) if isinstance(value, Mapping) else None
        if isinstance(found, Mapping) and isinstance(found.get("root_module"), Mapping):
            return found["root_module"]
    return None


def resources(value: Json) -> Iterator[Resource]:
    """Every managed resource of a plan or a state, those of modules below too."""
    config = value.get("configuration") if isinstance(value, Mapping) else None
    root = config.get("root_module") if isinstance(config, Mapping) else None
    unknown = dict(_unknown(value))
    for each in _resources(root_module(value), expressions(root)):
        yield each._replace(unknown=unknown.get(each.address, frozenset()))


def data_sources(value: Json) -> Iterator[Resource]:
    """Every data source that a plan or a state has read, those of modules below too."""
    yield from _resources(root_module(value), {}, "data")


def without_index(address: str) -> str:
    """An address as the configuration has it: without keys of `count` and `for_each`."""
    out, depth, quoted = [], 0, False
    for char in address:
        quoted ^= char == '"'
        depth += (char == "[" and not quoted) - (char == "]" and not quoted)
        if not depth and char != "]":
            out.append(char)
    return "".join(out)


def _resources(
    module: Json, referred: Mapping[str, Mapping[str, tuple[str, ...]]], mode: str = "managed"
) -> Iterator[Resource]:
    for each in items(module, "resources"):
        address, type_ = text(each, "address"), text(each, "type")
        values = each.get("values")
        if address and type_ and each.get("mode", "managed") == mode:
            refers = referred.get(without_index(address), {})
            yield Resource(address, type_, values if isinstance(values, Mapping) else {}, refers)
    for below in items(module, "child_modules"):
        yield from _resources(below, referred, mode)


def _unknown(plan: Json) -> Iterator[tuple[str, frozenset[str]]]:
    for each in items(plan, "resource_changes"):
        change = each.get("change")
        after = change.get("after_unknown") if isinstance(change, Mapping) else None
        if isinstance(after, Mapping):
            yield (
                text(each, "address") or "",
                frozenset(k for k, found in after.items() if _has_any(found)),
            )


def _has_any(unknown: Json) -> bool:
    """Whether anything in a value, or all of it, is not known."""
    match unknown:
        case Mapping():
            return any(map(_has_any, unknown.values()))
        case list():
            return any(map(_has_any, unknown))
        case _:
            return unknown is True
