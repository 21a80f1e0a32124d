"""Finds actions and conditions that cannot meet the rest of their statement.

IAM compares a statement with a request as a whole. What fits no request together says nothing, and what
was meant is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rolec.catalog.catalogue import Catalogue
from rolec.catalog.global_key import global_key
from rolec.catalog.service import Action
from rolec.diagnostics.diagnostic import Diagnostic, Label
from rolec.diagnostics.level import Level
from rolec.ir.operator import Family as Operators
from rolec.lint.acts_on import can_act_on
from rolec.lint.arn_fault import arn_faults
from rolec.lint.arn_form import FIELDS, arn, arn_given, form, forms_of, is_key_alias, surely_is
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.known_action import actions_of, carries, is_wild, listed, service_of
from rolec.lint.lint import Family, Lint
from rolec.policy.policy_text import ConditionText, Kind, PolicyText, StatementText, Word

RESOURCE = Lint(
    id="L0730",
    name="action-on-other-resources",
    level=Level.WARNING,
    of_catalogue=True,
    explain="""
The action acts on other types of resources than those of the statement: s3:ListBucket on a bucket, and
s3:GetObject on what is in it. An action that acts on nothing with an ARN, as s3:ListAllMyBuckets does,
needs `*`.
""",
    bad=policy(
        '{"Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"],'
        ' "Resource": "arn:aws:s3:::photos/*"}'
    ),
    good=policy(
        '{"Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"],'
        ' "Resource": ["arn:aws:s3:::photos", "arn:aws:s3:::photos/*"]}'
    ),
)

KEY = Lint(
    id="L0731",
    name="key-that-no-action-sends",
    level=Level.WARNING,
    of_catalogue=True,
    explain="""
None of the actions that the patterns of the statement cover sends the condition key, or none that one of them
covers. The condition is not evaluated: it fails where a value is needed, and holds with a negation or with
`IfExists`.
""",
    bad=policy(
        '{"Effect": "Allow", "Action": "s3:GetObject*", "Resource": "*",'
        ' "Condition": {"StringLike": {"s3:prefix": "2026*"}}}'
    ),
    good=policy(
        '{"Effect": "Allow", "Action": "s3:List*", "Resource": "*",'
        ' "Condition": {"StringLike": {"s3:prefix": "2026*"}}}'
    ),
)


def _check(document: PolicyText, facts: Facts) -> Iterator[Diagnostic]:
    if document.kind is not Kind.IDENTITY:
        return
    for statement in document.statements:
        yield from _resources(statement, facts.catalogue)
        if statement.conditions:
            yield from _keys(statement, facts.catalogue)


def _resources(statement: StatementText, catalogue: Catalogue) -> Iterator[Diagnostic]:
    resources = statement.resources
    if resources is None or resources.inverted or not resources.items:
        return
    if not all(word.exact and word.text.startswith("arn:") for word in resources.items):
        return  # `*`, or what is not known, or what is found elsewhere
    unfit = [
        action
        for action in listed(statement)
        if action.exact
        and not any(can_act_on(action.text, word.text, catalogue) for word in resources.items)
    ]
    # What is wrong with the form of an ARN is told for itself.
    if unfit and not any(arn_faults(word.text, catalogue) for word in resources.items):
        yield RESOURCE.at(
            unfit[0].span,
            f"{_names(unfit)} cannot act on the resources of this statement",
            help=_forms_of(unfit[0], resources.items[0], catalogue),
            secondary=(
                *(Label(word.span, "nor can this") for word in unfit[1:]),
                Label(resources.span, "the resources"),
            ),
        )


def _forms_of(action: Word, resource: Word, catalogue: Catalogue) -> str:
    """What to write instead, as the first of the actions has it; what is most like ``resource`` goes first."""
    known = actions_of(action.text, catalogue)[0]
    if not known.acts_on:
        return f'`{known.full_name}` needs `"Resource": "*"`'
    meant = _with_empty_field(action.text, resource.text, catalogue)
    meant = meant or _what_is_in(known, resource.text, catalogue)
    meant = meant or _what_it_is_in(action.text, resource.text, catalogue)
    if meant:
        return f"did you mean `{meant}`?"
    if is_key_alias(resource.text):
        return "an alias stands for no key in a policy: name the key, or compare `kms:ResourceAliases`"
    given = _filled(resource.text)
    found = dict.fromkeys(on.type.arns[0] for on in known.acts_on)
    arns = sorted(found, key=lambda each: _filled(each) != given)
    return f"`{known.full_name}` acts on {' or '.join(f'`{each}`' for each in arns)}"


def _with_empty_field(action: str, resource: str, catalogue: Catalogue) -> str | None:
    """``resource`` with the colon that it lacks, where one more makes it an ARN that ``action`` acts on."""
    fields = resource.split(":")
    if len(fields) != FIELDS - 1:
        return None
    places = range(len(fields) - 1, 2, -1)
    found = (":".join((*fields[:at], "", *fields[at:])) for at in places)
    fitting = (each for each in found if not arn_faults(each, catalogue))
    return next((each for each in fitting if can_act_on(action, each, catalogue)), None)


def _what_is_in(action: Action, resource: str, catalogue: Catalogue) -> str | None:
    """What is in ``resource``, as an object is in a bucket, where that is what ``action`` has to name."""
    given = arn_given(resource)
    if given is None or given.resource.endswith(("/", ":", "*")):
        return None
    outers = [
        each for each in forms_of(given.service, catalogue) if surely_is(each, given.resource)
    ]
    for template in (t for on in action.acts_on for t in on.type.arns):
        inner = form(template)
        for outer in outers if inner else ():
            rest = inner.resource.removeprefix(outer.resource) if inner else ""
            inside = f"{resource}{rest.partition('$')[0]}*"
            is_inside = rest.startswith(("/", ":"))
            if is_inside and can_act_on(action.full_name, inside, catalogue):
                return inside
    return None


def _what_it_is_in(action: str, resource: str, catalogue: Catalogue) -> str | None:
    """The bucket of all its objects, and the like, where ``action`` has to name that."""
    outer = resource.removesuffix("*")[:-1]
    if not resource.endswith(("/*", ":*")) or "*" in outer:
        return None
    is_one = not arn_faults(outer, catalogue) and can_act_on(action, outer, catalogue)
    return outer if is_one else None


def _filled(text: str) -> tuple[bool, bool] | None:
    """Whether an ARN has a region, and an account."""
    parts = arn(text)
    return (bool(parts.region), bool(parts.account)) if parts else None


def _keys(statement: StatementText, catalogue: Catalogue) -> Iterator[Diagnostic]:
    words = listed(statement)
    # Of actions by name, each that lacks the key is an error of its own.
    if not any(is_wild(word.text) for word in words):
        return
    if not all(word.exact and actions_of(word.text, catalogue) for word in words):
        return
    for condition in statement.conditions:
        key = condition.key
        if not key.exact or not _is_known(key.text, catalogue):
            continue
        lacking = [word for word in words if not carries(word.text, key.text, catalogue)]
        patterns = [word for word in lacking if is_wild(word.text)]
        if len(lacking) == len(words):
            yield KEY.at(
                key.span,
                f"no action of this statement sends `{key.text}`",
                help=f"`rolec query keys {key.text.partition(':')[0]}` says what sends it",
                secondary=(Label(words[0].span, "the actions"),),
            )
        elif patterns and _needs_to_be_sent(condition):
            yield KEY.at(
                key.span,
                f"no action of {_names(patterns)} sends `{key.text}`",
                help="give what lacks the key a statement of its own",
                secondary=tuple(Label(word.span, "never sends the key") for word in patterns),
            )


def _needs_to_be_sent(condition: ConditionText) -> bool:
    """Whether a request without the key is another case, and not one that the author thought of."""
    operator = condition.parsed
    return (
        operator is not None and operator.family is not Operators.NULL and not operator.if_exists
    )


@lru_cache(maxsize=4096)
def _is_known(key: str, catalogue: Catalogue) -> bool:
    """Whether ``key`` is one that only some service sends."""
    prefix, colon, _ = key.partition(":")
    if not colon or prefix.lower() == "aws" or global_key(key):
        return False
    service = service_of(prefix.lower(), catalogue)
    return service is not None and service.key(key) is not None


def _names(words: list[Word]) -> str:
    return ", ".join(f"`{word.text}`" for word in words)


FAMILY = Family((RESOURCE, KEY), _check)
