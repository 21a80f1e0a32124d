"""JSON documents that must be there, and hold what only Terraform knows."""

from __future__ import annotations

from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.driver.project import codes
from rolec.emit.output import Unwritten
from rolec.ir.module import Module


def needs_json(module: Module) -> bool:
    """Whether a document of ``module`` must be there as JSON."""
    required = [role.json_required for role in module.roles]
    return any((*required, *(policy.json_required for policy in module.policies)))


def refuse_unwritten(unwritten: tuple[Unwritten, ...]) -> tuple[Diagnostic, ...]:
    """An error for each JSON document that must be there and cannot be written."""
    return tuple(
        error(
            codes.NOT_JSON,
            f"`{one.path}` cannot be written: `{'`, `'.join(one.references)}` is not known",
            one.span,
            help="give its value under `references:` of rolec.yaml",
        )
        for one in unwritten
        if one.required
    )
