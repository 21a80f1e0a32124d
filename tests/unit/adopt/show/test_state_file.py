"""The file of a state, as `terraform show -json` prints it."""

from __future__ import annotations

import pytest

from rolec.adopt.show.resources import data_sources, resources
from rolec.adopt.show.state_file import as_shown


def of_file(*resources_, **others):
    about = {"version": 4, "terraform_version": "1.11.4", "serial": 1, "lineage": "a"}
    return {**about, "resources": [*resources_], **others}


def resource(*instances, mode="managed", **about):
    return {
        "mode": mode,
        "type": "aws_iam_role",
        "name": "web",
        **about,
        "instances": [*instances],
    }


def instance(name, **about):
    return {**about, "attributes": {"name": name}}


@pytest.mark.parametrize(
    ("about", "key", "address"),
    [
        ({}, {}, "aws_iam_role.web"),
        ({}, {"index_key": 0}, "aws_iam_role.web[0]"),
        ({}, {"index_key": "a.b"}, 'aws_iam_role.web["a.b"]'),
        ({}, {"index_key": 'ä"${x}%{y}'}, 'aws_iam_role.web["ä\\"$${x}%%{y}"]'),
        (
            {"module": 'module.a["b"].module.c'},
            {"index_key": 1},
            'module.a["b"].module.c.aws_iam_role.web[1]',
        ),
    ],
)
def test_each_instance_has_its_address(about, key, address):
    shown = as_shown(of_file(resource(instance("web", **key), **about)))
    assert [(each.address, each.values) for each in resources(shown)] == [
        (address, {"name": "web"})
    ]


def test_data_sources_are_told_apart():
    shown = as_shown(of_file(resource(instance("web"), mode="data", module="module.a")))
    assert [*resources(shown)] == []
    assert [each.address for each in data_sources(shown)] == ["module.a.data.aws_iam_role.web"]


def test_what_is_there_until_it_is_destroyed_is_left_out():
    shown = as_shown(of_file(resource(instance("old", deposed="ab12"), instance("new"))))
    assert [each.value("name") for each in resources(shown)] == ["new"]


@pytest.mark.parametrize(
    "value",
    [
        of_file(version=3),
        {"resources": []},
        {"format_version": "1.0", "values": {}},
        [],
        None,
        {**of_file(), "lineage": None} | {"version": "4"},
    ],
)
def test_anything_else_stays_as_it_is(value):
    assert as_shown(value) is value
