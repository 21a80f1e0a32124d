"""The lock of a project as it is, and as its specs need it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rolec.diagnostics.diagnostic import Diagnostic, note, warning
from rolec.diagnostics.outcome import Outcome
from rolec.driver.lock import codes as lock_codes
from rolec.driver.lock.lock import LOCK, Lock, render_lock
from rolec.driver.lock.read_lock import read_lock
from rolec.driver.project.files import DISK, Files
from rolec.driver.project.project import Project
from rolec.lower.access import actions_now
from rolec.lower.pins import Access, Pins
from rolec.record import dataclass
from rolec.source.file import SourceMap

if TYPE_CHECKING:
    from rolec.catalog.catalogue import Catalogue
    from rolec.source.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedProject:
    """``text`` is what stands at ``path``, ``lock`` what it means, ``pins`` what is used.

    ``path`` is None where there is no rolec.yaml, and so no lock. ``update`` takes everything anew. While the project has an error it is not known what is
    used, and nothing is dropped: then ``complete`` is false.
    """

    path: Path | None
    text: str | None
    lock: Lock | None
    pins: Pins
    update: bool = False
    complete: bool = True

    def wanted(self) -> str | None:
        """The text that the lock should have; None for no lock."""
        known = self.lock or Lock(catalogue=_catalogue_day())
        policies = {} if self.update else known.policies
        expansions = dict(self.pins.used)
        hashes = {name: policies.get(name) or hash_now(name) for name in self.pins.policies}
        taken = self.update or not (
            expansions.items() <= known.expansions.items()
            and hashes.items() <= known.policies.items()
        )
        if not self.complete:
            expansions = {**known.expansions, **expansions}
            hashes = {**known.policies, **hashes}
        day = _catalogue_day() if taken else known.catalogue
        return render_lock(Lock(catalogue=day, expansions=expansions, policies=hashes))


def locked_project(
    project: Project,
    sources: SourceMap,
    *,
    update: bool,
    files: Files = DISK,
    catalogue: Catalogue | None = None,
) -> Outcome[LockedProject]:
    """The lock of ``project``, of which nothing is used yet; with ``update`` it counts for nothing.

    ``catalogue`` is AWS as the project knows it.
    """
    if project.settings is None:
        return Outcome(LockedProject(path=None, text=None, lock=None, pins=Pins()))
    path = project.root / LOCK
    found = read_lock(path, sources, anew=update, files=files)
    if found.diagnostics:
        return Outcome(None, found.diagnostics)
    locked = found.lock.expansions if found.lock and not update else {}
    pins = Pins(locked=locked, catalogue=catalogue)
    return Outcome(
        LockedProject(path=path, text=found.text, lock=found.lock, pins=pins, update=update)
    )


def hash_now(policy: str) -> str:
    """The SHA-256 of an AWS managed policy in the catalogue of this rolec."""
    from hashlib import sha256

    from rolec.catalog.managed_document import managed_policy

    found = managed_policy(policy)
    assert found is not None, policy
    return sha256(found.document.encode()).hexdigest()


def lock_findings(project: LockedProject) -> tuple[Diagnostic, ...]:
    """What a reader should know of the lock: what it lacks, and what AWS has changed since."""
    return (*_missing(project), *_behind(project))


def _missing(project: LockedProject) -> Iterator[Diagnostic]:
    path, lock, pins = project.path, project.lock, project.pins
    held = lock.places.keys() if lock else frozenset[Access | str]()
    missing = sorted((pins.places[key], _shown(key)) for key in pins.places.keys() - held)
    if path is None or not missing:
        return
    (span, first), *others = missing
    if project.text is None:
        message = f"there is no `{path.as_posix()}` yet"
        way_out = "`rolec build` writes it: commit it with the specs"
        yield note(lock_codes.NO_LOCK_YET, message, span, help=way_out)
        return
    more = f", and {len(others)} more" if others else ""
    yield warning(
        lock_codes.NOT_LOCKED,
        f"{LOCK} does not hold {first}{more}",
        span,
        help=f"run `rolec build`, and commit `{path.as_posix()}`",
    )


def _behind(project: LockedProject) -> Iterator[Diagnostic]:
    lock, pins = project.lock, project.pins
    if lock is None:
        return
    older = lock.catalogue > _catalogue_day() if (pins.used or pins.policies) else False
    help_ = (
        "this rolec is older than the lock: `pip install --upgrade rolec`"
        if older
        else "see what changes with `rolec build --update`"
    )
    same_day = lock.catalogue == _catalogue_day()
    for name in sorted(pins.policies & lock.policies.keys()):
        if hash_now(name) != lock.policies[name]:
            message = (
                f"{LOCK} has another `{name}` than the catalogue"
                if same_day
                else f"AWS has changed `{name}`"
            )
            yield note(lock_codes.LOCK_BEHIND, message, lock.places[name], help=help_)
    for access in sorted(pins.used.keys() & lock.expansions.keys(), key=lambda each: each.order):
        now, then = frozenset(actions_now(access, pins)), frozenset(lock.expansions[access])
        more = frozenset[str]() if older else _never_of_access(then - now, pins)
        if more:
            yield _more(access, sorted(more), lock.places[access])
        if now != then - more:
            start = (
                f"{LOCK} has other actions of `{access.service}` than the catalogue"
                if same_day
                else f"AWS has changed the actions of `{access.service}`"
            )
            message = f"{start}: {_count(now - then, 'new')}, {_count(then - now - more, 'gone')}"
            yield note(lock_codes.LOCK_BEHIND, message, lock.places[access], help=help_)


def _never_of_access(actions: frozenset[str], pins: Pins) -> frozenset[str]:
    """Those of ``actions``, which an access does not have now, that AWS has, and so has not taken away."""
    from rolec.catalog.catalogue import SHIPPED

    catalogue = pins.catalogue or SHIPPED
    found = ((name, catalogue.action(name)) for name in actions)
    return frozenset(name for name, action in found if action and not action.retired)


def _more(access: Access, actions: list[str], span: Span) -> Diagnostic:
    first, *others = actions
    more = f", and {len(others)} more," if others else ""
    is_are = "are" if others else "is"
    return warning(
        lock_codes.LOCK_HAS_MORE,
        f"{LOCK} has `{first}`{more} which {is_are} not of the access to `{access.service}`",
        span,
        help="take it out with `rolec build --update`; the file was edited, or AWS changed its level",
    )


def _count(actions: frozenset[str], what: str) -> str:
    return f"{len(actions)} {'is' if len(actions) == 1 else 'are'} {what}"


def _shown(key: Access | str) -> str:
    return f"`{key}`" if isinstance(key, str) else f"the actions of `{key.service}`"


def _catalogue_day() -> date:
    from rolec.catalog.origin import origin

    return origin().read_on
