"""Finds statements without an element that each must have, and with two where one may be.

IAM refuses such a document.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolec.diagnostics.diagnostic import Diagnostic, Label
from rolec.diagnostics.level import Level
from rolec.ir.document import Effect
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.json_document import JsonDocument
from rolec.lint.lint import Family, Lint
from rolec.policy.of_json import element, entries, head, items
from rolec.policy.policy_text import Kind, Word
from rolec.read.value import Object, Template

_GOOD = policy(
    '{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::photos/*"}'
)
_TRUSTED = '{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}'

MISSING_ACTION = Lint(
    id="L0510",
    name="no-action",
    level=Level.ERROR,
    access_analyzer="MISSING_ACTION",
    explain="""
A statement says what is allowed or denied: it has `Action` or `NotAction`. IAM refuses a document in which
one has neither.
""",
    bad=policy('{"Effect": "Allow", "Resource": "arn:aws:s3:::photos/*"}'),
    good=_GOOD,
)

MISSING_EFFECT = Lint(
    id="L0511",
    name="no-effect",
    level=Level.ERROR,
    access_analyzer="MISSING_EFFECT",
    explain="""
A statement allows or denies. There is no default: it must have `Effect`, and IAM refuses a document in which
one has not.
""",
    bad=policy('{"Action": "s3:GetObject", "Resource": "arn:aws:s3:::photos/*"}'),
    good=_GOOD,
)

INVALID_EFFECT = Lint(
    id="L0512",
    name="invalid-effect",
    level=Level.ERROR,
    access_analyzer="INVALID_EFFECT",
    explain="""
`Effect` is `Allow` or `Deny`, in exactly this case. IAM knows no other effect, and refuses the document.
""",
    bad=policy(
        '{"Effect": "allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::photos/*"}'
    ),
    good=_GOOD,
)

MISSING_RESOURCE = Lint(
    id="L0513",
    name="no-resource",
    level=Level.ERROR,
    access_analyzer="MISSING_RESOURCE",
    explain="""
A statement of an identity policy says on what: it has `Resource` or `NotResource`, also for actions
that know no resources.
""",
    bad=policy('{"Effect": "Allow", "Action": "s3:ListAllMyBuckets"}'),
    good=policy('{"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"}'),
)

MISSING_PRINCIPAL = Lint(
    id="L0514",
    name="no-principal",
    level=Level.ERROR,
    access_analyzer="MISSING_PRINCIPAL",
    explain="""
A statement of a trust policy says who: it has `Principal`. IAM refuses a document in which one has none.
""",
    bad=policy(_TRUSTED, '{"Effect": "Deny", "Action": "sts:TagSession"}'),
    good=policy(_TRUSTED, '{"Effect": "Deny", "Principal": "*", "Action": "sts:TagSession"}'),
)

UNSUPPORTED_ELEMENT_COMBINATION = Lint(
    id="L0515",
    name="element-with-its-opposite",
    level=Level.ERROR,
    access_analyzer="UNSUPPORTED_ELEMENT_COMBINATION",
    explain="""
A statement has `Action` or `NotAction`, `Resource` or `NotResource`, `Principal` or `NotPrincipal`,
and never both of a pair.
""",
    bad=policy(
        '{"Effect": "Allow", "Action": "s3:*", "NotAction": "s3:PutObject", "Resource": "*"}'
    ),
    good=policy('{"Effect": "Allow", "Action": ["s3:*", "s3:PutObject"], "Resource": "*"}'),
)

_NEEDED = (
    ("Action", MISSING_ACTION, "says nothing to allow or deny"),
    ("Resource", MISSING_RESOURCE, "does not say on what"),
    ("Principal", MISSING_PRINCIPAL, "does not say who"),
)
_EFFECTS = tuple(map(str, Effect))


def _check(document: JsonDocument, _: Facts) -> Iterator[Diagnostic]:
    needless = MISSING_RESOURCE if document.kind is Kind.TRUST else MISSING_PRINCIPAL
    for statement in items(element(document.value, "Statement")):
        if isinstance(statement, Object):
            yield from _check_effect(statement)
            yield from _check_pairs(statement, needless)


def _check_effect(statement: Object) -> Iterator[Diagnostic]:
    match element(statement, "Effect"):
        case None:
            yield MISSING_EFFECT.at(
                head(statement),
                "the statement neither allows nor denies",
                help="add `Effect`, with `Allow` or `Deny`",
            )
        case Template(literal=str() as effect, span=span) if effect not in _EFFECTS:
            meant = next((each for each in _EFFECTS if each.lower() == effect.lower()), None)
            yield INVALID_EFFECT.at(
                span,
                f"`{effect}` is not an effect",
                help=f"write `{meant}`" if meant else "write `Allow` or `Deny`",
            )
        case _:
            pass


def _check_pairs(statement: Object, needless: Lint) -> Iterator[Diagnostic]:
    keys = {key.text: key for key, _ in entries(statement)}
    for name, lint, lacks in _NEEDED:
        plain, inverted = keys.get(name), keys.get(f"Not{name}")
        if plain and inverted:
            yield _both(plain, inverted)
        elif not plain and not inverted and lint is not needless:
            yield lint.at(head(statement), f"the statement {lacks}", help=f"add `{name}`")


def _both(plain: Word, inverted: Word) -> Diagnostic:
    return UNSUPPORTED_ELEMENT_COMBINATION.at(
        inverted.span,
        f"`{inverted.text}` cannot stand beside `{plain.text}`",
        help="keep one of them, or make two statements",
        secondary=(Label(plain.span),),
    )


FAMILY = Family(
    (
        MISSING_ACTION,
        MISSING_EFFECT,
        INVALID_EFFECT,
        MISSING_RESOURCE,
        MISSING_PRINCIPAL,
        UNSUPPORTED_ELEMENT_COMBINATION,
    ),
    _check,
)
