"""AWS's own policies, adopted from JSON: equal, and written the same."""

from __future__ import annotations

import json
import random

from rolec.adopt.found import FoundPolicy, Place
from rolec.adopt.same_document import are_written_the_same
from rolec.adopt.words.spec import policy_fields
from rolec.adopt.yaml_text import yaml_text
from rolec.catalog.managed_document import managed_policy
from rolec.catalog.managed_policy import managed_policy_paths
from rolec.compare.compare import Verdict, compare
from rolec.driver.compile.compile_options import PLAIN
from rolec.driver.compile.project_compiler import ProjectCompiler
from rolec.driver.project.project import Project
from rolec.emit.json_document import json_text
from rolec.semantics.access import Access, Layer, LayerKind
from rolec.source.file import SourceMap
from support.access import said
from support.project import write

UNSAID = {"AmazonTimestreamInfluxDBServiceRolePolicy"}
"""It has a policy variable before the fifth colon of an ARN, which IAM does not read there."""


def test_each_is_adopted_from_json_equal_and_written_the_same(request, seed, tmp_path):
    names = sorted(managed_policy_paths().keys() - UNSAID)
    count = min(len(names), request.config.getoption("--managed"))
    chosen = random.Random(seed).sample(names, count)
    sources = {name: json.loads(managed_policy(name).document) for name in chosen}
    files = {"rolec.yaml": 'language: 1\naccounts: {own: {id: "111122223333"}}\n'}
    for name, document in sources.items():
        policy = FoundPolicy(name=name, document=document, place=Place("x.json"))
        fields = policy_fields(policy, {}, {"accounts": "own"}, literal=False)
        assert "document" not in fields, name
        files[f"roles/{name}.yaml"] = yaml_text(fields)
    write(tmp_path, files)
    # Before it is linked: several are longer than a customer's policy may be.
    project = Project(root=tmp_path, folder="", settings=tmp_path / "rolec.yaml")
    compiler = ProjectCompiler(project, SourceMap(), PLAIN)
    assert compiler.open()
    placed = compiler.add(compiler.specs.values())
    made = {each.definition.name: each.definition.document for each in placed}
    assert made.keys() == sources.keys()
    for name, document in sources.items():
        back = json.loads(json_text(made[name]))
        version = document.get("Version")
        assert version is None or are_written_the_same(document, back), name
        both = [_access(each, each.get("Version")) for each in (document, back)]
        assert compare(*both).verdict is Verdict.EQUAL, name


def _access(document, version):
    statements = document["Statement"]
    written = statements if isinstance(statements, list) else [statements]
    return Access(layers=(Layer(LayerKind.IDENTITY, said(*written, version=version)),))
