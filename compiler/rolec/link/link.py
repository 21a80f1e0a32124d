"""Definitions to modules: every name found, in every account."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial

from rolec.diagnostics.diagnostic import error, warning
from rolec.diagnostics.outcome import Outcome, Sink
from rolec.ir.module import Account, Module, TerraformSettings
from rolec.ir.role import Definition, OidcProvider, Policy, Role, SamlProvider
from rolec.ir.text import ONE, Entity, Link, Part, Text, joined
from rolec.ir.texts import document, links_in, resource_texts, rewritten
from rolec.link import codes
from rolec.link.assumption import refuse_helpless_callers
from rolec.link.circles import circles
from rolec.link.definition import Placed
from rolec.link.may_be_missing import (
    may_be_missing,
    refuse_principals_that_may_be_missing,
    refuse_what_may_be_missing,
)
from rolec.link.moves import refuse_impossible_moves
from rolec.link.names import Names
from rolec.link.own_arns import with_own_roles_linked
from rolec.link.own_policies import report_own_policies
from rolec.link.trust import open_circles
from rolec.record import dataclass
from rolec.source.span import Span


@dataclass(frozen=True, slots=True)
class Linked:
    """The modules of a project, by folder; ``order`` are pairs of folders, the first of which
    must be applied before the second.
    """

    modules: tuple[Module, ...]
    order: tuple[tuple[str, str], ...]


def link(
    definitions: Sequence[Placed],
    settings: TerraformSettings,
    folder: Callable[[Account, str], str],
) -> Outcome[Linked]:
    """The modules that ``definitions`` make; ``folder`` is where a module goes."""
    sink = Sink()
    definitions = with_own_roles_linked(definitions)
    linker = _Linker(Names(definitions, sink), sink, folder)
    made = linker.made(definitions)
    linked = [linker.placed(placed) for placed in made]
    report_own_policies(definitions, sink)
    refuse_impossible_moves(linked, sink)
    refuse_what_may_be_missing(linked, linker.names, sink)
    refuse_principals_that_may_be_missing(made, linker.elsewhere, sink)
    refuse_helpless_callers(linked, linker.opened, sink)
    modules = _modules(linked, settings, folder)
    return sink.outcome(Linked(modules, tuple(sorted(linker.order))))


class _Linker:
    def __init__(self, names: Names, sink: Sink, folder: Callable[[Account, str], str]) -> None:
        self.names = names
        self._sink = sink
        self._folder = folder
        self._component = circles({id(p): self._needs_first(p) for p in names})
        self.order: set[tuple[str, str]] = set()
        self.opened: list[tuple[Placed, Placed]] = []
        """Edges of trust inside a circle: who assumes, and what."""

    def made(self, definitions: Iterable[Placed]) -> list[Placed]:
        """What is made: everything wanted, and what that uses."""
        made: dict[int, Placed] = {}
        waiting = [placed for placed in definitions if placed.wanted]
        while waiting:
            placed = waiting.pop()
            if id(placed) not in made:
                made[id(placed)] = placed
                waiting += self._found(placed.links, placed)
        self._report_unused(definitions, made)
        return [placed for placed in definitions if id(placed) in made]

    def placed(self, placed: Placed) -> Placed:
        """``placed`` with what its links stand for."""
        definition = placed.definition
        if not placed.links:
            return placed
        separate = partial(self._text, placed, own=not isinstance(definition, Role))
        linked = rewritten(definition, separate)
        if isinstance(definition, Role) and isinstance(linked, Role):
            linked = self._role(placed, definition, linked)
        return replace(placed, definition=linked)

    def elsewhere(self, placed: Placed, link: Link) -> Placed | None:
        """What ``link`` names by its ARN alone, in another module and in no circle."""
        target = self.names.find(link, placed.account.nickname)
        if target is None or self._module(target) == self._module(placed):
            return None
        return None if self._in_circle(placed, target) else target

    def _role(self, placed: Placed, before: Role, linked: Role) -> Role:
        own = partial(self._text, placed, own=True)
        trust = open_circles(before.trust, lambda link: self._caller(placed, link))
        return replace(
            linked,
            trust=document(trust, own),
            tags=tuple(replace(tag, value=own(tag.value)) for tag in before.tags),
        )

    def _caller(self, placed: Placed, link: Link) -> Placed | None:
        """The role that ``link`` names, when trusting it closes a circle."""
        target = self.names.find(link, placed.account.nickname)
        if target is None or target.arn is None or not self._in_circle(placed, target):
            return None
        self.opened.append((target, placed))
        return target

    def _text(self, placed: Placed, text: Text, *, own: bool) -> Text:
        """``text`` with what its links stand for; ``own`` texts are in the resource itself."""
        if not links_in((text,)):
            return text
        parts = [self._part(placed, part, text.span, own=own) for part in text.parts]
        return joined(tuple(parts), text.span)

    def _part(self, placed: Placed, part: Part, span: Span, *, own: bool) -> Part:
        if not isinstance(part, Link):
            return part
        target = self.names.find(part, placed.account.nickname)
        if target is None:
            self.names.report_unknown(part, placed.account.nickname, span)
            return part
        value = target.name if part.attribute == "name" else target.arn
        here = self._module(placed)
        there = self._module(target)
        if here == there and not (own and self._in_circle(placed, target)):
            at = ONE if may_be_missing(target) else ""
            return replace(part, label=target.definition.label, value=value, at=at)
        if value is None:
            self._report_unknown_arn(part, target, span)
        elif here != there:
            self.order.add((there, here))
        return value or part

    def _report_unknown_arn(self, link: Link, target: Placed, span: Span) -> None:
        what, help_ = (
            "needs an account id",
            ("add the line `account: 111122223333` to rolec.yaml, with your account's id"),
        )
        if target.account.id is not None:
            what = "has a Terraform reference in it"
            help_ = f"give `{link.name}` a name and a path without one"
        self._sink.add(
            error(
                codes.ACCOUNT_NEEDED,
                f"the ARN of `{link.name}` must be written out here, and {what}",
                span,
                help=help_,
            )
        )

    def _in_circle(self, one: Placed, other: Placed) -> bool:
        # What has the name of another is told, and in no circle.
        mine = self._component.get(id(one))
        return one is other or (mine is not None and mine == self._component.get(id(other)))

    def _needs_first(self, placed: Placed) -> tuple[int, ...]:
        """What must exist before the resource of ``placed``: not what only its attachments
        and inline policies name, which are resources of their own.
        """
        links = placed.links
        if links and isinstance(placed.definition, Role):
            links = links_in(resource_texts(placed.definition))
        return tuple(dict.fromkeys(id(target) for target in self._found(links, placed)))

    def _found(self, links: list[Link], placed: Placed) -> list[Placed]:
        targets = [self.names.find(link, placed.account.nickname) for link in links]
        return [target for target in targets if target is not None]

    def _module(self, placed: Placed) -> str:
        return self._folder(placed.account, placed.group)

    def _report_unused(self, definitions: Iterable[Placed], made: dict[int, Placed]) -> None:
        used = {p.definition.span for p in made.values()}
        for placed in definitions:
            policy = placed.definition
            if placed.entity is Entity.POLICY and policy.span not in used:
                used.add(policy.span)
                self._sink.add(
                    warning(
                        codes.UNUSED_POLICY,
                        f"no role uses the policy `{policy.name}`, so it is made nowhere",
                        policy.span,
                        help="attach it, write `attached_elsewhere: true`, or delete it",
                    )
                )


def _modules(
    linked: list[Placed],
    settings: TerraformSettings,
    folder: Callable[[Account, str], str],
) -> tuple[Module, ...]:
    by_folder: dict[str, list[Placed]] = defaultdict(list)
    for placed in linked:
        by_folder[folder(placed.account, placed.group)].append(placed)
    return tuple(_module(name, by_folder[name], settings) for name in sorted(by_folder))


def _module(folder: str, placed: list[Placed], settings: TerraformSettings) -> Module:
    definitions = sorted((p.definition for p in placed), key=_name)
    return Module(
        folder=folder,
        account=placed[0].account,
        group=placed[0].group,
        settings=settings,
        roles=tuple(d for d in definitions if isinstance(d, Role)),
        policies=tuple(d for d in definitions if isinstance(d, Policy)),
        oidc_providers=tuple(d for d in definitions if isinstance(d, OidcProvider)),
        saml_providers=tuple(d for d in definitions if isinstance(d, SamlProvider)),
    )


def _name(definition: Definition) -> str:
    return definition.name
