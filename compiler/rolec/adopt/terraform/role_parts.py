"""What belongs to a role of a module of Terraform."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from rolec.adopt.exclusive import ATTACHED, EXCLUSIVE
from rolec.adopt.expressions.kept_locals import as_written, keep
from rolec.adopt.expressions.values import is_list
from rolec.adopt.found import FoundPolicy, Json, Place
from rolec.adopt.names import known_name
from rolec.adopt.reasons import Reasons
from rolec.adopt.show.resources import without_index
from rolec.adopt.terraform.attached_lists import AttachedList, attached_lists
from rolec.adopt.terraform.exclusive import listed_by
from rolec.adopt.terraform.fields import Unsaid
from rolec.adopt.terraform.gathered import Gathered
from rolec.adopt.terraform.instances import Instance
from rolec.adopt.terraform.module import TerraformModule
from rolec.adopt.terraform.own_policies import (
    OwnPolicies,
    one_for_each,
    own_policies,
    parsed_policy,
)
from rolec.adopt.terraform.parts import PARTS, Belonging, addressed, arn_of, listed, ways
from rolec.adopt.terraform.profile import read_profile
from rolec.read.value import Block, Items, Value

_STAYS = "stays in Terraform beside what is built: how many it makes is not known before a plan"
_PERHAPS = "stays in Terraform beside what is built, and may be on it: how many it makes, and of which roles, is not known before a plan"


def stays(part: Instance, found: Gathered, *, named: str = "it") -> str:
    """Says of ``part`` of a role, ``named`` somehow, that it is in no spec, and goes on where it is."""
    how = _PERHAPS if part in found.perhaps else _STAYS
    return f"{named} {how}: {part.if_}"


class RoleParts:
    """Gathers what belongs to the roles of ``module``.

    ``place`` tells where a block or a value is, and ``policies`` are the customer managed policies that are read, by address.
    """

    def __init__(
        self,
        module: TerraformModule,
        belonging: Belonging,
        place: Callable[[Block | Value], Place],
        policies: Mapping[str, FoundPolicy],
    ) -> None:
        self._module = module
        self._belonging = belonging
        self._place = place
        self._policies = policies
        self._instances = [each for each in module.instances() if each.type in PARTS]

    def of(
        self, role: Instance, called: str, enabled: tuple[str, ...], reasons: Reasons
    ) -> Gathered:
        """What belongs to ``role``, but for what is not known, of which ``reasons`` get why.

        It is there where all that is ``enabled`` is true.
        """
        at = self._place(role.block)
        read = partial(own_policies, self._module, role, self._place)
        own = reasons.known(at, read, OwnPolicies())
        inline = [
            replace(each, enabled=tuple(dict.fromkeys((*enabled, *each.enabled))))
            for each in own.inline
        ]
        attached = [*self.arns(own.attached)]
        # Where one is not known that is no reason of its own.
        places = Reasons().known(at, lambda: dict(self._own_places(role)), {})
        found = Gathered(
            inline,
            attached,
            [ways(each) for each in inline],
            [{each} for each in attached],
            aside=[*own.aside],
            is_exclusive=own.is_exclusive,
            enabled=enabled,
        )
        found.places |= places
        for arns, conditions in own.attached_if:
            also = tuple(dict.fromkeys((*enabled, *conditions)))
            attach_if = partial(self._attach, found, [*self.arns(arns)], also)
            reasons.known(at, attach_if, None)
        for each in self._parts(role, reasons, found):
            gather = partial(self._gather, each, role, called, found)
            reasons.known(self._place(each.block), gather, None)
        for each in found.exclusive:
            if each.type == ATTACHED:
                attach = partial(self._attach_listed, each, found)
                reasons.known(self._place(each.block), attach, None)
        for each in found.staying if found.is_exclusive or found.exclusive else ():
            # Beside a role that keeps out what it does not list nothing can stay.
            reasons.known(self._place(each.block), Unsaid(self._module, each).enabled, None)
        return found

    def arns(self, value: Json) -> Iterator[str]:
        """ARNs, or the addresses of policies of this module."""
        for each in listed(value):
            if isinstance(each, str):
                address = addressed(each) or ""
                known = (at for at in (address, without_index(address)) if at in self._policies)
                yield next(known, each)

    def _gather(self, part: Instance, role: Instance, called: str, found: Gathered) -> None:
        unsaid = Unsaid(self._module, part)
        many = attached_lists(self._module, part)
        if many is None and part.is_of_many and part.type not in EXCLUSIVE:
            found.staying.append(part)
            return
        is_with_it = many is not None or self._module.is_there_with(part, role)
        conditions = () if is_with_it else unsaid.enabled()
        also = tuple(dict.fromkeys((*found.enabled, *conditions)))
        match part.type:
            case "aws_iam_role_policy":
                policy = replace(self._inline(part, unsaid), enabled=also)
                found.inline.append(policy)
                found.ways_inline.append({*ways(policy), f"${{{part.address}.name}}"})
            case type_ if type_ in EXCLUSIVE:
                unsaid.refuse_beyond(found.enabled)
                found.exclusive.append(part)
                found.aside += unsaid.aside_of_part()
                return
            case "aws_iam_instance_profile":
                profile = read_profile(self._module, unsaid, role, called)
                found.profiles.append(replace(profile, enabled=also))
            case _:
                unsaid.others()
                one = [] if many else listed(arn_of(self._module, part, "policy_arn"))
                for each in many or [AttachedList(one, ())]:
                    more = unsaid.references(each.conditions)
                    arns = [*self.arns(each.arns)]
                    self._attach(found, arns, (*also, *more), by=part.address)
                    self._note_lists(found, part, arns)
        unsaid.made_with(role)
        found.notes += unsaid.of_part()
        found.aside += unsaid.aside_of_part()
        found.parts.append(part)

    def _attach(
        self, found: Gathered, arns: list[str], enabled: tuple[str, ...], *, by: str = ""
    ) -> None:
        """Attach ``arns`` where all that is ``enabled`` is true, and the policy is made: what is not fails a plan."""
        for arn in arns:
            own = self._policies[arn].enabled if arn in self._policies else ()
            found.attach([arn], tuple(dict.fromkeys((*enabled, *own))), self._either, by=by)

    def _note_lists(self, found: Gathered, part: Instance, arns: list[str]) -> None:
        """Take down where ``part`` attaches ``arns``, and that it does each item of lists among them."""
        found.aside += one_for_each(arns) if part.is_of_many else ()
        for arn in arns:
            found.places.setdefault(arn, self._place(part.block))
            if part.is_of_many and is_list(arn):
                found.lists.setdefault(arn, set()).add(part.resource)

    def _either(self, one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
        """References to what has to be true for one of two to be there, of which each needs all of its own."""
        both = tuple(each for each in one if each in other)
        if both in {one, other}:
            return both
        left = [self._all([each for each in side if each not in both]) for side in (one, other)]
        if {left[0], left[1]} & {f"!({left[1]})", f"!({left[0]})"}:
            return both
        return (*both, keep(" || ".join(left), {}, self._module.expressions.kept))

    def _all(self, references: list[str]) -> str:
        """That all of these are true, as an expression."""
        written = [as_written(each, self._module.expressions.texts) for each in references]
        texts = [each.removeprefix("${").removesuffix("}") for each in written]
        return texts[0] if len(texts) == 1 else " && ".join(f"({each})" for each in texts)

    def _attach_listed(self, exclusive: Instance, found: Gathered) -> None:
        """Add what Terraform attaches since it is listed."""
        there = frozenset[str]().union(*found.ways_attached)
        arns = [*self.arns(listed_by(self._module, exclusive))]
        more = [arn for arn in arns if arn not in there]
        found.attach(more, found.enabled, self._either)

    def _parts(self, role: Instance, reasons: Reasons, found: Gathered) -> Iterator[Instance]:
        """What is a part of ``role``, but for what none is made of; what may be one stays, or is a reason."""
        for each in self._instances:
            at = self._place(each.block)
            belongs = partial(self._belonging.belongs, each, role)
            why = Reasons()
            is_there = (
                not each.never
                or self._module.is_there_with(each, role)
                or attached_lists(self._module, each)
            )
            if why.known(at, belongs, otherwise=False) and is_there:
                yield each
            elif why and each.is_of_many and each.type not in EXCLUSIVE:
                found.staying.append(each)
                found.perhaps.append(each)
            elif why:
                reasons.known(at, belongs, None)

    def _own_places(self, role: Instance) -> Iterator[tuple[str, Place]]:
        written = role.block.body.get("managed_policy_arns")
        for each in written.items if isinstance(written, Items) else ():
            for arn in self.arns(self._module.expressions.value(each, role.scope)):
                yield arn, self._place(each)

    def _inline(self, policy: Instance, unsaid: Unsaid) -> FoundPolicy:
        name = known_name(self._module.known_text(policy, "name") or "", policy.label)
        return FoundPolicy(
            name=name,
            in_aws=unsaid.name(name),
            document=parsed_policy(self._module.value(policy, "policy")),
            place=self._place(policy.block),
        )
