"""What was built of specs is adopted again: the same roles come back."""

from __future__ import annotations

import itertools
from collections import Counter

import hypothesis
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from rolec.driver.adopt.adopt import adopt
from rolec.driver.adopt.proof import Status
from rolec.emit.emit import emit
from rolec.ir.role import Role, name_of
from support.example import EXAMPLES, NAMES, build
from support.project import compiled
from support.strategies import modules

ROUNDS = 20
"""Most of what is made at random no spec can say: it has characters that IAM does not take, and more."""


@pytest.mark.parametrize("name", NAMES)
def test_the_roles_of_an_example_come_back(name, tmp_path):
    for number, built in enumerate(build(EXAMPLES / name)):
        source, back = tmp_path / f"built-{number}", tmp_path / f"back-{number}"
        for path, text in built.texts.items():
            place = source / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
        files = sorted(source.rglob("*.tf"))
        found = adopt(tuple(files), tmp_path / "none")
        assert found.diagnostics == ()
        assert {each.status for each in found.roles} == {Status.EQUAL}
        again = compiled(back, dict(found.files))
        roles = {role.name: role for module in again.modules for role in module.roles}
        assert roles.keys() == {role.name for role in built.module.roles}
        for role in built.module.roles:
            assert _said(roles[role.name]) == _said(role)


def _called(role: Role) -> str:
    """What a role is called that was adopted: where Terraform puts its name together, as its resource."""
    return role.label if role.name_in_aws or role.name_prefix else role.name


def _said(role: Role) -> tuple[object, ...]:
    """What a role is, but for what only a whole project can say of it."""
    return (
        name_of(role).written,
        role.path,
        role.description,
        role.tags_from,
        role.trust.version,
        role.max_session_duration or 3600,
        [(tag.key, tag.value.written) for tag in role.tags],
        len(role.trust.statements),
        [(policy.name, len(policy.document.statements)) for policy in role.inline_policies],
        len(role.attachments),
        role.permissions_boundary is None,
        role.instance_profile.name if role.instance_profile else None,
    )


def test_no_role_that_is_made_at_random_is_lost_in_silence(seed, tmp_path):
    came: Counter[Status] = Counter()
    numbers = itertools.count()

    @hypothesis.seed(seed)
    @settings(
        max_examples=ROUNDS,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(modules())
    def adopted(module):
        source = tmp_path / str(next(numbers))
        for path, file in emit(module).files.items():
            place = source / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(file.text, encoding="utf-8")
        # The documents beside them are of the same roles, by what the project calls these.
        found = adopt(tuple(sorted(source.rglob("*.tf"))), tmp_path / "none")
        assert {each.role.name for each in found.roles} == set(map(_called, module.roles))
        for each in found.roles:
            came[each.status] += 1
            assert each.reason or each.status is not Status.NOT_ADOPTED
            assert (each.spec in found.files) is (each.status is not Status.NOT_ADOPTED)

    adopted()
    print({str(status): count for status, count in came.items()})
    assert came.total()
