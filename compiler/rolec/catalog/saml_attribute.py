"""The attributes of a SAML assertion that a trust policy can compare.

Source: IAM User Guide, "Available keys for SAML-based AWS STS federation", which marks those that can be lists.
"""

from __future__ import annotations

MULTIVALUED = frozenset(
    (
        "cn",
        "commonName",
        "eduOrgHomePageURI",
        "eduOrgIdentityAuthNPolicyURI",
        "eduOrgLegalName",
        "eduOrgSuperiorURI",
        "eduOrgWhitePagesURI",
        "eduPersonAffiliation",
        "eduPersonAssurance",
        "eduPersonEntitlement",
        "eduPersonNickname",
        "eduPersonOrgUnitDN",
        "eduPersonScopedAffiliation",
        "eduPersonTargetedID",
        "givenName",
        "mail",
        "name",
        "organizationStatus",
        "primaryGroupSID",
        "surname",
        "uid",
        "x500UniqueIdentifier",
    )
)

SINGLE_VALUED = frozenset(
    (
        "aud",
        "doc",
        "eduPersonOrgDN",
        "eduPersonPrimaryAffiliation",
        "eduPersonPrimaryOrgUnitDN",
        "eduPersonPrincipalName",
        "iss",
        "namequalifier",
        "sub",
        "sub_type",
    )
)
