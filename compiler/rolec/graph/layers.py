"""Layers of one side only: a trust policy as a policy about its role, and permissions that are not needed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rolec.ask.requests import ANYTHING
from rolec.ir.document import Effect
from rolec.semantics.access import Layer
from rolec.semantics.statement import Statement


def trusting(layers: Iterable[Layer]) -> tuple[Layer, ...]:
    """The layers of a trust policy, as policies about the role that has it."""
    return tuple(
        Layer(layer.kind, tuple(replace(each, resources=ANYTHING) for each in layer.statements))
        for layer in layers
    )


def whatever_it_allows(layer: Layer) -> Layer:
    """``layer`` as if it allowed everything: of it, only denies are left."""
    everything = Statement(effect=Effect.ALLOW, actions=ANYTHING, resources=ANYTHING)
    denies = (each for each in layer.statements if each.effect is Effect.DENY)
    return Layer(layer.kind, (everything, *denies))
