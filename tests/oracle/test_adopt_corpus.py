"""Real files that roles are adopted from, each alone: ``--existing FOLDER``, which may be given several times.

``pytest -s tests/oracle/test_adopt_corpus.py --existing FOLDER`` prints a table: of each kind of source
how many roles there are, how many were adopted, and why others were not. A role counts where its
block says what is in it; where only a plan or a deployment knows that, it is listed with what does not.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from rolec.driver.adopt.adopt import adopt
from rolec.driver.adopt.proof import Status

ENOUGH = 0.9
KINDS = {".tf": "Terraform", ".json": "JSON", ".yaml": "YAML", ".yml": "YAML", ".template": "YAML"}
BLOCKS = {
    "Terraform": (re.compile(r'^\s*resource\s+"aws_iam_role"\s+"', re.MULTILINE),),
    "JSON": (re.compile(r'"Type"\s*:\s*"AWS::IAM::Role"'), re.compile(r'"RoleId"\s*:')),
    "YAML": (
        re.compile(r"""^(?!\s*#).*Type['"]?\s*:\s*['"]?AWS::IAM::Role['"]?,?\s*$""", re.MULTILINE),
    ),
}
"""How the blocks of roles begin, in any form of a source."""

UNKNOWN = re.compile(r"not known before|not known until|knows? how many")
"""How a reason begins of what no source says."""


@pytest.fixture(scope="module")
def files(request):
    folders = request.config.getoption("--existing")
    if not folders:
        pytest.skip("nothing to adopt from: --existing FOLDER")
    every = (path for each in folders for path in sorted(Path(each).resolve().rglob("*")))
    found = [path for path in every if path.is_file() and path.suffix in KINDS]
    assert found, folders
    return found


@pytest.fixture(scope="module")
def adoptions(files, tmp_path_factory):
    nowhere = tmp_path_factory.mktemp("adopted") / "none"
    return {path: adopt((path,), nowhere) for path in files}


def test_most_roles_are_adopted_and_equal(adoptions):
    rows = defaultdict(Counter)
    left_out, refused = [], []
    for path, adoption in adoptions.items():
        for each in adoption.roles:
            row, words = rows[KINDS[path.suffix]], f"{path.name}: {each.role.name}: {each.reason}"
            if each.status is Status.NOT_ADOPTED and UNKNOWN.search(each.reason or ""):
                row["depends on what is not known"] += 1
                left_out.append(words)
                continue
            row[str(each.status)] += 1
            row["with fallbacks"] += bool(each.fallbacks)
            if each.status is not Status.EQUAL:
                refused.append(f"{each.status}: {words}")
    print_table(rows)
    print("\nnot counted:", *left_out, sep="\n  ")
    print("\nnot equal:", *refused, sep="\n  ")
    for kind, row in rows.items():
        counted = sum(row[str(status)] for status in Status)
        assert row[str(Status.EQUAL)] >= ENOUGH * counted, kind


def test_no_role_is_left_out_of_the_report(adoptions):
    """Each block of a role, as plain text has it, stands in the report with its line."""
    for path, adoption in adoptions.items():
        text = path.read_text(encoding="utf-8", errors="replace")
        written = max(len(block.findall(text)) for block in BLOCKS[KINDS[path.suffix]])
        told = {(each.role.place.file, each.role.place.line) for each in adoption.roles}
        told |= {(each.place.file, each.place.line) for each in adoption.blocks}
        unread = any(d.primary.span.path == str(path) for d in adoption.diagnostics)
        assert unread or len(told) >= written, path


def test_the_report_says_the_same(adoptions, capsys, tmp_path, monkeypatch):
    """The command's report has what the table is made of."""
    from rolec.cli.main import main

    monkeypatch.chdir(tmp_path)
    path, adoption = max(adoptions.items(), key=lambda pair: len(pair[1].roles))
    main(["adopt", str(path), "--output", "specs", "--report", "report.json"])
    capsys.readouterr()
    report = json.loads(Path("report.json").read_text(encoding="utf-8"))
    told = Counter(each["status"] for each in report["roles"])
    assert told == Counter(str(each.status) for each in adoption.roles)


def print_table(rows):
    columns = [*map(str, Status), "depends on what is not known", "with fallbacks"]
    print(f"\n| source | roles | {' | '.join(columns)} |")
    print(f"|{'---|' * (len(columns) + 2)}")
    for kind, row in sorted(rows.items()):
        roles = sum(row[each] for each in columns[:-1])
        print(f"| {kind} | {roles} | {' | '.join(str(row[each]) for each in columns)} |")
