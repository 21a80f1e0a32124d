"""What is wrong with expectations, before anybody asks whether they are met."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rolec.catalog.catalogue import SHIPPED, Catalogue
from rolec.catalog.key_type import aws_keys
from rolec.diagnostics.diagnostic import Diagnostic, error, warning
from rolec.diagnostics.outcome import in_source_order
from rolec.diagnostics.quoted import quoted
from rolec.diagnostics.suggest import did_you_mean
from rolec.driver.compile import expectation_codes as codes
from rolec.driver.compile.compilation import PlacedExpectations
from rolec.driver.compile.expected_text import named, principal_of
from rolec.ir.expectation import Expectation
from rolec.ir.glob import matches
from rolec.ir.module import Module
from rolec.ir.text import Entity, Text
from rolec.ir.texts import links_in
from rolec.semantics.value_form import misfit
from rolec.source.span import Span


def expectation_problems(
    modules: Sequence[Module],
    lists: Sequence[PlacedExpectations],
    catalogue: Catalogue | None = None,
) -> tuple[Diagnostic, ...]:
    """The expectations that ask about nothing; for each place once.

    ``catalogue`` is AWS as the project knows it.
    """
    own = [
        (module, expectation)
        for module in modules
        for role in module.roles
        for expectation in role.expected
    ]
    shared = [
        (module, expectation)
        for placed in lists
        for module in modules
        if module.account == placed.account
        for expectation in placed.expectations.expected
    ]
    found = [*_of_no_role(modules, lists)]
    for module, expectation in (*own, *shared):
        siblings = [each for each in modules if each.account == module.account]
        found += _problems(expectation, module, siblings, catalogue or SHIPPED)
    return in_source_order(found)


def _of_no_role(
    modules: Sequence[Module], lists: Iterable[PlacedExpectations]
) -> Iterator[Diagnostic]:
    """Names in lists that are like no role's in any account."""
    met: dict[Text, bool] = {}
    spans: dict[Span, Text] = {}
    known = {role.name for module in modules for role in module.roles}
    for placed in lists:
        here = [r.name for m in modules if m.account == placed.account for r in m.roles]
        for pattern in placed.expectations.roles:
            spans[pattern.span] = pattern
            is_met = any(matches(pattern.written, name) for name in here)
            met[pattern] = met.get(pattern, False) or is_met
    for pattern in spans.values():
        if not met[pattern]:
            yield error(
                codes.NO_SUCH_ROLE,
                f"no role is called `{pattern.written}`",
                pattern.span,
                help=did_you_mean(pattern.written, known)
                or "write the name of a role, or a pattern that is like one",
            )


def _problems(
    expectation: Expectation, module: Module, siblings: Sequence[Module], known: Catalogue
) -> Iterator[Diagnostic]:
    for text in expectation.texts:
        for link in links_in((text,)):
            if not any(each.name == link.name for each in named(link.entity, siblings)):
                names = [each.name for each in named(link.entity, siblings)]
                what = "role" if link.entity is Entity.ROLE else "policy"
                yield error(
                    codes.LINK_TO_NOTHING,
                    f"there is no {what} `{link.name}` in this account",
                    text.span,
                    help=did_you_mean(link.name, names) or f"name a {what} of the project",
                )
                return
    assume = expectation.assume
    if assume and principal_of(assume, module, siblings) is None:
        yield error(
            codes.NO_PRINCIPAL,
            f"`{assume.written}` is no principal",
            assume.span,
            help="write an ARN, twelve digits, a service as `ec2.amazonaws.com`,"
            " or the host of a provider",
        )
    for action in expectation.actions:
        if not any(known.matching(action.written)):
            yield _unknown_action(action, known)
    for key, values in expectation.context:
        yield from _of_key(key, values, known)


def _of_key(key: Text, values: tuple[Text, ...], known: Catalogue) -> Iterator[Diagnostic]:
    name = key.literal
    if name is None:
        return
    found = known.key(name)
    if found is not None and not found.multivalued and len(values) > 1:
        yield error(
            codes.SEVERAL_VALUES,
            f"a request has one `{name}`, and not {len(values)}",
            key.span,
            help="write an expectation for each value",
        )
    for value in values:
        form = None if value.literal is None else misfit(found, value.literal)
        if form:
            yield error(
                codes.IMPOSSIBLE_VALUE,
                f"{quoted(value.written)} is no value that a request has of `{name}`",
                value.span,
                help=f"write {form.words}, such as `{form.example}`",
            )
    prefix = name.partition(":")[0].lower()
    if found is None and (prefix == "aws" or known.service(prefix)):
        yield warning(
            codes.NO_SUCH_KEY,
            f"AWS has no condition key `{name}`",
            key.span,
            help=did_you_mean(name, _keys_of(prefix, known)) or "write a key that AWS documents",
        )


def _keys_of(prefix: str, known: Catalogue) -> Iterable[str]:
    service = known.service(prefix)
    return aws_keys() if service is None else (each.name for each in service.keys)


def _unknown_action(action: Text, known: Catalogue) -> Diagnostic:
    prefix = action.written.partition(":")[0]
    near = known.nearest(action.written)
    if near:
        help_ = f"did you mean `{near}`?"
    elif known.service(prefix):
        help_ = f"`rolec query actions {prefix}` has them all"
    else:
        help_ = f"no service has the prefix `{prefix}`: see the authorization reference"
    message = f"AWS has no action `{action.written}`"
    return warning(codes.NO_SUCH_ACTION, message, action.span, help=help_)
