"""Every name of a project, and what it stands for in an account."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rolec.diagnostics.code import Code
from rolec.diagnostics.diagnostic import Label, error
from rolec.diagnostics.outcome import Sink
from rolec.diagnostics.suggest import closest
from rolec.ir.role import Role
from rolec.ir.text import Entity, Link, Text
from rolec.link import codes
from rolec.link.definition import Placed
from rolec.source.span import Span

_WORDS = {
    Entity.ROLE: "role",
    Entity.POLICY: "policy",
    Entity.OIDC_PROVIDER: "OIDC provider",
    Entity.SAML_PROVIDER: "SAML provider",
}


class Names:
    """Finds definitions; names are unique in an account, ignoring case."""

    def __init__(self, all_placed: Iterable[Placed], sink: Sink) -> None:
        self._sink = sink
        self._placed: dict[tuple[str, Entity, str], Placed] = {}
        labels: dict[tuple[str, str, Entity, str], Placed] = {}
        profiles: dict[tuple[str, str], list[Placed]] = {}
        for placed in all_placed:
            account, name = placed.account.nickname, placed.definition.name.casefold()
            before = self._placed.setdefault((account, placed.entity, name), placed)
            self._refuse(before, placed, codes.NAME_TAKEN, f"`{placed.definition.name}` is taken")
            label = placed.definition.label
            same = labels.setdefault((account, placed.group, placed.entity, label), placed)
            if before is placed:
                what = f"the label `{label}` is taken"
                self._refuse(same, placed, codes.LABEL_TAKEN, what, "write another `label:`")
            profile = _profile(placed)
            if profile and before is placed:
                others = profiles.setdefault((account, profile.casefold()), [])
                what = f"the instance profile `{profile}` is taken"
                for other in others:
                    if not _may_take_turns(other, placed):
                        self._refuse(other, placed, codes.PROFILE_TAKEN, what)
                        break
                others.append(placed)

    def __iter__(self) -> Iterator[Placed]:
        return iter(self._placed.values())

    def find(self, link: Link, account: str) -> Placed | None:
        """What ``link`` names, seen from ``account``; None when there is no such thing."""
        where = link.account if link.account is not None else account
        return self._placed.get((where, link.entity, link.name.casefold()))

    def report_unknown(self, link: Link, account: str, span: Span) -> None:
        """Say that ``link`` names nothing, and what was probably meant."""
        where = link.account if link.account is not None else account
        known = {p.definition.name for (_, e, _), p in self._placed.items() if e is link.entity}
        word = _WORDS[link.entity]
        if link.name.casefold() in {name.casefold() for name in known}:
            message = f"`{link.name}` is not in the account `{where}`"
            help_ = f"give the {word} that account in its `accounts:`"
        else:
            near = closest(link.name, known)
            message = f"no spec defines a {word} `{link.name}`"
            help_ = f"did you mean `{near}`?" if near else _where_specs_are(word)
        self._sink.add(error(codes.UNKNOWN_NAME, message, span, help=help_))

    def _refuse(
        self,
        before: Placed,
        placed: Placed,
        code: Code,
        message: str,
        help: str = "rename one of the two, or give each its own `accounts:`",
    ) -> None:
        if before is placed:
            return
        self._sink.add(
            error(
                code,
                message,
                placed.definition.span,
                label="defined again here",
                secondary=(Label(before.definition.span, "first defined here"),),
                help=help,
            )
        )


def _profile(placed: Placed) -> str | None:
    definition = placed.definition
    if isinstance(definition, Role) and definition.instance_profile:
        return definition.instance_profile.name.value
    return None


def _may_take_turns(one: Placed, other: Placed) -> bool:
    """Whether the instance profiles of both are made on conditions, each on one that the other has not."""
    first, second = ({each.written for each in _enabled(placed)} for placed in (one, other))
    return bool(first - second and second - first)


def _enabled(placed: Placed) -> tuple[Text, ...]:
    definition = placed.definition
    if isinstance(definition, Role) and definition.instance_profile:
        return definition.instance_profile.enabled
    return ()


def _where_specs_are(word: str) -> str:
    return (
        f"write a spec for the {word}; with a rolec.yaml specs are in `roles/`,"
        " or where its `specs:` says"
    )
