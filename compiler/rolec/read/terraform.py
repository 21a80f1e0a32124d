"""Terraform files to the IR: each role with everything that belongs to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from rolec.diagnostics.diagnostic import Diagnostic, Label, error
from rolec.diagnostics.outcome import Sink, in_source_order
from rolec.ir.role import Role
from rolec.ir.text import ONE, Entity
from rolec.read import codes
from rolec.read.configuration import Configuration, Import, Moved, Output, Variable
from rolec.read.enabled import enabled_of, for_each_of
from rolec.read.entities import (
    read_managed_policy,
    read_oidc_provider,
    read_role,
    read_saml_provider,
)
from rolec.read.exclusive import ATTACHED, INLINE, read_exclusive
from rolec.read.hcl.parse import read_hcl
from rolec.read.resource import Resource
from rolec.read.role_parts import Parts, read_part
from rolec.read.text import reference, references
from rolec.read.value import Argument, Block, Call, Null, Opaque, Traversal
from rolec.source.file import SourceFile

T = TypeVar("T")

_PARTS = (
    "aws_iam_role_policy",
    "aws_iam_role_policy_attachment",
    "aws_iam_instance_profile",
    "aws_eks_pod_identity_association",
    INLINE,
    ATTACHED,
)
_ENTITIES = tuple(map(str, Entity))
_ONE_OR_NONE = 'toset({} ? ["0"] : [])'
"""How an import says that there may be none of it."""
_LABELS = {"output": 1, "variable": 1, "moved": 0, "import": 0}


def read_terraform(
    files: Sequence[SourceFile],
    texts: Mapping[str, str],
    *,
    cache_folder: str | None = None,
) -> Configuration:
    """What the ``.tf`` files of one module say.

    ``texts`` are the files that ``file()`` may name, by path relative to the module.
    Never raises: what cannot be understood is left out and reported.
    """
    sink = Sink()
    blocks: list[Block] = []
    for file in files:
        outcome = read_hcl(file, cache_folder=cache_folder)
        sink.found += outcome.diagnostics
        if outcome.value:
            blocks += outcome.value.blocks
            sink.found += [_stray(argument) for argument in outcome.value.arguments]
    return _configuration(blocks, texts, sink)


def _configuration(blocks: Sequence[Block], texts: Mapping[str, str], sink: Sink) -> Configuration:
    ours = [Resource(block, texts, sink) for block in blocks if _is_ours(block)]
    _refuse_duplicates(ours, sink)
    single = [resource for resource in ours if not resource.repeated]
    labels = {r.label for r in ours if r.type == Entity.ROLE}
    moved = [_moved(block) for block in _of_type(blocks, "moved")]
    roles = _roles(single, labels, sink)
    policies = _each(single, Entity.POLICY, read_managed_policy)
    oidc_providers = _each(single, Entity.OIDC_PROVIDER, read_oidc_provider)
    saml_providers = _each(single, Entity.SAML_PROVIDER, read_saml_provider)
    return Configuration(
        roles=tuple(replace(r, moved_from=_before(r.label, Entity.ROLE, moved)) for r in roles),
        policies=tuple(
            replace(p, moved_from=_before(p.label, Entity.POLICY, moved)) for p in policies
        ),
        oidc_providers=tuple(
            replace(p, moved_from=_before(p.label, Entity.OIDC_PROVIDER, moved))
            for p in oidc_providers
        ),
        saml_providers=tuple(
            replace(p, moved_from=_before(p.label, Entity.SAML_PROVIDER, moved))
            for p in saml_providers
        ),
        resources=tuple(resource.address for resource in ours),
        outputs=tuple(_output(block) for block in _of_type(blocks, "output")),
        variables=tuple(_variable(block) for block in _of_type(blocks, "variable")),
        moved=tuple(moved),
        imports=tuple(_import(block) for block in _of_type(blocks, "import")),
        rest=tuple(block for block in blocks if not (_is_ours(block) or _is_known(block))),
        diagnostics=in_source_order(sink.found),
    )


def _roles(resources: Sequence[Resource], labels: set[str], sink: Sink) -> list[Role]:
    """The roles with their parts."""
    alone = {role.label: role for role in _each(resources, Entity.ROLE, read_role)}
    # A role that could not be read has been reported; its parts go with it.
    parts = {label: Parts() for label in labels}
    for resource in resources:
        if resource.type in _PARTS:
            read_part(resource, parts, alone)
    return [_whole(role, parts[role.label], sink) for role in alone.values()]


def _whole(role: Role, parts: Parts, sink: Sink) -> Role:
    profiles = parts.instance_profiles
    if len(profiles) > 1:
        message = f"`{role.name}` has more than one instance profile"
        sink.add(error(codes.ARGUMENT, message, role.span))
    return replace(
        role,
        inline_policies=tuple(parts.inline_policies),
        attachments=tuple(parts.attachments),
        instance_profile=profiles[0] if profiles else None,
        pod_identity_associations=tuple(parts.associations),
        exclusive=read_exclusive(parts.exclusive, parts.inline_policies, parts.attachments),
    )


def _each(
    resources: Sequence[Resource], type_: str, read: Callable[[Resource], T | None]
) -> list[T]:
    found = (read(resource) for resource in resources if resource.type == type_)
    return [entity for entity in found if entity is not None]


def _refuse_duplicates(resources: Sequence[Resource], sink: Sink) -> None:
    first: dict[tuple[str, ...], Resource] = {}
    for resource in resources:
        before = first.setdefault(resource.block.labels, resource)
        if before is not resource:
            message = f"`{resource.type}.{resource.label}` is defined twice"
            label = Label(before.span, "first defined here")
            sink.add(error(codes.DUPLICATE_ARGUMENT, message, resource.span, secondary=(label,)))


def _stray(argument: Argument) -> Diagnostic:
    message = f"`{argument.name}` is in no block"
    return error(codes.ARGUMENT, message, argument.name_span)


def _is_ours(block: Block) -> bool:
    ours = (*_ENTITIES, *_PARTS)
    return block.type == "resource" and len(block.labels) == 2 and block.labels[0] in ours  # noqa: PLR2004 - type and name


def _is_known(block: Block) -> bool:
    return _LABELS.get(block.type) == len(block.labels)


def _of_type(blocks: Sequence[Block], type_: str) -> list[Block]:
    return [block for block in blocks if block.type == type_ and _is_known(block)]


def _output(block: Block) -> Output:
    value = block.body.get("value") or Null(block.span)
    return Output(block.labels[0], value, references(block.body.get("depends_on")))


def _variable(block: Block) -> Variable:
    type_ = block.body.get("type")
    return Variable(block.labels[0], type_.text if isinstance(type_, Traversal | Call) else "")


def _moved(block: Block) -> Moved:
    return Moved(reference(block.body.get("from")), reference(block.body.get("to")))


def _import(block: Block) -> Import:
    id_ = block.body.get("id") or Null(block.span)
    to, each = block.body.get("to"), block.body.get("for_each")
    found = for_each_of(each)
    if found is not None:
        address = to.text if isinstance(to, Opaque) else ""
        return Import(address, id_, block.span, found.enabled, found.items)
    enabled = enabled_of(each, _ONE_OR_NONE) if each else ()
    return Import(reference(to), id_, block.span, enabled)


def _before(label: str, type_: str, moved: Sequence[Moved]) -> tuple[str, ...]:
    """The labels that the resource had before, oldest first."""
    found: list[str] = []
    at = f"{type_}.{label}"
    # What comes from its own index was made on a condition, and had the same label.
    while before := [m.before for m in moved if m.after == at and m.before != f"{at}{ONE}"]:
        at = before[0]
        if at.removeprefix(f"{type_}.") in (*found, label):
            break  # a circle; Terraform refuses it
        found = [one.removeprefix(f"{type_}.") for one in before] + found
    return tuple(found)
