"""The forms that the ARNs of a service have, and which of them a resource of a policy can be."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from rolec.catalog.arn_pattern import named_types
from rolec.catalog.catalogue import Catalogue
from rolec.catalog.service import ResourceType, Service
from rolec.lint.known_action import service_of

FIELDS = 6
"""``arn``, partition, service, region, account, and the resource, which may have colons itself."""


class Arn(NamedTuple):
    """The parts of an ARN that say what it is."""

    service: str
    region: str
    account: str
    resource: str


class Form(NamedTuple):
    """A template of the authorization reference; ``start`` is its resource up to a placeholder."""

    service: str
    region: str
    account: str
    resource: str
    start: str


def arn(text: str) -> Arn | None:
    """The parts of ``text``, or None where it has too few to be an ARN."""
    parts = text.split(":", FIELDS - 1)
    return Arn(*parts[2:]) if len(parts) == FIELDS and parts[0] == "arn" else None


@lru_cache(maxsize=16384)
def arn_given(text: str) -> Arn | None:
    """The parts of what a policy has; a policy variable, whose name may have colons, is `*`."""
    return arn(_VARIABLE.sub("*", text) if "${" in text else text)


_VARIABLE = re.compile(r"\$\{[^}]*\}")


_UNLISTED = {
    "cloudformation": ("arn:${Partition}:cloudformation:${Region}:aws:transform/${Name}",),
    "s3": (
        "arn:${Partition}:s3::${Account}:accesspoint/${Alias}.mrap",
        "arn:${Partition}:s3::${Account}:accesspoint/${Alias}.mrap/object/${ObjectName}",
    ),
}
"""Forms that the authorization reference lacks, or has for some of the actions only, by the service.

Sources: the CloudFormation User Guide, "Control CloudFormation access with IAM", on macros and transforms; the
Amazon S3 User Guide, "Permissions" of Multi-Region Access Points.
"""


@lru_cache(maxsize=1024)
def forms_of(service: str, catalogue: Catalogue) -> tuple[Form, ...]:
    """The forms of ARNs whose service is ``service``, as far as the service itself lists them."""
    found = service_of(service, catalogue)
    return tuple(_forms(found).get(service, ())) if found else ()


@lru_cache(maxsize=1024)
def has_slashless_name(known: Form, catalogue: Catalogue) -> bool:
    """Whether a form has one name, at its end, in which no slash is: another form goes on after it with one."""
    name = _PLACEHOLDER.fullmatch(known.resource, len(known.start))
    return name is not None and any(
        each.resource.startswith(f"{known.resource}/") and each[:3] == known[:3]
        for each in forms_of(known.service, catalogue)
    )


_OF_ONE_NAME = frozenset({"sns", "sqs"})
"""Services in whose names is no colon, and of whose ARNs a policy needs none that go on after a name with one.

Sources: the Amazon SNS API Reference, CreateTopic; the Amazon SQS Developer Guide, "Queue names".
"""


def goes_on_after_name(given: Arn) -> bool:
    """Whether a colon comes after the name of a queue or a topic, as it does after that of a log group."""
    return given.service in _OF_ONE_NAME and ":" in given.resource


def is_unlisted(given: Arn) -> bool:
    """Whether an ARN is of a form that AWS has, and of which it does not say what acts on it."""
    known = forms_in(_UNLISTED.get(given.service, ()))
    return any(surely_is(each, given.resource) for each in known)


def is_key_alias(text: str) -> bool:
    """Whether ``text`` is the ARN of an alias of KMS, which stands for no key in a policy."""
    given = arn_given(text)
    return given is not None and given.service == "kms" and given.resource.startswith("alias/")


@lru_cache(maxsize=8)
def all_forms(catalogue: Catalogue) -> Mapping[str, tuple[Form, ...]]:
    """The forms of all ARNs by their service; reads all services, and is for rare questions."""
    by_service: dict[str, dict[Form, None]] = defaultdict(dict)
    for prefix in catalogue.prefixes():
        service = service_of(prefix, catalogue)
        for name, forms in (_forms(service) if service else {}).items():
            by_service[name].update(dict.fromkeys(forms))
    return {name: tuple(forms) for name, forms in by_service.items()}


def form(template: str) -> Form | None:
    """The parts of a template."""
    parts = arn(template)
    return Form(*parts, start=_PLACEHOLDER.split(parts.resource)[0]) if parts else None


@lru_cache(maxsize=8192)
def forms_in(templates: tuple[str, ...]) -> tuple[Form, ...]:
    """The forms of those of ``templates`` that are ARNs."""
    return tuple(each for template in templates if (each := form(template)) is not None)


def surely_is(known: Form, resource: str) -> bool:
    """Whether ``resource`` is of the form ``known`` at first sight; false says nothing.

    A resource with wildcards is one of the texts that it covers.
    """
    if not resource.startswith(known.start) or _has_slash_twice(known, resource):
        return False
    return _has_parts(known, resource)


def surely_is_not(known: Form, resource: str) -> bool:
    """Whether ``resource``, which has no wildcard, is not of the form ``known``; false says nothing."""
    return "*" not in known.resource and not _has_parts(known, resource)


def _has_parts(known: Form, resource: str) -> bool:
    return _compiled(known.resource).fullmatch(resource) is not None


def meeting(service: str, resource: str, forms: tuple[Form, ...]) -> list[Form]:
    """Those of ``forms`` of which some ARN with ``resource`` can be, whatever region and account."""
    types = tuple(
        ResourceType(name=str(number), arns=(f"arn:*:{service}:*:*:{each.resource}",))
        for number, each in enumerate(forms)
        if not _has_slash_twice(each, resource)
    )
    found = named_types((f"arn:*:{service}:*:*:{resource}",), types)
    return [each for number, each in enumerate(forms) if str(number) in found]


def _has_slash_twice(known: Form, resource: str) -> bool:
    """Whether a name begins with a slash, where the reference says that its ARN leaves it out."""
    return _SLASHLESS in known.resource and resource.startswith(f"{known.start}/")


_SLASHLESS = "WithoutLeadingSlash}"
_PLACEHOLDER = re.compile(r"\$?\{[^}]*\}|\*")


def _forms(service: Service) -> Mapping[str, list[Form]]:
    found: dict[str, list[Form]] = defaultdict(list)
    for kind in service.resource_types:
        for template in kind.arns:
            known = form(template)
            if known:
                # What a backup is of has ARNs of its own service: whose is not said.
                found[service.prefix if "$" in known.service else known.service].append(known)
    return found


@lru_cache(maxsize=4096)
def _compiled(template: str) -> re.Pattern[str]:
    return re.compile(".+".join(map(re.escape, _PLACEHOLDER.split(template))), re.DOTALL)
