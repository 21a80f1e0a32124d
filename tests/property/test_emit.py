"""Whatever a module holds, its files have the form that they must have."""

from __future__ import annotations

import json
from pathlib import PurePosixPath

from hypothesis import HealthCheck, Phase, given, settings

from rolec.emit.emit import emit
from support.strategies import modules
from support.terraform import needs_terraform, terraform

# What fails shows what is wrong where it stands; a smaller module would take minutes to find.
some = settings(
    max_examples=30,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)


@needs_terraform
@some
@given(modules())
def test_terraform_fmt_changes_nothing(module):
    files = emit(module, imports=True).files
    text = "".join(file.text for path, file in files.items() if path.endswith(".tf"))
    outcome = terraform("fmt", "-check", "-diff", "-", stdin=text)
    assert (outcome.returncode, outcome.stdout, outcome.stderr) == (0, "", "")


@some
@given(modules())
def test_files_have_the_form_they_must_have(module):
    output = emit(module, imports=True)
    assert list(output.files) == sorted(output.files)
    for path, file in output.files.items():
        assert PurePosixPath(path).parts == tuple(part for part in path.split("/") if part)
        assert ".." not in path.split("/")
        if path.endswith(".json"):
            plain = json.loads(file.text)
            assert file.text == json.dumps(plain, indent=2, ensure_ascii=False) + "\n"
    written = {path for path in output.files if path.endswith(".json")}
    unwritten = {found.path for found in output.unwritten}
    assert all(found.references for found in output.unwritten)
    assert not written & unwritten
    documents = sum(1 + len(role.inline_policies) for role in module.roles) + len(module.policies)
    assert len(written) + len(unwritten) == documents
