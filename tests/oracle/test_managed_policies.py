"""What AWS itself writes as policies is valid."""

from __future__ import annotations

import json

from moto.iam.aws_managed_policies import aws_managed_policies_data

from rolec.load.json import load_json
from rolec.source.file import SourceFile
from rolec.validate.validate import validate


def test_every_managed_policy_of_aws_is_valid():
    policies = json.loads(aws_managed_policies_data)
    assert len(policies) > 1500
    for name, policy in policies.items():
        read = load_json(SourceFile(f"{name}.json", json.dumps(policy["Document"]))).value
        assert read is not None, name
        assert validate(read, "iam_document").diagnostics == (), name
