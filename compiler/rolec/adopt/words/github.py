"""Trust of GitHub Actions in words: of which repositories, and of which of their jobs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rolec.adopt.statement_words import UnsaidError, one_or_several
from rolec.adopt.words.trust_conditions import Conditions
from rolec.adopt.yaml_text import Value

GITHUB = "token.actions.githubusercontent.com"
"""The issuer of the tokens."""
_SUBJECT = re.compile(r"repo:([A-Za-z0-9_-]+/[A-Za-z0-9_.*?-]+):(.+)")
_EQUALS, _LIKE = "StringEquals", "StringLike"


def github_words(conditions: Conditions) -> dict[str, Value] | None:
    """What ``conditions`` say of a token of GitHub, taken out of these; None where they say something else."""
    subjects = conditions.look(f"{GITHUB}:sub", _LIKE, _EQUALS)
    found = [_SUBJECT.fullmatch(each) for each in subjects]
    told: dict[str, list[str]] = {}
    try:
        for each in found:
            for field, value in _jobs(each[2] if each else ""):
                told.setdefault(field, []).append(value)
    except UnsaidError:
        return None
    if not told:
        return None
    conditions.take(f"{GITHUB}:sub", _LIKE, _EQUALS)
    fields: dict[str, Value] = {
        "github_actions": one_or_several(list(dict.fromkeys(each[1] for each in found if each)))
    }
    for field, values in told.items():
        fields[field] = (
            True
            if field in {"pull_requests", "any_job"}
            else one_or_several(list(dict.fromkeys(values)))
        )
    return {**fields, **audience_words(conditions, GITHUB, usual="sts.amazonaws.com")}


def _jobs(rest: str) -> Iterator[tuple[str, str]]:
    """What of a subject stands after the repository, as a field and its value."""
    for start, field in (
        ("ref:refs/heads/", "branches"),
        ("ref:refs/tags/", "git_tags"),
        ("environment:", "environments"),
    ):
        if rest.startswith(start):
            yield field, rest.removeprefix(start)
            return
    if rest == "pull_request":
        yield "pull_requests", rest
    elif rest == "*":
        yield "any_job", rest
    else:
        raise UnsaidError


def audience_words(
    conditions: Conditions, host: str, usual: str | None = None
) -> dict[str, Value]:
    """For whom a token of ``host`` is, where that is not as ``usual``."""
    values = conditions.take(f"{host}:aud", _EQUALS, _LIKE)
    return {"audience": one_or_several(list(values))} if values and values != (usual,) else {}
