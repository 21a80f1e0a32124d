"""Terraform itself says what its expressions are; the reader of expressions says the same."""

from __future__ import annotations

import json

import pytest

from rolec.adopt.expressions.evaluate import Expressions
from rolec.adopt.expressions.parsed import parsed
from support.terraform import needs_terraform, terraform
from support.typed_variables import REFUSED, TYPED

LOCALS = {
    "on": "true",
    "off": "false",
    "name": '"web"',
    "list": '["b", "a", "c", "a"]',
    "none": "[]",
    "map": '{ z = "1", a = "2", "x.y" = "3" }',
    "objects": '[{ name = "one", tags = ["t", "u"] }, { name = "two", tags = [] }]',
    "nested": '{ dev = { ids = ["111", "222"] }, prod = { ids = ["333"] } }',
    "number": "3",
}
EXPRESSIONS = r"""
local.on && local.off
local.on || local.off
!local.on || local.on && !local.off
(local.on || local.off) && local.off
local.number > 2 ? "more" : "less"
local.number <= 2 ? "less" : local.number == 3 ? "three" : "more"
length(local.list) > 3 && local.name == "web" ? [local.name] : []
1 + 2 * 3 - 4
(1 + 2) * 3
7 % 4
10 / 4
-local.number
"${10 / 2}"
-7 % 4
true == 1
"1" == 1
1 == 1.0
replace("a", "", "b")
local.list[0]
local.objects[*].name
local.objects.*.name
local.nested["dev"].ids[1]
local.nested.prod.ids
local.map["x.y"]
local.nested[local.on ? "dev" : "prod"].ids[length(local.list) - 3]
split(",", "a,b,c")[1]
{ a = { b = [1, 2] } }.a.b[1]
[for x in local.list : upper(x)]
[for i, x in local.list : "${i}:${x}" if x != "a"]
[for k, v in local.map : "${k}=${v}"]
{ for x in local.objects : x.name => length(x.tags) }
{ for x in local.objects : x.name => x.tags if length(x.tags) > 0 }
{ for x in local.list : x => "${x}${x}"... }
flatten([for k, v in local.nested : [for id in v.ids : "${k}/${id}"]])
merge([for x in local.objects : { (x.name) = x.tags }]...)
concat(local.list, [for x in local.objects : x.name])
"${local.on ? "yes" : "no"}-${local.list[1]}"
[for x in local.list : x if contains(["a", "b"], x)]
distinct(local.list)
sort(local.list)
toset(local.list)
keys(local.map)
values(local.map)
lookup(local.map, "z", "none")
lookup(local.map, "nothing", "none")
element(local.list, 5)
coalesce("", null, "x")
coalescelist(local.none, ["x"])
compact(["a", "", null, "b"])
contains(local.list, "c")
startswith(local.name, "we")
endswith(local.name, "we")
substr("abcdef", 2, 3)
substr("abcdef", 2, -1)
trim("  x ", " ")
trimprefix("abc", "a")
trimsuffix("abc", "c")
trimspace("  x ")
title("hello world")
replace("a-b-c", "-", "_")
join("/", ["a", "b"])
format("%s-%d-%%", "x", 4)
formatlist("arn:%s/*", local.list)
one(["x"])
one([])
reverse(["a", "b"])
slice(local.list, 1, 3)
range(3)
range(1, 4)
[for x in(local.on ? local.list : []) : x if x != "a"]
[for k, v in{ b = 1, a = 2 } : "${k}${v}"]
max(1, 5, 3)
abs(-2.5)
[floor(2.5), floor(-2.5), floor(4), floor(0.1 + 0.2), floor("7.9")]
[ceil(2.5), ceil(-2.5), ceil(4), ceil(0.3)]
[for x in ["a/b.json", "b", "a/b/", "/", "", "//", "a//"] : basename(x)]
[for x in ["a/b.json", "b", "a/b/", "/", "", "//x", "a//b", "/a", "a/../b/c", "./a", "/../a"] : dirname(x)]
[strcontains("hello", "ell"), strcontains("hello", "x"), strcontains("", "")]
[can(local.nested.test.ids), can(local.map["none"]), can(tonumber("x")), can(local.list[7])]
min(4, 2)
sum([1, 2, 3])
alltrue([true, false])
anytrue([true, false])
setunion(["a", "b"], ["c", "b"])
setintersection(["a", "b"], ["c", "b"])
setsubtract(["a", "b"], ["b"])
setproduct(["a", "b"], ["x", "y"])
zipmap(["k", "l"], ["v", "w"])
tonumber("5")
tobool("true")
tostring(5)
chomp("x\n")
try(local.nested.test.ids, "none")
jsondecode("{\"a\": [1]}").a[0]
jsonencode({ a = local.list[0], b = local.on })
sensitive("x") == "x"
"a" == "b" ? "same" : "other" # with a "comment
length("web")
length(local.map)""".splitlines()[1:]
CONVERTED = r"""
0.1 + 0.2
0.1 + 0.2 == 0.3
0.1 * 3
1.5 * 2
7.5 % 2
-5.5 % 2
100000000000000000000 + 1
"${0.000001}-${1e25}-${1.50}-${true}"
"1e1" + 1
1.5 > "1.25"
1 == true
{ "1" = "a" }[1]
{ "true" = "a" }[true]
"1" && true
local.on ? "1" : 0
local.on ? 0 : "1"
local.on ? [1] : ["a", 2]
local.on ? { a = 1 } : { b = "x" }
local.on ? { a = 1, b = "x" } : {}
local.on ? null : 1
tobool("1")
tonumber("+5")
tonumber(".5")
tonumber("1e3")
tostring(1.0)
tostring(null)
tolist([1, true, "a"])
tolist([{ a = 1 }, { a = "x" }])
tomap({ a = 1, b = "x", c = true })
toset([1, "1"])
toset([20, 3])
toset([true, false])
length(toset([1, "1"]))
contains(["1"], 1)
contains([1], true)
distinct([1, "1"])
sort([10, 9])
join(",", [1, true])
lower(5)
coalesce(1, "a")
coalesce("", 5)
coalesce(false, true)
compact([1, "", null, true])
concat([1], [2])
zipmap([true], [1])
setunion([1], ["1"])
setunion(["b", 1], [true])
setintersection([1], ["1"])
setsubtract([1], ["1"])
element(["a", "b"], "1")
alltrue([null])
anytrue(["true"])
range(3, 0)
range(-3)
range(5, 1, -2)
range("3")
range(5, 5)
max("5", 3)
max(0.1, 0.2)
sum(["1", "2"])
sum([0.1, 0.2])
substr("hello", -2, -1)
substr("hello", 2, 0)
substr("hello", 9, 2)
split("", "abc")
split(",", "")
replace("abc", "", "-")
replace("a/c", "/", "-")
title("it's helloWORLD x1b baz_qux a-b.c")
trimspace("\u001cx ")
chomp("a\r\n\n")
jsondecode("{\"b\":1.0,\"a\":[1e2,0.1,1e25]}")
jsonencode({ b = 1, a = { d = 1.0, c = 1e21 }, e = "<é>&", f = 0.000001 })
format("%02d|%5d|%-5d|%+d|% d|%05d", 5, 5, 5, 5, 5, -5)
format("%.3d|%5.3d|%+05d|%-05d|%-+5d|%000005d", 5, 5, 5, 5, 5, 5)
format("%d|%d|%d", "5", "1e3", 1e25)
format("%x|%X|%#x|%o|%b|%#o|%#b", 255, 255, 255, 8, 5, -8, 2)
format("%08b|%8b|%-8b|%#08x|%.3x|%x", 5, 5, 5, 255, 5, -255)
format("%5.1f|%f|%.2f|%-8.2f|%08.3f|%+.1f|%.0f", 1.25, 1.5, 2.345, 1.5, 3.14159, 2, 2.5)
format("%.1f|%.1f|%.2f|%010.2f|%+010.2f|% .2f|%f", 0.05, 0.15, 1.005, -1.5, 1.5, 1.5, 1e25)
format("%e|%E|%.0e|%10.3e|%e|%e", 123456.789, 1.5, 25, -12345, 0.1, 0)
format("%g|%G|%g|%g|%g|%10g", 1e25, 0.00001, 100000, 1234567, 0.0001, 1.5)
format("%v|%v|%v|%v|%v|%v", 1000000, 0.000001, true, "x", "<", 12.50)
format("%v|%v|%#v|%#v", [1, "a"], { a = 1 }, "a\"b", [1])
format("%s|%s|%s|%s", 1, true, 1e25, 0.000001)
format("%5s|%-5s|%05s|%3s|%-3s", "ab", "ab", "ab", true, 5)
format("%q|%q|%q", "a\"b\n\té", 5, "<>&")
format("%t|%t|%5t", true, "true", true)
format("%[2]s-%[1]s", "a", "b")
format("%[2]s-%s", "a", "b", "c")
format("%[1]q %[1]s %s", "a", "b")
format("%5[1]s|", "a")
format("é%%%s", "é")
formatlist("%d-%s", [1, "2"], "c")
formatlist("%s", [])
formatlist("%s", "a")
formatlist("%s", toset([20, 3]))""".splitlines()[1:]

QUOTE = '"'
"""Terraform 0.11 had types in them."""
TEMPLATES = [
    '"%{ if local.on }yes%{ else }no%{ endif }"',
    '"a %{ if !local.on ~} yes %{~ endif } b"',
    '"a %{~ for x in local.list ~} ${x}\\n %{ endfor ~} b"',
    '"%{ for i, x in local.list }${i}${x}%{ if x == "c" }!%{ endif }%{ endfor }%%{x} $${y}"',
    '"%{ if local.on }a%{ endif }" == "a" ? "same" : "other"',
    """<<EOF
{
  %{ if local.on ~}
  "on": "${local.name}",
  %{ endif ~}
  "trimmed": " ${~ local.name ~} ",
  %{ if local.off }
  "off": 1,
  %{ else }
  "not": "%%{x} \\n $${y}",
  %{ endif }
%{~ for k, v in local.map ~}
  "${k}": "${v}",
%{~ endfor ~}
  "end": 1
}
EOF
""",
    """<<-EOF
    %{ for x in local.objects ~}
      ${x.name}: %{ for t in x.tags }${t} %{ endfor }
    %{ endfor ~}
    end

      of
      %{~ if local.on }
      it
      %{ endif }
    EOF
""",
    """<<-EOF
    %{ for x in local.objects }
      ${x.name}: %{ for t in x.tags }${t} %{ endfor }
    %{ endfor }
    end
    EOF
""",
]


@needs_terraform
@pytest.mark.parametrize(
    "written",
    [EXPRESSIONS, CONVERTED, TEMPLATES],
    ids=["expressions", "converted", "templates"],
)
def test_what_is_known_is_what_terraform_says(tmp_path, written):
    lines = [f"  {name} = {written}\n" for name, written in LOCALS.items()]
    outputs = [
        f'output "o{at}" {{\n  value = nonsensitive(sensitive(jsonencode({each.partition(" # ")[0]})))\n}}\n'
        for at, each in enumerate(written)
    ]
    text = f"locals {{\n{''.join(lines)}}}\n{''.join(outputs)}"
    (tmp_path / "main.tf").write_text(text, encoding="utf-8")
    applied = terraform("apply", "-auto-approve", "-input=false", "-no-color", cwd=tmp_path)
    assert applied.returncode == 0, applied.stderr
    told = json.loads(terraform("output", "-json", cwd=tmp_path).stdout)
    locals_ = {name: parsed(written) for name, written in LOCALS.items()}
    reader = Expressions({}, locals_, lambda *_: None, lambda _: None)
    wrong = {}
    for at, each in enumerate(written):
        expected, found = json.loads(told[f"o{at}"]["value"]), reader.value(parsed(each), {})
        if each.startswith(("toset", "setunion", "setinter", "setsub", "setproduct")):
            expected, found = (sorted(map(json.dumps, value)) for value in (expected, found))
        if found != expected:
            wrong[each] = (found, expected)
    assert wrong == {}


@needs_terraform
def test_a_variable_is_what_terraform_makes_of_its_default(tmp_path):
    blocks = [
        f'variable "v{at}" {{\n  type = {each.type.strip(QUOTE)}\n  default = {each.default}\n}}\n'
        f'output "o{at}" {{\n  value = jsonencode(var.v{at})\n}}\n'
        for at, each in enumerate(TYPED)
    ]
    (tmp_path / "main.tf").write_text("".join(blocks), encoding="utf-8")
    applied = terraform("apply", "-auto-approve", "-input=false", "-no-color", cwd=tmp_path)
    assert applied.returncode == 0, applied.stderr
    told = json.loads(terraform("output", "-json", cwd=tmp_path).stdout)
    assert {each: told[f"o{at}"]["value"] for at, each in enumerate(TYPED)} == {
        each: each.becomes for each in TYPED
    }


@needs_terraform
@pytest.mark.parametrize("case", REFUSED, ids=lambda case: f"{case.type} = {case.default}")
def test_terraform_refuses_what_is_not_for_the_type(tmp_path, case):
    block = f'variable "v" {{\n  type = {case.type}\n  default = {case.default}\n}}\n'
    (tmp_path / "main.tf").write_text(block, encoding="utf-8")
    assert terraform("validate", "-no-color", cwd=tmp_path).returncode == 1
