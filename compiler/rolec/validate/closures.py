"""The rules of a schema as closures that say yes or no to a tree, and nothing else.

Cerberus says what is wrong with a document, and takes a hundred times as long; a document
that these accept never meets it. The two are held to one verdict by a property test, and
a rule that is unknown here is an error when the rule is compiled.

An answer is yes when it is true in the sense of `if`: methods of `re` and `frozenset` are
tests as they are, without a Python function around them.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as ReadOnly
from functools import cache
from typing import TypeAlias

from rolec.load.node import Mapping, Node, Scalar, Sequence
from rolec.schema.store import SCALARS, Rules, kinds, kinds_of, schema
from rolec.validate.text_closures import TextCheck, lengths, text_check

Check: TypeAlias = Callable[[Node], object]

# fmt: off
_COMPILED = frozenset({
    "type", "required", "regex", "allowed", "min", "max", "minlength", "maxlength",
    "characters", "known", "schema", "keysrules", "valuesrules", "many", "ref", "variant",
    "unresolved", "meta",
})
# fmt: on


def fits(root: Node, name: str) -> bool:
    """Whether the tree fits the schema called ``name``."""
    return bool(_named(name)(root))


@cache
def _named(name: str) -> Check:
    found = schema(name)
    return _mapping(found.fields, found.exactly_one)


def _never(_: Node) -> bool:
    return False


def _always(_: object) -> bool:
    return True


_UNKNOWN: tuple[Check, int] = (_never, 0)


def _mapping(fields: ReadOnly[str, Rules], groups: tuple[tuple[str, ...], ...] = ()) -> Check:
    """A check of known fields, with the required ones there and one of each group.

    Each field that must be there counts in a digit of its own of one sum, and so does each
    group: the sum is right exactly when every digit is one. A digit has 256 values.
    """
    demands = [(name,) for name, rules in fields.items() if rules.get("required")]
    weights = dict.fromkeys(fields, 0)
    for digit, group in enumerate((*demands, *groups)):
        for name in group:
            weights[name] += 1 << (8 * digit)
    wanted = sum(1 << (8 * digit) for digit in range(len(demands) + len(groups)))
    table: dict[str, tuple[Check, int]] = {}
    for name, rules in fields.items():
        table[name] = (_compiled_at_first(table, name, rules, weights[name]), weights[name])
    get = table.get

    def check(node: Node) -> bool:
        if type(node) is not Mapping:
            return False
        total = 0
        for entry in node.entries:
            field, weight = get(entry.key, _UNKNOWN)
            if not field(entry.value):
                return False
            total += weight
        return total == wanted

    return check


def _compiled_at_first(
    table: dict[str, tuple[Check, int]], name: str, rules: Rules, weight: int
) -> Check:
    """A check that takes its own place in ``table`` when a document first has the field."""

    def check(node: Node) -> object:
        compiled = _compile(rules)
        table[name] = (compiled, weight)
        return compiled(node)

    return check


def _compile(rules: Rules) -> Check:
    if not rules.keys() <= _COMPILED:
        raise AssertionError(f"no closure for the rules {sorted(rules.keys() - _COMPILED)}")
    if "many" in rules:
        return _many(_compile(rules["many"]))
    types: tuple[str, ...] = rules["type"]
    if "any" in types:
        return _always
    scalar = None if SCALARS.isdisjoint(types) else _scalar(text_check(rules))
    sequence = _list(rules) if "list" in types else None
    mapping = _dict(rules) if "dict" in types else None
    match [check for check in (scalar, sequence, mapping) if check]:
        case [one]:
            return one
        case _:
            return _by_shape(scalar or _never, sequence or _never, mapping or _never)


def _by_shape(scalar: Check, sequence: Check, mapping: Check) -> Check:
    def check(node: Node) -> object:
        if type(node) is Scalar:
            return scalar(node)
        return sequence(node) if type(node) is Sequence else mapping(node)

    return check


def _many(one: Check) -> Check:
    def check(node: Node) -> object:
        if type(node) is not Sequence:
            return one(node)
        return node.items and all(map(one, node.items))

    return check


def _scalar(text_fits: TextCheck) -> Check:
    return lambda node: type(node) is Scalar and text_fits(node.text)


def _list(rules: Rules) -> Check:
    item = _compile(rules["schema"]) if "schema" in rules else _always
    low, high = lengths(rules)

    def check(node: Node) -> bool:
        if type(node) is not Sequence or not low <= len(node.items) <= high:
            return False
        return all(map(item, node.items))

    return check


def _dict(rules: Rules) -> Check:
    checks: list[Check] = []
    if "keysrules" in rules or "valuesrules" in rules or lengths(rules) != lengths({}):
        checks.append(_entries(rules))
    if "schema" in rules:
        checks.append(_mapping(rules["schema"]))
    if "ref" in rules:
        checks.append(_named(rules["ref"]))
    if "variant" in rules:
        checks.append(_variant(rules["variant"]))
    match checks:
        case []:
            return lambda node: type(node) is Mapping
        case [one]:
            return one
        case _:
            return lambda node: all(check(node) for check in checks)


def _variant(family: str) -> Check:
    known = frozenset(kinds(family))
    compiled: dict[str, Check] = {}

    def check(node: Node) -> object:
        if type(node) is not Mapping:
            return False
        found = [entry.key for entry in node.entries if entry.key in known]
        if len(found) != 1:
            found = list(kinds_of(family, tuple(found)))
            if len(found) != 1:
                return False
        kind = found[0]
        if kind not in compiled:
            compiled[kind] = _named(f"{family}/{kind}")
        return compiled[kind](node)

    return check


def _entries(rules: Rules) -> Check:
    key_fits = text_check(rules["keysrules"]) if "keysrules" in rules else _always
    value_fits = _compile(rules["valuesrules"]) if "valuesrules" in rules else _always
    low, high = lengths(rules)

    def check(node: Node) -> bool:
        if type(node) is not Mapping or not low <= len(node.entries) <= high:
            return False
        for entry in node.entries:  # noqa: SIM110 - a generator takes twice as long
            if not (key_fits(entry.key) and value_fits(entry.value)):
                return False
        return True

    return check
