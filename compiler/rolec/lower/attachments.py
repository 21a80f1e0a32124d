"""The managed policies of a role, each with a label of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from rolec.ir.attached import attached_names
from rolec.ir.label import label_of_part
from rolec.ir.role import Attachment


def with_own_labels(attachments: Iterable[Attachment], role_label: str) -> tuple[Attachment, ...]:
    """``attachments`` in order; of two that would have the same label, one has its whole ARN in it."""
    # What is known without Terraform keeps its label, whatever stands beside it.
    found = sorted(attachments, key=lambda each: each.policy_arn.literal is None)
    return tuple(
        sorted(_labelled(found, role_label), key=lambda a: (a.label, a.policy_arn.written))
    )


def _labelled(attachments: Iterable[Attachment], role_label: str) -> Iterator[Attachment]:
    taken: set[str] = set()
    for each in attachments:
        label = each.label
        if label in taken:
            _, whole = attached_names(each.policy_arn)
            label = label_of_part(role_label, whole)
        taken.add(label)
        yield replace(each, label=label) if label != each.label else each
