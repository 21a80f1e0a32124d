"""What there is to link: every definition of a project, with its account and group."""

from __future__ import annotations

from dataclasses import field

from rolec.ir.module import Account
from rolec.ir.role import Definition, OidcProvider, Policy, Role, SamlProvider, name_of
from rolec.ir.text import Entity, Link
from rolec.ir.texts import links_in, texts_of
from rolec.record import dataclass


@dataclass(frozen=True, slots=True)
class Placed:
    """A definition in one account; ``group`` is its module within the account.

    ``wanted`` is whether it is made although nothing of the project uses it; ``links`` are
    all that its texts name.
    """

    account: Account
    group: str
    definition: Definition
    wanted: bool = True
    links: list[Link] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        # While the texts are fresh: to walk them later, once more, costs three times as much.
        object.__setattr__(self, "links", links_in(texts_of(self.definition)))

    @property
    def entity(self) -> Entity:
        """The kind of the definition."""
        match self.definition:
            case Role():
                return Entity.ROLE
            case Policy():
                return Entity.POLICY
            case OidcProvider():
                return Entity.OIDC_PROVIDER
            case SamlProvider():
                return Entity.SAML_PROVIDER

    @property
    def name(self) -> str | None:
        """What AWS will call it, where that is known."""
        match self.definition:
            case Role() | Policy():
                return name_of(self.definition).value
            case OidcProvider(name=name) | SamlProvider(name=name):
                return name

    @property
    def arn(self) -> str | None:
        """The ARN that AWS will give it, where its name, its path and the id of the account are known.

        Source: the IAM User Guide, "IAM identifiers".
        """
        account = self.account
        if account.id is None:
            return None
        resource = _resource(self.definition)
        return f"arn:{account.partition}:iam::{account.id}:{resource}" if resource else None


def _resource(definition: Definition) -> str | None:
    match definition:
        case Role():
            return _below_path("role", definition)
        case Policy():
            return _below_path("policy", definition)
        case OidcProvider(url=url):
            return f"oidc-provider/{url.value.removeprefix('https://')}" if url.value else None
        case SamlProvider(name=name):
            return f"saml-provider/{name}"


def _below_path(type_: str, definition: Role | Policy) -> str | None:
    path, name = definition.path.value, name_of(definition).value
    return f"{type_}{path}{name}" if path is not None and name is not None else None
