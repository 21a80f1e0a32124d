"""Whatever the schemas admit has a meaning or a diagnostic: fields by chance, of every kind."""

from __future__ import annotations

import json
from dataclasses import replace
from random import Random

import pytest

from rolec.ir.module import Account
from rolec.load.load import load
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.lower.trust_policy import lower_trust
from rolec.schema.store import kinds, schema
from rolec.source.file import SourceFile
from rolec.source.span import NOWHERE
from rolec.validate.validate import validate

ACCOUNTS = {"tools": Account(nickname="tools", id="222233334444")}
ENTRIES = 60


def entry(kind, random):
    """An entry with some of the fields of its kind, each as in its example or a reference."""
    fields = schema(f"trust/{kind}").fields
    chosen = [name for name in fields if random.random() < 0.5 or fields[name].get("required")]
    return {
        name: "${var.given}" if random.random() < 0.1 else fields[name]["meta"]["example"]
        for name in chosen
        if name != "accounts"
    }


@pytest.mark.parametrize("kind", kinds("trust"))
def test_lowering_is_total_and_all_it_makes_has_a_place(kind):
    random, valid = Random(kind), 0
    for number in range(ENTRIES):
        spec = json.dumps({"role": "web", "trust": [entry(kind, random)]})
        (root,) = load(SourceFile("spec.yaml", spec)).value
        document = validate(root, "role").value
        if document is None:
            continue
        valid += 1
        account = Account(id="111122223333", partition=random.choice(["aws", "aws-cn"]))
        context = Context(account=replace(account, id=account.id if number % 3 else None),
                          accounts=ACCOUNTS)  # fmt: skip
        trust = lower_trust(Cursor(document.root), context, "web")
        assert trust is not None or context.sink.failed
        made = [c for each in trust.document.statements for c in each.conditions] if trust else []
        assert all(NOWHERE not in (c.span, c.key.span) for c in made)
    assert valid > ENTRIES / 4
