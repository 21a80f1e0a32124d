"""`{service, access}`: the actions of a service by access level, for what a statement names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rolec.ir.text import Text, text
from rolec.lower import codes
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.lower.pins import Access, Pins

if TYPE_CHECKING:
    from rolec.catalog.catalogue import Catalogue
    from rolec.catalog.expansion import Expansion
    from rolec.catalog.service import Action, Service

_SHOWN = 3


def lower_access(at: Cursor, on: tuple[Text, ...], context: Context) -> tuple[Text, ...]:
    """The actions that ``at`` stands for in a statement about ``on``; none after an error.

    What the project has locked is taken as it is: a newer catalogue changes no policy.
    """
    access = Access(
        service=at.field("service").string,
        levels=tuple(sorted({level.string for level in at.get_many("access")})),
        on=tuple(sorted({one.written for one in on})),
    )
    actions = context.pins.locked.get(access)
    service = _catalogue(context.pins).service(access.service)
    if service is not None:
        expansion = _expansion(service, access)
        if actions is None:
            actions = tuple(sorted(action.full_name for action in expansion.actions))
        left_out = _left_out(expansion, actions)
        # A resource that is no ARN is told already, and nothing acts on it.
        if not actions and not context.sink.failed:
            _refuse_none(service, access, left_out, at, context)
        elif actions and left_out:
            _note_left_out(left_out, at, context)
    elif actions is None:
        _refuse_service(at.field("service"), context)
        return ()
    if actions:
        context.pins.use(access, actions, at.span)
    return tuple(text(name, at.span) for name in actions)


def actions_now(access: Access, pins: Pins) -> tuple[str, ...]:
    """The actions that ``access`` stands for in the catalogue of ``pins``; none if unknown."""
    service = _catalogue(pins).service(access.service)
    if service is None:
        return ()
    return tuple(sorted(action.full_name for action in _expansion(service, access).actions))


def _expansion(service: Service, access: Access) -> Expansion:
    from rolec.catalog.access_level import AccessLevel
    from rolec.catalog.expansion import expand

    return expand(service, [AccessLevel(level) for level in access.levels], access.on)


def _catalogue(pins: Pins) -> Catalogue:
    # Most projects list their actions, and start without the catalogue.
    from rolec.catalog.catalogue import SHIPPED

    return pins.catalogue or SHIPPED


def _refuse_service(at: Cursor, context: Context) -> None:
    near = _catalogue(context.pins).nearest(at.string)
    context.error(
        codes.NO_SUCH_NAME,
        f"AWS has no service `{at.string}`",
        at.span,
        help=f"did you mean `{near}`?"
        if near
        else "write what stands before the colon in the names of its actions, such as `s3`,"
        " or list the actions of one that AWS has made since",
    )


def _left_out(expansion: Expansion, actions: tuple[str, ...]) -> list[Action]:
    left_out = (*expansion.of_no_resource, *expansion.of_others)
    return [action for action in left_out if action.full_name not in actions]


def _note_left_out(left_out: list[Action], at: Cursor, context: Context) -> None:
    one = len(left_out) == 1
    context.note(
        codes.ACTIONS_LEFT_OUT,
        f"{len(left_out)} action{'' if one else 's'} of `{left_out[0].service}`"
        f" {'is' if one else 'are'} left out:"
        f" {'it acts' if one else 'they act'} on no resource that `on` names",
        at.span,
        help=f"{_named(left_out)}: where {'it is' if one else 'they are'} meant too,"
        ' write a statement with `on: "*"`',
    )


def _refuse_none(
    service: Service, access: Access, left_out: list[Action], at: Cursor, context: Context
) -> None:
    if left_out:
        message = f"no action of `{service.prefix}` with this access acts on what `on` names"
        help_ = f'{_named(left_out)}: name what they act on, or write `on: "*"`'
    else:
        levels = "`, `".join(access.levels)
        message = f"`{service.prefix}` has no action of the access `{levels}`"
        there = sorted({action.levels[0] for action in service.actions if not action.retired})
        help_ = (
            f"it has actions of `{'`, `'.join(there)}`" if there else "AWS has retired the service"
        )
    context.error(codes.NO_ACTION_LEFT, message, at.span, help=help_)


def _named(actions: Iterable[Action]) -> str:
    names = sorted(action.full_name for action in actions)
    shown = ", ".join(f"`{name}`" for name in names[:_SHOWN])
    more = len(names) - _SHOWN
    return f"{shown} and {more} more" if more > 0 else shown
