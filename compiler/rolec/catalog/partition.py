"""The partitions of AWS: what differs between them in a trust policy.

Sources: botocore's partitions.json; AWS General Reference, "AWS sign-in endpoints"; IAM User
Guide, "SAML 2.0 federation"; for the China endpoint, public SAML tools that agree.
"""

from __future__ import annotations

from rolec.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Partition:
    """A partition; a SAML endpoint is None where AWS documents none.

    ``saml_regional`` has `{region}` where the region stands; regions of ``saml_global_regions``
    have no endpoint of their own, because the global one is theirs.
    """

    name: str
    saml_global: str | None = None
    saml_regional: str | None = None
    saml_global_regions: tuple[str, ...] = ()


PARTITIONS: dict[str, Partition] = {
    partition.name: partition
    for partition in (
        Partition(
            name="aws",
            saml_global="https://signin.aws.amazon.com/saml",
            saml_regional="https://{region}.signin.aws.amazon.com/saml",
        ),
        Partition(
            name="aws-cn",
            saml_global="https://signin.amazonaws.cn/saml",
        ),
        Partition(
            name="aws-us-gov",
            saml_global="https://signin.amazonaws-us-gov.com/saml",
            saml_regional="https://{region}.signin.amazonaws-us-gov.com/saml",
            saml_global_regions=("us-gov-west-1",),
        ),
        Partition(name="aws-iso"),
        Partition(name="aws-iso-b"),
        Partition(name="aws-iso-e"),
        Partition(name="aws-iso-f"),
        Partition(name="aws-eusc"),
    )
}
