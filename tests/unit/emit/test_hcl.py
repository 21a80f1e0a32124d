"""Values as HCL, where the form is a decision and not only the meaning."""

from __future__ import annotations

import pytest

from rolec.emit.hcl.hcl import Hcl, hcl
from rolec.emit.hcl.value import Address, Call, Comment, Keyword, ModuleFile
from rolec.ir.role import Tag
from rolec.ir.text import Entity, Link, Reference, joined, text

_VAR = Reference("var.bucket", "photos")
_LIST = joined((Reference("var.arns[*]"),))
_HERE = Link(Entity.ROLE, "web", "arn", label="web", value="arn:aws:iam::1:role/web")
_THERE = Link(Entity.ROLE, "web", "arn", value="arn:aws:iam::2:role/web")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("plain é <>&", '"plain é <>&"'),
        ('a "b" \\', r'"a \"b\" \\"'),
        ("a\n\r\t\0\x7f", r'"a\n\r\t\u0000\u007f"'),
        ("\u2028\u202e\ufeff\U000e0001", r'"\u2028\u202e\ufeff\U000e0001"'),
        ("${aws:username}", '"$${aws:username}"'),
        ("${*}${?}${$}", '"$${*}$${?}$${$}"'),
        ("${aws:PrincipalTag/a.b, 'x'}", "\"$${aws:PrincipalTag/a.b, 'x'}\""),
        ('${aws:PrincipalTag/a, "x"}', r'"$\u007baws:PrincipalTag/a, \"x\"}"'),
        ("${aws:username", r'"$\u007baws:username"'),
        ("${var.x}", r'"$\u007bvar.x}"'),
        ("$${aws:username}", r'"$$\u007baws:username}"'),
        ("%{ if x }%%{", r'"%\u007b if x }%%\u007b"'),
        ("$ $$ % %% {}", '"$ $$ % %% {}"'),
        (True, "true"),
        (3600, "3600"),
        (None, "null"),
        (Address("aws_iam_role", "web"), "aws_iam_role.web"),
        (Address("aws_iam_role", "web", "name"), "aws_iam_role.web.name"),
        (Call("file", (ModuleFile("json/a.json"),)), 'file("${path.module}/json/a.json")'),
        (Keyword("string"), "string"),
        (Comment("a\nb\x1b */"), r"a\nb\u001b */"),
        (text(""), '""'),
        (joined((_VAR,)), "var.bucket"),
        (joined((_HERE,)), "aws_iam_role.web.arn"),
        (joined((_THERE,)), '"arn:aws:iam::2:role/web"'),
        (joined((_VAR, "/*")), '"${var.bucket}/*"'),
        (joined(("a", _THERE, "/b")), '"aarn:aws:iam::2:role/web/b"'),
        (joined(("$", _VAR)), r'"\u0024${var.bucket}"'),
        (joined(("%", _VAR, "${")), r'"%${var.bucket}$\u007b"'),
        ([], "[]"),
        ([_LIST], "var.arns[*]"),
        (_LIST, "var.arns[*]"),
        ([_LIST, text("a")], 'flatten([\n    var.arns[*],\n    "a",\n  ])'),
        ([_LIST, _LIST], "flatten([\n    var.arns[*],\n    var.arns[*],\n  ])"),
        ({}, "{}"),
        (["a"], '["a"]'),
        (("a", "b"), '[\n    "a",\n    "b",\n  ]'),
        (["a" * 81], f'[\n    "{"a" * 81}",\n  ]'),
        ({"Effect": "Allow"}, '{\n    Effect = "Allow"\n  }'),
        ({"aws:x": "a"}, '{\n    "aws:x" = "a"\n  }'),
        ({"null": "a", "for": "b"}, '{\n    "null" = "a"\n    "for" = "b"\n  }'),
        ({"é": "a"}, '{\n    "\\u00e9" = "a"\n  }'),
        ({joined((_VAR,)): "a"}, '{\n    (var.bucket) = "a"\n  }'),
        ({joined((_VAR, ":é")): "a"}, '{\n    "${var.bucket}:\\u00e9" = "a"\n  }'),
        ((Tag("team", text("p")),), '{\n    team = "p"\n  }'),
    ],
)
def test_a_value_is_written(value, written):
    assert hcl(value) == written
    assert isinstance(hcl(value), Hcl)


@pytest.mark.parametrize("value", [1.5, object(), {1, 2}, b"x", [object()]])
def test_what_has_no_hcl_is_a_mistake_of_ours(value):
    with pytest.raises(AssertionError, match="no HCL for"):
        hcl(value)


def test_a_link_that_was_not_linked_is_a_mistake_of_ours():
    with pytest.raises(AssertionError, match="not linked"):
        hcl(joined((Link(Entity.ROLE, "web", "arn"),)))
