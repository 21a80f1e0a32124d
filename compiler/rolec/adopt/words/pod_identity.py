"""The trust in EKS Pod Identity as the entry of a spec.

Source: the EKS User Guide, "Grant Pods access to AWS resources based on tags".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from rolec.adopt.statement_words import one_or_several
from rolec.adopt.words.trust_conditions import Conditions
from rolec.adopt.yaml_text import Value

_TAG = "aws:RequestTag"
_PART = re.compile("[a-z0-9.*?-]+")
_ANY = ("*",)


def pod_identity_words(conditions: Conditions) -> dict[str, Value]:
    """The fields of an entry that trusts pods; what of ``conditions`` is in them is done."""
    parts = [
        _taken(conditions, tag) or _ANY
        for tag in ("kubernetes-namespace", "kubernetes-service-account")
    ]
    accounts = [f"{namespace}/{name}" for namespace, name in product(*parts)]
    return {"eks_pod_identity": one_or_several([*accounts]), **dict(_cluster(conditions))}


def _cluster(conditions: Conditions) -> Iterator[tuple[str, Value]]:
    arns = conditions.look(f"{_TAG}/eks-cluster-arn", "ArnLike")
    names = _taken(conditions, "eks-cluster-name")
    if names:
        yield "cluster", one_or_several([*names])
    elif arns and all(each.startswith("arn:") for each in arns):
        yield "cluster", one_or_several([*conditions.take(f"{_TAG}/eks-cluster-arn", "ArnLike")])


def _taken(conditions: Conditions, tag: str) -> tuple[str, ...]:
    """The values of a tag where an entry says them by the operator that they have."""
    key = f"{_TAG}/{tag}"
    wild = any(set("*?") & set(each) for each in conditions.look(key, "StringLike"))
    operator = "StringLike" if wild else "StringEquals"
    known = all(_PART.fullmatch(each) for each in conditions.look(key, operator))
    return conditions.take(key, operator) if known or tag == "eks-cluster-name" else ()
