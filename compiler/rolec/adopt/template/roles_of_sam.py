"""Resources of SAM of which it makes roles or policies when it is deployed.

Source: the AWS SAM specification: AWS::Serverless::Function and AWS::Serverless::StateMachine, on `Role`,
`Policies` and `Connectors`, and AWS::Serverless::Connector.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rolec.adopt.found import Json
from rolec.adopt.template.shape import section

_INSTEAD = (
    "which the template does not have: adopt what"
    " `aws cloudformation get-template --template-stage Processed` prints of its stack"
)
_ROLE = f"SAM makes a role for it, {_INSTEAD}"
_POLICIES = f"SAM makes policies for what it connects, {_INSTEAD}"
_WITH_ROLE = {
    "AWS::Serverless::Function": "Function",
    "AWS::Serverless::StateMachine": "StateMachine",
}
_CONNECTOR = "AWS::Serverless::Connector"


def made_by_sam(template: Json) -> Iterator[tuple[str, str]]:
    """The logical ids of what SAM makes roles or policies for, each with why nothing is adopted of it."""
    everywhere = section(template, "Globals")
    for name, each in section(template, "Resources").items():
        type_ = each.get("Type") if isinstance(each, Mapping) else None
        if not isinstance(each, Mapping) or not isinstance(type_, str):
            continue
        shared = section(everywhere, _WITH_ROLE.get(type_, ""))
        has_role = "Role" in section(each, "Properties") or "Role" in shared
        if type_ in _WITH_ROLE and not has_role:
            yield name, _ROLE
        elif type_ == _CONNECTOR or "Connectors" in each:
            yield name, _POLICIES
