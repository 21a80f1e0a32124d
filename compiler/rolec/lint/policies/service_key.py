"""Finds condition keys that a service does not have, or that an action never sends.

A condition on a key that is not in the request holds or fails for that alone: an allow gives nothing, a
deny with `IfExists` or a negation hits everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rolec.catalog.catalogue import Catalogue
from rolec.catalog.global_key import global_key
from rolec.catalog.token_key import token_key, token_keys
from rolec.diagnostics.diagnostic import Diagnostic, Label
from rolec.diagnostics.level import Level
from rolec.diagnostics.suggest import closest, did_you_mean
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.known_action import actions_of, carries, is_wild, listed, service_of
from rolec.lint.lint import Family, Lint
from rolec.policy.policy_text import ConditionText, Kind, PolicyText, StatementText, Word


def _example(action: str, key: str) -> str:
    return policy(
        f'{{"Effect": "Allow", "Action": {action}, "Resource": "arn:aws:s3:::photos*",'
        f' "Condition": {{"StringLike": {{"{key}": "2026*"}}}}}}'
    )


UNSENT_KEY = Lint(
    id="L0211",
    name="key-that-an-action-lacks",
    level=Level.ERROR,
    access_analyzer="UNSUPPORTED_ACTION_FOR_CONDITION_KEY",
    of_catalogue=True,
    explain="""
A request for the action never has the condition key, so that the condition is not evaluated for it: it
fails where a value is needed, and holds with a negation. Actions that send the key and actions that do not
belong in two statements. An operator with `IfExists` says that the key may be missing, and is left alone.
""",
    bad=_example('["s3:ListBucket", "s3:GetObject"]', "s3:prefix"),
    good=_example('["s3:ListBucket"]', "s3:prefix"),
)

UNKNOWN_KEY = Lint(
    id="L0212",
    name="unknown-key-of-service",
    level=Level.ERROR,
    access_analyzer="INVALID_SERVICE_CONDITION_KEY",
    of_catalogue=True,
    explain="""
The service has no such condition key, or the identity provider no such claim that IAM reads, or there is
no such service, and no request ever has the key. Case does not matter.
""",
    bad=_example('["s3:ListBucket"]', "s3:prefixes"),
    good=_example('["s3:ListBucket"]', "s3:prefix"),
)


def _check(document: PolicyText, facts: Facts) -> Iterator[Diagnostic]:
    for statement in document.statements:
        for condition in statement.conditions:
            if condition.key.exact:
                yield from _judged(condition, statement, document.kind, facts.catalogue)


def _judged(
    condition: ConditionText, statement: StatementText, kind: Kind, catalogue: Catalogue
) -> Iterator[Diagnostic]:
    key = condition.key
    if _is_of_service(key.text, catalogue):
        if not _is_known(key.text, catalogue):
            yield _unknown(key, catalogue)
        elif kind is Kind.IDENTITY and not (condition.parsed and condition.parsed.if_exists):
            yield from _unsent(statement, condition, catalogue)
    elif _is_unread_claim(key.text):
        yield _unread(key)
    elif _is_of_nobody(key.text, catalogue):
        yield _without_service(key, catalogue)


@lru_cache(maxsize=4096)
def _is_of_service(key: str, catalogue: Catalogue) -> bool:
    """Whether ``key`` would be a key of one service that is known, and of nothing else."""
    prefix, colon, name = key.partition(":")
    if not colon or not name or "${" in key or prefix.lower() == "aws" or global_key(key):
        return False
    service = service_of(prefix.lower(), catalogue)
    return service is not None and not service.retired


@lru_cache(maxsize=4096)
def _is_known(key: str, catalogue: Catalogue) -> bool:
    service = service_of(key.partition(":")[0].lower(), catalogue)
    return service is not None and service.key(key) is not None


@lru_cache(maxsize=4096)
def _is_unread_claim(key: str) -> bool:
    """Whether ``key`` is of a token whose issuer is known, and not among what IAM reads of it."""
    prefix, colon, name = key.partition(":")
    is_claim = bool(colon and name and "${" not in key and token_keys(prefix))
    return is_claim and token_key(key) is None


@lru_cache(maxsize=4096)
def _is_of_nobody(key: str, catalogue: Catalogue) -> bool:
    """Whether the prefix of ``key`` is no service, and no host of an issuer, which has dots."""
    prefix, colon, name = key.lower().partition(":")
    # What begins with a digit is the port of a host.
    is_prefix = bool(colon and name) and not name[0].isdigit() and bool(_PREFIX.fullmatch(prefix))
    if not is_prefix or prefix in _NO_SERVICES or service_of(prefix, catalogue):
        return False
    # A few services have keys under another prefix.
    return not any(
        known.covers(key)
        for each in catalogue.prefixes()
        if (service := service_of(each, catalogue))
        for known in service.keys
    )


_PREFIX = re.compile("[a-z0-9-]+")
_NO_SERVICES = ("aws", "saml")


def _without_service(key: Word, catalogue: Catalogue) -> Diagnostic:
    prefix, _, name = key.text.partition(":")
    near = catalogue.nearest(prefix)
    return UNKNOWN_KEY.at(
        key.span,
        f"no service has condition keys with the prefix `{prefix}`",
        help=f"did you mean `{near}:{name}`?"
        if near
        else "see the service's page of the authorization reference",
    )


def _unread(key: Word) -> Diagnostic:
    prefix, _, claim = key.text.partition(":")
    known = [each.name.partition(":")[2] for each in token_keys(prefix)]
    near = closest(claim, known)
    return UNKNOWN_KEY.at(
        key.span,
        f"IAM reads no `{claim}` of `{prefix}`",
        help=f"did you mean `{prefix}:{near}`?" if near else f"it reads {', '.join(known)}",
    )


def _unknown(key: Word, catalogue: Catalogue) -> Diagnostic:
    prefix = key.text.partition(":")[0].lower()
    service = service_of(prefix, catalogue)
    names = [known.name for known in service.keys] if service else []
    return UNKNOWN_KEY.at(
        key.span,
        f"`{prefix}` has no condition key `{key.text}`",
        help=did_you_mean(key.text, names) or f"`rolec query keys {prefix}` has them all",
    )


def _unsent(
    statement: StatementText, condition: ConditionText, catalogue: Catalogue
) -> Iterator[Diagnostic]:
    key = condition.key
    lacking = [
        word for word in listed(statement) if word.exact and _lacks(word.text, key.text, catalogue)
    ]
    if lacking:
        names = ", ".join(f"`{word.text}`" for word in lacking)
        yield UNSENT_KEY.at(
            key.span,
            f"no request for {names} has `{key.text}`",
            help="give what lacks the key a statement of its own",
            secondary=tuple(Label(word.span, "never sends the key") for word in lacking),
        )


@lru_cache(maxsize=16384)
def _lacks(action: str, key: str, catalogue: Catalogue) -> bool:
    if is_wild(action):
        return False
    known = actions_of(action, catalogue)
    return bool(known) and not known[0].retired and not carries(action, key, catalogue)


FAMILY = Family((UNSENT_KEY, UNKNOWN_KEY), _check)
