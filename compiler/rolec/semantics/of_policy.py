"""Policies as they are written to what they say."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rolec.ir.document import VERSION, Effect
from rolec.ir.operator import Family, Operator
from rolec.ir.text import Reference, Text
from rolec.policy.mark import as_key, mark
from rolec.policy.policy_text import (
    ConditionText,
    Kind,
    PolicyText,
    StatementText,
    Word,
    Words,
)
from rolec.semantics.access import Access, Layer, LayerKind
from rolec.semantics.statement import Condition, Principal, Principals, Statement, Strings
from rolec.source.span import Span

if TYPE_CHECKING:
    from rolec.policy.whole_role import WholeRole

_BOOL = Operator("", "Bool", Family.BOOL, if_exists=False)
_BOUNDARY = "permissions boundary"


def permissions(role: WholeRole) -> Access:
    """What decides what ``role`` may do."""
    identity = tuple(
        statement
        for held in role.held
        for statement in _only_if(
            held.only_if,
            statements(held.policy, held.name, span=held.span if held.of_aws else None),
        )
    )
    layers = [Layer(LayerKind.IDENTITY, identity)]
    boundary = role.role.permissions_boundary
    if role.boundary is not None and boundary is not None:
        # What AWS keeps is in no file of the project.
        of_aws = ":iam::aws:policy/" in (boundary.value or "")
        limits = statements(role.boundary, _BOUNDARY, span=boundary.span if of_aws else None)
        layers.append(Layer(LayerKind.BOUNDARY, limits))
    limit = boundary if role.boundary is None else None
    # The boundary, when its document is not known, is the last of those that are not.
    attached = role.unknown[:-1] if limit else role.unknown
    only_if = {each.policy_arn: role.role.only_if(each) for each in role.role.attachments}
    return Access(
        layers=tuple(layers),
        unknown=tuple(sorted(_shown_if(only_if.get(t, ()), t.written) for t in attached)),
        unknown_boundary=limit.written if limit else None,
    )


def only_where(enabled: tuple[Text, ...], access: Access) -> Access:
    """The ``access`` of a role that is there only where all of ``enabled`` is true."""
    return replace(
        access,
        layers=tuple(
            each._replace(statements=_only_if(enabled, each.statements)) for each in access.layers
        ),
        unknown=tuple(_shown_if(enabled, each) for each in access.unknown),
    )


def attached_as(unknown: str) -> str:
    """How a policy is attached whose document is not known, and which is called ``unknown``."""
    return unknown.partition(_IF)[0]


_IF = " (if "


def _shown_if(enabled: tuple[Text, ...], policy: str) -> str:
    """How a ``policy`` whose document is not known is called."""
    return f"{policy}{_IF}{' and '.join(each.written for each in enabled)})" if enabled else policy


def _only_if(enabled: tuple[Text, ...], found: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Statements that count only where ``enabled`` are true, which is the same in all requests to one role."""
    if not enabled:
        return found
    more = tuple(
        Condition(_BOOL, as_key(mark(part.expression)), ("true",))
        for text in enabled
        for part in text.parts
        if isinstance(part, Reference)
    )
    return tuple(replace(each, conditions=(*each.conditions, *more)) for each in found)


def trust(role: WholeRole) -> Access:
    """What decides who may assume ``role``."""
    return Access(layers=(Layer(LayerKind.TRUST, statements(role.trust, "trust policy")),))


def statements(
    policy: PolicyText, name: str = "", *, span: Span | None = None
) -> tuple[Statement, ...]:
    """The statements of a ``policy`` of which no lint of shapes finds an error.

    ``span`` is where to show them, when not where they stand.
    """
    variables = policy.version is not None and policy.version.text == VERSION
    return tuple(
        _statement(each, policy.kind, name, span or each.span, variables=variables)
        for each in policy.statements
    )


def _statement(
    written: StatementText, kind: Kind, policy: str, span: Span, *, variables: bool
) -> Statement:
    # INVARIANT: IAM refuses a statement without one of these; lints of shapes find it first.
    if written.effect is None or written.actions is None:
        raise AssertionError("a statement without an effect or actions")
    principals = tuple(Principal(each.type, _word(each.value)) for each in written.principals)
    return Statement(
        effect=Effect(written.effect.text),
        actions=_strings(written.actions),
        resources=_resources(written.resources) if written.resources else None,
        principals=(Principals(principals, written.not_principal) if kind is Kind.TRUST else None),
        conditions=tuple(map(_condition, written.conditions)),
        variables=variables,
        policy=policy,
        sid=written.sid.text if written.sid else None,
        span=span,
    )


def _condition(written: ConditionText) -> Condition:
    operator = written.parsed
    if operator is None:
        raise AssertionError(f"no operator: {written.operator.text}")
    return Condition(operator, as_key(_word(written.key)), tuple(map(_word, written.values)))


def _strings(words: Words) -> Strings:
    return Strings(tuple(map(_word, words.items)), words.inverted)


def _resources(words: Words) -> Strings:
    return Strings(tuple(_whole(_word(each)) for each in words.items), words.inverted)


def _whole(resource: str) -> str:
    """IAM takes a ``*`` for each component that an ARN lacks.

    Source: the IAM User Guide, "Grammar of the IAM JSON policy language".
    """
    if not resource.startswith("arn:") or resource.endswith("*"):
        return resource
    return resource + ":*" * (_COLONS - _VARIABLE.sub("", resource).count(":"))


_COLONS = 5
_VARIABLE = re.compile(r"\$\{[^}]*\}")


def _word(word: Word) -> str:
    return word.text if word.exact else word.marked
