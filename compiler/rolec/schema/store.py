"""Reading `schemas/`: the one description of what a document may contain."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from rolec.record import dataclass

Rules: TypeAlias = Mapping[str, Any]

DOCUMENTS = (
    "role",
    "policy",
    "oidc_provider",
    "saml_provider",
    "trusted_entities",
    "expectations",
)
"""The documents of a spec; each is known by the field of the same name."""

FAMILIES = ("permission", "trust")
"""The folders of kinds: a mapping is of one of them, by the field that names it."""

_SHARED = "value"
"""The folder of rules that several fields share."""

PROJECT = "project"
"""The schema of `rolec.yaml`."""

SCALARS = frozenset({"string", "text", "pattern", "boolean", "integer", "flag"})
"""Types whose values are written as one YAML scalar."""

TYPES = SCALARS | {"dict", "list", "any"}

# fmt: off
RULES = frozenset({
    "type", "required", "regex", "allowed", "min", "max", "minlength", "maxlength",
    "characters", "known", "schema", "keysrules", "valuesrules", "many", "ref", "variant",
    "unresolved", "meta",
})
# fmt: on
"""Every rule that a schema may use; each has a meaning in all that is made of the schemas."""

_BESIDE_MANY = frozenset({"many", "required", "unresolved", "meta"})
_FILE_KEYS = frozenset({"summary", "fields", "rules", "extends", "exactly_one"})


@dataclass(frozen=True, slots=True)
class Schema:
    """The fields of one kind of mapping; of each group in ``exactly_one`` one field is there."""

    name: str
    summary: str
    fields: Mapping[str, Rules]
    exactly_one: tuple[tuple[str, ...], ...] = ()


@cache
def schema(name: str) -> Schema:
    """The schema called ``name``, for example ``role`` or ``trust/aws_service``."""
    file = _read(name)
    fields = _with_extended(name, file)
    resolved = {key: _resolved(rules, f"{name}.{key}") for key, rules in fields.items()}
    groups = tuple(tuple(group) for group in file.get("exactly_one", ()))
    for field in (field for group in groups for field in group):
        _demand(field in resolved, f"{name}: exactly_one of an unknown field `{field}`")
    return Schema(name, file["summary"], resolved, groups)


def _with_extended(name: str, file: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a file, its own first, and of what it extends."""
    fields = dict(file["fields"])
    if "extends" in file:
        folder = name.rpartition("/")[0]
        base = f"{folder}/_{file['extends']}".lstrip("/")
        extended = _with_extended(base, _read(base))
        fields |= {key: rules for key, rules in extended.items() if key not in fields}
    return fields


@cache
def kinds(family: str) -> tuple[str, ...]:
    """The kinds of a family, by name: ``aws_service`` is one of ``trust``."""
    return tuple(name for name in _names_in(family) if not name.startswith("_"))


def kinds_of(family: str, keys: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds that a mapping with ``keys`` names; it is well-formed when it names one.

    The name of a kind may also be a field of another: `organization` is both a kind of
    trusted entity and a field of `aws_account`. The other is the kind then.
    """
    named = tuple(key for key in keys if key in kinds(family))
    if len(named) < 2:  # noqa: PLR2004 - one is the ordinary case
        return named
    fields = {kind: schema(f"{family}/{kind}").fields for kind in named}
    return tuple(
        kind
        for kind in named
        if not any(kind in fields[other] for other in named if other != kind)
    )


def names() -> tuple[str, ...]:
    """The name of every schema that has fields, parts and kinds included."""
    return _names_in("") + tuple(f"{f}/{kind}" for f in FAMILIES for kind in kinds(f))


def packed() -> dict[str, Any]:
    """The content of every file of `schemas/`, by name: what the wheel has as one file."""
    folders = ("", *FAMILIES, _SHARED)
    return {
        key: _parsed(key)
        for folder in folders
        for key in (f"{folder}/{name}".lstrip("/") for name in _names_in(folder))
    }


@cache
def root() -> Path:
    """The schemas shipped in the wheel, or those of the checkout."""
    shipped = Path(__file__).parents[1] / "_schemas"
    return shipped if shipped.is_dir() else Path(__file__).parents[3] / "schemas"


@cache
def _packed() -> Mapping[str, Any] | None:
    """All files as one; None in a checkout, where each may have been edited since.

    To read one JSON file takes a tenth of what thirty YAML files take at a cold start.
    """
    if root().name != "_schemas":
        return None
    text = (root() / "generated" / "packed.json").read_bytes()
    read: Mapping[str, Any] = json.loads(text)
    return read


@cache
def _names_in(folder: str) -> tuple[str, ...]:
    """The names of the files in a folder, sorted, without the folder."""
    whole = _packed()
    if whole is not None:
        return tuple(n.rpartition("/")[2] for n in whole if n.rpartition("/")[0] == folder)
    found = [file.name for file in (root() / folder).iterdir()]
    return tuple(sorted(n.removesuffix(".yaml") for n in found if n.endswith(".yaml")))


@cache
def _read(name: str) -> Mapping[str, Any]:
    whole = _packed()
    loaded = _parsed(name) if whole is None else whole[name]
    unknown = loaded.keys() - _FILE_KEYS
    _demand(not unknown, f"{name}: unknown {sorted(unknown)}")
    return loaded


def _parsed(name: str) -> Mapping[str, Any]:
    # Only a checkout reads YAML here; libyaml where it is there, for it is faster.
    from rolec.schema.yaml_file import parse

    return parse((root() / f"{name}.yaml").read_bytes())


def _resolved(rules: Rules, where: str) -> Rules:
    """``rules`` with the shared rules that it refers to put in, and ``type`` a tuple."""
    rules = _with_shared(rules)
    unknown = rules.keys() - RULES
    _demand(not unknown, f"{where}: no rule {sorted(unknown)}")
    out: dict[str, Any] = {**rules, "type": _types(rules, where)}
    if "many" in out:
        _demand(out.keys() - {"type"} <= _BESIDE_MANY, f"{where}: rules beside `many`")
        del out["type"]
    for rule in ("many", "keysrules", "valuesrules", "unresolved"):
        if rule in out:
            out[rule] = _resolved(out[rule], f"{where}.{rule}")
    if "schema" in out:
        out["schema"] = _schema(out, where)
    return out


def _with_shared(rules: Rules) -> Rules:
    while "ref" in rules and "rules" in (file := _read(rules["ref"])):
        shared: Rules = file["rules"]
        meta = {**shared.get("meta", {}), **rules.get("meta", {})}
        own = {rule: value for rule, value in rules.items() if rule != "ref"}
        rules = {**shared, **own, **({"meta": meta} if meta else {})}
    return rules


def _types(rules: Rules, where: str) -> tuple[str, ...]:
    stated = rules.get("type")
    if stated is None:
        implied = "many" in rules or "ref" in rules or "variant" in rules
        _demand(implied, f"{where}: no type")
        return ("dict",)
    types = (stated,) if isinstance(stated, str) else tuple(stated)
    _demand(set(types) <= TYPES, f"{where}: no type {types}")
    return types


def _schema(rules: Rules, where: str) -> Rules:
    """The fields of a mapping, or the rules of every item of a list: ``type`` says which."""
    if "list" in rules["type"]:
        _demand("dict" not in rules["type"], f"{where}: is `schema` for the list or the dict?")
        return _resolved(rules["schema"], f"{where}.schema")
    return {key: _resolved(r, f"{where}.{key}") for key, r in rules["schema"].items()}


def _demand(holds: bool, message: str) -> None:  # noqa: FBT001 - reads as a sentence
    """Fails loudly: a wrong schema is a bug of ours, found when it is first used."""
    if not holds:
        raise AssertionError(f"schemas/{message}")
