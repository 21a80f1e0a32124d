"""Finds condition keys that no request has: misspelt, unfinished, out of use, or written twice.

A condition on a key that is never there never holds, so an allow gives nothing; in a deny, a
negated operator always holds.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolec.catalog.key_type import TAG_KEYS, aws_keys, key_type
from rolec.diagnostics.diagnostic import Diagnostic, Label
from rolec.diagnostics.level import Level
from rolec.diagnostics.suggest import did_you_mean
from rolec.lint.example import policy, under
from rolec.lint.facts import Facts
from rolec.lint.lint import Family, Lint
from rolec.policy.policy_text import ConditionText, Kind, PolicyText, Word

DUPLICATE_KEY = Lint(
    id="L0304",
    name="condition-key-in-two-cases",
    level=Level.ERROR,
    access_analyzer="DUPLICATE_KEYS_WITH_DIFFERENT_CASE",
    explain="""
IAM ignores the case of condition keys, so two that differ in nothing else are one key, written
twice under one operator. IAM refuses the document.
""",
    bad=under(
        '"StringEquals": {"aws:RequestedRegion": "eu-west-1", "aws:requestedregion": "eu-west-3"}'
    ),
    good=under('"StringEquals": {"aws:RequestedRegion": ["eu-west-1", "eu-west-3"]}'),
)

KEY_FORM = Lint(
    id="L0305",
    name="condition-key-without-prefix",
    level=Level.ERROR,
    access_analyzer="INVALID_CONDITION_KEY_FORMAT",
    explain="""
A condition key is a prefix, a colon and a name: `aws:SourceIp`, `s3:prefix`,
`accounts.google.com:aud`. Nothing else is ever in a request.
""",
    bad=under('"StringEquals": {"RequestedRegion": "eu-west-1"}'),
    good=under('"StringEquals": {"aws:RequestedRegion": "eu-west-1"}'),
)

UNKNOWN_KEY = Lint(
    id="L0306",
    name="unknown-global-condition-key",
    level=Level.ERROR,
    access_analyzer="INVALID_GLOBAL_CONDITION_KEY",
    of_catalogue=True,
    explain="""
Keys that start with `aws:` are AWS's own, and there is a list of them. What is not in it is in no
request.
""",
    bad=under('"StringEquals": {"aws:RequestRegion": "eu-west-1"}'),
    good=under('"StringEquals": {"aws:RequestedRegion": "eu-west-1"}'),
)

NO_TAG_KEY = Lint(
    id="L0307",
    name="condition-without-tag-key",
    level=Level.ERROR,
    access_analyzer="MISSING_TAG_KEY_IN_CONDITION",
    explain="""
`aws:RequestTag/`, `aws:ResourceTag/` and `aws:PrincipalTag/` are about one tag each, and its key
stands behind the slash: `aws:ResourceTag/team`. Without one, no request has the condition key.
""",
    bad=under('"StringEquals": {"aws:PrincipalTag/": "red"}'),
    good=under('"StringEquals": {"aws:PrincipalTag/team": "red"}'),
)

ARN_IN_TRUST = Lint(
    id="L0308",
    name="unsupported-arn-key",
    level=Level.ERROR,
    access_analyzer="UNSUPPORTED_GLOBAL_CONDITION_KEY",
    explain="""
`aws:ARN` is a key of the past. In a trust policy it could mean the caller, which is
`aws:PrincipalArn`, or what a service acts for, which is `aws:SourceArn`; IAM supports it for
neither.
""",
    bad=policy("""{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole",
   "Condition": {"ArnLike": {"aws:ARN": "arn:aws:iam::111122223333:role/app-*"}}}"""),
    good=policy("""{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole",
   "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/app-*"}}}"""),
)

ARN_IN_IDENTITY = Lint(
    id="L0309",
    name="deprecated-arn-key",
    level=Level.WARNING,
    access_analyzer="DEPRECATED_GLOBAL_CONDITION_KEY",
    explain="""
In an identity policy `aws:ARN` is the old name of `aws:PrincipalArn`, the ARN of the caller. (In a
trust policy it is not supported: `unsupported-arn-key`.)
""",
    bad=under('"ArnLike": {"aws:ARN": "arn:aws:iam::111122223333:role/app-*"}'),
    good=under('"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/app-*"}'),
)

_TAG_KEYS = {form.lower(): form for key in TAG_KEYS for form in (key, key.rstrip("/"))}


def _check(policy: PolicyText, _: Facts) -> Iterator[Diagnostic]:
    for statement in policy.statements:
        if not statement.conditions:
            continue
        if len(statement.conditions) > 1:
            yield from _duplicates(statement.conditions)
        for condition in statement.conditions:
            if condition.key.exact:
                yield from _judged(condition.key, policy.kind)


def _duplicates(conditions: tuple[ConditionText, ...]) -> Iterator[Diagnostic]:
    first: dict[tuple[str, str], Word] = {}
    for condition in conditions:
        key = condition.key
        before = first.setdefault((condition.operator.text, key.text.lower()), key)
        if before.text != key.text and before.exact and key.exact:
            yield DUPLICATE_KEY.at(
                key.span,
                f"`{key.text}` and `{before.text}` are one key",
                help="write it once, with the values of both in one list",
                secondary=(Label(before.span, "first written here"),),
            )


def _judged(key: Word, kind: Kind) -> Iterator[Diagnostic]:
    folded = key.text.lower()
    prefix, colon, name = folded.partition(":")
    if not (prefix and colon and name) or " " in prefix:
        yield KEY_FORM.at(
            key.span,
            f"`{key.text}` is not a prefix, a colon and a name",
            help=did_you_mean(f"aws:{key.text.lstrip(':')}", aws_keys())
            or "write a key such as `aws:SourceIp`",
        )
    elif (prefix == "aws" and key_type(key.text) is None) or folded in _TAG_KEYS:
        yield _global(key, folded, kind)


def _global(key: Word, folded: str, kind: Kind) -> Diagnostic:
    if folded in _TAG_KEYS:
        form = _TAG_KEYS[folded].rstrip("/")
        return NO_TAG_KEY.at(
            key.span,
            f"`{key.text}` names no tag",
            help=f"write the key of a tag behind the slash, such as `{form}/team`",
        )
    if folded != "aws:arn":
        return UNKNOWN_KEY.at(
            key.span,
            f"there is no condition key `{key.text}`",
            help=did_you_mean(key.text, aws_keys()) or "write a key that AWS documents",
        )
    if kind is Kind.TRUST:
        return ARN_IN_TRUST.at(
            key.span,
            f"`{key.text}` is not supported in a trust policy",
            help="write `aws:PrincipalArn` for the caller, or `aws:SourceArn` for what a service acts for",
        )
    return ARN_IN_IDENTITY.at(
        key.span, f"`{key.text}` is out of use", help="write `aws:PrincipalArn`"
    )


FAMILY = Family(
    (DUPLICATE_KEY, KEY_FORM, UNKNOWN_KEY, NO_TAG_KEY, ARN_IN_TRUST, ARN_IN_IDENTITY), _check
)
