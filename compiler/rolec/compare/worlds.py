"""Values for what only Terraform knows: what is said of two accesses has to hold for any of them.

A reference in a pattern is a policy variable to the comparison, of any text. A number, a date, a range of
addresses or a principal that is one has each of the values that tell it apart from what else is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import chain

from rolec.compare.bounds import Exhausted
from rolec.compare.reference_uses import AT, Uses, keys_of
from rolec.ir.document import Effect
from rolec.ir.glob_meet import any_meet
from rolec.ir.operator import Family, Operator
from rolec.policy.mark import as_key, interpolated, is_mark, is_marked, is_of_list
from rolec.record import dataclass
from rolec.semantics.access import Access
from rolec.semantics.interpolated import with_values
from rolec.semantics.request import Request, Values
from rolec.semantics.statement import Condition, Statement, Strings

_ANOTHER = "\ue140"
"""The end of the key of a second value of a list."""
_NULL = Operator("", "Null", Family.NULL, if_exists=False)
_NOT_LIKE = Operator("", "StringNotLike", Family.STRING, if_exists=False)


def _named(key: str, given: Mapping[str, Values]) -> str:
    """The ``key`` of a condition with values for the references in it; that of a value itself has none."""
    return key if is_mark(key) else as_key(interpolated(key, given)[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Two accesses, with ``given`` values of references; those that are ``free`` are keys of a request."""

    accesses: tuple[Access, Access]
    given: Mapping[str, Values]
    free: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()

    @property
    def facts(self) -> tuple[Condition, ...]:
        """What holds of every request: that it has the free keys, without a colon where they are names."""
        names = (key for key in self.free if key.removesuffix(_ANOTHER) in self.names)
        return (
            *(Condition(_NULL, key, ("false",)) for key in self.free),
            *(Condition(_NOT_LIKE, key, ("*:*",)) for key in names),
        )

    def told(self, request: Request) -> Request:
        """``request`` with the values of references, each under its own key."""
        context = {k: found for k, found in request.context.items() if k not in self.free}
        context |= self.given
        for key in self.free:
            found = request.context.get(key) or ()
            own = key.removesuffix(_ANOTHER)
            context[own] = tuple(dict.fromkeys((*(context.get(own) or ()), *found)))
        given = {key: values for key, values in context.items() if values and is_mark(key)}
        return replace(request, context={_named(k, given): v for k, v in context.items()})


class Worlds:
    """The worlds in which to compare ``accesses``, at most so many.

    Raises `Exhausted` where there are more, or a value cannot be thought of.
    """

    def __init__(self, accesses: tuple[Access, Access], most: int) -> None:
        self._accesses = accesses
        self._most = most
        self._uses = Uses(chain(*(each.statements for each in accesses)))

    @property
    def has_references(self) -> bool:
        """Whether there is more than one world."""
        return bool(self._uses)

    def general(self) -> World:
        """The world in which no reference has the value of another text."""
        if not self._uses:
            return World(accesses=self._accesses, given={})
        given = self._general
        return World(accesses=_put(self._accesses, given), given=given)

    def others(self, this: int) -> Iterator[World]:
        """Those in which more may be allowed by ``this`` one of the accesses and not by the other.

        In each the references vary of a statement that tells the accesses apart, and of one that it meets.
        """
        if not self._uses:
            return
        from rolec.compare.reference_slots import has_more_values
        from rolec.compare.reference_values import other_values

        general = self._general
        solid = frozenset(keys_of(text for _, text in self._uses.typed))
        none: tuple[str, ...] = ()
        seen = {(none, frozenset(general.items()))}
        is_whole = True
        for group in _groups(self._accesses[this], self._accesses[1 - this]):
            own = Uses(group)
            is_whole = is_whole and not has_more_values(own, self._uses)
            keys = dict.fromkeys(keys_of(text for _, text in own.in_patterns))
            free = tuple(_free(key for key in keys if key not in solid))
            for given in other_values(own, self._uses, general, solid):
                key = (free, frozenset(given.items()))
                if key in seen:
                    continue
                if len(seen) > self._most:
                    raise Exhausted(AT)
                seen.add(key)
                yield _with_free(self._accesses, given, free, self._uses.names)
        if not is_whole:
            raise Exhausted(AT)

    @cached_property
    def _general(self) -> Mapping[str, Values]:
        # Most policies have no reference.
        from rolec.compare.reference_values import general_values

        return general_values(self._uses)


def _groups(new: Access, old: Access) -> Iterator[tuple[Statement, ...]]:
    """The statements of which references matter together for what ``new`` allows and ``old`` does not.

    One is an allow that is new, or a deny that is gone. What it meets has to allow the same request as well; or
    it is such that a reference that is like no other text does not get out of it.
    """
    here, there = (dict.fromkeys(each.statements) for each in (new, old))
    both = {**here, **there}
    for one in both:
        allows = one.effect is Effect.ALLOW
        if one in (there if allows else here):
            continue
        yield (one,)
        for other in both:
            meets = other.effect is Effect.ALLOW and other in here
            if (
                other is not one
                and (meets or _is_hard(other))
                and _meet(one.actions, other.actions)
            ):
                yield (one, other)


def _is_hard(statement: Statement) -> bool:
    """Whether references of ``statement`` stand where it is not enough to be like no other text."""
    resources, principals = statement.resources, statement.principals
    return (
        bool(resources and resources.inverted and any(map(is_marked, resources.items)))
        or bool(
            principals
            and principals.inverted
            and any(is_marked(p.value) for p in principals.items)
        )
        or any(map(_is_hard_condition, statement.conditions))
    )


def _is_hard_condition(condition: Condition) -> bool:
    operator = condition.operator
    if not any(map(is_marked, condition.values)):
        return False
    return (
        operator.negated
        or bool(operator.qualifier)
        or operator.family in {Family.NUMERIC, Family.DATE, Family.BOOL, Family.NULL}
    )


@lru_cache(maxsize=1 << 12)
def _meet(some: Strings, others: Strings) -> bool:
    if some.inverted or others.inverted:
        return True
    return any_meet(map(str.lower, some.items), map(str.lower, others.items))


def _free(keys: Iterable[str]) -> Iterator[str]:
    for key in keys:
        yield key
        if is_of_list(key):
            yield key + _ANOTHER


def _put(accesses: tuple[Access, Access], given: Mapping[str, Values]) -> tuple[Access, Access]:
    return with_values(accesses[0], given), with_values(accesses[1], given)


def _with_free(
    accesses: tuple[Access, Access],
    given: Mapping[str, Values],
    free: tuple[str, ...],
    names: frozenset[str],
) -> World:
    variables = {
        key: tuple(f"${{{each}}}" for each in (key, key + _ANOTHER) if each in free)
        for key in free
        if not key.endswith(_ANOTHER)
    }
    new, old = (
        access.rewritten(lambda each: _freed(each, variables)) for access in _put(accesses, given)
    )
    return World(accesses=(new, old), given=given, free=free, names=names)


def _freed(statement: Statement, variables: Mapping[str, Values]) -> Statement:
    """``statement`` with policy variables for marks in its patterns."""
    if not any(map(is_marked, statement.patterns)):
        return statement

    def texts(found: tuple[str, ...]) -> tuple[str, ...]:
        # Where no text has a variable, what looks like one stays plain.
        plain = found if statement.variables else [t.replace("${", "${$}{") for t in found]
        return tuple(each for text in plain for each in interpolated(text, variables))

    resources = statement.resources
    return replace(
        statement,
        variables=True,
        resources=resources and Strings(texts(resources.items), resources.inverted),
        conditions=tuple(
            each._replace(values=texts(each.values)) if each.has_patterns else each
            for each in statement.conditions
        ),
    )
