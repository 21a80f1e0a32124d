"""Policy documents as JSON, for IAM itself and for every tool that reads it."""

from __future__ import annotations

from rolec.emit.json_document import (
    JsonDocument,
    first_unknown,
    json_documents,
    json_text,
    unknown_references,
)
from rolec.emit.output import Output, OutputFile, Unwritten
from rolec.emit.target import Target
from rolec.ir.module import Module
from rolec.ir.role import Role
from rolec.ir.text import Entity


def _emit(module: Module) -> Output:
    files: dict[str, OutputFile] = {}
    unwritten: list[Unwritten] = []
    for found in json_documents(module):
        unknown = unknown_references(found.document)
        if unknown:
            unwritten.append(_unwritten(found, unknown))
        else:
            files[found.path] = OutputFile(json_text(found.document), found.owner.source)
    return Output(files, tuple(unwritten))


def _unwritten(found: JsonDocument, references: tuple[str, ...]) -> Unwritten:
    owner = found.owner
    return Unwritten(
        entity=Entity.ROLE if isinstance(owner, Role) else Entity.POLICY,
        name=owner.name,
        path=found.path,
        references=references,
        required=owner.json_required,
        span=first_unknown(found.document),
    )


TARGET = Target(name="json", emit=_emit)
