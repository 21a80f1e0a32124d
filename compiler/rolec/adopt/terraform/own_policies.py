"""Policies that stand in the resource of a role itself.

Of what stands there Terraform owns the whole set: what was put there otherwise it takes away.
Source: the AWS provider's documentation of `aws_iam_role`, on `inline_policy` and `managed_policy_arns`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import field

from rolec.adopt.expressions.parsed import parsed
from rolec.adopt.expressions.values import is_list
from rolec.adopt.found import FoundName, FoundPolicy, Json, Place
from rolec.adopt.json_shape import document
from rolec.adopt.names import known_name
from rolec.adopt.terraform.blocks import blocks_if, entries_of, refuse_unknown
from rolec.adopt.terraform.existence import made, made_if
from rolec.adopt.terraform.fields import Unsaid
from rolec.adopt.terraform.instances import Instance
from rolec.adopt.terraform.module import TerraformModule
from rolec.adopt.terraform.parts import listed, refuse_own
from rolec.adopt.unknown import UnknownError, UnreadError
from rolec.read.value import Block, Call, Value
from rolec.record import dataclass
from rolec.source.span import Span

_ATTACHED = "managed_policy_arns"
_NEVER = (
    'its `dynamic "inline_policy"` makes none with the defaults of the variables: for_each = {}'
)
_KEPT_OUT = "Terraform takes other {} policies away (`{}`), and a spec only with `exclusive: true`, of both kinds"

_ONE_FOR_EACH = (
    "Terraform has to know what is in {} when it plans: what is built attaches one for each"
)


@dataclass(slots=True)
class OwnPolicies:
    """The inline policies and the ARNs of managed ones, and of which kinds Terraform has no others on the role.

    What is attached only where something is true is ``attached_if``, with that.
    """

    inline: list[FoundPolicy] = field(default_factory=list)
    attached: list[Json] = field(default_factory=list)
    attached_if: list[tuple[Json, tuple[str, ...]]] = field(default_factory=list)
    only_inline: bool = False
    only_attached: bool = False
    inline_if: bool = False
    never: list[str] = field(default_factory=list)

    @property
    def is_exclusive(self) -> bool:
        """Whether the role is kept to what is listed, in both kinds, as `exclusive: true` does."""
        return self.only_inline and self.only_attached

    @property
    def aside(self) -> Iterator[str]:
        """What of how they are made no spec says: that others are kept out in one kind alone, or at times."""
        yield from (_NEVER.format(each) for each in self.never)
        yield from one_for_each(
            [*self.attached, *(each for arns, _ in self.attached_if for each in listed(arns))]
        )
        if self.is_exclusive:
            return
        if self.only_inline or self.inline_if:
            yield _KEPT_OUT.format("inline", "inline_policy")
        if self.only_attached:
            yield _KEPT_OUT.format("managed", _ATTACHED)


def one_for_each(attached: Iterable[Json]) -> Iterator[str]:
    """What has to be known for it that each of a list among ``attached`` is attached by itself."""
    names = dict.fromkeys(str(each) for each in attached if is_list(str(each)))
    yield from (_ONE_FOR_EACH.format(each) for each in names)


def own_policies(
    module: TerraformModule, role: Instance, place: Callable[[Block], Place]
) -> OwnPolicies:
    """The policies that stand in ``role``; an UnknownError where nobody knows which."""
    found = OwnPolicies()
    _take_attached(module, role, found)
    unsaid = Unsaid(module, role)
    found.never = [" ".join(module.text_at(span).split()) for span in _never(module, role)]
    blocks = blocks_if(
        role.block.body, "inline_policy", module.expressions, role.scope, module.text_at
    )
    for number, (block, scope, conditions) in enumerate(blocks, 1):
        refuse_unknown(block.body, ("name", "policy"), "inline_policy")
        if conditions:
            found.inline_if = True
        else:
            found.only_inline = True
        with module.expressions.conditions.assuming((*role.conditions, *conditions)):
            name, policy = (
                module.expressions.value(written, scope)
                if (written := block.body.get(key))
                else None
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
                    enabled=unsaid.references(conditions),
                )
            )
    return found


def _never(module: TerraformModule, role: Instance) -> Iterator[Span]:
    """What the `dynamic` blocks go over that make none."""
    for block in role.block.body.blocks:
        over = block.body.get("for_each") if block.labels == ("inline_policy",) else None
        try:
            if over is not None and not entries_of(module.expressions.value(over, role.scope)):
                yield over.span
        except UnknownError:
            continue


def _take_attached(module: TerraformModule, role: Instance, found: OwnPolicies) -> None:
    written = role.block.body.get(_ATTACHED)
    if written is None:
        return
    unsaid = Unsaid(module, role)
    for each in _lists(written):
        try:
            arns = _arns(module, role, each)
        except UnreadError:
            raise
        except UnknownError:
            one = made(module.text_at(each.span), module.expressions)
            if one is None or not one.conditions or not isinstance(one.value, list):
                _take_named(module, role, each, found)
                continue
            found.attached_if.append((one.value, unsaid.references(one.conditions)))
        else:
            if arns is None:
                continue
            found.attached += arns
        found.only_attached = True


def _take_named(
    module: TerraformModule, role: Instance, written: Value, found: OwnPolicies
) -> None:
    """A list that a plan knows, and that a condition may decide of."""
    conditions, over = made_if(module.text_at(written.span), module.expressions)
    if conditions:
        arns = _named(module, role, parsed(over))
        found.attached_if.append((arns, Unsaid(module, role).references(conditions)))
    else:
        found.attached += _named(module, role, written)
    found.only_attached = True


def _lists(written: Value) -> Iterable[Value]:
    """The lists that ``written`` puts together."""
    match written:
        case Call(name="concat", arguments=arguments):
            return arguments
        case _:
            return [written]


def _arns(module: TerraformModule, role: Instance, written: Value) -> list[Json] | None:
    with module.expressions.conditions.assuming(role.conditions):
        found = module.expressions.value(written, role.scope)
    if isinstance(found, str):
        raise UnknownError(f"{_ATTACHED} = {found}")
    if found == []:
        # A variable may be empty by default alone.
        return _named(module, role, written)
    return listed(found) if found is not None else None


def _named(module: TerraformModule, role: Instance, written: Value) -> list[Json]:
    """The ARNs of a list of which a plan alone knows all: what is not known is a reference to a list."""
    with module.expressions.conditions.assuming(role.conditions):
        found = listed(module.expressions.lists.of_argument(written, role.scope))
    for each in found:
        if isinstance(each, str) and is_list(each):
            refuse_own(module, role, each)
    return found


def parsed_policy(value: Json) -> Json:
    """The policy document that a value is; an UnknownError where it is none."""
    if isinstance(value, str) and value.startswith("${"):
        raise UnknownError(value)
    found = document(value)
    if found is None and value is not None:
        raise UnknownError("a policy that is no JSON")
    return found
