"""A request in the account of the role that sends it, in the place of the account of examples."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from rolec.compare.plausible import EXAMPLE_ACCOUNT, EXAMPLE_REGION
from rolec.ir.module import Account
from rolec.semantics.request import Request

_COLONS = 5
"""How many colons an ARN has before its resource."""

_PARTITION = "aws"
"""The partition of examples."""


def at_home(request: Request, home: Account, still: Callable[[Request], bool]) -> Request:
    """``request`` as a role of the account ``home`` would send it, if it ``still`` shows what it has to."""
    resource = request.resource and _arn(request.resource, home)
    if resource == request.resource:
        return request
    context = {
        key: values and tuple(_value(each, home) for each in values)
        for key, values in request.context.items()
    }
    moved = replace(request, resource=resource)
    options = (replace(moved, context=context), moved)
    return next(filter(still, options), request)


def _arn(text: str, home: Account) -> str:
    """An ARN there, if it is one of the account or region of examples, or of a global resource."""
    parts = text.split(":", _COLONS)
    if len(parts) <= _COLONS or parts[0] != "arn":
        return text
    _, partition, service, region, account, rest = parts
    if region == EXAMPLE_REGION:
        region = home.region or region
    if account == EXAMPLE_ACCOUNT:
        account = home.id or account
    if partition == _PARTITION:
        partition = home.partition
    return f"arn:{partition}:{service}:{region}:{account}:{rest}"


def _value(text: str, home: Account) -> str:
    known = {EXAMPLE_ACCOUNT: home.id or text, EXAMPLE_REGION: home.region or text}
    return known.get(text) or _arn(text, home)
