"""The files that a module must have, and what each must say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from rolec.ir.document import Document
from rolec.ir.module import Layout, Module, PolicyForm
from rolec.ir.role import OidcProvider, Policy, Role, SamlProvider
from rolec.ir.text import Entity
from rolec.read.configuration import Address, Configuration, Output
from rolec.read.value import Call, Entry, Null, Object, Opaque, Template, Traversal, Value
from rolec.record import dataclass
from rolec.source.span import NOWHERE
from rolec.verify.document import in_json, is_known, waits_for
from rolec.verify.entity import (
    oidc_provider_in_terraform,
    policy_in_terraform,
    role_in_terraform,
    saml_provider_in_terraform,
)
from rolec.verify.moved import moved
from rolec.verify.settings import settings


@dataclass(frozen=True, slots=True)
class Expected:
    """What a file must say: a configuration, a policy document, or these very words.

    ``files`` are those that it may name by ``file()``.
    """

    content: Configuration | Document | str
    files: tuple[str, ...] = ()


def expected(module: Module) -> dict[str, Callable[[], Expected]]:
    """What each file of ``module`` must say, by path, worked out when it is asked for.

    A build of many roles asks for those that changed.
    """
    return dict(_expected(module))


def _expected(module: Module) -> Iterator[tuple[str, Callable[[], Expected]]]:
    terraform = tuple(_terraform(module, module.settings.policies))
    yield from terraform
    if module.settings.layout is Layout.MODULE:
        yield "rolec.tf", partial(_settings, module, terraform)
    for path, document in _documents(module):
        if is_known(document):
            yield path, partial(_json, document)
    for provider in module.saml_providers:
        yield _metadata(provider), partial(Expected, provider.metadata)


def _terraform(module: Module, form: PolicyForm) -> Iterator[tuple[str, Callable[[], Expected]]]:
    for role in module.roles:
        yield f"role.{role.name}.tf", partial(_role, role, form)
    for policy in module.policies:
        yield f"policy.{policy.name}.tf", partial(_policy, policy, form)
    for oidc in module.oidc_providers:
        yield f"oidc_provider.{oidc.name}.tf", partial(_oidc_provider, oidc)
    for saml in module.saml_providers:
        yield f"saml_provider.{saml.name}.tf", partial(_saml_provider, saml)


def _settings(module: Module, files: Sequence[tuple[str, Callable[[], Expected]]]) -> Expected:
    found = [one().content for _, one in files]
    files_read = [c for c in found if isinstance(c, Configuration)]
    return Expected(settings(module.settings, files_read, dict(module.variables)))


def _json(document: Document) -> Expected:
    return Expected(in_json(document))


def _documents(module: Module) -> Iterator[tuple[str, Document]]:
    for role in module.roles:
        paths = _json_paths(role)
        documents = (role.trust, *(policy.document for policy in role.inline_policies))
        yield from zip(paths, documents, strict=True)
    for policy in module.policies:
        yield _json_paths(policy)[0], policy.document


def _json_paths(owner: Role | Policy) -> tuple[str, ...]:
    """The paths of a role's trust policy and inline policies, or of a policy."""
    if isinstance(owner, Policy):
        return (f"json/policy/{owner.name}.json",)
    # `.` and `..` are names of roles, and would be other folders.
    folder = owner.name.replace(".", "%2E") if owner.name in {".", ".."} else owner.name
    inline = (f"json/role/{folder}/inline/{p.name}.json" for p in owner.inline_policies)
    return (f"json/role/{folder}/trust.json", *inline)


def _metadata(provider: SamlProvider) -> str:
    return f"saml_provider.{provider.name}.xml"


def _role(role: Role, form: PolicyForm) -> Expected:
    own = f"{Entity.ROLE}.{role.label}"
    some = bool(role.enabled)
    policies = [Address(f"aws_iam_role_policy.{p.label}") for p in role.inline_policies]
    attached = [Address(f"aws_iam_role_policy_attachment.{a.label}") for a in role.attachments]
    profile = f"aws_iam_instance_profile.{role.label}" if role.instance_profile else None
    perhaps = bool(role.instance_profile and role.instance_profile.enabled)
    output = _output(
        f"role_{role.label}",
        {
            "name": _value(own, "name", some=some),
            "arn": _value(own, "arn", some=some),
            "unique_id": _value(own, "unique_id", some=some),
            "instance_profile_name": _value(profile, "name", some=perhaps),
            "instance_profile_arn": _value(profile, "arn", some=perhaps),
        },
        (*policies, *attached),
    )
    says = Configuration(
        roles=(role_in_terraform(role, form),),
        resources=(
            Address(own, waits_for(role.trust, form)),
            *(
                Address(address.address, waits_for(policy.document, form))
                for address, policy in zip(policies, role.inline_policies, strict=True)
            ),
            *attached,
            *([Address(profile)] if profile else []),
            *_others(role),
        ),
        outputs=(output,),
        moved=moved(role),
    )
    return Expected(says, _json_paths(role))


def _others(role: Role) -> Iterator[Address]:
    if role.exclusive:
        yield Address(f"aws_iam_role_policies_exclusive.{role.label}")
        yield Address(f"aws_iam_role_policy_attachments_exclusive.{role.label}")
    for one in role.pod_identity_associations:
        yield Address(f"aws_eks_pod_identity_association.{one.label}")


def _policy(policy: Policy, form: PolicyForm) -> Expected:
    own = f"{Entity.POLICY}.{policy.label}"
    values = {key: _value(own, key, some=bool(policy.enabled)) for key in ("name", "arn")}
    says = Configuration(
        policies=(policy_in_terraform(policy, form),),
        resources=(Address(own, waits_for(policy.document, form)),),
        outputs=(_output(f"policy_{policy.label}", values, ()),),
        moved=moved(policy),
    )
    return Expected(says, _json_paths(policy))


def _oidc_provider(provider: OidcProvider) -> Expected:
    says = Configuration(
        oidc_providers=(oidc_provider_in_terraform(provider),),
        resources=(Address(f"{Entity.OIDC_PROVIDER}.{provider.label}"),),
        moved=moved(provider),
    )
    return Expected(says)


def _saml_provider(provider: SamlProvider) -> Expected:
    says = Configuration(
        saml_providers=(saml_provider_in_terraform(provider),),
        resources=(Address(f"{Entity.SAML_PROVIDER}.{provider.label}"),),
        moved=moved(provider),
    )
    return Expected(says, (_metadata(provider),))


def _output(name: str, values: Mapping[str, Value], waits: tuple[Address, ...]) -> Output:
    entries = (Entry(Template((key,), NOWHERE), value) for key, value in values.items())
    addresses = tuple(address.address for address in waits)
    return Output(name, Object(tuple(entries), NOWHERE), addresses)


def _value(address: str | None, attribute: str, *, some: bool) -> Value:
    """An attribute of a resource, of which there is one, or ``some``: one or none."""
    if address is None:
        return Null(NOWHERE)
    if not some:
        return Traversal(f"{address}.{attribute}", NOWHERE)
    each = f"{address}[*].{attribute}"
    return Call("one", (Opaque(each, NOWHERE),), f"one({each})", NOWHERE)
