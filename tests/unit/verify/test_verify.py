"""Verifying looks at what changed, all of it, and by several processes as by one."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from rolec.emit.emit import emit
from rolec.ir.text import Reference, Text, text
from rolec.verify.differences import differences
from rolec.verify.verify import Job, verify, verify_many
from support.module import MODULE


@pytest.fixture(scope="module")
def files():
    return {path: file.text for path, file in emit(MODULE).files.items()}


@pytest.fixture(scope="module")
def many():
    """More than one process is worth starting for, in a folder of its own; one role is wrong."""
    template = MODULE.roles[0]
    roles = tuple(replace(template, name=f"r{n}", label=f"r{n}") for n in range(12))
    module = replace(MODULE, folder="a/b", roles=roles)
    written = {path: file.text for path, file in emit(module).files.items()}
    for number in (3, 7):
        path = f"role.r{number}.tf"
        written[path] = written[path].replace("7200", f"{number}")
    return [Job(module, written, written.keys())]


def test_what_did_not_change_is_not_read(files):
    broken = files | {"role.web.tf": "{"}
    assert verify(MODULE, broken, ["role.worker.tf"]) == ()
    assert verify(MODULE, broken, ["role.web.tf"]) != ()


def test_a_difference_names_file_line_and_what_was_meant(files):
    wrong = files | {"role.web.tf": files["role.web.tf"].replace("7200", "3600")}
    assert verify(MODULE, wrong, wrong.keys()) == (
        "role.web.tf.roles[web].max_session_duration: means 7200, says 3600",
    )
    broken = files | {"role.web.tf": files["role.web.tf"] + "\n}"}
    found = verify(MODULE, broken, broken.keys())
    last = files["role.web.tf"].count("\n") + 2
    assert found[0] == f"role.web.tf:{last}: `}}` does not fit here"


LOST = (
    "a/b/role.r3.tf.roles[r3].max_session_duration: means 7200, says 3",
    "a/b/role.r7.tf.roles[r7].max_session_duration: means 7200, says 7",
)


@pytest.mark.parametrize("workers", [1, 2])
def test_several_processes_find_what_one_finds(many, workers):
    assert verify_many(many, workers=workers) == LOST


def test_processes_are_started_anew_beside_threads(many):
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert verify_many(many, workers=2) == LOST
    finally:
        done.set()
        thread.join()


@pytest.mark.parametrize(
    ("meant", "read", "line"),
    [
        ((1, 2), (1,), "x: 2 is lost"),
        ((1,), (1, 2), "x: 2 is not meant"),
        ((1, 1), (1,), "x: means (1, 1), says (1,)"),
        ((1, 2), (1, 3), "x[1]: means 2, says 3"),
        (text("${var.a}"), Text((Reference("var.a"),)), None),
        (True, 1, None),
    ],
)
def test_what_is_not_equal_has_a_line(meant, read, line):
    found = list(differences(meant, read, "x"))
    assert len(found) == (meant != read)
    assert line is None or found == [line]
