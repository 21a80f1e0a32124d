"""AWS services that can assume a role, by the part of their principal before the DNS suffix.

AWS publishes no list. This one is of principals seen in AWS's own documentation and policies, and in
public trust policies, so a name that is missing is worth a warning, never an error.
"""

from __future__ import annotations

import json
from functools import cache

from rolec.catalog.packed import data_text
from rolec.catalog.source_keys import SOURCE_KEYS, Confidence

DNS_SUFFIX = "amazonaws.com"
"""The suffix of service principals in every partition (aws-cdk, region-info)."""

CHINA_SUFFIX = "amazonaws.com.cn"
CHINA_SERVICES = frozenset({"codedeploy", "ec2", "elasticmapreduce", "logs"})
"""Services whose principal may still have the China suffix, in the partition aws-cn."""

NO_SOURCE_KEYS = frozenset(
    name for name, keys in SOURCE_KEYS.items() if keys.confidence is Confidence.SHOWN_WITHOUT
)
"""Services that send no aws:Source* keys when they assume a role, as their guides show."""

NAMED_BY_AWS = "service_principals.json"
"""The data of those that AWS's managed policies name, made by ``python -m rolec.devtools catalogue``."""

OWN_KIND = {"pods.eks": "eks_pod_identity", "rolesanywhere": "roles_anywhere"}
"""Services that need more than sts:AssumeRole, and the kind of trust that knows it."""

SOURCE_ARN = {
    "ecs-tasks": (
        r"arn:[^:]+:ecs:[^:]*:[^:]*:\*",
        "arn:aws:ecs:REGION:ACCOUNT:*",
    ),
    "scheduler": (
        r"arn:[^:]+:scheduler:[^:]*:[^:]*:schedule-group/.+",
        "arn:aws:scheduler:REGION:ACCOUNT:schedule-group/NAME",
    ),
}
"""The only form of aws:SourceArn that a service sends, as a pattern and for people.

Sources: the guides of Amazon ECS (task IAM roles) and EventBridge Scheduler.
"""

_NAMES = """
a4b access-analyzer account acm acm-pca aidevops amplify amplifybackend aoss apidestinations.events
apigateway appconfig appfabric appflow application-autoscaling application-insights
application-signals.cloudwatch appmesh apprunner appstream appstream.application-autoscaling
appsync arc-region-switch athena auditmanager autoscaling autoscaling-plans autoscaling.ec2
aws-artifact-account-sync backup backup-gateway batch batchoperations.s3 bcm-data-exports bedrock bedrock-agentcore
billingconductor braket budgets build.apprunner cassandra.application-autoscaling ce chatbot chime
cleanrooms cleanrooms-ml cloud9 clouddirectory cloudformation cloudfront cloudhsm cloudsearch
cloudtrail cloudwatch cloudwatch-crossaccount codeartifact codebuild codecatalyst
codecatalyst-runner codecommit codeconnections codedeploy codeguru-profiler codeguru-reviewer
codepipeline codestar codestar-notifications cognito-identity cognito-idp cognito-sync comprehend
comprehendmedical compute-optimizer config config-conforms config-multiaccountsetup connect
connect-campaigns controltower cost-optimization-hub credentials.iot cur
custom-resource.application-autoscaling databrew dataexchange datapipeline datasync datazone dax
deadline deepracer delivery.logs detective devicefarm devops-guru diode directconnect discovery
dlm dms docdb-elastic drs ds dsql dynamodb dynamodb.application-autoscaling ebs ec2
ec2.application-autoscaling ec2fleet ec2scheduled ecr ecs ecs-tasks ecs.application-autoscaling
edgelambda eks eks-connector eks-fargate eks-fargate-pods eks-nodegroup elasticache
elasticache.application-autoscaling elasticbeanstalk elasticfilesystem elasticloadbalancing
elasticmapreduce elasticmapreduce.application-autoscaling elastictranscoder email.cognito-idp
emr-containers emr-serverless emrwal enhancedmonitoring entityresolution es events evidently
export.rds finspace firehose fis fms forecast frauddetector freertos fsx gamelift
gamelift.application-autoscaling glacier globalaccelerator glue grafana greengrass groundstation
guardduty health healthlake honeycode iam imagebuilder importexport inspector inspector2
internetmonitor invoicing iot iot1click iotanalytics iotdeviceadvisor iotdevicedefender iotevents
iotfleethub iotfleetwise ioteventsdata iotsitewise iotthingsgraph iottwinmaker iotwireless ivs
ivschat kafka kafka.application-autoscaling kafkaconnect kendra kendra-ranking kinesis
kinesisanalytics kinesisvideo kms lakeformation lambda lambda.application-autoscaling launchwizard
lex lexv2 license-manager lightsail location logs lookoutequipment lookoutmetrics lookoutvision m2
macie macie2 maintenance.s3tables malware-protection-plan.guardduty malware-protection.guardduty managedblockchain
managedservices mechanicalturk mediaconnect mediaconvert medialive mediapackage mediapackagev2
mediastore mediatailor medical-imaging memorydb mgn migrationhub mobileanalytics mobilehub
monitoring monitoring.rds mq mwaa neptune-graph network-firewall networkmanager nimble notifications
oam observabilityadmin omics opensearch opensearchservice ops.apigateway ops.emr-serverless
opsworks opsworks-cm organizations osis osis-pipelines outposts panorama partnercentral
pca-connector-ad pcs peering.chime personalize pi pinpoint pipes pods.eks polly preflight.cloudformation
private-networks proton qbusiness qapps q.bedrock qdeveloper qldb quicksight ram rbin rds
rds-data redshift redshift-serverless rekognition replication.dynamodb replicator.lambda repostspace
resiliencehub resource-explorer-2 resource-groups robomaker rolesanywhere route53
route53-recovery-cluster route53-recovery-control-config route53-recovery-readiness
route53-application-recovery-controller route53domains route53profiles route53resolver rum s3
s3-outposts s3-outposts-accesspoint s3.data-source.lustre.fsx s3tables sagemaker
sagemaker.application-autoscaling sagemaker-geospatial savingsplans scheduler schemas scn sdb
secretsmanager securityhub securitylake serverlessrepo servicecatalog servicecatalog-appregistry
servicediscovery ses shield signer signin simspaceweaver sms sms-voice snow-device-management
snowball sns social-messaging spot spotfleet sqs ssm ssm-contacts ssm-guiconnect ssm-incidents
ssm-quicksetup ssm-sap sso states storagegateway storage-lens.s3 streams.metrics.cloudwatch sts
support supportapp swf synthetics tagpolicies.tag tasks.apprunner textract timestream
timestream.dynamodb timestream-influxdb tnb transcribe transcribe.streaming transfer transitgateway
translate trustedadvisor verified-access verifiedpermissions vmie voiceid vpc-flow-logs vpc-lattice
vpce waf waf-regional wafv2 wavelength wellarchitected wickr wisdom workdocs worklink workmail
workspaces workspaces-web x-ray xray
"""


@cache
def service_names() -> frozenset[str]:
    """The known services, such as ``ec2`` and ``monitoring.rds``."""
    named = json.loads(data_text(NAMED_BY_AWS))["names"]
    return frozenset((*_NAMES.split(), *named))


def short_service(name: str) -> str:
    """The name of a service principal, or of a pattern for some, without the domain of AWS."""
    return name.removesuffix(f".{CHINA_SUFFIX}").removesuffix(f".{DNS_SUFFIX}")
