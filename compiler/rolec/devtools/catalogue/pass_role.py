"""The actions that hand a role to a service."""

from __future__ import annotations

import json
from collections.abc import Iterable

_HANDS_OVER = "iam:PassRole"

_NOT_LISTED = (
    "autoscaling:CreateAutoScalingGroup",
    "batch:RegisterJobDefinition",
    "bedrock-agentcore:CreateAgentRuntime",
    "codebuild:UpdateProject",
    "cognito-identity:SetIdentityPoolRoles",
    "ec2:AssociateIamInstanceProfile",
    "ec2:ReplaceIamInstanceProfileAssociation",
    "eks:CreateCluster",
    "eks:CreatePodIdentityAssociation",
    "elasticmapreduce:RunJobFlow",
    "events:PutTargets",
    "firehose:CreateDeliveryStream",
    "imagebuilder:CreateInfrastructureConfiguration",
    "iot:CreateRoleAlias",
    "rolesanywhere:CreateProfile",
    "scheduler:CreateSchedule",
    "scheduler:UpdateSchedule",
    "ssm:StartAutomationExecution",
    "states:CreateStateMachine",
    "states:UpdateStateMachine",
)
"""Known to take a role, although no source lists iam:PassRole as their dependent action."""

_TAKE_NO_ROLE = frozenset(
    (
        "amplify:CreateBranch",
        "amplify:StartJob",
        "batch:CreateJobQueue",
        "batch:SubmitJob",
        "bedrock-agentcore:CreateAgentRuntimeEndpoint",
        "bedrock-agentcore:CreateWorkloadIdentity",
        "bedrock-agentcore:InvokeAgentRuntimeCommand",
        "bedrock-agentcore:InvokeCodeInterpreter",
        "bedrock-agentcore:StartCodeInterpreterSession",
        "cloudformation:CreateStackInstances",
        "codebuild:StartBuild",
        "codebuild:StartBuildBatch",
        "codestar:CreateProject",
        "datapipeline:ActivatePipeline",
        "datapipeline:PutPipelineDefinition",
        "dynamodb:CreateTable",
        "dynamodb:PutItem",
        "ecs:CreateCluster",
        "ecs:CreateTaskSet",
        "ecs:RegisterContainerInstance",
        "ecs:UpdateService",
        "emr-serverless:CreateApplication",
        "glue:CreateTrigger",
        "glue:RunStatement",
        "glue:StartJobRun",
        "imagebuilder:CreateComponent",
        "imagebuilder:CreateImageRecipe",
        "kinesisanalytics:StartApplication",
        "lambda:AddPermission",
        "lambda:CreateEventSourceMapping",
        "lambda:InvokeFunction",
        "lambda:UpdateFunctionCode",
        "omics:CreateWorkflow",
        "sagemaker:CreateApp",
        "sagemaker:CreatePresignedDomainUrl",
        "sagemaker:CreatePresignedNotebookInstanceUrl",
        "sagemaker:StartNotebookInstance",
        "sagemaker:StopNotebookInstance",
        "states:StartExecution",
        "states:StartSyncExecution",
    )
)
"""Steps of an escalation after the role was handed over, and a service that is gone."""


def pass_role_file(dependent: Iterable[str], combinations: bytes) -> dict[str, bytes]:
    """The table: ``dependent``, those of the escalation ``combinations``, and ours."""
    escalations = json.loads(combinations)["combinations"]
    handed = {
        action
        for each in escalations
        if _HANDS_OVER in each["actions"]
        for action in each["actions"]
        if action != _HANDS_OVER and action not in _TAKE_NO_ROLE
    }
    rows = sorted({*dependent, *handed, *_NOT_LISTED}, key=str.lower)
    return {"pass_role.json": (json.dumps(rows, indent=0) + "\n").encode()}
