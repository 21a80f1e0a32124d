"""Functions that Terraform dropped are written as it has them today."""

from __future__ import annotations

import pytest

from rolec.adopt.expressions.dropped_functions import as_today


@pytest.mark.parametrize(
    ("written", "today"),
    [
        ('join("", list(var.a, "b"))', 'join("", tolist([var.a, "b"]))'),
        ("list()", "tolist([])"),
        ("list(var.a, list(var.b))", "tolist([var.a, tolist([var.b])])"),
        ('map("a", var.b, var.c, ",")', 'tomap({ ("a") = var.b, (var.c) = "," })'),
        ("merge(map(), var.tags)", "merge(tomap({}), var.tags)"),
        ('map("a", list("b"))', 'tomap({ ("a") = tolist(["b"]) })'),
        ("local.list(0)", "local.list(0)"),
        ("tolist(var.a)", "tolist(var.a)"),
        ('format("list(%s)", var.a)', 'format("list(%s)", var.a)'),
        ('map("a")', 'map("a")'),
        ("list(var.a", "list(var.a"),
    ],
)
def test_what_terraform_dropped_is_written_as_today(written, today):
    assert as_today(written) == today
