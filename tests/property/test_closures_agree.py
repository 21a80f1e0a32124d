"""Closures and cerberus have one verdict about every document, and every rule is tried."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from cerberus import errors

from rolec.schema import validator
from rolec.schema.store import names, schema
from rolec.schema.validator import mistakes
from rolec.validate.closures import fits
from support.documents import Break, breaks, document, inherited
from support.matching import near
from support.tree import tree

TIMES = 10
"""How often each rule of each schema is broken, at least."""

NO_RULES = {"meta", "keysrules", "valuesrules", "unresolved"}
"""What a schema says of a field and no value can break by itself."""

_ERRORS = {
    errors.UNKNOWN_FIELD.code: "unknown",
    validator.NONE_OF_GROUP.code: "none of group",
    validator.SEVERAL_OF_GROUP.code: "several of group",
    validator.NO_KIND.code: "no kind",
    validator.SEVERAL_KINDS.code: "several kinds",
}


def test_one_verdict(request, seed):
    rng = Random(seed)
    valid, judged = 0, 0
    targets = [(name, found) for name in names() for found in breaks(name)]
    for name, found in targets:
        for _ in range(TIMES):
            see_broken(name, found, rng)
        judged += TIMES
        # A quarter and more of all documents are fine, or a checker that always says no passes.
        for _ in range(4):
            is_valid = agreed(name, document(name, rng))
            assert is_valid, name
            valid, judged = valid + 1, judged + 1
    while judged < request.config.getoption("--documents"):
        name = rng.choice(names())
        made = document(name, rng)
        valid += agreed(name, made if rng.random() < 1 / 3 else mutated(made, rng))
        judged += 1
    print(f"{judged} documents, {valid} valid, {len(targets)} rules")
    assert valid >= judged / 4


def test_every_rule_of_every_schema_is_tried():
    for name in names():
        tried = {found.label for found in breaks(name)}
        for field, rules in schema(name).fields.items():
            if field not in inherited(name):
                assert set(_labels(field, rules)) <= tried, name


def _labels(path: str, rules) -> Iterator[str]:
    """What breaks of ``rules`` are called; what holds for keys and values is called after them."""
    for rule, constraint in rules.items():
        if rule not in NO_RULES:
            yield f"{path}.{rule}"
        if rule == "many":
            yield from _labels(path, constraint)


def see_broken(name: str, found: Break, rng: Random) -> None:
    """That the one rule is what cerberus reports, and both say no."""
    made = found.make(rng)
    reported = {_ERRORS.get(error.code, error.rule) for error in mistakes(made, name)}
    assert found.error in reported, (name, found.label, made, reported)
    assert not fits(tree(made), name), (name, made)


def agreed(name: str, plain: object) -> bool:
    """The verdict of both about a document."""
    verdict = fits(tree(plain), name)
    found = mistakes(plain, name)
    assert verdict == (not found), (name, plain, found)
    return verdict


def mutated(plain: object, rng: Random) -> object:
    """``plain`` with a few changes anywhere."""
    for _ in range(rng.randint(1, 2)):
        plain = _changed(plain, rng)
    return plain if isinstance(plain, dict) else {"role": plain}


def _changed(plain: object, rng: Random) -> object:
    if rng.random() < 0.1:
        return rng.choice(["x", [], {}, [plain], {"a": plain}, "${aws:x}", "12"])
    match plain:
        case dict() if plain:
            key = rng.choice(list(plain))
            match rng.randrange(8):
                case 0:
                    return {k: v for k, v in plain.items() if k != key}
                case 1:
                    return {near(k, rng) if k == key else k: v for k, v in plain.items()}
            return {**plain, key: _changed(plain[key], rng)}
        case list() if plain:
            at = rng.randrange(len(plain))
            return [*plain[:at], _changed(plain[at], rng), *plain[at + 1 :]]
        case str():
            return near(plain, rng)
    return plain
