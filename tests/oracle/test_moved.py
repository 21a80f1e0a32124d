"""Labels change, and Terraform moves every resource to its new address without touching it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest

from rolec.emit.emit import emit
from support.aws_provider import needs_aws_provider, plan, run
from support.project import modules

METADATA = f"<EntityDescriptor><!--{'x' * 1000}--></EntityDescriptor>"
SPECS = {
    "web": """
        role: web
        trust:
          - aws_service: ec2
          - web_identity: ci
            audience: sts.amazonaws.com
            subject: main
          - saml: office
        permissions_boundary: {policy: Limits}
        permissions:
          - managed_policy: ReadOnlyAccess
          - policy: Shared
          - inline_policy: own
            statements: [{allow: s3:GetObject, on: "*"}]
          - inline_policy: with=signs
            statements: [{allow: s3:PutObject, on: "*"}]
        instance_profile: true
        exclusive: true
        """,
    "Shared": 'policy: Shared\nstatements: [{allow: s3:ListAllMyBuckets, on: "*"}]\n',
    "Limits": 'policy: Limits\nstatements: [{allow: "s3:*", on: "*"}]\n',
    "ci": "oidc_provider: ci\nurl: https://ci.example.com\nclient_id_list: sts.amazonaws.com\n",
    "office": "saml_provider: office\nmetadata: office.xml\n",
}
TYPES = {
    "aws_iam_instance_profile",
    "aws_iam_openid_connect_provider",
    "aws_iam_policy",
    "aws_iam_role",
    "aws_iam_role_policies_exclusive",
    "aws_iam_role_policy",
    "aws_iam_role_policy_attachment",
    "aws_iam_role_policy_attachments_exclusive",
    "aws_iam_saml_provider",
}
"""All that rolec writes, but the association of EKS, which moto has not."""


ENABLED = "enabled: ${var.on}\n"
MOVED = "Plan: 0 to add, 0 to change, 0 to destroy."


@dataclass(frozen=True, slots=True)
class Applied:
    """The specs as they were applied once, with `first` in every label; tests only plan.

    They were, and are, made always or only where something is ``enabled``.
    """

    account: str
    specs: Path
    terraform: Path
    addresses: frozenset[str]
    enabled: str

    def relabelled(self, label: str, *before: str) -> Path:
        """Terraform's folder, with the specs built with another label."""
        _write(self.account, self.specs / label, self.terraform, label, before, self.enabled)
        return self.terraform


@pytest.fixture(
    scope="module",
    params=[
        ("123412341234", "", ""),
        ("123412341235", "", ENABLED),
        ("123412341236", ENABLED, ENABLED),
        ("123412341237", ENABLED, ""),
    ],
    ids=["always", "now where it is enabled", "where it is enabled", "now always"],
)
def applied(request, tmp_path_factory, workspaces, moto):
    # An account of its own: all examples are applied to others.
    account, was, is_ = request.param
    specs, folder = tmp_path_factory.mktemp("specs"), tmp_path_factory.mktemp("terraform")
    _write(account, specs / "first", folder, "first", (), was)
    (folder / "on.auto.tfvars").write_text("on = true\n", encoding="utf-8")
    (folder / "provider.tf").write_text(moto.provider(account), encoding="utf-8")
    workspaces.prepare(folder)
    run(folder, "apply", "-auto-approve", "-input=false")
    addresses = frozenset(run(folder, "state", "list").split())
    return Applied(account, specs, folder, addresses, is_)


@needs_aws_provider
def test_a_new_label_moves_everything_and_changes_nothing(applied):
    folder = applied.relabelled("second", "first")
    assert MOVED in run(folder, "plan", "-input=false", "-out=plan")
    changes = json.loads(run(folder, "show", "-json", "plan"))["resource_changes"]
    assert {change["previous_address"] for change in changes} == applied.addresses
    assert {tuple(change["change"]["actions"]) for change in changes} == {("no-op",)}
    assert not applied.addresses & {change["address"] for change in changes}


@needs_aws_provider
def test_a_state_that_is_two_labels_behind_is_moved_too(applied):
    assert MOVED in plan(applied.relabelled("third", "first", "second"), "-refresh=false")


@needs_aws_provider
def test_without_the_old_label_everything_would_be_made_again(applied):
    count = len(applied.addresses)
    said = plan(applied.relabelled("second"), "-refresh=false")
    assert f"Plan: {count} to add, 0 to change, {count} to destroy." in said


@needs_aws_provider
def test_every_type_of_resource_was_there(applied):
    assert {address.partition(".")[0] for address in applied.addresses} == TYPES


def _write(
    account: str, specs: Path, folder: Path, label: str, before: tuple[str, ...], enabled: str
) -> None:
    [module] = modules(specs, _files(account, label, before, enabled)).values()
    for path, file in emit(module).files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(file.text, encoding="utf-8")


def _files(account: str, label: str, before: tuple[str, ...], enabled: str) -> dict[str, str]:
    moved = f"moved_from: [{', '.join(f'{old}-NAME' for old in before)}]\n" if before else ""
    files = {
        f"roles/{name}.yaml": f"{dedent(text)}label: {label}-NAME\n{moved}{on}".replace(
            "NAME", name
        )
        for name, text in SPECS.items()
        # An identity provider is always made.
        for on in ("" if "_provider:" in text else enabled,)
    }
    return files | {"rolec.yaml": f"account: '{account}'\n", "office.xml": METADATA}
