"""Finds actions that do not fit the principals, the conditions or the purpose of a trust policy.

Each way of proving who one is has its own action of AWS STS, and passing more (tags, an identity, a
context) has another.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence

from rolec.catalog.trust_action import (
    ASSUME_ROLE,
    SET_CONTEXT,
    SET_SOURCE_IDENTITY,
    TAG_SESSION,
    TRUST_ACTIONS,
    WITH_SAML,
    WITH_WEB_IDENTITY,
)
from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.diagnostics.suggest import did_you_mean
from rolec.ir.glob import matches
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.lint import Family, Lint
from rolec.lint.met import needs_key
from rolec.policy.identity_provider import Protocol, provider_of
from rolec.policy.policy_text import (
    ConditionText,
    Kind,
    PolicyText,
    PrincipalText,
    StatementText,
    Word,
)


def _trust(action: str, rest: str = "", principal: str = '{"AWS": "111122223333"}') -> str:
    return policy(f'{{"Effect": "Allow", "Principal": {principal}, "Action": {action}{rest}}}')


_TEAM = ', "Condition": {"StringEquals": {"aws:RequestTag/team": "shop"}}'
_ANYWHERE = '{"Service": "rolesanywhere.amazonaws.com"}'
_COGNITO = '{"Federated": "cognito-identity.amazonaws.com"}'

FOREIGN_ACTION = Lint(
    id="L0610",
    name="foreign-action-in-trust",
    level=Level.ERROR,
    access_analyzer="UNSUPPORTED_ACTION_IN_POLICY",
    explain=f"""
A trust policy is about assuming the role that has it. Its actions are

    {f"{chr(10)}    ".join(TRUST_ACTIONS)}

What the role may do stands in its permissions.
""",
    bad=_trust('["sts:AssumeRole", "s3:GetObject"]'),
    good=_trust('["sts:AssumeRole", "sts:TagSession"]'),
)

MISMATCHED = Lint(
    id="L0611",
    name="action-for-other-principals",
    level=Level.ERROR,
    access_analyzer="MISMATCHED_ACTION_FOR_PRINCIPAL",
    explain=f"""
Accounts, roles, users and services assume a role by {ASSUME_ROLE}, whoever comes from an
OpenID Connect provider by {WITH_WEB_IDENTITY}, and from a SAML provider by
{WITH_SAML}. A statement that allows only an action of others lets nobody in.
""",
    bad=_trust('"sts:AssumeRole"', principal=_COGNITO),
    good=_trust('"sts:AssumeRoleWithWebIdentity"', principal=_COGNITO),
)

ROLES_ANYWHERE = Lint(
    id="L0612",
    name="roles-anywhere-without-its-actions",
    level=Level.ERROR,
    access_analyzer="MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY",
    explain=f"""
IAM Roles Anywhere passes the subject of a certificate as tags and as source identity. Without
{TAG_SESSION} and {SET_SOURCE_IDENTITY} beside {ASSUME_ROLE} it gets no session.
""",
    bad=_trust('["sts:AssumeRole", "sts:TagSession"]', principal=_ANYWHERE),
    good=_trust(
        '["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]', principal=_ANYWHERE
    ),
)

NO_ACTION_FOR_KEY = Lint(
    id="L0613",
    name="condition-without-its-action",
    level=Level.ERROR,
    access_analyzer="MISSING_ACTION_FOR_CONDITION_KEY",
    explain=f"""
A condition compares what the caller passes, and no statement lets the caller pass it. Session tags need
{TAG_SESSION}, a source identity {SET_SOURCE_IDENTITY}, a context {SET_CONTEXT}. Without the action whoever
passes them is refused, and whoever does not cannot meet the condition.
""",
    bad=_trust('["sts:AssumeRole"]', _TEAM),
    good=_trust('["sts:AssumeRole", "sts:TagSession"]', _TEAM),
)

NO_ALLOW = Lint(
    id="L0614",
    name="trust-of-denies-alone",
    level=Level.WARNING,
    explain="""
No statement of the trust policy allows anything, and a deny takes away from what others allow: nobody
can assume the role. IAM takes such a policy. Where a role is meant to be shut, delete it, or turn this
off for it.
""",
    bad=_trust('"sts:AssumeRole"').replace("Allow", "Deny"),
    good=_trust('"sts:AssumeRole"'),
)

_PASSED = (
    ("aws:requesttag/", TAG_SESSION),
    ("aws:tagkeys", TAG_SESSION),
    ("sts:transitivetagkeys", TAG_SESSION),
    ("sts:sourceidentity", SET_SOURCE_IDENTITY),
    ("sts:requestcontext", SET_CONTEXT),
)
_FIELDS = {TAG_SESSION: "session_tags", SET_SOURCE_IDENTITY: "source_identity"}
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*", re.ASCII)
_ASSUMING = {action.lower() for action in (ASSUME_ROLE, WITH_SAML, WITH_WEB_IDENTITY)}
_ROLES_ANYWHERE = "rolesanywhere.amazonaws.com"
_BY_PROTOCOL = {Protocol.OIDC: WITH_WEB_IDENTITY, Protocol.SAML: WITH_SAML}
_KNOWN = frozenset(action.lower() for action in TRUST_ACTIONS)


def _check(document: PolicyText, _: Facts) -> Iterator[Diagnostic]:
    if document.kind is not Kind.TRUST:
        return
    granting = [statement for statement in document.statements if statement.allows]
    for statement in document.statements:
        yield from _foreign(statement)
    for statement in granting:
        yield from _mismatched(statement)
        yield from _not_passed(statement, granting)
    yield from _roles_anywhere(granting)
    yield from _denies_alone(document.statements)


def _denies_alone(statements: Sequence[StatementText]) -> Iterator[Diagnostic]:
    effects = [statement.effect for statement in statements if statement.denies]
    # An effect that IAM does not know may have been meant to allow.
    if effects and len(effects) == len(statements) and effects[0] is not None:
        yield NO_ALLOW.at(
            effects[0].span,
            "no statement lets anybody assume the role",
            help="add a statement that allows, or delete the role",
        )


def _foreign(statement: StatementText) -> Iterator[Diagnostic]:
    for action in _actions(statement):
        text = action.text
        if text.lower() not in _KNOWN and "*" not in text and "?" not in text:
            yield FOREIGN_ACTION.at(
                action.span,
                f"`{text}` is not an action of a trust policy",
                help=did_you_mean(text, TRUST_ACTIONS) or "move it to the permissions of the role",
            )


def _mismatched(statement: StatementText) -> Iterator[Diagnostic]:
    needed = {principal: _needed_by(principal) for principal in statement.principals}
    assuming = [word for word in _actions(statement) if word.text.lower() in _ASSUMING]
    if not needed or not assuming or None in needed.values():
        return
    useless = [word for word in assuming if word.text.lower() not in needed.values()]
    for word in useless:
        yield MISMATCHED.at(
            word.span,
            f"no principal of this statement can use `{word.text}`",
            help=f"write {_spelt(needed.values())}",
        )
    for principal, action in needed.items() if not useless else ():
        if not _allows(statement, action or ""):
            yield MISMATCHED.at(
                principal.value.span,
                f"`{principal.value.text}` cannot use `{assuming[0].text}`",
                help=f"trust it in a statement of its own, with {_spelt([action])}",
            )


def _needed_by(principal: PrincipalText) -> str | None:
    """The action, in lower case, by which a principal assumes a role; None where it is not known."""
    if principal.type in {"AWS", "Service"}:
        return None if principal.value.text == "*" else ASSUME_ROLE.lower()
    provider = provider_of(principal)
    return _BY_PROTOCOL[provider.protocol].lower() if provider else None


def _not_passed(
    statement: StatementText, granting: Sequence[StatementText]
) -> Iterator[Diagnostic]:
    for condition in statement.conditions:
        key = condition.key.text.lower()
        for prefix, action in _PASSED:
            if not (key.startswith(prefix) and needs_key(condition)):
                continue
            if not any(_allows(each, action.lower()) for each in granting):
                yield NO_ACTION_FOR_KEY.at(
                    condition.key.span,
                    f"nobody may pass what `{condition.key.text}` compares",
                    help=_way_to_pass(condition, action)
                    if statement.is_of_entry
                    else f"add `{action}` to the actions",
                )


def _way_to_pass(condition: ConditionText, action: str) -> str:
    """What an entry of a spec has to say, so that ``action`` may pass what ``condition`` compares."""
    prefix, _, tag = condition.key.text.partition("/")
    compares_alike = condition.operator.text in {"StringEquals", "StringLike"}
    if prefix.lower() == "aws:requesttag" and compares_alike and _is_exact(condition):
        values = [value.text for value in condition.values]
        key = tag if _PLAIN.fullmatch(tag) else json.dumps(tag)
        required = json.dumps(values[0] if len(values) == 1 else values, ensure_ascii=False)
        return (
            f"write `session_tags: {{require: {{{key}: {required}}}}}` in place of the condition"
        )
    field = _FIELDS.get(action)
    if field is None:
        return f"trust it by `statement:`, with `{action}` among the actions"
    return f"add `{field}: true` to the entry"


def _is_exact(condition: ConditionText) -> bool:
    return condition.key.exact and all(value.exact for value in condition.values)


def _roles_anywhere(granting: Sequence[StatementText]) -> Iterator[Diagnostic]:
    trusting = [
        (statement, principal)
        for statement in granting
        for principal in statement.principals
        if principal.type == "Service" and principal.value.text == _ROLES_ANYWHERE
    ]
    missing = [
        action
        for action in (ASSUME_ROLE, TAG_SESSION, SET_SOURCE_IDENTITY)
        if not any(_allows(statement, action.lower()) for statement, _ in trusting)
    ]
    if trusting and missing:
        yield ROLES_ANYWHERE.at(
            trusting[0][1].value.span,
            f"`{_ROLES_ANYWHERE}` needs {' and '.join(f'`{action}`' for action in missing)}",
            help="add what is missing to the actions",
        )


def _actions(statement: StatementText) -> tuple[Word, ...]:
    actions = statement.actions
    return actions.items if actions and not actions.inverted else ()


def _allows(statement: StatementText, action: str) -> bool:
    """Whether ``statement`` lists ``action``, given in lower case, or a pattern for it."""
    actions = statement.actions
    if actions is None:
        return False
    listed = any(matches(word.text.lower(), action) for word in actions.items)
    return listed is not actions.inverted


def _spelt(actions: Iterable[str | None]) -> str:
    return " or ".join(f"`{each}`" for each in TRUST_ACTIONS if each.lower() in set(actions))


FAMILY = Family((FOREIGN_ACTION, MISMATCHED, ROLES_ANYWHERE, NO_ACTION_FOR_KEY, NO_ALLOW), _check)
