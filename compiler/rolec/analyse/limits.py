"""IAM's hard limits, which need no catalogue. Source: the IAM User Guide, quotas."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rolec.analyse import codes
from rolec.diagnostics.diagnostic import Diagnostic, error, warning
from rolec.ir.document import Document
from rolec.ir.module import Layout, Module, definitions_of
from rolec.ir.role import Definition, Policy, Role, name_of
from rolec.ir.size import (
    INLINE_POLICIES_SIZE,
    MANAGED_POLICY_SIZE,
    Quotas,
    Size,
    at_most,
    size,
    total,
)
from rolec.ir.texts import document_texts, known_text, references_in, texts_of
from rolec.source.span import Span

_NOT_IN_POLICY = re.compile("[^\t\n\r\x20-\xff]")
_SWITCH_ROLE = 64


def limits(module: Module, quotas: Quotas) -> Iterator[Diagnostic]:
    """What IAM or Terraform would refuse of ``module`` for its size or form."""
    for definition in definitions_of(module):
        match definition:
            case Role():
                yield from _role(definition, quotas)
            case Policy():
                yield from _policy(definition)
            case _:
                pass  # a provider has the limits of its schema only
        if module.settings.layout is Layout.MODULE:
            yield from _foreign_references(definition)


def _role(role: Role, quotas: Quotas) -> Iterator[Diagnostic]:
    trust = _size((role.trust,), quotas.trust_policy_size)
    if trust.characters > quotas.trust_policy_size:
        yield error(
            codes.TRUST_TOO_LARGE,
            f"the trust policy has {trust.characters:,} characters, of {quotas.trust_policy_size:,}",
            role.span,
            help="trust fewer principals, or use a pattern; see `quotas:` of rolec.yaml",
        )
    yield from _doubtful("the trust policy has", trust, quotas.trust_policy_size, role.span)
    documents = tuple(policy.document for policy in role.inline_policies)
    inline = _size(documents, INLINE_POLICIES_SIZE)
    if inline.characters > INLINE_POLICIES_SIZE:
        yield error(
            codes.INLINE_TOO_LARGE,
            f"the inline policies have {inline.characters:,} characters,"
            f" of {INLINE_POLICIES_SIZE:,}",
            role.span,
            help="move statements into a `policy:` document",
        )
    yield from _doubtful("the inline policies have", inline, INLINE_POLICIES_SIZE, role.span)
    # Of a list nobody knows how many there are, perhaps none.
    attached = sum(not each.is_list for each in role.attachments)
    if attached > quotas.managed_policies_per_role:
        yield error(
            codes.TOO_MANY_ATTACHED,
            f"{attached} managed policies, of {quotas.managed_policies_per_role}",
            role.span,
            help="put policies together; see `quotas:` of rolec.yaml",
        )
    if len(known_text((role.path, name_of(role)))) > _SWITCH_ROLE:
        yield warning(
            codes.SWITCH_ROLE,
            f"path and name have more than {_SWITCH_ROLE} characters together",
            role.span,
            help="shorten one if people switch to the role in the console",
        )
    for document in (role.trust, *documents):
        yield from _characters(document)


def _policy(policy: Policy) -> Iterator[Diagnostic]:
    taken = _size((policy.document,), MANAGED_POLICY_SIZE)
    if taken.characters > MANAGED_POLICY_SIZE:
        yield error(
            codes.MANAGED_TOO_LARGE,
            f"the policy has {taken.characters:,} characters, of {MANAGED_POLICY_SIZE:,}",
            policy.span,
            help="split it into two policies",
        )
    yield from _doubtful("the policy has", taken, MANAGED_POLICY_SIZE, policy.span)
    yield from _characters(policy.document)


def _size(documents: tuple[Document, ...], quota: int) -> Size:
    """The size of the documents; nothing where they surely fit into ``quota``."""
    if sum(map(at_most, documents)) <= quota:
        return Size()
    return total(map(size, documents))


def _doubtful(what: str, taken: Size, quota: int, span: Span) -> Iterator[Diagnostic]:
    """A warning where only the spaces inside of texts are too many."""
    if taken.characters <= quota < taken.sent:
        yield warning(
            codes.SPACES_MAY_COUNT,
            f"{what} {taken.characters:,} characters of {quota:,},"
            f" and {taken.sent:,} with the spaces in its texts",
            span,
            help=f"leave out {taken.sent - quota:,} characters to be sure that IAM takes it",
        )


def _characters(document: Document) -> Iterator[Diagnostic]:
    texts = document_texts(document)
    if not _NOT_IN_POLICY.search(known_text(texts)):
        return
    for text in texts:
        for part in text.parts:
            found = _NOT_IN_POLICY.search((part if isinstance(part, str) else part.value) or "")
            if found:
                yield error(
                    codes.POLICY_CHARACTER,
                    f"`{found[0]}` (U+{ord(found[0]):04X}) cannot stand in a policy",
                    text.span,
                    help="IAM takes characters up to U+00FF; write another",
                )


def _foreign_references(definition: Definition) -> Iterator[Diagnostic]:
    for text, reference in references_in(texts_of(definition)):
        if not reference.expression.startswith("var."):
            yield error(
                codes.REFERENCE_IN_MODULE,
                f"`${{{reference.expression}}}` means nothing in a module of its own",
                text.span,
                help="write `${var.NAME}` and pass the value in, or set `terraform: {as: files}`",
            )
