"""What Terraform files say about IAM."""

from __future__ import annotations

from dataclasses import dataclass, field

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.ir.role import OidcProvider, Policy, Role, SamlProvider
from rolec.read.value import Block, Value
from rolec.source.span import Span


@dataclass(frozen=True, slots=True)
class Output:
    """An output: its value, and the resources that it waits for."""

    name: str
    value: Value
    depends_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Moved:
    """A resource that had another address; both as they are written."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Import:
    """A resource that exists already under ``id``."""

    address: str
    id: Value
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """The roles, policies and providers of some files, in the order written.

    ``instance_profiles`` are the labels of instance profiles by that of their role.
    ``variables`` are declared; ``rest`` is every block that is not about IAM. What could
    not be read is left out, and ``diagnostics`` say so: with none, nothing was left out.
    """

    roles: tuple[Role, ...] = ()
    policies: tuple[Policy, ...] = ()
    oidc_providers: tuple[OidcProvider, ...] = ()
    saml_providers: tuple[SamlProvider, ...] = ()
    instance_profiles: tuple[tuple[str, str], ...] = ()
    outputs: tuple[Output, ...] = ()
    variables: tuple[str, ...] = ()
    moved: tuple[Moved, ...] = ()
    imports: tuple[Import, ...] = ()
    rest: tuple[Block, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
