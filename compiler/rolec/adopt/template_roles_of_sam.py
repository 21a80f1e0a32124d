"""Resources of SAM of which it makes a role when it is deployed.

Source: the AWS SAM specification, AWS::Serverless::Function and AWS::Serverless::StateMachine, on `Role` and `Policies`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rolec.adopt.found import Json
from rolec.adopt.template_shape import section

MADE_BY_SAM = "SAM makes a role for it, which the template does not have: adopt that one from AWS"
"""Why nothing is adopted of it."""

_WITH_ROLE = {
    "AWS::Serverless::Function": "Function",
    "AWS::Serverless::StateMachine": "StateMachine",
}


def with_role_of_sam(template: Json) -> Iterator[str]:
    """The logical ids of what says no role of its own."""
    everywhere = section(template, "Globals")
    for name, each in section(template, "Resources").items():
        type_ = each.get("Type") if isinstance(each, Mapping) else None
        if isinstance(each, Mapping) and isinstance(type_, str) and type_ in _WITH_ROLE:
            shared = section(everywhere, _WITH_ROLE[type_])
            if "Role" not in section(each, "Properties") and "Role" not in shared:
                yield name
