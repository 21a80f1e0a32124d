"""The policies of a template: inline ones on roles, and managed ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from rolec.adopt.found import FoundPolicy, Json
from rolec.adopt.json_shape import document
from rolec.adopt.template.alternatives import attached_in_cases, policies_apart
from rolec.adopt.template.parts import MANAGED, POLICY, ROLE_POLICY, TemplateParts
from rolec.adopt.template.resources import TemplateResources, name_made
from rolec.adopt.template.shape import UnknownError, UnreadError
from rolec.adopt.template.texts import has_reference

_Case = tuple[FoundPolicy, tuple[str, ...]]
"""What a managed policy is, with what has to be true for that beside what has to be for it to be made."""


class TemplatePolicies:
    """Those of one template; ``left_out`` says of the managed ones that cannot be read why, by logical id.

    ``refused`` tells of inline ones in which case IAM takes none of them.
    """

    def __init__(self, template: TemplateResources, parts: TemplateParts) -> None:
        self._template = template
        self._parts = parts
        self.left_out: dict[str, str] = {}
        self.refused: dict[str, None] = {}
        self._managed: dict[str, list[_Case]] = {}
        for name in template.of(MANAGED):
            try:
                self._managed[name] = [*self._cases(name)]
            except UnknownError as unknown:
                self.left_out[name] = unknown.reason

    def managed(self) -> Iterator[tuple[str, FoundPolicy]]:
        """The logical ids of the managed policies, with each of what these may be."""
        for name, cases in self._managed.items():
            yield from ((name, each) for each, _ in cases)

    def ids(self, arns: Iterator[str]) -> list[str]:
        """The logical ids of those managed policies of the template that are among ``arns``."""
        wanted = {*arns}
        return [
            name
            for name, cases in self._managed.items()
            if any(each.arn in wanted for each, _ in cases)
        ]

    def attached(self, role: str, enabled: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        """The ARNs of managed policies, each with what has to be true for ``role`` to have it."""
        properties = self._template.properties(role)
        written = self._template.parts(properties, "ManagedPolicyArns")
        found = [(str(arn), also(enabled, more)) for arn, more in written]
        found += [
            (self._template.referred(each), also(enabled, more))
            for each, more in self._parts.on(role, MANAGED)
        ]
        conditions = self._template.intrinsics.conditions
        cases = [each for arn, more in found for each in self._in_cases(arn, more)]
        possible = [each for each in cases if conditions.are_possible(each[1])]
        return attached_in_cases(possible, conditions)

    def boundary(self, arn: str, enabled: tuple[str, ...]) -> str:
        """What stands for the policy that is a boundary where all of ``enabled`` are true."""
        conditions = self._template.intrinsics.conditions
        cases = self._in_cases(arn, enabled)
        found = [one for one, more in cases if conditions.are_possible(more)]
        if len(found) != 1:
            raise UnreadError("conditions decide what is in the policy that is its boundary")
        return found[0]

    def inline(self, role: str, enabled: tuple[str, ...]) -> list[FoundPolicy]:
        """The inline policies of ``role``, each with what has to be true for it to have that."""
        conditions = self._template.intrinsics.conditions
        found = [
            each for each in self._inline(role, enabled) if conditions.are_possible(each.enabled)
        ]
        return policies_apart(found, conditions)

    def _inline(self, role: str, enabled: tuple[str, ...]) -> Iterator[FoundPolicy]:
        own = self._template.parts(self._template.properties(role), "Policies")
        for number, (each, more) in enumerate(own, 1):
            assert isinstance(each, Mapping)
            name, written = each.get("PolicyName"), each.get("PolicyDocument")
            found = self._policy(name, written, f"{role}-{number}", role)
            # It has the values of its functions already.
            policy = replace(found, in_aws=name_made(name), enabled=also(enabled, more))
            yield from self._taken(policy, more)
        for other, more in self._parts.on(role, POLICY, ROLE_POLICY):
            called = self._template.properties(other).get("PolicyName")
            known = also(enabled, more)
            for written, here in self._template.values(other, "PolicyDocument", known):
                found = self._policy(called, written, other, other)
                in_aws = self._template.in_aws(called)
                policy = replace(found, in_aws=in_aws, enabled=also(known, here))
                yield from self._taken(policy, here)

    def _taken(self, policy: FoundPolicy, here: tuple[str, ...]) -> Iterator[FoundPolicy]:
        """A policy that IAM takes; none of that there is only ``here``, and that has no statement there."""
        if here and has_no_statement(policy.document):
            self.refused[refused_in(f"its policy `{policy.name}`", here)] = None
        else:
            yield policy

    def _policy(self, name: Json, written: Json, otherwise: str, at: str) -> FoundPolicy:
        called = self._template.name(name, otherwise)
        found = known_document(written, "PolicyDocument")
        return FoundPolicy(name=called, document=found, place=self._template.place(at))

    def _cases(self, name: str) -> Iterator[_Case]:
        unknown = self._template.why_unread(name)
        if unknown is not None:
            raise unknown
        properties = self._template.properties(name)
        written = properties.get("ManagedPolicyName")
        policy = replace(
            self._policy(written, None, name, name),
            in_aws=self._template.in_aws(written),
            arn=name,
            path=self._template.text(properties, "Path") or "/",
            enabled=self._template.enabled(name),
            description=self._template.text(properties, "Description"),
        )
        values = self._template.values(name, "PolicyDocument", policy.enabled)
        cases = [
            (
                replace(
                    policy,
                    document=known_document(each, "PolicyDocument"),
                    enabled=also(policy.enabled, here),
                ),
                here,
            )
            for each, here in values
        ]
        apart = policies_apart((each for each, _ in cases), self._template.intrinsics.conditions)
        for number, (each, (_, here)) in enumerate(zip(apart, cases, strict=True), 1):
            arn = name if len(cases) == 1 else f"{name}, case {number}"
            in_aws = each.in_aws if "ManagedPolicyName" in properties else None
            yield replace(each, arn=arn, in_aws=in_aws), here

    def _in_cases(
        self, arn: str, enabled: tuple[str, ...]
    ) -> Iterator[tuple[str, tuple[str, ...]]]:
        """What stands for ``arn``, of a managed policy of the template for each of what that may be."""
        own = (
            name for name, cases in self._managed.items() if arn in self._arns(name, cases[0][0])
        )
        name = next(own, None)
        if name is None:
            yield arn, enabled
            return
        for each, here in self._managed[name]:
            assert each.arn is not None
            yield each.arn, also(enabled, here)

    def _arns(self, name: str, policy: FoundPolicy) -> Iterator[str]:
        """What the ARN of a managed policy of the template may be written as."""
        yield self._template.referred(name)
        called = policy.in_aws.name if policy.in_aws else policy.name
        is_named = "ManagedPolicyName" in self._template.properties(name)
        # One that is made on a condition may be there all the same, made elsewhere.
        if is_named and not self._template.enabled(name):
            yield from self._template.arns(f"policy{policy.path}{called}")


def has_no_statement(document: Json) -> bool:
    """Whether a document has an empty list of statements, which IAM refuses."""
    return isinstance(document, Mapping) and document.get("Statement") == []


def refused_in(what: str, case: tuple[str, ...]) -> str:
    """Says in which case a document has no statement."""
    true = " and ".join(f"`{each[2:-1]}`" for each in case)
    return (
        f"{what} has no statement where {true} is true, which IAM refuses: that case is left out"
    )


def known_document(written: Json, key: str) -> Json:
    """The policy document at ``key``; an UnknownError for a text that only a deployment knows."""
    found = document(written)
    if found is None and isinstance(written, str) and has_reference(written):
        raise UnknownError(f"{key} {written}")
    return found


def also(enabled: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    """What has to be true for one thing, and for another that is a part of it."""
    return tuple(dict.fromkeys((*enabled, *more)))
