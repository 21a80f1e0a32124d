"""Policies that stand in the resource of a role itself.

Of what stands there Terraform owns the whole set: what was put there otherwise it takes away.
Source: the AWS provider's documentation of `aws_iam_role`, on `inline_policy` and `managed_policy_arns`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field

from rolec.adopt.found import FoundName, FoundPolicy, Json, Place
from rolec.adopt.json_shape import document
from rolec.adopt.names import known_name
from rolec.adopt.terraform_blocks import blocks_of, refuse_unknown
from rolec.adopt.terraform_instances import Instance
from rolec.adopt.terraform_module import TerraformModule
from rolec.adopt.unknown import UnknownError, UnreadError
from rolec.read.value import Block
from rolec.record import dataclass

_KEPT_OUT = "Terraform takes other {} policies away (`{}`), and a spec only with `exclusive: true`, of both kinds"


@dataclass(slots=True)
class OwnPolicies:
    """The inline policies and the ARNs of managed ones, and of which kinds Terraform has no others on the role."""

    inline: list[FoundPolicy] = field(default_factory=list)
    attached: list[Json] = field(default_factory=list)
    only_inline: bool = False
    only_attached: bool = False

    @property
    def is_exclusive(self) -> bool:
        """Whether the role is kept to what is listed, in both kinds, as `exclusive: true` does."""
        return self.only_inline and self.only_attached

    @property
    def aside(self) -> Iterator[str]:
        """That others are kept out in one kind alone, which no spec says."""
        if self.only_inline is not self.only_attached:
            kind = (
                ("inline", "inline_policy")
                if self.only_inline
                else ("managed", "managed_policy_arns")
            )
            yield _KEPT_OUT.format(*kind)


def own_policies(
    module: TerraformModule, role: Instance, place: Callable[[Block], Place]
) -> OwnPolicies:
    """The policies that stand in ``role``; an UnknownError where nobody knows which."""
    found = OwnPolicies()
    arns = module.value(role, "managed_policy_arns")
    if isinstance(arns, str):
        raise UnknownError(f"managed_policy_arns = {arns}")
    if arns is not None:
        found.only_attached = True
        found.attached = arns if isinstance(arns, list) else [arns]
    blocks = blocks_of(role.block.body, "inline_policy", module.expressions, role.scope)
    for number, (block, scope) in enumerate(blocks, 1):
        refuse_unknown(block.body, ("name", "policy"), "inline_policy")
        found.only_inline = True
        name, policy = (
            module.expressions.value(written, scope) if (written := block.body.get(key)) else None
            for key in ("name", "policy")
        )
        if name is None and policy is not None:
            raise UnreadError("an inline_policy has no name")
        if name is not None:
            called = known_name(str(name), f"inline-{number}")
            found.inline.append(
                FoundPolicy(
                    name=called,
                    in_aws=FoundName(str(name)) if called != name else None,
                    document=parsed_policy(policy),
                    place=place(block),
                )
            )
    return found


def parsed_policy(value: Json) -> Json:
    """The policy document that a value is; an UnknownError where it is none."""
    if isinstance(value, str) and value.startswith("${"):
        raise UnknownError(value)
    found = document(value)
    if found is None and value is not None:
        raise UnknownError("a policy that is no JSON")
    return found
