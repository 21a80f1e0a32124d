"""pytest with the plug-in: silent unless asked, and each expectation is a test."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from support.project import write

FILES = {
    "rolec.yaml": """\
language: 1
accounts:
  development: {id: "333344445555"}
  production: {id: "444455556666"}
""",
    "roles/web.yaml": """\
role: web
trust:
  - aws_service: ec2
permissions:
  - managed_policy: AmazonS3ReadOnlyAccess
expect:
  - allow: s3:GetObject
  - deny: s3:*
    accounts: [production]
  - deny: s3:*
    accounts: [development]
    with: {aws:RequestedRegion: eu-west-1}
""",
    "roles/all.yaml": "expectations: all\nroles: [web]\nexpect:\n  - deny: iam:*\n",
}
TEST = "def test_it(): pass\n"


@pytest.fixture
def run(tmp_path):
    """What pytest says in a folder of these files, and its exit code."""

    def run_(files, *arguments, at="."):
        write(tmp_path, files)
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--color=no", *arguments],
            cwd=tmp_path / at,
            env={**os.environ, "COLUMNS": "120", "PYTEST_ADDOPTS": ""},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stderr == ""
        return done.returncode, done.stdout

    return run_


def names(said):
    """Every test with what came of it."""
    return re.findall(r"^(\S.*::.*?) (PASSED|FAILED|ERROR) ", said, re.MULTILINE)


def test_each_expectation_is_a_test_in_each_account(run):
    code, said = run(FILES, "--rolec", ".", "-v")
    assert code == 1
    assert names(said) == [
        ("roles/all.yaml::web in development: deny iam:*", "PASSED"),
        ("roles/all.yaml::web in production: deny iam:*", "PASSED"),
        ("roles/web.yaml::web in development: allow s3:GetObject", "PASSED"),
        ("roles/web.yaml::web in production: allow s3:GetObject", "PASSED"),
        ("roles/web.yaml::web in production: deny s3:*", "FAILED"),
        ("roles/web.yaml::web in development: deny s3:*", "FAILED"),
    ]
    assert "2 failed, 4 passed" in said


def test_the_id_of_a_test_runs_it_again_and_no_other(run):
    one = "roles/web.yaml::web in development: allow s3:GetObject"
    other = "roles/all.yaml::web in production: deny iam:*"
    code, said = run(FILES, "--rolec", ".", "-v", one, other)
    assert (code, sorted(names(said))) == (0, [(other, "PASSED"), (one, "PASSED")])
    code, said = run(
        FILES, "--rolec", ".", "-v", one.replace("GetObject", "*").replace("allow", "deny")
    )
    assert (code, len(names(said))) == (1, 1)


def test_a_failure_shows_the_line(run):
    _, said = run(FILES, "--rolec", ".", "-k", "production and deny and not iam")
    failure = said[said.index("error[E0564]") : said.index("= short test summary")]
    assert failure.startswith("error[E0564]: `s3:")
    assert " --> roles/web.yaml:8:11\n" in failure
    assert "5 |   - managed_policy: AmazonS3ReadOnlyAccess\n" in failure
    assert "Traceback" not in said
    assert "rolec/pytest_plugin" not in said


def test_other_tests_run_too(run):
    code, said = run({**FILES, "test_it.py": TEST}, "--rolec", "roles", "-v", "-k", "it or iam")
    assert code == 0
    assert [name for name, _ in names(said)] == [
        "test_it.py::test_it",
        "roles/all.yaml::web in development: deny iam:*",
        "roles/all.yaml::web in production: deny iam:*",
    ]


def test_the_setting_asks_too_from_any_folder(run):
    files = {**FILES, "pytest.ini": "[pytest]\nrolec_paths = roles\n", "tests/test_it.py": TEST}
    code, said = run(files, "-v", "-k", "it or iam", at="tests")
    assert code == 0
    assert "3 passed" in said


def test_errors_of_specs_fail(run):
    files = {
        **FILES,
        "roles/all.yaml": "expectations: all\nroles: [wbe]\nexpect: [{deny: 'iam:*'}]\n",
    }
    code, said = run(files, "--rolec", ".", "-v")
    assert code == 1
    assert "the specs have no error FAILED" in said
    assert "error[E0560]: no role is called `wbe`" in said


def test_where_nothing_is_expected_it_fails(run):
    code, said = run({"web.yaml": "role: web\ntrust: [{aws_service: ec2}]\n"}, "--rolec", ".")
    assert code == 1
    assert "no spec here has `expect:`" in said


LOADED = """\
import sys

def test_it():
    loaded = sorted(name for name in sys.modules if name.partition(".")[0] in {"rolec", "yaml", "click"})
    assert loaded == ["rolec", "rolec.pytest_plugin"]
"""


def test_not_asked_it_does_nothing_and_loads_nothing(run):
    code, said = run({**FILES, "test_it.py": LOADED}, "-v")
    assert code == 0
    assert [name for name, _ in names(said)] == ["test_it.py::test_it"]
