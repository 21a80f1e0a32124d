"""A build that has nothing to do sees that its lock is another one, or gone."""

from __future__ import annotations

from pathlib import Path

import pytest

pytestmark = pytest.mark.usefixtures("project")

LOCK = Path("rolec.lock")
ROLE = "role: c\ntrust: [{aws_service: ec2}]\npermissions: [{managed_policy: ReadOnlyAccess}]\n"


@pytest.mark.parametrize("change", ["edited", "gone", "broken", "a link"])
def test_a_change_of_the_lock_is_seen(change, build, settled):
    Path("roles/c.yaml").write_text(ROLE, "utf-8")
    settled()
    good = LOCK.read_text("utf-8")
    match change:
        case "edited":
            LOCK.write_text(good.replace("2026", "2025"), "utf-8")
        case "gone":
            LOCK.unlink()
        case "broken":
            LOCK.write_text("<<<<<<<\n", "utf-8")
        case _:
            LOCK.rename("../elsewhere")
            LOCK.symlink_to(Path("../elsewhere").resolve())
    said = build()
    assert said.compiled
    assert (said.code == 0) == (change in {"edited", "gone"})
    assert ("wrote rolec.lock" in said.out) == (change == "gone")


def test_a_lock_that_was_not_there_is_seen_from_below_it(build, settled):
    settled("roles")
    LOCK.write_text("<<<<<<<\n", "utf-8")
    said = build("roles")
    assert said.compiled
    assert "error[E0540]" in said.err
