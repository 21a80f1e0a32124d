"""Files that expressions of Terraform read.

Source: Terraform's documentation, "file" and "templatefile".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from rolec.adopt.expressions.for_expression import Scope
from rolec.adopt.expressions.hcl_literals import literal
from rolec.adopt.expressions.parsed import as_text
from rolec.adopt.expressions.rendered import Rendering, rendered
from rolec.adopt.expressions.templates import template_in, template_of
from rolec.adopt.found import Json
from rolec.adopt.unknown import UnknownError


class Files:
    """What files give to a module: ``read`` gives the text of one, ``of`` what an expression in it is, and ``holds``
    whether a condition does.
    """

    def __init__(
        self,
        read: Callable[[str], str | None],
        of: Callable[[str, Scope], Json],
        holds: Callable[[str, Scope], bool],
    ) -> None:
        self._read = read
        self._of = of
        self._rendering = Rendering(self._inserted, of, holds)

    def text(self, path: Json, call: str) -> str:
        """The text of a file; an UnknownError, of the ``call``, where there is none."""
        return literal(self._text(path, call))

    def _text(self, path: Json, call: str) -> str:
        found = self._read(as_text(path))
        if found is None:
            raise UnknownError(f"{call}, which is no file in its folder")
        return found

    def templated(self, path: Json, values: Json, call: str) -> str:
        """The text of a file that is a template, in which ``values`` have names."""
        text = self._text(path, call)
        if not isinstance(values, Mapping):
            raise UnknownError(call)
        return self.filled(text, values, call)

    def filled(self, template: str, values: Mapping[str, Json], call: str) -> str:
        """The text of a ``template``, in which ``values`` have names."""
        try:
            return rendered(template_in(template), values, self._rendering)
        except UnknownError as unknown:
            raise type(unknown)(f"{unknown}, in {call}") from None

    def directed(self, written: str, scope: Scope, inserted: Callable[[str, Scope], str]) -> str:
        """The text of a string or heredoc as it is ``written``; ``inserted`` gives what an expression in it is."""
        return rendered(template_of(written), scope, replace(self._rendering, inserted=inserted))

    def _inserted(self, expression: str, scope: Scope) -> str:
        return as_text(self._of(expression, scope))
