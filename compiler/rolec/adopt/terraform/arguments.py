"""What a resource of Terraform has that is not a part of what a spec says.

Source: the AWS provider's documentation of each resource, and Terraform's on meta-arguments.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolec.adopt.exclusive import ATTACHED, INLINE
from rolec.adopt.terraform.instances import Instance
from rolec.adopt.terraform.module import TerraformModule
from rolec.read.value import Block, Null

_NAMED = frozenset({"name", "name_prefix"})
_OF_ROLE = frozenset(
    {
        *("assume_role_policy", "description", "force_detach_policies", "inline_policy"),
        *("managed_policy_arns", "max_session_duration", "path", "permissions_boundary", "tags"),
    }
)
_KNOWN = {
    "aws_iam_role": _NAMED | _OF_ROLE,
    "aws_iam_role_policy": _NAMED | {"policy", "role"},
    "aws_iam_policy": _NAMED | {"description", "path", "policy", "tags"},
    "aws_iam_instance_profile": _NAMED | {"path", "role", "roles", "tags"},
    "aws_iam_role_policy_attachment": frozenset({"policy_arn", "role"}),
    "aws_iam_policy_attachment": frozenset({"groups", "name", "policy_arn", "roles", "users"}),
    "aws_iam_openid_connect_provider": frozenset(
        {"client_id_list", "tags", "thumbprint_list", "url"}
    ),
    "aws_iam_saml_provider": frozenset({"name", "saml_metadata_document", "tags"}),
    INLINE: frozenset({"policy_names", "role_name"}),
    ATTACHED: frozenset({"policy_arns", "role_name"}),
}
"""The arguments and blocks that become a part of a spec, or are told elsewhere, by type of resource."""

_COUNTED = frozenset({"count", "for_each"})
_OF_APPLYING = frozenset({"delay_after_policy_creation_in_ms", "depends_on"})
"""What says how Terraform works, and nothing of what it makes."""

_BLOCKS_OF_APPLYING = frozenset({"connection", "lifecycle", "provisioner", "timeouts"})
_NOTHING = frozenset({"[]", "{}", "false", '""'})

_OF_NO_ACCOUNT = frozenset(
    {"alias", "default_tags", "ignore_tags", "max_retries", "region", "retry_mode", "version"}
)
"""Of a configuration of the provider what does not say in which account it is."""


def unsaid_arguments(module: TerraformModule, instance: Instance) -> Iterator[str]:
    """What no spec says of what a resource makes: arguments and blocks that rolec does not know."""
    known = _KNOWN[instance.type] | _COUNTED | _OF_APPLYING | {"provider"}
    for argument in instance.block.body.arguments:
        if argument.name not in known and not isinstance(argument.value, Null):
            text = " ".join(module.value_text(instance, argument.name).split())
            yield f"its `{argument.name}` is {text}, which no spec says"
    for block in instance.block.body.blocks:
        name = _type(block)
        if name not in known and name not in _BLOCKS_OF_APPLYING:
            yield f"its block `{name}` is no part of a spec"


def arguments_aside(module: TerraformModule, instance: Instance) -> Iterator[str]:
    """What no spec says of how Terraform makes a resource, and somebody has to write where it is made."""
    for name in sorted(_OF_APPLYING):
        text = " ".join(module.value_text(instance, name).split())
        if text and text not in {*_NOTHING, "null"}:
            yield f"it has `{name} = {text}`, which no spec says"
    for block in instance.block.body.blocks:
        if block.type == "lifecycle":
            yield from _lifecycle(module, block)
        elif block.type in _BLOCKS_OF_APPLYING:
            yield f"it has `{' '.join([block.type, *block.labels])}`, which no spec says"


def provider_aside(module: TerraformModule, role: Instance) -> Iterator[str]:
    """That a role is made by another configuration of the provider than the usual one, and so in its account."""
    provider = provider_of(module, role)
    if provider:
        yield f"its provider is {provider}: the specs are for the account of that"


def provider_of(module: TerraformModule, instance: Instance) -> str:
    """The configuration of the provider by which a resource is made; empty where that is the usual one."""
    found = module.value_text(instance, "provider").strip().strip('"')
    return "" if found == "aws" else found


def are_in_one_account(module: TerraformModule, one: Instance, other: Instance) -> bool:
    """Whether two resources are in one account, by the configurations of the provider that make them."""
    names = provider_of(module, one), provider_of(module, other)
    accounts = [_account(module, each) for each in names]
    return names[0] == names[1] or (accounts[0] is not None and accounts[0] == accounts[1])


def _account(module: TerraformModule, provider: str) -> list[str] | None:
    """What a configuration of the provider says of its account; None where it is not in this module."""
    alias = provider.removeprefix("aws.")
    for block in module.providers:
        written = block.body.get("alias")
        is_it = (module.text_at(written.span).strip('"') if written else "") == alias
        if block.labels == ("aws",) and is_it:
            if any(each.type not in _OF_NO_ACCOUNT for each in block.body.blocks):
                return None  # as `assume_role` may be another one
            return sorted(
                f"{each.name} = {module.text_at(each.value.span)}"
                for each in block.body.arguments
                if each.name not in _OF_NO_ACCOUNT
            )
    return None


def _lifecycle(module: TerraformModule, block: Block) -> Iterator[str]:
    for argument in block.body.arguments:
        text = " ".join(module.text_at(argument.value.span).split())
        if text not in {*_NOTHING, "null"}:
            yield f"it has `lifecycle {{ {argument.name} = {text} }}`, which no spec says"
    for each in block.body.blocks:
        yield f"it has a `{each.type}` in `lifecycle`, which no spec says"


def _type(block: Block) -> str:
    return block.labels[0] if block.type == "dynamic" and block.labels else block.type
