"""Whether a request is allowed, and which statements decide it.

Source: the IAM User Guide, "Policy evaluation logic".
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rolec.ir.document import Effect
from rolec.record import dataclass
from rolec.semantics.access import Access, Layer, LayerKind
from rolec.semantics.applies import applies
from rolec.semantics.interpolated import with_given
from rolec.semantics.keys import Keys
from rolec.semantics.request import Request
from rolec.semantics.statement import Statement
from rolec.semantics.truth import Truth, Unknown, all_of, any_of, negation


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The ``answer``, None where it is not known, and the ``statements`` that decide it.

    They are the denials that apply or, of an allowed request, what allows it in each layer; of one
    of which the answer is not known, also those of which it is not known whether they apply.
    ``lacking`` are the layers of which nothing allows a denied request. ``depends_on`` are the
    condition keys that would tell, ``unknown`` the ARNs of policies, and the marks, that would.
    """

    answer: bool | None
    statements: tuple[Statement, ...] = ()
    lacking: tuple[LayerKind, ...] = ()
    depends_on: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def allows(access: Access, request: Request, keys: Keys) -> bool:
    """Whether ``access`` surely allows ``request``."""
    access = with_given(access, request)
    found = (_judged(layer, request, keys) for layer in access.layers)
    return _verdict(access, tuple(found)) is True


def decide(access: Access, request: Request, keys: Keys) -> Decision:
    """What ``access`` says of ``request``, and why."""
    access = with_given(access, request)
    layers = tuple(_judged(layer, request, keys) for layer in access.layers)
    match _verdict(access, layers):
        case True:
            allowing = (_those(layer.allows, answer=True) for layer in layers)
            return Decision(answer=True, statements=tuple(s for some in allowing for s in some))
        case False:
            denying = tuple(s for layer in layers for s in _those(layer.denies, answer=True))
            lacking = tuple(layer.kind for layer in layers if layer.allowed is False)
            return Decision(answer=False, statements=denying, lacking=() if denying else lacking)
        case Unknown() as needed:
            return _open(layers, needed)


class _Judged(NamedTuple):
    """The statements of a layer by their effect, each with whether it applies."""

    kind: LayerKind
    allows: tuple[tuple[Statement, Truth], ...]
    denies: tuple[tuple[Statement, Truth], ...]

    @property
    def allowed(self) -> Truth:
        return any_of(truth for _, truth in self.allows)

    @property
    def denied(self) -> Truth:
        return any_of(truth for _, truth in self.denies)


def _judged(layer: Layer, request: Request, keys: Keys) -> _Judged:
    found = [(each, applies(each, request, keys)) for each in layer.statements]
    return _Judged(
        layer.kind,
        tuple(pair for pair in found if pair[0].effect is Effect.ALLOW),
        tuple(pair for pair in found if pair[0].effect is Effect.DENY),
    )


def _verdict(access: Access, layers: tuple[_Judged, ...]) -> Truth:
    """IAM's rule: every layer allows, and nothing denies."""
    hidden = [Unknown(others=frozenset(access.unknown))] if access.unknown else []
    limit = access.unknown_boundary
    return all_of(
        (
            negation(any_of(layer.denied for layer in layers)),
            *(
                any_of((layer.allowed, *(hidden if layer.kind is LayerKind.IDENTITY else ())))
                for layer in layers
            ),
            # A policy that is not known may deny what another one allows.
            *hidden,
            *((Unknown(others=frozenset((limit,))),) if limit else ()),
        )
    )


def _those(
    judged: Iterable[tuple[Statement, Truth]], *, answer: bool | None
) -> tuple[Statement, ...]:
    return tuple(
        statement
        for statement, truth in judged
        if (truth is answer if answer is not None else isinstance(truth, Unknown))
    )


def _open(layers: tuple[_Judged, ...], needed: Unknown) -> Decision:
    denying = (_those(layer.denies, answer=None) for layer in layers)
    allowing = (
        _those(layer.allows, answer=True) or _those(layer.allows, answer=None) for layer in layers
    )
    return Decision(
        answer=None,
        statements=tuple(s for some in (*denying, *allowing) for s in some),
        depends_on=tuple(sorted(needed.keys)),
        unknown=tuple(sorted(needed.others)),
    )
