"""The conditions of a statement of a trust policy, as fields of an entry take them up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rolec.adopt.expressions.values import is_list
from rolec.adopt.found import Json
from rolec.adopt.statement_words import condition_words, texts_of
from rolec.adopt.yaml_text import Value
from rolec.ir.substitution import Form, substitutions


class Conditions:
    """The conditions of a statement, less those that a field of an entry stands for."""

    def __init__(self, statement: Mapping[str, Json]) -> None:
        written = statement.get("Condition")
        self._left = {
            operator: dict(keys)
            for operator, keys in (written.items() if isinstance(written, Mapping) else ())
            if isinstance(keys, Mapping)
        }

    def take(self, key: str, *operators: str) -> tuple[str, ...]:
        """The values of ``key`` under the first of ``operators`` that has it; it is then done."""
        for keys, name in self._at(key, operators):
            return tuple(texts_of(keys.pop(name)))
        return ()

    def take_texts(self, key: str, *operators: str) -> tuple[str, ...]:
        """The same where none of them stands for a list, of which no field has one account or the like."""
        return () if any(map(is_list, self.look(key, *operators))) else self.take(key, *operators)

    def look(self, key: str, *operators: str) -> tuple[str, ...]:
        """The same values, which are not done."""
        for keys, name in self._at(key, operators):
            return tuple(texts_of(keys[name]))
        return ()

    def _at(self, key: str, operators: Iterable[str]) -> Iterator[tuple[dict[str, Json], str]]:
        for operator in operators:
            keys = self._left.get(operator, {})
            for name in keys:
                if name.lower() == key.lower() and not _may_be_wild(operator, keys[name]):
                    yield keys, name

    def issuers(self) -> set[str]:
        """The hosts whose claim `sub` is asked for."""
        keys = (key for keys in self._left.values() for key in keys)
        return {key.removesuffix(":sub") for key in keys if key.endswith(":sub")}

    def when(self) -> dict[str, Value]:
        """What is left, as a field."""
        left: dict[str, Json] = {operator: keys for operator, keys in self._left.items() if keys}
        return {"when": condition_words(left)} if left else {}


def _may_be_wild(operator: str, value: Json) -> bool:
    """Whether wildcards are only in what Terraform puts in: a field would say `StringEquals` of it."""
    if not operator.endswith("StringLike"):
        return False
    known = _known("".join(texts_of(value)))
    return known is not None and known.isdisjoint("*?")


def _known(text: str) -> set[str] | None:
    """The characters of ``text`` that are not of references; None where it has no reference."""
    found = [each for each in substitutions(text) if each.form is not Form.POLICY_VARIABLE]
    if not found:
        return None
    for each in found:
        text = text.replace(f"${{{each.body}}}", "")
    return set(text)
