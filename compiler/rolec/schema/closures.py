"""The rules of a schema as closures that say yes or no to a tree, and nothing else.

Cerberus says what is wrong with a document, and takes a hundred times as long; a document
that these accept never meets it. The two are held to one verdict by a property test, and
a rule that is unknown here is an error when the rule is compiled.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Mapping as ReadOnly
from functools import cache
from typing import TypeAlias

from rolec.load.node import Mapping, Node, Scalar, Sequence
from rolec.schema.scalar import integer, problems, suspicious, type_of, without_substitutions
from rolec.schema.store import SCALARS, Rules, kinds, kinds_of, schema
from rolec.schema.vocabulary import CHARACTERS, is_known

Check: TypeAlias = Callable[[Node], bool]
TextCheck: TypeAlias = Callable[[str], bool]

# fmt: off
_COMPILED = frozenset({
    "type", "required", "regex", "allowed", "min", "max", "minlength", "maxlength",
    "characters", "known", "schema", "keysrules", "valuesrules", "many", "ref", "variant",
    "unresolved", "meta",
})
# fmt: on


def fits(root: Node, name: str) -> bool:
    """Whether the tree fits the schema called ``name``."""
    return _named(name)(root)


@cache
def _named(name: str) -> Check:
    found = schema(name)
    return _mapping(found.fields, found.exactly_one)


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
    table = {name: (_Lazy(rules), weights[name]) for name, rules in fields.items()}

    def check(node: Node) -> bool:
        if type(node) is not Mapping:
            return False
        total = 0
        for entry in node.entries:
            field = table.get(entry.key)
            if field is None:
                return False
            lazy, weight = field
            if not (lazy.check or lazy.compile())(entry.value):
                return False
            total += weight
        return total == wanted

    return check


class _Lazy:
    """The check of a field, compiled when a document first has that field."""

    __slots__ = ("check", "rules")

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.check: Check | None = None

    def compile(self) -> Check:
        self.check = _compile(self.rules)
        return self.check


def _compile(rules: Rules) -> Check:
    if not rules.keys() <= _COMPILED:
        raise AssertionError(f"no closure for the rules {sorted(rules.keys() - _COMPILED)}")
    if "many" in rules:
        return _many(_compile(rules["many"]))
    types: tuple[str, ...] = rules["type"]
    if "any" in types:
        return lambda _: True
    if SCALARS.issuperset(types):
        return _scalar(_text(rules))
    by_class: dict[type, Check] = {}
    if not SCALARS.isdisjoint(types):
        by_class[Scalar] = _scalar(_text(rules))
    if "list" in types:
        by_class[Sequence] = _list(rules)
    if "dict" in types:
        by_class[Mapping] = _dict(rules)
    if len(by_class) == 1:
        return by_class.popitem()[1]

    def check(node: Node) -> bool:
        chosen = by_class.get(type(node))
        return chosen is not None and chosen(node)

    return check


def _many(one: Check) -> Check:
    def check(node: Node) -> bool:
        if type(node) is not Sequence:
            return one(node)
        return bool(node.items) and all(map(one, node.items))

    return check


def _scalar(text_fits: TextCheck) -> Check:
    return lambda node: type(node) is Scalar and text_fits(node.text)


def _list(rules: Rules) -> Check:
    item = _compile(rules["schema"]) if "schema" in rules else lambda _: True
    low, high = _lengths(rules)

    def check(node: Node) -> bool:
        return (
            type(node) is Sequence
            and low <= len(node.items) <= high
            and all(map(item, node.items))
        )

    return check


def _dict(rules: Rules) -> Check:
    checks = [_length_of_mapping(rules)]
    if "schema" in rules:
        checks.append(_mapping(rules["schema"]))
    if "ref" in rules:
        checks.append(_named(rules["ref"]))
    if "variant" in rules:
        checks.append(_variant(rules["variant"]))
    if "keysrules" in rules or "valuesrules" in rules:
        checks.append(_entries(rules))
    if checks[1:] and not ("minlength" in rules or "maxlength" in rules):
        checks = checks[1:]
    if len(checks) == 1:
        return checks[0]
    return lambda node: all(check(node) for check in checks)


def _variant(family: str) -> Check:
    known = frozenset(kinds(family))

    def check(node: Node) -> bool:
        if type(node) is not Mapping:
            return False
        found = kinds_of(family, tuple([e.key for e in node.entries if e.key in known]))
        return len(found) == 1 and _named(f"{family}/{found[0]}")(node)

    return check


def _length_of_mapping(rules: Rules) -> Check:
    low, high = _lengths(rules)
    return lambda node: type(node) is Mapping and low <= len(node.entries) <= high


def _entries(rules: Rules) -> Check:
    key_fits = _text(rules["keysrules"]) if "keysrules" in rules else lambda _: True
    value_fits = _compile(rules["valuesrules"]) if "valuesrules" in rules else lambda _: True

    def check(node: Node) -> bool:
        return type(node) is Mapping and all(
            [key_fits(entry.key) and value_fits(entry.value) for entry in node.entries]
        )

    return check


def _text(rules: Rules) -> TextCheck:
    """A check of a text; one that may be a number or a word as well is sorted out first."""
    types: tuple[str, ...] = rules["type"]
    allowed = frozenset(rules.get("allowed", ()))
    string = _string(rules)
    if not {"integer", "boolean", "flag"} & set(types):
        return string
    low, high = rules.get("min", float("-inf")), rules.get("max", float("inf"))

    def check(text: str) -> bool:
        match type_of(text, types):
            case None:
                return False
            case "integer":
                return low <= integer(text) <= high and (not allowed or text in allowed)
            case "boolean" | "flag":
                return not allowed or text in allowed
            case _:
                return string(text)

    return check


def _string(rules: Rules) -> TextCheck:
    narrow = next((t for t in ("pattern", "text", "string") if t in rules["type"]), "string")
    plain = _plain_string(rules)
    others = CHARACTERS[rules["characters"]].others if "characters" in rules else None

    def check(text: str) -> bool:
        if not suspicious(text):
            return plain(text)
        return not problems(text, narrow) and (
            others is None or others.search(without_substitutions(text)) is None
        )

    return check


def _plain_string(rules: Rules) -> TextCheck:
    """The check of a text that has no substitution: its form is known whole."""
    tests: list[TextCheck] = []
    if "regex" in rules:
        fullmatch = re.compile(rules["regex"], re.ASCII).fullmatch
        tests.append(lambda text: fullmatch(text) is not None)
    if "allowed" in rules:
        tests.append(frozenset(rules["allowed"]).__contains__)
    if "known" in rules:
        tests.append(is_known(rules["known"]).__contains__)
    if "minlength" in rules or "maxlength" in rules:
        low, high = _lengths(rules)
        tests.append(lambda text: low <= len(text) <= high)
    if "characters" in rules:
        search = CHARACTERS[rules["characters"]].others.search
        tests.append(lambda text: search(text) is None)
    match tests:
        case []:
            return lambda _: True
        case [one]:
            return one
        case _:
            return lambda text: all(test(text) for test in tests)


def _lengths(rules: Rules) -> tuple[float, float]:
    return rules.get("minlength", 0), rules.get("maxlength", float("inf"))
