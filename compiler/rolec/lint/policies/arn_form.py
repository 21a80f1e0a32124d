"""Finds resources whose ARN has a form that no resource of the service has.

IAM compares the ARN of a policy with that of a request, field by field. One of a form that no request
has matches nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from rolec.catalog.catalogue import Catalogue
from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.diagnostics.suggest import closest
from rolec.lint.arn_form import (
    Arn,
    Form,
    all_forms,
    arn_given,
    form,
    forms_of,
    is_unlisted,
    meeting,
    surely_is,
)
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.known_action import actions_of, is_wild, listed, service_of
from rolec.lint.lint import Family, Lint
from rolec.policy.policy_text import Kind, PolicyText, StatementText


def _example(action: str, resource: str) -> str:
    return policy(f'{{"Effect": "Allow", "Action": "{action}", "Resource": "{resource}"}}')


UNKNOWN_SERVICE = Lint(
    id="L0221",
    name="unknown-service-in-arn",
    level=Level.ERROR,
    access_analyzer="INVALID_SERVICE",
    of_catalogue=True,
    explain="""
The third field of an ARN is its service, and no service is called so. It is the prefix of the service's
actions, but for a few.
""",
    bad=_example("sqs:SendMessage", "arn:aws:sqss:eu-west-1:111122223333:jobs"),
    good=_example("sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:jobs"),
)

NO_RESOURCE = Lint(
    id="L0222",
    name="arn-of-no-resource",
    level=Level.ERROR,
    access_analyzer="INVALID_ARN_RESOURCE",
    of_catalogue=True,
    explain="""
The service has ARNs of some forms, and this is none of them: mostly the type before the name is missing
or misspelt.
""",
    bad=_example("ec2:StopInstances", "arn:aws:ec2:eu-west-1:111122223333:instances/*"),
    good=_example("ec2:StopInstances", "arn:aws:ec2:eu-west-1:111122223333:instance/*"),
)

ACCOUNT = Lint(
    id="L0223",
    name="account-in-arn-without",
    level=Level.ERROR,
    access_analyzer="ARN_ACCOUNT_NOT_ALLOWED",
    of_catalogue=True,
    explain="""
ARNs of this form have no account: the field before the resource is empty, as in that of an S3 bucket.
""",
    bad=_example("s3:GetObject", "arn:aws:s3::111122223333:photos/*"),
    good=_example("s3:GetObject", "arn:aws:s3:::photos/*"),
)

REGION = Lint(
    id="L0224",
    name="region-in-arn-without",
    level=Level.ERROR,
    access_analyzer="ARN_REGION_NOT_ALLOWED",
    of_catalogue=True,
    explain="""
ARNs of this form have no region, because the service is one for all regions, as IAM is, or because the
name is unique in all, as that of an S3 bucket.
""",
    bad=_example("iam:GetRole", "arn:aws:iam:eu-west-1:111122223333:role/app"),
    good=_example("iam:GetRole", "arn:aws:iam::111122223333:role/app"),
)

NO_REGION = Lint(
    id="L0225",
    name="arn-without-region",
    level=Level.ERROR,
    access_analyzer="MISSING_ARN_REGION",
    of_catalogue=True,
    explain="""
ARNs of this form have a region, and the field is empty here. An empty field is no wildcard.
""",
    bad=_example("sqs:SendMessage", "arn:aws:sqs::111122223333:jobs"),
    good=_example("sqs:SendMessage", "arn:aws:sqs:*:111122223333:jobs"),
)

NO_ACCOUNT = Lint(
    id="L0226",
    name="arn-without-account",
    level=Level.ERROR,
    access_analyzer="MISSING_ARN_ACCOUNT",
    of_catalogue=True,
    explain="""
ARNs of this form have an account, and the field is empty here. An empty field is no wildcard. What AWS
itself owns has no account in some services: Systems Manager's documents and parameters, for instance.
""",
    bad=_example("sqs:SendMessage", "arn:aws:sqs:eu-west-1::jobs"),
    good=_example("sqs:SendMessage", "arn:aws:sqs:eu-west-1:*:jobs"),
)

_OWNED_BY_AWS = frozenset(("ssm", "elasticbeanstalk", "resource-explorer-2"))
"""Services with resources of AWS's own that have forms with an account, and none in it.

Sources: the guides of AWS Systems Manager (public parameters, documents that begin with AWS-) and AWS
Elastic Beanstalk (ARNs of platforms and solution stacks); AWS's policy CloudWatchFullAccessV2, for the
views of AWS Resource Explorer that belong to services.
"""


class _Judged(NamedTuple):
    lint: Lint
    message: str
    help: str


def _check(document: PolicyText, facts: Facts) -> Iterator[Diagnostic]:
    if document.kind is not Kind.IDENTITY:
        return
    for statement in document.statements:
        for word in statement.resources.items if statement.resources else ():
            if word.exact:
                for judged in _judge(word.text, facts.catalogue):
                    help_ = judged.help
                    if judged.lint is NO_RESOURCE:
                        taken = _taken(statement, facts.catalogue)
                        help_ = _help_of_actions(word.text, taken) or help_
                    yield judged.lint.at(word.span, judged.message, help=help_)


@lru_cache(maxsize=16384)
def _judge(text: str, catalogue: Catalogue) -> tuple[_Judged, ...]:
    given = arn_given(text)
    if given is None or not given.resource or _is_open(given.service) or is_unlisted(given):
        return ()
    forms = forms_of(given.service, catalogue)
    if _is_sound(given, forms):
        return ()
    # Some ARNs of a service are listed by other services only.
    forms = all_forms(catalogue).get(given.service, ())
    if not forms:
        return _without_forms(given, catalogue)
    met = meeting(given.service, given.resource, forms)
    if not met:
        return (_of_no_form(given, forms),)
    if any(_fits_region(given, form) and _fits_account(given, form) for form in met):
        return ()
    return (*_region(given, met), *_account(given, met))


def _is_open(service: str) -> bool:
    """Whether a service is not said, or in a way that is found elsewhere."""
    return not service or is_wild(service) or service != service.lower()


def _is_sound(given: Arn, forms: tuple[Form, ...]) -> bool:
    return any(
        surely_is(form, given.resource)
        and _fits_region(given, form)
        and _fits_account(given, form)
        for form in forms
    )


def _fits_region(given: Arn, form: Form) -> bool:
    return _fits(given.region, form.region)


def _fits_account(given: Arn, form: Form) -> bool:
    return _fits(given.account, form.account) or (
        not given.account and given.service in _OWNED_BY_AWS
    )


def _fits(given: str, form: str) -> bool:
    # A lone wildcard covers the empty field too.
    return bool(given) if form else not given.strip("*")


def _without_forms(given: Arn, catalogue: Catalogue) -> tuple[_Judged, ...]:
    if service_of(given.service, catalogue):
        return ()
    near = closest(given.service, (*catalogue.prefixes(), *all_forms(catalogue)))
    return (
        _Judged(
            UNKNOWN_SERVICE,
            f"no service is called `{given.service}` in ARNs",
            f"did you mean `{near}`?" if near else "see the service's page of the reference",
        ),
    )


def _of_no_form(given: Arn, forms: tuple[Form, ...]) -> _Judged:
    near = _nearest(given.resource, [form.resource for form in forms])
    return _Judged(
        NO_RESOURCE,
        f"no ARN of `{given.service}` has the form `{given.resource}`",
        f"a form that it has is `{near}`; `rolec query resources {given.service}` has them all",
    )


def _taken(statement: StatementText, catalogue: Catalogue) -> Iterator[Form]:
    """The forms of what the actions that ``statement`` names act on, that a request has to name first."""
    named = (word.text for word in listed(statement) if not is_wild(word.text))
    actions = (action for name in named for action in actions_of(name, catalogue))
    acted_on = sorted((on for a in actions for on in a.acts_on), key=lambda on: not on.required)
    for template in (template for on in acted_on for template in on.type.arns):
        known = form(template)
        if known:
            yield known


def _help_of_actions(text: str, taken: Iterable[Form]) -> str | None:
    given = arn_given(text)
    assert given is not None, text
    names = [each.resource for each in taken if each.service == given.service]
    if not names:
        return None
    near = _nearest(given.resource, list(dict.fromkeys(names)))
    return f"its actions take `{near}`; `rolec query resources {given.service}` has all forms"


def _nearest(resource: str, names: list[str]) -> str:
    return closest(resource, names) or _of_same_type(resource, names) or names[0]


def _of_same_type(resource: str, names: list[str]) -> str | None:
    """The form whose type, before the first slash or colon, is most like that of ``resource``."""
    by_type = {name.replace(":", "/").partition("/")[0]: name for name in reversed(names)}
    near = closest(resource.replace(":", "/").partition("/")[0], by_type)
    return by_type[near] if near else None


def _region(given: Arn, met: list[Form]) -> Iterator[_Judged]:
    if not any(_fits_region(given, each) for each in met):
        lint = REGION if given.region else NO_REGION
        yield _of_field(lint, "region", given.service, given.region)


def _account(given: Arn, met: list[Form]) -> Iterator[_Judged]:
    if not any(_fits_account(given, each) for each in met):
        lint = ACCOUNT if given.account else NO_ACCOUNT
        yield _of_field(lint, "account", given.service, given.account)


def _of_field(lint: Lint, field: str, service: str, value: str) -> _Judged:
    form = f"an ARN of this form of `{service}`"
    if value:
        return _Judged(
            lint, f"{form} has no {field}, and here is `{value}`", "leave the field empty"
        )
    return _Judged(
        lint, f"{form} needs the {field}, and here is none", f"name the {field}, or write `*`"
    )


FAMILY = Family((UNKNOWN_SERVICE, NO_RESOURCE, ACCOUNT, REGION, NO_REGION, NO_ACCOUNT), _check)
