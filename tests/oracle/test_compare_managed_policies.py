"""AWS's own policies are equal to what says the same, and every edit of them is seen."""

from __future__ import annotations

import json
import random
from collections import Counter

import pytest

from rolec.catalog.catalogue import SHIPPED
from rolec.catalog.managed_policy import managed_policy_paths
from rolec.compare.compare import Verdict, compare
from rolec.emit.emit import emit
from rolec.ir.label import label
from rolec.ir.module import Account, Module
from rolec.ir.role import Policy
from rolec.policy.of_document import of_document
from rolec.policy.policy_text import Kind
from rolec.read.policy_document import read_json_document
from rolec.read.terraform import read_terraform
from rolec.semantics.access import Access, Layer, LayerKind
from rolec.semantics.decide import allows
from rolec.semantics.of_policy import statements
from rolec.source.file import SourceFile
from support import edits
from support.access import VERSION, said


@pytest.fixture
def policies(request, seed):
    """Names of AWS managed policies: as many as asked for."""
    names = sorted(managed_policy_paths())
    return random.Random(seed).sample(
        names, min(len(names), request.config.getoption("--managed"))
    )


def access(written, version):
    return Access(layers=(Layer(LayerKind.IDENTITY, said(*written, version=version)),))


@pytest.mark.parametrize("edit", edits.SAME.values(), ids=edits.SAME)
def test_a_policy_is_equal_to_what_says_the_same(edit, policies, seed):
    for name in policies:
        document = edits.document_of(name)
        written, version = edits.statements_of(document), document.get("Version")
        edited = edit(random.Random(f"{seed}/{name}"), written)
        found = compare(access(edited, version), access(written, version))
        assert found.verdict is Verdict.EQUAL, (name, found)


def test_a_policy_is_equal_to_what_is_read_back_from_terraform(policies):
    written = {}
    for name in policies:
        document = json.dumps(edits.document_of(name))
        read = read_json_document(SourceFile(f"{name}.json", document)).value
        written[name] = Policy(name=name, label=label(name), document=read)
    module = Module(folder="", account=Account(), policies=tuple(written.values()))
    files = {path: file.text for path, file in emit(module).files.items()}
    for name, policy in written.items():
        file = SourceFile(f"policy.{name}.tf", files[f"policy.{policy.label}.tf"])
        (back,) = read_terraform([file], files).policies
        read = statements(of_document(back.document, Kind.IDENTITY))
        document = edits.document_of(name)
        # Terraform gets the version of today, in which a policy of AWS without one has no variable.
        assert "${" not in json.dumps(document) or document["Version"] == VERSION
        old = access(edits.statements_of(document), document.get("Version"))
        found = compare(Access(layers=(Layer(LayerKind.IDENTITY, read),)), old)
        assert found.verdict is Verdict.EQUAL, (name, found)


@pytest.mark.parametrize("edit", edits.MUTANTS.values(), ids=edits.MUTANTS)
def test_an_edit_is_seen_both_ways(edit, policies, seed):
    seen = Counter()
    for name in policies:
        document = edits.document_of(name)
        written, version = edits.statements_of(document), document.get("Version")
        pair = edit(random.Random(f"{seed}/{name}"), written)
        if pair is None:
            continue
        old, new = (access(each, version) for each in pair)
        found, back = compare(new, old), compare(old, new)
        assert (found.granted is None) is (back.revoked is None), name
        assert (found.revoked is None) is (back.granted is None), name
        assert found.verdict is not Verdict.UNKNOWN, (name, found.bounds)
        for request, ours, theirs in ((found.granted, new, old), (found.revoked, old, new)):
            if request is not None:
                assert allows(ours, request, SHIPPED.key), (name, request)
                assert not allows(theirs, request, SHIPPED.key), (name, request)
        seen[found.verdict] += 1
    print({str(verdict): count for verdict, count in seen.items()})
    # What is edited may be allowed or denied by another statement too, but seldom is.
    assert seen[Verdict.EQUAL] <= max(2, seen.total() * 0.2), seen
