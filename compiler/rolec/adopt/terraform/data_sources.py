"""Data sources of Terraform of which the files say what they give: a template, a policy, or a role by its name.

Source: the documentation of these data sources, of the template and the AWS provider.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rolec.adopt.expressions.evaluate import Expressions
from rolec.adopt.found import Json
from rolec.adopt.unknown import UnknownError
from rolec.read.value import Block, Body


def given(block: Block, attribute: str, expressions: Expressions) -> Json:
    """What an attribute of a data source is; None where only AWS knows, an UnknownError where only a plan does."""
    told = _TOLD.get((block.labels[0], attribute))
    # Of one that is made several times, or not at all, a reference says which.
    repeated = any(block.body.get(name) is not None for name in ("count", "for_each"))
    if told is None or repeated:
        return None
    return told(block.body, expressions, f"${{data.{'.'.join(block.labels)}.{attribute}}}")


def _rendered(body: Body, expressions: Expressions, text: str) -> Json:
    template, own = (
        expressions.value(written, {}) if (written := body.get(name)) else None
        for name in ("template", "vars")
    )
    if not isinstance(template, str):
        raise UnknownError(text)
    return expressions.files.filled(template, own if isinstance(own, Mapping) else {}, text)


def _arn(body: Body, expressions: Expressions, _: str) -> Json:
    written = body.get("arn")
    found = expressions.value(written, {}) if written else None
    return found if isinstance(found, str) and found.startswith("arn:") else None


def _name(body: Body, expressions: Expressions, _: str) -> Json:
    """The name by which a role is looked up, where it is known."""
    written = body.get("name") or body.get("role_name")
    try:
        return expressions.value(written, {}) if written else None
    except UnknownError:
        return None


_TOLD: dict[tuple[str, str], Callable[[Body, Expressions, str], Json]] = {
    ("template_file", "rendered"): _rendered,
    ("aws_iam_policy", "arn"): _arn,
    ("aws_iam_role", "id"): _name,
    ("aws_iam_role", "name"): _name,
}
