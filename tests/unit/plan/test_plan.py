"""What Terraform will do, where its own plans (tests/oracle/test_plan.py) do not say more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rolec.ir.module import PolicyForm, TerraformSettings
from rolec.ir.role import Attachment
from rolec.ir.text import Entity, Link, Reference, Text, text
from rolec.plan.change import Action, Cause
from rolec.plan.plan import plan
from rolec.schema.replacing import replacing
from support.module import BUCKET, MODULE, role


def done(old, new):
    return {change.address: change.action for change in plan(old, new, replacing())}


def with_role(**fields):
    return replace(MODULE, roles=(replace(MODULE.roles[0], **fields), *MODULE.roles[1:]))


def test_nothing_is_done_where_nothing_differs():
    assert done(MODULE, MODULE) == {}
    assert done(MODULE, replace(MODULE, roles=tuple(map(replace, MODULE.roles)))) == {}


def test_all_is_made_where_nothing_was_and_the_reverse():
    made, gone = done(None, MODULE), done(MODULE, None)
    assert set(made.values()) == {Action.CREATE}
    assert set(gone.values()) == {Action.DELETE}
    assert made.keys() == gone.keys()
    assert len(made) == 17


def test_a_cause_names_the_argument():
    [change] = plan(
        MODULE, with_role(description=text("x"), max_session_duration=3600), replacing()
    )
    assert change.causes == (Cause("description"), Cause("max_session_duration"))
    anew = plan(MODULE, with_role(path=text("/x/"), description=text("x")), replacing())
    [change] = [each for each in anew if each.address == "aws_iam_role.web"]
    # Only what forces it: the rest would have been done in place.
    assert (change.action, change.causes) == (Action.REPLACE, (Cause("path"),))


def test_what_names_what_is_made_anew_says_so():
    policies = (replace(MODULE.policies[0], description=text("x")),)
    found = {c.address: c for c in plan(MODULE, replace(MODULE, policies=policies), replacing())}
    assert found["aws_iam_policy.shared"].action is Action.REPLACE
    boundary = found["aws_iam_role.web"]
    assert boundary.action is Action.UPDATE
    assert boundary.causes == (Cause("permissions_boundary", "aws_iam_policy.shared"),)


@pytest.mark.parametrize(
    ("before", "after", "action"),
    [
        ((), ("var.a",), Action.DELETE),
        (("var.a",), (), Action.CREATE),
        (("var.a", "var.b"), ("var.b",), Action.CREATE),
        (("var.a",), ("var.b",), Action.DELETE),
        (("var.a", "var.b"), ("var.b", "var.a"), None),
    ],
)
def test_what_is_made_only_where_something_is_true(before, after, action):
    one, other = (tuple(Text((Reference(e),)) for e in side) for side in (before, after))
    found = plan(with_role(enabled=one), with_role(enabled=other), replacing())
    actions = {c.address: (c.action, c.causes) for c in found if c.address == "aws_iam_role.web"}
    expected = {"aws_iam_role.web": (action, (Cause("count"),))} if action else {}
    assert actions == expected


def test_a_reference_is_the_same_as_long_as_it_is_written_so():
    def attached(arn):
        held = (Attachment(label="web__x", policy_arn=arn),)
        return with_role(attachments=held, exclusive=False)

    before = attached(Text((Reference("var.policy", "arn:aws:iam::aws:policy/A"),)))
    same = attached(Text((Reference("var.policy", "arn:aws:iam::aws:policy/B"),)))
    other = attached(Text((Reference("var.other", "arn:aws:iam::aws:policy/A"),)))
    assert done(before, same) == {}
    assert done(before, other) == {"aws_iam_role_policy_attachment.web__x": Action.REPLACE}


def test_of_a_list_there_is_one_for_each_item_where_something_is_true():
    def attached(*enabled):
        items, on = Text((Reference("var.x[*]"),)), tuple(Text((Reference(e),)) for e in enabled)
        held = (Attachment(label="web__x", policy_arn=items, enabled=on),)
        return with_role(attachments=held, exclusive=False)

    [change] = plan(attached(), attached("var.on"), replacing())
    assert (change.action, change.causes) == (Action.DELETE, (Cause("for_each"),))
    assert done(attached(), attached()) == {}


def test_what_a_file_says_waits_for_nothing_and_has_values():
    files = TerraformSettings(policies=PolicyForm.FILE)
    before = replace(MODULE, settings=files)
    other = Reference("var.bucket", "arn:aws:s3:::others")
    documents = [
        replace(p, document=_with(p.document, other)) for p in MODULE.roles[0].inline_policies
    ]
    after = replace(with_role(inline_policies=tuple(documents)), settings=files)
    assert done(before, after) == {"aws_iam_role_policy.web__own": Action.UPDATE}
    assert done(MODULE, replace(after, settings=MODULE.settings)) == {}


def _with(document, reference):
    first, *rest = document.statements
    items = tuple(
        Text(tuple(reference if part == BUCKET else part for part in item.parts))
        for item in first.resources.items
    )
    return replace(
        document,
        statements=(replace(first, resources=replace(first.resources, items=items)), *rest),
    )


@pytest.mark.parametrize(
    ("arn", "action"),
    [
        ("arn:aws:iam::111122223333:policy/shared", None),
        ("arn:aws:iam::aws:policy/x", Action.UPDATE),
    ],
)
def test_an_arn_is_the_same_however_it_is_written(arn, action):
    known = Link(
        Entity.POLICY, "shared", "arn", "shared", "arn:aws:iam::111122223333:policy/shared"
    )
    before = with_role(permissions_boundary=Text((known,)))
    after = with_role(permissions_boundary=text(arn))
    assert done(before, after) == ({"aws_iam_role.web": action} if action else {})


def test_an_old_label_that_is_in_use_moves_nothing():
    first, second = role("web"), role("worker")
    before = replace(MODULE, roles=(replace(first, moved_from=()), replace(second, moved_from=())))
    after = replace(MODULE, roles=(replace(second, moved_from=("web",)),))
    found = done(before, after)
    assert found["aws_iam_role.web"] is Action.DELETE
    assert "aws_iam_role.worker" not in found
