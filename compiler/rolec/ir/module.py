"""What one output folder holds: the roles of one account, as one Terraform module."""

from __future__ import annotations

from enum import StrEnum

from rolec.ir.role import Definition, OidcProvider, Policy, Role, SamlProvider
from rolec.record import dataclass


class Layout(StrEnum):
    """Whether an output folder is a Terraform module or files for an existing one."""

    MODULE = "module"
    FILES = "files"


class PolicyForm(StrEnum):
    """How Terraform gets a policy: ``jsonencode({...})``, or ``file()`` of the JSON beside it."""

    JSONENCODE = "jsonencode"
    FILE = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class TerraformSettings:
    """What ``terraform:`` of rolec.yaml says."""

    layout: Layout = Layout.MODULE
    policies: PolicyForm = PolicyForm.JSONENCODE
    required_version: str = ">= 1.5"
    provider_version: str = ">= 5.81"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An AWS account; what is not known is None, the nickname of an only account is empty."""

    nickname: str = ""
    id: str | None = None
    partition: str = "aws"
    region: str | None = None
    owned: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One output folder: everything of one account and group, each sorted by name.

    ``folder`` is relative to the output folder, with ``/``, and empty for the folder itself.
    ``variables``, each with its type, are declared although nothing of this module uses them:
    files of an earlier build do, which stay beside it.
    """

    folder: str
    account: Account
    group: str = ""
    settings: TerraformSettings = TerraformSettings()
    roles: tuple[Role, ...] = ()
    policies: tuple[Policy, ...] = ()
    oidc_providers: tuple[OidcProvider, ...] = ()
    saml_providers: tuple[SamlProvider, ...] = ()
    variables: tuple[tuple[str, str], ...] = ()


def definitions_of(module: Module) -> tuple[Definition, ...]:
    """Everything that ``module`` defines."""
    return (
        *module.roles,
        *module.policies,
        *module.oidc_providers,
        *module.saml_providers,
    )
