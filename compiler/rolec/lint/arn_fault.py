"""What is wrong with the form of an ARN, as far as the authorization reference tells."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from rolec.catalog.catalogue import Catalogue
from rolec.diagnostics.suggest import closest
from rolec.lint.arn_form import (
    Arn,
    Form,
    all_forms,
    arn_given,
    forms_of,
    is_unlisted,
    meeting,
    surely_is,
)
from rolec.lint.known_action import is_wild, service_of


class Wrong(Enum):
    """The part of an ARN that is wrong."""

    SERVICE = auto()
    """No service is called so."""
    RESOURCE = auto()
    """The service has no ARN of this form."""
    ACCOUNT = auto()
    """There is an account where none belongs."""
    REGION = auto()
    """There is a region where none belongs."""
    NO_REGION = auto()
    """The region is missing."""
    NO_ACCOUNT = auto()
    """The account is missing."""


_OWNED_BY_AWS = frozenset(("ssm", "elasticbeanstalk", "resource-explorer-2"))
"""Services with resources of AWS's own that have forms with an account, and none in it.

Sources: the guides of AWS Systems Manager (public parameters, documents that begin with AWS-) and AWS
Elastic Beanstalk (ARNs of platforms and solution stacks); AWS's policy CloudWatchFullAccessV2, for the
views of AWS Resource Explorer that belong to services.
"""


class ArnFault(NamedTuple):
    """A mistake, in words, and what to do about it."""

    wrong: Wrong
    message: str
    help: str


@lru_cache(maxsize=16384)
def arn_faults(text: str, catalogue: Catalogue) -> tuple[ArnFault, ...]:
    """What is wrong with the ARN ``text`` of a policy; nothing where that cannot be told."""
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


def _without_forms(given: Arn, catalogue: Catalogue) -> tuple[ArnFault, ...]:
    if service_of(given.service, catalogue):
        return ()
    near = closest(given.service, (*catalogue.prefixes(), *all_forms(catalogue)))
    return (
        ArnFault(
            Wrong.SERVICE,
            f"no service is called `{given.service}` in ARNs",
            f"did you mean `{near}`?" if near else "see the service's page of the reference",
        ),
    )


def _of_no_form(given: Arn, forms: tuple[Form, ...]) -> ArnFault:
    near = nearest_form(given.resource, [form.resource for form in forms])
    return ArnFault(
        Wrong.RESOURCE,
        f"no ARN of `{given.service}` has the form `{given.resource}`",
        f"a form that it has is `{near}`; `rolec query resources {given.service}` has them all",
    )


def nearest_form(resource: str, names: list[str]) -> str:
    """The one of the forms ``names`` that ``resource`` is most like, or the first."""
    return closest(resource, names) or _of_same_type(resource, names) or names[0]


def _of_same_type(resource: str, names: list[str]) -> str | None:
    """The form whose type, before the first slash or colon, is most like that of ``resource``."""
    by_type = {name.replace(":", "/").partition("/")[0]: name for name in reversed(names)}
    near = closest(resource.replace(":", "/").partition("/")[0], by_type)
    return by_type[near] if near else None


def _region(given: Arn, met: list[Form]) -> Iterator[ArnFault]:
    if not any(_fits_region(given, each) for each in met):
        wrong = Wrong.REGION if given.region else Wrong.NO_REGION
        yield _of_field(wrong, "region", given.service, given.region)


def _account(given: Arn, met: list[Form]) -> Iterator[ArnFault]:
    if not any(_fits_account(given, each) for each in met):
        wrong = Wrong.ACCOUNT if given.account else Wrong.NO_ACCOUNT
        yield _of_field(wrong, "account", given.service, given.account)


def _of_field(wrong: Wrong, field: str, service: str, value: str) -> ArnFault:
    form = f"an ARN of this form of `{service}`"
    if value:
        return ArnFault(
            wrong, f"{form} has no {field}, and here is `{value}`", "leave the field empty"
        )
    return ArnFault(
        wrong, f"{form} needs the {field}, and here is none", f"name the {field}, or write `*`"
    )
