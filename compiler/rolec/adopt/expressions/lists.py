"""The lists of policies: resources, principals and values of conditions, of which a plan may know how many there are.

A reference to all items of a list is one item of a spec, `${var.arns[*]}`; of what is no list it is that value, so
that it is right wherever nobody knows which of the two something is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from rolec.adopt.expressions.for_expression import Scope
from rolec.adopt.expressions.json_encoding import encoded
from rolec.adopt.expressions.kept_locals import keep, means_the_same_everywhere
from rolec.adopt.expressions.list_expression import gives_list, gives_text, may_be_null
from rolec.adopt.expressions.list_names import is_list_in_name
from rolec.adopt.expressions.parsed import as_text, parsed, referred
from rolec.adopt.expressions.syntax import INSERTED
from rolec.adopt.expressions.values import all_of, is_list
from rolec.adopt.expressions.variables import Declared
from rolec.adopt.found import Json
from rolec.adopt.unknown import NothingThereError, UnknownError
from rolec.ir.text import SPLAT
from rolec.read.value import Call, Entry, Items, Object, Opaque, Template, Traversal, Value

OF_STATEMENT = frozenset(
    ["Action", "Condition", "Effect", "NotAction", "NotResource", "Principal", "Resource"]
)
"""Keys by which an object is a statement, or a part of one that is put together of several."""
_PUT_TOGETHER = frozenset({"concat", "setunion"})
_OF_THE_SAME = frozenset(
    ["distinct", "flatten", "nonsensitive", "sensitive", "sort", "tolist", "toset"]
)
"""Functions that give what is in their list again: IAM asks neither for its order nor for how often."""
_BETWEEN_ITEMS = re.compile(r'"\s*,\s*"')
_WITH_LISTS = ("jsonencode(", "join(")
_DOCUMENTS = frozenset({"jsonencode", "file", "templatefile"})

Code: TypeAlias = Traversal | Call | Opaque


class Lists:
    """Reads expressions where a list of a policy stands. ``value`` gives what one is, ``text`` what one is that is
    a text, ``kept`` takes what is not known, and ``texts`` gives this and what locals of the source are.
    """

    def __init__(
        self,
        value: Callable[[Value, Scope], Json],
        text: Callable[[Value, Scope], Json],
        kept: dict[str, str],
        texts: Callable[[], Mapping[str, str]],
        declared: Declared,
    ) -> None:
        self._value = value
        self._text = text
        self._kept = kept
        self._texts = texts
        self._declared = declared

    def of_element(self, element: str, written: Value, scope: Scope) -> Json:
        """What an element of a statement is, in some of which lists stand."""
        match element, written:
            case (("Resource" | "NotResource"), _):
                return self.of(written, scope)
            case (("Principal" | "NotPrincipal"), Object(entries=entries)):
                return self._each_of(entries, scope)
            case "Condition", Object(entries=entries):
                return {
                    self._key(operator, scope): self._each_of(operator.value.entries, scope)
                    if isinstance(operator.value, Object)
                    else self._value(operator.value, scope)
                    for operator in entries
                }
            case _:
                return self._value(written, scope)

    def _each_of(self, entries: tuple[Entry, ...], scope: Scope) -> dict[str, Json]:
        return {self._key(each, scope): self.of(each.value, scope) for each in entries}

    def _key(self, entry: Entry, scope: Scope) -> str:
        return as_text(self._value(entry.key, scope))

    def of(self, written: Value, scope: Scope) -> Json:
        """What stands for a list or for one text, of which IAM takes either."""
        only = _alone(written)
        match only:
            case Items(items=items):
                return [self._item(each, scope) for each in items]
            case Traversal() | Call() | Opaque():
                return self._whole(only, scope, self._may_be_list)
            case _:
                return self._value(written, scope)

    def of_argument(self, written: Value, scope: Scope) -> Json:
        """What stands for an argument of Terraform that takes a list and nothing else."""
        only = _alone(written)
        match only:
            case Items(items=items):
                return [found for each in items for found in self._items(each, scope)]
            case Traversal() | Call() | Opaque():
                return self._whole(only, scope, lambda _: True)
            case _:
                return self._value(written, scope)

    def in_text(self, written: Value, scope: Scope) -> Json:
        """What stands for a part of a text; in one that is JSON it may be a list, or the items of one."""
        # What stands in a heredoc is not parsed.
        is_call = isinstance(written, Opaque) and written.text.startswith(_WITH_LISTS)
        call = parsed(written.text) if isinstance(written, Opaque) and is_call else written
        match call:
            case Call(name="jsonencode", arguments=(Traversal() | Call() | Opaque() as only,)):
                return encoded(self.of(only, scope))
            case Call(name="join", arguments=(Template(literal=str() as between), items)) as join:
                return self._joined(between, items, join, scope)
            case _:
                return self._text(written, scope)

    def _joined(self, between: str, items: Value, call: Call, scope: Scope) -> Json:
        """Texts with ``between`` them; with quotes in that they are items of a list of JSON."""
        if '"' not in between:
            return self._text(call, scope)
        found = self.of_argument(items, scope)
        texts = [as_text(each) for each in (found if isinstance(found, list) else [found])]
        if any(map(is_list, texts)) and not _BETWEEN_ITEMS.fullmatch(between):
            raise UnknownError(call.text)
        return between.join(texts)

    def _whole(self, written: Code, scope: Scope, may_be: Callable[[str], bool]) -> Json:
        try:
            found = self._value(written, scope)
        except NothingThereError:
            raise
        except UnknownError:
            return self._unknown(written, scope)
        if found == []:
            return self._perhaps_empty(written, scope)
        reference = _reference(found)
        return all_of(reference) if reference and may_be(reference) else found

    def _unknown(self, written: Code, scope: Scope) -> Json:
        match written:
            case Call(name=name) if name in _DOCUMENTS:
                raise UnknownError(written.text)
            case Opaque(text=text) if may_be_null(text):
                raise UnknownError(text)  # of nothing there would be an empty list
            case Call(name=name, arguments=arguments) if name in _PUT_TOGETHER:
                return [each for one in arguments for each in self._part(one, scope)]
            case Call(name=name, arguments=(only,)) if name in _OF_THE_SAME:
                return [*self._part(only, scope)]
            case _:
                return self._named(written, scope)

    def _named(self, written: Code, scope: Scope) -> str:
        """A reference to a list that a plan knows."""
        if isinstance(written, Traversal):
            text = written.text.removesuffix(SPLAT)
            if self._declared.is_map(text):
                raise UnknownError(text)
            if means_the_same_everywhere(text, scope):
                try:
                    return all_of(referred(text, text)[2:-1])
                except UnknownError:
                    pass
        return all_of(keep(written.text, scope, self._kept)[2:-1])

    def _part(self, written: Value, scope: Scope) -> Iterator[Json]:
        """What a part of a list is, in which lists are no items."""
        only = _alone(written)
        match only:
            case Items(items=items):
                for each in items:
                    yield from self._part(each, scope)
            case Traversal() | Call() | Opaque():
                yield from _flat(self._whole(only, scope, self._may_be_list))
            case _:
                yield self._text(written, scope)

    def _item(self, written: Value, scope: Scope) -> Json:
        """An item of a list that is written out: in JSON it is a text, and no other list."""
        only = _alone(written)
        found = None if self._gives_list(only) else self._text(written, scope)
        reference = _reference(found)
        if found is None or (reference and self._declared.is_list(reference)):
            raise UnknownError(f"a list in a list: {getattr(only, 'text', '[...]')}")
        return found

    def _items(self, written: Value, scope: Scope) -> Iterator[Json]:
        """An item of the list of an argument, in which a list is its items (as in Terraform 0.11)."""
        only = _alone(written)
        if isinstance(only, Call | Opaque | Traversal) and self._gives_list(only):
            yield from _flat(self._whole(only, scope, lambda _: True))
            return
        found = self._text(written, scope)
        reference = _reference(found)
        if reference and self._is_in_string(written, reference):
            found = all_of(reference)
        elif found == [] and isinstance(only, Traversal):
            found = self._perhaps_empty(only, scope)
        yield from _flat(found)

    def _gives_list(self, written: Value) -> bool:
        return gives_list(written) or (
            isinstance(written, Traversal) and self._declared.is_list(written.text)
        )

    def _is_in_string(self, written: Value, reference: str) -> bool:
        """Whether a reference that stands alone between quotes, or without any, may be to a list."""
        if not isinstance(written, Template) or reference.startswith("var."):
            return self._declared.is_list(reference)
        return self._may_be_list(reference)

    def _perhaps_empty(self, written: Code, scope: Scope) -> Json:
        """A list that is empty while a variable has its default."""
        if not self._declared.is_open(written.text):
            return []
        try:
            return self._named(written, scope)
        except UnknownError:
            return []

    def _may_be_list(self, reference: str) -> bool:
        if self._declared.is_list(reference):
            return True
        if self._declared.is_text(reference):
            return False
        kept = self._texts().get(reference.removeprefix("local."))
        return not gives_text(parsed(kept)) if kept else is_list_in_name(reference)


def _alone(written: Value) -> Value:
    """What stands alone in a string, which it then is; anything else as it is."""
    match written:
        case Template(parts=(Traversal() | Call() | Opaque() | Items() as only,)):
            return only
        case _:
            return written


def _reference(value: Json) -> str | None:
    """The reference to one thing that ``value`` is."""
    found = INSERTED.fullmatch(value) if isinstance(value, str) else None
    return found[1] if found and ":" not in found[1] and not is_list(found[0]) else None


def _flat(value: Json) -> Iterator[Json]:
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, list):
            yield from _flat(each)
        else:
            yield each
