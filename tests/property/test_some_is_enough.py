"""What `rolec diff` leaves out makes no difference: all of both sides gives the same."""

from __future__ import annotations

import json
import random

import pytest

from rolec.cli.render_difference.json import difference_json
from rolec.driver.compile.compile import compile_paths
from rolec.driver.diff.compile_sides import compile_sides
from rolec.driver.diff.difference import difference
from rolec.driver.diff.sides import Side
from rolec.driver.project.files import DISK
from support.project import write

ACCOUNT = "111122223333"
NAMES = ("web", "api", "Job", "a.b", "web-api", "x")
POLICIES = ("shared", "limits", "logs")
SETTINGS = f"language: 1\naccount: '{ACCOUNT}'\nvariables: {{who: web, what: shared}}\n"
PROVIDERS = """\
oidc_provider: ci
url: https://ci.example.com
client_id_list: a
---
trusted_entities: everyone
trust: [{aws_service: ec2}]
"""


@pytest.fixture
def rounds(request):
    return request.config.getoption("--edits")


def test_what_is_left_out_does_not_matter(tmp_path, seed, rounds):
    chance = random.Random(seed)
    compared = left_out = failed = 0
    for number in range(rounds):
        old, new = tmp_path / f"{number}/old", tmp_path / f"{number}/new"
        files = _project(chance)
        write(old, files)
        write(new, _edited(files, chance))
        sides = [Side(path=path, files=DISK) for path in (old, new)]
        sided = compile_sides(*sides)
        whole = [compile_paths((path,)) for path in (old, new)]
        some = (sided.old, sided.new)
        broken = [each.has_errors for each in whole]
        if any(broken):
            # What is wrong on both sides alike may be left out.
            assert all(broken) or any(each.has_errors for each in some)
            failed += 1
            continue
        assert not any(each.has_errors for each in some), [each.diagnostics for each in some]
        shown = [
            json.loads(difference_json(difference(a, b, sided.edited))) for a, b in (whole, some)
        ]
        assert shown[0] == shown[1]
        compared += 1
        left_out += sum(each.documents for each in some) < sum(each.documents for each in whole)
    print(f"{compared} compared, something left out in {left_out}, {failed} with errors")
    assert compared > rounds / 3
    assert left_out > rounds / 10


def _project(chance: random.Random) -> dict[str, str]:
    files = {"rolec.yaml": SETTINGS, "roles/providers.yaml": PROVIDERS}
    roles = ["web", *chance.sample(NAMES[1:], chance.randint(2, len(NAMES) - 1))]
    for policy in POLICIES:
        files[f"roles/{policy}.yaml"] = _policy(policy, chance)
    for name in roles:
        files[f"roles/role-{name}.yaml"] = _role(name, roles, chance)
    files["own.json"] = _document(chance)
    return files


def _edited(files: dict[str, str], chance: random.Random) -> dict[str, str]:
    files = dict(files)
    roles = [path for path in files if "role-" in path]
    names = [path.removeprefix("roles/role-").removesuffix(".yaml") for path in roles]
    for _ in range(chance.randint(1, 2)):
        path = chance.choice(roles)
        name = path.removeprefix("roles/role-").removesuffix(".yaml")
        match chance.randrange(8):
            case 0:
                files.pop(path, None)
            case 1:
                files["roles/new.yaml"] = _role("new", names, chance)
            case 2:
                policy = chance.choice(POLICIES)
                files[f"roles/{policy}.yaml"] = _policy(policy, chance)
            case 3:
                files["own.json"] = _document(chance)
            case 4:
                # A name that others may know: then they have an error, or go on by its ARN.
                files[path] = files.get(path, "").replace(f"role: {name}\n", "role: other\n")
            case 5:
                files["rolec.yaml"] = SETTINGS.replace("who: web", "who: api")
            case _:
                files[path] = _role(name, names, chance)
    return files


def _policy(name: str, chance: random.Random) -> str:
    action = chance.choice(["s3:GetObject", "s3:PutObject"])
    description = chance.choice(["", "description: One.\n", "description: Two.\n"])
    return f'policy: {name}\n{description}statements: [{{allow: {action}, on: "*"}}]\n'


def _document(chance: random.Random) -> str:
    action = chance.choice(["sqs:SendMessage", "sqs:ReceiveMessage"])
    statement = {"Effect": "Allow", "Action": action, "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def _role(name: str, names: list[str], chance: random.Random) -> str:
    trust = [
        "{aws_service: ec2}",
        f"{{role: {chance.choice(names)}}}",
        f"{{aws_account: self, roles: [{chance.choice(names)}]}}",
        "{role: '${variables.who}'}",
        "{web_identity: ci, subject: main, audience: a}",
        "{trusted_entities: everyone}",
    ]
    arn = f"arn:aws:iam::{ACCOUNT}:role/{chance.choice(names)}"
    other = chance.choice(names)
    policies = [
        f"{{policy: {chance.choice(POLICIES)}}}",
        "{policy: '${variables.what}'}",
        "{inline_policy: doc, document: own.json}",
        f"{{inline_policy: hop, statements: [{{allow: sts:AssumeRole, on: {arn}}}]}}",
        f"{{inline_policy: all, statements: [{{allow: sts:AssumeRole, on: '${{roles.{other}.arn}}'}}]}}",
        "{inline_policy: any, statements: [{allow: sts:AssumeRole, on: '*'}]}",
    ]
    lines = [f"role: {name}"]
    lines += chance.sample(
        [f"path: /{chance.choice('ab')}/", "instance_profile: true"], chance.randint(0, 2)
    )
    lines += ["permissions_boundary: {policy: limits}"] * chance.randint(0, 1)
    trusted = chance.sample(trust, 1) if chance.random() < 0.5 else trust[:1]
    lines += [f"trust: [{', '.join(trusted)}]"]
    held = [policies[-1], *chance.sample(policies[:-1], chance.randint(0, 2))]
    lines += [f"permissions: [{', '.join(held)}]"]
    return "\n".join(lines) + "\n"
