"""Finds policy variables that are not written as IAM reads them, and ones where it reads none.

A variable that IAM does not understand is either refused or taken as ordinary text, which no user
and no resource is called.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rolec.catalog.key_type import aws_keys, key_type
from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.diagnostics.suggest import did_you_mean
from rolec.ir.document import VERSION
from rolec.ir.operator import Family as Operators
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.lint import Family, Lint
from rolec.lint.policy_variable import Fault, Variable, variables
from rolec.policy.policy_text import PolicyText, StatementText, Word


def _of_resource(text: str) -> str:
    return policy(f'{{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "{text}"}}')


_GOOD = _of_resource("arn:aws:s3:::photos/${aws:userid}/*")

MISSING_BRACE = Lint(
    id="L0350",
    name="variable-without-end",
    level=Level.ERROR,
    access_analyzer="MISSING_BRACE_IN_VARIABLE",
    explain="""
A policy variable starts with `${` and ends with `}`. Without the brace IAM cannot tell the name of the
variable from the text behind it.
""",
    bad=_of_resource("arn:aws:s3:::photos/${aws:userid/*"),
    good=_GOOD,
)

MISSING_QUOTE = Lint(
    id="L0351",
    name="variable-default-without-quotes",
    level=Level.ERROR,
    access_analyzer="MISSING_QUOTE_IN_VARIABLE",
    explain="""
What a variable stands for where the request does not have it is written in single quotes:
`${aws:PrincipalTag/team, 'nobody'}`.
""",
    bad=_of_resource("arn:aws:s3:::photos/${aws:PrincipalTag/team, nobody}/*"),
    good=_of_resource("arn:aws:s3:::photos/${aws:PrincipalTag/team, 'nobody'}/*"),
)

SPACE = Lint(
    id="L0352",
    name="variable-with-space",
    level=Level.ERROR,
    access_analyzer="UNSUPPORTED_SPACE_IN_VARIABLE",
    explain="""
The name of a variable has no spaces, not even next to the braces. A condition key with a space in its tag
cannot be a variable.
""",
    bad=_of_resource("arn:aws:s3:::photos/${ aws:userid }/*"),
    good=_GOOD,
)

EMPTY = Lint(
    id="L0353",
    name="empty-variable",
    level=Level.ERROR,
    access_analyzer="EMPTY_VARIABLE",
    explain="""
Between `${` and `}` stands the condition key whose value is meant, such as `aws:userid`. Without one nothing
is put in.
""",
    bad=_of_resource("arn:aws:s3:::photos/${}/*"),
    good=_GOOD,
)

IN_ELEMENT = Lint(
    id="L0354",
    name="variable-where-none-is-read",
    level=Level.ERROR,
    access_analyzer="VARIABLE_UNSUPPORTED_IN_ELEMENT",
    explain="""
IAM reads variables in the last part of a resource, after the fifth colon, and in the values of
conditions. In actions, principals, Sids, condition keys and the first parts of an ARN they are
refused, or text that nothing is called.
""",
    bad=policy(
        '{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/${aws:username}"},'
        ' "Action": "sts:AssumeRole"}'
    ),
    good=policy(
        '{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/alice"},'
        ' "Action": "sts:AssumeRole"}'
    ),
)

IN_VERSION = Lint(
    id="L0355",
    name="variable-in-old-version",
    level=Level.ERROR,
    access_analyzer="VARIABLE_UNSUPPORTED_IN_VERSION",
    explain="""
Only version 2012-10-17 of the policy language has variables. In a document of 2008-10-17, or one
without `Version`, `${aws:userid}` is ordinary text.
""",
    bad=_GOOD.replace(VERSION, "2008-10-17"),
    good=_GOOD,
)

FOR_OPERATOR = Lint(
    id="L0356",
    name="variable-for-operator-without",
    level=Level.ERROR,
    access_analyzer="INVALID_VARIABLE_FOR_OPERATOR",
    explain="""
Variables stand in the values of string and ARN operators. Numbers, dates, addresses, booleans and
binary values are compared as they are written.
""",
    bad=policy(
        '{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",'
        ' "Condition": {"DateLessThan": {"aws:CurrentTime": "${aws:PrincipalTag/until}"}}}'
    ),
    good=policy(
        '{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",'
        ' "Condition": {"DateLessThan": {"aws:CurrentTime": "2031-02-01T00:00:00Z"}}}'
    ),
)

UNKNOWN = Lint(
    id="L0357",
    name="unknown-policy-variable",
    level=Level.ERROR,
    of_catalogue=True,
    explain="""
A policy variable is a condition key, and keys that start with `aws:` are AWS's own, of which there is a list.
One that is not in it has no value in any request: what it stands in matches nothing, or, with a default,
the default alone.
""",
    bad=_of_resource("arn:aws:s3:::photos/${aws:usreid}/*"),
    good=_GOOD,
)

_FAULTS = {
    Fault.NO_BRACE: (MISSING_BRACE, "has no closing brace", "add `}` behind the name"),
    Fault.NO_QUOTE: (MISSING_QUOTE, "has a default without quotes", "write it in single quotes"),
    Fault.SPACE: (SPACE, "has a space in its name", "delete the space"),
    Fault.EMPTY: (
        EMPTY,
        "names no condition key",
        "write one, such as `${aws:userid}`, or delete it",
    ),
}
_WITH_VARIABLES = frozenset({Operators.STRING, Operators.ARN})
_COLONS_BEFORE_NAME = 5


def _check(document: PolicyText, _: Facts) -> Iterator[Diagnostic]:
    old = document.version is None or document.version.text != VERSION
    as_text: list[tuple[Word, Variable]] = []
    for statement in document.statements:
        for word, variable in _variables_of(_without(statement)):
            yield _misplaced(word, variable, "in this element")
        for operators, words in _with(statement):
            for word, variable in _variables_of(words):
                if operators is None and _is_before_name(word, variable):
                    yield _misplaced(word, variable, "before the fifth colon")
                    break
                if old:
                    as_text.append((word, variable))
                else:
                    yield from _judged(word, variable, operators)
    if as_text:
        yield _in_old_version(as_text)


def _variables_of(words: Iterable[Word]) -> Iterator[tuple[Word, Variable]]:
    for word in words:
        # Of a text that Terraform completes it is not known what stands beside the variable.
        if "${" in word.text and word.exact:
            yield from ((word, variable) for variable in variables(word.text))


def _without(statement: StatementText) -> Iterator[Word]:
    if statement.sid:
        yield statement.sid
    if statement.actions:
        yield from statement.actions.items
    for principal in statement.principals:
        yield principal.value
    for condition in statement.conditions:
        yield condition.operator
        yield condition.key


def _with(statement: StatementText) -> Iterator[tuple[Operators | None, tuple[Word, ...]]]:
    for resource in statement.resources.items if statement.resources else ():
        yield None, (resource,)
    for condition in statement.conditions:
        parsed = condition.parsed
        # What an operator that does not exist would read, nobody knows.
        yield parsed.family if parsed else Operators.STRING, condition.values


def _judged(word: Word, variable: Variable, operators: Operators | None) -> Iterator[Diagnostic]:
    if variable.fault:
        yield _malformed(word, variable, variable.fault)
    elif operators and operators not in _WITH_VARIABLES:
        yield _for_operator(word, variable, operators)
    elif _is_unknown(variable.name):
        yield _unknown(word, variable)


def _is_before_name(word: Word, variable: Variable) -> bool:
    return word.text.count(":", 0, variable.start) < _COLONS_BEFORE_NAME


def _misplaced(word: Word, variable: Variable, where: str) -> Diagnostic:
    return IN_ELEMENT.at(
        word.span,
        f"IAM reads no variable {where}: `{variable.text}`",
        help="write what is meant, or compare the variable in a condition",
    )


def _malformed(word: Word, variable: Variable, fault: Fault) -> Diagnostic:
    lint, what, to_do = _FAULTS[fault]
    return lint.at(word.span, f"`{variable.text}` {what}", help=to_do)


def _is_unknown(name: str) -> bool:
    return name.lower().startswith("aws:") and key_type(name) is None


def _unknown(word: Word, variable: Variable) -> Diagnostic:
    return UNKNOWN.at(
        word.span,
        f"`{variable.text}` never has a value: there is no condition key `{variable.name}`",
        help=did_you_mean(variable.name, aws_keys()) or "write a key that AWS documents",
    )


def _for_operator(word: Word, variable: Variable, operators: Operators) -> Diagnostic:
    return FOR_OPERATOR.at(
        word.span,
        f"{operators} operators read no variable: `{variable.text}`",
        help="write the value itself, or use a string operator",
    )


def _in_old_version(found: list[tuple[Word, Variable]]) -> Diagnostic:
    word, variable = found[0]
    others = len(found) - 1
    return IN_VERSION.at(
        word.span,
        f"`{variable.text}` is ordinary text in this version of the policy language",
        help=f'write "Version": "{VERSION}"',
        notes=(f"so {'is 1 other' if others == 1 else f'are {others} others'}",) if others else (),
    )


FAMILY = Family(
    (MISSING_BRACE, MISSING_QUOTE, SPACE, EMPTY, IN_ELEMENT, IN_VERSION, FOR_OPERATOR, UNKNOWN),
    _check,
)
