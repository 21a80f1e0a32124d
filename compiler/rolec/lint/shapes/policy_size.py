"""Finds documents that are longer than IAM takes, or may be.

Of a spec the same is an error when it is compiled, with the quotas that the project has.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.ir.size import INLINE_POLICIES_SIZE, MANAGED_POLICY_SIZE, MOST_OF_TRUST
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.json_document import JsonDocument
from rolec.lint.lint import Family, Lint
from rolec.policy.policy_text import Kind
from rolec.read.value import Boolean, Items, Null, Number, Object, Template, Value
from rolec.source.span import Span


def _buckets(count: int, name: str = "acme") -> str:
    names = ", ".join(f'"arn:aws:s3:::{name}-{number}/*"' for number in range(count))
    return policy(f'{{"Effect": "Allow", "Action": "s3:GetObject", "Resource": [{names}]}}')


def _roles(count: int) -> str:
    names = ", ".join(f'"arn:aws:iam::111122223333:role/app-{number}"' for number in range(count))
    return policy(
        f'{{"Effect": "Allow", "Principal": {{"AWS": [{names}]}}, "Action": "sts:AssumeRole"}}'
    )


IDENTITY_SIZE = Lint(
    id="L0270",
    name="long-identity-policy",
    level=Level.WARNING,
    access_analyzer="POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA",
    explain="""
A managed policy has 6,144 characters at most, white space not counted. (The inline policies of a
role have 10,240 together.)
""",
    bad=_buckets(250),
    good=_buckets(200),
)

TRUST_SIZE = Lint(
    id="L0271",
    name="long-trust-policy",
    level=Level.WARNING,
    access_analyzer="POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA",
    explain="""
A trust policy has 2,048 characters at most, white space not counted. AWS raises this to 8,192 when
asked.
""",
    bad=_roles(60),
    good=_roles(45),
)

WITHOUT_SPACES = Lint(
    id="L0272",
    name="long-with-spaces",
    level=Level.WARNING,
    explain="""
The document is within its quota when no white space counts, and over it when the spaces inside of
texts do. AWS says that IAM does not count white space, and not whether that inside of texts is meant.
Most likely it fits.
""",
    bad=_buckets(207, "our acme"),
    good=_buckets(200, "our acme"),
)

BEYOND_ALL = Lint(
    id="L0273",
    name="longer-than-any-quota",
    level=Level.ERROR,
    explain=f"""
No role can have the document. The inline policies of a role have {INLINE_POLICIES_SIZE:,} characters
together, a managed policy fewer, and a trust policy {MOST_OF_TRUST:,} where AWS has raised the
quota as far as it does.
""",
    bad=_buckets(400),
    good=_buckets(200),
)

_WAYS_OUT = {
    Kind.IDENTITY: "make several policies of it, or use patterns",
    Kind.TRUST: "trust an account under a condition on `aws:PrincipalArn`, or have AWS raise the"
    " quota and say so in `quotas:` of rolec.yaml",
}


def _check(document: JsonDocument, facts: Facts) -> Iterator[Diagnostic]:
    value = document.value
    lint, limit, most = _limit(document.kind, facts)
    # What is written is never shorter than what is counted.
    if value.span.end - value.span.start <= limit:
        return
    counted, sent = _characters(value, spaces=False), _characters(value, spaces=True)
    if counted > limit:
        lint, limit = (BEYOND_ALL, most) if counted > most else (lint, limit)
        yield lint.at(
            _head(value),
            f"the document has {counted:,} characters without white space,"
            f" and the quota is {limit:,}",
            help=_WAYS_OUT[document.kind],
        )
    elif sent > limit:
        yield WITHOUT_SPACES.at(
            _head(value),
            f"the document has {counted:,} characters of {limit:,},"
            f" and {sent:,} with the spaces in its texts",
            help=f"leave out {sent - limit:,} characters to be sure that IAM takes it",
        )


def _limit(kind: Kind, facts: Facts) -> tuple[Lint, int, int]:
    """The quota that counts, what is over it, and the highest that there is."""
    match kind:
        case Kind.IDENTITY:
            return IDENTITY_SIZE, MANAGED_POLICY_SIZE, INLINE_POLICIES_SIZE
        case Kind.TRUST:
            return TRUST_SIZE, facts.quotas.trust_policy_size, MOST_OF_TRUST


def _head(value: Value) -> Span:
    match value:
        case Object(entries=(first, *_)):
            return first.key.span
        case _:
            return value.span


def _characters(value: Value, *, spaces: bool) -> int:
    """The characters of ``value`` without white space; with ``spaces`` those inside of texts count."""
    match value:
        case Object(entries=entries):
            members = (
                _characters(each.key, spaces=spaces) + 1 + _characters(each.value, spaces=spaces)
                for each in entries
            )
            return sum(members) + _brackets(len(entries))
        case Items(items=items):
            return sum(_characters(each, spaces=spaces) for each in items) + _brackets(len(items))
        case Template():
            return _string(value.literal or "", spaces=spaces)
        case Number(text=text):
            return len(text)
        case Boolean(value=answer):
            return len("true" if answer else "false")
        case Null():
            return len("null")
        case _:
            raise AssertionError(f"not JSON: {type(value).__name__}")


def _string(text: str, *, spaces: bool) -> int:
    if text.isascii() and text.isprintable() and not {'"', "\\", " "} & set(text):
        return len(text) + 2
    written = json.dumps(text, ensure_ascii=False)
    return len(written if spaces else "".join(written.split()))


def _brackets(count: int) -> int:
    """Two brackets, and commas between ``count`` items."""
    return 2 + max(0, count - 1)


FAMILY = Family((IDENTITY_SIZE, TRUST_SIZE, WITHOUT_SPACES, BEYOND_ALL), _check)
