"""Templates in a template: what a stack set makes in other accounts.

Source: the CloudFormation template reference, AWS::CloudFormation::StackSet.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from rolec.adopt.found import Json
from rolec.adopt.template.shape import section

_STACK_SET = "AWS::CloudFormation::StackSet"
_OF_IAM = "AWS::IAM::"
_APART = "its TemplateBody has something of IAM, for other accounts: adopt that template by itself"


def stack_sets(template: Json) -> Iterator[tuple[str, str]]:
    """The logical ids of those whose template has something of IAM, each with why nothing is adopted of it."""
    for name, each in section(template, "Resources").items():
        if isinstance(each, Mapping) and each.get("Type") == _STACK_SET:
            body = section(each, "Properties").get("TemplateBody")
            if _OF_IAM in json.dumps(body):
                yield name, _APART
