"""What was adopted, a line a role."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from rolec.adopt.found import FoundBlock
from rolec.cli.terminal import visible
from rolec.driver.adopt.adoption import NOT_ASKED, AdoptedRole, Adoption
from rolec.driver.adopt.proof import Status
from rolec.driver.adopt.take_over import TakenOver

_STATUS = {
    Status.EQUAL: "equal",
    Status.EQUAL_IN_ACCESS: "equal in access, written differently",
    Status.NOT_ADOPTED: "NOT ADOPTED",
}
_CURE = (
    "; {:,} by hand for want of the account's id: adopt into an empty folder with a rolec.yaml that has"
    " `account: '...'` beside what this one has"
)


def adoption_text(adoption: Adoption) -> str:
    """The roles by their place, what was left out, and a sum."""
    rows = [_role(each) for each in adoption.roles]
    told = {each.role.name for each in adoption.roles}
    rows += _left_out(
        block for block in adoption.blocks if not block.is_data and block.role not in told
    )
    if adoption.defaults:
        names = ", ".join(map(visible, adoption.defaults))
        rows.append(
            f"taken to have their defaults: {names} (terraform.tfvars beside them says others)"
        )
    rows += [_taken_over(name, each) for name, each in adoption.taken_over.items()]
    return "".join(f"{row}\n" for row in (*rows, _sum(adoption)))


def _left_out(blocks: Iterable[FoundBlock]) -> Iterator[str]:
    """The blocks with a reason, those of the same in one line: there may be hundreds of users."""
    of_reason: dict[str, dict[str, None]] = {}
    for block in blocks:
        if block.reason is not None:
            of_reason.setdefault(block.reason, {})[visible(block.address)] = None
    for reason, names in of_reason.items():
        yield f"left out: {', '.join(names)}: {visible(reason)}"


def _role(each: AdoptedRole) -> str:
    name = visible(each.role.name)
    if each.status is Status.NOT_ADOPTED:
        place = each.role.place
        where = f"{visible(place.file)}:{place.line}" if place.line else visible(place.file)
        return f"{name}: {_STATUS[each.status]}: {visible(each.reason or '')} ({where})"
    literal = Counter(each.fallbacks)
    as_it_was = [f"{count} as `{word}`" for word, count in sorted(literal.items())]
    more = f" ({', '.join(as_it_was)})" if as_it_was else ""
    more += f"; {visible(each.reason)}" if each.reason else ""
    return f"{name}: {_STATUS[each.status]}: {visible(each.spec or '')}{more}"


def _taken_over(name: str, each: TakenOver) -> str:
    counts = [
        f"{each.imported:,} to import",
        *([f"{each.unknown:,} to import by hand"] if each.unknown else []),
        *([f"{each.moved:,} to move"] if each.moved else []),
        *([f"{each.forgotten:,} to let go of"] if each.forgotten else []),
    ]
    cure = _CURE.format(each.accountless) if each.accountless else ""
    return f"{visible(name)}: {', '.join(counts)}{cure}"


def _sum(adoption: Adoption) -> str:
    counts = Counter(each.status for each in adoption.roles)
    roles = len(adoption.roles)
    policies = [e for e in adoption.blocks if e.policy and e.reason != NOT_ASKED]
    adopted = [block for block in policies if block.reason is None]
    of_policies = f"; {len(adopted):,} of {len(policies):,} managed policies adopted"
    said = [
        f"{counts[Status.EQUAL]} equal",
        f"{counts[Status.EQUAL_IN_ACCESS]} equal in access",
        f"{counts[Status.NOT_ADOPTED]} not adopted",
    ]
    shown = of_policies if policies else ""
    return f"{roles:,} role{'s' * (roles != 1)}: {', '.join(said)}{shown}"
