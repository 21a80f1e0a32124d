"""Identity providers that are others than before: whoever signs for one becomes every role that trusts it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from rolec.driver.compile.compilation import Compilation
from rolec.driver.diff.compile_sides import Sided
from rolec.ir.module import Module
from rolec.ir.role import OidcProvider, SamlProvider
from rolec.review.tier import Tier
from rolec.review.widening import Widening, WideningKind

_Key: TypeAlias = tuple[str, str, str]
_Provider: TypeAlias = OidcProvider | SamlProvider


def provider_changes(sided: Sided) -> Iterator[Widening]:
    """The changes of what an identity provider is: its keys, its address, and for whom it speaks."""
    old, new = (dict(_providers(side)) for side in (sided.old, sided.new))
    for key, (project, module, now) in new.items():
        if key not in old:
            continue
        (_, _, before) = old[key]
        for field, one, other in _fields(before, now):
            if one != other:
                yield Widening(
                    tier=Tier.CREDENTIALS,
                    kind=WideningKind.PROVIDER,
                    project=project,
                    account=module.account.nickname or module.account.id or "",
                    about=f"{now.name}: {field}",
                    before=one if len(one) <= _SHOWN else "",
                    after=other if len(other) <= _SHOWN else "",
                )


_SHOWN = 200
"""Characters of what is shown; a metadata document has thousands."""


def _providers(
    side: Compilation,
) -> Iterator[tuple[_Key, tuple[str, Module, _Provider]]]:
    for project in side.projects:
        for module in project.modules:
            providers: tuple[_Provider, ...] = (*module.oidc_providers, *module.saml_providers)
            for each in providers:
                key = (module.folder, type(each).__name__, each.name)
                yield key, (project.spared.folder, module, each)


def _fields(before: _Provider, now: _Provider) -> Iterator[tuple[str, str, str]]:
    match before, now:
        case SamlProvider(), SamlProvider():
            yield "metadata", before.metadata, now.metadata
        case OidcProvider(), OidcProvider():
            yield "url", before.url.written, now.url.written
            one, other = (
                ", ".join(sorted(text.written for text in each.client_id_list))
                for each in (before, now)
            )
            yield "client_id_list", one, other
            one, other = (", ".join(sorted(each.thumbprint_list)) for each in (before, now))
            yield "thumbprint_list", one, other
        case _:
            return
