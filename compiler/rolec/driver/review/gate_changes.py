"""What of a change is about the gate itself: what reviews and checks go by.

All of it counts in the highest tier, whether it makes the gate stricter or not: that is for people
to see.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from rolec.catalog.managed_policy import managed_policy_paths
from rolec.driver.compile.project_compiler import ProjectCompiler
from rolec.driver.diff.compile_sides import SidedProject
from rolec.driver.lock.lock import LOCK
from rolec.driver.lock.locked_project import LockedProject, hash_now
from rolec.driver.project.project import SETTINGS
from rolec.driver.review.gate_in_specs import Place, apart, documents_of, shown
from rolec.load.load import load
from rolec.load.node import Plain, plain
from rolec.lower.access import actions_now
from rolec.lower.pins import Access

_SETTINGS = (
    "guardrails",
    "review",
    "lints",
    "waivers",
    "quotas",
    "specs",
    "account",
    "accounts",
    "organizations",
    "catalogue",
    "references",
)
"""What of rolec.yaml says what is looked at, which accounts are the project's own, and what stands for what nobody knows."""


class GateChange(NamedTuple):
    """What changed, such as ``guardrails of rolec.yaml``, and how it was before and is now."""

    what: str
    before: str
    after: str


def gate_changes(project: SidedProject) -> Iterator[GateChange]:
    """The changes of the gate of ``project``; a new project has none that could be weaker."""
    old, new = project.old, project.new
    if old is None:
        return
    if new is None or new.project.settings is None:
        if old.project.settings is not None:
            yield GateChange(f"{SETTINGS} is gone", "", "")
        return
    before, after = (_settings(side) for side in (old, new))
    for name in _SETTINGS:
        yield from _changed(name, before.get(name), after.get(name))
    names = [str(each.get("catalogue", "")) for each in (before, after)]
    files = [_text(side, name) for side, name in zip((old, new), names, strict=True)]
    if files[0] != files[1] and names[0] == names[1]:
        yield GateChange(f"{names[0]}, which stands over AWS's catalogue", "", "")
    if old.lock is not None and new.lock is not None:
        named = " ".join(file.text for file in new.specs.values())
        yield from _of_lock(old.lock, new.lock, named)
    yield from _of_specs(old, new)


def _settings(side: ProjectCompiler) -> dict[str, Plain]:
    file = side.sources.files.get((side.project.root / SETTINGS).as_posix())
    trees = load(file).value if file else None
    found = plain(trees[0]) if trees else {}
    return found if isinstance(found, dict) else {}


def _text(side: ProjectCompiler, name: str) -> str:
    file = side.sources.files.get((side.project.root / name).as_posix())
    return file.text if file else ""


def _changed(path: str, before: Plain | None, after: Plain | None) -> Iterator[GateChange]:
    """What differs, and of a list or a mapping nothing else."""
    what = f"{path} of {SETTINGS}"
    match before, after:
        case list(), list():
            was, now = apart(before, after)
            if was or now:
                yield GateChange(what, _all(was), _all(now))
        case dict(), dict():
            for key in dict.fromkeys((*before, *after)):
                yield from _changed(f"{path}.{key}", before.get(key), after.get(key))
        case _ if before != after:
            yield GateChange(what, shown(before), shown(after))
        case _:
            return


def _of_lock(old: LockedProject, new: LockedProject, specs: str) -> Iterator[GateChange]:
    """The pins that are others than before, but for those that follow from what ``specs`` say.

    What is named anew gets the pin that it has today; a policy that nobody attaches any more needs none.
    """
    before, after = _policies(old), _policies(new)
    for name in sorted(before.keys() | after.keys()):
        one, other = before.get(name, ""), after.get(name, "")
        is_left = not other and name not in specs
        is_new = not one and name in managed_policy_paths() and other == hash_now(name)
        if one != other and not is_left and not is_new:
            yield GateChange(f"the pin of {name} in {LOCK}", one, other)
    was, now = _expansions(old), _expansions(new)
    for access in sorted(was.keys() | now.keys(), key=lambda each: each.order):
        # Where there is no pin, the actions are those of today.
        today = actions_now(access, new.pins)
        first, second = was.get(access, today), now.get(access, today)
        if set(first) != set(second):
            what = f"the pin of {' and '.join(access.levels)} in {access.service} in {LOCK}"
            yield GateChange(what, ", ".join(first), ", ".join(second))


def _policies(project: LockedProject) -> Mapping[str, str]:
    return project.lock.policies if project.lock else {}


def _expansions(project: LockedProject) -> Mapping[Access, tuple[str, ...]]:
    return project.lock.expansions if project.lock else {}


def _of_specs(old: ProjectCompiler, new: ProjectCompiler) -> Iterator[GateChange]:
    """The changes in each document, whatever file it is in; what is in one that is gone counts no more."""
    before = {name: found for name, (_, found) in _documents(old, new).items()}
    for name, (spec, after) in _documents(new, old).items():
        known = before.get(name, {})
        for place in dict.fromkeys((*known, *after)):
            was, now = apart(known.get(place, ()), after.get(place, ()))
            if was or now:
                inside = f" in {', '.join(place.parts)}" if place.parts else ""
                yield GateChange(f"{place.field}{inside} of {spec}", _all(was), _all(now))


def _documents(
    side: ProjectCompiler, other: ProjectCompiler
) -> dict[str, tuple[str, dict[Place, list[Plain]]]]:
    """What documents say of the gate, each with its spec: of those specs that the other side has not as they are."""
    found: dict[str, tuple[str, dict[Place, list[Plain]]]] = {}
    for spec, file in sorted(side.specs.items()):
        if spec not in other.specs or other.specs[spec].text != file.text:
            for name, said in documents_of(file):
                _, places = found.setdefault(name, (spec, {}))
                for place, values in said.items():
                    places.setdefault(place, []).extend(values)
    return found


def _all(values: list[Plain]) -> str:
    return ", ".join(map(shown, values))
