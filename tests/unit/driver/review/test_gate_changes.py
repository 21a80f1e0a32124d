"""Changes of the lock, in one order, without those that follow from what specs say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rolec.driver.lock.lock import Lock
from rolec.driver.lock.locked_project import LockedProject, hash_now
from rolec.driver.review.gate_changes import _of_lock
from rolec.lower.access import actions_now
from rolec.lower.pins import Access, Pins

NOW = hash_now("ReadOnlyAccess")
ATTACHED = "managed_policy: ReadOnlyAccess"
WRITE = Access(service="sqs", levels=("write",), on=("*",))
TODAY = actions_now(WRITE, Pins())


def project(policies=(), expansions=()):
    lock = Lock(catalogue=date(2026, 1, 1), policies=dict(policies), expansions=dict(expansions))
    return LockedProject(path=Path("rolec.lock"), text="", lock=lock, pins=Pins())


def test_the_pins_of_policies_are_told_in_order():
    old, new = ({f"Policy{n:02}": f"{word} {n}" for n in range(30)} for word in ("old", "new"))
    found = list(_of_lock(project(dict(reversed(old.items()))), project(new), ""))
    assert [each.what for each in found] == [
        f"the pin of Policy{n:02} in rolec.lock" for n in range(30)
    ]
    assert (found[1].before, found[1].after) == ("old 1", "new 1")


@pytest.mark.parametrize(
    ("old", "new", "specs", "told"),
    [
        ({}, {"ReadOnlyAccess": NOW}, ATTACHED, 0),
        ({"ReadOnlyAccess": NOW}, {}, "", 0),
        ({}, {"ReadOnlyAccess": "other"}, ATTACHED, 1),
        ({"ReadOnlyAccess": NOW}, {}, ATTACHED, 1),
        ({}, {"NoSuchPolicy": NOW}, "", 1),
    ],
)
def test_what_follows_from_what_is_attached_is_no_change(old, new, specs, told):
    assert len([*_of_lock(project(old), project(new), specs)]) == told


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ({}, {WRITE: TODAY}, 0),
        ({WRITE: TODAY}, {}, 0),
        ({}, {WRITE: TODAY[1:]}, 1),
        ({WRITE: TODAY[1:]}, {}, 1),
        ({WRITE: TODAY}, {WRITE: (*TODAY, "sqs:New")}, 1),
    ],
)
def test_the_actions_of_an_access_are_those_of_today_where_there_is_no_pin(old, new, told):
    found = [*_of_lock(project(expansions=old), project(expansions=new), "")]
    assert [each.what for each in found] == ["the pin of write in sqs in rolec.lock"] * told


def test_a_project_without_a_lock_has_no_pins():
    none = LockedProject(path=Path("rolec.lock"), text=None, lock=None, pins=Pins())
    assert [*_of_lock(none, none, "")] == []
    assert len([*_of_lock(none, project({"NoSuchPolicy": NOW}), "")]) == 1
