"""Finds values that cannot be what their condition key holds: no region, no account, no organization, no VPC.

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

NO_ACCOUNT = Lint(
    id="L0394",
    name="account-id-form",
    level=Level.ERROR,
    explain="""
`aws:SourceAccount`, `aws:PrincipalAccount` and the like hold the twelve digits of an account: not its name,
and no ARN. Anything else is equal to none.
""",
    bad=under('"StringEquals": {"aws:ResourceAccount": "arn:aws:iam::111122223333:root"}'),
    good=under('"StringEquals": {"aws:ResourceAccount": "111122223333"}'),
)

NO_ORGANIZATION = Lint(
    id="L0397",
    name="organization-id-form",
    level=Level.ERROR,
    explain="""
The id of an organization is `o-` and 10 to 32 letters or digits, lower case. A path of it has the id, the
root, and the units below, and ends with a slash: `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/`. Anything else is
equal to none.
""",
    bad=under('"StringEquals": {"aws:ResourceOrgID": "r-ab12"}'),
    good=under('"StringEquals": {"aws:ResourceOrgID": "o-a1b2c3d4e5"}'),
)

_ACCOUNT = re.compile(r"[0-9]{12}")
_ORGANIZATION = re.compile(r"o-[a-z0-9]{10,32}")
_PATH = re.compile(
    rf"{_ORGANIZATION.pattern}/r-[a-z0-9]{{4,32}}/(?:ou-[a-z0-9]{{4,32}}-[a-z0-9]{{8,32}}/)*"
)
"""Source: the API reference of AWS Organizations, on the ids of organizations, roots and units."""

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
_OF_ACCOUNT = _Form(
    NO_ACCOUNT, _ACCOUNT.fullmatch, "the id of an account", "write the twelve digits"
)
_OF_ORGANIZATION = _Form(
    NO_ORGANIZATION,
    _ORGANIZATION.fullmatch,
    "the id of an organization",
    "write `o-` and the characters after it",
)
_OF_PATH = _Form(
    NO_ORGANIZATION,
    _PATH.fullmatch,
    "a path in an organization",
    "write it as `o-ID/r-ROOT/ou-UNIT/`, up to the last slash",
)
_FORMS = MappingProxyType(
    {
        **dict.fromkeys(
            (
                "aws:principalaccount",
                "aws:resourceaccount",
                "aws:sourceaccount",
                "kms:calleraccount",
                "s3:dataaccesspointaccount",
                "s3:resourceaccount",
            ),
            _OF_ACCOUNT,
        ),
        **dict.fromkeys(
            ("aws:principalorgid", "aws:resourceorgid", "aws:sourceorgid"), _OF_ORGANIZATION
        ),
        **dict.fromkeys(
            ("aws:principalorgpaths", "aws:resourceorgpaths", "aws:sourceorgpaths"), _OF_PATH
        ),
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


FAMILY = Family((NO_REGION, NO_VPC, NO_VPCE, NO_KMS_KEY, NO_ACCOUNT, NO_ORGANIZATION), _check)
