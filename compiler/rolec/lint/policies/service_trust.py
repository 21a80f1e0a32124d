"""Finds services that are trusted for the work of everybody, or on conditions that no service meets.

A service works for many accounts. In whose name it comes is said by `aws:SourceArn`, `aws:SourceAccount`,
`aws:SourceOrgID` and `aws:SourceOrgPaths`, if it sends them.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolec.catalog.service_principal import CHINA_SUFFIX, DNS_SUFFIX
from rolec.catalog.source_keys import SOURCE_KEYS, Confidence, SourceKeys
from rolec.diagnostics.diagnostic import Diagnostic, Label
from rolec.diagnostics.level import Level
from rolec.lint.denied_unless import denied_unless
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.lint import Family, Lint
from rolec.lint.met import conditions_on, needs_key
from rolec.policy.policy_text import Kind, PolicyText, PrincipalText, StatementText, Word


def _trust(condition: str) -> str:
    return policy(
        '{"Effect": "Allow", "Principal": {"Service": "codebuild.amazonaws.com"},'
        f' "Action": "sts:AssumeRole"{condition}}}'
    )


_SOURCE = ', "Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"}}'

NO_SUCH_KEY = Lint(
    id="L0630",
    name="key-that-no-service-has",
    level=Level.ERROR,
    access_analyzer="UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL",
    explain="""
A service is in no organization, has no name of a user, no tags and no MFA. A condition that needs one of
them is never met by a service, which then cannot assume the role.
""",
    bad=_trust(', "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}'),
    good=_trust(', "Condition": {"StringEquals": {"aws:SourceOrgID": "o-a1b2c3d4e5"}}'),
)

OTHER_KEY = Lint(
    id="L0631",
    name="service-without-source-key",
    level=Level.SUGGESTION,
    access_analyzer="RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL",
    explain="""
What this condition compares belongs to the service, or can be made up by anybody. In whose name a service
comes is said by `aws:SourceArn`, `aws:SourceAccount`, `aws:SourceOrgID` and `aws:SourceOrgPaths`.
""",
    bad=_trust(', "Condition": {"StringEquals": {"aws:Referer": "111122223333"}}'),
    good=_trust(_SOURCE),
)

CONFUSED_DEPUTY = Lint(
    id="L0632",
    name="service-for-any-account",
    level=Level.WARNING,
    explain="""
This service says in whose name it comes when it assumes a role, and the policy does not look at it.
Somebody in another account could make the service use the role for them. Who may hand the role to the
service is limited by `iam:PassRole` as well, so this is no more than a warning; and services that are not
known to say it are left out, because a condition would lock them out.
""",
    bad=_trust(""),
    good=_trust(
        ', "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:codebuild:*:111122223333:*"}}'
    ),
)

SENDS_NONE = Lint(
    id="L0633",
    name="source-key-that-service-lacks",
    level=Level.WARNING,
    explain="""
As far as is known this service does not say in whose name it comes when it assumes a role: its guide shows
trust policies without, or others have found that the key shuts it out. A condition that needs the key is then
never met, and the service cannot assume the role. Who may hand the role to it is limited by `iam:PassRole`.
""",
    bad=_trust(_SOURCE).replace("codebuild", "lambda"),
    good=_trust("").replace("codebuild", "lambda"),
)

_SAYS_FOR_WHOM = ("aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths")
_NEVER = (
    "aws:multifactorauthage",
    "aws:multifactorauthpresent",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:username",
)
_TAG = "aws:principaltag/"
_HAS_TAGS = "rolesanywhere"
_INSTEAD = ("aws:referer", "aws:sourceip", "aws:sourceowner", "aws:sourcevpc", "aws:useragent")


def _check(document: PolicyText, _: Facts) -> Iterator[Diagnostic]:
    if document.kind is not Kind.TRUST:
        return
    for statement in document.statements:
        if statement.allows and any(each.type == "Service" for each in statement.principals):
            services = _services(statement)
            yield from _never_met(statement, services)
            yield from _not_sent(statement, services)
            if not _says_for_whom(statement):
                open_ = {
                    name: word
                    for name, word in services.items()
                    if not denied_unless(document, PrincipalText("Service", word), *_SAYS_FOR_WHOM)
                }
                yield from _without_source(statement, open_)


def _services(statement: StatementText) -> dict[str, Word]:
    """The services of a statement that are known, by their names without the suffix."""
    return {
        principal.value.text.removesuffix(f".{CHINA_SUFFIX}").removesuffix(
            f".{DNS_SUFFIX}"
        ): principal.value
        for principal in statement.principals
        if principal.type == "Service" and principal.value.exact
    }


def _says_for_whom(statement: StatementText) -> bool:
    return any(
        condition.parsed is None or not condition.parsed.negated
        for condition in conditions_on(statement, *_SAYS_FOR_WHOM)
    )


def _may_have_tags(statement: StatementText, services: dict[str, Word]) -> bool:
    """Whether a service of it passes tags, as one that only Terraform knows may."""
    return _HAS_TAGS in services or len(services) < len(statement.principals)


def _never_met(statement: StatementText, services: dict[str, Word]) -> Iterator[Diagnostic]:
    for condition in statement.conditions:
        key = condition.key.text.lower()
        has_tags = _may_have_tags(statement, services)
        never = key in _NEVER or (key.startswith(_TAG) and not has_tags)
        if never and needs_key(condition):
            yield NO_SUCH_KEY.at(
                condition.key.span,
                f"no service has what `{condition.key.text}` compares",
                help="delete it, or trust the service in a statement of its own"
                if _silent(statement, services)
                else "compare `aws:SourceAccount`, `aws:SourceArn` or `aws:SourceOrgID`,"
                " or trust the service in a statement of its own",
            )


def _silent(statement: StatementText, services: dict[str, Word]) -> dict[str, SourceKeys]:
    """What is known of the services of ``statement``, where all of them are known to send no source keys."""
    known = {name: SOURCE_KEYS[name] for name in services if name in SOURCE_KEYS}
    is_whole = len(known) == len(statement.principals)
    return known if is_whole and not any(each.source_arn for each in known.values()) else {}


_HOW_KNOWN = {
    Confidence.SHOWN_WITHOUT: "its guide shows trust policies without it",
    Confidence.REPORTED: "others have found it so",
}


def _not_sent(statement: StatementText, services: dict[str, Word]) -> Iterator[Diagnostic]:
    for name, known in _silent(statement, services).items():
        for condition in conditions_on(statement, *_SAYS_FOR_WHOM):
            if needs_key(condition):
                yield SENDS_NONE.at(
                    condition.key.span,
                    f"as far as is known `{name}` does not send `{condition.key.text}`, and is shut out:"
                    f" {_HOW_KNOWN[known.confidence]} ({known.source})",
                    help="delete the condition: `iam:PassRole` limits who hands the role to the service",
                    secondary=(Label(services[name].span, "the service"),),
                )


def _without_source(statement: StatementText, services: dict[str, Word]) -> Iterator[Diagnostic]:
    if services and all(
        name not in SOURCE_KEYS or SOURCE_KEYS[name].source_arn for name in services
    ):
        for condition in conditions_on(statement, *_INSTEAD):
            yield OTHER_KEY.at(
                condition.key.span,
                f"`{condition.key.text}` does not say in whose name the service comes",
                help="compare `aws:SourceAccount` or `aws:SourceArn`",
            )
    for name, word in services.items():
        sent = SOURCE_KEYS.get(name)
        if sent is not None and sent.source_arn:
            what = "entry" if statement.is_of_entry else "statement"
            alone = "" if len(services) == 1 else f", in {_AN[what]} of its own"
            yield CONFUSED_DEPUTY.at(
                word.span,
                f"`{name}` could be made to use this role for anybody's account:"
                f" the {what} does not say for which",
                help=f"{_way_to_say(sent, in_entry=statement.is_of_entry)}{alone}",
                notes=(f"that the service says for which is {sent.confidence} ({sent.source})",),
            )


_AN = {"entry": "an entry", "statement": "a statement"}


def _way_to_say(sent: SourceKeys, *, in_entry: bool) -> str:
    """How to name the account, or what of it, in an entry of a spec or in IAM's own words."""
    form = sent.arn_form or ""
    if not in_entry:
        account = "`aws:SourceAccount` or " if sent.source_account else ""
        return f"compare {account}`aws:SourceArn`{form and f', which is like `{form}`'}"
    if sent.source_account:
        return (
            f"add `source_account: self`{form and f', or `source_arn:` with an ARN like `{form}`'}"
        )
    return f"add `source_arn: {form}`" if form else "add `source_arn:`"


FAMILY = Family((NO_SUCH_KEY, OTHER_KEY, CONFUSED_DEPUTY, SENDS_NONE), _check)
