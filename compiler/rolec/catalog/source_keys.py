"""Which services say on whose behalf they assume a role, and how sure that is.

AWS has no list of services that send aws:SourceArn and aws:SourceAccount. Each row is what a
page says that was read; of a service without a row nothing is known.
"""

from __future__ import annotations

from enum import StrEnum

from rolec.record import dataclass


class Confidence(StrEnum):
    """How sure a row is."""

    DOCUMENTED = "documented"
    """The service's own guide has a trust policy with the key, or says that it sends it."""
    SHOWN_WITHOUT = "shown without"
    """The guide's trust policies have none of the keys: a condition on one may shut it out."""
    REPORTED = "reported"
    """Users found that a condition on the key shut the service out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceKeys:
    """What a service sends when it assumes a role.

    ``arn_form`` is for people: what aws:SourceArn is, where the guide says it.
    """

    source_arn: bool
    source_account: bool
    confidence: Confidence
    source: str
    arn_form: str | None = None


def _sends(arn_form: str | None, source: str, *, account: bool = True) -> SourceKeys:
    return SourceKeys(
        source_arn=True,
        source_account=account,
        confidence=Confidence.DOCUMENTED,
        source=source,
        arn_form=arn_form,
    )


def _sends_nothing(confidence: Confidence, source: str) -> SourceKeys:
    return SourceKeys(source_arn=False, source_account=False, confidence=confidence, source=source)


SOURCE_KEYS = {
    "appstream": _sends(
        "arn:aws:appstream:REGION:ACCOUNT:fleet/NAME", "AppStream 2.0 administration guide"
    ),
    "codebuild": _sends(
        "arn:aws:codebuild:REGION:ACCOUNT:project/NAME", "CodeBuild user guide", account=False
    ),
    "ecs-tasks": _sends("arn:aws:ecs:REGION:ACCOUNT:*", "ECS developer guide, task IAM roles"),
    "iot": _sends("arn:aws:iot:REGION:ACCOUNT:*", "IoT developer guide"),
    "personalize": _sends("arn:aws:personalize:REGION:ACCOUNT:*", "Personalize developer guide"),
    "rolesanywhere": _sends(
        "arn:aws:rolesanywhere:REGION:ACCOUNT:trust-anchor/ID", "Roles Anywhere, trust model"
    ),
    "sagemaker": _sends("arn:aws:sagemaker:REGION:ACCOUNT:*", "SageMaker developer guide"),
    "scheduler": _sends(
        "arn:aws:scheduler:REGION:ACCOUNT:schedule-group/NAME", "EventBridge Scheduler user guide"
    ),
    "states": _sends(
        "arn:aws:states:REGION:ACCOUNT:stateMachine:*", "Step Functions developer guide"
    ),
    "apigateway": _sends_nothing(Confidence.REPORTED, "prowler, issue 2810"),
    "backup": _sends_nothing(Confidence.REPORTED, "prowler, issue 2810"),
    "ec2": _sends_nothing(Confidence.SHOWN_WITHOUT, "EC2 user guide"),
    "edgelambda": _sends_nothing(Confidence.SHOWN_WITHOUT, "Lambda developer guide"),
    "glue": _sends_nothing(Confidence.REPORTED, "prowler, issue 2810"),
    "lambda": _sends_nothing(Confidence.SHOWN_WITHOUT, "Lambda developer guide"),
}
"""By the part of the principal before the DNS suffix."""
