"""What of a change gives access, or takes away what keeps it in bounds: all that may need a look."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from rolec.compare.compare import Unknown, Verdict, only_in
from rolec.driver.compile.whole_roles import WholeRoles
from rolec.driver.diff.access_difference import NO_ACCESS, Part, access_difference
from rolec.driver.diff.compile_sides import Sided, SidedProject
from rolec.driver.diff.difference import Difference, RoleDifference
from rolec.driver.diff.renamed_roles import renamed_roles
from rolec.driver.diff.role_pairs import PlacedRole
from rolec.driver.project.settings import Settings
from rolec.driver.review.gate_changes import gate_changes
from rolec.policy.policy_text import PolicyText
from rolec.policy.whole_role import WholeRole
from rolec.review.enclosing import enclosing
from rolec.review.permission_tier import permission_tier
from rolec.review.role_widenings import Wider, policy_called, removed_expectations, role_widenings
from rolec.review.tier import Tier, highest
from rolec.review.trust_tier import trust_tier
from rolec.review.widening import Widening, WideningKind
from rolec.semantics.access import Access, Layer, LayerKind
from rolec.semantics.of_policy import permissions, statements, trust


def widenings(
    sided: Sided, difference: Difference, base: Mapping[str, Settings]
) -> Iterator[Widening]:
    """The widenings of roles and of gates; ``base`` are the settings of the base, by project."""
    projects = {
        module.folder: project.spared.folder
        for side in (sided.old, sided.new)
        for project in side.projects
        for module in project.modules
    }
    looked = _Looked(sided, projects, base)
    for role in difference.roles:
        yield from looked.role(role)
    for gone, new in renamed_roles((each.pair for each in difference.roles), projects):
        yield from looked.beside_access(gone, new, gone.role.name)
    for project in sided.projects:
        yield from _of_gate(project)
        yield from _of_new(project, base)
        yield from _of_lists(project, sided)


class _Looked:
    """Looks at roles; what they may do now is asked of each side's own lock."""

    def __init__(
        self, sided: Sided, projects: Mapping[str, str], base: Mapping[str, Settings]
    ) -> None:
        self._wholes = WholeRoles(sided.old, sided.new)
        self._projects = projects
        self._base = base
        self._texts = [
            file.text.casefold()
            for project in sided.projects
            for side in (project.old, project.new)
            if side is not None
            for file in side.sources.files.values()
        ]

    def role(self, difference: RoleDifference) -> Iterator[Widening]:
        """What of one role is wider."""
        old, new = difference.pair
        if new is None:
            return
        where = self._where(new)
        if difference.before is not None:
            where = replace(where, in_place_of=difference.before.role.role.name)
        if difference.access.verdict is Verdict.UNKNOWN or difference.access.is_partial:
            yield replace(where, about="; ".join(difference.access.assumptions))
        access = permissions(self._wholes.whole(new.role, new.module))
        owned = self._owned(where.project)
        worth: frozenset[Tier] | None = None
        for part, grant in difference.access.granted:
            if part is Part.TRUST:
                worth = _worth(access, difference) if worth is None else worth
                tier, kind = highest({*worth, trust_tier(grant, owned)}), WideningKind.TRUST
            else:
                tier, kind = permission_tier(grant, access), WideningKind.PERMISSIONS
            yield replace(where, tier=tier, kind=kind, grant=grant)
        if old is not None:
            yield from self.beside_access(old, new)

    def beside_access(
        self, old: PlacedRole, new: PlacedRole, in_place_of: str = ""
    ) -> Iterator[Widening]:
        """What of a role is wider beside what it allows; it may be ``in_place_of`` one that is gone."""
        where = replace(self._where(new), in_place_of=in_place_of)
        yield from self._boundary(where, old, self._wholes.whole(new.role, new.module))
        for wider in role_widenings(old.role, new.role, self._reads_tag(old, new)):
            yield _widening(where, wider)

    def _where(self, role: PlacedRole) -> Widening:
        return Widening(
            tier=Tier.ADMINISTRATION,
            kind=WideningKind.UNTOLD,
            project=self._projects[role.module.folder],
            role=role.role.name,
            account=role.module.account.nickname or role.module.account.id or "",
        )

    def _boundary(self, where: Widening, old: PlacedRole, whole: WholeRole) -> Iterator[Widening]:
        """That the boundary allows more than before, whatever the role makes of that today."""
        one, other = old.role.permissions_boundary, whole.role.permissions_boundary
        if one is None or other is None:
            return
        before = self._wholes.whole(old.role, old.module).boundary
        is_other = one.written != other.written
        found = replace(
            where,
            kind=WideningKind.BOUNDARY_WIDER,
            before=policy_called(one) if is_other else "",
            after=policy_called(other) if is_other else "",
        )
        if before is None or whole.boundary is None:
            if is_other:
                yield replace(found, about="the documents are not all known")
            return
        wider = only_in(*(_as_identity(each) for each in (whole.boundary, before)))
        if isinstance(wider, Unknown):
            yield replace(found, about=wider.bound)
        elif wider is not None:
            yield found

    def _owned(self, project: str) -> frozenset[str]:
        """The ids of the accounts that are the project's own, as the base has them."""
        settings = self._base.get(project)
        owned = settings.owned if settings else ()
        return frozenset(one.account.id for one in owned if one.account.id)

    def _reads_tag(self, *sides: PlacedRole) -> Callable[[str], bool]:
        """Whether a text of the project, or a policy of the role, has a condition on a tag."""

        def reads(key: str) -> bool:
            word = f"tag/{key}"
            if any(word in text for text in self._texts):
                return True
            keys = (
                condition.key
                for placed in sides
                for access in self._accesses(placed)
                for statement in access.statements
                for condition in statement.conditions
            )
            return any(each.endswith(word) for each in keys)

        return reads

    def _accesses(self, placed: PlacedRole) -> tuple[Access, Access]:
        whole = self._wholes.whole(placed.role, placed.module)
        return permissions(whole), trust(whole)


def _worth(access: Access, difference: RoleDifference) -> frozenset[Tier]:
    """The tiers of all that a role may do, its ``access``: who may assume it, may do that."""
    found = difference.access
    if difference.pair.old is not None:
        found = access_difference(Part.PERMISSIONS, access, NO_ACCESS[Part.PERMISSIONS])
    if access.unknown or access.unknown_boundary or found.is_partial:
        return frozenset((Tier.ADMINISTRATION,))
    grants = (grant for part, grant in found.granted if part is Part.PERMISSIONS)
    return frozenset(permission_tier(grant, access) for grant in grants)


def _as_identity(policy: PolicyText) -> Access:
    return Access(layers=(Layer(LayerKind.IDENTITY, statements(policy)),))


def _widening(where: Widening, wider: Wider) -> Widening:
    return replace(
        where,
        tier=wider.tier,
        kind=wider.kind,
        about=wider.about,
        before=wider.before,
        after=wider.after,
    )


def _of_gate(project: SidedProject) -> Iterator[Widening]:
    for change in gate_changes(project):
        yield Widening(
            tier=Tier.ADMINISTRATION,
            kind=WideningKind.GATE,
            project=project.folder,
            about=change.what,
            before=change.before,
            after=change.after,
        )


def _of_new(project: SidedProject, base: Mapping[str, Settings]) -> Iterator[Widening]:
    """A project that is new inside of another, whose gate its roles would have had."""
    if project.old is not None or project.new is None or project.new.project.settings is None:
        return
    around = enclosing(project.folder, base)
    if around is not None:
        yield Widening(
            tier=Tier.ADMINISTRATION,
            kind=WideningKind.GATE,
            project=around,
            about=f"{project.folder}/rolec.yaml is new, and stands over that above it",
        )


def _of_lists(project: SidedProject, sided: Sided) -> Iterator[Widening]:
    """The expectations of lists, which are of many roles, that are gone."""
    sides = [
        {
            (placed.account.nickname, placed.expectations.name): placed.expectations
            for each in side.projects
            if each.spared.folder == project.folder
            for placed in each.expectations
        }
        for side in (sided.old, sided.new)
    ]
    old, new = sides
    for (account, name), before in sorted(old.items(), key=lambda item: item[0]):
        after = new.get((account, name))
        kept = after.expected if after and set(before.roles) <= set(after.roles) else ()
        where = Widening(
            tier=Tier.ADMINISTRATION,
            kind=WideningKind.EXPECTATION,
            project=project.folder,
            role=", ".join(role.written for role in before.roles),
            account=account,
        )
        for wider in removed_expectations(before.expected, kept):
            yield _widening(where, wider)
