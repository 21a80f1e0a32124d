"""What is made only where something is true, and what needs it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from rolec.diagnostics.diagnostic import Diagnostic, Label, error
from rolec.diagnostics.outcome import Sink
from rolec.ir.role import Policy, Role
from rolec.ir.text import Link, Text
from rolec.ir.texts import document_texts, links_in, resource_texts
from rolec.link import codes
from rolec.link.definition import Placed
from rolec.link.names import Names


def may_be_missing(placed: Placed) -> bool:
    """Whether there is none of it where something is not true."""
    return bool(_enabled(placed))


def refuse_what_may_be_missing(made: Iterable[Placed], names: Names, sink: Sink) -> None:
    """Report each reference to what may not be there when the one that refers to it is."""
    for placed in made:
        for text, enabled in _texts(placed.definition) if placed.links else ():
            for link in text.parts:
                target = _target(link, placed, names)
                if target is None or set(_enabled(target)) <= set(enabled):
                    continue
                missing = next(each for each in _enabled(target) if each not in enabled)
                name = target.definition.name
                sink.add(
                    error(
                        codes.MAY_BE_MISSING,
                        f"`{name}` is made only where `{missing.written}` is true",
                        text.span,
                        secondary=(Label(target.definition.span, "made here"),),
                        help=f"write `enabled: {missing.written}` here, too",
                    )
                )


def refuse_principals_that_may_be_missing(
    made: Iterable[Placed], elsewhere: Callable[[Placed, Link], Placed | None], sink: Sink
) -> None:
    """Report each role of another module that is trusted, which AWS looks up, and may not be there."""
    for placed in made:
        role = placed.definition
        if not isinstance(role, Role) or not placed.links:
            continue
        for text in (p.value for each in role.trust.statements for p in each.principals):
            for target in (elsewhere(placed, link) for link in links_in((text,))):
                when = next((e for e in _enabled(target) if e not in role.enabled), None)
                if target is not None and when is not None:
                    sink.add(_not_there(target, when, text))


def _not_there(target: Placed, when: Text, text: Text) -> Diagnostic:
    name = target.definition.name
    return error(
        codes.MAY_BE_MISSING,
        f"`{name}` is made only where `{when.written}` is true",
        text.span,
        secondary=(Label(target.definition.span, "made here"),),
        help=f"write `enabled: {when.written}` in this role, too, or trust the account instead:"
        f" `aws_account:` with `roles: [{name}]` and `match: arn`",
    )


def _enabled(placed: Placed | None) -> tuple[Text, ...]:
    definition = placed.definition if placed else None
    return definition.enabled if isinstance(definition, Role | Policy) else ()


def _target(part: object, placed: Placed, names: Names) -> Placed | None:
    """What a part refers to, where that may be missing."""
    if not isinstance(part, Link) or not part.at:
        return None
    return names.find(part, placed.account.nickname)


def _texts(definition: object) -> Iterator[tuple[Text, tuple[Text, ...]]]:
    """The texts of a definition, each with what is true where it is there."""
    match definition:
        case Role():
            yield from ((text, definition.enabled) for text in resource_texts(definition))
            for attachment in definition.attachments:
                yield attachment.policy_arn, attachment.enabled
            for inline in definition.inline_policies:
                yield from ((text, inline.enabled) for text in document_texts(inline.document))
        case Policy():
            yield from ((text, definition.enabled) for text in document_texts(definition.document))
        case _:
            return
