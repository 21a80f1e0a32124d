"""The customer managed policies of a project, as its roles name them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from rolec.ir.module import Module
from rolec.ir.role import name_of
from rolec.policy.of_document import of_document
from rolec.policy.policy_text import Kind, PolicyText


def known_policies(modules: Iterable[Module]) -> Mapping[str, Mapping[str, PolicyText]]:
    """For each of ``modules``, by its folder: its own policies by name, those of all by ARN.

    A module of a team folder names the policy of another one by its ARN.
    """
    own: dict[str, dict[str, PolicyText]] = defaultdict(dict)
    by_arn: dict[str, PolicyText] = {}
    folders = []
    for module in modules:
        folders.append(module.folder)
        account = module.account
        for policy in module.policies:
            text = of_document(policy.document, Kind.IDENTITY)
            own[module.folder][policy.name] = text
            name, path = name_of(policy).value, policy.path.value
            if account.id and name is not None and path is not None:
                arn = f"arn:{account.partition}:iam::{account.id}:policy{path}{name}"
                by_arn[arn] = text
    return {folder: {**by_arn, **own[folder]} for folder in folders}
