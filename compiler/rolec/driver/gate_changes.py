"""What of a change is about the gate itself: what reviews and checks go by.

All of it counts in the highest tier, whether it makes the gate stricter or not: that is for people
to see.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from rolec.catalog.managed_policy import managed_policy_paths
from rolec.driver.compile_sides import SidedProject
from rolec.driver.lock import LOCK
from rolec.driver.locked_project import LockedProject, hash_now
from rolec.driver.project import SETTINGS
from rolec.driver.project_compiler import ProjectCompiler
from rolec.load.load import load
from rolec.load.node import Mapping as MappingNode
from rolec.load.node import Node, Plain, plain
from rolec.load.node import Sequence as SequenceNode
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
_IN_SPECS = ("waive", "lints", "overrides")


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
        yield from _changed(f"{name} of {SETTINGS}", before.get(name), after.get(name))
    names = [str(each.get("catalogue", "")) for each in (before, after)]
    files = [_text(side, name) for side, name in zip((old, new), names, strict=True)]
    if files[0] != files[1] and names[0] == names[1]:
        yield GateChange(f"{names[0]}, which stands over AWS's catalogue", "", "")
    if old.lock is not None and new.lock is not None:
        named = " ".join(file.text for file in new.specs.values())
        yield from _of_lock(old.lock, new.lock, named)
    for spec, file in sorted(new.specs.items()):
        known = old.specs.get(spec)
        if known is None or known.text != file.text:
            yield from _of_spec(spec, *(_said(side, spec) for side in (old, new)))


def _settings(side: ProjectCompiler) -> dict[str, Plain]:
    file = side.sources.files.get((side.project.root / SETTINGS).as_posix())
    trees = load(file).value if file else None
    found = plain(trees[0]) if trees else {}
    return found if isinstance(found, dict) else {}


def _text(side: ProjectCompiler, name: str) -> str:
    file = side.sources.files.get((side.project.root / name).as_posix())
    return file.text if file else ""


def _changed(what: str, before: Plain | None, after: Plain | None) -> Iterator[GateChange]:
    if before != after:
        yield GateChange(what, _shown(before), _shown(after))


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


def _said(side: ProjectCompiler, spec: str) -> Mapping[str, list[Plain]]:
    """What a spec says of the gate, by its field."""
    file = side.specs.get(spec)
    trees = load(file).value if file else None
    found: dict[str, list[Plain]] = {}
    for tree in trees or ():
        for field, node in _fields(tree):
            found.setdefault(field, []).append(plain(node))
    return found


def _fields(node: Node) -> Iterator[tuple[str, Node]]:
    match node:
        case MappingNode(entries=entries):
            for entry in entries:
                if entry.key in _IN_SPECS:
                    yield entry.key, entry.value
                else:
                    yield from _fields(entry.value)
        case SequenceNode(items=items):
            for item in items:
                yield from _fields(item)
        case _:
            return


def _of_spec(
    spec: str, before: Mapping[str, list[Plain]], after: Mapping[str, list[Plain]]
) -> Iterator[GateChange]:
    for field in _IN_SPECS:
        old, new = list(before.get(field, [])), list(after.get(field, []))
        for same in [each for each in old if each in new]:
            old.remove(same)
            new.remove(same)
        if old or new:
            yield GateChange(f"{field} of {spec}", _all(old), _all(new))


def _all(values: list[Plain]) -> str:
    return ", ".join(map(_shown, values))


def _shown(value: Plain | None) -> str:
    """A value as YAML has it on one line."""
    match value:
        case None:
            return ""
        case str():
            return value
        case list():
            return f"[{', '.join(map(_shown, value))}]"
        case dict():
            return f"{{{', '.join(f'{key}: {_shown(each)}' for key, each in value.items())}}}"
