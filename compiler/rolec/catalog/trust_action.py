"""The actions that a trust policy may allow; all are of AWS STS.

Source: the service authorization reference of AWS STS.
"""

from __future__ import annotations

ASSUME_ROLE = "sts:AssumeRole"
WITH_WEB_IDENTITY = "sts:AssumeRoleWithWebIdentity"
WITH_SAML = "sts:AssumeRoleWithSAML"
TAG_SESSION = "sts:TagSession"
SET_SOURCE_IDENTITY = "sts:SetSourceIdentity"
SET_CONTEXT = "sts:SetContext"

TRUST_ACTIONS = (
    ASSUME_ROLE,
    WITH_SAML,
    WITH_WEB_IDENTITY,
    TAG_SESSION,
    SET_SOURCE_IDENTITY,
    SET_CONTEXT,
)
