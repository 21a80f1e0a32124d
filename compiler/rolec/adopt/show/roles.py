"""The output of `terraform show -json`, of a plan or a state, to roles.

Source: Terraform's documentation, "JSON Output Format".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from rolec.adopt.account_details import account_of
from rolec.adopt.exclusive import ATTACHED, EXCLUSIVE, INLINE, unlike_a_spec
from rolec.adopt.found import (
    NO_PART,
    Found,
    FoundBlock,
    FoundPolicy,
    FoundProvider,
    FoundRole,
    Json,
    Place,
)
from rolec.adopt.json_shape import document, items, number, tags, text, texts, truth
from rolec.adopt.lines import Lines
from rolec.adopt.literal_texts import without_literals
from rolec.adopt.names import as_name
from rolec.adopt.show.owners import ON_ROLES, Owners, why_unknown
from rolec.adopt.show.parts import named_roles, others, profile
from rolec.adopt.show.references import meant
from rolec.adopt.show.resources import (
    Resource,
    data_sources,
    resources,
    root_module,
    without_index,
)
from rolec.adopt.show.unknown import (
    label_of,
    name_in_aws,
    told,
    unknown_of_part,
    unknown_of_role,
)
from rolec.ir.text import Entity

_ROLE = "aws_iam_role"
_IS_DATA = "it is only read: what has its documents says what these are"


def is_terraform_show(value: Json) -> bool:
    """Whether ``value`` is such output."""
    return (
        isinstance(value, Mapping) and "format_version" in value and root_module(value) is not None
    )


def read_terraform_show(value: Json, file: str, lines: Lines) -> Found:
    """The roles of a plan or a state, and every other resource of IAM."""
    found = [each for each in resources(value) if each.type.startswith("aws_iam_")]
    read = without_literals(_Reader(found, file, lines).found())
    data = [
        FoundBlock(
            address=each.address,
            place=Place(file, lines.of("address", each.address)),
            reason=_IS_DATA,
            is_data=True,
        )
        for each in data_sources(value)
        if each.type.startswith("aws_iam_")
    ]
    return replace(read, blocks=(*read.blocks, *data))


class _Reader:
    """Puts together what belongs to each role."""

    def __init__(self, resources: list[Resource], file: str, lines: Lines) -> None:
        self._resources = resources
        self._file = file
        self._lines = lines
        self._roles = [each for each in resources if each.type == _ROLE]
        self._owners = Owners(self._roles, resources)
        self._blocks: list[FoundBlock] = []
        self._policies: dict[str, FoundPolicy] = {}
        self._unknown = dict(self._unknown_policies())
        self._policies = {each.address: self._policy(each) for each in self._of("aws_iam_policy")}

    def found(self) -> Found:
        roles = tuple(self._role(each) for each in self._roles)
        providers = tuple(
            self._provider(each) for each in self._of(Entity.OIDC_PROVIDER, Entity.SAML_PROVIDER)
        )
        known = {block.address for block in self._blocks}
        for each in self._resources:
            if each.address not in known:
                self._block(each, None, self._reason(each), named_roles(each))
        return Found(
            roles=roles,
            policies=tuple(e for e in self._policies.values() if e.arn not in self._unknown),
            providers=providers,
            blocks=tuple(sorted(self._blocks, key=lambda block: block.address)),
        )

    def _reason(self, resource: Resource) -> str | None:
        if resource.type == "aws_iam_policy":
            return self._unknown.get(resource.value("arn") or resource.address)
        why = (*why_unknown(resource), *self._owners.why_not_told(resource))
        unknown = "; ".join(why) if resource.type in ON_ROLES else ""
        if unknown:
            return unknown
        if any(
            text(resource.values, name) or resource.refers.get(name) for name in ("role", "roles")
        ):
            return "its role is not in this source"
        return NO_PART

    def _of(self, *types: str) -> list[Resource]:
        return [each for each in self._resources if each.type in types]

    def _place(self, resource: Resource) -> Place:
        return Place(self._file, self._lines.of("address", resource.address))

    def _block(
        self,
        resource: Resource,
        role: str | None,
        reason: str | None = None,
        on: tuple[str, ...] = (),
    ) -> None:
        place = self._place(resource)
        policy = self._policies.get(resource.address)
        block = FoundBlock(
            address=resource.address,
            place=place,
            role=role,
            policy=policy.arn if policy else None,
            reason=reason,
            on=on,
        )
        self._blocks.append(block)

    def _role(self, role: Resource) -> FoundRole:
        name = role.value("name") or label_of(role)
        self._block(role, name)
        inline, attached, profiles = (
            [*self._own_inline(role)],
            [*texts(role.values, "managed_policy_arns")],
            [],
        )
        notes: list[str] = []
        exclusive = [each for each in self._of(*EXCLUSIVE) if self._owners.belongs(each, role)]
        parts = [each for each in self._resources if self._owners.belongs(each, role)]
        for each in parts:
            match each.type:
                case "aws_iam_role_policy":
                    inline.append(self._inline(each))
                case "aws_iam_role_policy_attachment" | "aws_iam_policy_attachment":
                    attached += self._policy_arn(each, "policy_arn")
                    notes += others(each)
                case "aws_iam_instance_profile":
                    profiles.append(profile(each, name))
                case _:
                    continue
            self._block(each, name)
        for each in exclusive:
            if each.type == ATTACHED:  # what it lists is attached by it
                attached += texts(each.values, EXCLUSIVE[ATTACHED])
        boundary = self._policy_arn(role, "permissions_boundary")
        unknown = self._unknown_of(role, [*parts, *exclusive], {*attached, *boundary})
        return FoundRole(
            name=name,
            in_aws=name_in_aws(role),
            is_named=bool(role.value("name")),
            refused="; ".join(dict.fromkeys(unknown)) or None,
            trust=document(role.values.get("assume_role_policy")),
            place=self._place(role),
            account=account_of(role.value("arn")),
            path=role.value("path") or "/",
            description=role.value("description"),
            max_session_duration=number(role.values, "max_session_duration"),
            inline=tuple({each.name: each for each in inline}.values()),
            attached=tuple(dict.fromkeys(attached)),
            boundary=next(iter(boundary), None),
            tags=tags(role.values, "tags"),
            instance_profiles=tuple(profiles),
            exclusive=self._is_exclusive(name, exclusive, inline, attached),
            force_detach_policies=truth(role.values, "force_detach_policies"),
            notes=tuple(notes),
        )

    def _unknown_of(self, role: Resource, parts: list[Resource], arns: set[str]) -> Iterator[str]:
        """What nobody knows of ``role``, of its ``parts`` and of the policies that it has."""
        yield from unknown_of_role(role)
        yield from self._owners.unknown(role)
        for each, argument in [
            (role, "permissions_boundary"),
            *((e, "policy_arn") for e in parts),
        ]:
            yield from () if self._policy_arn(each, argument) else told(each, argument)
        for each in parts:
            yield from unknown_of_part(each)
        yield from (why for at, why in self._unknown.items() if at in arns)

    def _provider(self, provider: Resource) -> FoundProvider:
        place = self._place(provider)
        arn = provider.value("arn") or provider.address
        self._blocks.append(FoundBlock(address=provider.address, place=place, provider=arn))
        label = as_name(without_index(provider.address).rpartition(".")[2])
        url = provider.value("url")
        if url is not None and "://" not in url:
            url = f"https://{url}"
        return FoundProvider(
            name=provider.value("name") or label,
            place=place,
            arn=arn,
            principals=(arn,),
            url=url,
            client_ids=tuple(texts(provider.values, "client_id_list")),
            thumbprints=tuple(texts(provider.values, "thumbprint_list")),
            metadata=provider.value("saml_metadata_document"),
            tags=tags(provider.values, "tags"),
        )

    def _is_exclusive(
        self, role: str, found: list[Resource], inline: list[FoundPolicy], attached: list[str]
    ) -> bool:
        """Whether what is not ``inline`` or ``attached`` is kept out, as a spec would."""
        listed = {each.type: texts(each.values, EXCLUSIVE[each.type]) for each in found}
        names, arns = ({each.name} for each in inline), ({each} for each in attached)
        unlike = unlike_a_spec(listed, {INLINE: names, ATTACHED: arns})
        for each in found:
            self._block(each, None if unlike else role, unlike)
        return bool(found) and unlike is None

    def _unknown_policies(self) -> Iterator[tuple[str, str]]:
        """The managed policies of which no spec can be made, by ARN or address, and why."""
        for each in self._of("aws_iam_policy"):
            arguments = ("policy", "description", "path", "tags")
            names = ("name",) if "name" in each.refers else ()
            why = "; ".join(told(each, *arguments, *names))
            if why:
                yield each.value("arn") or each.address, why

    def _own_inline(self, role: Resource) -> Iterator[FoundPolicy]:
        for each in items(role.values, "inline_policy"):
            if each.get("name"):
                name = text(each, "name") or ""
                found = document(each.get("policy"))
                yield FoundPolicy(name=name, document=found, place=self._place(role))

    def _inline(self, resource: Resource) -> FoundPolicy:
        name = resource.value("name") or label_of(resource)
        found = document(resource.values.get("policy"))
        return FoundPolicy(
            name=name, in_aws=name_in_aws(resource), document=found, place=self._place(resource)
        )

    def _policy(self, resource: Resource) -> FoundPolicy:
        name = resource.value("name") or label_of(resource)
        return FoundPolicy(
            name=name,
            in_aws=name_in_aws(resource),
            document=document(resource.values.get("policy")),
            place=self._place(resource),
            arn=resource.value("arn") or resource.address,
            path=resource.value("path") or "/",
            description=resource.value("description"),
            tags=tags(resource.values, "tags"),
        )

    def _policy_arn(self, resource: Resource, argument: str) -> list[str]:
        """The ARN, or where that is not known before an apply, the address of the policy."""
        known = resource.value(argument)
        if known:
            return [known]
        policies = {address: each.arn for address, each in self._policies.items() if each.arn}
        found, is_sure = meant(resource.refers.get(argument, ()), resource.address, policies)
        return [policies[each] for each in found] if is_sure and len(found) == 1 else []
