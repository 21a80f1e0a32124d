"""Edits of a policy, as JSON has it: those that change no access, and those that surely do."""

from __future__ import annotations

import json
import random

from rolec.catalog.catalogue import SHIPPED
from rolec.ir.glob import matches


def document_of(name: str) -> dict:
    """The document of an AWS managed policy."""
    from rolec.catalog.managed_document import managed_policy

    return json.loads(managed_policy(name).document)


def listed(value) -> list:
    return list(value) if isinstance(value, list) else [value]


def statements_of(document: dict) -> list[dict]:
    return listed(document["Statement"])


# What changes no access.


def shuffled(chance: random.Random, statements: list[dict]) -> list[dict]:
    """Statements, and the items of their lists, in another order, and some twice."""
    found = []
    for each in chance.sample(statements, len(statements)):
        changed = dict(each)
        for name in ("Action", "NotAction", "Resource", "NotResource"):
            if name in changed:
                items = listed(changed[name])
                changed[name] = [*chance.sample(items, len(items)), chance.choice(items)]
        found.append(changed)
    return found


def expanded(_: random.Random, statements: list[dict]) -> list[dict]:
    """Each pattern of actions of one service as the list of what it stands for."""
    return [
        {**each, name: [a for p in listed(each[name]) for a in _expanded(p)]}
        for each in statements
        for name in ("Action", "NotAction")
        if name in each
    ]


def _expanded(pattern: str) -> list[str]:
    prefix, _, name = pattern.partition(":")
    service = SHIPPED.service(prefix) if "*" in name or "?" in name else None
    found = [
        f"{prefix}:{each}"
        for each in (service.action_names() if service else ())
        if matches(name.lower(), each.lower())
    ]
    return found or [pattern]


def split(_: random.Random, statements: list[dict]) -> list[dict]:
    """A statement for each action and resource, where these are plain lists; at most a few."""
    found = []
    for each in statements:
        actions, resources = listed(each.get("Action", [])), listed(each.get("Resource", []))
        if not actions or not resources:
            found.append(each)
            continue
        half = (len(actions) + 1) // 2
        for some in filter(None, (actions[:half], actions[half:])):
            found += [{**each, "Action": some, "Resource": one} for one in resources[:-1]]
            found.append({**each, "Action": some, "Resource": resources[-1]})
    return found


def merged(_: random.Random, statements: list[dict]) -> list[dict]:
    """Statements that differ in their actions alone as one."""
    found: dict[str, dict] = {}
    for each in statements:
        rest = {k: v for k, v in each.items() if k not in {"Sid", "Action"}}
        if "Action" not in each:
            found[json.dumps(each)] = each
            continue
        key = json.dumps(rest, sort_keys=True)
        before = listed(found[key]["Action"]) if key in found else []
        found[key] = {**rest, "Action": [*before, *listed(each["Action"])]}
    return list(found.values())


SAME = {"shuffled": shuffled, "expanded": expanded, "split": split, "merged": merged}
"""Edits that change no access."""


# What changes access: a policy before and after the edit.

Pair = tuple[list[dict], list[dict]]


def action_added(chance: random.Random, statements: list[dict]) -> Pair | None:
    """An action of a service that the policy does not name is allowed."""
    text = json.dumps(statements)
    if any(_all(each) for each in statements):
        return None
    free = [
        a for a in ("glacier:DeleteVault", "snowball:CancelJob") if a.split(":")[0] not in text
    ]
    if not free:
        return None
    more = {"Effect": "Allow", "Action": chance.choice(free), "Resource": "*"}
    return statements, [*statements, more]


def resource_widened(chance: random.Random, statements: list[dict]) -> Pair | None:
    """An allow of some resources is one of all."""
    return _edited(
        chance,
        statements,
        lambda each: each["Effect"] == "Allow" and "*" not in listed(each.get("Resource", "*")),
        lambda each: {**each, "Resource": "*"},
    )


def condition_dropped(chance: random.Random, statements: list[dict]) -> Pair | None:
    """A statement has no condition any more."""
    return _edited(
        chance,
        statements,
        lambda each: bool(each.get("Condition")),
        lambda each: {k: v for k, v in each.items() if k != "Condition"},
    )


def deny_removed(chance: random.Random, statements: list[dict]) -> Pair | None:
    """A deny is gone of a policy that allows everything else."""
    denies = [each for each in statements if each["Effect"] == "Deny"]
    if not denies:
        return None
    everything = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    gone = chance.choice(denies)
    left = [each for each in statements if each is not gone]
    return [*statements, everything], [*left, everything]


def statement_removed(chance: random.Random, statements: list[dict]) -> Pair | None:
    """An allow is gone."""
    allows = [each for each in statements if each["Effect"] == "Allow"]
    if not allows or len(statements) == 1:
        return None
    gone = chance.choice(allows)
    return statements, [each for each in statements if each is not gone]


def _all(each):
    return "NotAction" in each or "*" in listed(each["Action"])


def _edited(chance, statements, fits, edit):
    places = [place for place, each in enumerate(statements) if fits(each)]
    if not places:
        return None
    place = chance.choice(places)
    edited = edit(statements[place])
    return statements, [*statements[:place], edited, *statements[place + 1 :]]


MUTANTS = {
    "action added": action_added,
    "resource widened": resource_widened,
    "condition dropped": condition_dropped,
    "deny removed": deny_removed,
    "statement removed": statement_removed,
}
"""Edits that change access, unless another statement allows or denies the same."""
