"""What holds of a request whatever the keys are that it leaves open, decided by `compare`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple

from rolec.catalog.catalogue import SHIPPED
from rolec.compare.compare import Unknown, generally_only_in
from rolec.ir.document import Effect
from rolec.ir.glob_meet import any_meet
from rolec.policy.mark import marks, unmarked
from rolec.semantics.access import Access, Layer, LayerKind
from rolec.semantics.decide import Decision, decide
from rolec.semantics.interpolated import with_given
from rolec.semantics.request import Request, Values
from rolec.semantics.rest import Bound, literal, put_in, rest
from rolec.semantics.statement import Principal, Statement, Strings


class Asked(NamedTuple):
    """Requests for any of ``actions`` on any of ``resources``, both patterns, by ``principal``.

    ``context`` are the keys that are known of all of them; the others may be anything.
    """

    actions: tuple[str, ...]
    resources: tuple[str, ...] | None
    principal: Principal | None
    context: Mapping[str, Values | None]


def whole(asked: Asked, found: Request) -> Request:
    """``found``, one of those ``asked`` about, with all that is known of it."""
    return replace(found, principal=asked.principal, context={**found.context, **asked.context})


class Doubt(NamedTuple):
    """What keeps a question from being answered, in words."""

    why: str


_NO_RESOURCE = Doubt("a variable in the resource has no value")


def denied_one(access: Access, asked: Asked) -> Request | Doubt | None:
    """One of ``asked`` that is denied, or None when all are allowed whatever the open keys are."""
    access, box = with_given(access, _known(asked)), _box(asked)
    if box is None:
        return _NO_RESOURCE
    most, least = _bounds(access, asked)
    all_ = Access(layers=(Layer(LayerKind.IDENTITY, (box,)),))
    return _first(
        generally_only_in(all_, most),
        lambda: generally_only_in(all_, least),
        access,
        asked,
        same=most == least,
    )


def allowed_one(access: Access, asked: Asked) -> Request | Doubt | None:
    """One of ``asked`` that is allowed, or None when all are denied whatever the open keys are."""
    access, box = with_given(access, _known(asked)), _box(asked)
    if box is None:
        return _NO_RESOURCE
    most, least = (
        replace(each, layers=(*each.layers, Layer(LayerKind.SESSION, (box,))))
        for each in _bounds(access, asked)
    )
    return _first(
        generally_only_in(least),
        lambda: generally_only_in(most),
        access,
        asked,
        same=most == least,
    )


def decide_exactly(access: Access, request: Request) -> Decision:
    """What `decide` says; what depends on open keys and comes to the same for all is decided."""
    found = decide(access, request, SHIPPED.key)
    if found.answer is not None:
        return found
    asked = Asked(
        actions=(request.action,),
        resources=None if request.resource is None else (literal(request.resource),),
        principal=request.principal,
        context=request.context,
    )
    if denied_one(access, asked) is None:
        allowing = tuple(each for each in found.statements if each.effect is Effect.ALLOW)
        return Decision(answer=True, statements=allowing)
    if allowed_one(access, asked) is None:
        denying = tuple(each for each in found.statements if each.effect is Effect.DENY)
        kinds = tuple(layer.kind for layer in access.layers)
        return Decision(answer=False, statements=denying, lacking=() if denying else kinds)
    return found


def _bounds(access: Access, asked: Asked) -> tuple[Access, Access]:
    """What ``access`` is at most and at least, for these keys and this principal."""
    most, least = (rest(access, _known(asked), SHIPPED.key, bound) for bound in Bound)
    return most, least


def _box(asked: Asked) -> Statement | None:
    """Allows all that is asked; None where the variables of no resource have a value."""
    resources = None
    if asked.resources is not None:
        resources = Strings(put_in(asked.resources, _known(asked), SHIPPED.key))
        if not resources.items:
            return None
    return Statement(effect=Effect.ALLOW, actions=Strings(asked.actions), resources=resources)


def _known(asked: Asked) -> Request:
    return Request(action="", principal=asked.principal, context=asked.context, open=True)


def _first(
    sure: Request | Unknown | None,
    perhaps: Callable[[], Request | Unknown | None],
    access: Access,
    asked: Asked,
    *,
    same: bool,
) -> Request | Doubt | None:
    """What is ``sure``; where nothing is, a doubt about what is ``perhaps``."""
    if sure is None and not same:
        if perhaps() is None:
            return None
        return Doubt(f"it depends on {_marks(access, asked)}")
    return Doubt(sure.bound) if isinstance(sure, Unknown) else sure


def _marks(access: Access, asked: Asked) -> str:
    """What only Terraform knows of what ``access`` says of the actions, and who may be any session of a role."""
    actions = [each.lower() for each in asked.actions]
    about = (
        statement
        for statement in access.statements
        if statement.actions.inverted or any_meet(map(str.lower, statement.actions.items), actions)
    )
    found = {mark for statement in about for text in statement.texts for mark in marks(text)}
    found |= set(marks(asked.principal.value)) if asked.principal else set()
    return ", ".join(f"`{unmarked(each)}`" for each in sorted(found)) or "`aws:userid`"
