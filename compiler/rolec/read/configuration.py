"""What Terraform files say about IAM."""

from __future__ import annotations

from dataclasses import field

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.ir.role import OidcProvider, Policy, Role, SamlProvider
from rolec.read.value import Block, Value
from rolec.record import dataclass
from rolec.source.span import Span


@dataclass(frozen=True, slots=True)
class Address:
    """A resource that was read, and the resources that it waits for without naming them."""

    address: str
    depends_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable, and its type as it is written."""

    name: str
    type: str = ""


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
    """A resource that exists already under ``id``, where all that is ``enabled`` is true.

    With ``items`` that is for each item of a list.
    """

    address: str
    id: Value
    span: Span = field(compare=False, repr=False)
    enabled: tuple[str, ...] = ()
    items: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """The roles, policies and providers of some files, in the order written.

    ``resources`` are the addresses of all that these are made of; ``rest`` is every block
    that is about something else. What could not be read is left out, and ``diagnostics``
    say so: with none, nothing was left out.
    """

    roles: tuple[Role, ...] = ()
    policies: tuple[Policy, ...] = ()
    oidc_providers: tuple[OidcProvider, ...] = ()
    saml_providers: tuple[SamlProvider, ...] = ()
    resources: tuple[Address, ...] = ()
    outputs: tuple[Output, ...] = ()
    variables: tuple[Variable, ...] = ()
    moved: tuple[Moved, ...] = ()
    imports: tuple[Import, ...] = ()
    rest: tuple[Block, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
