"""Pairs of policies whose relation somebody else claims: ``--comparison-pairs FILE``.

The file is a list of ``{"old", "new", "relation"}``; the relations speak of ``old`` as `p1`.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from rolec.compare.compare import Verdict, compare
from rolec.policy.of_json import kind_of, of_json
from rolec.read.json_text import read_json
from rolec.semantics.access import Access, Layer, LayerKind
from rolec.semantics.of_policy import statements
from rolec.source.file import SourceFile
from support.access import VERSION

RELATIONS = {
    "equivalent": Verdict.EQUAL,
    "p1_less_permissive": Verdict.WIDER,
    "p1_more_permissive": Verdict.NARROWER,
    "incomparable": Verdict.INCOMPARABLE,
}
LITERAL_VARIABLE = (1, 2, 4, 5, 6, 9)
"""Pairs whose new policy has no Version, so that `${aws:username}` is plain text there alone."""

ONLY_VERSION = 29
"""A pair that is called incomparable, and differs in nothing but Version."""


@pytest.fixture(scope="session")
def pairs(request):
    path = request.config.getoption("--comparison-pairs")
    if not path:
        pytest.skip("no pairs to compare: --comparison-pairs FILE")
    return json.loads(Path(path).read_text(encoding="utf-8"))


def access(document):
    value = read_json(SourceFile("policy.json", json.dumps(document))).value
    said = statements(of_json(value, kind_of(value)))
    return Access(layers=(Layer(LayerKind.IDENTITY, said),))


def table(found):
    """What is claimed against what is found, and the pairs in which these differ."""
    rows = Counter((str(RELATIONS[pair["relation"]]), str(each.verdict)) for pair, each in found)
    for (claimed, verdict), count in sorted(rows.items()):
        print(f"{claimed:14} {verdict:14} {count:3}")
    differ = [n for n, (p, each) in enumerate(found) if RELATIONS[p["relation"]] != each.verdict]
    for number in differ:
        _, each = found[number]
        print(f"pair {number}: {each.verdict}\n  granted {each.granted}\n  revoked {each.revoked}")
    return differ


def test_with_the_versions_that_they_have(pairs):
    found = [(pair, compare(access(pair["new"]), access(pair["old"]))) for pair in pairs]
    assert len(found) == 94
    assert table(found) == sorted((*LITERAL_VARIABLE, ONLY_VERSION))
    assert all(found[n][1].verdict is Verdict.INCOMPARABLE for n in LITERAL_VARIABLE)
    assert found[ONLY_VERSION][1].verdict is Verdict.EQUAL


def test_with_the_version_of_today_for_all(pairs):
    found = [
        (
            pair,
            compare(
                access({**pair["new"], "Version": VERSION}),
                access({**pair["old"], "Version": VERSION}),
            ),
        )
        for pair in pairs
    ]
    assert table(found) == [ONLY_VERSION]
