"""Messages about a `${...}` that is wrong, or stands in a wrong place."""

from __future__ import annotations

import re

from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.diagnostics.quoted import quoted
from rolec.diagnostics.suggest import closest
from rolec.ir.substitution import LINK_WORDS, OWN_WORDS, Form, form_of
from rolec.schema.scalar import Fault, Problem
from rolec.validate import codes
from rolec.validate.place import Place

_FORMS = (
    "it can be a policy variable as in `${aws:username}`, a value of rolec as in"
    " `${account.id}`, or a Terraform reference as in `${aws_s3_bucket.photos.arn}`"
)
_WORDS = (*OWN_WORDS, *LINK_WORDS, "var", "local", "module", "data")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_RESOURCE = re.compile(
    r"(?:data\.[a-z][a-z0-9_]*|[a-z][a-z0-9]*_[a-z0-9_]+)\.[A-Za-z_][A-Za-z0-9_-]*"
)
_VARIABLES = (
    "IAM reads policy variables only in resources, after the fifth colon, and in the values"
    " of String and Arn condition operators"
)
_REFERENCES = (
    "only Terraform will know what it stands for, and this must be known now: write the value,"
    " or `${variables.NAME}` with a variable of rolec.yaml"
)
_ESCAPES = {
    "$${": "`$${` is Terraform's escape, and nothing is escaped in a spec",
    "&{": "`&{` is an escape of `aws_iam_policy_document`, and nothing is escaped in a spec",
}


def substitution_refusal(problem: Problem, scalar_type: str, place: Place) -> Diagnostic:
    """The diagnostic for one wrong substitution in a text of type ``scalar_type``."""
    match problem.fault:
        case Fault.ESCAPED:
            message = _ESCAPES[problem.written]
            span = place.part(problem.start, problem.end)
            return error(
                codes.ESCAPED_SUBSTITUTION, message, span, help=_unescaped(problem, place)
            )
        case Fault.MALFORMED:
            return _malformed(problem, place)
        case Fault.MISPLACED:
            return _misplaced(problem, scalar_type, place)


def _malformed(problem: Problem, place: Place) -> Diagnostic:
    shown = quoted(problem.written)
    span = place.part(problem.start, problem.end)
    match problem.form:
        case Form.UNCLOSED:
            message, help_ = "`${` has no `}`", "write the `}`"
            span = place.part(problem.start, problem.start + 2)
        case Form.LINK:
            message = f"{shown} names no document and attribute"
            help_ = "write `${roles.NAME.arn}` or `${policies.NAME.arn}`, or `.name` at the end"
        case _:
            message, help_ = f"{shown} is nothing that rolec knows", _meant(problem.written[2:-1])
    return error(codes.UNKNOWN_SUBSTITUTION, message, span, help=help_)


def _unescaped(problem: Problem, place: Place) -> str:
    """Without its escape it may be nothing either, and the user be sent to the next error."""
    at = place.text.find("${", problem.start)
    end = place.text.find("}", at)
    if problem.written != "$${" or end == -1:
        return "write `${`"
    body = place.text[at + 2 : end]
    if form_of(body) is not Form.UNKNOWN:
        return f"write {quoted('${' + body + '}')}"
    return f"without the escape {quoted('${' + body + '}')} means nothing either: {_meant(body)}"


def _meant(body: str) -> str:
    """What ``body`` between the braces was probably meant to be."""
    first, dot, rest = body.partition(".")
    if "[*]" in body:
        return (
            "`[*]` stands at the end of a reference: let Terraform make that list, as a local say"
        )
    if _RESOURCE.fullmatch(body):
        return f"an attribute is missing, as in `${{{body}.arn}}`"
    word = {"vars": "variables", "variable": "variables"}.get(first) or closest(first, _WORDS)
    if dot and rest and word and word != first:
        return f"did you mean `${{{word}.{rest}}}`?"
    if _NAME.fullmatch(body):
        return (
            f"write `${{variables.{body}}}` for a variable of rolec.yaml, or `${{var.{body}}}`"
            " for one of Terraform"
        )
    return _FORMS


def _misplaced(problem: Problem, scalar_type: str, place: Place) -> Diagnostic:
    where = place.what if place.is_key else quoted(place.name)
    variable = problem.form is Form.POLICY_VARIABLE
    help_ = _VARIABLES if variable else _REFERENCES
    if variable and scalar_type == "text":
        help_ += "; write the value itself"
    return error(
        codes.MISPLACED_SUBSTITUTION,
        f"{quoted(problem.written)}, {problem.form}, cannot stand in {where}",
        place.part(problem.start, problem.end),
        help=help_,
    )
