"""Where a new spec belongs: among the specs of the project around it, if there is one."""

from __future__ import annotations

import os
from pathlib import Path

import click

from rolec.cli.new_role.answer_check import wrong_account_id
from rolec.cli.new_role.questions import Questions
from rolec.source.file import SourceMap

_WILD = frozenset("*?[")
_NEEDS_ACCOUNT = frozenset(
    {
        "github_actions",
        "gitlab_ci",
        "terraform_cloud",
        "bitbucket_pipelines",
        "circleci",
        "buildkite",
        "kubernetes_service_account",
        "saml",
    }
)
"""Kinds whose principal is a provider in the account of the role."""


def project_above(folder: Path) -> Path | None:
    """The folder of the rolec.yaml that governs what is in ``folder``."""
    from rolec.driver.project.project import SETTINGS

    real = folder.resolve()
    found = next((each for each in (real, *real.parents) if (each / SETTINGS).is_file()), None)
    return Path(os.path.relpath(found)) if found else None


def specs_of(project: Path) -> tuple[str, ...]:
    """What `specs:` of a project says, also where it does not."""
    from rolec.driver.project.project import SETTINGS
    from rolec.driver.project.settings import Settings, read_settings

    return (read_settings(project / SETTINGS, SourceMap()).value or Settings()).specs


def default_output(name: str) -> str:
    """The file that the role called ``name`` is written to when no other is given."""
    project = project_above(Path())
    if project is None:
        return f"{name}.yaml"
    certain: list[str] = []
    for part in Path(specs_of(project)[0]).parts[:-1]:
        if not _WILD.isdisjoint(part):
            break
        certain.append(part)
    return project.joinpath(*certain, f"{name}.yaml").as_posix()


def offer_project(kinds: frozenset[str], questions: Questions) -> None:
    """Ask for the account where a kind of trust needs its id, and write it to a rolec.yaml."""
    if not questions.on_terminal or project_above(Path()) or kinds.isdisjoint(_NEEDS_ACCOUNT):
        return
    account = questions.text(
        "The id of your AWS account? (twelve digits)", "NAME", wrong_account_id
    )
    text = f"language: 1\naccount: '{account}'\n"
    if not questions.yes("Write it to rolec.yaml here? The role needs it.", default=True):
        click.echo(f"write this to rolec.yaml, above the role:\n\n{text}", err=True)
        return
    with Path("rolec.yaml").open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    click.echo("wrote rolec.yaml")
