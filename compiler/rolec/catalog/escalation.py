"""Actions that together give more access than they say, and those that hand a role over."""

from __future__ import annotations

import json
from enum import StrEnum
from functools import cache

from rolec.catalog.packed import data_text
from rolec.record import dataclass


class Category(StrEnum):
    """How a combination of actions leads to more access."""

    SELF = "self-escalation"
    """It changes the caller's own permissions."""
    PRINCIPAL = "principal-access"
    """It takes over another user or role."""
    NEW_COMPUTE = "new-passrole"
    """It gives a role to something new that the caller controls."""
    EXISTING_COMPUTE = "existing-passrole"
    """It controls something that has a role already."""
    RETIRED = "retired"
    """Its service is gone."""


_HAVE_THE_ROLE = {
    "airflow": ("airflow", "airflow-env"),
    "apprunner": ("tasks.apprunner", "build.apprunner"),
    "autoscaling": ("ec2",),
    "batch": ("ecs-tasks",),
    "codedeploy": ("ec2",),
    "ec2-instance-connect": ("ec2",),
    "ecs": ("ecs-tasks",),
    "elasticmapreduce": ("ec2", "elasticmapreduce"),
    "iam": (),
    "imagebuilder": ("ec2",),
    "ssm": ("ec2", "ecs-tasks", "ssm"),
    "sts": (),
}
"""The services that have the role, where they are others than the one of the action.

Sources: the guides of Amazon MWAA, App Runner, EC2 Auto Scaling, AWS Batch, AWS CodeDeploy, Amazon ECS, Amazon EMR,
EC2 Image Builder and AWS Systems Manager, on the roles that they work with.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """A combination: who may do all ``actions`` may get more access.

    ``minimal`` says that no part of it is a combination of its own. ``sources`` are the lists
    that have it, with its number there; data/escalations.json says which they are.
    """

    actions: tuple[str, ...]
    category: Category
    minimal: bool
    sources: tuple[str, ...]

    @property
    def services(self) -> tuple[str, ...]:
        """The service principals that have the role which its actions make use of, one of which will."""
        prefixes = dict.fromkeys(action.partition(":")[0] for action in self.actions)
        names = (name for each in prefixes for name in _HAVE_THE_ROLE.get(each, (each,)))
        return tuple(dict.fromkeys(f"{name}.amazonaws.com" for name in names))


@cache
def escalations() -> tuple[Escalation, ...]:
    """All known combinations, by their actions."""
    found = json.loads(data_text("escalations.json"))
    return tuple(
        Escalation(
            actions=tuple(row["actions"]),
            category=Category(row["category"]),
            minimal=row["minimal"],
            sources=tuple(row["sources"]),
        )
        for row in found["combinations"]
    )


@cache
def pass_role_actions() -> frozenset[str]:
    """The actions that hand a role to a service, so that they need iam:PassRole, in lower case."""
    found = json.loads(data_text("pass_role.json"))
    return frozenset(name.lower() for name in found)
