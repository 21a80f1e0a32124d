"""The condition keys that AWS has for all services, and whether a caller could choose them.

Source: IAM User Guide, "AWS global condition context keys" (2026), and IAM Access Analyzer's
policy checks, for those that must hold no wildcard.
"""

from __future__ import annotations

from functools import cache

from rolec.catalog.condition_key import ConditionKey, KeyType, condition_key

_BY_TYPE = {
    "ARN": """
        aws:ChatbotSourceArn aws:PrincipalArn aws:SignInSessionArn aws:SourceArn
        aws:SourceVpcArn codebuild:BuildArn codebuild:ProjectArn ec2:SourceInstanceArn lambda:SourceFunctionArn ssm:SourceInstanceArn
    """,
    "ArrayOfString": """
        aws:CalledVia aws:PrincipalOrgPaths aws:PrincipalServiceNamesList aws:ResourceOrgPaths
        aws:SourceOrgPaths aws:TagKeys aws:VpceOrgPaths
    """,
    "Bool": """
        aws:AssumedRoot aws:IsMcpServiceAction aws:MultiFactorAuthPresent
        aws:PrincipalIsAWSService aws:SecureTransport aws:ViaAWSMCPService aws:ViaAWSService
    """,
    "Date": "aws:CurrentTime aws:EpochTime aws:TokenIssueTime",
    "IPAddress": "aws:Ec2InstanceSourcePrivateIPv4 aws:SourceIp aws:VpcSourceIp",
    "Numeric": "aws:MultiFactorAuthAge ec2:RoleDelivery",
    "String": """
        aws:CalledViaAWSMCP aws:CalledViaFirst aws:CalledViaLast aws:Ec2InstanceSourceVpc
        aws:FederatedProvider aws:PrincipalAccount aws:PrincipalOrgID
        aws:PrincipalOrgMasterAccountId aws:PrincipalServiceName
        aws:PrincipalTag/${TagKey} aws:PrincipalType aws:RequestTag/${TagKey}
        aws:RequestedRegion aws:ResourceAccount aws:ResourceOrgID aws:ResourceTag/${TagKey}
        aws:SourceAccount aws:SourceIdentity aws:SourceOrgID aws:SourceOwner aws:SourceVpc
        aws:SourceVpce aws:UserAgent aws:VpceAccount aws:VpceOrgID
        aws:referer aws:userid aws:username
        glue:CredentialIssuingService glue:RoleAssumedBy identitystore:UserId
    """,
}

SENSITIVE = frozenset(
    (
        "aws:PrincipalAccount",
        "aws:PrincipalOrgID",
        "aws:ResourceAccount",
        "aws:ResourceOrgID",
        "aws:SourceAccount",
        "aws:SourceOrgID",
        "aws:SourceVpc",
        "aws:SourceVpce",
        "aws:VpceAccount",
        "aws:VpceOrgID",
    )
)
"""Keys that say whose something is: a wildcard or a variable in their value is an error."""

ALSO = {"aws:EpochTime": KeyType.NUMERIC}
"""Keys that can be compared as another type too."""


@cache
def global_keys() -> tuple[ConditionKey, ...]:
    """All global keys, and those that a role session carries to every service, in order."""
    found = (
        condition_key(name, type_name)
        for type_name, names in _BY_TYPE.items()
        for name in names.split()
    )
    return tuple(sorted(found, key=lambda key: key.name.lower()))


def global_key(name: str) -> ConditionKey | None:
    """The global key that a policy calls ``name``, in any case."""
    return next((key for key in global_keys() if key.covers(name)), None)
