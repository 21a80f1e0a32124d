"""Finds roles that can get more access than their policies say.

Some actions give access themselves: to write a policy, to hand a role to code of one's own, to change
what runs with a role already. Looked at is the whole role: all its policies, AWS's too, its boundary and
its denies. An allow counts that has no condition and covers all that the action acts on, or, for what is
made anew beside iam:PassRole, anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rolec.catalog.escalation import Category, Escalation, escalations
from rolec.diagnostics.diagnostic import Diagnostic, Label, Way
from rolec.diagnostics.level import Level
from rolec.lint.combination import all_in, complete_ones, most_of, place_of, rank, shortest
from rolec.lint.facts import Facts
from rolec.lint.granted import PASS_ROLE, Granted, denies_for_sure, granted, granted_by
from rolec.lint.lint import Family, Lint
from rolec.policy.policy_text import Kind, PolicyText, StatementText, Words
from rolec.policy.whole_role import Held, WholeRole
from rolec.source.span import Span


def _example(allow: str, on: str) -> str:
    return f"""
role: builder
trust: [{{aws_service: ec2}}]
permissions:
  - inline_policy: build
    statements:
      - allow: {allow}
        on: "{on}"
"""


def _lint(id: str, name: str, what: str, level: Level, *, bad: str, good: str) -> Lint:
    return Lint(
        id=id,
        name=name,
        level=level,
        explain=f"""
{what}

All policies of the role are looked at together, with its boundary and with denies that have no
condition. The statements that make the combination are shown. Of a document that is JSON that alone
is looked at. Several that the same statements make are told as one, and each for itself with
`--format json`, in SARIF and in a baseline. Of combinations that are part of another only the
shorter one is told: who takes an action of it away takes it from both.
""",
        bad=bad,
        good=good,
    )


EVERYTHING = Lint(
    id="L0901",
    name="everything-on-everything",
    level=Level.SECURITY_WARNING,
    explain="""
The role may do everything with everything in its account. No combination of actions could give it more.
Where a deny without a condition takes a combination away, those that are left are told instead.
""",
    bad=_example('"*"', "*"),
    good=_example('"s3:*"', "*"),
)

SELF = _lint(
    "L0902",
    "escalation-of-itself",
    "The role may change what it may do itself, through a policy or a group.",
    Level.SECURITY_WARNING,
    bad=_example("iam:PutRolePolicy", "*"),
    good=_example("iam:GetRolePolicy", "*"),
)

PRINCIPAL = _lint(
    "L0903",
    "takeover-of-principals",
    "The role may become any other user or role of its account that lets it, or make itself a key for one.",
    Level.SECURITY_WARNING,
    bad=_example("iam:CreateAccessKey", "*"),
    good=_example("iam:CreateAccessKey", "arn:aws:iam::111122223333:user/ci/*"),
)

NEW = _lint(
    "L0904",
    "role-for-new-compute",
    "The role may give any role of its account to something new that runs its code.",
    Level.SECURITY_WARNING,
    bad=_example("[iam:PassRole, ec2:RunInstances]", "*"),
    good=_example("[iam:GetRole, ec2:RunInstances]", "*"),
)

EXISTING = _lint(
    "L0905",
    "role-of-existing-compute",
    "The role may run code in anything that has a role already, and so use that role.",
    Level.SECURITY_WARNING,
    bad=_example("lambda:UpdateFunctionCode", "*"),
    good=_example("lambda:UpdateFunctionCode", "arn:aws:lambda:*:*:function:photos"),
)

RETIRED = _lint(
    "L0906",
    "escalation-through-retired-service",
    "The combination gave more access through a service that AWS has retired. Nothing comes of it now.",
    Level.NOTE,
    bad=_example("[iam:PassRole, codestar:CreateProject]", "*"),
    good=_example("[iam:GetRole, codestar:CreateProject]", "*"),
)

_BY_CATEGORY = {
    Category.SELF: (SELF, "can change its own permissions"),
    Category.PRINCIPAL: (PRINCIPAL, "can take over another user or role"),
    Category.NEW_COMPUTE: (NEW, "can use other roles through something new"),
    Category.EXISTING_COMPUTE: (EXISTING, "can use the role of something that runs"),
    Category.RETIRED: (RETIRED, "could once use other roles through a service that is retired"),
}


def _check(role: WholeRole, facts: Facts) -> Iterator[Diagnostic]:
    if role.role.permissions_boundary is not None and role.boundary is None:
        return  # what it allows is not known
    found = granted(role, facts)
    complete = complete_ones(found, facts.catalogue)
    everything = _everything(role) if len(complete) == len(escalations()) else None
    if everything:
        yield _of_everything(role, *everything)
        return
    for each in shortest(complete):
        yield _of_combination(role, each, found)


def _in_document(policy: PolicyText, facts: Facts) -> Iterator[Diagnostic]:
    """The same of one policy, whoever has it."""
    if policy.kind is not Kind.IDENTITY:
        return
    found = granted_by(policy, facts)
    complete = complete_ones(found, facts.catalogue)
    everything = all_in(policy) if len(complete) == len(escalations()) else None
    if everything and everything.actions:
        yield _of_everything_in(everything.actions)
        return
    for each in shortest(complete):
        yield _in_one_document(each, found, policy.span)


def _everything(role: WholeRole) -> tuple[Held, StatementText] | None:
    if role.boundary is not None and all_in(role.boundary) is None:
        return None
    for held in role.held:
        statement = all_in(held.policy)
        if statement:
            return held, statement
    return None


def _of_everything(role: WholeRole, held: Held, statement: StatementText) -> Diagnostic:
    name = role.role.name
    place = held.span if held.of_aws else role.role.span
    secondary = () if held.of_aws else (Label(statement.span, "allows everything"),)
    but = " that no deny names" if denies_for_sure(role) else ""
    return EVERYTHING.at(
        place,
        f"`{held.name}` allows `{name}` every action on everything{but}",
        help="list what the role needs; where it is meant for emergencies, accept it in the role with"
        f" `waive: [{{lint: {EVERYTHING.name}, because: ...}}]`",
        secondary=secondary,
        notes=_notes(role),
    )


def _of_combination(
    role: WholeRole, escalation: Escalation, found: Mapping[str, Granted]
) -> Diagnostic:
    lint, what = _BY_CATEGORY[escalation.category]
    parts = [(action, *most_of(found[action])) for action in escalation.actions]
    holders = {held.span for _, held, _ in parts if held.of_aws}
    in_one = len(holders) == 1 and all(held.of_aws for _, held, _ in parts)
    names = " and ".join(f"`{action}`" for action in escalation.actions)
    said = f"`{role.role.name}` {what}"
    labels: dict[Label, None] = {}
    for action, held, given in parts:
        labels[Label(held.place(given.statement.span), f"allows `{action}`")] = None
    return lint.at(
        holders.pop() if in_one else role.role.span,
        f"{said}: it may use {names}",
        help="name the resources, deny one of the actions, or set a permissions boundary",
        secondary=() if in_one else tuple(labels),
        notes=_notes(role),
        way=Way(what=said, by=names, rank=rank(escalation)),
    )


_OF_DOCUMENT = ("what else its owner has may deny it, as a permissions boundary does",)


def _of_everything_in(actions: Words) -> Diagnostic:
    return EVERYTHING.at(
        actions.span,
        "whoever has this policy may do everything with everything",
        help="list what is needed",
        notes=_OF_DOCUMENT,
    )


def _in_one_document(
    escalation: Escalation, found: Mapping[str, Granted], document: Span
) -> Diagnostic:
    lint, what = _BY_CATEGORY[escalation.category]
    # What hands a role over, or is done first, is where it is mended.
    actions = sorted(escalation.actions, key=lambda action: action != PASS_ROLE)
    places = {action: place_of(most_of(found[action])[1].statement, action) for action in actions}
    names = " and ".join(f"`{action}`" for action in escalation.actions)
    said = f"whoever has this policy {what}"
    at = places[actions[0]]
    labels = {
        Label(span, f"allows `{action}`"): None for action, span in places.items() if span != at
    }
    return lint.at(
        at,
        f"{said}: it allows {names}",
        help="name the resources, or deny one of the actions",
        secondary=tuple(labels),
        notes=_OF_DOCUMENT,
        way=Way(what=said, by=names, rank=rank(escalation), within=document),
    )


def _notes(role: WholeRole) -> tuple[str, ...]:
    count = len(role.unknown)
    return (
        (f"{count} of its policies are not known here; a deny in one would count",)
        if count
        else ()
    )


FAMILY = Family((EVERYTHING, SELF, PRINCIPAL, NEW, EXISTING, RETIRED), _check, alone=_in_document)
