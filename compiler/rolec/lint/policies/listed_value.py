"""Finds values that look like one of the few that a condition key has, and are none of them.

IAM compares texts as they are: a value that no request has is never met, or always where it is negated.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.diagnostics.suggest import closest
from rolec.ir.operator import Family as Operators
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.known_action import is_wild
from rolec.lint.lint import Family, Lint
from rolec.policy.policy_text import ConditionText, PolicyText


def _put(value: str) -> str:
    return policy(
        '{"Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::photos/*",'
        f' "Condition": {{"StringEquals": {{"s3:x-amz-server-side-encryption": "{value}"}}}}}}'
    )


NO_VALUE = Lint(
    id="L0389",
    name="value-like-a-listed-one",
    level=Level.WARNING,
    explain="""
The key has few values, which the service lists, and this one is only like one of them. Looked at are the
encryption and the access control list of an object of S3, and how the metadata of an instance are read.
""",
    bad=_put("AES-256"),
    good=_put("AES256"),
)

_VALUES = {
    "ec2:metadatahttptokens": ("optional", "required"),
    "s3:x-amz-acl": (
        "authenticated-read",
        "aws-exec-read",
        "bucket-owner-full-control",
        "bucket-owner-read",
        "log-delivery-write",
        "private",
        "public-read",
        "public-read-write",
    ),
    "s3:x-amz-server-side-encryption": ("AES256", "aws:fsx", "aws:kms", "aws:kms:dsse"),
}
"""Sources: the API references of Amazon S3, PutObject and PutObjectAcl, and of Amazon EC2, RunInstances."""


def _check(document: PolicyText, _: Facts) -> Iterator[Diagnostic]:
    for statement in document.statements:
        for condition in statement.conditions:
            if known := _VALUES.get(condition.key.text.lower()):
                yield from _judged(condition, known)


def _judged(condition: ConditionText, known: tuple[str, ...]) -> Iterator[Diagnostic]:
    operator = condition.parsed
    if operator is None or operator.family is not Operators.STRING:
        return
    folds = operator.name.endswith("IgnoreCase")
    for value in condition.values:
        is_open = not value.exact or is_wild(value.text) or "${" in value.text
        near = None if is_open or value.text in known else closest(value.text, known)
        # A service may have got another value since.
        if near and not (folds and near.lower() == value.text.lower()):
            yield NO_VALUE.at(
                value.span,
                f"`{condition.key.text}` is never `{value.text}`",
                help=f"did you mean `{near}`?",
            )


FAMILY = Family((NO_VALUE,), _check)
