"""Of AWS's own policies and small edits of them, all that is granted is told, and nothing else.

The exact comparison judges: without what is told nothing is gained, and in each of what is told
something is.
"""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest

from rolec.catalog.managed_document import managed_policy
from rolec.catalog.managed_policy import managed_policy_paths
from rolec.compare.compare import only_in
from rolec.explain.explain import explain
from rolec.explain.grant import Grant
from rolec.ir.document import Effect
from rolec.ir.glob_cover import covers
from rolec.policy.of_json import of_json
from rolec.policy.policy_text import Kind
from rolec.read.json_text import read_json
from rolec.semantics.access import Access, Layer, LayerKind
from rolec.semantics.of_policy import statements
from rolec.semantics.statement import Statement, Strings
from rolec.source.file import SourceFile

LONGEST = 6144


@pytest.fixture
def rounds(request):
    return request.config.getoption("--shapes")


def test_all_is_told_and_nothing_else(seed, rounds):
    chance = random.Random(seed)
    names = [n for n in managed_policy_paths() if len(managed_policy(n).document) <= LONGEST]
    granted = nothing = 0
    for _ in range(rounds):
        name = chance.choice(names)
        document, edited = _listed(name), _listed(name)
        edit = chance.choice(EDITS)
        edit(edited["Statement"], chance)
        old, new = _access(document), _access(edited)
        for one, other, grants in (
            (new, old, explain(new, old, _gains).granted),
            (old, new, explain(new, old, _gains).revoked),
        ):
            where = (name, edit.__name__, grants)
            assert bool(grants) == _gains(one, other), where
            assert not _gains(_without(one, grants), other), where
            for excepted in {action for grant in grants for action in grant.exceptions}:
                others = tuple(each for each in grants if not _excepts(each, excepted))
                alone = _layered(one, _said(Effect.ALLOW, actions=Strings((excepted,))))
                assert not _gains(_without(alone, others), other), (where, excepted)
            for grant in grants:
                assert _gains(_only(one, grant), other), (where, grant)
            granted += bool(grants)
            nothing += not grants
    print(f"{granted} differ, {nothing} do not")
    assert granted > rounds / 3
    assert nothing > rounds / 3


def _gains(one: Access, other: Access) -> bool:
    return only_in(one, other) is not None


def _without(access: Access, grants: tuple[Grant, ...]) -> Access:
    """``access`` with all of ``grants`` denied, and their exceptions too."""
    denies = tuple(_statement(grant, Effect.DENY) for grant in grants)
    first, *rest = access.layers
    return replace(access, layers=(Layer(first.kind, first.statements + denies), *rest))


def _only(access: Access, grant: Grant) -> Access:
    """``access`` where ``grant`` speaks of it alone."""
    excepted = [_said(Effect.DENY, actions=Strings((action,))) for action in grant.exceptions]
    return _layered(access, _statement(grant, Effect.ALLOW), *excepted)


def _layered(access: Access, *written: Statement) -> Access:
    return replace(access, layers=(*access.layers, Layer(LayerKind.SESSION, written)))


def _excepts(grant: Grant, action: str) -> bool:
    return any(covers(each.lower(), action.lower()) for each in grant.exceptions)


def _statement(grant: Grant, effect: Effect) -> Statement:
    region = grant.region
    inverted = [r.removeprefix("all but ") for r in region.resources if r.startswith("all but ")]
    resources = Strings(tuple(inverted), inverted=True) if inverted else Strings(region.resources)
    return _said(
        effect,
        actions=Strings(grant.actions),
        resources=resources,
        conditions=region.conditions,
    )


def _said(effect: Effect, **elements: object) -> Statement:
    return Statement(effect=effect, **{"resources": Strings(("*",)), **elements})


def _listed(name: str) -> dict:
    document = json.loads(managed_policy(name).document)
    if isinstance(document["Statement"], dict):
        document["Statement"] = [document["Statement"]]
    return document


def _access(document: dict) -> Access:
    value = read_json(SourceFile("policy.json", json.dumps(document))).value
    return Access(layers=(Layer(LayerKind.IDENTITY, statements(of_json(value, Kind.IDENTITY))),))


def _add_action(written, chance):
    _plain(written, chance)["Action"].append(
        chance.choice(
            ["iam:PassRole", "s3:*", "s3:Get*", "ec2:DescribeInstances", "*", "kms:Decrypt"]
        )
    )


def _drop_action(written, chance):
    actions = _plain(written, chance)["Action"]
    if len(actions) > 1:
        actions.remove(chance.choice(actions))


def _widen_resource(written, chance):
    statement = _plain(written, chance)
    statement["Resource"] = chance.choice(["*", "arn:aws:s3:::*", "arn:aws:s3:::photos/*"])


def _drop_condition(written, chance):
    conditioned = [each for each in written if "Condition" in each]
    if conditioned:
        del chance.choice(conditioned)["Condition"]


def _add_condition(written, chance):
    statement = chance.choice(written)
    statement["Condition"] = {
        "StringEquals": {"aws:PrincipalTag/team": chance.choice(["a", ["a", "b"]])}
    }


def _deny(written, chance):
    action = chance.choice(["s3:*", "iam:*", "*", "ec2:Describe*"])
    resource = chance.choice(["*", "arn:aws:s3:::photos/*"])
    written.append({"Effect": "Deny", "Action": action, "Resource": resource})


def _drop_statement(written, chance):
    if len(written) > 1:
        written.remove(chance.choice(written))


def _shuffle(written, chance):
    chance.shuffle(written)


EDITS = (
    _add_action,
    _drop_action,
    _widen_resource,
    _drop_condition,
    _add_condition,
    _deny,
    _drop_statement,
    _shuffle,
)


def _plain(written, chance):
    """A statement that allows actions, as a list."""
    found = [each for each in written if each["Effect"] == "Allow" and "Action" in each]
    statement = chance.choice(found or [{"Action": []}])
    if isinstance(statement["Action"], str):
        statement["Action"] = [statement["Action"]]
    return statement
