"""Messages about a `${...}` that is wrong, or stands in a wrong place."""

from __future__ import annotations

from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.diagnostics.quoted import quoted
from rolec.ir.substitution import Form
from rolec.schema.scalar import Fault, Problem
from rolec.validate import codes
from rolec.validate.place import Place

_FORMS = (
    "it can be a policy variable as in `${aws:username}`, a value of rolec as in"
    " `${account.id}`, or a Terraform reference as in `${aws_s3_bucket.photos.arn}`"
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
            return error(codes.ESCAPED_SUBSTITUTION, message, span, help="write `${`")
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
            message, help_ = f"{shown} is nothing that rolec knows", _FORMS
    return error(codes.UNKNOWN_SUBSTITUTION, message, span, help=help_)


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
