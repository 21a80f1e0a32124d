"""A world so small that all its requests can be tried: policies at random, and what they allow.

It shares nothing with what it judges. All requests with one action are the bits of one number, so
that a policy is tried on a million of them at once.
"""

from __future__ import annotations

import base64
import fnmatch
import ipaddress
import itertools
import random
import re
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from rolec.catalog.condition_key import condition_key
from rolec.catalog.service import Service

ACTIONS = ("x:a", "x:b", "x:ab", "x:ba", "y:a", "y:c", "x:zz", "z:c", "z:cc")
"""Of `x` and `y` the catalogue knows all but `x:zz`, which policies name; of `z` it knows nothing."""

RESOURCES = tuple("".join(t) for n in range(5) for t in itertools.product("abc", repeat=n))


def _words(letters, most):
    return ["".join(t) for n in range(most + 1) for t in itertools.product(letters, repeat=n)]


_ARNS = [
    f"arn:{':'.join(parts)}:{rest}"
    for parts in itertools.product(("", "a", "b"), repeat=4)
    for rest in ("a", "b:a", "")
]


def _sets(values, most):
    return [list(c) for n in range(1, most + 1) for c in itertools.combinations(values, n)]


def _ones(values):
    return [[value] for value in values]


TYPES = {
    "k:text": "String",
    "k:number": "Numeric",
    "k:date": "Date",
    "k:bool": "Bool",
    "k:ip": "IPAddress",
    "k:arn": "ARN",
    "k:texts": "ArrayOfString",
    "k:numbers": "ArrayOfNumeric",
    "k:bools": "ArrayOfBool",
    "k:arns": "ArrayOfARN",
}
"""Keys that the catalogue knows; it knows nothing of `k:free`, `k:bytes`, `k:flag` and `k:list`."""

VALUES = {
    "k:text": _ones([*_words("ab", 3), "A", "B", "aB", "Ab", "AB", "c", "cc"]),
    "k:free": _ones([*_words("ab", 2), "arn:a:a:b:b:a", "arn:a:a:b:b:b:a", "arn:a", "c"]),
    "k:number": _ones([str(n / 2) for n in range(-2, 12)]),
    "k:date": _ones(
        [f"2030-01-0{d}T00:00:0{s}Z" for d in range(1, 6) for s in range(2)] + ["2029-12-31"]
    ),
    "k:bool": _ones(["true", "false"]),
    "k:flag": _ones(["true", "false"]),
    "k:bytes": _ones([base64.b64encode(b).decode() for b in (b"", b"a", b"b", b"ab", b"c")]),
    "k:ip": _ones(
        [
            "10.0.0.0",
            "10.0.0.1",
            "10.0.0.127",
            "10.0.0.128",
            "10.0.0.255",
            "10.0.1.0",
            "10.255.0.0",
            "9.255.255.255",
            "11.0.0.0",
            "192.168.0.1",
            "0.0.0.0",
            "::1",
            "2001:db8::1",
            "2001:db8:1::",
        ]
    ),
    "k:arn": _ones(_ARNS),
    "k:texts": _sets(["", "a", "b", "c", "aa", "ab", "ba"], 3),
    "k:list": _sets(["", "a", "b", "c", "ab"], 3),
    "k:numbers": _sets([str(n / 2) for n in range(-1, 8)], 2),
    "k:bools": _sets(["true", "false"], 2),
    "k:arns": _sets(["arn:a:a:b:b:a", "arn:a:b:b:b:a", "arn:a:a::b:b", "arn:::::"], 2),
}
KEYS = tuple(VALUES)
Layers = list[list[dict]]


class Catalogue:
    """What is known of AWS in the small world."""

    _services = {  # noqa: RUF012 - never changed
        prefix: Service(
            prefix=prefix,
            name=prefix,
            keys=(),
            resource_types=(),
            rows=tuple((name, "R", [], [], []) for name in names),
        )
        for prefix, names in {"x": ("a", "b", "ab", "ba"), "y": ("a", "c")}.items()
    }

    def prefixes(self):
        return tuple(self._services)

    def service(self, prefix):
        return self._services.get(prefix)

    def key(self, name):
        return condition_key(name, TYPES[name]) if name in TYPES else None


CATALOGUE = Catalogue()


# Policies at random.


def policy(chance: random.Random, keys: list[str], most: int = 5) -> list[dict]:
    """Some statements, as JSON has them."""
    return [statement(chance, keys) for _ in range(chance.randint(1, most))]


def changed(chance: random.Random, statements: list[dict], keys: list[str]) -> list[dict]:
    """``statements`` with one or two edits."""
    found = [dict(each) for each in statements]
    for _ in range(chance.randint(1, 2)):
        place = chance.randrange(len(found))
        match chance.choices(range(7), (2, 2, 3, 2, 2, 1, 3))[0]:
            case 0:
                found[place] = statement(chance, keys)
            case 1:
                found.append(statement(chance, keys))
            case 2 if len(found) > 1:
                found.pop(place)
            case 3:
                found[place] = {**found[place], "Condition": conditions(chance, keys)}
            case 4:
                name = "Resource" if "Resource" in found[place] else "NotResource"
                more = [*found[place][name], _pattern(chance, "ab", 4)]
                found[place] = {**found[place], name: more}
            case 5:
                name = "Action" if "Action" in found[place] else "NotAction"
                found[place] = {**found[place], name: [*found[place][name], _action(chance)]}
            case _:
                both = {**found[place].get("Condition", {})}
                for operator, of_keys in conditions(chance, keys).items():
                    both[operator] = {**both.get(operator, {}), **of_keys}
                found[place] = {**found[place], "Condition": both}
    return found


def statement(chance: random.Random, keys: list[str]) -> dict:
    """A statement, as JSON has it."""
    found: dict = {"Effect": chance.choice(("Allow", "Allow", "Deny"))}
    found[chance.choice(("Action", "Action", "NotAction"))] = [
        _action(chance) for _ in range(chance.randint(1, 2))
    ]
    found[chance.choice(("Resource", "Resource", "NotResource"))] = [
        _pattern(chance, "ab", 4) for _ in range(chance.randint(1, 3))
    ]
    made = conditions(chance, keys)
    return {**found, "Condition": made} if made else found


def pair(chance: random.Random) -> tuple[World, Layers, Layers]:
    """A world, and two accesses of it that may differ; each has layers of statements."""
    keys = sorted(chance.sample(KEYS, chance.choice((1, 1, 2))))
    old = [policy(chance, keys) for _ in range(chance.choice((1, 1, 1, 2, 3)))]
    new = [list(each) for each in old]
    match chance.choices(range(4), (10, 3, 1, 1))[0]:
        case 1:
            new = [policy(chance, keys, 4)]
        case 2:
            new.append(policy(chance, keys, 3))
        case 3 if len(new) > 1:
            new = new[:1]
        case _:
            place = chance.randrange(len(new))
            new[place] = changed(chance, new[place], keys)
    return (World(tuple(keys)), *((new, old) if chance.random() < 0.5 else (old, new)))


def conditions(chance: random.Random, keys: list[str]) -> dict:
    """Conditions on ``keys``, as JSON has them."""
    found: dict = {}
    for _ in range(chance.choice((0, 0, 1, 1, 2)) if keys else 0):
        operator, key, values = _condition(chance, chance.choice(keys))
        found.setdefault(operator, {})[key] = values
    return found


def _action(chance):
    return chance.choice(
        (
            "*",
            "x:*",
            "y:*",
            "x:a*",
            "x:?",
            "x:ab",
            "x:a",
            "y:a",
            "x:*a",
            "X:A",
            "x:zz",
            "z:*",
            "z:c",
        )
    )


def _pattern(chance, letters, most):
    return "".join(
        chance.choices((*letters, "*", "?"), (*[5 / len(letters)] * len(letters), 4, 1.5))[0]
        for _ in range(chance.randint(1, most))
    )


_NUMBERS = tuple(
    f"Numeric{each}"
    for each in (
        "Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals",
    )
)  # fmt: skip
_TEXTS = (
    "StringEquals", "StringNotEquals", "StringLike", "StringNotLike",
    "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase",
)  # fmt: skip
_ARN_OPERATORS = ("ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike")
_OPERATORS = {
    "k:text": _TEXTS,
    "k:free": (*_TEXTS, *_ARN_OPERATORS),
    "k:number": _NUMBERS,
    "k:date": tuple(each.replace("Numeric", "Date") for each in _NUMBERS),
    "k:bool": ("Bool", "Bool", "StringEquals", "StringNotLike"),
    "k:flag": ("Bool",),
    "k:bytes": ("BinaryEquals",),
    "k:ip": ("IpAddress", "NotIpAddress"),
    "k:arn": (*_ARN_OPERATORS, "StringLike", "StringNotLike"),
    "k:texts": _TEXTS,
    "k:list": _TEXTS,
    "k:numbers": _NUMBERS,
    "k:bools": ("Bool",),
    "k:arns": _ARN_OPERATORS,
}


def _condition(chance, key):
    if chance.random() < 0.12:
        return "Null", key, [chance.choice(("true", "false"))]
    operator = chance.choice(_OPERATORS[key])
    qualifier = ""
    if key in {"k:texts", "k:list", "k:numbers", "k:bools", "k:arns"}:
        qualifier = chance.choice(("ForAnyValue:", "ForAllValues:"))
        if key != "k:list" and chance.random() < 0.1:
            qualifier = ""
    elif key in TYPES and chance.random() < 0.1:
        qualifier = chance.choice(("ForAnyValue:", "ForAllValues:"))
    values = [_value(chance, key, operator) for _ in range(chance.randint(1, 3))]
    return f"{qualifier}{operator}{chance.choice(('', '', 'IfExists'))}", key, values


def _value(chance, key, operator):
    if operator.startswith("Arn") or key == "k:arn":
        parts = ["arn", *(chance.choice(("", "a", "b", "*", "?", "a*")) for _ in range(4))]
        rest = chance.choice(("a", "b", "*", "b:a", "?", "*a"))
        if not operator.startswith("Arn") and chance.random() < 0.5:
            parts = parts[: chance.randint(1, 4)]
        return ":".join([*parts, rest])
    if operator.endswith("Like"):
        return _pattern(chance, "ab", 3)
    if key == "k:ip":
        return chance.choice(
            [
                "10.0.0.0/8",
                "10.0.0.0/24",
                "10.0.0.0/25",
                "10.0.0.128/25",
                "0.0.0.0/0",
                "::/0",
                "10.0.0.1",
            ]
        )
    if key in {"k:number", "k:numbers"}:
        return str(chance.randint(0, 4))
    if key == "k:date":
        return f"2030-01-0{chance.randint(1, 5)}"
    return chance.choice(VALUES[key])[0]


# What policies allow, tried on every request.


def holds(operator: str, values: list[str], given: list[str] | None, *, many: bool) -> bool:
    """Whether ``given`` values, or none, are as ``operator`` and ``values`` say."""
    qualifier, _, name = operator.rpartition(":")
    if_exists = name.endswith("IfExists")
    name = name.removesuffix("IfExists")
    if name == "Null":
        return (given is None) in {value == "true" for value in values}
    negated = "Not" in name
    if given is None:
        return if_exists or (qualifier == "ForAllValues" if qualifier else negated)
    fit = [_fits(name.replace("Not", ""), values, value, negated=negated) for value in given]
    if qualifier == "ForAllValues":
        return all(fit)
    if qualifier == "ForAnyValue":
        return any(fit)
    return not many and len(fit) == 1 and fit[0]


def _fits(name, values, value, *, negated):
    if name.startswith("Arn") and not (value.startswith("arn:") and value.count(":") >= 5):
        return False
    return any(_one(name, wanted, value) for wanted in values) is not negated


def _one(name, wanted, value):
    if name.startswith("Arn"):
        parts, given = wanted.split(":", 5), value.split(":", 5)
        return len(parts) == len(given) and all(map(like, parts, given))
    if name.startswith("Numeric"):
        return _related(name[7:], Fraction(value), Fraction(wanted))
    if name.startswith("Date"):
        return _related(name[4:], _date(value), _date(wanted))
    match name:
        case "StringLike":
            return like(wanted, value)
        case "StringEqualsIgnoreCase" | "Bool":
            return wanted.lower() == value.lower()
        case "IpAddress":
            address, network = ipaddress.ip_address(value), ipaddress.ip_network(wanted)
            return address.version == network.version and address in network
    return wanted == value


def like(pattern: str, text: str) -> bool:
    """Whether ``text`` is of ``pattern``."""
    return _regex(pattern).match(text) is not None


_REGEXES: dict[str, re.Pattern] = {}


def _regex(pattern):
    if pattern not in _REGEXES:
        _REGEXES[pattern] = re.compile(fnmatch.translate(pattern.replace("[", "[[]")))
    return _REGEXES[pattern]


def _date(text):
    moment = datetime.fromisoformat(text)
    return (
        moment.timestamp()
        if moment.tzinfo
        else datetime.fromisoformat(f"{text}T00:00+00:00").timestamp()
    )


def _related(name, value, wanted):
    return {
        "Equals": value == wanted,
        "LessThan": value < wanted,
        "LessThanEquals": value <= wanted,
        "GreaterThan": value > wanted,
        "GreaterThanEquals": value >= wanted,
    }[name]


def allowed(layers: Layers, request) -> bool:
    """Whether ``layers`` allow one request, which may lie outside the small world."""
    applying = [[each["Effect"] for each in layer if _applies(each, request)] for layer in layers]
    return all("Allow" in effects and "Deny" not in effects for effects in applying)


def _applies(each, request):
    action = request.action.lower()
    acts = any(like(p.lower(), action) for p in each.get("Action", each.get("NotAction")))
    on = any(like(p, request.resource) for p in each.get("Resource", each.get("NotResource")))
    return (
        acts is ("Action" in each)
        and on is ("Resource" in each)
        and all(
            holds(operator, values, request.context.get(key), many=_is_many(key))
            for operator, of_keys in each.get("Condition", {}).items()
            for key, values in of_keys.items()
        )
    )


def _is_many(key):
    return TYPES.get(key, "").startswith("ArrayOf")


@dataclass(frozen=True)
class World:
    """All requests with some keys: for each action, one bit for each resource and values."""

    keys: tuple[str, ...]

    def requests(self, layers: Layers) -> list[int]:
        """What ``layers`` of statements allow together, by action."""
        masks = [[(each, self._mask(each)) for each in layer] for layer in layers]
        return [self._of_action(masks, action) for action in ACTIONS]

    def first(self, mask: int):
        """The resource and the values of a request of ``mask``."""
        place = (mask & -mask).bit_length() - 1
        context = {}
        for key in reversed(self.keys):
            place, at = divmod(place, len(VALUES[key]) + 1)
            context[key] = None if at == 0 else VALUES[key][at - 1]
        return RESOURCES[place], context

    def _of_action(self, masks, action):
        found = -1
        denied = 0
        for layer in masks:
            allowed_ = 0
            for each, mask in layer:
                names = each.get("Action", each.get("NotAction"))
                if any(like(p.lower(), action) for p in names) is ("Action" in each):
                    if each["Effect"] == "Allow":
                        allowed_ |= mask
                    else:
                        denied |= mask
            found &= allowed_
        return found & ~denied

    def _mask(self, each):
        patterns = each.get("Resource", each.get("NotResource"))
        rows = [any(like(p, text) for p in patterns) is ("Resource" in each) for text in RESOURCES]
        mask = _bits(rows)
        for key in self.keys:
            values = [None, *VALUES[key]]
            row = _bits(
                all(
                    holds(operator, of_keys[key], value, many=_is_many(key))
                    for operator, of_keys in each.get("Condition", {}).items()
                    if key in of_keys
                )
                for value in values
            )
            mask = _times(mask, row, len(values))
        return mask


def _bits(rows):
    return sum(1 << place for place, row in enumerate(rows) if row)


def _times(mask, row, size):
    """Each bit of ``mask`` as ``row``, which has ``size`` bits."""
    text = format(row, f"0{size}b")
    zeros = "0" * size
    return int("".join(text if bit == "1" else zeros for bit in format(mask, "b")), 2)
