"""Two builds of one output folder at once: they wait for each other, and never mix."""

from __future__ import annotations

import multiprocessing

from rolec.write import codes
from rolec.write import open_output as open_output_module
from rolec.write.compare import compare_output
from rolec.write.open_output import open_output

ROUNDS = 12


def files(builder):
    return {
        "": {f"role.r{number}.tf": f"{builder}\n" * 50 for number in range(20)}
        | {f"role.only-{builder}.tf": "x\n"},
        f"team-{builder}": {"role.t.tf": "t\n"},
    }


def builder(build, path, name, ready):
    for _ in range(ROUNDS):
        ready.wait()
        assert build(path, files(name), patience=60).value


def test_what_is_left_is_all_of_one_of_them(tmp_path, build, tree):
    expected = []
    for name in ("one", "two"):
        build(tmp_path / name, files(name))
        expected.append(tree(tmp_path / name))
    context = multiprocessing.get_context("fork")
    ready = context.Barrier(3)
    arguments = [(build, tmp_path / "both", name, ready) for name in ("one", "two")]
    processes = [context.Process(target=builder, args=each) for each in arguments]
    for process in processes:
        process.start()
    for _ in range(ROUNDS):
        ready.wait()
        # A look in between waits for whoever writes, and finds the work of one.
        compared = compare_output(tmp_path / "both", {}, patience=60)
        assert not compared.value.unfinished
    for process in processes:
        process.join()
        assert process.exitcode == 0
    assert tree(tmp_path / "both") in expected


def test_who_waits_in_vain_is_told_why(tmp_path, build, tree):
    build(tmp_path, files("one"))
    before = tree(tmp_path)
    with open_output(tmp_path).value:
        outcome = build(tmp_path, files("two"), patience=0.1)
        assert [diagnostic.code for diagnostic in outcome.diagnostics] == [codes.LOCKED]
        assert compare_output(tmp_path, {}, patience=0).diagnostics[0].code is codes.LOCKED
    assert tree(tmp_path) == before
    assert build(tmp_path, files("two"), patience=0).value


def test_who_waits_for_a_folder_that_goes_away_makes_it_again(tmp_path, build, monkeypatch):
    locked = []

    def lock_of_a_folder_that_goes_away(descriptor, real=open_output_module._lock):
        if not locked:
            (tmp_path / "build").rmdir()
        locked.append(descriptor)
        return real(descriptor)

    monkeypatch.setattr(open_output_module, "_lock", lock_of_a_folder_that_goes_away)
    assert build(tmp_path / "build", files("two")).value
    assert len(locked) == 2
    assert (tmp_path / "build/role.only-two.tf").exists()
