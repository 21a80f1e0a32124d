"""Attachments of which a plan alone knows how many there are, as a list of the ARNs that they attach.

Of `for_each = toset(var.arns)` and of `count = length(var.arns)` that is `var.arns`; of what is made of these a
`for` expression, which goes over the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rolec.adopt.expressions.evaluate import Expressions
from rolec.adopt.expressions.for_text import for_text
from rolec.adopt.expressions.list_expression import gives_list
from rolec.adopt.expressions.local_texts import followed
from rolec.adopt.expressions.parsed import parsed
from rolec.adopt.expressions.syntax import (
    ForEach,
    Postfix,
    arguments,
    only_argument,
    postfix,
    syntax,
)
from rolec.adopt.expressions.variables import Declared
from rolec.adopt.found import Json
from rolec.adopt.terraform.existence import made_if, without_quotes
from rolec.adopt.terraform.instances import Instance
from rolec.adopt.terraform.module import TerraformModule
from rolec.adopt.terraform.parts import PARTS, listed, refuse_own
from rolec.adopt.unknown import UnknownError

_ATTACHMENTS = frozenset({"aws_iam_role_policy_attachment", "aws_iam_policy_attachment"})
_EACH = re.compile(r"(?<![\w.-])each\.(key|value)(?![\w-])")
_COUNTED = re.compile(r"(?<![\w.-])count\.index(?![\w-])")
_OF_ONE = re.compile(r"(?<![\w.-])(?:each|count|self)\.")
_FOR = re.compile(r"(?<![\w.-])for\s")


class AttachedList(NamedTuple):
    """ARNs, and references to lists of them, that are attached where all ``conditions`` hold."""

    arns: list[Json]
    conditions: tuple[str, ...]


def attached_lists(module: TerraformModule, part: Instance) -> list[AttachedList] | None:
    """What the attachments that ``part`` stands for attach; None where no list says it."""
    is_one_role = not _OF_ONE.search(module.value_text(part, PARTS[part.type]))
    if part.type not in _ATTACHMENTS or not part.is_of_many or not is_one_role:
        return None
    try:
        found = [*_lists(module, part)]
    except UnknownError:
        return None
    return found if any(each.arns for each in found) else None


def _lists(module: TerraformModule, part: Instance) -> Iterator[AttachedList]:
    expressions = module.expressions
    name = "count" if part.block.body.get("count") is not None else "for_each"
    arn = without_quotes(module.value_text(part, "policy_arn"))
    conditions, over = made_if(module.value_text(part, name), expressions)
    is_by_number = name == "count"
    text = _by_number(over, arn) if is_by_number else _by_key(expressions.declared, over, arn)
    said = {*_said_by(text)}
    also = tuple(each for each in conditions if each.strip() not in said)
    for more, each in _put_together(text, expressions):
        arns = listed(expressions.lists.of_argument(parsed(each), {}))
        for one in arns:
            if isinstance(one, str):
                refuse_own(module, part, one)
        yield AttachedList(arns, (*also, *more))


def _put_together(text: str, expressions: Expressions) -> Iterator[tuple[tuple[str, ...], str]]:
    """The lists that ``text`` puts together, with the conditions of which each is made; alone it is one of none."""
    whole = followed(text, expressions.locals).strip()
    found = arguments(whole, len("concat")) if whole.startswith("concat(") else None
    if found is None or found[1] != len(whole):
        yield (), text
        return
    for one in found[0]:
        conditions, over = made_if(one, expressions)
        for more, each in _put_together(over if conditions else one, expressions):
            yield (*conditions, *more), each


def _said_by(text: str) -> tuple[str, ...]:
    """What is no condition of its own: where it does not hold, a list has no items."""
    number = f"length({text})"
    return (f"{text} != null", f"{number} > 0", f"{number} != 0", f"{number} >= 1")


def _by_number(number: str, arn: str) -> str:
    """The list of each ``arn`` with a number below ``number`` in it."""
    over = _indexed(arn)
    if over is not None and number == f"length({over})":
        return over
    if _FOR.search(arn):
        raise UnknownError(arn)
    return f"[for index in range({number}) : {_COUNTED.sub('index', arn)}]"


def _indexed(arn: str) -> str | None:
    """The list of which ``arn`` is the item with the number of the resource."""
    found = postfix(arn)
    if isinstance(found, Postfix) and found.steps and found.steps[-1] == "[count.index]":
        return found.base + "".join(found.steps[:-1])
    if arn.startswith("element("):
        inner = arguments(arn, len("element"))
        if inner is not None and inner[0][1:] == ("count.index",) and inner[1] == len(arn):
            return inner[0][0]
    return None


def _by_key(declared: Declared, over: str, arn: str) -> str:
    """The list of each ``arn`` with a key or a value of ``over`` in it."""
    made = syntax(over)
    if isinstance(made, ForEach) and made.key is not None and not made.is_grouped:
        return _by_entry(declared, made, arn)
    inner = only_argument(over, "toset")
    if inner is not None and _EACH.fullmatch(arn):
        return inner
    values = _values(declared, over) if arn == "each.value" else None
    if values is not None:
        return values
    if _FOR.search(arn):
        raise UnknownError(arn)
    names = "key, value" if "each.key" in arn else "value"
    return f"[for {names} in {over} : {_EACH.sub(lambda found: found[1], arn)}]"


def _by_entry(declared: Declared, made: ForEach, arn: str) -> str:
    """The same of what a `for` expression makes: of what that goes over."""
    if _EACH.fullmatch(arn):
        item = (made.key or "" if arn == "each.key" else made.value).strip()
    else:  # a key is a text, whatever it is made of
        parts = {
            "key": f"tostring({(made.key or '').strip()})",
            "value": f"({made.value.strip()})",
        }
        item = _EACH.sub(lambda at: parts[at[1]], arn)
    is_value = made.if_ is None and item == made.names[-1]
    values = _values(declared, made.over.strip()) if is_value else None
    return values or for_text(made._replace(key=None, value=item))


def _values(declared: Declared, over: str) -> str | None:
    """The list of all values; None where nobody knows whether that is a list or a map."""
    if declared.is_list(over) or gives_list(parsed(over)):
        return over
    return f"values({over})" if declared.is_map(over) else None
