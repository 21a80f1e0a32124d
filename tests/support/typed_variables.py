"""Variables of Terraform with a type, a default, and the JSON of what they then are."""

from __future__ import annotations

from typing import NamedTuple


class Typed(NamedTuple):
    """A variable; ``becomes`` is empty where Terraform refuses it."""

    type: str
    default: str
    becomes: str = ""


TYPED = [
    Typed("string", "true", '"true"'),
    Typed("string", "5", '"5"'),
    Typed("string", "1.0", '"1"'),
    Typed("string", "1e25", '"10000000000000000000000000"'),
    Typed("string", "0.000001", '"0.000001"'),
    Typed('"string"', "true", '"true"'),
    Typed("bool", '"false"', "false"),
    Typed("bool", '"1"', "true"),
    Typed("number", '"5"', "5"),
    Typed("number", '"1.50"', "1.5"),
    Typed("any", '[1, "a"]', '[1,"a"]'),
    Typed("list(string)", '[true, 1, "a"]', '["true","1","a"]'),
    Typed("list(number)", '["1", 2]', "[1,2]"),
    Typed("list(any)", '[1, "a"]', '["1","a"]'),
    Typed("list", '[1, "a"]', '["1","a"]'),
    Typed("list(any)", "[]", "[]"),
    Typed("set(string)", '["b", "a", 1, "1", "b"]', '["1","a","b"]'),
    Typed("set(number)", '["20", 3, 3]', "[3,20]"),
    Typed("set(bool)", '["true", false]', "[false,true]"),
    Typed("map(string)", "{ managed = true, n = 5 }", '{"managed":"true","n":"5"}'),
    Typed("map(bool)", '{ a = "true" }', '{"a":true}'),
    Typed("map", '{ a = 1, b = "x" }', '{"a":"1","b":"x"}'),
    Typed("map(list(string))", "{ a = [1] }", '{"a":["1"]}'),
    Typed("object({ a = string })", '{ a = 1, b = "dropped" }', '{"a":"1"}'),
    Typed("list(object({ a = set(string) }))", "[{ a = [2, 1], b = 1 }]", '[{"a":["1","2"]}]'),
    Typed("object({ a = optional(number, 3), b = optional(string) })", "{}", '{"a":3,"b":null}'),
    Typed('object({ a = optional(number, "3") })', "{ a = null }", '{"a":3}'),
    Typed("object({ a = optional(object({ b = optional(bool, true) }), {}) })", "{}", '{"a":{"b":true}}'),
    Typed("tuple([string, number])", '[1, "2"]', '["1",2]'),
    Typed("list(string)", "[null]", "[null]"),
]  # fmt: skip
REFUSED = [
    Typed("bool", "1"),
    Typed("bool", '"yes"'),
    Typed("number", "true"),
    Typed("number", '"a"'),
    Typed("number", '" 5"'),
    Typed("string", "[]"),
    Typed("list(string)", '"a"'),
    Typed("map(string)", "[]"),
    Typed("map(string)", '{ a = ["b"] }'),
    Typed("list(any)", "[1, true]"),
    Typed("object({ a = string })", "{}"),
    Typed("tuple([string])", '["a", "b"]'),
]
