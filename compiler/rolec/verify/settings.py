"""What `rolec.tf` must say: Terraform's settings, and a variable for every one used."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from rolec.ir.module import TerraformSettings
from rolec.ir.role import Policy, Role, Tag, given_name
from rolec.ir.text import Reference, Text
from rolec.read.configuration import Configuration, Variable
from rolec.read.value import Argument, Block, Body, Entry, Object, Template, Value
from rolec.source.span import NOWHERE
from rolec.verify.document import texts

_MAP = "map(string)"
_VARIABLE = re.compile(r"var\.([A-Za-z0-9_-]+)(.*)", re.DOTALL)


def settings(
    wanted: TerraformSettings, files: Sequence[Configuration], others: Mapping[str, str]
) -> Configuration:
    """The settings block, and the variables that the other ``files`` of the module use.

    ``others``, by name with the type, are for files that are not read here.
    """
    return Configuration(variables=_variables(files, others), rest=(_block(wanted),))


def _block(wanted: TerraformSettings) -> Block:
    aws = Object(
        (
            Entry(_string("source"), _string("hashicorp/aws")),
            Entry(_string("version"), _string(wanted.provider_version)),
        ),
        NOWHERE,
    )
    providers = Block("required_providers", (), Body((_argument("aws", aws),), ()), NOWHERE)
    version = _argument("required_version", _string(wanted.required_version))
    return Block("terraform", (), Body((version,), (providers,)), NOWHERE)


def _string(text: str) -> Template:
    return Template((text,), NOWHERE)


def _argument(name: str, value: Value) -> Argument:
    return Argument(name, value, NOWHERE)


def _variables(files: Sequence[Configuration], others: Mapping[str, str]) -> tuple[Variable, ...]:
    """Each variable once: a string, or anything where only a part of its value is used."""
    types = dict(others)
    typed = [pair for file in files for pair in _typed(file)]
    # Of two types of one variable, wherever they are, a map is meant.
    for type_, given in sorted(typed, key=lambda pair: pair[0] == _MAP):
        if variable := _VARIABLE.fullmatch(given.written[2:-1]):
            types[variable[1]] = type_
    for text in _texts(files):
        for part in text.parts:
            found = _VARIABLE.fullmatch(part.expression) if isinstance(part, Reference) else None
            if found is not None:
                whole = types.get(found[1], "string") if not found[2] else "any"
                types[found[1]] = whole
    return tuple(Variable(name, type_) for name, type_ in types.items())


def _typed(file: Configuration) -> Iterator[tuple[str, Text]]:
    """The texts that stand for no text, each with its type."""
    named: tuple[Role | Policy, ...] = (*file.roles, *file.policies)
    yield from (("bool", text) for each in named for text in each.enabled)
    for role in file.roles:
        yield from (("bool", text) for each in role.inline_policies for text in each.enabled)
        yield from (("bool", text) for each in role.attachments for text in each.enabled)
        profile = role.instance_profile
        yield from (("bool", text) for text in (profile.enabled if profile else ()))
    yield from ((_MAP, each.tags_from) for each in named if each.tags_from)
    yield from ((_MAP, each.tags_from) for each in file.oidc_providers if each.tags_from)
    yield from ((_MAP, each.tags_from) for each in file.saml_providers if each.tags_from)


def _texts(files: Sequence[Configuration]) -> Iterator[Text]:
    for file in files:
        for role in file.roles:
            yield from _of_role(role)
        for policy in file.policies:
            yield from texts(policy.document)
            yield from _of_tags(policy.tags)
            yield from (
                each
                for each in (
                    policy.name_in_aws,
                    policy.name_prefix,
                    policy.path,
                    policy.description,
                    policy.tags_from,
                    *policy.enabled,
                )
                if each
            )
        for oidc in file.oidc_providers:
            yield from (oidc.url, *oidc.client_id_list, *_of_tags(oidc.tags))
            yield from [oidc.tags_from] if oidc.tags_from else []
        for saml in file.saml_providers:
            yield from _of_tags(saml.tags)
            yield from [saml.tags_from] if saml.tags_from else []


def _of_role(role: Role) -> Iterator[Text]:
    yield from texts(role.trust)
    yield from _of_tags(role.tags)
    yield from (
        each
        for each in (
            role.name_in_aws,
            role.name_prefix,
            role.path,
            role.description,
            role.tags_from,
            *role.enabled,
        )
        if each
    )
    if isinstance(role.max_session_duration, Text):
        yield role.max_session_duration
    for policy in role.inline_policies:
        yield from (each for each in (policy.name_in_aws, policy.name_prefix) if each)
        yield from policy.enabled
        yield from texts(policy.document)
    for attachment in role.attachments:
        yield attachment.policy_arn
        yield from attachment.enabled
    for association in role.pod_identity_associations:
        yield association.cluster_name
    if role.permissions_boundary:
        yield role.permissions_boundary
    if role.instance_profile:
        given = given_name(role.instance_profile, role.label)
        yield from (each for each in (given, role.instance_profile.name_prefix) if each)
        yield from role.instance_profile.enabled
        yield role.instance_profile.path
        yield from _of_tags(role.instance_profile.tags)


def _of_tags(tags: tuple[Tag, ...]) -> Iterator[Text]:
    return (tag.value for tag in tags)
