"""Refuses labels in `moved_from` from which Terraform cannot move anything."""

from __future__ import annotations

from collections.abc import Iterable

from rolec.diagnostics.diagnostic import Label, error
from rolec.diagnostics.outcome import Sink
from rolec.ir.text import Entity
from rolec.link import codes
from rolec.link.definition import Placed
from rolec.source.span import Span

_Address = tuple[str, str, Entity, str]
_ONE_MOVE = "leave the label with the one that has its resources now"


def refuse_impossible_moves(made: Iterable[Placed], sink: Sink) -> None:
    """Report each label that is still in use, or that two would be moved from."""
    moved = [placed for placed in made if placed.definition.moved_from]
    if not moved:
        return
    now = {_address(placed, placed.definition.label): placed for placed in made}
    before: dict[_Address, Placed] = {}
    for placed in moved:
        for label in placed.definition.moved_from:
            address = _address(placed, label)
            holder = now.get(address)
            first = before.setdefault(address, placed)
            if label == placed.definition.label:
                _refuse(placed, f"`{label}` is the label that it has now", sink, "delete it")
            elif holder is not None:
                message = f"`{label}` is still the label of `{holder.definition.name}`"
                _refuse(
                    placed,
                    message,
                    sink,
                    "delete it, or give the other a new `label:`",
                    holder.definition.span,
                )
            elif first is not placed:
                message = f"`{label}` is what `{first.definition.name}` is moved from, too"
                _refuse(placed, message, sink, _ONE_MOVE, first.definition.moved_from_span)
        _refuse_repeated(placed, sink)


def _refuse_repeated(placed: Placed, sink: Sink) -> None:
    labels = placed.definition.moved_from
    repeated = next((label for n, label in enumerate(labels) if label in labels[:n]), None)
    if repeated:
        _refuse(placed, f"`{repeated}` is in the list twice", sink, "delete one of the two")


def _address(placed: Placed, label: str) -> _Address:
    return placed.account.nickname, placed.group, placed.entity, label


def _refuse(
    placed: Placed, message: str, sink: Sink, help: str, other: Span | None = None
) -> None:
    sink.add(
        error(
            codes.MOVED_FROM,
            message,
            placed.definition.moved_from_span,
            secondary=(Label(other, "here"),) if other else (),
            help=help,
        )
    )
