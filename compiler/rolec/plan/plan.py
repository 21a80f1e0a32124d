"""Two modules with one state to what Terraform will do when the second is applied after the first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rolec.ir.module import Module, PolicyForm, definitions_of
from rolec.ir.role import Definition
from rolec.ir.texts import links_in, texts_of
from rolec.plan.change import Action, Cause, Change
from rolec.plan.moved import moved
from rolec.plan.resource import Argument, Resource
from rolec.plan.resources import resources_of

_NOTHING = Argument(None)
_ANEW = frozenset({Action.CREATE, Action.REPLACE})
# fmt: off
_DERIVED = frozenset({
    "aws_iam_role_policy.role",
    "aws_iam_role_policy_attachment.role",
    "aws_iam_role_policy_attachment.policy_arn",
    "aws_iam_role_policies_exclusive.role_name",
    "aws_iam_role_policy_attachments_exclusive.role_name",
    "aws_iam_instance_profile.path",
    "aws_eks_pod_identity_association.cluster_name",
    "aws_eks_pod_identity_association.namespace",
    "aws_eks_pod_identity_association.service_account",
})
# fmt: on
"""Arguments that force a replacement and are no field of a spec: rolec makes them of others.

Source: the documentation of the AWS provider, and plans of its version 5.100.
"""


def plan(old: Module | None, new: Module | None, replacing: frozenset[str]) -> tuple[Change, ...]:
    """What will be done, by address.

    ``replacing`` are the arguments of which the schemas say that another value forces a
    replacement, as in ``aws_iam_role.path``.
    """
    same = _same(old, new)
    before = moved(_resources(old, same), definitions_of(new) if new else ())
    after = _resources(new, same)
    kept = [(before[address], after[address]) for address in after.keys() & before.keys()]
    kept += [(each, each) for each in _linked(new, same)]
    gone = [_whole(before[a], Action.DELETE) for a in before.keys() - after.keys()]
    made = [_whole(after[a], Action.CREATE) for a in after.keys() - before.keys()]
    found = [*gone, *_changes(kept, made, replacing | _DERIVED)]
    return tuple(sorted(found, key=lambda change: change.address))


def _same(old: Module | None, new: Module | None) -> frozenset[str]:
    """The labels, each after its type, of what says the same in both modules."""
    if not old or not new or (old.settings, old.account) != (new.settings, new.account):
        return frozenset()
    if new.settings.policies is PolicyForm.FILE:
        # A file has the values of references, by which definitions do not differ.
        return frozenset()
    by_key = {_key(each): each for each in definitions_of(old)}
    return frozenset(key for each in definitions_of(new) if by_key.get(key := _key(each)) == each)


def _key(definition: Definition) -> str:
    return f"{type(definition).__name__}.{definition.label}"


def _resources(module: Module | None, same: frozenset[str]) -> dict[str, Resource]:
    """The resources of ``module`` by address, but for those of what is the ``same``."""
    if module is None:
        return {}
    other = (each for each in definitions_of(module) if _key(each) not in same)
    found = (resource for each in other for resource in resources_of(each, module))
    return {resource.address: resource for resource in found}


def _linked(module: Module | None, same: frozenset[str]) -> Iterator[Resource]:
    """The resources of what is the ``same``, where what they name may be made anew."""
    for each in definitions_of(module) if module else ():
        if _key(each) in same and links_in(texts_of(each)):
            assert module is not None
            yield from resources_of(each, module)


def _changes(
    kept: list[tuple[Resource, Resource]], made: Iterable[Change], replacing: frozenset[str]
) -> Iterable[Change]:
    """What is done to those that are ``kept``, and to those ``made``.

    Of what is made anew Terraform does not know the ARN, which may be why another is made anew.
    """
    changes = {change.address: change for change in made}
    while True:
        anew = {address for address, change in changes.items() if change.action in _ANEW}
        found = [_change(old, new, anew, replacing) for old, new in kept]
        more = {change.address: change for change in found if change}
        if more.items() <= changes.items():
            return changes.values()
        changes |= more


def _change(
    old: Resource, new: Resource, anew: set[str], replacing: frozenset[str]
) -> Change | None:
    if old.enabled != new.enabled:
        return _counted(old, new)
    causes = tuple(_causes(old.arguments, new.arguments, anew))
    forcing = tuple(each for each in causes if f"{new.type}.{each.argument}" in replacing)
    if not causes:
        return None
    return Change(
        address=new.address,
        action=Action.REPLACE if forcing else Action.UPDATE,
        causes=forcing or causes,
        owner=new.owner,
    )


def _counted(old: Resource, new: Resource) -> Change:
    """What is made now where it was not, or is destroyed where what is true now is not enough."""
    fewer = new.enabled - old.enabled
    return Change(
        address=new.address,
        action=Action.DELETE if fewer else Action.CREATE,
        causes=(Cause("for_each" if new.is_list else "count"),),
        owner=new.owner,
    )


def _causes(
    old: Mapping[str, Argument], new: Mapping[str, Argument], anew: set[str]
) -> Iterator[Cause]:
    for name, argument in new.items():
        if argument.value != old.get(name, _NOTHING).value:
            yield Cause(name)
        elif fresh := sorted(argument.needs & anew):
            yield Cause(name, fresh[0])


def _whole(resource: Resource, action: Action) -> Change:
    return Change(address=resource.address, action=action, owner=resource.owner)
