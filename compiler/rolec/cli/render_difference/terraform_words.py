"""What Terraform will do, in words."""

from __future__ import annotations

from rolec.cli.render_role.page import Bullet, Quoted, Words, listed
from rolec.driver.diff.broken_trust import BrokenTrust
from rolec.plan.change import Action, Cause, Change

_REASONS = {Action.CREATE: "not there before", Action.DELETE: "not there any more"}


def because(change: Change, broken: tuple[BrokenTrust, ...]) -> str:
    """Why a resource changes, for programs: its arguments, and whose trust breaks."""
    causes = (
        f"{cause.argument}, as {cause.made_anew} is made anew"
        if cause.made_anew
        else cause.argument
        for cause in change.causes
    )
    reasons = ["; ".join(causes) or _REASONS[change.action]]
    if broken:
        reasons.append(f"trusted by {', '.join(each.role.role.name for each in broken)}")
    return "; ".join(reasons)


def change_bullet(change: Change, broken: tuple[BrokenTrust, ...]) -> Bullet:
    """What is done to a resource, and why."""
    return Bullet(_done(change), tuple(map(_breaks, broken)))


def _done(change: Change) -> Words:
    address = Quoted(change.address)
    match change.action:
        case Action.CREATE if change.causes:
            return ("makes ", address, " where there was none: another ", *_causes(change))
        case Action.CREATE:
            return ("makes ", address)
        case Action.UPDATE:
            return ("changes ", address, " in place: ", *_causes(change))
        case Action.REPLACE:
            return ("REPLACES ", address, ", which is destroyed first: another ", *_causes(change))
        case Action.DELETE if change.causes:
            return ("DESTROYS ", address, " where it is not enabled: another ", *_causes(change))
        case Action.DELETE:
            return ("DESTROYS ", address)


def _causes(change: Change) -> Words:
    return listed(tuple(map(_cause, change.causes)), "and")


def _cause(cause: Cause) -> Words:
    if cause.made_anew:
        return (Quoted(cause.argument), ", since ", Quoted(cause.made_anew), " is made anew")
    return (Quoted(cause.argument),)


def _breaks(broken: BrokenTrust) -> Words:
    role, module = broken.role.role, broken.role.module
    where = (" of ", Quoted(module.account.nickname)) if module.account.nickname else ()
    trusts = ("the role ", Quoted(role.name), *where, " trusts it")
    if broken.again:
        return (*trusts, ": its trust policy is written again")
    return (
        *trusts,
        " and will not any more: IAM kept the id of the role that is destroyed; apply it again",
    )
