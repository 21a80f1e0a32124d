"""Policies as formulas of z3, in the manner of Zelkova: a slow judge that is somebody else's.

Source: Backes et al., "Semantic-based Automated Reasoning for AWS Access Policies using SMT", 2018.
"""

from __future__ import annotations

from datetime import datetime
from ipaddress import ip_network

import z3

from rolec.ir.document import Effect
from rolec.ir.operator import Family

_ANY = z3.Range(" ", "~")
_NO_COLON = z3.Union(z3.Range(" ", "9"), z3.Range(";", "~"))


class Formulas:
    """The formulas of two accesses over the same request; ``keys`` tells the types of keys."""

    def __init__(self, catalogue, statements):
        self._catalogue = catalogue
        self._action = z3.String("action")
        self._resource = z3.String("resource")
        self._counts = {}
        for each in statements:
            for condition in each.conditions:
                self._counts[condition.key] = self._counts.get(condition.key, 1) + 1
        self._many = {
            condition.key
            for each in statements
            for condition in each.conditions
            if self._is_many(condition)
        }
        self._families = {}
        for each in statements:
            for condition in each.conditions:
                if condition.operator.family is not Family.NULL:
                    self._families.setdefault(condition.key, condition.operator.family)
        self._named = {
            name.lower() for each in statements for name in each.actions.items if "*" not in name
        }

    def gained(self, new, old, seconds):
        """Whether ``new`` allows what ``old`` does not; None where z3 does not tell in time."""
        solver = z3.Solver()
        solver.set("timeout", int(seconds * 1000))
        solver.add(z3.InRe(self._resource, z3.Star(_ANY)), self._is_an_action())
        solver.add(self._allows(new), z3.Not(self._allows(old)))
        for key in self._counts:
            solver.add(*self._typed(key))
        answer = solver.check()
        return None if answer == z3.unknown else answer == z3.sat

    def _is_an_action(self):
        """The actions of known services, what policies name of them, any of unknown services."""
        prefixes = self._catalogue.prefixes()
        known = {
            f"{prefix}:{name.lower()}"
            for prefix in prefixes
            for name in self._catalogue.service(prefix).action_names()
        }
        known |= {
            name for name in self._named if name.split(":")[0] in prefixes and "?" not in name
        }
        unknown = z3.And(
            z3.InRe(self._action, _regex("*:*")),
            *(
                z3.Not(z3.PrefixOf(z3.StringVal(f"{prefix}:"), self._action))
                for prefix in prefixes
            ),
        )
        return z3.Or(unknown, *(self._action == z3.StringVal(each) for each in sorted(known)))

    def _allows(self, access):
        parts = []
        for layer in access.layers:
            allows = [self._applies(s) for s in layer.statements if s.effect is Effect.ALLOW]
            denies = [self._applies(s) for s in layer.statements if s.effect is Effect.DENY]
            parts += [z3.Or(allows), z3.Not(z3.Or(denies))]
        return z3.And(parts)

    def _applies(self, statement):
        parts = [
            _in(self._action, [each.lower() for each in statement.actions.items])
            != z3.BoolVal(statement.actions.inverted)
        ]
        if statement.resources is not None:
            resources = statement.resources
            parts.append(_in(self._resource, resources.items) != z3.BoolVal(resources.inverted))
        return z3.And(*parts, *map(self._holds, statement.conditions))

    def _holds(self, condition):
        operator, key = condition.operator, condition.key
        used = self._used(key)
        present = z3.Or(used)
        if operator.family is Family.NULL:
            wanted = {value.lower() == "true" for value in condition.values}
            return z3.Or([z3.Not(present) if each else present for each in wanted])
        fits = [self._fits(condition, value) for value in self._values(key)]
        absent = operator.if_exists
        if operator.qualifier == "ForAllValues":
            absent = True
            body = z3.And([z3.Implies(u, fit) for u, fit in zip(used, fits, strict=True)])
        elif operator.qualifier == "ForAnyValue":
            body = z3.Or([z3.And(u, fit) for u, fit in zip(used, fits, strict=True)])
        else:
            absent = absent or operator.negated
            body = z3.Or() if key in self._many else fits[0]
        return z3.If(present, body, z3.BoolVal(absent))

    def _fits(self, condition, value):
        operator = condition.operator
        found = z3.Or([_one(operator, wanted, value) for wanted in condition.values])
        if operator.family is Family.ARN:
            found = z3.Not(found) if operator.negated else found
            return z3.And(z3.InRe(value, _arn("arn:*:*:*:*:*")), found)
        return z3.Not(found) if operator.negated else found

    def _is_many(self, condition):
        known = self._catalogue.key(condition.key)
        if known is not None and known.type is not None:
            return known.multivalued
        return bool(condition.operator.qualifier)

    def _slots(self, key):
        return self._counts[key] if key in self._many else 1

    def _used(self, key):
        return [z3.Bool(f"{key}/{slot}/used") for slot in range(self._slots(key))]

    def _values(self, key):
        makes = {
            Family.NUMERIC: z3.Real,
            Family.DATE: z3.Real,
            Family.IP_ADDRESS: z3.Int,
        }
        make = makes.get(self._families.get(key), z3.String)
        return [make(f"{key}/{slot}") for slot in range(self._slots(key))]

    def _typed(self, key):
        """What every value of ``key`` is."""
        known = self._catalogue.key(key)
        family = self._families.get(key)
        kind = str(known.type) if known and known.type else ""
        for value in self._values(key):
            if family is Family.BOOL or kind == "Bool":
                yield z3.Or(value == z3.StringVal("true"), value == z3.StringVal("false"))
            elif family is Family.IP_ADDRESS:
                yield z3.Or(_between(value, 0, _V4), _between(value, _V6, _V6 + (1 << 128) - 1))
                yield z3.Not(_between(value, _V6 + (0xFFFF << 32), _V6 + (0xFFFF << 32) + _V4))
            elif kind == "ARN" and z3.is_string(value):
                yield z3.InRe(value, _arn("arn:*:*:*:*:*"))
            elif z3.is_string(value):
                yield z3.InRe(value, z3.Star(_ANY))


_V4 = (1 << 32) - 1
_V6 = 1 << 40


def _between(value, low, high):
    return z3.And(value >= low, value <= high)


def _one(operator, wanted, value):
    match operator.family:
        case Family.BOOL:
            return value == z3.StringVal("true" if wanted.lower() == "true" else "false")
        case Family.NUMERIC:
            return _related(operator.name.removeprefix("Numeric"), value, z3.RealVal(wanted))
        case Family.DATE:
            moment = datetime.fromisoformat(wanted)
            seconds = moment.replace(tzinfo=moment.tzinfo or _utc()).timestamp()
            return _related(operator.name.removeprefix("Date"), value, z3.RealVal(int(seconds)))
        case Family.IP_ADDRESS:
            network = ip_network(wanted)
            base = 0 if network.version == 4 else _V6
            return _between(
                value, base + int(network.network_address), base + int(network.broadcast_address)
            )
        case Family.ARN:
            return z3.InRe(value, _arn(wanted)) if wanted.count(":") >= 5 else z3.Or()
    if operator.name.endswith("IgnoreCase"):
        letters = [z3.Union(z3.Re(c.lower()), z3.Re(c.upper())) for c in wanted]
        return z3.InRe(value, _concat(letters))
    if operator.takes_wildcards:
        return _in(value, [wanted])
    return value == z3.StringVal(wanted)


def _utc():
    from datetime import UTC

    return UTC


def _related(name, value, wanted):
    return {
        "Equals": value == wanted,
        "NotEquals": value == wanted,
        "LessThan": value < wanted,
        "LessThanEquals": value <= wanted,
        "GreaterThan": value > wanted,
        "GreaterThanEquals": value >= wanted,
    }[name]


def _in(value, patterns):
    return z3.Or([z3.InRe(value, _regex(each)) for each in patterns])


def _regex(pattern, wild=_ANY):
    return _concat([_token(c, wild) for c in pattern])


def _arn(pattern):
    *parts, rest = pattern.split(":", 5)
    tokens = [token for part in parts for token in (_regex(part, _NO_COLON), z3.Re(":"))]
    return _concat([*tokens, _regex(rest)])


def _token(character, wild):
    wildcards = {"*": z3.Star(wild), "?": wild}
    return wildcards[character] if character in wildcards else z3.Re(character)


def _concat(tokens):
    if not tokens:
        return z3.Re("")
    return z3.Concat(*tokens) if len(tokens) > 1 else tokens[0]
