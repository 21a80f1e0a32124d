"""Codes for trust in people of a SAML provider: E0329 and E0330."""

from __future__ import annotations

from rolec.diagnostics.code import Code

NO_ENDPOINT = Code(
    "E0329",
    "no-saml-endpoint",
    """
The audience of a SAML sign-in to the console is an endpoint of the partition. AWS documents
none for this partition, or no regional one.

    trust:
      - saml: Okta
        access: programmatic
        attributes: {iss: https://idp.acme.example}
""",
)

ATTRIBUTE_NOT_READ = Code(
    "E0330",
    "attribute-not-read",
    """
IAM reads some attributes of a SAML assertion and no others: those that its User Guide lists
under "Available keys for SAML-based AWS STS federation". A condition on another is never met.
Whatever else the provider knows it can pass as a tag of the session.

    trust:
      - saml: Okta
        attributes: {amr: mfa}

Write `session_tags: {require: {amr: mfa}}` there, and have the provider send the attribute
`https://aws.amazon.com/SAML/Attributes/PrincipalTag:amr`.
""",
)
