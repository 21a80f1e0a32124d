"""Every kind of trusted entity has a schema and a meaning, and the data speaks of kinds that are."""

from __future__ import annotations

from rolec.catalog.oidc_issuer import BUILT_IN, is_built_in, oidc_issuer
from rolec.catalog.service_principal import (
    CHINA_SERVICES,
    NO_SOURCE_KEYS,
    OWN_KIND,
    SOURCE_ARN,
    service_names,
)
from rolec.discover import discover
from rolec.lower import trust
from rolec.lower.trust_kind import TrustKind
from rolec.lower.trust_policy import trust_kind, trust_kind_names
from rolec.schema.store import kinds


def test_every_schema_has_a_meaning():
    assert trust_kind_names() == set(kinds("trust"))


def test_every_module_is_a_kind_of_its_name():
    kinds = discover(trust, "KIND", TrustKind)
    assert {kind.name for kind in kinds} == trust_kind_names()
    assert all(trust_kind(kind.name) is kind for kind in kinds)


def test_services_that_data_speaks_of_are_known():
    assert {*CHINA_SERVICES, *NO_SOURCE_KEYS, *OWN_KIND, *SOURCE_ARN} <= service_names()
    assert set(OWN_KIND.values()) <= trust_kind_names()


def test_built_in_issuers_demand_a_claim():
    assert all(is_built_in(host) and oidc_issuer(host).requires for host in BUILT_IN.values())


def test_issuer_of_an_enterprise_is_one_of_github():
    known = oidc_issuer("token.actions.githubusercontent.com/acme")
    assert known.requires == ("sub", "job_workflow_ref")
    assert oidc_issuer("idp.acme.example").requires == ()
