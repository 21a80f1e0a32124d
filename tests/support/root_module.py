"""One Terraform configuration of many modules: judges are asked once about all examples."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from support.example import EXAMPLES, Built, build_example
from support.moto_server import Moto

DEFAULT_ACCOUNT = "111122223333"
"""Where the roles of a project are made that does not know its account."""

VARIABLES = {
    "archive_flow_logs": True,
    "enable_flow_logs": True,
    "cluster_oidc_issuer": "https://oidc.eks.eu-west-1.amazonaws.com/id/5C1F0E4B7A9D2836",
    "cluster_oidc_provider_arn": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/5C1F0E4B7A9D2836",
    "cost_center": "4711",
    "environment": "staging",
    "photo_arns": ["arn:aws:s3:::acme-photos/*", "arn:aws:s3:::acme-press/*"],
    "tags": {"team": "media"},
    "thumbnail_bucket_arn": "arn:aws:s3:::acme-thumbnails",
    "thumbnail_key_arn": "arn:aws:kms:eu-west-1:111122223333:key/7b0f4a52-93d1-4c0e-8a4d-2f6f0a3f5c11",
}
"""What a caller would pass to modules that ask for values."""

_RESOURCE = re.compile(r'^resource "([a-z0-9_]+)" "([A-Za-z0-9_-]+)"', re.MULTILINE)
_VARIABLE = re.compile(r'^variable "([A-Za-z0-9_-]+)"', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Called:
    """A module of an example, as a root configuration calls it."""

    example: str
    built: Built

    @property
    def label(self) -> str:
        """The name of the call."""
        folder = self.built.module.folder.replace("/", "_")
        return f"{self.example}_{folder}" if folder else self.example

    @property
    def account(self) -> str:
        """The account that its roles are made in."""
        return self.built.module.account.id or DEFAULT_ACCOUNT

    @property
    def region(self) -> str:
        """A region of the account's partition: the provider knows the partition by it."""
        regions = {"aws-us-gov": "us-gov-west-1", "aws-cn": "cn-north-1"}
        return regions.get(self.built.module.account.partition, "us-east-1")

    @property
    def resources(self) -> set[str]:
        """The addresses of all that it defines."""
        return {
            f"module.{self.label}.{type_}.{label}"
            for type_, label in _RESOURCE.findall(self._terraform)
        }

    @property
    def variables(self) -> list[str]:
        """The names of the variables that it declares."""
        return _VARIABLE.findall(self._terraform)

    def write(self, root: Path) -> None:
        """Writes the module below ``root``, with the configuration that it is made for, if any."""
        folder = root / "modules" / self.label
        shutil.rmtree(folder, ignore_errors=True)
        self.built.write(folder)
        for path in (EXAMPLES / self.example).rglob("*.tf"):
            shutil.copy(path, folder)

    @property
    def _terraform(self) -> str:
        return "\n".join(t for path, t in self.built.texts.items() if path.endswith(".tf"))


def called(names: list[str], form: str) -> list[Called]:
    """The modules of examples, in one of the forms."""
    return [Called(name, built) for name in names for built in build_example(name, form)]


def write_root(root: Path, modules: list[Called], moto: Moto | None) -> None:
    """Writes a configuration that calls ``modules``, each with a provider for its account.

    Without moto it is one to be validated, for which no account is asked.
    """
    for module in modules:
        module.write(root)
    accounts = {(module.account, module.region) for module in modules} if moto else set()
    providers = [moto.provider(*each, alias=f"account_{each[0]}") for each in sorted(accounts)]
    calls = [_call(module, with_provider=moto is not None) for module in modules]
    (root / "main.tf").write_text("\n".join(providers + calls), encoding="utf-8")


def override(root: Path, modules: list[Called], type_: str, argument: str) -> None:
    """Sets one argument of each resource of a type, beside what was written, by Terraform's way."""
    for module in modules:
        found = [a.rpartition(".")[2] for a in sorted(module.resources) if f".{type_}." in a]
        blocks = [f'resource "{type_}" "{label}" {{\n  {argument}\n}}\n' for label in found]
        if blocks:
            path = root / "modules" / module.label / f"{type_}_override.tf"
            path.write_text("\n".join(blocks), encoding="utf-8")


def _call(module: Called, *, with_provider: bool) -> str:
    lines = [f'module "{module.label}" {{', f'  source = "./modules/{module.label}"']
    if with_provider:
        lines.append(f"  providers = {{ aws = aws.account_{module.account} }}")
    lines += [f"  {name} = {json.dumps(VARIABLES[name])}" for name in module.variables]
    return "\n".join((*lines, "}\n"))
