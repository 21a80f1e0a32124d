"""Finds actions that AWS does not have, or no longer has.

IAM takes any name, and a statement about a name that does not exist gives nothing and denies nothing.
Mostly it is a slip of the pen, and the action that was meant is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rolec.catalog.catalogue import Catalogue
from rolec.catalog.service import Service
from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.ir.glob import matches
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.known_action import actions_of, is_prefix, is_wild, service_of
from rolec.lint.lint import Family, Lint
from rolec.policy.policy_text import Kind, PolicyText


def _example(action: str) -> str:
    return policy(f'{{"Effect": "Allow", "Action": "{action}", "Resource": "*"}}')


UNKNOWN_ACTION = Lint(
    id="L0201",
    name="unknown-action",
    level=Level.ERROR,
    access_analyzer="INVALID_ACTION",
    of_catalogue=True,
    explain="""
The service has no such action, or none that the pattern covers. IAM takes the name and never meets it in
a request: an allow gives nothing, a deny forbids nothing. Case does not matter.
""",
    bad=_example("s3:ListBuckets"),
    good=_example("s3:ListBucket"),
)

UNKNOWN_SERVICE = Lint(
    id="L0202",
    name="unknown-service-in-action",
    level=Level.ERROR,
    access_analyzer="INVALID_SERVICE_IN_ACTION",
    of_catalogue=True,
    explain="""
An action begins with the prefix of its service, and no service has this one. The prefix is not always the
name: CloudWatch Logs is `logs`, Amazon EMR is `elasticmapreduce`.
""",
    bad=_example("lamda:InvokeFunction"),
    good=_example("lambda:InvokeFunction"),
)

RETIRED_ACTION = Lint(
    id="L0203",
    name="retired-action",
    level=Level.WARNING,
    of_catalogue=True,
    explain="""
AWS had the action once, or had the service. The statement does no harm and says nothing any more.
""",
    bad=_example("codestar:CreateProject"),
    good=_example("codebuild:CreateProject"),
)


class _Judged(NamedTuple):
    lint: Lint
    message: str
    help: str


def _check(document: PolicyText, facts: Facts) -> Iterator[Diagnostic]:
    in_trust = document.kind is Kind.TRUST
    for statement in document.statements:
        for word in statement.actions.items if statement.actions else ():
            # What a trust policy lists by name is judged where its few actions are known.
            if not word.exact or (in_trust and not is_wild(word.text)):
                continue
            judged = _judge(word.text, facts.catalogue)
            if judged:
                yield judged.lint.at(word.span, judged.message, help=judged.help)


@lru_cache(maxsize=16384)
def _judge(text: str, catalogue: Catalogue) -> _Judged | None:
    prefix, colon, name = text.partition(":")
    # None of them is an action: they are found by what reads forms.
    if not colon or ":" in name or "${" in text:
        return None
    if is_wild(prefix):
        return _judge_prefix(text, prefix, catalogue)
    if not is_prefix(prefix):
        return None
    service = service_of(prefix.lower(), catalogue)
    if service is None:
        return _unknown_service(text, prefix, catalogue)
    covered = actions_of(text, catalogue)
    if not covered:
        return _unknown_action(text, service, catalogue)
    return _retired(text, service) if all(action.retired for action in covered) else None


def _judge_prefix(text: str, prefix: str, catalogue: Catalogue) -> _Judged | None:
    if any(matches(prefix.lower(), known) for known in catalogue.prefixes()):
        return None
    return _unknown_service(text, prefix, catalogue)


def _unknown_service(text: str, prefix: str, catalogue: Catalogue) -> _Judged:
    near = None if is_wild(prefix) else catalogue.nearest(text)
    return _Judged(
        UNKNOWN_SERVICE,
        f"no service has the prefix `{prefix}`",
        f"did you mean `{near}`?"
        if near
        else "see the service's page of the authorization reference",
    )


def _unknown_action(text: str, service: Service, catalogue: Catalogue) -> _Judged:
    if service.retired:
        return _retired(text, service)
    if is_wild(text):
        return _Judged(
            UNKNOWN_ACTION,
            f"no action is one of `{text}`",
            f"`rolec query actions {service.prefix}` has them all",
        )
    return _Judged(
        UNKNOWN_ACTION,
        f"`{service.prefix}` has no action `{text.partition(':')[2]}`",
        _instead(text, catalogue) or f"`rolec query actions {service.prefix}` has them all",
    )


def _instead(text: str, catalogue: Catalogue) -> str | None:
    from rolec.catalog.api_operation import needed_for

    needed = needed_for(text)
    if needed:
        names = " and ".join(f"`{each}`" for each in needed)
        return f"this is an operation of the API, which needs {names}"
    near = catalogue.nearest(text)
    return f"did you mean `{near}`?" if near else None


def _retired(text: str, service: Service) -> _Judged:
    what = f"the service of `{text}`" if service.retired else f"`{text}`"
    return _Judged(RETIRED_ACTION, f"AWS has retired {what}", "delete it")


FAMILY = Family((UNKNOWN_ACTION, UNKNOWN_SERVICE, RETIRED_ACTION), _check)
