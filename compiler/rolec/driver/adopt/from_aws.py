"""The roles of an account, asked of AWS."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rolec.adopt.account_details import read_account_details
from rolec.adopt.found import Found
from rolec.adopt.lines import Lines
from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.driver.adopt import codes
from rolec.driver.compile.compile_options import Progress
from rolec.source.span import Span

_NAME = "AWS"


class NoBoto3Error(Exception):
    """Says that the library that asks AWS is not installed."""


def from_aws(profile: str | None, progress: Progress | None = None) -> Found | Diagnostic:
    """The roles of the account that ``profile``, or else the environment, signs in to.

    AWS's page of details has no description of a role or policy, and no session duration, so each is asked for.
    """
    try:
        import boto3
        from botocore.exceptions import BotoCoreError, ClientError
    except ImportError:
        raise NoBoto3Error from None
    try:
        client = boto3.Session(profile_name=profile).client("iam")
        dump = _dump(client)
        roles = dump["RoleDetailList"]
        for number, role in enumerate(roles, 1):
            if not role["Path"].startswith("/aws-"):
                found = client.get_role(RoleName=role["RoleName"])["Role"]
                role |= {k: found[k] for k in ("Description", "MaxSessionDuration") if k in found}
            if progress:
                progress("asking AWS", number, len(roles))
        for policy in dump["Policies"]:
            found = client.get_policy(PolicyArn=policy["Arn"])["Policy"]
            policy |= {k: found[k] for k in ("Description",) if k in found}
    except (BotoCoreError, ClientError) as problem:
        message = " ".join(str(problem).split())
        return error(codes.NOT_ASKED, f"AWS does not say: {message}", Span(_NAME, 0, 0))
    return read_account_details(dump, _NAME, Lines(""))


def _dump(client: Any) -> dict[str, Any]:
    """What `aws iam get-account-authorization-details` prints, of roles and their policies."""
    pages = list(_pages(client))
    return {
        key: [each for page in pages for each in page.get(key, [])]
        for key in ("RoleDetailList", "Policies")
    }


def _pages(client: Any) -> Iterator[dict[str, Any]]:
    pages = client.get_paginator("get_account_authorization_details")
    yield from pages.paginate(Filter=["Role", "LocalManagedPolicy"])
