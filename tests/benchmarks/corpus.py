"""Specs to measure with: made from a seed, as long and as varied as those that people write."""

from __future__ import annotations

import random
from pathlib import Path

_SERVICES = {
    "s3": ("GetObject", "PutObject", "DeleteObject", "GetObjectVersion", "GetObjectTagging"),
    "dynamodb": ("GetItem", "PutItem", "Query", "UpdateItem", "BatchGetItem", "DescribeTable"),
    "sqs": ("SendMessage", "ReceiveMessage", "DeleteMessage", "GetQueueAttributes"),
    "ecr": ("BatchGetImage", "PutImage", "InitiateLayerUpload", "CompleteLayerUpload"),
    "ecs": ("UpdateService", "DescribeServices", "DeleteService"),
    "kms": ("Decrypt", "Encrypt", "GenerateDataKey", "DescribeKey"),
    "logs": ("DescribeLogStreams", "FilterLogEvents", "PutRetentionPolicy"),
}
_RESOURCES = {
    "s3": "arn:aws:s3:::{name}/*",
    "dynamodb": "arn:aws:dynamodb:eu-west-1:{account}:table/{name}",
    "sqs": "arn:aws:sqs:eu-west-1:{account}:{name}",
    "ecr": "arn:aws:ecr:eu-west-1:{account}:repository/{name}",
    "ecs": "arn:aws:ecs:eu-west-1:{account}:service/{name}/*",
    "kms": "arn:aws:kms:eu-west-1:{account}:key/{name}",
    "logs": "arn:aws:logs:eu-west-1:{account}:log-group:{name}",
}
_TEAMS = ("payments", "search", "catalog", "delivery", "identity", "insights")
_ACCOUNT = "111122223333"
_SIZES = range(1500, 2700)
"""How many bytes a spec has."""


def make_specs(folder: Path, count: int, seed: int = 1) -> int:
    """Write ``count`` role specs below ``folder``, and say how many bytes one has on average."""
    roles = folder / "roles"
    roles.mkdir(parents=True)
    (folder / "rolec.yaml").write_text(f'language: 1\naccount: "{_ACCOUNT}"\n', "utf-8")
    chance = random.Random(seed)
    size = 0
    for number in range(count):
        text = _spec(number, chance)
        size += len(text)
        (roles / f"role-{number:06}.yaml").write_text(text, "utf-8")
    return size // count


def change_spec(folder: Path, number: int, word: str) -> None:
    """Give one spec another description."""
    path = folder / "roles" / f"role-{number:06}.yaml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    lines[1] = f"description: Changed, {word}.\n"
    path.write_text("".join(lines), "utf-8")


def any_actions(chance: random.Random) -> tuple[str, list[str]]:
    """A service, and some of its actions."""
    service = chance.choice(tuple(_SERVICES))
    names = _SERVICES[service]
    some = sorted(chance.sample(names, chance.randint(2, len(names))))
    return service, [f"{service}:{action}" for action in some]


def any_resource(service: str, name: str) -> str:
    """The ARN of what ``service`` has of this name."""
    return _RESOURCES[service].format(account=_ACCOUNT, name=name)


def _spec(number: int, chance: random.Random) -> str:
    while True:
        text = _any_spec(number, chance)
        if len(text) in _SIZES:
            return text


def _any_spec(number: int, chance: random.Random) -> str:
    team = chance.choice(_TEAMS)
    lines = [
        f"role: role-{number:06}",
        f"description: What the {team} pipeline number {number} may do when it deploys.",
        f"path: /{team}/",
        f"max_session_duration: {chance.choice(('1h', '2h', '7200'))}",
        f"tags: {{team: {team}, cost-center: cc-{chance.randrange(1000):04}, managed-by: rolec}}",
        *_trust(number, team, chance),
        "permissions:",
        f"  - inline_policy: {team}",
        "    statements:",
    ]
    for index in range(chance.randint(3, 6)):
        lines += _statement(index, team, chance)
    return "\n".join(lines) + "\n"


def _trust(number: int, team: str, chance: random.Random) -> list[str]:
    if chance.random() < 0.5:
        branches = ", ".join(f"release/{chance.randrange(100)}.x" for _ in range(3))
        return [
            "trust:",
            f"  - github_actions: acme/{team}-{number}",
            f"    branches: [main, {branches}]",
            "    when:",
            "      StringEquals:",
            f"        aws:RequestedRegion: [eu-west-1, eu-central-1, us-east-{chance.randint(1, 2)}]",
        ]
    return [
        "trust:",
        "  - web_identity: token.actions.githubusercontent.com",
        "    audience: sts.amazonaws.com",
        f"    subject: repo:acme/{team}-{number}:environment:production",
        "    when:",
        "      StringLike:",
        "        token.actions.githubusercontent.com:job_workflow_ref:",
        f"          - acme/{team}-{number}/.github/workflows/deploy.yml@refs/heads/main",
        f"          - acme/{team}-{number}/.github/workflows/build.yml@refs/tags/*",
    ]


def _statement(index: int, team: str, chance: random.Random) -> list[str]:
    service, actions = any_actions(chance)
    lines = [
        f"      - sid: {team.capitalize()}{service.capitalize()}{index}",
        "        allow:",
        *(f"          - {action}" for action in actions),
        "        on:",
    ]
    lines += [
        "          - " + any_resource(service, f"{team}-{chance.randrange(10**6):06}")
        for _ in range(chance.randint(1, 3))
    ]
    if chance.random() < 0.7:
        lines += [
            "        when:",
            "          StringEquals:",
            f"            aws:PrincipalTag/team: [{team}, shared-{chance.randrange(100)}]",
            "          Bool:",
            '            aws:SecureTransport: "true"',
        ]
    ticket = chance.randrange(10**5)
    return [
        *lines,
        f"        because: The {team} pipeline ships with {service}, see ticket {ticket}.",
    ]
