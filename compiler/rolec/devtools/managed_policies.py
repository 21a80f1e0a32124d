"""Makes the table of AWS managed policies from the copy that moto carries."""

from __future__ import annotations

import json
from collections import defaultdict
from hashlib import sha256
from importlib.metadata import version


def managed_policies() -> str:
    """The JSON of ``catalog/data/managed_policies.json``: names by path, with their source."""
    from moto.iam.aws_managed_policies import aws_managed_policies_data as data

    names: dict[str, list[str]] = defaultdict(list)
    for name, policy in json.loads(data).items():
        names[policy.get("Path", "/")].append(name)
    table = {
        "source": f"moto {version('moto')}, moto/iam/aws_managed_policies.py",
        "licence": "Apache-2.0",
        "sha256": sha256(data.encode()).hexdigest(),
        "count": sum(map(len, names.values())),
        "names": {path: sorted(names[path]) for path in sorted(names)},
    }
    return json.dumps(table, indent=0) + "\n"
