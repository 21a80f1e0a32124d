"""What is asked of the access of a role, or of policies that are files, and the answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rolec.catalog.catalogue import SHIPPED
from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.outcome import Outcome
from rolec.driver.compile.compilation import Compilation
from rolec.driver.compile.whole_roles import WholeRoles
from rolec.driver.lint.policy_document import policy_document
from rolec.ir.module import Account, Module
from rolec.ir.role import Role
from rolec.policy.mark import is_marked
from rolec.policy.policy_text import Kind, PolicyText
from rolec.policy.role_arn import role_arn
from rolec.policy.whole_role import WholeRole
from rolec.record import dataclass
from rolec.semantics.access import Access, Layer, LayerKind
from rolec.semantics.context import of_caller, of_session, trusted_as
from rolec.semantics.decide import Decision, decide
from rolec.semantics.of_policy import permissions, statements, trust
from rolec.semantics.request import Request, Values
from rolec.semantics.statement import Principal
from rolec.source.file import SourceMap

if TYPE_CHECKING:
    from rolec.ask.near import Near


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Whether ``action`` is allowed on ``resource`` or, of the trust policy, to ``principal``.

    ``given`` are keys of the request in lower case, None for one that it does not have.
    """

    action: str
    resource: str | None = None
    principal: Principal | None = None
    given: Mapping[str, Values | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who has the access: a role in an ``account`` or, without one, policies that are files.

    ``session`` are the keys that a session of the role surely has.
    """

    permissions: Access
    trust: Access
    account: Account = Account()
    session: Mapping[str, Values | None]


class Beside(NamedTuple):
    """What decides beside a project: documents of ``policies`` that its roles attach, and ``scps``."""

    policies: Mapping[str, PolicyText]
    scps: tuple[PolicyText, ...]


def answer(question: Question, holder: Holder) -> Decision:
    """The answer; it depends only on keys that some values decide one way, and some the other."""
    access, request = asked(question, holder)
    found = decide(access, request, SHIPPED.key)
    if found.answer is not None:
        return found
    from rolec.driver.expect.decide_exactly import decide_exactly

    return decide_exactly(access, request)


def answered(question: Question, holder: Holder) -> tuple[Decision, tuple[Near, ...]]:
    """The answer and, where nothing allows it, what nearly does."""
    found = answer(question, holder)
    if not found.lacking:
        return found, ()
    from rolec.ask.near import near

    return found, near(*asked(question, holder), SHIPPED.key)


def asked(question: Question, holder: Holder) -> tuple[Access, Request]:
    """What decides a question, and the request that it is about."""
    if question.principal is None:
        request = Request(
            action=question.action,
            resource=question.resource,
            context={**holder.session, **question.given},
            open=True,
        )
        return holder.permissions, request
    principal = trusted_as(question.principal, holder.trust, question.given)
    request = Request(
        action=question.action,
        principal=principal,
        context={**of_caller(principal), **question.given},
        open=True,
    )
    return holder.trust, request


def holders(
    roles: Iterable[tuple[Module, Role]], compiled: Compilation, beside: Beside
) -> Iterator[Holder]:
    """Each of ``roles``, with all that decides what it may do, and what is said ``beside`` the project."""
    wholes = WholeRoles(compiled, told=beside.policies)
    levels = tuple(_level(each) for each in beside.scps)
    for module, role in roles:
        found = holder(wholes.whole(role, module), module.account)
        access = found.permissions
        yield replace(found, permissions=replace(access, layers=(*access.layers, *levels)))


def _level(scp: PolicyText) -> Layer:
    return Layer(LayerKind.SCP, statements(scp, str(LayerKind.SCP)))


def read_beside(
    policies: Mapping[str, Path], scps: Sequence[Path], sources: SourceMap
) -> Outcome[Beside]:
    """Documents of files: of ``policies`` by what they are attached by, and of service control policies."""
    read = [
        policy_document(each, sources, kind=Kind.IDENTITY) for each in (*policies.values(), *scps)
    ]
    found = tuple(each for outcome in read for each in outcome.diagnostics)
    known = [outcome.value for outcome in read if outcome.value is not None]
    if found:
        return Outcome(None, found)
    attached = dict(zip(policies, known, strict=False))
    return Outcome(Beside(attached, tuple(known[len(policies) :])))


def holder(whole: WholeRole, account: Account) -> Holder:
    """A role in its ``account``."""
    known = role_arn(whole.role, account)
    return Holder(
        permissions=permissions(whole),
        trust=trust(whole),
        account=account,
        session=of_session(None if is_marked(known) else known, account.id),
    )


def holder_of_files(
    *,
    policies: Sequence[Path] = (),
    boundary: Path | None = None,
    scps: Sequence[Path] = (),
    trust: Path | None = None,
    sources: SourceMap,
) -> Outcome[Holder]:
    """A role that has just these policies; each of ``scps`` is a level that has to allow."""
    found: list[Diagnostic] = []

    def layer(kind: LayerKind, paths: Sequence[Path]) -> Layer:
        of = Kind.TRUST if kind is LayerKind.TRUST else Kind.IDENTITY
        words = "policy" if kind is LayerKind.IDENTITY else str(kind)
        read = [policy_document(path, sources, kind=of) for path in paths]
        found.extend(each for outcome in read for each in outcome.diagnostics)
        known = (outcome.value for outcome in read)
        return Layer(kind, tuple(s for text in known if text for s in statements(text, words)))

    identity = layer(LayerKind.IDENTITY, policies)
    limits = [layer(LayerKind.BOUNDARY, (boundary,))] if boundary else []
    levels = [layer(LayerKind.SCP, (path,)) for path in scps]
    trusted = layer(LayerKind.TRUST, (trust,) if trust else ())
    if found:
        return Outcome(None, tuple(found))
    access = Access(layers=(identity, *limits, *levels))
    return Outcome(
        Holder(permissions=access, trust=Access(layers=(trusted,)), session=of_session(None, None))
    )
