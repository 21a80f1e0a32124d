"""What several accounts have alike is told once, and can be read back for each of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolec.cli.render_difference.same_in_accounts import Placed, same_in_accounts, which_accounts
from rolec.cli.render_role.page import Bullet, Bullets, Paragraph, Quoted, Section
from rolec.ir.module import Account

ONE = Account(nickname="orders", id="111122223333", region="eu-west-1")
OTHER = Account(nickname="shop", id="444455556666", region="eu-west-1")
CHINA = Account(nickname="china", id="777788889999", region="cn-north-1", partition="aws-cn")


def told(*placed):
    found = same_in_accounts(Placed(account, section(text)) for account, text in placed)
    return [(each.accounts, each.section.title[1].text, each.own) for each in found]


def section(text):
    return Section(("Role ", Quoted(text)), (Bullets((Bullet(("on ", Quoted(text))),)),))


@pytest.mark.parametrize(
    ("placed", "expected"),
    [
        (
            [(ONE, "arn:aws:sqs:eu-west-1:111122223333:orders"), (OTHER, "arn:aws:sqs:eu-west-1:444455556666:orders")],
            [(("orders", "shop"), "arn:aws:sqs:eu-west-1:${account.id}:orders", ("${account.id}",))],
        ),
        (
            [(ONE, "arn:aws:s3:::x-eu-west-1"), (CHINA, "arn:aws-cn:s3:::x-cn-north-1")],
            [(("orders", "china"), "arn:${account.partition}:s3:::x-${account.region}",
              ("${account.region}", "${account.partition}"))],
        ),
        (
            [(ONE, "table/orders-x"), (OTHER, "table/shop-x")],
            [(("orders", "shop"), "table/${account.name}-x", ("${account.name}",))],
        ),
        ([(ONE, ":111122223333"), (OTHER, ":111122223333")], [(("orders", "shop"), ":111122223333", ())]),
        (
            [(ONE, "111122223333:111122223333"), (OTHER, "111122223333:444455556666"), (CHINA, "111122223333:777788889999")],
            [(("orders", "shop", "china"), "111122223333:${account.id}", ("${account.id}",))],
        ),
        (
            [(ONE, "table/shop"), (OTHER, "table/shop"), (CHINA, "table/shop")],
            [(("orders", "shop", "china"), "table/shop", ())],
        ),
        # Digits and letters of another word are no account.
        (
            [(ONE, "9111122223333"), (OTHER, "9444455556666")],
            [(("orders",), "9111122223333", ()), (("shop",), "9444455556666", ())],
        ),
        (
            [(ONE, "reorders"), (OTHER, "reshop")],
            [(("orders",), "reorders", ()), (("shop",), "reshop", ())],
        ),
        # Somebody wrote the word itself.
        (
            [(ONE, "${account.id}"), (OTHER, "444455556666")],
            [(("orders",), "${account.id}", ()), (("shop",), "444455556666", ())],
        ),
        ([(ONE, "x"), (ONE, "x")], [(("orders",), "x", ()), (("orders",), "x", ())]),
        ([(ONE, "111122223333")], [(("orders",), "111122223333", ())]),
    ],
)  # fmt: skip
def test_what_is_alike_is_told_once(placed, expected):
    assert told(*placed) == expected


ACCOUNTS = [ONE, OTHER, CHINA]
PIECES = ["111122223333", "444455556666", "777788889999", "eu-west-1", "cn-north-1", "orders", "shop", "arn:aws:",
          "arn:aws-cn:", ":", "/", "x", "-", "\ufffc", "${account.id}", "${account.name}", "1"]  # fmt: skip
TEXT = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)


@given(st.lists(st.tuples(st.sampled_from(ACCOUNTS), TEXT), max_size=5))
def test_each_account_is_told_what_it_has(placed):
    by_name = {each.nickname: each for each in ACCOUNTS}
    read = []
    for names, text, own in told(*placed):
        for account in map(by_name.get, names):
            values = {"id": account.id, "region": account.region}
            values |= {"partition": account.partition, "name": account.nickname}
            whole = text
            for key, value in values.items():
                if f"${{account.{key}}}" in own:
                    whole = whole.replace(f"${{account.{key}}}", value)
            read.append((account.nickname, whole))
    assert sorted(read) == sorted((account.nickname, text) for account, text in placed)


def test_many_accounts_are_listed_in_a_sentence():
    accounts = [Account(nickname=f"n{n}", id=f"{n}" * 12) for n in range(4)]
    (found,) = same_in_accounts(Placed(each, section(each.id)) for each in accounts)
    words = [each.text if isinstance(each, Quoted) else each for each in which_accounts(found)]
    assert "".join(words) == "In n0, n1, n2 and n3; ${account.id} stands for that of each account."


def test_what_is_ours_is_not_the_own_of_an_account():
    """Only what somebody wrote is said in other words."""
    sections = [Section(("x",), (Paragraph((each.id or "",)),)) for each in (ONE, OTHER)]
    found = list(same_in_accounts(map(Placed, (ONE, OTHER), sections)))
    assert len(found) == 2
