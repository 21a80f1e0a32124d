"""What rolec says Terraform will do is what Terraform says it will do."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent

import pytest

from rolec.emit.emit import emit
from rolec.ir.module import Module
from rolec.plan.plan import plan
from rolec.schema.replacing import replacing
from support.aws_provider import Workspaces, needs_aws_provider, run
from support.project import modules

ACCOUNT = "432143214321"
METADATA = f"<EntityDescriptor><!--{'x' * 1000}--></EntityDescriptor>"
BEFORE = {
    "rolec.yaml": f"account: '{ACCOUNT}'\n",
    "office.xml": METADATA,
    "roles/web.yaml": """
        role: web
        label: web
        path: /a/
        description: Reads photos.
        tags: {team: web}
        trust:
          - aws_service: ec2
          - {web_identity: ci, audience: sts.amazonaws.com, subject: main}
          - saml: office
          - aws_account: '111122223333'
        permissions_boundary: {policy: Limits}
        permissions:
          - managed_policy: AmazonSQSReadOnlyAccess
          - policy: Shared
          - inline_policy: own
            statements:
              - {sid: Read, allow: [s3:GetObject, s3:ListBucket], on: "*"}
              - {sid: Write, allow: s3:PutObject, on: "*", when: {StringEquals: {aws:PrincipalTag/a: [x, y]}}}
        instance_profile: true
        exclusive: true
        """,
    "roles/deployer.yaml": """
        role: deployer
        trust: [{role: web}]
        permissions: [{inline_policy: own, statements: [{allow: s3:GetObject, on: "*"}]}]
        """,
    "roles/policies.yaml": """
        policy: Shared
        description: Lists.
        statements: [{allow: s3:ListAllMyBuckets, on: "*"}]
        ---
        policy: Limits
        description: Bounds.
        statements: [{allow: ["s3:*", "sqs:*"], on: "*"}]
        """,
    "roles/providers.yaml": """
        oidc_provider: ci
        url: https://ci.example.com
        client_id_list: [a, sts.amazonaws.com]
        thumbprint_list: ['6938fd4d98bab03faadb97b34396831e3780aea1']
        ---
        saml_provider: office
        metadata: office.xml
        """,
}


class Edit:
    """Texts of files that become others."""

    def __init__(self, *edits: str):
        self._edits = [edits[i : i + 3] for i in range(0, len(edits), 3)]

    def of(self, before: dict[str, str]) -> dict[str, str]:
        """The files with the edits, each of which has something to change."""
        files = {file: dedent(text) for file, text in before.items()}
        for file, old, new in self._edits:
            assert old in files[file]
            files[file] = files[file].replace(old, new, 1)
        return files


WEB, POLICIES, PROVIDERS = "roles/web.yaml", "roles/policies.yaml", "roles/providers.yaml"
EDITS = {
    "nothing": Edit(WEB, "role: web", "role: web"),
    "another description": Edit(WEB, "Reads photos.", "Reads."),
    "no description": Edit(WEB, "description: Reads photos.\n", ""),
    "another path": Edit(WEB, "/a/", "/b/"),
    "another name": Edit(
        WEB, "role: web", "role: site", "roles/deployer.yaml", "role: web", "role: site"
    ),
    "another label": Edit(WEB, "label: web", "label: site"),
    "another label, moved": Edit(WEB, "label: web", "label: site\nmoved_from: web"),
    "a long way moved": Edit(WEB, "label: web", "label: site\nmoved_from: [older, web]"),
    "the session that is the default": Edit(WEB, "tags:", "max_session_duration: 1h\ntags:"),
    "a longer session": Edit(WEB, "tags:", "max_session_duration: 2h\ntags:"),
    "policies taken off": Edit(WEB, "tags:", "force_detach_policies: true\ntags:"),
    "another tag": Edit(WEB, "team: web", "team: site"),
    "no tags": Edit(WEB, "tags: {team: web}\n", ""),
    "no boundary": Edit(WEB, "permissions_boundary: {policy: Limits}\n", ""),
    "a boundary of AWS": Edit(WEB, "{policy: Limits}", "{policy: Shared}"),
    "the same boundary": Edit(WEB, "{policy: Limits}", f"arn:aws:iam::{ACCOUNT}:policy/Limits"),
    "actions in another order": Edit(WEB, "s3:GetObject, s3:ListB", "s3:ListBucket, s3:GetO"),
    "an action in other letters": Edit(WEB, "s3:ListBucket", "s3:listbucket"),
    "a resource more": Edit(WEB, 's3:PutObject, on: "*"', "s3:PutObject, on: arn:aws:s3:::x/*"),
    "another sid": Edit(WEB, "sid: Read", "sid: See"),
    "values in another order": Edit(WEB, "[x, y]", "[y, x]"),
    "a value more": Edit(WEB, "[x, y]", "[x, y, z]"),
    "another inline policy": Edit(WEB, "inline_policy: own", "inline_policy: other"),
    "another managed policy": Edit(WEB, "AmazonSQSReadOnly", "AmazonSQSFull"),
    "a policy less": Edit(WEB, "  - policy: Shared\n", ""),
    "not exclusive": Edit(WEB, "exclusive: true\n", ""),
    "no instance profile": Edit(WEB, "instance_profile: true\n", ""),
    "another instance profile": Edit(WEB, "profile: true", "profile: {name: photos}"),
    "another account trusted": Edit(WEB, "'111122223333'", "'999988887777'"),
    "trust in another order": Edit(
        WEB,
        "- saml: office\n  - aws_account: '111122223333'",
        "- aws_account: '111122223333'\n  - saml: office",
    ),
    "nobody of the provider": Edit(WEB, "  - saml: office\n", ""),
    "a policy's statement": Edit(POLICIES, "s3:ListAllMyBuckets", "s3:ListBucket"),
    "a policy's description": Edit(POLICIES, "Lists.", "All."),
    "a policy's path": Edit(POLICIES, "description: Lists.", "description: Lists.\npath: /s/"),
    "the boundary's description": Edit(POLICIES, "Bounds.", "Limits."),
    "a policy's tag": Edit(POLICIES, "description: Lists.", "description: Lists.\ntags: {a: b}"),
    "another issuer": Edit(PROVIDERS, "ci.example.com", "new.example.com"),
    "audiences in another order": Edit(PROVIDERS, "[a, sts.ama", "[sts.amazonaws.com, a] # "),
    "an audience more": Edit(PROVIDERS, "[a, ", "[a, b, "),
    "another thumbprint": Edit(PROVIDERS, "'6938", "'7938"),
    "no thumbprint": Edit(
        PROVIDERS, "thumbprint_list: ['6938fd4d98bab03faadb97b34396831e3780aea1']\n", ""
    ),
    "other metadata": Edit("office.xml", "<!--", "<!-- "),
    "JSON in files": Edit("rolec.yaml", "account", "terraform: {policies: file}\naccount"),
}


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    [module] = modules(tmp_path_factory.mktemp("before"), BEFORE).values()
    return module


@pytest.fixture(scope="module")
def after(tmp_path_factory):
    folder = tmp_path_factory.mktemp("after")
    return {
        name: next(iter(modules(folder / str(number), edit.of(BEFORE)).values()))
        for number, (name, edit) in enumerate(EDITS.items())
    }


@pytest.fixture(scope="module")
def planned(tmp_path_factory, workspaces: Workspaces, moto, before, after):
    """What Terraform plans for each edit: all in one configuration, a module for each.

    What was there before is applied once, and its state is that of every module.
    """
    first, all_ = tmp_path_factory.mktemp("first"), tmp_path_factory.mktemp("all")
    provider = moto.provider(ACCOUNT)
    _write(before, first)
    (first / "provider.tf").write_text(provider, encoding="utf-8")
    workspaces.prepare(first)
    run(first, "apply", "-auto-approve", "-input=false")
    calls = [f'module "e{n}" {{\n  source = "./e{n}"\n}}\n' for n in range(len(after))]
    (all_ / "main.tf").write_text(provider + "\n".join(calls), encoding="utf-8")
    for number, module in enumerate(after.values()):
        _write(module, all_ / f"e{number}")
    state = json.loads((first / "terraform.tfstate").read_text("utf-8"))
    modules_of = [f"module.e{number}" for number in range(len(after))]
    state["resources"] = [{**r, "module": m} for m in modules_of for r in state["resources"]]
    state["outputs"] = {}
    (all_ / "terraform.tfstate").write_text(json.dumps(state), encoding="utf-8")
    workspaces.prepare(all_)
    return dict(zip(after, _plans(all_, len(after)), strict=True))


@needs_aws_provider
@pytest.mark.parametrize("name", EDITS)
def test_what_is_foreseen_is_planned(name, before, after, planned):
    foreseen = {c.address: str(c.action) for c in plan(before, after[name], replacing())}
    assert foreseen == planned[name]


@needs_aws_provider
def test_edits_that_say_nothing_new_are_among_them(planned):
    actions = [set(changes.values()) for changes in planned.values()]
    assert sum(not each for each in actions) > 5
    assert set().union(*actions) == {"create", "update", "replace", "delete"}


def _plans(folder: Path, count: int) -> list[dict[str, str]]:
    run(folder, "plan", "-input=false", "-refresh=false", "-out=plan")
    changes = json.loads(run(folder, "show", "-json", "plan"))["resource_changes"]
    plans: list[dict[str, str]] = [{} for _ in range(count)]
    for each in changes:
        made = each["change"]["actions"]
        number = int(each["module_address"].removeprefix("module.e"))
        if made != ["no-op"]:
            address = each["address"].removeprefix(f"module.e{number}.")
            plans[number][address] = "replace" if len(made) > 1 else made[0]
    return plans


def _write(module: Module, folder: Path) -> None:
    for path, file in emit(module).files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(file.text, encoding="utf-8")
