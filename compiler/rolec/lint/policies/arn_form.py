"""Finds resources whose ARN has a form that no resource of the service has.

IAM compares the ARN of a policy with that of a request, field by field. One of a form that no request
has matches nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rolec.catalog.catalogue import Catalogue
from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.lint.arn_fault import Wrong, arn_faults, nearest_form
from rolec.lint.arn_form import Form, arn_given, form
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.known_action import actions_of, is_wild, listed
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

_LINTS = {
    Wrong.SERVICE: UNKNOWN_SERVICE,
    Wrong.RESOURCE: NO_RESOURCE,
    Wrong.ACCOUNT: ACCOUNT,
    Wrong.REGION: REGION,
    Wrong.NO_REGION: NO_REGION,
    Wrong.NO_ACCOUNT: NO_ACCOUNT,
}


def _check(document: PolicyText, facts: Facts) -> Iterator[Diagnostic]:
    if document.kind is not Kind.IDENTITY:
        return
    for statement in document.statements:
        for word in statement.resources.items if statement.resources else ():
            if word.exact:
                for fault in arn_faults(word.text, facts.catalogue):
                    help_ = fault.help
                    if fault.wrong is Wrong.RESOURCE:
                        taken = _taken(statement, facts.catalogue)
                        help_ = _with_one_slash(word.text, facts.catalogue) or (
                            _help_of_actions(word.text, taken) or help_
                        )
                    yield _LINTS[fault.wrong].at(word.span, fault.message, help=help_)


def _taken(statement: StatementText, catalogue: Catalogue) -> Iterator[Form]:
    """The forms of what the actions that ``statement`` names act on, that a request has to name first."""
    named = (word.text for word in listed(statement) if not is_wild(word.text))
    actions = (action for name in named for action in actions_of(name, catalogue))
    acted_on = sorted((on for a in actions for on in a.acts_on), key=lambda on: not on.required)
    for template in (template for on in acted_on for template in on.type.arns):
        known = form(template)
        if known:
            yield known


def _with_one_slash(text: str, catalogue: Catalogue) -> str | None:
    """A name that begins with a slash, as of a parameter, brings the one that the ARN has."""
    once = text.replace("//", "/", 1)
    return f"did you mean `{once}`?" if once != text and not arn_faults(once, catalogue) else None


def _help_of_actions(text: str, taken: Iterable[Form]) -> str | None:
    given = arn_given(text)
    assert given is not None, text
    names = [each.resource for each in taken if each.service == given.service]
    if not names:
        return None
    near = nearest_form(given.resource, list(dict.fromkeys(names)))
    return f"its actions take `{near}`; `rolec query resources {given.service}` has all forms"


FAMILY = Family(tuple(_LINTS.values()), _check)
