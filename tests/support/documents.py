"""Plain documents that fit a schema, and documents that break one chosen rule of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from random import Random

from rolec.schema.scalar import suspicious, type_of
from rolec.schema.store import SCALARS, kinds, packed, schema
from rolec.schema.vocabulary import CHARACTERS, vocabulary
from support.matching import matching, near

STRINGS = {"string", "text", "pattern"}
_ANY = {"type": ("any",)}
_REFERENCES = ("${var.name}", "${aws_s3_bucket.photos.arn}", "${roles.web.arn}", "x${local.y}z")
_VARIABLES = ("${aws:username}", "a/${aws:PrincipalTag/team, 'none'}/*", "${*}")
_WRONG = ("${aws:username", "$${x}", "&{aws:username}", "${file(1)}", "${roles.web}", "${}")


@dataclass(frozen=True)
class Break:
    """One way to break one rule: ``make`` gives a value that breaks it and nothing before it.

    ``error`` is the rule as cerberus reports it.
    """

    label: str
    error: str
    make: Callable[[Random], object]


def document(name: str, rng: Random, *, forced: dict[str, object] | None = None, depth: int = 0):
    """A mapping that fits the schema called ``name``, with the ``forced`` fields."""
    of = schema(name)
    chosen = dict(forced or {})
    grouped = {field for group in of.exactly_one for field in group}
    for group in of.exactly_one:
        if not any(field in chosen for field in group):
            chosen[rng.choice(group)] = ...
    kind = name.rpartition("/")[2] if "/" in name else None
    rare = 0.08 if depth > 1 else 0.25
    for field, rules in of.fields.items():
        is_kind = kind and field in kinds(name.partition("/")[0])
        wanted = rules.get("required") or (not is_kind and rng.random() < rare)
        if field not in chosen and field not in grouped and wanted:
            chosen[field] = ...
    made = {
        field: value(of.fields[field], rng, depth + 1) if given is ... else given
        for field, given in chosen.items()
    }
    fields = list(made)
    rng.shuffle(fields)
    return {field: made[field] for field in fields}


def value(rules, rng: Random, depth: int = 0):
    """A value that fits ``rules``."""
    if "many" in rules:
        if rng.random() < 0.5:
            return value(rules["many"], rng, depth)
        return [value(rules["many"], rng, depth) for _ in range(rng.randint(1, 2))]
    shape = rng.choice(rules["type"])
    if shape == "any":
        return rng.choice(["x", "${", ["a", {"b": "c"}], {}])
    if shape == "list":
        length = rng.randint(rules.get("minlength", 0), rules.get("minlength", 0) + 2)
        return [value(rules["schema"], rng, depth) for _ in range(length)]
    if shape == "dict":
        return mapping(rules, rng, depth)
    if shape == "integer":
        return str(rng.randint(rules.get("min", -5), rules.get("max", 5)))
    if shape in ("boolean", "flag"):
        words = ("true", "false") if shape == "boolean" else ("true",)
        return rng.choice(rules.get("allowed", words))
    return string(rules, rng, shape)


def mapping(rules, rng: Random, depth: int = 0):
    """A mapping that fits ``rules``."""
    if "ref" in rules:
        made = document(rules["ref"], rng, depth=depth)
        if len(made) < rules.get("minlength", 0):
            field = rng.choice(list(schema(rules["ref"]).fields))
            return document(rules["ref"], rng, forced={field: ...}, depth=depth)
        return made
    if "variant" in rules:
        kind = rng.choice(kinds(rules["variant"]))
        return document(f"{rules['variant']}/{kind}", rng, depth=depth)
    if "schema" in rules:
        return {
            field: value(inner, rng, depth)
            for field, inner in rules["schema"].items()
            if inner.get("required") or rng.random() < 0.5
        }
    return entries(rules, rng, max(rules.get("minlength", 0), rng.randint(0, 2)), depth)


def entries(rules, rng: Random, count: int, depth: int = 0):
    """A mapping of ``count`` entries whose keys and values fit."""
    made: dict[str, object] = {}
    while len(made) < count:
        key = string(rules["keysrules"], rng) if "keysrules" in rules else f"k{len(made)}"
        made[key] = value(rules["valuesrules"], rng, depth) if "valuesrules" in rules else "v"
    return made


def string(rules, rng: Random, shape: str | None = None) -> str:
    """A text that fits ``rules``; some with substitutions, where they may stand."""
    shape = shape or next(name for name in rules["type"] if name in STRINGS)
    if shape != "string" and rng.random() < 0.2:
        return rng.choice(_REFERENCES if shape == "text" else _REFERENCES + _VARIABLES)
    if "allowed" in rules:
        return rng.choice(rules["allowed"])
    if "known" in rules:
        return rng.choice(vocabulary(rules["known"]))
    for _ in range(100):
        text = matching(rules.get("regex", r"[ -~]{1,12}"), rng)
        if fits(text, rules):
            return text
    raise AssertionError(f"found no text for {rules}")


def fits(text: str, rules) -> bool:
    """Whether ``text`` has no substitution and fits everything but `allowed` and `known`."""
    return (
        type_of(text, rules["type"]) in STRINGS
        and not suspicious(text)
        and re.fullmatch(rules.get("regex", r"[\s\S]*"), text, re.ASCII) is not None
        and rules.get("minlength", 0) <= len(text) <= rules.get("maxlength", 10**9)
        and (
            "characters" not in rules
            or not re.search(CHARACTERS[rules["characters"]].others, text)
        )
    )


def breaks(name: str) -> Iterator[Break]:
    """Every way to break the schema called ``name``; parts of it are schemas of their own."""
    of = schema(name)
    yield Break("unknown", "unknown", lambda rng: {**document(name, rng), f"x{rng.random()}": "y"})
    for group in of.exactly_one:

        def none(rng: Random, group=group) -> object:
            made = document(name, rng)
            return {field: made[field] for field in made if field not in group}

        def several(rng: Random, group=group) -> object:
            return document(name, rng, forced=dict.fromkeys(rng.sample(group, 2), ...))

        yield Break(f"none of {group}", "none of group", none)
        yield Break(f"several of {group}", "several of group", several)
    for field, rules in of.fields.items():
        if field in inherited(name):
            continue
        if rules.get("required"):

            def without(rng: Random, field=field) -> object:
                made = document(name, rng)
                return {key: made[key] for key in made if key != field}

            yield Break(f"{field}.required", "required", without)
        for found in value_breaks(rules, field):

            def broken(rng: Random, field=field, found=found) -> object:
                return document(name, rng, forced={field: found.make(rng)})

            yield Break(found.label, found.error, broken)


@cache
def inherited(name: str) -> set[str]:
    """The fields that a kind has from its family; of each family, the first kind is tried."""
    family, _, kind = name.rpartition("/")
    if not family or kind == kinds(family)[0]:
        return set()
    return set(packed()[f"{family}/_entry"]["fields"])


def value_breaks(rules, path: str, *, is_key: bool = False) -> Iterator[Break]:
    """Every way in which a value can break ``rules``."""
    if "many" in rules:
        yield Break(f"{path}.many", "many", lambda _: [])
        for found in value_breaks(rules["many"], path):
            yield Break(found.label, found.error, _as_item(rules["many"], found))
        return
    types = set(rules["type"])
    if "any" in types:
        return
    if not is_key:
        yield Break(f"{path}.type", "type", lambda rng: _wrong_shape(types, rng))
    if types & STRINGS:
        yield from _string_breaks(rules, path)
    if "integer" in types:
        yield from _number_breaks(rules, path)
    elif "allowed" in rules and not types & STRINGS:
        words = {"true", "false"} - set(rules["allowed"])
        yield Break(f"{path}.allowed", "allowed", lambda rng: rng.choice(sorted(words)))
    if types & {"dict", "list"}:
        yield from _container_breaks(rules, path)


def _as_item(rules, found: Break) -> Callable[[Random], object]:
    def make(rng: Random) -> object:
        bad = found.make(rng)
        if isinstance(bad, list) or rng.random() < 0.5:
            return [*([value(rules, rng)] if rng.random() < 0.5 else []), bad]
        return bad

    return make


def _wrong_shape(types: set[str], rng: Random) -> object:
    wrong: list[object] = []
    if not types & SCALARS:
        wrong += ["", "text", "true", "5"]
    elif not types & STRINGS:
        wrong += ["", "yes", "True", "1e3", "5.0"]
    if "list" not in types:
        wrong += [["x"], [[]]]
    if "dict" not in types:
        wrong += [{}, {"a": "b"}]
    return rng.choice(wrong)


def _string_breaks(rules, path: str) -> Iterator[Break]:
    wrong = [*_WRONG]
    if "pattern" not in rules["type"]:
        wrong += _VARIABLES
    if not {"pattern", "text"} & set(rules["type"]):
        wrong += _REFERENCES
    yield Break(f"{path}.substitution", "type", lambda rng: rng.choice(wrong))
    if "regex" in rules:
        yield Break(f"{path}.regex", "regex", lambda rng: _mismatch(rules, rng))
    for rule in ("allowed", "known"):
        if rule in rules:
            words = set(rules.get("allowed") or vocabulary(rules["known"]))
            yield Break(f"{path}.{rule}", rule, lambda rng, words=words: _unknown(words, rng))
    if "characters" in rules:
        yield Break(f"{path}.characters", "characters", lambda rng: _foreign(rules, rng))
    if "minlength" in rules:
        size = rules["minlength"] - 1
        yield Break(f"{path}.minlength", "minlength", lambda rng: "x" * rng.randint(0, size))
    if "maxlength" in rules:
        more = rules["maxlength"] + 1
        yield Break(
            f"{path}.maxlength", "maxlength", lambda rng: "x" * rng.randint(more, more + 9)
        )


def _mismatch(rules, rng: Random) -> str:
    while True:
        text = near(string({**rules, "type": ("string",)}, rng, "string"), rng)
        judged = type_of(text, rules["type"]) in STRINGS and not suspicious(text)
        if judged and not re.fullmatch(rules["regex"], text, re.ASCII):
            return text


def _unknown(words: set[str], rng: Random) -> str:
    while (text := near(rng.choice(sorted(words)), rng)) in words or suspicious(text):
        pass
    return text


def _foreign(rules, rng: Random) -> str:
    text = string(rules, rng)
    if suspicious(text):
        return text + "\u2019"
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice("\u2019\u0000\U0001f600") + text[at:]


def _number_breaks(rules, path: str) -> Iterator[Break]:
    if "min" in rules:
        yield Break(
            f"{path}.min", "min", lambda rng: str(rules["min"] - rng.choice([1, 9, 10**40]))
        )
    if "max" in rules:
        yield Break(
            f"{path}.max",
            "max",
            lambda rng: str(rules["max"] + 1) + "9" * rng.choice([0, 1, 5000]),
        )


def _container_breaks(rules, path: str) -> Iterator[Break]:
    types = rules["type"]
    if "minlength" in rules:
        empty: object = {} if "dict" in types else []
        yield Break(f"{path}.minlength", "minlength", lambda _: empty)
    if "keysrules" in rules or "valuesrules" in rules:
        yield from _entry_breaks(rules, path)
    if "ref" in rules:
        yield Break(f"{path}.ref", "unknown", lambda rng: {**document(rules["ref"], rng), "": "x"})
    if "variant" in rules:
        yield from _variant_breaks(rules["variant"], path)
    if "schema" in rules and "dict" in types:
        yield from _schema_breaks(rules, path)
    elif "schema" in rules:
        for found in value_breaks(rules["schema"], f"{path}.items"):
            yield Break(found.label, found.error, lambda rng, found=found: [found.make(rng)])


def _entry_breaks(rules, path: str) -> Iterator[Break]:
    if "maxlength" in rules:
        more = rules["maxlength"] + 1
        yield Break(f"{path}.maxlength", "maxlength", lambda rng: entries(rules, rng, more))
    for found in value_breaks(rules.get("keysrules", _ANY), f"{path}.keys", is_key=True):

        def bad_key(rng: Random, found=found) -> object:
            made = value(rules["valuesrules"], rng) if "valuesrules" in rules else "v"
            return {**entries(rules, rng, 1), str(found.make(rng)): made}

        yield Break(found.label, found.error, bad_key)
    for found in value_breaks(rules.get("valuesrules", _ANY), f"{path}.values"):

        def bad_value(rng: Random, found=found) -> object:
            key = next(iter(entries(rules, rng, 1)))
            return {**entries(rules, rng, 1), key: found.make(rng)}

        yield Break(found.label, found.error, bad_value)


def _variant_breaks(family: str, path: str) -> Iterator[Break]:
    def several(rng: Random) -> object:
        while True:
            one, other = rng.sample(kinds(family), 2)
            fields, others = (schema(f"{family}/{kind}").fields for kind in (one, other))
            if one not in others and other not in fields:
                made = document(f"{family}/{one}", rng)
                return {**made, other: "x"}

    def inner(rng: Random) -> object:
        return {**document(f"{family}/{rng.choice(kinds(family))}", rng), "x y": "z"}

    yield Break(f"{path}.no kind", "no kind", lambda rng: rng.choice([{}, {"x": "y"}]))
    yield Break(f"{path}.several kinds", "several kinds", several)
    yield Break(f"{path}.variant", "unknown", inner)


def _schema_breaks(rules, path: str) -> Iterator[Break]:
    inside = {**rules, "type": ("dict",)}
    yield Break(f"{path}.schema", "unknown", lambda rng: {**mapping(inside, rng), "x y": "z"})
    for field, inner in rules["schema"].items():
        if inner.get("required"):

            def without(rng: Random, field=field) -> object:
                made = mapping(inside, rng)
                return {key: made[key] for key in made if key != field}

            yield Break(f"{path}.{field}.required", "required", without)
        for found in value_breaks(inner, f"{path}.{field}"):

            def broken(rng: Random, field=field, found=found) -> object:
                return {**mapping(inside, rng), field: found.make(rng)}

            yield Break(found.label, found.error, broken)
