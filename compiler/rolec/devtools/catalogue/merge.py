"""Making one catalogue of services out of three sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rolec.devtools.catalogue.record import ActionRecord, ServiceRecord

Services = Mapping[str, ServiceRecord]

GONE = {
    "deepcomposer": "AWS DeepComposer",
    "deeplens": "AWS DeepLens",
    "deepracer": "AWS DeepRacer",
    "elastic-inference": "Amazon Elastic Inference",
    "iot1click": "AWS IoT 1-Click",
    "zocalo": "Amazon Zocalo, which became Amazon WorkDocs",
}
"""Services that AWS ended before any of the sources was made; its own managed policies name them."""


def merged(
    base: Services, older: Services, corrected: Services, ended: Services
) -> dict[str, ServiceRecord]:
    """``base``, with what only the others know.

    Dependent actions are of ``older``; actions that manage permissions are those that
    ``corrected`` calls so, too; what one of them or ``ended`` has and ``base`` lacks is retired.
    """
    found = {
        prefix: _merged(
            base.get(prefix), older.get(prefix), corrected.get(prefix), ended.get(prefix)
        )
        for prefix in {*base, *older, *corrected, *ended}
    }
    gone = {
        prefix: ServiceRecord(name=name, actions={}, retired=True) for prefix, name in GONE.items()
    }
    return dict(sorted((gone | found).items()))


def passing_roles(services: tuple[Services, ...]) -> Iterator[str]:
    """The actions that depend on iam:PassRole, as any of ``services`` says."""
    for found in services:
        for prefix, service in found.items():
            for action in service.actions.values():
                if "iam:PassRole" in action.dependents:
                    yield f"{prefix}:{action.name}"


def _merged(
    base: ServiceRecord | None,
    older: ServiceRecord | None,
    corrected: ServiceRecord | None,
    ended: ServiceRecord | None,
) -> ServiceRecord:
    gone = {
        folded: ActionRecord(name=action.name, letters=action.letters)
        for source in (ended, corrected, older)
        if source is not None
        for folded, action in source.actions.items()
        if base is None or folded not in base.actions
    }
    if base is None:
        named = older or corrected or ended
        assert named is not None
        return ServiceRecord(name=named.name, actions=gone, retired=True)
    live = {
        folded: _action(
            action,
            older.actions.get(folded) if older else None,
            corrected.actions.get(folded) if corrected else None,
        )
        for folded, action in base.actions.items()
    }
    return ServiceRecord(
        name=base.name,
        actions=live | gone,
        types=base.types,
        keys=base.keys,
        retired_actions=tuple(sorted(gone)),
    )


def _action(
    base: ActionRecord, older: ActionRecord | None, corrected: ActionRecord | None
) -> ActionRecord:
    manages = "P" in base.letters or (corrected is not None and "P" in corrected.letters)
    rest = base.letters.replace("P", "")
    return ActionRecord(
        name=base.name,
        letters=f"P{rest}" if manages else rest,
        types=base.types,
        keys=base.keys,
        dependents=older.dependents if older and not base.dependents else base.dependents,
    )
