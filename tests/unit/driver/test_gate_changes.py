"""Changes of the gate, told in one order whatever the hashes of texts are."""

from __future__ import annotations

from rolec.driver.gate_changes import _lines


def test_the_lines_of_a_lock_are_told_in_order():
    old, new = ("\n".join(f"{word} {n:02}" for n in range(30)) for word in ("gone", "new"))
    found = list(_lines(old, new))
    assert [each.before for each in found[:30]] == [f"gone {n:02}" for n in range(30)]
    assert [each.after for each in found[30:]] == [f"new {n:02}" for n in range(30)]
