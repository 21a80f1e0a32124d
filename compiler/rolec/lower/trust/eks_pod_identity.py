"""A Kubernetes service account on EKS, through EKS Pod Identity."""

from __future__ import annotations

from rolec.catalog.trust_action import ASSUME_ROLE, TAG_SESSION
from rolec.ir.document import Condition
from rolec.ir.text import text
from rolec.lower import codes, trust_codes
from rolec.lower.condition import condition, string_condition
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.lower.trust_kind import Association, Grant, TrustKind, service

_TAG = "aws:RequestTag"


def _lower(entry: Cursor, context: Context) -> Grant | None:
    found = entry.get_many("eks_pod_identity")
    accounts = [tuple(at.string.split("/", 1)) for at in found]
    if not _is_product(accounts):
        context.error(
            codes.VALUE_NOT_VALID,
            "the namespace and the name are compared each for itself, which would mix them",
            entry.field("eks_pod_identity").span,
            help="write one entry for each namespace",
        )
        return None
    span = entry.key_span("eks_pod_identity")
    conditions = tuple(
        string_condition(
            f"{_TAG}/{tag}",
            tuple(text(account[at], found[index].span) for index, account in enumerate(accounts)),
            span,
        )
        for at, tag in enumerate(("kubernetes-namespace", "kubernetes-service-account"))
        if any(account[at] != "*" for account in accounts)
    )
    return Grant(
        principals=(service("pods.eks", span),),
        actions=(ASSUME_ROLE, TAG_SESSION),
        conditions=(*conditions, *_cluster(entry, context)),
        associations=_associations(entry, context),
        span=entry.span,
    )


def _is_product(accounts: list[tuple[str, ...]]) -> bool:
    """Whether every namespace goes with every name: two conditions can say no less."""
    namespaces = {account[0] for account in accounts}
    names = {account[1] for account in accounts}
    return len(set(accounts)) == len(namespaces) * len(names)


def _cluster(entry: Cursor, context: Context) -> tuple[Condition, ...]:
    values = tuple(context.text(at) for at in entry.get_many("cluster"))
    if not values:
        return ()
    span = entry.key_span("cluster")
    if all((value.literal or "").startswith("arn:") for value in values):
        return (condition("ArnLike", f"{_TAG}/eks-cluster-arn", values, span),)
    return (string_condition(f"{_TAG}/eks-cluster-name", values, span),)


def _associations(entry: Cursor, context: Context) -> tuple[Association, ...]:
    wanted = entry.get("association")
    if wanted is None or not wanted.boolean:
        return ()
    accounts = entry.get_many("eks_pod_identity")
    clusters = entry.get_many("cluster")
    vague = next(
        (at for at in (*accounts, *clusters) if set("*?") & set(at.string)),
        next((at for at in clusters if at.string.startswith("arn:")), None),
    )
    if vague is not None or not clusters:
        context.error(
            trust_codes.ASSOCIATION,
            "an association needs the names of one cluster and of service accounts",
            vague.span if vague else entry.key_span("association"),
            help="write them without wildcards, and the cluster's name as `cluster`",
        )
        return ()
    return tuple(
        Association(
            cluster=context.text(cluster),
            namespace=at.string.split("/", 1)[0],
            service_account=at.string.split("/", 1)[1],
        )
        for cluster in clusters
        for at in accounts
    )


KIND = TrustKind(name="eks_pod_identity", lower=_lower)
