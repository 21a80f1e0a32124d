"""Terraform itself says what its expressions are; the reader of expressions says the same."""

from __future__ import annotations

import json

import pytest

from rolec.adopt.expressions import Expressions
from rolec.adopt.parsed import parsed
from support.terraform import needs_terraform, terraform

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
EXPRESSIONS = """\
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
max(1, 5, 3)
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
chomp("x\\n")
try(local.nested.test.ids, "none")
jsondecode("{\\"a\\": [1]}").a[0]
jsonencode({ a = local.list[0], b = local.on })
sensitive("x") == "x"
"a" == "b" ? "same" : "other" # with a "comment
length("web")
length(local.map)""".splitlines()

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
@pytest.mark.parametrize("written", [EXPRESSIONS, TEMPLATES], ids=["expressions", "templates"])
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
