"""What a managed policy is called where a role has it."""

from __future__ import annotations

import re

from rolec.ir.text import SPLAT, Link, Reference, Text

_LIST = re.compile(r"(?:.*\.)?([A-Za-z_][\w-]*)" + re.escape(SPLAT), re.ASCII)
_OF_TERRAFORM = re.compile(
    r"\$\{(?:data\.)?aws_iam_policy\.(?P<label>[\w-]+)(?:\[(?:0|(?P<key>\d+|\"[^\"]*\"))\])?\.arn\}",
    re.ASCII,
)


def attached_names(arn: Text) -> tuple[str, str]:
    """What the label of an attachment is made of, and what it is made of where another has the same.

    A name tells people more than an ARN does. Of one that Terraform knows it is the last word, where that is written
    out, or what Terraform calls the policy, or the list of them.
    """
    match arn.parts:
        case (Link(name=name),):
            return name, arn.written
        case (*_, str() as last) if "/" in last and not last.endswith("/"):
            return last.rpartition("/")[2], arn.written
        case (Reference(is_list=True, expression=expression),):
            found = _LIST.fullmatch(expression)
            return found[1] if found else arn.written, arn.written
        case _:
            return _called(arn.written) or arn.written, arn.written


def _called(written: str) -> str | None:
    found = _OF_TERRAFORM.fullmatch(written)
    if found is None:
        return None
    key = found["key"]
    return f"{found['label']}-{key.strip(chr(34))}" if key else found["label"]
