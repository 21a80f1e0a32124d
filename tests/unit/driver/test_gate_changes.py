"""Changes of the gate, told in one order whatever the hashes of texts are."""

from __future__ import annotations

import json

from rolec.driver.gate_changes import _of_lock, _pins
from rolec.driver.locked_project import hash_now


def test_the_pins_of_a_lock_are_told_in_order():
    old, new = ({f"Policy{n:02}": f"{word} {n}" for n in range(30)} for word in ("old", "new"))
    found = list(_of_lock(dict(reversed(old.items())), new, ""))
    assert [each.what for each in found] == [
        f"the pin of Policy{n:02} in rolec.lock" for n in range(30)
    ]
    assert [(found[1].before, found[1].after)] == [("old 1", "new 1")]


def test_a_pin_that_follows_from_what_is_attached_is_no_change():
    now = hash_now("ReadOnlyAccess")
    assert now
    assert [*_of_lock({}, {"ReadOnlyAccess": now}, "managed_policy: ReadOnlyAccess")] == []
    assert [*_of_lock({"ReadOnlyAccess": now}, {}, "")] == []


def test_a_pin_to_something_else_or_a_missing_one_is_a_change():
    now = hash_now("ReadOnlyAccess")
    attached = "managed_policy: ReadOnlyAccess"
    assert len([*_of_lock({}, {"ReadOnlyAccess": "other"}, attached)]) == 1
    assert len([*_of_lock({"ReadOnlyAccess": now}, {}, attached)]) == 1
    assert len([*_of_lock({}, {"NoSuchPolicy": now}, "")]) == 1


def test_a_line_that_is_no_pin_is_one_to_itself():
    pin = json.dumps({"managed_policy": "ReadOnlyAccess", "sha256": "ab"})
    assert _pins(f"[{pin}\n,whatever\n]\n") == {"ReadOnlyAccess": "ab", ",whatever": ",whatever"}
