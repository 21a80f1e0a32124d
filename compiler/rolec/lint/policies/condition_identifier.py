"""Finds values that cannot be what their condition key holds: no region, no VPC, no KMS key.

Such a value is equal to none that a request has, so the condition never holds, or always.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.diagnostics.suggest import did_you_mean
from rolec.ir import operator
from rolec.lint.example import under
from rolec.lint.facts import Facts
from rolec.lint.lint import Family, Lint
from rolec.lint.region import REGION_KEYS, known_regions, partition_of
from rolec.policy.policy_text import PolicyText, Word

NO_REGION = Lint(
    id="L0390",
    name="unknown-region-in-condition",
    level=Level.ERROR,
    access_analyzer="INVALID_REGION",
    of_catalogue=True,
    explain="""
`aws:RequestedRegion` and `ec2:Region` hold the code of a region, such as `eu-west-1`: not its name,
and not an availability zone.
""",
    bad=under('"StringEquals": {"aws:RequestedRegion": "eu-west-1a"}'),
    good=under('"StringEquals": {"aws:RequestedRegion": "eu-west-1"}'),
)

NO_VPC = Lint(
    id="L0391",
    name="vpc-form",
    level=Level.ERROR,
    access_analyzer="INVALID_VPC_FORMAT",
    explain="""
The id of a VPC is `vpc-` and 8 or 17 characters, lower case. Anything else is equal to none.
""",
    bad=under('"StringEquals": {"aws:SourceVpc": "vpc-1a2b3c"}'),
    good=under('"StringEquals": {"aws:SourceVpc": "vpc-1a2b3c4d"}'),
)

NO_VPCE = Lint(
    id="L0392",
    name="vpc-endpoint-form",
    level=Level.ERROR,
    access_analyzer="INVALID_VPCE_FORMAT",
    explain="""
The id of a VPC endpoint is `vpce-` and 8 or 17 characters, lower case. Anything else is equal
to none.
""",
    bad=under('"StringEquals": {"aws:SourceVpce": "vpc-1a2b3c4d"}'),
    good=under('"StringEquals": {"aws:SourceVpce": "vpce-1a2b3c4d"}'),
)

NO_KMS_KEY = Lint(
    id="L0393",
    name="kms-key-not-an-arn",
    level=Level.ERROR,
    access_analyzer="INVALID_KMS_KEY_VALUE",
    explain="""
S3 compares the key that encrypts an object by its ARN, however the caller named it: an id or an
alias is equal to none.
""",
    bad=under(
        '"StringEquals": {"s3:x-amz-server-side-encryption-aws-kms-key-id": "alias/photos"}',
        action='"s3:PutObject"',
    ),
    good=under(
        '"StringEquals": {"s3:x-amz-server-side-encryption-aws-kms-key-id":'
        ' "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"}',
        action='"s3:PutObject"',
    ),
)

_VPC = re.compile(r"vpc-(?:[a-z0-9]{8}|[a-z0-9]{17})")
_VPCE = re.compile(r"vpce-(?:[a-z0-9]{8}|[a-z0-9]{17})")
_KMS_KEY = re.compile(r"arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+")


class _Form(NamedTuple):
    """How values of a key look."""

    lint: Lint
    fits: Callable[[str], object]
    noun: str
    help: str


_REGION = _Form(
    NO_REGION, partition_of, "the code of a region", "write a code such as `eu-west-1`"
)
_FORMS = MappingProxyType(
    {
        **dict.fromkeys(REGION_KEYS, _REGION),
        "aws:sourcevpc": _Form(
            NO_VPC, _VPC.fullmatch, "the id of a VPC", "write `vpc-` and the 8 or 17 characters"
        ),
        "aws:sourcevpce": _Form(
            NO_VPCE,
            _VPCE.fullmatch,
            "the id of a VPC endpoint",
            "write `vpce-` and the 8 or 17 characters",
        ),
        "s3:x-amz-server-side-encryption-aws-kms-key-id": _Form(
            NO_KMS_KEY,
            _KMS_KEY.fullmatch,
            "the ARN of a KMS key",
            "write `arn:aws:kms:REGION:ACCOUNT:key/ID`",
        ),
    }
)
_COMPARING = (operator.Family.STRING, operator.Family.ARN)


def _check(policy: PolicyText, _: Facts) -> Iterator[Diagnostic]:
    for statement in policy.statements:
        for condition in statement.conditions:
            key = condition.key.text.lower()
            parsed = condition.parsed
            if key in _FORMS and parsed and parsed.family in _COMPARING:
                folds = parsed.name.endswith("IgnoreCase")
                for value in condition.values:
                    if not _fits(key, value.text, folds):
                        yield _found(_FORMS[key], value)


@lru_cache(maxsize=1024)
def _fits(key: str, text: str, folds: bool) -> bool:  # noqa: FBT001 - for the cache
    """Whether ``text`` is of the form of ``key``, or has a part that is not known."""
    if "*" in text or "?" in text or "${" in text:
        return True
    return bool(_FORMS[key].fits(text.lower() if folds else text))


def _found(form: _Form, value: Word) -> Diagnostic:
    near = did_you_mean(value.text, known_regions()) if form is _REGION else None
    return form.lint.at(value.span, f"`{value.text}` is not {form.noun}", help=near or form.help)


FAMILY = Family((NO_REGION, NO_VPC, NO_VPCE, NO_KMS_KEY), _check)
