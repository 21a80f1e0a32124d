"""Values as a person would write them, in the place of any that would do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import chain, islice, product
from typing import Any, TypeAlias

from rolec.catalog.arn_pattern import named_types
from rolec.compare.acting import may_act_on
from rolec.compare.actions import Known
from rolec.compare.address import Address
from rolec.compare.pattern import FRESH
from rolec.compare.predicate import ACTION, RESOURCE
from rolec.compare.principal_keys import agreeing
from rolec.compare.question import Question

Values: TypeAlias = Mapping[str, tuple[Any, ...] | None]

_WORDS = ("example", "another", "x")
_NAMES = ("alice", "bob", "x")
EXAMPLE_ACCOUNT = "123456789012"
"""As it stands in the manuals of AWS."""
EXAMPLE_REGION = "us-east-1"
_ACCOUNTS = (EXAMPLE_ACCOUNT, "210987654321")
_REGIONS = (EXAMPLE_REGION, "eu-west-1", "ap-south-1")
_SERVICES = ("cloudformation.amazonaws.com", "ec2.amazonaws.com")
_OF_KEY: Mapping[str, tuple[str, ...]] = {
    "aws:requestedregion": _REGIONS,
    "aws:principalaccount": _ACCOUNTS,
    "aws:resourceaccount": _ACCOUNTS,
    "aws:sourceaccount": _ACCOUNTS,
    "aws:vpceaccount": _ACCOUNTS,
    "aws:principalorgid": ("o-example1234",),
    "aws:resourceorgid": ("o-example1234",),
    "aws:sourceorgid": ("o-example1234",),
    "aws:sourcevpc": ("vpc-0123456789abcdef0",),
    "aws:sourcevpce": ("vpce-0123456789abcdef0",),
    "aws:userid": ("AROAEXAMPLE:alice",),
    "aws:username": _NAMES,
    "aws:principaltype": ("AssumedRole",),
    "aws:calledvia": _SERVICES,
    "aws:calledviafirst": _SERVICES,
    "aws:calledvialast": _SERVICES,
    "iam:passedtoservice": _SERVICES,
    "iam:awsservicename": _SERVICES,
    "kms:viaservice": ("s3.us-east-1.amazonaws.com",),
}
_PARTS = (("arn",), ("aws",), ("s3", "sqs"), _REGIONS, _ACCOUNTS)
_ADDRESSES = tuple(Address(4, number) for number in (0xCB007107, 0xC6336407, 0x0A010203))
"""203.0.113.7 and 198.51.100.7, of the ranges for documentation, and 10.1.2.3."""

_COLONS = 5
_MOST = 30
"""Actions, or resources, that are tried before an action is left with a resource that it does not act on."""

_OWN = re.compile("[\U00100000-\U0010ffff]")
_FRESH = re.compile(f"{FRESH}+")
_LETTER = re.compile(f"{FRESH}|{_OWN.pattern}")
_SEPARATOR = re.compile(r"([:/])")
_COLON = re.compile(r"(:)")
_PLACEHOLDER = re.compile(r"\$?\{([^}]*)\}|[*?]")


class Writer:
    """Writes values anew as long as they still ``show`` what they have to."""

    def __init__(
        self,
        question: Question,
        action: str,
        resource: str,
        known: Known,
        shows: Callable[[Values], bool],
    ) -> None:
        self._question = question
        self._action = action
        self._resource = resource
        self._known = known
        self._shows = shows

    def plausible(self, values: Values) -> Values:
        """``values`` with words for fresh letters, where they will do."""
        found = values
        for letter in sorted({each for text in _texts(values) for each in _OWN.findall(text)}):
            alone = [name for name, value in found.items() if value == (letter,)]
            words = chain(*(_OF_KEY.get(name, ()) for name in alone), _WORDS, _NAMES)
            options = ({**found, **_replaced(found, letter, word)} for word in words)
            found = next(filter(self._shows, options), found)
        for name, value in values.items():
            if value is not None:
                options = (
                    {**found, name: each} for each in self._options(name, found[name] or ())
                )
                found = next(filter(self._shows, options), found)
        found = self._acting(found)
        agreed = agreeing(found, self._question.principals)
        return next(filter(self._shows, agreed), found)

    def printable(self, values: Values) -> Values:
        """``values`` with letters that no policy has for the fresh ones that are left."""
        found = values
        letters = _unused(self._question.characters)
        for letter in sorted({each for text in _texts(values) for each in _LETTER.findall(text)}):
            found = {**found, **_replaced(found, letter, next(letters))}
        return found

    def _acting(self, values: Values) -> Values:
        """``values`` with a resource that the action acts on, where it does not act on theirs."""
        (action,), resources = values[ACTION] or (), values[RESOURCE]
        if resources is None or may_act_on(action, resources[0], self._known):
            return values
        named = (_filled(each) for each in self._question.named_resources)
        fitting = (each for each in named if may_act_on(action, each, self._known))
        options = ({**values, RESOURCE: (each,)} for each in islice(fitting, _MOST))
        return next(filter(self._shows, options), values)

    def _options(self, name: str, value: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
        """Other values for the element ``name``, the best first."""
        first = value[0]
        if name == ACTION:
            yield from ((each,) for each in self._actions(first))
        elif isinstance(first, Address):
            yield from ((each,) for each in _ADDRESSES)
            yield (first._replace(number=first.number + 1),)
        elif isinstance(first, str) and any(FRESH in each for each in value):
            if name == RESOURCE:
                yield from ((each,) for each in self._resources(first))
            elif all(_FRESH.fullmatch(each) for each in value):
                yield from ((each,) * len(value) for each in _OF_KEY.get(name, ()))
            for words in _WORDS:
                yield tuple(_spelt(each, words) for each in value)

    def _actions(self, action: str) -> Iterator[str]:
        """Actions of the same service that can act on the resource."""
        service = self._known.service(action.partition(":")[0])
        if service is None or not self._resource or self._resource[0] == FRESH:
            return
        kinds = named_types([_spelt(self._resource, _WORDS[0])], service.resource_types)
        found = service.action(action.partition(":")[2])
        if found is None or any(on.type.name in kinds for on in found.acts_on):
            return
        fitting = [
            each.full_name.lower()
            for each in service.actions
            if any(on.type.name in kinds for on in each.acts_on)
        ]
        named = self._question.named_actions
        # Of those that a statement names one is likely to be the one that it is about.
        yield from islice(sorted(fitting, key=lambda each: each not in named), _MOST)

    def _resources(self, text: str) -> Iterator[str]:
        if text[0] != FRESH:
            if not may_act_on(self._action, _spelt(text, _WORDS[0]), self._known):
                head = text.partition(FRESH)[0]
                for between, template in product((_SEPARATOR, _COLON), self._templates()):
                    whole = _continued(head, template, between)
                    if may_act_on(self._action, whole, self._known):
                        yield whole
            return
        rest = text.lstrip(FRESH)
        for template in self._templates():
            filled = _filled(template)
            yield filled + _spelt(rest, "example") if rest else filled
        if not rest:
            yield "*"

    def _templates(self) -> tuple[str, ...]:
        """The ARNs of what the action acts on."""
        prefix, _, name = self._action.partition(":")
        service = self._known.service(prefix)
        action = service.action(name) if service else None
        arns = (arn for on in action.acts_on for arn in on.type.arns) if action else ()
        return tuple(sorted(arns, key=len))


def _continued(head: str, template: str, between: re.Pattern[str]) -> str:
    """The ARN of a ``template`` that begins as ``head`` does, if one can, part for part ``between`` separators."""
    *whole, begun = between.split(head)
    pieces = between.split(_filled(template))[len(whole) :]
    first = f"{begun}example" if begun else "".join(pieces[:1])
    return "".join([*whole, first, *pieces[1:]])


def _replaced(values: Values, letter: str, word: str) -> Values:
    return {
        name: tuple(
            each.replace(letter, word) if isinstance(each, str) else each for each in value
        )
        for name, value in values.items()
        if value is not None
    }


def _texts(values: Values) -> Iterator[str]:
    for value in values.values():
        yield from (each for each in value or () if isinstance(each, str))


def _spelt(text: str, word: str) -> str:
    """``text`` with words for fresh letters; in an ARN, with what its parts may be."""
    parts = text.split(":", _COLONS)
    if parts[0] != "arn" or len(parts) <= _COLONS:
        return _worded(text, word)
    which = _WORDS.index(word)
    heads = [
        _FRESH.sub(options[min(which, len(options) - 1)], part)
        for options, part in zip(_PARTS, parts[:-1], strict=True)
    ]
    return ":".join([*heads, _worded(parts[-1], word)])


def _worded(text: str, word: str) -> str:
    """``text`` with ``word`` for fresh letters, with a dash where it stands next to others."""

    def put(found: re.Match[str]) -> str:
        before, after = text[: found.start()][-1:], text[found.end() :][:1]
        return ("-" if before.isalnum() else "") + word + ("-" if after.isalnum() else "")

    return _FRESH.sub(put, text)


def _filled(template: str) -> str:
    """An ARN of ``template``, or of a pattern."""
    return _PLACEHOLDER.sub(_fill, template)


def _fill(found: re.Match[str]) -> str:
    if found[0] == "?":
        return "x"
    name = (found[1] or "").lower()
    fixed = {"partition": "aws", "region": _REGIONS[0], "account": _ACCOUNTS[0]}
    return fixed.get(name, "example")


def _unused(used: frozenset[str]) -> Iterator[str]:
    """Printable letters that are not ``used``, and whose other case is not either."""
    likely = "xyzqwjkvbn0123456789ghpuacdefilmorst_-"
    more = (chr(code) for code in range(0xE0, 0x2000))
    for letter in chain(likely, more):
        if letter.isprintable() and not used & {letter, letter.lower(), letter.upper()}:
            yield letter
