"""How Terraform gets a policy document: written out, or from the JSON beside it."""

from __future__ import annotations

from rolec.emit.hcl.value import Address, Call, ModuleFile
from rolec.emit.json_document import references, unknown_references
from rolec.ir.document import Document
from rolec.ir.module import Module, PolicyForm
from rolec.ir.text import Link
from rolec.record import dataclass


@dataclass(frozen=True, slots=True)
class WrittenPolicy:
    """The value of the argument, and what must exist before it though it does not say so."""

    value: Document | Call
    depends_on: tuple[Address, ...] = ()


def written_policy(document: Document, path: str, module: Module) -> WrittenPolicy:
    """``document`` as the settings of ``module`` want it; ``path`` is that of its JSON."""
    if module.settings.policies is PolicyForm.JSONENCODE or unknown_references(document):
        return WrittenPolicy(document)
    links = {
        (str(each.entity), each.label)
        for each in references(document)
        if isinstance(each, Link) and each.label
    }
    depends_on = tuple(Address(entity, label) for entity, label in sorted(links))
    return WrittenPolicy(Call("file", (ModuleFile(path),)), depends_on)
