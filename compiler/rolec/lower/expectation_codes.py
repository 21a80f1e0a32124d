"""Codes for expectations that fit the schema and ask nothing: E0370 on."""

from __future__ import annotations

from rolec.diagnostics.code import Code

ON_BESIDE_ASSUME = Code(
    "E0370",
    "on-beside-assume",
    """
With `assume`, an expectation asks the trust policy whether somebody may assume the role. Such a
policy has no resources: the role itself is what the request is about.

    expect:
      - allow: sts:AssumeRole
        assume: ec2.amazonaws.com
        on: "*"

Delete `on`.
""",
)

NOT_ASSUMED = Code(
    "E0371",
    "assumed-by-another-action",
    """
With `assume`, an expectation asks the trust policy, which has actions of sts only:
`sts:AssumeRole`, `sts:AssumeRoleWithWebIdentity`, `sts:AssumeRoleWithSAML`, `sts:TagSession` and
`sts:SetSourceIdentity`.

    expect:
      - allow: s3:GetObject
        assume: ec2.amazonaws.com

What the role may do once somebody has assumed it is asked without `assume`.
""",
)
