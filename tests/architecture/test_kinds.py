"""What is data in `schemas/` has its meaning in a module of the same name."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

from rolec.discover import discover
from rolec.lower import permission, trust
from rolec.lower.permission_kind import PermissionKind
from rolec.lower.trust_kind import TrustKind
from rolec.schema.store import kinds

FAMILIES = [("trust", trust, TrustKind), ("permission", permission, PermissionKind)]


@pytest.mark.parametrize(("family", "package", "kind"), FAMILIES, ids=["trust", "permission"])
def test_every_schema_has_a_lowering(family, package, kind):
    lowered = {found.name for found in discover(package, "KIND", kind)}
    assert set(kinds(family)) == lowered


@pytest.mark.parametrize(("family", "package", "kind"), FAMILIES, ids=["trust", "permission"])
def test_a_kind_stands_in_the_module_of_its_name(family, package, kind):
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        assert isinstance(module.KIND, kind)
        assert module.KIND.name == info.name, f"{family}/{info.name}"
