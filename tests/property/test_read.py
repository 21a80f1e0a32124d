"""No text makes the reader raise; what it cannot read has a diagnostic with a place."""

from __future__ import annotations

import random

import pytest

from rolec.diagnostics.level import Level
from rolec.emit.emit import emit
from rolec.read.policy_document import read_json_document
from rolec.read.terraform import read_terraform
from rolec.source.file import SourceFile
from support.hostile import hostile_strings
from support.module import MODULE

FILES = {path: file.text for path, file in emit(MODULE).files.items()}
TEXTS = 300


def mutated(chosen: random.Random, text: str) -> str:
    """``text`` with a few characters lost, doubled, moved or made hostile."""
    for _ in range(chosen.randint(1, 3)):
        start = chosen.randrange(len(text))
        end = min(len(text), start + chosen.choice((1, 1, 2, 10, 200)))
        other = chosen.choice(
            ("", text[start:end] * 2, text[-end:-start], *hostile_strings(start, 3))
        )
        text = text[:start] + other + text[end:]
    return text


@pytest.mark.parametrize("path", ["role.web.tf", "rolec.tf", "policy.shared.tf"])
def test_mutated_terraform_is_read_or_refused(path, seed):
    chosen = random.Random(seed)
    valid = 0
    for number in range(TEXTS * 3):
        # Few stay valid: where the first ones are all broken, more are tried.
        if number >= TEXTS // 3 and valid > TEXTS // 100:
            break
        source = SourceFile(path, mutated(chosen, FILES[path]))
        found = read_terraform([source], FILES)
        valid += not any(d.level is Level.ERROR for d in found.diagnostics)
        assert all(_is_in(d.primary.span, source) for d in found.diagnostics)
    assert valid > TEXTS // 100


def test_mutated_json_is_read_or_refused(seed):
    chosen = random.Random(seed)
    valid = 0
    for _ in range(TEXTS * 3):
        source = SourceFile("p.json", mutated(chosen, FILES["json/policy/shared.json"]))
        outcome = read_json_document(source)
        valid += outcome.value is not None
        assert all(_is_in(d.primary.span, source) for d in outcome.diagnostics)
    assert valid > TEXTS // 20


def test_random_text_is_read_or_refused(seed):
    for text in hostile_strings(seed, TEXTS):
        source = SourceFile("x", text)
        found = [
            *read_terraform([source], {}).diagnostics,
            *read_json_document(source).diagnostics,
        ]
        assert all(_is_in(d.primary.span, source) for d in found)


def _is_in(span, source) -> bool:
    given = source if span.path == source.path else SourceFile("", FILES.get(span.path, ""))
    return 0 <= span.start <= span.end <= len(given.text)
