"""Pairs of policies that are made to be hard to compare, each as large as IAM lets a policy be."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Callable

LIMIT = 6144
"""The characters of a managed policy, white space aside."""

SERVICES = ("s3", "ec2", "sqs", "dynamodb", "kms", "logs", "iam", "lambda")


def allow(on="*", actions="s3:GetObject", **more) -> dict:
    return {"Effect": "Allow", "Action": actions, "Resource": on, **more}


def deny(on="*", actions="s3:GetObject", **more) -> dict:
    return {"Effect": "Deny", "Action": actions, "Resource": on, **more}


def all_except(on, effect="Allow", actions="s3:GetObject", **more) -> dict:
    return {"Effect": effect, "Action": actions, "NotResource": on, **more}


def fitting(statements: list[dict], limit: int = LIMIT) -> list[dict]:
    """As many of ``statements`` as a policy holds."""
    found: list[dict] = []
    size = 60
    for each in statements:
        size += len(json.dumps(each, separators=(",", ":"))) + 1
        if size > limit:
            break
        found.append(each)
    return found


def _word(chance: random.Random, least: int = 1, most: int = 4) -> str:
    return "".join(chance.choices("abcdef", k=chance.randint(least, most)))


def contains_in_not_resource(chance: random.Random) -> tuple[list[dict], list[dict]]:
    """Texts that have to contain many words at once."""
    count = chance.randint(2, 60)
    words = [_word(chance, 1, 5) for _ in range(count)]
    old = [all_except(f"*{each}*") for each in words]
    if chance.random() < 0.3:
        key = chance.sample(range(count), count // 3)
        for place in key:
            old[place]["Condition"] = {"StringEquals": {f"aws:RequestTag/t{place % 7}": "a"}}
    new = [allow(chance.choice(("*", ["x*", "y?"], "*z", f"*{_word(chance)}*")))]
    if chance.random() < 0.5:
        old.append(allow(chance.choice((["x*", "y*"], "*z", "x*"))))
    if chance.random() < 0.5:
        new.append(deny(f"*{_word(chance)}*{_word(chance)}*"))
    return fitting(new), fitting(old)


def contains_in_not_like(chance: random.Random) -> tuple[list[dict], list[dict]]:
    """The same of a condition key, and of several values of one."""
    key, qualifier = chance.choice((("aws:userid", ""), ("aws:TagKeys", "ForAnyValue:")))
    words = [_word(chance, 1, 5) for _ in range(chance.randint(2, 50))]
    old = [allow(Condition={f"{qualifier}StringNotLike": {key: f"*{each}*"}}) for each in words]
    new = [allow(Condition={"Null": {key: "false"}})]
    if chance.random() < 0.5:
        new = [allow(Condition={f"{qualifier}StringLike": {key: [f"{_word(chance)}*", "?z*"]}})]
    return new, fitting(old)


def covered_by_pairs(chance: random.Random) -> tuple[list[dict], list[dict]]:
    """Patterns of two words against those of one."""
    words = [f"k{_word(chance, 1, 2)}" for _ in range(chance.randint(3, 14))]
    pairs = [f"*{a}*{b}*" for a, b in itertools.permutations(words, 2)]
    chance.shuffle(pairs)
    new = [allow(pairs[:150])]
    old = [allow([f"*{each}*" for each in words[chance.randint(0, 1) :]])]
    old.append(deny(f"*{words[0]}*{words[1]}*{words[-1]}*"))
    return fitting(new), fitting(old)


def question_marks(chance: random.Random) -> tuple[list[dict], list[dict]]:
    """Lengths of texts."""
    head = "arn:aws:iam::"
    new = [allow([f"{head}*:role/{'?' * chance.randint(0, 30)}*{_word(chance)}*"])]
    old = [
        allow(f"{head}{'?' * chance.randint(6, 14)}:role/*"),
        allow(f"{head}*:role/{'?' * chance.randint(1, 300)}*"),
        allow([f"{head}*:role/" + "?" * n for n in range(chance.randint(1, 90))]),
    ]
    return new, fitting(old)


def wild_words(chance: random.Random) -> tuple[list[dict], list[dict]]:
    """Patterns of letters and both wildcards at random."""

    def pattern() -> str:
        return "".join(chance.choices("ab*?", (4, 4, 2, 3), k=chance.randint(3, 40)))

    new = [allow([pattern() for _ in range(chance.randint(1, 20))])]
    new += [deny([pattern() for _ in range(chance.randint(1, 20))])]
    old = [allow([pattern() for _ in range(chance.randint(1, 60))]) for _ in range(3)]
    old += [all_except([pattern() for _ in range(3)]) for _ in range(chance.randint(0, 6))]
    return fitting(new), fitting(old)


def clauses(chance: random.Random) -> tuple[list[dict], list[dict]]:
    """Three of many flags in each statement, as many as make it hard to find what is left."""
    flags = chance.randint(5, 40)
    old = []
    for _ in range(int(flags * chance.uniform(3.5, 5))):
        some = chance.sample(range(flags), 3)
        old.append(
            allow(Condition={"Bool": {f"k{n}": chance.choice(("true", "false")) for n in some}})
        )
    new = [allow(Condition={"Null": {f"k{n}": "false" for n in range(flags)}})]
    return fitting(new), fitting(old)


def cubes(chance: random.Random) -> tuple[list[dict], list[dict]]:
    """All values of some flags, each by a statement; at times one is left out."""
    flags = chance.randint(2, 5)
    old = [
        allow(Condition={"Bool": dict(zip((f"k{n}" for n in range(flags)), values, strict=True))})
        for values in itertools.product(("true", "false"), repeat=flags)
    ]
    if chance.random() < 0.5:
        old.pop(chance.randrange(len(old)))
    new = [allow(Condition={"Null": {f"k{n}": "false" for n in range(flags)}})]
    return new, fitting(old)


def arns(chance: random.Random) -> tuple[list[dict], list[dict]]:
    """ARNs by their parts, and as texts."""

    def one(*, whole: bool) -> str:
        parts = [chance.choice(("*", "a", "a*", "?", "*b", "")) for _ in range(4)]
        rest = chance.choice(("*", "role/*", f"*{_word(chance)}*", "x:*"))
        return ("arn:" if whole else chance.choice(("arn:", "*"))) + ":".join([*parts, rest])

    def some(operator: str) -> dict:
        values = [one(whole="Arn" in operator) for _ in range(chance.randint(1, 12))]
        return {operator: {"aws:SourceArn": values}}

    kinds = ("ArnLike", "ArnNotLike", "StringLike", "StringNotLike")
    new = [allow(Condition=some(chance.choice(kinds[::2])))]
    new += [deny(Condition=some(chance.choice(kinds))) for _ in range(chance.randint(0, 3))]
    old = [allow(Condition=some(chance.choice(kinds))) for _ in range(chance.randint(1, 12))]
    return fitting(new), fitting(old)


def variables(chance: random.Random) -> tuple[list[dict], list[dict]]:
    """Policy variables in what has to match together."""
    names = ["aws:username", "aws:userid", "aws:PrincipalTag/team", "aws:SourceIdentity"]

    def one() -> str:
        parts = [
            chance.choice(("*", "a", "?", _word(chance), f"${{{chance.choice(names)}}}"))
            for _ in range(chance.randint(1, 4))
        ]
        return "arn:aws:s3:::" + "/".join(parts)

    new = [allow([one() for _ in range(chance.randint(1, 4))])]
    new += [deny([one()]) for _ in range(chance.randint(0, 3))]
    old = [allow([one() for _ in range(chance.randint(1, 8))])]
    old += [all_except([one()]) for _ in range(chance.randint(0, 2))]
    old += [deny([one()]) for _ in range(chance.randint(0, 2))]
    return new, old


def laminar(chance: random.Random) -> tuple[list[dict], list[dict]]:
    """Statements of all kinds that overlap, and an edit of some."""
    old = fitting([_overlapping(chance) for _ in range(chance.randint(5, 40))])
    new = [dict(each) for each in old]
    for place in chance.sample(range(len(new)), max(1, len(new) // 3)):
        if chance.random() < 0.5:
            new[place].pop("Condition", None)
        elif "Resource" in new[place]:
            new[place]["Resource"] = [f"{each}z" for each in new[place]["Resource"]]
    if chance.random() < 0.5:
        new = [each for each in new if each["Effect"] == "Allow" or chance.random() < 0.7]
    return (new, old) if chance.random() < 0.5 else (old, new)


def _overlapping(chance: random.Random) -> dict:
    service = chance.choice(SERVICES)
    verbs = ("Get", "List", "Put", "Delete", "Describe", "Create", "*")
    actions = [
        f"{service}:{chance.choice(verbs)}{chance.choice(('*', 'Item', 'Object*', '*Tag*'))}"
        for _ in range(chance.randint(1, 5))
    ]
    regions, accounts = ("*", "eu-*", "us-east-1"), ("*", "123456789012", "??????789012")
    on = [
        f"arn:aws:{service}:{chance.choice(regions)}:{chance.choice(accounts)}:"
        f"{chance.choice(('team-', '*-', 'app/'))}{chance.choice('abcd')}"
        f"{chance.choice(('*', '/*', '*/x*', '-?-*'))}"
        for _ in range(chance.randint(1, 4))
    ]
    denies = chance.random() < 0.25
    found: dict = {"Effect": "Deny" if denies else "Allow"}
    found["NotAction" if denies and chance.random() < 0.4 else "Action"] = actions
    found["NotResource" if denies and chance.random() < 0.3 else "Resource"] = on
    made = dict(chance.sample(_conditions(chance), chance.choice((0, 0, 1, 2))))
    return {**found, "Condition": made} if made else found


def _conditions(chance: random.Random) -> list[tuple[str, dict]]:
    return [
        ("StringEquals", {"aws:PrincipalTag/team": chance.sample("abcd", 2)}),
        ("IpAddress", {"aws:SourceIp": [f"10.{chance.randrange(4) * 64}.0.0/10"]}),
        ("Bool", {"aws:MultiFactorAuthPresent": chance.choice(("true", "false"))}),
        ("NumericLessThan", {"aws:MultiFactorAuthAge": chance.choice(("300", "900"))}),
        ("StringNotLike", {"aws:PrincipalArn": [f"arn:aws:iam::*:role/{_word(chance)}*"]}),
        ("ForAllValues:StringLike", {"aws:TagKeys": chance.sample(["env*", "a", "*b"], 2)}),
    ]


FAMILIES: dict[str, Callable[[random.Random], tuple[list[dict], list[dict]]]] = {
    each.__name__.replace("_", " "): each
    for each in (
        contains_in_not_resource,
        contains_in_not_like,
        covered_by_pairs,
        question_marks,
        wild_words,
        clauses,
        cubes,
        arns,
        variables,
        laminar,
    )
}
