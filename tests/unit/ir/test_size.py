"""Sizes are those of the JSON that Terraform's `jsonencode` sends."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolec.ir.document import Condition, Document, Effect, Patterns, Statement
from rolec.ir.size import Size, size, total
from rolec.ir.text import Entity, Link, Reference, Text, text

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def document(resources: list[str], key: str, values: list[str]) -> Document:
    return Document(
        (
            Statement(
                effect=Effect.ALLOW,
                actions=Patterns((text("s3:GetObject"),)),
                resources=Patterns(tuple(map(text, resources))),
                conditions=(Condition("StringLike", text(key), tuple(map(text, values))),),
                sid="A",
            ),
        ),
        id="x",
    )


def sent(resources: list[str], key: str, values: list[str]) -> str:
    """What Go's encoder, which `jsonencode` is, makes of the same document."""
    tree = {
        "Version": "2012-10-17",
        "Id": "x",
        "Statement": [
            {
                "Sid": "A",
                "Effect": "Allow",
                "Action": ["s3:GetObject"],
                "Resource": resources,
                "Condition": {"StringLike": {key: values[0] if len(values) == 1 else values}},
            }
        ],
    }
    minified = json.dumps(tree, ensure_ascii=False, separators=(",", ":"))
    return re.sub("[<>&\u2028\u2029]", lambda m: f"\\u{ord(m.group()):04x}", minified)


@given(st.lists(ANY, min_size=1, max_size=3), ANY, st.lists(ANY, min_size=1, max_size=3))
def test_size(resources, key, values):
    expected = sent(resources, key, values)
    assert size(document(resources, key, values)) == Size(
        len(re.sub(r"\s", "", expected)), len(expected)
    )


def test_angle_brackets_and_ampersands_count_six_each():
    plain = size(document(["abc"], "k", ["v"]))
    assert size(document(["<>&"], "k", ["v"])) == plain + Size(15, 15)


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (Reference("var.x"), Size(0, 0, exact=False)),
        (Reference("var.x", "abc"), Size(3, 3)),
        (Link(Entity.ROLE, "r", "arn", label="r"), Size(0, 0, exact=False)),
        (Link(Entity.ROLE, "r", "arn", value="arn"), Size(3, 3)),
    ],
)
def test_what_only_terraform_knows_counts_nothing(part, expected):
    def of(resource: Text) -> Size:
        actions = Patterns((text("a:b"),))
        resources = Patterns((resource,))
        return size(
            Document((Statement(effect=Effect.DENY, actions=actions, resources=resources),))
        )

    assert of(Text((part,))) == of(text("")) + expected


def test_total():
    assert total([]) == Size()
    assert total([Size(1, 2), Size(3, 4, exact=False)]) == Size(4, 6, exact=False)


def test_of_a_list_that_only_terraform_knows_nothing_counts():
    def of(*items: Text) -> Size:
        resources = Patterns(items)
        return size(
            Document(
                (
                    Statement(
                        effect=Effect.ALLOW, actions=Patterns((text("s3:*"),)), resources=resources
                    ),
                )
            )
        )

    unknown, known = Text((Reference("var.arns[*]"),)), Text((Reference("var.arns[*]", "a"),))
    alone = of(text("a"))
    assert of(text("a"), unknown) == Size(alone.characters, alone.sent, exact=False)
    assert of(unknown).characters == alone.characters - len('"a"')
    assert of(known) == alone
