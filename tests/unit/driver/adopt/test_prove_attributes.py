"""Everything of a role beside its documents is proved: what is another way is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rolec.adopt.found import FoundName, FoundPolicy, FoundProfile, FoundRole, Place
from rolec.driver.adopt.prove_attributes import differences
from rolec.ir.role import InlinePolicy, InstanceProfile, Role, Tag
from rolec.ir.text import text
from support.module import PERMISSIONS, TRUST

PLACE = Place("main.tf", 1)
FOUND = FoundRole(name="web", trust={}, place=PLACE)
MADE = Role(name="web", label="web", trust=TRUST)
BOUNDARY = "arn:aws:iam::aws:policy/PowerUserAccess"


def test_what_is_the_same_is_not_told():
    assert list(differences(FOUND, MADE, {})) == []
    assert list(differences(FOUND, replace(MADE, max_session_duration=3600), {})) == []


@pytest.mark.parametrize(
    ("found", "made", "name"),
    [
        ({"in_aws": FoundName("x")}, {"name_in_aws": text("x")}, "name"),
        ({"in_aws": FoundName(prefix="x")}, {"name_prefix": text("x")}, "name"),
        ({"path": "/a/"}, {"path": text("/a/")}, "path"),
        ({"description": "x"}, {"description": text("x")}, "description"),
        ({"tags": {"a": "b"}}, {"tags": (Tag("a", text("b")),)}, "tags"),
        ({"tags_from": "x"}, {"tags_from": text("x")}, "tags"),
        ({"max_session_duration": 7200}, {"max_session_duration": 7200}, "session duration"),
        ({"exclusive": True}, {"exclusive": True}, "exclusiveness"),
        (
            {"force_detach_policies": True},
            {"force_detach_policies": True},
            "force_detach_policies",
        ),
        ({"boundary": BOUNDARY}, {"permissions_boundary": text(BOUNDARY)}, "permissions boundary"),
        (
            {"inline": (FoundPolicy(name="p", document={}, place=PLACE),)},
            {"inline_policies": (InlinePolicy(name="p", label="p", document=PERMISSIONS),)},
            "inline policies",
        ),
        (
            {"instance_profiles": (FoundProfile(name=FoundName("web")),)},
            {"instance_profile": InstanceProfile(name=text("web"))},
            "instance profile",
        ),
    ],
)
def test_what_one_side_alone_has_is_told(found, made, name):
    theirs, ours = replace(FOUND, **found), replace(MADE, **made)
    assert list(differences(theirs, ours, {})) == []
    told = [f"its {name} would not be the same"]
    assert list(differences(theirs, MADE, {})) == told
    assert list(differences(FOUND, ours, {})) == told
