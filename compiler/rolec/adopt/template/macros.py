"""What makes something else of a template when it is deployed.

Source: the CloudFormation user guide, "Perform custom processing on CloudFormation templates with template macros".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rolec.adopt.found import Json
from rolec.adopt.json_shape import text
from rolec.adopt.template.shape import section

TRANSFORM = "Fn::Transform"
"""The function that a macro is called by."""
_READ = ("AWS::Serverless-", "AWS::LanguageExtensions")
"""How the names of those begin of which the result is known."""


def macros(template: Json) -> Iterator[str]:
    """What the macros of a whole template may do to any role, in words."""
    whole = template.get("Transform") if isinstance(template, Mapping) else None
    of_resources = section(template, "Resources").get(TRANSFORM)
    names = dict.fromkeys([*_names(whole), *_names(of_resources)])
    for name in names:
        if not name.startswith(_READ):
            yield f"the macro `{name}` may make something else of the template when it is deployed"


def _names(written: Json) -> Iterator[str]:
    match written:
        case str():
            yield written
        case list():
            for each in written:
                yield from _names(each)
        case Mapping():
            yield text(written, "Name") or TRANSFORM
        case _:
            return
