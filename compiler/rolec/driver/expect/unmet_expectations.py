"""Expectations that are not met, each shown by a request."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from rolec.catalog.catalogue import SHIPPED
from rolec.diagnostics.diagnostic import Diagnostic, Label, error
from rolec.diagnostics.quoted import quoted
from rolec.driver.compile import expectation_codes as codes
from rolec.driver.expect.decide_exactly import Asked, whole
from rolec.ir.module import Module
from rolec.ir.role import Role
from rolec.ir.text import Text
from rolec.policy.mark import unmarked
from rolec.semantics.access import Access
from rolec.semantics.decide import Decision, decide
from rolec.semantics.request import Request
from rolec.source.span import NOWHERE


class Of(Protocol):
    """The role that something is expected of, and its module."""

    @property
    def role(self) -> Role: ...
    @property
    def module(self) -> Module: ...


def not_allowed(of: Of, action: Text, access: Access, asked: Asked, found: Request) -> Diagnostic:
    """``found`` is a request that is denied and should not be."""
    decision = _decided(access, asked, found)
    where = _where(access, asked, found)
    layers = " and ".join(dict.fromkeys(f"the {kind}" for kind in decision.lacking))
    return error(
        codes.NOT_ALLOWED,
        f"{_request(of, action, found)} is not {'always ' if where else ''}allowed to {_who(of, asked)}",
        action.span,
        secondary=_labels(decision, "denied here"),
        notes=(
            *((f"for example {where}",) if where else ()),
            *((f"nothing in {layers} allows it",) if layers else ()),
        ),
        help="give the keys that the request has under `with`, if not every request is meant"
        if where
        else None,
    )


def not_denied(of: Of, action: Text, access: Access, asked: Asked, found: Request) -> Diagnostic:
    """``found`` is a request that is allowed and should not be."""
    where = _where(access, asked, found)
    return error(
        codes.NOT_DENIED,
        f"{_request(of, action, found)} is allowed to {_who(of, asked)}",
        action.span,
        secondary=_labels(_decided(access, asked, found), "allowed here"),
        notes=(f"for example {where}",) if where else (),
        help="take it away, or expect less",
    )


def not_told(of: Of, action: Text, asked: Asked, why: str) -> Diagnostic:
    """It cannot be told whether it is met."""
    return error(
        codes.NOT_TOLD,
        f"whether {quoted(action.written)} is allowed to {_who(of, asked)} cannot be told",
        action.span,
        notes=(why,),
        help="say under `with:` what it is" if "${" in why else None,
    )


def _decided(access: Access, asked: Asked, found: Request) -> Decision:
    return decide(access, whole(asked, found), SHIPPED.key)


def _where(access: Access, asked: Asked, found: Request) -> str:
    """The keys that ``found`` has, of those that are open, and those that it does not have."""
    request = replace(whole(asked, found), context=asked.context, open=True)
    decides = decide(access, request, SHIPPED.key).depends_on
    shown = []
    for key in decides:
        values = found.context.get(key)
        name = f"`{SHIPPED.spelt(key)}`"
        if values:
            shown.append(f"{name} is {' and '.join(map(_whole_text, values))}")
        else:
            shown.append(f"there is no {name}")
    return f"where {' and '.join(shown)}" if shown else ""


def _request(of: Of, action: Text, found: Request) -> str:
    # What AWS has no action for is the user's own word, and no name is made up for a pattern of none.
    called = found.action if SHIPPED.action(found.action) else action.written
    on = _whole_text(found.resource) if found.resource else _name(of)
    return f"{quoted(called)} on {on}"


def _who(of: Of, asked: Asked) -> str:
    return _whole_text(asked.principal.value) if asked.principal else _name(of)


def _whole_text(text: str) -> str:
    # What is cut off a request, nobody can ask again.
    return quoted(unmarked(text), whole=True)


def _name(of: Of) -> str:
    account = of.module.account.nickname
    return f"`{of.role.name}`" + (f" in `{account}`" if account else "")


def _labels(decision: Decision, words: str) -> tuple[Label, ...]:
    spans = dict.fromkeys(each.span for each in decision.statements if each.span != NOWHERE)
    return tuple(Label(span, words) for span in spans)
