"""What belongs to a role of a module of Terraform."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import partial

from rolec.adopt.exclusive import EXCLUSIVE
from rolec.adopt.expression_syntax import conjuncts
from rolec.adopt.found import FoundName, FoundPolicy, FoundProfile, Json, Place
from rolec.adopt.json_shape import document
from rolec.adopt.names import known_name
from rolec.adopt.policy_document_data import blocks_of
from rolec.adopt.reasons import Reasons
from rolec.adopt.shown_resources import without_index
from rolec.adopt.terraform_module import Instance, TerraformModule
from rolec.adopt.terraform_parts import PARTS, Belonging, Gathered, addressed, listed, ways
from rolec.adopt.unknown import UnknownError
from rolec.adopt.unsaid import Unsaid
from rolec.read.value import Block, Items, Value


class RoleParts:
    """Gathers what belongs to the roles of ``module``.

    ``place`` tells where a block or a value is, and ``policies`` are the addresses of the customer managed policies that are read.
    """

    def __init__(
        self,
        module: TerraformModule,
        belonging: Belonging,
        place: Callable[[Block | Value], Place],
        policies: Collection[str],
    ) -> None:
        self._module = module
        self._belonging = belonging
        self._place = place
        self._policies = policies
        self._instances = [each for each in module.instances() if each.type in PARTS]

    def of(self, role: Instance, called: str, reasons: Reasons) -> Gathered:
        """What belongs to ``role``, but for what is not known, of which ``reasons`` get why."""
        at = self._place(role.block)
        inline = reasons.known(at, lambda: tuple(self._own_inline(role)), ())
        attached = reasons.known(at, lambda: tuple(self._own_attached(role)), ())
        places = reasons.known(at, lambda: dict(self._own_places(role)), {})
        found = Gathered(
            [*inline], [*attached], [ways(each) for each in inline], [{each} for each in attached]
        )
        found.places |= places
        for each in self._parts(role, reasons):
            reasons.known(
                self._place(each.block), partial(self._gather, each, called, found), None
            )
        return found

    def arns(self, value: Json) -> Iterator[str]:
        """ARNs, or the addresses of policies of this module."""
        for each in listed(value):
            if isinstance(each, str):
                address = addressed(each) or ""
                known = (at for at in (address, without_index(address)) if at in self._policies)
                yield next(known, each)

    def _gather(self, part: Instance, called: str, found: Gathered) -> None:
        unsaid = Unsaid(self._module, part)
        match part.type:
            case "aws_iam_role_policy":
                policy = self._inline(part, unsaid)
                found.inline.append(policy)
                found.ways_inline.append({*ways(policy), f"${{{part.address}.name}}"})
            case type_ if type_ in EXCLUSIVE:
                found.exclusive.append(part)
                return
            case "aws_iam_instance_profile":
                found.profiles.append(self._profile(unsaid, called))
            case _:
                unsaid.others()
                arns = [*self.arns(self._module.value(part, "policy_arn"))]
                found.attached += arns
                for arn in arns:
                    found.places.setdefault(arn, self._place(part.block))
                here = f"${{{part.address}.policy_arn}}"
                found.ways_attached += [{arn, f"${{{arn}.arn}}", here} for arn in arns]
        found.notes += unsaid.of_part()
        found.parts.append(part)

    def _parts(self, role: Instance, reasons: Reasons) -> Iterator[Instance]:
        """What is a part of ``role`` whenever that is there, but for what none is made of."""
        for each in self._instances:
            at = self._place(each.block)
            if not reasons.known(
                at, partial(self._belonging.belongs, each, role), otherwise=False
            ):
                continue
            if set(conjuncts(each.if_)) <= set(conjuncts(role.if_)):
                yield each
            elif not each.never:
                reasons.add(at, f"{each.address}, which is there if {each.if_}")

    def _profile(self, unsaid: Unsaid, called: str) -> FoundProfile:
        tags, tags_from = unsaid.tags()
        return FoundProfile(
            name=unsaid.name("") or FoundName(called),
            path=unsaid.path(),
            tags=tags,
            tags_from=tags_from,
        )

    def _own_inline(self, role: Instance) -> Iterator[FoundPolicy]:
        expressions = self._module.expressions
        blocks = blocks_of(role.block.body, "inline_policy", expressions, role.scope)
        for number, (block, scope) in enumerate(blocks, 1):
            name, policy = (
                expressions.value(written, scope) if (written := block.body.get(key)) else None
                for key in ("name", "policy")
            )
            if name is not None:
                found = policy_of(policy)
                called = known_name(str(name), f"inline-{number}")
                in_aws = FoundName(str(name)) if called != name else None
                yield FoundPolicy(
                    name=called, in_aws=in_aws, document=found, place=self._place(block)
                )

    def _own_attached(self, role: Instance) -> Iterator[str]:
        written = self._module.value(role, "managed_policy_arns")
        if isinstance(written, str):
            raise UnknownError(f"managed_policy_arns = {written}")
        return self.arns(written)

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
            document=policy_of(self._module.value(policy, "policy")),
            place=self._place(policy.block),
        )


def policy_of(value: Json) -> Json:
    """The policy document that an argument is; an UnknownError where it is none."""
    if isinstance(value, str) and value.startswith("${"):
        raise UnknownError(value)
    found = document(value)
    if found is None and value is not None:
        raise UnknownError("a policy that is no JSON")
    return found
