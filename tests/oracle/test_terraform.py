"""Terraform takes what is written: its layout, its types, an apply, and nothing left to do after it.

Moto does not check that the principals of a trust policy exist, as IAM does; that no circle and
no order keeps a role from being made is for tests of `link`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from rolec.driver.adopt.adopt import adopt
from rolec.driver.adopt.proof import Status
from support.aws_provider import needs_aws_provider, plan, run
from support.example import EXAMPLES, FORMS, NAMES, build
from support.root_module import VARIABLES, Called, called, override, write_root
from support.terraform import needs_terraform, terraform

ASSOCIATION = "aws_eks_pod_identity_association"
LACKING = {ASSOCIATION}
"""Resources that moto 5.2 has not; these are validated and planned."""


@dataclass(frozen=True, slots=True)
class Estate:
    """All examples, applied."""

    root: Path
    modules: list[Called]


@pytest.fixture(scope="module")
def estate(tmp_path_factory, workspaces, moto):
    root = tmp_path_factory.mktemp("estate")
    modules = called(NAMES, "module")
    write_root(root, modules, moto)
    _spare_moto(root, modules)
    workspaces.prepare(root)
    run(root, "apply", "-auto-approve", "-input=false")
    return Estate(root, modules)


def _without_key(address: str) -> str:
    return re.sub(r"\[[^]]*\]$", "", address)


def _spare_moto(root: Path, modules: list[Called]) -> None:
    override(root, modules, ASSOCIATION, "count = 0")
    # Moto forgets the tags of a SAML provider: Terraform would set them again each time.
    override(root, modules, "aws_iam_saml_provider", "tags = null")


@needs_terraform
@pytest.mark.parametrize("form", FORMS)
def test_the_layout_is_that_of_terraform_fmt(form, tmp_path):
    for module in called(NAMES, form):
        module.built.write(tmp_path / module.label)
    done = terraform("fmt", "-check", "-diff", "-recursive", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@needs_aws_provider
@pytest.mark.parametrize("form", FORMS)
def test_the_provider_finds_it_valid(form, tmp_path, workspaces, moto):
    write_root(tmp_path, called(NAMES, form), moto)
    workspaces.prepare(tmp_path)
    verdict = json.loads(run(tmp_path, "validate", "-json"))
    assert verdict["diagnostics"] == []


@needs_aws_provider
def test_every_resource_can_be_made(estate):
    state = run(estate.root, "state", "list").split()
    made = {re.sub(r"\[.*\]$", "", address) for address in state if ".data." not in address}
    wanted = {address for module in estate.modules for address in module.resources}
    lacking = {address for address in wanted if address.split(".")[2] in LACKING}
    assert {address.split(".")[2] for address in lacking} == LACKING
    assert wanted - made == lacking


@needs_aws_provider
def test_its_state_is_adopted_and_proved(estate, tmp_path):
    state = tmp_path / "state.json"
    state.write_text(run(estate.root, "show", "-json"), encoding="utf-8")
    found = adopt((state,), tmp_path / "specs")
    assert found.diagnostics == ()
    assert len(found.roles) > len(NAMES)
    assert {each.status for each in found.roles} == {Status.EQUAL}
    # Most are in words; what has no words in a spec is what an example is there to show.
    literal = [word for each in found.roles for word in each.fallbacks]
    assert len(literal) < len(found.roles) / 4


@needs_aws_provider
def test_nothing_is_left_to_do_after_an_apply(estate):
    assert plan(estate.root) == ""


@needs_aws_provider
def test_policies_in_files_are_the_same_to_terraform(estate, moto):
    in_files = called(NAMES, "file")
    # A value that only the JSON needs is no variable of the module any more.
    write_root(estate.root, in_files, moto)
    _spare_moto(estate.root, in_files)
    assert plan(estate.root) == ""


@needs_aws_provider
def test_what_exists_can_be_imported(estate, tmp_path, workspaces, moto):
    write_root(tmp_path, estate.modules, moto)
    _spare_moto(tmp_path, estate.modules)
    blocks = "\n".join(_imports(module) for module in estate.modules)
    (tmp_path / "imports.tf").write_text(blocks, encoding="utf-8")
    workspaces.prepare(tmp_path)
    run(tmp_path, "plan", "-input=false", "-out=plan")
    changes = json.loads(run(tmp_path, "show", "-json", "plan"))["resource_changes"]
    imported = [change for change in changes if "importing" in change["change"]]
    # Every resource of every example, so that no type of resource is left out.
    wanted = {address for module in estate.modules for address in module.resources}
    assert {address for address in wanted if address.split(".")[2] not in LACKING} == {
        _without_key(change["address"]) for change in imported
    }
    assert {_changed(change) for change in imported} <= {(), ("force_detach_policies",)}


def _imports(module: Called) -> str:
    """The blocks, as a root module has them: Terraform reads them nowhere else."""
    built = build(EXAMPLES / module.example, imports=True)
    own = next(b for b in built if b.module.folder == module.built.module.folder)
    text = next(t for path, t in own.texts.items() if Path(path).name == "imports.tf")
    blocks = [b for b in re.split(r"\n(?=import )", text) if b.startswith("import {")]
    kept = [block for block in blocks if f"to = {ASSOCIATION}." not in block]
    moved = "\n".join(re.sub(r"( to +=) ", rf"\1 module.{module.label}.", b) for b in kept)
    known = re.sub(r"\$\{var\.(\w+)\}", lambda found: VARIABLES[found[1]], moved)
    return re.sub(r"\bvar\.(\w+)", lambda found: json.dumps(VARIABLES[found[1]]), known)


def _changed(change: dict) -> tuple[str, ...]:
    """The arguments that an import would leave to change; one of them is Terraform's own."""
    before, after = change["change"]["before"], change["change"]["after"]
    return tuple(sorted(key for key in after if before.get(key) != after[key]))
