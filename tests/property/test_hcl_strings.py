"""Whatever a string holds, what was written is what is read."""

from __future__ import annotations

import base64
import json
import re
import unicodedata

import hcl2

from rolec.emit.hcl.hcl import hcl
from rolec.emit.hcl.layout import aligned
from rolec.emit.hcl.value import Call
from rolec.ir.text import Reference, joined
from support.hostile import hostile_strings
from support.terraform import needs_terraform, terraform

_RUN = 1000
_NAMED = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_ESCAPE = re.compile(r'\\(?:u([0-9a-f]{4})|U([0-9a-f]{8})|([nrt"\\]))|(\$\$\{)|(%%\{)')


def test_python_hcl2_reads_what_was_written(request, seed):
    count = request.config.getoption("--strings")
    back = 0
    for run in _runs(hostile_strings(seed, count)):
        read = hcl2.loads("".join(f"s{i} = {hcl(string)}\n" for i, string in enumerate(run)))
        assert [_unescaped(read.pop(f"s{i}")) for i in range(len(run))] == run
        assert not read
        back += len(run)
    print(f"{back} strings came back from python-hcl2")
    assert back == count


@needs_terraform
def test_terraform_reads_what_was_written(request, seed, tmp_path):
    count = request.config.getoption("--strings")
    back = 0
    for run in _runs(hostile_strings(seed, count)):
        read = _evaluated(hcl(run), "s", tmp_path)
        assert read == run
        back += len(read)
    print(f"{back} strings came back from Terraform")
    assert back == count


@needs_terraform
def test_jsonencode_gets_what_was_written(seed, tmp_path):
    # Terraform composes characters in what it has encoded: the `n` of `\\n` with an accent too.
    strings = [s for s in hostile_strings(seed, 1000) if not any(map(unicodedata.combining, s))]
    assert len(strings) > 500
    encoded = [hcl(Call("jsonencode", ([string],))) for string in strings]
    written = f"[{', '.join(encoded)}]"
    assert list(map(json.loads, _evaluated(written, "s", tmp_path))) == [[s] for s in strings]


@needs_terraform
def test_terraform_reads_keys_that_were_written(seed, tmp_path):
    keys = dict.fromkeys(hostile_strings(seed, 500), "v")
    objects = [{key: "v"} for key in keys]
    assert _evaluated(hcl(objects), "keys(s)[0]", tmp_path) == list(keys)


@needs_terraform
def test_terraform_puts_references_in_place(seed, tmp_path):
    strings = hostile_strings(seed, 900)
    triples = list(zip(strings[::3], strings[1::3], strings[2::3], strict=True))
    reference = Reference("local.it")
    texts = [joined((a, reference, b, reference, reference, c)) for a, b, c in triples]
    expected = [f"{a}|i|{b}|i||i|{c}" for a, b, c in triples]
    assert _evaluated(hcl(texts), "s", tmp_path) == expected
    objects = [{text: "v"} for text in texts]
    assert _evaluated(hcl(objects), "keys(s)[0]", tmp_path) == expected


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


def _evaluated(written: str, asked: str, folder) -> list[str]:
    """What Terraform makes of each item `s` of what was written, byte for byte."""
    text = f'locals {{\n  it = "|i|"\n  written = {written}\n}}\n'
    (folder / "main.tf").write_text(text, encoding="utf-8", newline="\n")
    asked = f"base64encode(jsonencode([for s in local.written : base64encode({asked})]))\n"
    outcome = terraform("console", stdin=asked, cwd=folder)
    assert outcome.returncode == 0, outcome.stderr
    answers = json.loads(base64.b64decode(outcome.stdout.strip().strip('"')))
    return [base64.b64decode(answer).decode() for answer in answers]


def _unescaped(read: str) -> str:
    assert read[0] == read[-1] == '"'
    return _ESCAPE.sub(_meant, read[1:-1])


def _meant(escape: re.Match[str]) -> str:
    short, long, named, variable, directive = escape.groups()
    if variable or directive:
        return escape[0][1:]
    return _NAMED[named] if named else chr(int(short or long, 16))
