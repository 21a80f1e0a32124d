"""A policy document, as JSON or as an HCL object, to the IR.

Takes every spelling that IAM takes: a scalar or a list, one statement or many. Source:
the IAM User Guide, "Grammar of the IAM JSON policy language".
"""

from __future__ import annotations

from collections.abc import Mapping

from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.diagnostics.outcome import Outcome, Sink, in_source_order
from rolec.diagnostics.suggest import did_you_mean
from rolec.ir.document import (
    OLD_VERSION,
    VERSION,
    Document,
    Effect,
    Patterns,
    Principal,
    Statement,
)
from rolec.read import codes
from rolec.read.json_text import read_json
from rolec.read.statement_parts import read_conditions, read_patterns, read_principals
from rolec.read.text import as_literal, literal_of, many
from rolec.read.value import Call, Null, Object, Opaque, Traversal, Value
from rolec.source.file import SourceFile

_DOCUMENT = ("Version", "Id", "Statement")
_STATEMENT = (
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
)


def read_json_document(file: SourceFile) -> Outcome[Document]:
    """The policy document of a JSON text."""
    return read_document(read_json(file))


def read_document(given: Outcome[Value]) -> Outcome[Document]:
    """The policy document of an object, in canonical order."""
    sink = Sink(list(given.diagnostics))
    document = None if given.value is None else _document(given.value, sink)
    return Outcome(None if sink.failed else document, in_source_order(sink.found))


def _document(value: Value, sink: Sink) -> Document | None:
    elements = _elements(value, "a policy", _DOCUMENT, sink)
    if elements is None:
        return None
    given = many(elements["Statement"]) if "Statement" in elements else ()
    if not given:
        sink.add(_shape("a policy needs a statement", value))
    statements = [found for item in given if (found := _statement(item, sink))]
    if not given or len(statements) != len(given):
        return None
    version = _version(elements.get("Version"), sink)
    return Document(tuple(statements), _plain(elements, "Id", sink), version, value.span)


def _statement(value: Value, sink: Sink) -> Statement | None:
    elements = _elements(value, "a statement", _STATEMENT, sink)
    if elements is None:
        return None
    effect = _effect(elements, value, sink)
    actions = _patterns(elements, "Action", sink)
    if actions is None:
        sink.add(_shape("a statement needs `Action` or `NotAction`", value))
    resources = _patterns(elements, "Resource", sink)
    principals = _principals(elements, sink)
    if (resources is None) == (not principals):
        sink.add(
            _shape("a statement has either `Resource` or, in a trust policy, `Principal`", value)
        )
    condition = elements.get("Condition")
    conditions = read_conditions(condition, sink) if condition else ()
    if effect is None or actions is None or (resources is None) == (not principals):
        return None
    return Statement(
        effect=effect,
        actions=actions,
        resources=resources,
        principals=principals,
        conditions=conditions,
        sid=_plain(elements, "Sid", sink),
        span=value.span,
    )


def _elements(
    value: Value, what: str, known: tuple[str, ...], sink: Sink
) -> dict[str, Value] | None:
    """The elements of an object by name; what is not known is an error."""
    match value:
        case Object(entries=entries):
            pass
        case Traversal() | Call() | Opaque():
            message = f"{what} is known only to Terraform"
            sink.add(error(codes.ONLY_TERRAFORM_KNOWS, message, value.span))
            return None
        case _:
            sink.add(_shape(f"{what} is an object", value))
            return None
    found: dict[str, Value] = {}
    for entry in entries:
        name = literal_of(entry.key)
        if name is None or name not in known:
            help_ = did_you_mean(name or "", known)
            message = f"`{name or '?'}` is no element of {what}"
            sink.add(error(codes.POLICY_SHAPE, message, entry.key.span, help=help_))
        elif not isinstance(entry.value, Null):
            found[name] = entry.value
    return found


def _effect(elements: Mapping[str, Value], statement: Value, sink: Sink) -> Effect | None:
    given = elements.get("Effect")
    word = literal_of(given) if given else None
    if word in {Effect.ALLOW, Effect.DENY}:
        return Effect(word)
    sink.add(_shape("`Effect` is `Allow` or `Deny`", given or statement))
    return None


def _patterns(elements: Mapping[str, Value], name: str, sink: Sink) -> Patterns | None:
    plain, inverted = elements.get(name), elements.get(f"Not{name}")
    if plain is not None and inverted is not None:
        sink.add(_shape(f"a statement has either `{name}` or `Not{name}`", inverted))
        return None
    if plain is not None:
        return read_patterns(plain, name, sink, inverted=False)
    return read_patterns(inverted, f"Not{name}", sink, inverted=True) if inverted else None


def _principals(elements: Mapping[str, Value], sink: Sink) -> tuple[Principal, ...]:
    if "NotPrincipal" in elements:
        span = elements["NotPrincipal"].span
        help_ = "deny with a condition on `aws:PrincipalArn`"
        message = "`NotPrincipal` cannot be expressed"
        sink.add(error(codes.POLICY_NOT_KEPT, message, span, help=help_))
    given = elements.get("Principal")
    return read_principals(given, sink) if given else ()


def _plain(elements: Mapping[str, Value], name: str, sink: Sink) -> str | None:
    """A text that stays as it is; an empty one is none."""
    given = elements.get(name)
    return as_literal(given, f"`{name}`", sink) or None if given else None


def _version(given: Value | None, sink: Sink) -> str | None:
    version = as_literal(given, "`Version`", sink) if given else None
    if given is not None and version not in {None, VERSION, OLD_VERSION}:
        help_ = f"write `{VERSION}`"
        message = f"the policy language has no version `{version}`"
        sink.add(error(codes.POLICY_SHAPE, message, given.span, help=help_))
    return version


def _shape(message: str, value: Value) -> Diagnostic:
    return error(codes.POLICY_SHAPE, message, value.span)
