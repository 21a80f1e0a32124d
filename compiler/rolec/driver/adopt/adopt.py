"""Roles that exist to specs, with proof that the specs mean the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from rolec.adopt.expressions.kept_locals import as_written
from rolec.adopt.found import Found, FoundBlock, FoundRole
from rolec.adopt.several_sources import together
from rolec.adopt.show.resources import without_index
from rolec.adopt.show.state import TerraformState
from rolec.adopt.terraform.parts import addressed
from rolec.adopt.words.spec import Literal
from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.diagnostics.suggest import did_you_mean
from rolec.driver.adopt import codes
from rolec.driver.adopt.adoption import NOT_ASKED, OF_OTHERS, AdoptedRole, Adoption
from rolec.driver.adopt.proof import Proof, Status
from rolec.driver.adopt.prove_adopted import Proofs, prove
from rolec.driver.adopt.same_names import of_one_name, once, unlike_one_before
from rolec.driver.adopt.sources import Sources, read_sources, read_state
from rolec.driver.adopt.spec_files import Forms, SpecFiles, fallbacks, with_own_labels
from rolec.driver.adopt.take_over import TakenOver, Unnamed, take_over
from rolec.driver.compile.compile_options import Progress
from rolec.driver.project.project import SETTINGS, settings_above
from rolec.driver.project.settings import read_settings
from rolec.ir.module import Module
from rolec.source.file import SourceMap
from rolec.source.span import Span

_TWICE = "a role of this name was adopted from elsewhere"
_ROUNDS = 7
"""First in words; then what is not proved as IAM has it, trust first; then it is left out."""
_PATIENT = 3
"""The rounds in which what names a spec that has a mistake waits until that is mended."""


def adopt(
    paths: tuple[Path, ...],
    output: Path,
    only: tuple[str, ...] = (),
    asked: Found | Diagnostic | None = None,
    state: Path | None = None,
    *,
    progress: Progress | None = None,
) -> Adoption:
    """The specs, to be written to ``output``, of the roles that ``paths`` have, or ``only`` some.

    ``asked`` is what was found elsewhere, such as by asking AWS. ``state`` is what Terraform has
    already, as `terraform show -json` says it.
    """
    sources = SourceMap()
    had = read_state(state, sources) if state else None
    read = _with(asked, read_sources(paths, sources, progress))
    above = settings_above(output) if output.exists() else None
    settings = read_settings(above, sources) if above else None
    if settings is not None and settings.value is None:
        problems = (*read.diagnostics, *settings.diagnostics)
        return Adoption(
            roles=(), blocks=(), files={}, taken_over={}, diagnostics=problems, sources=sources
        )
    nicknames = {
        one.account.id: one.account.nickname
        for one in (settings.value.accounts if settings and settings.value else ())
        if one.account.id and one.account.nickname
    }
    missing = [_missing(name, read.found) for name in only if not _has(name, read.found)]
    account = had.account if isinstance(had, TerraformState) else None
    wanted = [
        replace(each, account=each.account or account)
        for each in read.found.roles
        if not only or each.name in only
    ]
    written = sources.files[above.as_posix()].text if above else None
    adopting = _Adopting(
        wanted, read.found, nicknames, settings=written, everything=not only, progress=progress
    )
    roles = tuple(adopting.adopted())
    return Adoption(
        roles=roles,
        blocks=tuple(adopting.blocks(roles, only)),
        files=adopting.files,
        taken_over={} if isinstance(had, Diagnostic) else adopting.taken_over(had, output),
        diagnostics=(*read.diagnostics, *missing, *([had] if isinstance(had, Diagnostic) else [])),
        sources=sources,
        defaults=read.found.defaults,
    )


def _has(name: str, found: Found) -> bool:
    return any(role.name == name for role in found.roles)


def _missing(name: str, found: Found) -> Diagnostic:
    near = did_you_mean(name, [role.name for role in found.roles])
    message = f"no source has a role `{name}`"
    help_ = near or "write the name as the report has it"
    return error(codes.NO_SUCH_ROLE, message, Span("", 0, 0), help=help_)


def _with(asked: Found | Diagnostic | None, read: Sources) -> Sources:
    match asked:
        case None:
            return read
        case Found():
            return read._replace(found=together([asked, read.found]))
        case _:
            return read._replace(diagnostics=(asked, *read.diagnostics))


class _Adopting:
    """One adoption: which form each role has, and what was proved of it."""

    def __init__(
        self,
        roles: list[FoundRole],
        found: Found,
        nicknames: Mapping[str, str],
        *,
        settings: str | None,
        everything: bool,
        progress: Progress | None,
    ) -> None:
        self._found = found
        self._progress = progress
        self._own_settings = settings
        self._refused = [role for role in roles if role.refused]
        self._doubles, self._roles = once(
            with_own_labels([role for role in roles if not role.refused])
        )
        self._specs = SpecFiles(
            self._roles, found, nicknames, settings=settings, everything=everything
        )
        self._forms = Forms({name: Literal() for name in self._roles})
        self._forms.given_up.update(of_one_name(self._specs.providers.values()))
        self._forms.given_up.update(unlike_one_before(self._specs.policies))
        self.files: dict[str, str] = {}
        self._modules: tuple[Module, ...] = ()

    def adopted(self) -> Iterator[AdoptedRole]:
        """What became of each role."""
        proofs: Mapping[str, Proof] = {}
        left = dict(self._roles)
        for number in range(_ROUNDS):
            found = self._proved(left)
            proofs = {**proofs, **found.roles}
            failed = [name for name in left if proofs[name].status is Status.NOT_ADOPTED]
            reworded = [
                name for name in left if name not in failed and self._say_less(name, proofs[name])
            ]
            more = found.policies.keys() - self._forms.policies
            given_up = {arn: why for arn, why in found.policies.items() if arn not in more}
            self._forms.given_up.update({**given_up, **found.providers})
            self._forms.policies |= more
            if not failed and not reworded and not found.policies and not found.providers:
                break
            at_fault = [name for name in failed if not proofs[name].for_want]
            for name in at_fault if number < _PATIENT and (at_fault or more) else failed:
                if not self._say_less(name, proofs[name]) and not proofs[name].policies & more:
                    del left[name]
                    self._forms.left_out.add(name)
        if self._specs.files(left, self._forms) != self.files:
            self._proved(left)
        for name, role in self._roles.items():
            yield self._told(role, name, proofs[name])
        for role in (*self._refused, *self._doubles):
            reason = self._as_written(role.refused) or _TWICE
            yield AdoptedRole(
                role=role, status=Status.NOT_ADOPTED, reason=reason, spec=None, fallbacks=()
            )

    def blocks(
        self, roles: tuple[AdoptedRole, ...], only: tuple[str, ...]
    ) -> Iterator[FoundBlock]:
        """Everything of IAM that was met, with the reason where it was left out."""
        reasons = {
            each.role.name: each.reason or "not adopted"
            for each in roles
            if each.status is Status.NOT_ADOPTED
        }
        left = {key: role for key, role in self._roles.items() if key not in self._forms.left_out}
        used = self._specs.used_policies(left, self._forms)
        for each in self._found.blocks:
            reason = self._as_written(each.reason)
            if reason is None and each.role is not None:
                was_asked = not only or each.role in only
                reason = reasons.get(each.role) if was_asked else NOT_ASKED
            if reason is None and each.policy is not None and each.policy not in used:
                left_out = NOT_ASKED if only else OF_OTHERS
                reason = self._forms.given_up.get(each.policy) or left_out
            if reason is None and each.provider is not None:
                reason = self._forms.given_up.get(each.provider)
            yield replace(each, reason=reason)

    def _proved(self, roles: Mapping[str, FoundRole]) -> Proofs:
        self.files = self._specs.files(roles, self._forms)
        settings = self._own_settings or self.files[SETTINGS]
        policies = self._specs.used_policies(roles, self._forms)
        providers = self._specs.used_providers(roles, self._forms)
        files = {**self.files, SETTINGS: settings}
        found = prove(files, roles, policies, providers, self._progress)
        self._modules = found.modules
        return found

    def taken_over(self, state: TerraformState | None, output: Path) -> dict[str, TakenOver]:
        """The files by which Terraform takes over what was adopted; ``state`` is what it has, and ``output`` what others take."""
        ids = self._specs.ids
        only = ids[0] if len(ids) == 1 else None
        roles = self._roles.values()
        unnamed = Unnamed(
            roles={each.name for each in roles if not each.is_named and each.in_aws is None},
            profiles={
                each.name
                for each in roles
                if each.instance_profile and not each.instance_profile.is_named
            },
        )
        lists = {
            (each.name, arns): resources
            for each in roles
            for arns, resources in each.attached_by.items()
        }
        return dict(take_over(self._modules, state, only, unnamed, output, lists=lists))

    def _say_less(self, key: str, proof: Proof) -> bool:
        """Write what was not proved as IAM has it; False where it is already."""
        before = self._forms.roles[key]
        if proof.at_fault:
            trust, inline = proof.at_fault
            after = Literal(trust=before.trust | trust, inline=before.inline | inline)
            if after != before:
                self._forms.roles[key] = after
                return True
        # What does not compile may do so with its trust policy as it is, which is less to give up.
        inline = proof.inline if proof.compiles or proof.trust <= before.trust else frozenset()
        after = Literal(trust=before.trust | proof.trust, inline=before.inline | inline)
        self._forms.roles[key] = after
        return after != before

    def _told(self, role: FoundRole, key: str, proof: Proof) -> AdoptedRole:
        adopted = proof.status is not Status.NOT_ADOPTED
        lost = () if adopted else tuple(self._lost(role))
        why = (
            *(lost or filter(None, [proof.reason])),
            *role.untold,
            *((*role.remarks, *self._in_the_source(role)) if adopted else ()),
        )
        noted = role.untold and proof.status is Status.EQUAL
        return AdoptedRole(
            role=role,
            status=Status.EQUAL_IN_ACCESS if noted else proof.status,
            reason=self._as_written("; ".join(why)) or None,
            spec=self._specs.path(key) if adopted else None,
            fallbacks=tuple(fallbacks(self._specs.fields(key, self._forms))) if adopted else (),
        )

    def _lost(self, role: FoundRole) -> Iterator[str]:
        """The policies of a role that have no spec, and why: that they have none follows from it."""
        for arn in (*role.attached, role.boundary or ""):
            why = self._forms.given_up.get(arn)
            if why is not None:
                yield f"its policy `{self._specs.policies[arn].name}` is left out: {why}"

    def _in_the_source(self, role: FoundRole) -> Iterator[str]:
        """What a role has that was not adopted, and that its spec refers to where it is."""
        left = {each.policy for each in self._found.blocks if each.policy and each.reason}
        for arn in (*role.attached, role.boundary or ""):
            address = addressed(arn)
            if address in left or without_index(address or "") in left:
                yield f"`{address}`, to which its spec refers, is left out and has to stay where it is"

    def _as_written(self, reason: str | None) -> str | None:
        return reason and as_written(reason, self._found.locals)
