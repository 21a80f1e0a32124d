"""What the arguments of a plan's resources mean, through modules, and which of several instances."""

from __future__ import annotations

import json

import pytest

from rolec.adopt.lines import Lines
from rolec.adopt.show.references import expressions, meant
from rolec.adopt.show.roles import read_terraform_show


def refers(*references):
    return {"references": [*references]}


def resource(address, **arguments):
    type_, _, name = address.partition(".")
    return {"address": address, "type": type_, "name": name, "expressions": arguments}


ROLE = refers("aws_iam_role.r.id", "aws_iam_role.r")
INNER = {
    "resources": [
        resource("aws_iam_role.r", name=refers("var.name")),
        resource("aws_iam_role_policy.own", role=ROLE),
        resource("aws_iam_role_policy.given", role=refers("var.role")),
        resource(
            "aws_iam_role_policy.odd", role=refers("var.none", "local.x", "data.aws_iam_role.r")
        ),
    ],
    "outputs": {
        "id": {"expression": ROLE},
        "same": {"expression": refers("var.role")},
        "round": {"expression": refers("var.round")},
    },
}
ROOT = {
    "resources": [
        resource("aws_iam_role.r"),
        resource("aws_iam_role_policy.out", role=refers('module.m["one"].id', 'module.m["one"]')),
        resource("aws_iam_role_policy.same", role=refers("module.m.same", "module.m")),
        resource("aws_iam_role_policy.round", role=refers("module.m.round", "module.m")),
        resource("aws_iam_role_policy.none", role=refers("module.n.id", "module.n")),
        {
            **resource("aws_iam_role_policy.each", role=refers("each.value.id", "each.value")),
            "for_each_expression": refers("aws_iam_role.r"),
        },
    ],
    "module_calls": {
        "m": {
            "expressions": {
                "role": ROLE,
                "name": refers("each.key"),
                "round": refers("module.m.round", "module.m"),
            },
            "module": INNER,
        }
    },
}
FOUND = {
    "module.m.aws_iam_role.r": ("name", ("each.key",)),
    "module.m.aws_iam_role_policy.own": (
        "role",
        ("module.m.aws_iam_role.r.id", "module.m.aws_iam_role.r"),
    ),
    "module.m.aws_iam_role_policy.given": ("role", ("aws_iam_role.r.id", "aws_iam_role.r")),
    "module.m.aws_iam_role_policy.odd": ("role", ("var.none", "local.x", "data.aws_iam_role.r")),
    "aws_iam_role_policy.out": (
        "role",
        (
            'module.m["one"].aws_iam_role.r.id',
            'module.m["one"].aws_iam_role.r',
            'module.m["one"]',
        ),
    ),
    "aws_iam_role_policy.same": ("role", ("aws_iam_role.r.id", "aws_iam_role.r", "module.m")),
    "aws_iam_role_policy.round": ("role", ("module.m",)),
    "aws_iam_role_policy.each": ("role", ("each.value.id", "each.value", "aws_iam_role.r")),
}


@pytest.mark.parametrize("address", FOUND)
def test_references_go_through_variables_and_outputs(address):
    argument, expected = FOUND[address]
    assert expressions(ROOT)[address][argument] == expected


def test_references_in_blocks_are_those_of_the_argument():
    blocks = [{"name": {"constant_value": "a"}, "policy": refers("aws_iam_policy.m.arn")}, {}]
    root = {"resources": [resource("aws_iam_role.r", inline_policy=blocks, name={})]}
    assert expressions(root) == {"aws_iam_role.r": {"inline_policy": ("aws_iam_policy.m.arn",)}}


COUNTED = ("aws_iam_role.c[0]", "aws_iam_role.c[1]", "aws_iam_role.d")
MODULES = ('module.m["a.b"].aws_iam_role.r', 'module.m["c"].aws_iam_role.r')
MEANT = {
    "one": (("aws_iam_role.d.id", "aws_iam_role.d"), "aws_iam_role_policy.p", COUNTED[2:], True),
    "one of several": (("aws_iam_role.c",), "aws_iam_role_policy.p", COUNTED[:2], False),
    "one of several by its number": (
        ("aws_iam_role.c[1].id", "aws_iam_role.c[1]", "aws_iam_role.c"),
        "aws_iam_role_policy.p",
        COUNTED[1:2],
        True,
    ),
    "a number of the part": (
        ("aws_iam_role.c", "count.index"),
        "aws_iam_role_policy.p[1]",
        COUNTED[:2],
        False,
    ),
    "a number, and one of the part": (
        ("aws_iam_role.c[1]", "aws_iam_role.c", "count.index"),
        "aws_iam_role_policy.p[1]",
        COUNTED[:2],
        False,
    ),
    "one in the same module": (
        ("module.m.aws_iam_role.r",),
        'module.m["c"].aws_iam_role_policy.p',
        MODULES[1:],
        True,
    ),
    "one in a module that is said": (
        ('module.m["a.b"].aws_iam_role.r.id',),
        'module.m["c"].aws_iam_role_policy.p',
        MODULES[:1],
        True,
    ),
    "one in any of several modules": (
        ("module.m.aws_iam_role.r",),
        "aws_iam_role_policy.p",
        MODULES,
        False,
    ),
    "or something else": (
        ("aws_iam_role.d", "local.other"),
        "aws_iam_role_policy.p",
        COUNTED[2:],
        False,
    ),
    "what a plan knows": (
        ("aws_iam_role.d", "var.on"),
        "aws_iam_role_policy.p",
        COUNTED[2:],
        True,
    ),
    "nothing": (("var.role",), "aws_iam_role_policy.p", (), False),
    "another type": (("aws_iam_user.d",), "aws_iam_role_policy.p", (), False),
}


@pytest.mark.parametrize(("referred", "part", "found", "is_sure"), MEANT.values(), ids=MEANT)
def test_what_an_argument_means(referred, part, found, is_sure):
    assert meant(referred, part, (*COUNTED, *MODULES)) == (found, is_sure)


TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": ["ec2.amazonaws.com"]},
                "Action": ["sts:AssumeRole"],
            }
        ],
    }
)


def plan(role, *, times):
    """A plan of roles, and of policies of which it does not know the role."""
    made, changes = [], []
    for at in range(times):
        one = f"aws_iam_role.c[{at}]"
        values = {"name": f"c{at}", "assume_role_policy": TRUST}
        made.append({"address": one, "mode": "managed", "type": "aws_iam_role", "values": values})
        changes.append({"address": one, "change": {"after_unknown": {"id": True}}})
        other = f"aws_iam_role_policy.p[{at}]"
        values = {"name": f"p{at}", "policy": "{}"}
        part = {"address": other, "mode": "managed", "type": "aws_iam_role_policy"}
        made.append({**part, "values": values})
        changes.append({"address": other, "change": {"after_unknown": {"role": True}}})
    written = [resource("aws_iam_role.c"), resource("aws_iam_role_policy.p", role=role)]
    return {
        "format_version": "1.2",
        "planned_values": {"root_module": {"resources": made}},
        "resource_changes": changes,
        "configuration": {"root_module": {"resources": written}},
    }


def test_what_is_on_one_of_several_roles_is_on_none_that_nobody_knows():
    role = refers("aws_iam_role.c", "count.index")
    found = read_terraform_show(plan(role, times=2), "p.json", Lines(""))
    why = (
        "known after apply: `role` of aws_iam_role_policy.p[0];"
        " known after apply: `role` of aws_iam_role_policy.p[1]"
    )
    assert [(each.refused, each.inline) for each in found.roles] == [(why, ()), (why, ())]
    reasons = {each.address: each.reason for each in found.blocks}
    told = "known after apply: `role` of aws_iam_role_policy.p[1]"
    assert reasons["aws_iam_role_policy.p[1]"] == told


def test_what_is_on_the_only_one_is_on_it():
    role = refers("aws_iam_role.c", "count.index")
    (found,) = read_terraform_show(plan(role, times=1), "p.json", Lines("")).roles
    assert (found.refused, [each.name for each in found.inline]) == (None, ["p0"])
