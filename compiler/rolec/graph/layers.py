"""A trust policy as a policy about the role that has it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rolec.ask.requests import ANYTHING
from rolec.semantics.access import Layer


def trusting(layers: Iterable[Layer]) -> tuple[Layer, ...]:
    """The layers of a trust policy, as policies about the role that has it."""
    return tuple(
        Layer(layer.kind, tuple(replace(each, resources=ANYTHING) for each in layer.statements))
        for layer in layers
    )
