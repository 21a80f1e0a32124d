"""Terraform: a file for every role, policy and identity provider."""

from __future__ import annotations

from collections.abc import Iterator

from rolec.emit.enabled import here, listed
from rolec.emit.hcl.value import Address, Call, Comment, Keyword, ModuleFile
from rolec.emit.json_document import (
    inline_policy_path,
    json_documents,
    policy_path,
    references,
    trust_path,
)
from rolec.emit.moved import moves
from rolec.emit.output import Output, OutputFile
from rolec.emit.target import Target
from rolec.emit.template import render
from rolec.emit.texts import resource_texts
from rolec.emit.variables import variables
from rolec.emit.written_policy import written_policy
from rolec.ir.document import Document
from rolec.ir.module import Layout, Module
from rolec.ir.role import OidcProvider, Policy, Role, SamlProvider
from rolec.ir.text import Link, Reference


def _emit(module: Module) -> Output:
    files: dict[str, OutputFile] = {}
    if module.settings.layout is Layout.MODULE:
        files["rolec.tf"] = OutputFile(_settings(module), "")
    for role in module.roles:
        files[f"role.{role.name}.tf"] = OutputFile(_role(role, module), role.source)
    for policy in module.policies:
        files[f"policy.{policy.name}.tf"] = OutputFile(_policy(policy, module), policy.source)
    for oidc in module.oidc_providers:
        files[f"oidc_provider.{oidc.name}.tf"] = OutputFile(_oidc_provider(oidc), oidc.source)
    for saml in module.saml_providers:
        files[f"saml_provider.{saml.name}.tf"] = OutputFile(_saml_provider(saml), saml.source)
        files[_metadata_path(saml)] = OutputFile(saml.metadata, saml.source)
    return Output(files)


def _settings(module: Module) -> str:
    others = dict(module.variables) | dict(_typed(module))
    used = variables(_references(module), others)
    return render(
        "rolec.tf.j2",
        settings=module.settings,
        variables=[(name, Keyword(type_)) for name, type_ in used],
    )


def _typed(module: Module) -> Iterator[tuple[str, str]]:
    """The variables that are no texts, each with its type."""
    named: tuple[Role | Policy, ...] = (*module.roles, *module.policies)
    truths = [text for each in named for text in each.enabled]
    for role in module.roles:
        truths += [text for each in role.inline_policies for text in each.enabled]
        truths += [text for each in role.attachments for text in each.enabled]
        truths += role.instance_profile.enabled if role.instance_profile else ()
    tagged = (*named, *module.oidc_providers, *module.saml_providers)
    maps = [each.tags_from for each in tagged if each.tags_from]
    for type_, texts in (("bool", truths), ("map(string)", maps)):
        found = [part for text in texts for part in text.parts if isinstance(part, Reference)]
        yield from ((name, type_) for name, _ in variables(found, {}))


def _references(module: Module) -> Iterator[Reference | Link]:
    for text in resource_texts(module):
        yield from (part for part in text.parts if not isinstance(part, str))
    for found in json_documents(module):
        used = references(found.document)
        # What a file says, Terraform needs no variable for.
        if used and isinstance(written_policy(found.document, found.path, module).value, Document):
            yield from used


def _role(role: Role, module: Module) -> str:
    inline = [
        (policy, written_policy(policy.document, inline_policy_path(role, policy), module))
        for policy in role.inline_policies
    ]
    policies = [Address("aws_iam_role_policy", each.label) for each in role.inline_policies]
    attached = [Address("aws_iam_role_policy_attachment", a.label) for a in role.attachments]
    return render(
        "role.tf.j2",
        source=_origin(role.source),
        role=role,
        trust=written_policy(role.trust, trust_path(role), module),
        inline_policies=inline,
        here=here(role),
        policy_names=listed("aws_iam_role_policy", role.inline_policies, "name", role),
        policy_arns=listed("aws_iam_role_policy_attachment", role.attachments, "policy_arn", role),
        # Who uses the role waits until it may do what it is for.
        permissions=[*policies, *attached],
        moves=moves(role),
    )


def _policy(policy: Policy, module: Module) -> str:
    return render(
        "policy.tf.j2",
        source=_origin(policy.source),
        policy=policy,
        document=written_policy(policy.document, policy_path(policy), module),
        moves=moves(policy),
    )


def _oidc_provider(provider: OidcProvider) -> str:
    return render(
        "oidc_provider.tf.j2",
        source=_origin(provider.source),
        provider=provider,
        moves=moves(provider),
    )


def _saml_provider(provider: SamlProvider) -> str:
    return render(
        "saml_provider.tf.j2",
        source=_origin(provider.source),
        provider=provider,
        metadata=Call("file", (ModuleFile(_metadata_path(provider)),)),
        moves=moves(provider),
    )


def _origin(source: str) -> Comment:
    return Comment(f" from {source}" if source else "")


def _metadata_path(provider: SamlProvider) -> str:
    return f"saml_provider.{provider.name}.xml"


TARGET = Target(name="terraform", emit=_emit)
