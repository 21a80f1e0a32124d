"""The reference of the spec for people, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from rolec.schema.flow import flow
from rolec.schema.store import DOCUMENTS, PROJECT, Rules, Schema, kinds, schema

_INTRODUCTION = """\
# Reference of the spec

A file holds documents; a document is known by its first field. Every value is the text that
stands there: `012345678901`, `on` and `2012-10-17` need no quotes. Where a list may stand, one
value stands for a list of one. `${...}` is an IAM policy variable (`${aws:username}`), a value
of rolec (`${account.id}`, `${account.name}`, `${account.partition}`, `${account.region}`,
`${role.name}`, `${roles.NAME.arn}`, `${policies.NAME.arn}`, `${variables.NAME}`) or a Terraform
reference (`${aws_s3_bucket.photos.arn}`). Fields in bold must be there.
"""
_TYPES = {
    "string": "text",
    "text": "text or reference",
    "pattern": "text, reference or policy variable",
    "boolean": "`true` or `false`",
    "flag": "`true`",
    "integer": "number",
    "dict": "fields",
    "list": "list",
    "any": "anything",
}


def reference() -> str:
    """Every document, kind and part with its fields."""
    sections = [_INTRODUCTION]
    sections += [_section(schema(name), name, 2) for name in DOCUMENTS]
    sections.append("## Kinds of trusted entity\n\nEntries of `trust`; each has one kind.\n")
    sections += [_section(schema(f"trust/{kind}"), kind, 3) for kind in kinds("trust")]
    sections.append("## Kinds of permission\n\nEntries of `permissions`; each has one kind.\n")
    sections += [_section(schema(f"permission/{kind}"), kind, 3) for kind in kinds("permission")]
    sections.append("## Parts\n\nWhat fields of documents and kinds hold.\n")
    sections += [_section(schema(name), name, 3) for name in _parts(DOCUMENTS)]
    sections.append(_section(schema(PROJECT), "rolec.yaml", 2))
    sections += [_section(schema(name), name, 3) for name in _parts((PROJECT,))]
    return "\n".join(sections)


def _parts(start: tuple[str, ...]) -> tuple[str, ...]:
    """The names of the parts that ``start`` and their kinds refer to, in order of use."""
    found: dict[str, None] = {}
    waiting = list(start)
    while waiting:
        of = schema(waiting.pop(0))
        for rules in of.fields.values():
            for name in _references(rules):
                if name not in found:
                    found[name] = None
                    waiting.append(name)
    return tuple(name for name in found if "/" not in name)


def _references(rules: Rules) -> Iterator[str]:
    if "ref" in rules:
        yield rules["ref"]
    if "variant" in rules:
        yield from (f"{rules['variant']}/{kind}" for kind in kinds(rules["variant"]))
    for rule in ("many", "valuesrules"):
        if rule in rules:
            yield from _references(rules[rule])
    if "schema" in rules and "list" in rules["type"]:
        yield from _references(rules["schema"])


def _section(of: Schema, title: str, depth: int) -> str:
    lines = [f"{'#' * depth} `{title}`", "", of.summary, ""]
    lines += [f"Exactly one of {_names(group)}." for group in of.exactly_one]
    if of.exactly_one:
        lines.append("")
    lines += ["| field | value | meaning |", "|---|---|---|"]
    for name, rules in of.fields.items():
        lines += _rows(name, rules)
    return "\n".join(lines) + "\n"


def _names(group: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in group[:-1]) + f" and `{group[-1]}`"


def _rows(name: str, rules: Rules) -> Iterator[str]:
    shown = f"**`{name}`**" if rules.get("required") else f"`{name}`"
    yield f"| {shown} | {_cell(_form(rules))} | {_cell(_meaning(name, rules))} |"
    if "schema" in rules and "dict" in rules["type"]:
        for inner, inner_rules in rules["schema"].items():
            yield from _rows(f"{name}.{inner}", inner_rules)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _meaning(name: str, rules: Rules) -> str:
    meta = rules["meta"]
    replaced = ""
    if meta.get("forces_replacement"):
        replaced = " Terraform replaces the resource when it changes."
    deprecated = f" Deprecated: {meta['deprecated']}" if "deprecated" in meta else ""
    terraform = f" (`{meta['terraform']}`)" if "terraform" in meta else ""
    example = f" Example: `{name.rpartition('.')[2]}: {flow(meta['example'])}`"
    return f"{meta['summary']}{terraform}{replaced}{deprecated}{example}"


def _form(rules: Rules) -> str:
    if "many" in rules:
        return f"{_form(rules['many'])}; or a list"
    if "form" in rules.get("meta", {}):
        return str(rules["meta"]["form"])
    if "allowed" in rules:
        return " or ".join(f"`{word}`" for word in rules["allowed"])
    if "ref" in rules:
        link = f"[{rules['ref']}](#{rules['ref']})"
        others = [_TYPES[name] for name in rules["type"] if name != "dict"]
        return " or ".join([*others, link])
    if "variant" in rules:
        return f"an entry of a kind of {rules['variant']}"
    if "valuesrules" in rules:
        return f"fields, each: {_form(rules['valuesrules'])}"
    words = " or ".join(dict.fromkeys(_TYPES[name] for name in rules["type"]))
    return words + _limits(rules)


def _limits(rules: Rules) -> str:
    if "maxlength" in rules:
        return f", at most {rules['maxlength']}"
    return f", {rules['min']} to {rules['max']}" if "min" in rules and "max" in rules else ""
