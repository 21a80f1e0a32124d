"""How far a resource of a policy reaches: which types of what an action acts on, and all of which.

Only what is certain counts: of a text that has a policy variable or a reference nothing is said.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rolec.catalog.catalogue import Catalogue
from rolec.catalog.service import Action, ResourceType
from rolec.ir.glob import matches
from rolec.lint.acts_on import types_met
from rolec.lint.arn_form import arn
from rolec.lint.known_action import actions_of
from rolec.policy.policy_text import Words


class Reach(NamedTuple):
    """The types of which something is reached, and those of which everything is."""

    some: frozenset[str] = frozenset()
    all: frozenset[str] = frozenset()

    def and_also(self, other: Reach) -> Reach:
        """What one of the two reaches."""
        return Reach(self.some | other.some, self.all | other.all)


NO_TYPE = ""
"""The type of an action that acts on nothing with an ARN."""

_NOTHING = Reach()


def reach(resources: Words | None, action: str, catalogue: Catalogue) -> Reach:
    """What ``resources`` surely reach of what the known ``action`` acts on."""
    found = _NOTHING
    if resources is None:
        return found
    if resources.inverted:
        return _all_but(resources, action, catalogue)
    for word in resources.items:
        if word.exact:
            found = found.and_also(_of_text(word.text, action, catalogue))
    return found


@lru_cache(maxsize=4096)
def needed_types(action: str, catalogue: Catalogue) -> frozenset[str]:
    """The types of which a request for ``action`` names one each."""
    known = _action(action, catalogue)
    return frozenset(on.type.name for on in known.acts_on if on.required) if known else frozenset()


def _action(name: str, catalogue: Catalogue) -> Action | None:
    return next(iter(actions_of(name, catalogue)), None)


def _all_but(resources: Words, action: str, catalogue: Catalogue) -> Reach:
    """What NotResource leaves: everything, where nothing in it is of a type of the action."""
    for word in resources.items:
        if not word.exact or "${" in word.text or _of_text(word.text, action, catalogue).some:
            return _NOTHING
    return _of_text("*", action, catalogue)


@lru_cache(maxsize=16384)
def _of_text(text: str, name: str, catalogue: Catalogue) -> Reach:
    action = _action(name, catalogue)
    types = {on.type.name: on.type for on in action.acts_on} if action else {}
    if not text.strip("*"):
        everything = frozenset(types or {NO_TYPE})
        return Reach(everything, everything)
    if "${" in text or action is None or not types:
        return _NOTHING
    some = types_met(action, text, catalogue)
    return Reach(some, frozenset(each for each in some if _covers_all(text, types[each])))


# Nobody calls anything so.
_ANY_NAME = "\ue000"
_PLACEHOLDER = re.compile(r"\$?\{[^}]*\}")


def _covers_all(text: str, kind: ResourceType) -> bool:
    """Whether ``text`` has a wildcard for the whole name of a resource, in some place at least."""
    given = arn(text)
    for template in kind.arns:
        any_one = _PLACEHOLDER.sub(_ANY_NAME, template.replace("${Partition}", "aws"))
        known = arn(any_one)
        if given is None or known is None:
            if matches(text, any_one):
                return True
        elif matches(given.service, known.service) and matches(given.resource, known.resource):
            return True
    return False
