"""Expressions of Terraform: what is known before a plan, what is a reference, what nobody can say."""

from __future__ import annotations

import pytest

from rolec.adopt.expressions.evaluate import Expressions
from rolec.adopt.expressions.parsed import parsed
from rolec.adopt.unknown import UnknownError

FILES = {"./a.json": '{"a": 1}', "./t.json": '{"r": "${arn}", "v": "$${aws:username}"}'}
EXPRESSIONS = Expressions(
    {"name": parsed('"web"'), "on": parsed("true"), "list": parsed('["a", "b"]')},
    {
        "map": parsed('{ a = "x", b = { c = ["y", "z"] } }'),
        "circle": parsed("local.circle"),
        "doubled_0": parsed('["a"]'),
        **{
            f"doubled_{n}": parsed(f"concat(local.doubled_{n - 1}, local.doubled_{n - 1})")
            for n in range(1, 31)
        },
        "replaced_0": parsed('"aaaaaaaaaa"'),
        **{
            f"replaced_{n}": parsed(f'replace(local.replaced_{n - 1}, "a", "aaaaaaaaaa")')
            for n in range(1, 10)
        },
        "joined": parsed('"${var.name}-${var.other}"'),
    },
    lambda *_: None,
    FILES.get,
)
KNOWN = {
    '"a"': "a",
    '"${var.name}-1"': "web-1",
    "var.name": "web",
    "var.other": "${var.other}",
    "local.joined": "web-${var.other}",
    '"arn:aws:s3:::${aws_s3_bucket.photos.id}/*"': "arn:aws:s3:::${aws_s3_bucket.photos.id}/*",
    '"$${aws:username}"': "${aws:username}",
    "data.aws_caller_identity.current.account_id": "${data.aws_caller_identity.current.account_id}",
    'aws_sqs_queue.q["a"].arn': '${aws_sqs_queue.q["a"].arn}',
    "module.vpc.arn": "${module.vpc.arn}",
    "local.map.a": "x",
    'local.map["b"].c[1]': "z",
    "var.list[0]": "a",
    "60 * 60": 3600,
    '{ "1" = "a" }[1]': "a",
    'try({ "1" = "a" }[1], "b")': "a",
    'var.on ? "yes" : "no"': "yes",
    '!var.on ? "yes" : "no"': "no",
    'var.name == "web" ? 1 : 0': 1,
    'var.name != "web" ? 1 : 0': 0,
    "jsonencode({ a = [var.name] })": '{"a":["web"]}',
    'concat(var.list, ["c"])': ["a", "b", "c"],
    'merge({ a = "1" }, { b = var.other })': {"a": "1", "b": "${var.other}"},
    'format("%s-%d", var.name, 2)': "web-2",
    'join(",", var.list)': "a,b",
    'toset(["a", "a"])': ["a"],
    'lookup(local.map, "z", "d")': "d",
    "length(var.list)": 2,
    'file("${path.module}/a.json")': '{"a": 1}',
    'templatefile("${path.module}/t.json", { arn = var.other })': '{"r": "${var.other}", "v": "${aws:username}"}',
    'try(local.map.nothing, "d")': "d",
    "null": None,
    "var.other && !var.on": False,
    "var.on || var.other": True,
    '[for x in var.list : "${x}-${var.other}"]': ["a-${var.other}", "b-${var.other}"],
    "aws_sqs_queue.q[var.list[0]].arn": '${aws_sqs_queue.q["a"].arn}',
    'coalesce(aws_sqs_queue.q.arn, "d")': "${aws_sqs_queue.q.arn}",
    "sensitive(random_uuid.id.result)": "${random_uuid.id.result}",
}


@pytest.mark.parametrize("text", KNOWN)
def test_what_is_known(text):
    assert EXPRESSIONS.value(parsed(text), {}) == KNOWN[text]


UNKNOWN = [
    "var.list ? 1 : 0",
    "!local.map",
    "[for x in var.list : x if local.map]",
    "range(100000000)",
    "setproduct(range(1000), range(1000), range(1000))",
    "9" * 5000,
    "!" * 3000 + "true",
    "(" * 300 + "1" + ")" * 300,
    "local.doubled_20",
    "local.doubled_30",
    "local.circle",
    "local.missing.x.y[*]",
    "[for x in var.other : x]",
    'var.other ? "a" : ["b"]',
    'var.other == "x" ? "a" : null',
    "length(var.other)",
    'file("missing.json")',
    "timestamp()",
    "aws_sqs_queue.q[*].arn",
    "local.map.nothing",
    "var.on && var.other",
    "!var.on || var.other",
    "length(var.other) > 0",
    "[for x in var.list : x if x == var.other]",
    "{ for x in var.list : var.other => x }",
    'lookup(local.map, var.other, "d")',
    'coalesce(var.other, "d")',
    'compact([var.other, "d"])',
    "contains(var.list, var.other)",
    'regex("a", "b")',
    "merge(var.other...)",
    "1 / 0",
    "1 / 3",
    "0.7 - 0.1",
    "10 % 3.3",
    'tonumber("-0")',
    'tolist(["a"]) == ["a"]',
    "[] == []",
    "{} == {}",
    'length("é")',
    'length("a\\r\\nb")',
    "range(0, 1, 0.5)",
    "range(1, 5, -1)",
    'slice(["a"], 0, 2)',
    'element(["a"], -1)',
    "tobool(1)",
    'tonumber("0x10")',
    'tonumber("1_0")',
    'tonumber(" 5")',
    "tolist([1, true])",
    'format("%d", 1.5)',
    'format("%s")',
    'format("x", "y")',
    'format("%c", 65)',
    'format("%x", "hello")',
    'formatlist("%s-%s", ["a"], [])',
    "var.on ? 1 : length(var.other)",
    'try(length("é"), 0)',
    'concat(tolist([1]), tolist(["a"]))',
]


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_nobody_can_say(text):
    with pytest.raises(UnknownError):
        EXPRESSIONS.value(parsed(text), {})


def test_names_of_the_scope_go_first():
    scope = {"each.key": "k", "each.value": {"arn": "x"}, "count.index": 3}
    texts = ("each.key", "each.value.arn", '"n-${count.index}"')
    assert [EXPRESSIONS.value(parsed(text), scope) for text in texts] == ["k", "x", "n-3"]


KEPT = {
    '"arn:aws:s3:::${lower(var.other)}/*"': "lower(var.other)",
    'replace(var.other, "a", "b")': 'replace(var.other, "a", "b")',
    'replace("abc", "/b/", "")': 'replace("abc", "/b/", "")',
    'upper("straße")': 'upper("straße")',
    'format("%d", var.other)': 'format("%d", var.other)',
    'format("%v", var.other)': 'format("%v", var.other)',
    'format("%5s", "é")': 'format("%5s", "é")',
    'format("%s", null)': 'format("%s", null)',
    'format("%.3g", 1.5)': 'format("%.3g", 1.5)',
    '"${split("/", var.other)[1]}:sub"': 'split("/", var.other)[1]',
    '"x-${var.other == "a" ? "b" : "c"}"': 'var.other == "a" ? "b" : "c"',
    '"x-${one(aws_sqs_queue.q[*].arn)}"': "one(aws_sqs_queue.q[*].arn)",
    'try(aws_kms_key.k[0].arn, "none")': 'try(aws_kms_key.k[0].arn, "none")',
    'lower("${var.other}-${each.key}")': 'lower("${var.other}-${"k"}")',
    'lower("${var.other}-${count.index}")': 'lower("${var.other}-${3}")',
    'format("%s-%s", each.value, lower(var.other))': "lower(var.other)",
}


@pytest.mark.parametrize("text", KEPT)
def test_a_text_that_terraform_alone_can_make_is_kept_as_a_local(text):
    expressions = Expressions({}, {}, lambda *_: None, FILES.get)
    scope = {"each.key": "k", "each.value": "${var.v}", "count.index": 3}
    found = expressions.text(parsed(text), scope)
    assert KEPT[text] in expressions.kept.values()
    assert any(f"${{local.{name}}}" in found for name in expressions.kept)


NOT_KEPT = [
    '"${jsonencode(var.other[*])}"',
    'lower("${var.other}-${each.value.x}")',
    "try(aws_kms_key.k[0].arn, [])",
    "concat(var.other, [])",
]


@pytest.mark.parametrize("text", NOT_KEPT)
def test_what_is_no_text_or_another_in_each_instance_is_not_kept(text):
    with pytest.raises(UnknownError):
        EXPRESSIONS.value(parsed(text), {"each.value": {"y": "z"}})


def test_a_text_that_is_too_long_is_kept():
    assert EXPRESSIONS.value(parsed("local.replaced_9"), {}).startswith("${local.")


def test_an_unknown_argument_of_try_is_not_passed_over():
    with pytest.raises(UnknownError):
        EXPRESSIONS.value(parsed("try(length(var.other), 1)"), {})


COMPARED_WITH_NULL = {
    'var.none == null ? "a" : "b"': "a",
    'var.none != null ? "a" : "b"': "b",
    "var.none": "${var.none}",
    '"x-${var.none}"': "x-${var.none}",
}


@pytest.mark.parametrize("text", COMPARED_WITH_NULL)
def test_a_variable_without_a_value_is_null_where_that_is_asked(text):
    expressions = Expressions({}, {}, lambda *_: None, FILES.get, nulls=frozenset({"none"}))
    assert expressions.value(parsed(text), {}) == COMPARED_WITH_NULL[text]
