"""Finds policies of the project that a role names by their ARN."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rolec.diagnostics.diagnostic import warning
from rolec.diagnostics.outcome import Sink
from rolec.ir.role import Policy, Role
from rolec.ir.text import Text
from rolec.link import codes
from rolec.link.definition import Placed


def report_own_policies(definitions: Sequence[Placed], sink: Sink) -> None:
    """Warn of every role that should name a policy of the project by its name."""
    policies: dict[str | None, str] = {}
    for placed in definitions:
        if isinstance(placed.definition, Policy):
            policies[placed.arn] = placed.definition.name
    for placed in definitions if policies else ():
        if not isinstance(placed.definition, Role):
            continue
        for text, form in _named(placed.definition):
            name = policies.get(text.literal) if text.literal else None
            if name:
                sink.add(
                    warning(
                        codes.OWN_POLICY_BY_ARN,
                        f"this is the ARN of the project's policy `{name}`",
                        text.span,
                        help=f"write {form.format(name)}, so that Terraform makes it first",
                    )
                )


def _named(role: Role) -> Iterator[tuple[Text, str]]:
    yield from ((attachment.policy_arn, "`policy: {0}`") for attachment in role.attachments)
    if role.permissions_boundary:
        yield role.permissions_boundary, "`permissions_boundary: {{policy: {0}}}`"
