"""Cerberus with our rules: the only source of what is wrong with a document."""

# ruff: noqa: D400, D415, SLF001 - cerberus reads the docstrings of rules, and the errors
# of a child validator have no public form that keeps their paths

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from cerberus import TypeDefinition, Validator
from cerberus.errors import (
    BAD_TYPE,
    ERROR_GROUP,
    MAX_LENGTH,
    MAX_VALUE,
    MIN_LENGTH,
    MIN_VALUE,
    REGEX_MISMATCH,
    REQUIRED_FIELD,
    UNALLOWED_VALUE,
    UNKNOWN_FIELD,
    ErrorDefinition,
    ValidationError,
)

from rolec.schema.flow import flow
from rolec.schema.scalar import integer, problems, type_of, without_substitutions
from rolec.schema.store import SCALARS, Rules, kinds, kinds_of, schema
from rolec.schema.vocabulary import CHARACTERS, is_known

MANY = ErrorDefinition(ERROR_GROUP.code | 0x10, "many")
REF = ErrorDefinition(ERROR_GROUP.code | 0x11, "ref")
VARIANT = ErrorDefinition(ERROR_GROUP.code | 0x12, "variant")
"""Group the errors inside, as cerberus's MAPPING_SCHEMA does for `schema`."""

EMPTY_LIST = ErrorDefinition(0x101, "many")
SUBSTITUTION = ErrorDefinition(0x102, "type")
CHARACTER = ErrorDefinition(0x103, "characters")
UNKNOWN_WORD = ErrorDefinition(0x104, "known")
NO_KIND = ErrorDefinition(0x105, "variant")
SEVERAL_KINDS = ErrorDefinition(0x106, "variant")
NONE_OF_GROUP = ErrorDefinition(0x107, None)
SEVERAL_OF_GROUP = ErrorDefinition(0x108, None)

_WITH_FORM = (REGEX_MISMATCH, BAD_TYPE, MIN_VALUE, MAX_VALUE)
_ROOT = "document"


def mistakes(document: object, name: str) -> list[ValidationError]:
    """Every leaf error of cerberus for a plain document; none when it fits the schema."""
    checker = SchemaValidator({_ROOT: {"type": ("dict",), "ref": name}})
    checker.validate({_ROOT: document}, normalize=False)
    found = _leaves(checker._errors)
    for error in found:
        error.document_path = error.document_path[1:]
    return found


def _leaves(found: Sequence[ValidationError]) -> list[ValidationError]:
    leaves = []
    for error in found:
        leaves += _leaves(error.child_errors) if error.is_group_error else [error]
    return leaves


@cache
def _definitions(name: str) -> dict[str, Any]:
    """The fields of a schema as cerberus takes them; it may change what it is given."""
    return {field: _definition(rules) for field, rules in schema(name).fields.items()}


def _definition(rules: Rules) -> dict[str, Any]:
    out = {rule: value for rule, value in rules.items() if rule not in ("meta", "unresolved")}
    meta = rules.get("meta", {})
    texts = {key: value for key, value in meta.items() if isinstance(value, str)}
    if isinstance(meta.get("example"), dict):
        texts.setdefault("form", f"fields, as in `{flow(meta['example'])}`")
    if texts:
        out["meta"] = texts
    for rule in ("many", "keysrules", "valuesrules"):
        if rule in out:
            out[rule] = _definition(out[rule])
    if "schema" in out and "list" in out["type"]:
        out["schema"] = _definition(out["schema"])
    elif "schema" in out:
        out["schema"] = {field: _definition(inner) for field, inner in out["schema"].items()}
    return out


class SchemaValidator(Validator):  # type: ignore[misc]
    """Validates plain documents, in which every scalar is a text, against our schemas.

    Cerberus reads the docstring of a rule: it says what the rule's argument is.
    """

    types_mapping = {  # noqa: RUF012 - cerberus's own form
        **{name: TypeDefinition(name, (str,), ()) for name in SCALARS},
        "dict": TypeDefinition("dict", (Mapping,), ()),
        "list": TypeDefinition("list", (list,), ()),
        "any": TypeDefinition("any", (object,), ()),
    }

    def _error(self, *args: Any) -> None:
        """Reports what messages need beside the error itself: known fields, form, example."""
        match args:
            case (found,):
                # Cerberus also sorts its errors and builds two trees of them, with each
                # error anew, which takes minutes for a document that is wrong all over.
                self._errors.extend(found)
            case (field, definition) if definition == UNKNOWN_FIELD:
                super()._error(field, definition, tuple(self.schema))
            case (field, definition) if definition in _WITH_FORM:
                super()._error(field, definition, self._meta(field, "form"))
            case (field, definition) if definition == REQUIRED_FIELD:
                only = self._rules(field).get("allowed", ())
                super()._error(field, definition, self._meta(field, "example"), len(only) == 1)
            case _:
                super()._error(*args)

    def _meta(self, field: str, key: str) -> str | None:
        found: str | None = self._rules(field).get("meta", {}).get(key)
        return found

    def _rules(self, field: str) -> Rules:
        rules: Rules = self.schema[field]
        return rules

    def _string_type(self, field: str, value: object) -> str | None:
        """The type under which ``value`` is judged as a string, or None when it is not."""
        if not isinstance(value, str):
            return None
        found = type_of(value, self._rules(field)["type"])
        return found if found in ("string", "text", "pattern") else None

    def _whole_string(self, field: str, value: object) -> str | None:
        """``value`` when it is judged as a string and no part of it is left to Terraform."""
        string = isinstance(value, str) and self._string_type(field, value) is not None
        return str(value) if string and "${" not in str(value) else None

    def _validate_type(self, data_type: Any, field: str, value: Any) -> None:
        """{'type': ['string', 'list'], 'check_with': 'type'}"""
        if not isinstance(value, str):
            super()._validate_type(data_type, field, value)
            return
        types = (data_type,) if isinstance(data_type, str) else tuple(data_type)
        if "any" in types:
            return
        if type_of(value, types) is None:
            self._error(field, BAD_TYPE)
            self._drop_remaining_rules()
            return
        scalar_type = self._string_type(field, value)
        wrong = problems(value, scalar_type) if scalar_type else ()
        for problem in wrong:
            self._error(field, SUBSTITUTION, problem, scalar_type)
        if wrong:
            self._drop_remaining_rules()

    def _validate_regex(self, pattern: str, field: str, value: Any) -> None:
        """{'type': 'string'}"""
        # Cerberus appends `$`, which neither anchors `a|b` nor refuses a last newline.
        text = self._whole_string(field, value)
        if text is not None and not re.fullmatch(pattern, text, re.ASCII):
            self._error(field, REGEX_MISMATCH)

    def _validate_allowed(self, allowed_values: Any, field: str, value: Any) -> None:
        """{'type': 'container'}"""
        if isinstance(value, str) and "${" not in value and value not in allowed_values:
            form = self._meta(field, "form")
            self._error(field, UNALLOWED_VALUE, tuple(allowed_values), form)

    def _validate_known(self, name: str, field: str, value: Any) -> None:
        """{'type': 'string'}"""
        text = self._whole_string(field, value)
        if text is not None and text not in is_known(name):
            self._error(field, UNKNOWN_WORD)

    def _validate_characters(self, name: str, field: str, value: Any) -> None:
        """{'type': 'string'}"""
        if self._string_type(field, value) is not None:
            for found in CHARACTERS[name].others.finditer(without_substitutions(value)):
                self._error(field, CHARACTER, found.start())
                break

    def _validate_min(self, min_value: int, field: str, value: Any) -> None:
        """{'type': 'integer'}"""
        number = self._integer(field, value)
        if number is not None and number < min_value:
            self._error(field, MIN_VALUE)

    def _validate_max(self, max_value: int, field: str, value: Any) -> None:
        """{'type': 'integer'}"""
        number = self._integer(field, value)
        if number is not None and number > max_value:
            self._error(field, MAX_VALUE)

    def _integer(self, field: str, value: Any) -> int | None:
        is_number = isinstance(value, str) and type_of(value, self._rules(field)["type"])
        return integer(value) if is_number == "integer" else None

    def _validate_minlength(self, min_length: int, field: str, value: Any) -> None:
        """{'type': 'integer'}"""
        if self._has_length(field, value) and len(value) < min_length:
            self._error(field, MIN_LENGTH, len(value))

    def _validate_maxlength(self, max_length: int, field: str, value: Any) -> None:
        """{'type': 'integer'}"""
        if self._has_length(field, value) and len(value) > max_length:
            self._error(field, MAX_LENGTH, len(value))

    def _has_length(self, field: str, value: Any) -> bool:
        return not isinstance(value, str) or self._whole_string(field, value) is not None

    def _validate_many(self, rules: Any, field: str, value: Any) -> None:
        """{'type': 'dict', 'check_with': 'bulk_schema'}"""
        if value == []:
            self._error(field, EMPTY_LIST)
            return
        items = dict(enumerate(value)) if isinstance(value, list) else {field: value}
        child = self._get_child_validator(
            document_crumb=field if isinstance(value, list) else None,
            schema_crumb=(field, "many"),
            schema=dict.fromkeys(items, rules),
        )
        if not child(items, normalize=False):
            self._error(field, MANY, child._errors)

    def _validate_ref(self, name: str, field: str, value: Any) -> None:
        """{'type': 'string'}"""
        if isinstance(value, Mapping):
            self._judge(field, value, name, REF)

    def _validate_variant(self, family: str, field: str, value: Any) -> None:
        """{'type': 'string'}"""
        if not isinstance(value, Mapping):
            return
        match kinds_of(family, tuple(value)):
            case [kind]:
                self._judge(field, value, f"{family}/{kind}", VARIANT)
            case []:
                self._error(field, NO_KIND, kinds(family))
            case several:
                self._error(field, SEVERAL_KINDS, several)

    def _judge(
        self, field: str, value: Mapping[str, Any], name: str, group: ErrorDefinition
    ) -> None:
        child = self._get_child_validator(
            document_crumb=field, schema_crumb=(field, group.rule), schema=_definitions(name)
        )
        if not child(value, normalize=False):
            self._error(field, group, child._errors)
        for fields in schema(name).exactly_one:
            present = tuple(key for key in value if key in fields)
            if not present:
                self._error(field, NONE_OF_GROUP, fields)
            elif len(present) > 1:
                self._error(field, SEVERAL_OF_GROUP, present)
