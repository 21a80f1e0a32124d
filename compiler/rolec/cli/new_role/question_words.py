"""The fields of trust entries as questions to a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_QUESTIONS = {
    "aws_service": "Which service? (for example ec2, lambda)",
    "aws_account": "Which account? (twelve digits, a nickname of rolec.yaml, or self for your own)",
    "roles": "Which of its roles? (for example ci/deploy)",
    "users": "Which of its users? (for example developers/*)",
    "external_id": "Which external id does it pass, if it is a third party's?",
    "github_actions": "Which repository? (for example acme/web)",
    "gitlab_ci": "Which project? (for example acme/web)",
    "terraform_cloud": "Which workspace? (ORGANIZATION/PROJECT/WORKSPACE)",
    "buildkite": "Which pipeline? (for example acme/web)",
    "branches": "Which branches? (for example main)",
    "environments": "Which environments? (for example production)",
    "eks_pod_identity": "Which service account? (NAMESPACE/NAME, for example web/api)",
    "kubernetes_service_account": "Which service account? (NAMESPACE/NAME, for example web/api)",
    "cluster": "Which cluster? (its name, for example production)",
    "saml": "Which SAML provider? (for example Okta)",
    "role": "Which role of this project?",
    "organization": "Which organization? (for example o-a1b2c3d4e5)",
    "roles_anywhere": "Which trust anchor? (its ARN)",
    "web_identity": "Which identity provider? (for example accounts.google.com)",
}
_ANY = " Empty for any"
_NONE = " Empty for none"
_LIST = "; commas between several"


def question_for(name: str, rules: Mapping[str, Any], *, must: bool) -> str:
    """The question for the field called ``name``; one that need not be may stay empty."""
    summary = str(rules["meta"]["summary"]).removesuffix(".")
    example = rules["meta"].get("example", "")
    for_instance = f" (for example {example})" if isinstance(example, str) and example else ""
    question = _QUESTIONS.get(name, f"{summary}?{for_instance}")
    if name == "external_id":
        return question + _NONE
    return question if must else f"{question}{_ANY}{_LIST if 'many' in rules else ''}"
