"""Which services say whose VPC endpoint a request came through.

Source: the IAM User Guide, "AWS global condition context keys", at ``aws:VpceAccount``.
"""

from __future__ import annotations

OWNER_KEYS = ("aws:VpceAccount", "aws:VpceOrgID", "aws:VpceOrgPaths")
"""The keys that say so."""

_SERVICES = """
acm-pca applicationinsights apprunner athena cloudformation comprehendmedical compute-optimizer
datasync discovery dynamodb ebs ecr ecs firehose gamelift healthlake iam iotfleetwise
iotwireless kinesisanalytics kms lambda medical-imaging omics payment-cryptography polly rbin
rekognition route53 s3 scheduler servicediscovery servicequotas shield ssm-contacts
storagegateway textract transcribe transfer
"""

OWNER_SERVICES = frozenset(_SERVICES.split())
"""Prefixes of the services that support the keys; iam does but for ``iam:PassRole``."""
