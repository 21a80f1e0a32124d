"""The schemas as JSON Schema, for editors.

Draft-07, which is what YAML editors implement. Editors see a spec before rolec's own values
are put in, so that any value may be a text with one of them; and they read plain scalars as
numbers and booleans, so that a text may be one of these where its form admits it. All else
is judged as cerberus judges it, except numbers in quotes and the letters of tags.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from rolec.ir.substitution import OWN_WORDS
from rolec.schema.store import DOCUMENTS, SCALARS, Rules, Schema, kinds, schema
from rolec.schema.vocabulary import CHARACTERS, vocabulary

JsonSchema: TypeAlias = dict[str, Any]

SPEC = "spec"
"""The name of the schema of any document of a spec; an editor knows a file by its folder."""

_DRAFT = "http://json-schema.org/draft-07/schema#"
_OWN: JsonSchema = {"$ref": "#/definitions/own"}
_SUBSTITUTED: JsonSchema = {"$ref": "#/definitions/substituted"}
_SHARED: Mapping[str, JsonSchema] = {
    "own": {
        "description": "A value of rolec, put in before anything is judged.",
        "type": "string",
        "pattern": rf"\$\{{(?:{'|'.join(OWN_WORDS)})[.\[}}]",
    },
    "substituted": {
        "description": "A Terraform reference, an IAM policy variable or a value of rolec.",
        "type": "string",
        "pattern": r"\$\{",
    },
    "condition_operator": {"enum": list(vocabulary("condition_operator"))},
}
_NUMBERS = ("0", "1", "60", "3600", "111122223333")


def json_schema(name: str) -> JsonSchema:
    """A schema, and all that it refers to, as one document."""
    if name == SPEC:
        root = {
            "title": "A document of a rolec spec",
            **_alternatives({document: schema(document) for document in DOCUMENTS}, ""),
        }
        used = _reachable(DOCUMENTS)
    else:
        root = {"title": f"rolec: {name}", **_closed(schema(name))}
        used = _reachable((name,))
    definitions = {key: _definition(key) for key in sorted(used)}
    fields = _hoisted(definitions)
    return {"$schema": _DRAFT, **root, "definitions": {**_SHARED, **fields, **definitions}}


def _hoisted(definitions: JsonSchema) -> JsonSchema:
    """Definitions of the fields that several objects have alike, which then refer to them.

    Every kind of trusted entity takes `when`, and it is a long one.
    """
    places: dict[str, list[JsonSchema]] = {}
    for definition in definitions.values():
        for name, field in definition["properties"].items():
            places.setdefault(json.dumps([name, field]), []).append(definition["properties"])
    hoisted: JsonSchema = {}
    for text, objects in sorted(places.items()):
        name, field = json.loads(text)
        if len(objects) == 1 or "anyOf" not in field:
            continue
        label = next(
            label
            for label in (f"field.{name}{number}" for number in ("", *range(2, len(places))))
            if label not in hoisted
        )
        hoisted[label] = field
        for properties in objects:
            properties[name] = {"$ref": f"#/definitions/{label}"}
    return hoisted


def _definition(name: str) -> JsonSchema:
    if name in ("trust", "permission"):
        return _alternatives({k: schema(f"{name}/{k}") for k in kinds(name)}, f"{name}.")
    return _closed(schema(name.replace(".", "/")))


def _closed(of: Schema) -> JsonSchema:
    """An object with the fields of a schema and no others."""
    required = [name for name, rules in of.fields.items() if rules.get("required")]
    return {
        "description": of.summary,
        "type": "object",
        "properties": {name: _field(rules) for name, rules in of.fields.items()},
        "additionalProperties": False,
        **({"required": required} if required else {}),
        **(_groups(of.exactly_one) if of.exactly_one else {}),
    }


def _groups(groups: tuple[tuple[str, ...], ...]) -> JsonSchema:
    return {"allOf": [{"oneOf": [{"required": [name]} for name in group]} for group in groups]}


def _alternatives(members: Mapping[str, Schema], prefix: str) -> JsonSchema:
    """An object that is closed by the one field that names its kind.

    Every field of every kind is a property, for completion; the kind that is there says
    which of them may stand beside it. A kind that another has as a field is not the kind.
    """
    properties: JsonSchema = {}
    for member in members.values():
        for name, rules in member.fields.items():
            summary = members[name].summary if name in members else rules["meta"]["summary"]
            properties.setdefault(name, {"description": summary})
    return {
        "type": "object",
        "properties": properties,
        "anyOf": [{"required": [kind]} for kind in members],
        "allOf": [
            {"if": _is_kind(kind, members), "then": {"$ref": f"#/definitions/{prefix}{kind}"}}
            for kind in members
        ],
    }


def _is_kind(kind: str, members: Mapping[str, Schema]) -> JsonSchema:
    owners = [name for name, of in members.items() if name != kind and kind in of.fields]
    named: JsonSchema = {"required": [kind]}
    if not owners:
        return named
    return {**named, "not": {"anyOf": [{"required": [name]} for name in owners]}}


def _reachable(start: tuple[str, ...]) -> set[str]:
    """The names of the definitions that the schemas in ``start`` need, these included."""
    found: set[str] = set()
    waiting = list(start)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        if name in ("trust", "permission"):
            waiting += [f"{name}.{kind}" for kind in kinds(name)]
        else:
            fields = schema(name.replace(".", "/")).fields
            waiting += [used for rules in fields.values() for used in _used(rules)]
    return found


def _used(rules: Rules) -> Iterator[str]:
    for rule, value in rules.items():
        match rule:
            case "ref" | "variant":
                yield value
            case "many" | "keysrules" | "valuesrules" | "unresolved":
                yield from _used(value)
            case "schema" if "list" in rules["type"]:
                yield from _used(value)
            case "schema":
                for inner in value.values():
                    yield from _used(inner)
            case _:
                pass


def _field(rules: Rules) -> JsonSchema:
    return {**_meta(rules.get("meta", {})), **_value(rules)}


def _meta(meta: Mapping[str, Any]) -> JsonSchema:
    out: JsonSchema = {}
    if "summary" in meta:
        form = f" Form: {meta['form']}." if "form" in meta else ""
        out["description"] = f"{meta['summary']}{form}"
    if "example" in meta:
        out["examples"] = [meta["example"]]
    return out


def _value(rules: Rules) -> JsonSchema:
    """What a value may be, as one of several."""
    found = list(_shapes(rules))
    if "unresolved" in rules:
        found += list(_shapes(rules["unresolved"]))
    if found == [{}]:
        return {}
    unique = {repr(shape): shape for shape in (*found, _OWN)}
    if repr(_SUBSTITUTED) in unique:
        del unique[repr(_OWN)]
    return {"anyOf": list(unique.values())}


def _shapes(rules: Rules) -> Iterator[JsonSchema]:
    if "many" in rules:
        yield from _shapes(rules["many"])
        yield {"type": "array", "minItems": 1, "items": _value(rules["many"])}
        return
    types = rules["type"]
    if "any" in types:
        yield {}
    if not SCALARS.isdisjoint(types):
        yield from _scalars(rules)
    if "list" in types:
        items = {"items": _value(rules["schema"])} if "schema" in rules else {}
        yield {"type": "array", **items, **_sizes(rules, "Items")}
    if "dict" in types:
        yield _object(rules)


def _scalars(rules: Rules) -> Iterator[JsonSchema]:
    types = rules["type"]
    if "integer" in types:
        low, high = rules.get("min"), rules.get("max")
        yield {
            "type": "integer",
            **({} if low is None else {"minimum": low}),
            **({} if high is None else {"maximum": high}),
        }
        yield {"type": "string", "pattern": "^-?[0-9]+$"}
    if "boolean" in types:
        yield {"enum": [True, False, "true", "false"]}
    if "flag" in types:
        yield {"enum": [True, "true"]}
    if not {"string", "text", "pattern"}.isdisjoint(types):
        yield from _strings(rules)
    if not {"text", "pattern"}.isdisjoint(types):
        yield _SUBSTITUTED


def _strings(rules: Rules) -> Iterator[JsonSchema]:
    if "known" in rules:
        yield {"$ref": f"#/definitions/{rules['known']}"}
        return
    if "allowed" in rules:
        yield {"enum": list(rules["allowed"])}
        return
    patterns = [f"^(?:{rules['regex']})$"] if "regex" in rules else []
    if "characters" in rules:
        patterns.append(CHARACTERS[rules["characters"]].pattern)
    match patterns:
        case [one]:
            judged: JsonSchema = {"pattern": one}
        case _:
            judged = {"allOf": [{"pattern": pattern} for pattern in patterns]} if patterns else {}
    # A string of a type that holds no substitution at all, or one that has none.
    yield {"type": "string", **judged, **_sizes(rules, "Length"), "not": {"pattern": r"\$\{|&\{"}}
    regex = re.compile(rules.get("regex", ".*"), re.ASCII)
    native = [
        name
        for name, probes in (("number", _NUMBERS), ("boolean", ("true", "false")))
        if any(regex.fullmatch(probe) for probe in probes)
    ]
    if native:
        yield {"type": native}


def _object(rules: Rules) -> JsonSchema:
    parts: list[JsonSchema] = []
    if "ref" in rules:
        parts.append({"$ref": f"#/definitions/{rules['ref']}"})
    if "variant" in rules:
        parts.append({"$ref": f"#/definitions/{rules['variant']}"})
    if "schema" in rules:
        parts.append(_closed(Schema("", "", rules["schema"])))
    own: JsonSchema = {}
    if "keysrules" in rules:
        own["propertyNames"] = _value(rules["keysrules"])
    if "valuesrules" in rules:
        own["additionalProperties"] = _value(rules["valuesrules"])
    own |= _sizes(rules, "Properties")
    if own or not parts:
        parts.append({"type": "object", **own})
    return parts[0] if len(parts) == 1 else {"allOf": parts}


def _sizes(rules: Rules, what: str) -> JsonSchema:
    low, high = rules.get("minlength"), rules.get("maxlength")
    return {
        **({} if low is None else {f"min{what}": low}),
        **({} if high is None else {f"max{what}": high}),
    }
