"""Putting in rolec's own values: ``${account.id}``, ``${role.name}``, ``${variables.x}``."""

from __future__ import annotations

import re
from collections.abc import Mapping as ReadOnly

from rolec.diagnostics.code import Code
from rolec.diagnostics.diagnostic import error
from rolec.diagnostics.outcome import Sink
from rolec.diagnostics.suggest import did_you_mean
from rolec.ir.module import Account
from rolec.ir.substitution import OWN_WORDS, Form, Substitution, substitutions
from rolec.load.node import Entry, Mapping, Node, Scalar, Sequence
from rolec.resolve import codes
from rolec.source.span import Span

_HAS_OWN = re.compile(rf"\$\{{(?:{'|'.join(OWN_WORDS)})\b")
_ACCOUNT = ("account.id", "account.name", "account.partition", "account.region")
_VARIABLE = "variables."


def has_own(text: str) -> bool:
    """Whether ``text`` may hold a value that rolec puts in."""
    return _HAS_OWN.search(text) is not None


class Substitutes:
    """The values of one account, and of one role when ``role_name`` is given; empty it is not known."""

    def __init__(
        self,
        account: Account,
        variables: ReadOnly[str, Node],
        role_name: str | None,
        sink: Sink,
    ) -> None:
        self._variables = variables
        self._sink = sink
        self._values: dict[str, str | None] = {
            "account.id": account.id,
            "account.name": account.nickname or None,
            "account.partition": account.partition,
            "account.region": account.region,
        }
        if role_name is not None:
            self._values["role.name"] = role_name or None

    def into(self, node: Node) -> Node:
        """``node`` with every value of rolec put in; the same object where there is none."""
        match node:
            case Scalar(text=text):
                return self._scalar(node) if "${" in text and has_own(text) else node
            case Sequence(items=items, span=span):
                made = tuple(self.into(item) for item in items)
                return node if _same(made, items) else Sequence(made, span)
            case Mapping(entries=entries, span=span):
                new = tuple(self._entry(entry) for entry in entries)
                return node if _same(new, entries) else Mapping(new, span)

    def _entry(self, entry: Entry) -> Entry:
        key = entry.key
        if "${" in key and has_own(key):
            made = self._scalar(Scalar(key, entry.key_span))
            key = made.text if isinstance(made, Scalar) else self._not_text(key, entry.key_span)
        value = self.into(entry.value)
        if key is entry.key and value is entry.value:
            return entry
        return Entry(key, entry.key_span, value)

    def _scalar(self, node: Scalar) -> Node:
        found = [s for s in substitutions(node.text) if s.form is Form.OWN]
        if len(found) == 1 and node.text == f"${{{found[0].body}}}":
            variable = self._variable(found[0].body)
            if variable is not None:
                return variable
        out, at = "", 0
        for substitution in found:
            out += node.text[at : substitution.start] + self._value(node, substitution)
            at = substitution.end
        return Scalar(out + node.text[at:], node.span)

    def _variable(self, body: str) -> Node | None:
        return self._variables.get(body[len(_VARIABLE) :]) if body.startswith(_VARIABLE) else None

    def _value(self, node: Scalar, found: Substitution) -> str:
        span = node.part(found.start, found.end)
        variable = self._variable(found.body)
        if isinstance(variable, Scalar):
            return variable.text
        if variable is not None:
            return self._not_text(found.body, span)
        if self._values.get(found.body) is not None:
            return self._values[found.body] or ""
        if found.body in self._values:
            return self._missing(found.body, span)
        self._unknown(found.body, span)
        return found.body

    def _missing(self, body: str, span: Span) -> str:
        what = body.removeprefix("account.")
        help_ = {
            "id": "add the line `account: 111122223333` to rolec.yaml, with your account's id",
            "name": "give the account a nickname under `accounts:` of rolec.yaml",
            "region": "write `region:` beside the account's `id` in rolec.yaml",
            "role.name": "with `name_prefix:` Terraform makes up the name; write a pattern, as in `app-*`",
        }[what]
        self._report(codes.NO_ACCOUNT, f"`${{{body}}}` is not known", span, help_)
        return body

    def _unknown(self, body: str, span: Span) -> None:
        known = [
            *_ACCOUNT,
            *(["role.name"] if "role.name" in self._values else []),
            *(f"{_VARIABLE}{name}" for name in self._variables),
        ]
        if body == "role.name":
            self._report(
                codes.UNKNOWN_VALUE,
                "`${role.name}` is known in a role only",
                span,
                "write the name",
            )
            return
        help_ = did_you_mean(body, known) or "write `variables:` with this name in rolec.yaml"
        self._report(codes.UNKNOWN_VALUE, f"rolec has no value `${{{body}}}`", span, help_)

    def _not_text(self, body: str, span: Span) -> str:
        self._report(
            codes.NOT_A_TEXT,
            f"`{body}` is not one text",
            span,
            "let it stand alone as the whole value, or make the variable a text",
        )
        return body

    def _report(self, code: Code, message: str, span: Span, help_: str) -> None:
        self._sink.add(error(code, message, span, help=help_))


def _same(new: tuple[object, ...], old: tuple[object, ...]) -> bool:
    return all(a is b for a, b in zip(new, old, strict=True))
