"""Trust entries as a person writes them, and the trust policy as AWS shows it."""

from __future__ import annotations

from dataclasses import replace
from textwrap import dedent, indent

import pytest

from rolec.diagnostics.level import Level
from rolec.ir.module import Account
from rolec.ir.text import Text, text
from rolec.ir.tree import tree
from rolec.load.load import load
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.lower.trust_policy import lower_trust
from rolec.source.file import SourceFile
from rolec.validate.validate import validate

PRODUCTION = Account(nickname="production", id="111122223333")
CONTEXT = Context(
    account=PRODUCTION,
    accounts={
        "production": PRODUCTION,
        "identity": Account(nickname="identity", id="222233334444"),
        "vendor": Account(nickname="vendor", id="444455556666", owned=False),
        "beijing": Account(nickname="beijing", id="777788889999", partition="aws-cn"),
    },
    organizations={"acme": "o-a1b2c3d4e5"},
    oidc_providers={"vercel": text("https://oidc.vercel.com/acme")},
    saml_providers={"Okta"},
)


def plain(value):
    match value:
        case Text():
            return value.written
        case dict():
            return {
                (key.written if isinstance(key, Text) else key): plain(item)
                for key, item in value.items()
            }
        case _:
            return [plain(item) for item in value]


def cursor(source, schema="role"):
    loaded = load(SourceFile("spec.yaml", source))
    assert loaded.value, loaded.diagnostics
    valid = validate(loaded.value[0], schema)
    assert valid.value, [f"{d.message} ({d.help})" for d in valid.diagnostics]
    return Cursor(valid.value.root)


@pytest.fixture
def lowered():
    """Gives the trust of entries, and what was said about them."""

    def lowered(entries, *, lists=None, **changes):
        known = {
            name: cursor(
                f"trusted_entities: {name}\ntrust:\n{indent(dedent(trust), '  ')}",
                "trusted_entities",
            ).field("trust")
            for name, trust in (lists or {}).items()
        }
        context = replace(CONTEXT, sink=type(CONTEXT.sink)(), trusted_entities=known, **changes)
        root = cursor(f"role: web\ntrust:\n{indent(dedent(entries), '  ')}")
        trust = lower_trust(root, context, "web")
        return trust, context.sink.found

    return lowered


@pytest.fixture
def statements(lowered):
    """Gives the statements of entries that are all right."""

    def statements(entries, **changes):
        trust, found = lowered(entries, **changes)
        assert [f"{d.message} ({d.help})" for d in found] == []
        return plain(tree(trust.document))["Statement"]

    return statements


@pytest.fixture
def findings(lowered):
    """Gives code, level, message and underlined text of what is wrong with entries."""

    def findings(entries, **changes):
        source = f"role: web\ntrust:\n{indent(dedent(entries), '  ')}"
        _, found = lowered(entries, **changes)
        return [
            (
                d.code.id,
                "error" if d.level is Level.ERROR else str(d.level),
                source[d.primary.span.start : d.primary.span.end],
            )
            for d in found
        ]

    return findings
