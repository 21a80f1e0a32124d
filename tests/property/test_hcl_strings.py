"""Whatever a string holds, what was written is what is read."""

from __future__ import annotations

import base64
import json
import re

import hcl2
from rolec.emit.hcl.hcl import hcl
from rolec.emit.hcl.layout import aligned
from rolec.ir.text import Reference, joined
from support.hostile import hostile_strings
from support.terraform import needs_terraform, terraform

_RUN = 1000
_NAMED = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_ESCAPE = re.compile(r'\\(?:u([0-9a-f]{4})|U([0-9a-f]{8})|([nrt"\\]))|(\$\$\{)|(%%\{)')


def test_python_hcl2_reads_what_was_written(request, seed):
    strings = hostile_strings(seed, request.config.getoption("--strings"))
    for run in _runs(strings):
        read = hcl2.loads("".join(f"s{i} = {hcl(string)}\n" for i, string in enumerate(run)))
        assert len(read) == len(run)
        for i, string in enumerate(run):
            assert _unescaped(read[f"s{i}"]) == string


@needs_terraform
def test_terraform_reads_what_was_written(request, seed, tmp_path):
    strings = hostile_strings(seed, request.config.getoption("--strings"))
    for run in _runs(strings):
        assert _evaluated(hcl(run), tmp_path) == run


@needs_terraform
def test_terraform_reads_keys_that_were_written(seed, tmp_path):
    keys = dict.fromkeys(hostile_strings(seed, 500), "v")
    assert _evaluated(hcl(keys), tmp_path) == keys


@needs_terraform
def test_terraform_puts_references_in_place(seed, tmp_path):
    strings = hostile_strings(seed, 900)
    triples = list(zip(strings[::3], strings[1::3], strings[2::3], strict=True))
    reference = Reference("local.it")
    texts = [joined((a, reference, b, reference, reference, c)) for a, b, c in triples]
    assert _evaluated(hcl(texts), tmp_path) == [f"{a}|i|{b}|i||i|{c}" for a, b, c in triples]
    keys = {f"k{i}": {text: "v"} for i, text in enumerate(texts)}
    expected = {f"k{i}": {f"{a}|i|{b}|i||i|{c}": "v"} for i, (a, b, c) in enumerate(triples)}
    assert _evaluated(hcl(keys), tmp_path) == expected


@needs_terraform
def test_layout_is_that_of_terraform(seed):
    objects = [
        dict.fromkeys(hostile_strings(seed + i, 5), text)
        for i, text in enumerate(hostile_strings(seed, 200))
    ]
    text = aligned(f"x = {hcl(objects, 0)}\n")
    outcome = terraform("fmt", "-check", "-diff", "-", stdin=text)
    assert (outcome.returncode, outcome.stdout) == (0, "")


def _runs(strings: list[str]) -> list[list[str]]:
    return [strings[i : i + _RUN] for i in range(0, len(strings), _RUN)]


def _evaluated(expression: str, folder) -> object:
    text = f'locals {{\n  it = "|i|"\n  written = {expression}\n}}\n'
    (folder / "main.tf").write_text(text, encoding="utf-8", newline="\n")
    asked = "base64encode(jsonencode(local.written))\n"
    outcome = terraform("console", stdin=asked, cwd=folder)
    assert outcome.returncode == 0, outcome.stderr
    return json.loads(base64.b64decode(outcome.stdout.strip().strip('"')))


def _unescaped(read: str) -> str:
    assert read[0] == read[-1] == '"'
    return _ESCAPE.sub(_meant, read[1:-1])


def _meant(escape: re.Match[str]) -> str:
    short, long, named, variable, directive = escape.groups()
    if variable or directive:
        return escape[0][1:]
    return _NAMED[named] if named else chr(int(short or long, 16))
