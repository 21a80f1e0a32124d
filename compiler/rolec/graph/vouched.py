"""For whom an identity provider vouches, as the subjects of its tokens name them.

Sources: docs.github.com, "OpenID Connect reference"; the pages of `catalog.ci_system`; the Amazon EKS
User Guide, "IAM roles for service accounts".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_SUBJECTS = tuple(
    (re.compile(issuer), words, re.compile(subject))
    for issuer, words, subject in (
        (
            r"token\.actions\..+|.*githubusercontent\.com.*",
            "GitHub Actions",
            r"repo:([^:]+)(?::.*)?",
        ),
        (r"gitlab\.com", "GitLab CI", r"project_path:([^:]+)(?::.*)?"),
        (
            r"app\.terraform\.io",
            "Terraform Cloud",
            r"organization:([^:]+):project:([^:]+):workspace:([^:]+)(?::.*)?",
        ),
        (r"agent\.buildkite\.com", "Buildkite", r"organization:([^:]+):pipeline:([^:]+)(?::.*)?"),
        (r"oidc\.circleci\.com/.*", "CircleCI", r"org/([^/]+)/project/([^/]+)(?:/.*)?"),
        (r"api\.bitbucket\.org/.*", "Bitbucket Pipelines", r"\{([^}]+)\}(?::.*)?"),
        (r".*", "Kubernetes service account", r"system:serviceaccount:([^:]+):([^:]+)"),
    )
)
_ID = re.compile(r"@[0-9*?]+")


class Vouched(NamedTuple):
    """Somebody: ``words`` say what the name is one of, such as ``GitHub Actions`` of a repository."""

    words: str
    name: str


def vouched(issuer: str, subjects: Iterable[str]) -> tuple[Vouched, ...]:
    """Whom the ``subjects`` of tokens of ``issuer`` name, each once; what is none of the known is left out.

    A repository of GitHub is called by its name, whether its ids stand in the subject or not.
    """
    found: dict[Vouched, None] = {}
    for subject in subjects:
        for host, words, form in _SUBJECTS:
            match = form.fullmatch(subject) if host.fullmatch(issuer) else None
            if match:
                found[Vouched(words, _ID.sub("", "/".join(match.groups())))] = None
                break
        else:
            found[Vouched("", subject)] = None
    return tuple(found)
