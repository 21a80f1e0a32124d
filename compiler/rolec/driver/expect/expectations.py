"""Whether roles meet what is expected of them, in each of their accounts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from rolec.catalog.catalogue import SHIPPED
from rolec.compare.at_home import at_home
from rolec.diagnostics.diagnostic import Diagnostic
from rolec.driver.compile.compilation import Compilation, CompiledProject
from rolec.driver.compile.expected_text import principal_of, string_of
from rolec.driver.compile.whole_roles import WholeRoles
from rolec.driver.expect.decide_exactly import Asked, Doubt, allowed_one, denied_one, whole
from rolec.driver.expect.question import Holder, holder
from rolec.driver.expect.unmet_expectations import not_allowed, not_denied, not_told
from rolec.ir.document import Effect
from rolec.ir.expectation import Expectation
from rolec.ir.glob import matches
from rolec.ir.module import Module
from rolec.ir.role import Role
from rolec.ir.text import Text
from rolec.policy.mark import as_key
from rolec.record import dataclass
from rolec.semantics.access import Access
from rolec.semantics.context import of_caller, trusted_as
from rolec.semantics.decide import decide
from rolec.semantics.request import Request, Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An expectation of a ``role`` in the account of its ``module``."""

    expectation: Expectation
    role: Role
    module: Module
    siblings: tuple[Module, ...]
    holder: Holder

    @property
    def words(self) -> str:
        """The case in a few words, such as ``web in production: allow s3:GetObject``."""
        account = self.module.account.nickname
        where = f" in {account}" if account else ""
        actions = ", ".join(action.written for action in self.expectation.actions)
        return f"{self.role.name}{where}: {self.expectation.effect.lower()} {actions}"


def cases(compiled: Compilation) -> Iterator[Case]:
    """Every expectation of every role, in each of its accounts, in the order of files."""
    wholes = WholeRoles(compiled)
    found = [each for project in compiled.projects for each in _cases(project, wholes)]
    found.sort(key=lambda each: (each.expectation.span, each.role.name, each.module.folder))
    return iter(found)


def judge(case: Case) -> tuple[Diagnostic, ...]:
    """What shows that the expectation is not met; nothing, where it is."""
    return tuple(_judged(case))


def _cases(project: CompiledProject, wholes: WholeRoles) -> Iterator[Case]:
    for module in project.modules:
        lists = [p.expectations for p in project.expectations if p.account == module.account]
        siblings = tuple(each for each in project.modules if each.account == module.account)
        for role in module.roles:
            expected = [*role.expected]
            for each in lists:
                if any(matches(pattern.written, role.name) for pattern in each.roles):
                    expected += each.expected
            if expected:
                whole = holder(wholes.whole(role, module), module.account)
                for expectation in expected:
                    yield Case(
                        expectation=expectation,
                        role=role,
                        module=module,
                        siblings=siblings,
                        holder=whole,
                    )


def _judged(case: Case) -> Iterator[Diagnostic]:
    expectation = case.expectation
    access = case.holder.permissions if expectation.assume is None else case.holder.trust
    one = denied_one if expectation.effect is Effect.ALLOW else allowed_one
    unmet = not_allowed if expectation.effect is Effect.ALLOW else not_denied
    for action in expectation.actions:
        asked = _asked(case, action)
        found = one(access, asked)
        if isinstance(found, Doubt):
            yield not_told(case, action, asked, found.why)
        elif found is not None:
            if not expectation.resources:
                found = _at_home(found, case, access, asked)
            yield unmet(case, action, access, asked, found)


def _at_home(found: Request, case: Case, access: Access, asked: Asked) -> Request:
    """``found``, which may be on any resource, as the role would send it from its own account."""
    answer = _answer(access, asked, found)
    return at_home(
        found, case.module.account, lambda moved: _answer(access, asked, moved) is answer
    )


def _answer(access: Access, asked: Asked, found: Request) -> bool | None:
    return decide(access, whole(asked, found), SHIPPED.key).answer


def _asked(case: Case, action: Text) -> Asked:
    string = partial(string_of, module=case.module, siblings=case.siblings)
    expectation = case.expectation
    given: Mapping[str, Values | None] = {
        as_key(string(key)): tuple(map(string, values)) for key, values in expectation.context
    }
    if expectation.assume is not None:
        principal = principal_of(expectation.assume, case.module, case.siblings)
        assert principal is not None  # it is found before anything is judged
        principal = trusted_as(principal, case.holder.trust, given)
        context = {**of_caller(principal), **given}
        return Asked((action.written,), None, principal, context)
    resources = tuple(map(string, expectation.resources)) or ("*",)
    return Asked((action.written,), resources, None, {**case.holder.session, **given})
