"""What is wrong with one answer: the rules of `check`, before the rest is known."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rolec.adopt.yaml_text import Value
from rolec.cli.new_role.new_role import NewRole, spec_text

_ACCOUNT_ID = re.compile(r"[0-9]{12}", re.ASCII)
_ENDINGS = (".yaml", ".yml")
_ANYBODY: tuple[Mapping[str, Value], ...] = ({"aws_service": "ec2"},)


def wrong_name(name: str) -> str | None:
    """What is wrong with the name of a role."""
    if name.endswith(_ENDINGS):
        return f"a role's name has no `{name[name.rindex('.') :]}`: that is the file's"
    return _first_mistake(NewRole(name=name, description="", trust=_ANYBODY))


def wrong_description(description: str) -> str | None:
    """What is wrong with a description."""
    return _first_mistake(NewRole(name="x", description=description, trust=_ANYBODY))


def wrong_entry(entry: Mapping[str, Value]) -> str | None:
    """What is wrong with an entry of `trust` that may lack fields still."""
    return _first_mistake(NewRole(name="x", description="", trust=(entry,))) or _unknown_service(
        entry.get("aws_service", ())
    )


def wrong_policies(names: tuple[str, ...]) -> str | None:
    """What is wrong with the managed policies of a list."""
    from rolec.catalog.managed_policy import managed_policy_paths
    from rolec.diagnostics.suggest import did_you_mean

    wrong = _first_mistake(
        NewRole(name="x", description="", trust=_ANYBODY, managed_policies=names)
    )
    known = managed_policy_paths()
    unknown = next((n for n in names if not n.startswith("arn:") and n not in known), None)
    if wrong or unknown is None:
        return wrong
    near = did_you_mean(unknown, known) or "write the name of another, or an ARN"
    return f"AWS has no managed policy `{unknown}`: {near}"


def wrong_account_id(text: str) -> str | None:
    """What is wrong with an account id."""
    return None if _ACCOUNT_ID.fullmatch(text) else "an account id is twelve digits"


def _unknown_service(services: Value) -> str | None:
    from rolec.catalog.service_principal import service_names
    from rolec.diagnostics.suggest import did_you_mean

    given = (services,) if isinstance(services, str) else services
    for name in given if isinstance(given, tuple) else ():
        near = did_you_mean(str(name), service_names()) if "." not in str(name) else None
        if near and name not in service_names():
            return f"no service is called `{name}`: {near}"
    return None


def _first_mistake(role: NewRole) -> str | None:
    """The first message of the schemas that is not about a field that is missing."""
    from rolec.load.load import load
    from rolec.source.file import SourceFile
    from rolec.validate.codes import MISSING_FIELD
    from rolec.validate.validate import validate

    loaded = load(SourceFile("", spec_text(role)))
    judged = [d for root in loaded.value or () for d in validate(root, "role").diagnostics]
    found = [d for d in (*loaded.diagnostics, *judged) if d.code is not MISSING_FIELD]
    if not found:
        return None
    help_ = f": {found[0].help}" if found[0].help else ""
    return f"{found[0].message}{help_}"
