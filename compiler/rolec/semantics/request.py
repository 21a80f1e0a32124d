"""A request: what IAM decides about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from rolec.record import dataclass
from rolec.semantics.statement import Principal

Values: TypeAlias = tuple[str, ...]
"""The values of a condition key: one, or of a multivalued key any number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Somebody, the ``principal``, asks for an ``action`` on a ``resource``.

    ``context`` has the values of condition keys by their names in lower case; None is a key that the
    request surely does not have. A key that is not there is not had either, or, where the request
    is ``open``, not known. Assuming a role has no ``resource``; where a role acts, it is the principal.
    """

    action: str
    resource: str | None = None
    principal: Principal | None = None
    context: Mapping[str, Values | None]
    open: bool = False
