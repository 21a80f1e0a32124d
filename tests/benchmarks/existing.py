"""What exists, to measure its adoption with: modules of Terraform, a dump of an account, a state."""

from __future__ import annotations

import json
import random
from pathlib import Path

from corpus import any_actions, any_resource

_ACCOUNT = "111122223333"
_FILES_OF_A_MODULE = 10
_MODULE_BYTES = 3000


def make_modules(folder: Path, files: int, seed: int = 1) -> int:
    """Write so many files of Terraform, ten a module, and say how many bytes one has on average."""
    chance = random.Random(seed)
    size = 0
    for number in range(files):
        text = _terraform(number, chance)
        size += len(text)
        path = folder / f"team-{number // _FILES_OF_A_MODULE:04}" / f"service-{number:05}.tf"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return size // files


def make_dump(path: Path, size: int, seed: int = 1) -> int:
    """Write a dump of an account of about ``size`` bytes, and say how many roles it has."""
    chance = random.Random(seed)
    roles: list[dict[str, object]] = []
    written = 0
    while written < size:
        roles.append(_detail(len(roles), chance))
        written += len(json.dumps(roles[-1], indent=4)) + 2
    whole = {"UserDetailList": [], "GroupDetailList": [], "RoleDetailList": roles, "Policies": []}
    path.write_text(json.dumps(whole, indent=4), "utf-8")
    return len(roles)


def make_state(path: Path, size: int, seed: int = 1) -> int:
    """Write `terraform show -json` of a state of about ``size`` bytes, one role in it to a hundred others."""
    chance = random.Random(seed)
    resources: list[dict[str, object]] = []
    written = roles = 0
    while written < size:
        is_role = len(resources) % 100 == 0
        roles += is_role
        resources.append(
            _role_of_state(len(resources), chance) if is_role else _other(len(resources))
        )
        written += len(json.dumps(resources[-1])) + 2
    values = {"root_module": {"resources": resources}}
    whole = {"format_version": "1.0", "terraform_version": "1.9.8", "values": values}
    path.write_text(json.dumps(whole), "utf-8")
    return roles


def _terraform(number: int, chance: random.Random) -> str:
    name = f"service-{number:05}"
    text = f"""# What {name} may do.

resource "aws_iam_role" "{name}" {{
  name        = "{name}"
  description = "Made for {name}, and used by its tasks."

  assume_role_policy = data.aws_iam_policy_document.{name}_trust.json

  tags = {{
    service = "{name}"
    owner   = "team-{number % 7}"
  }}
}}

data "aws_iam_policy_document" "{name}_trust" {{
  statement {{
    actions = ["sts:AssumeRole"]
    principals {{
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }}
    condition {{
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = ["{_ACCOUNT}"]
    }}
  }}
}}

resource "aws_iam_role_policy" "{name}" {{
  name   = "{name}"
  role   = aws_iam_role.{name}.id
  policy = data.aws_iam_policy_document.{name}.json
}}

resource "aws_iam_role_policy_attachment" "{name}" {{
  role       = aws_iam_role.{name}.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
}}

data "aws_iam_policy_document" "{name}" {{
"""
    statement = 0
    while len(text) < _MODULE_BYTES - 200:
        statement += 1
        service, actions = any_actions(chance)
        listed = "".join(f'      "{action}",\n' for action in actions)
        resource = any_resource(service, f"{name}-{statement}")
        text += f"""  statement {{
    sid    = "Part{statement}"
    effect = "Allow"
    actions = [
{listed}    ]
    resources = ["{resource}"]
  }}

"""
    return text + "}\n"


def _policy(name: str, chance: random.Random) -> dict[str, object]:
    statements = []
    for number in range(1, 5):
        service, actions = any_actions(chance)
        resource = any_resource(service, f"{name}-{number}")
        statements.append(
            {
                "Sid": f"Part{number}",
                "Effect": "Allow",
                "Action": list(actions),
                "Resource": resource,
            }
        )
    return {"Version": "2012-10-17", "Statement": statements}


def _trust() -> dict[str, object]:
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "ecs-tasks.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }
    return {"Version": "2012-10-17", "Statement": [statement]}


def _detail(number: int, chance: random.Random) -> dict[str, object]:
    name = f"service-{number:05}"
    return {
        "Path": "/services/",
        "RoleName": name,
        "RoleId": f"AROA{number:016}",
        "Arn": f"arn:aws:iam::{_ACCOUNT}:role/services/{name}",
        "CreateDate": "2024-05-01T10:00:00+00:00",
        "AssumeRolePolicyDocument": _trust(),
        "InstanceProfileList": [],
        "RolePolicyList": [{"PolicyName": name, "PolicyDocument": _policy(name, chance)}],
        "AttachedManagedPolicies": [
            {
                "PolicyName": "AmazonS3ReadOnlyAccess",
                "PolicyArn": "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
            }
        ],
        "Tags": [{"Key": "service", "Value": name}],
        "RoleLastUsed": {},
    }


def _role_of_state(number: int, chance: random.Random) -> dict[str, object]:
    name = f"service-{number:07}"
    values = {
        "arn": f"arn:aws:iam::{_ACCOUNT}:role/{name}",
        "assume_role_policy": json.dumps(_trust()),
        "description": "",
        "force_detach_policies": False,
        "id": name,
        "inline_policy": [{"name": name, "policy": json.dumps(_policy(name, chance))}],
        "managed_policy_arns": [],
        "max_session_duration": 3600,
        "name": name,
        "name_prefix": "",
        "path": "/",
        "permissions_boundary": "",
        "tags": {},
        "tags_all": {},
        "unique_id": f"AROA{number:016}",
    }
    return _resource("aws_iam_role", name, values)


def _other(number: int) -> dict[str, object]:
    name = f"thing-{number:07}"
    values = {
        "arn": f"arn:aws:sqs:eu-west-1:{_ACCOUNT}:{name}",
        "id": f"https://sqs.eu-west-1.amazonaws.com/{_ACCOUNT}/{name}",
        "name": name,
        "policy": json.dumps({"Version": "2012-10-17", "Statement": []}),
        "tags": {f"tag-{each}": "x" * 40 for each in range(10)},
    }
    return _resource("aws_sqs_queue", name, values)


def _resource(kind: str, name: str, values: dict[str, object]) -> dict[str, object]:
    return {
        "address": f"{kind}.{name}",
        "mode": "managed",
        "type": kind,
        "name": name,
        "provider_name": "registry.terraform.io/hashicorp/aws",
        "schema_version": 0,
        "values": values,
    }
