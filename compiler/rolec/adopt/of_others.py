"""What Terraform does to users and groups when an attachment that is also theirs becomes one of a role."""

from __future__ import annotations


def on_others(address: str, argument: str, names: str) -> str:
    """Says of an ``aws_iam_policy_attachment`` at ``address`` that it has others, and how Terraform leaves these alone.

    Source: the AWS provider's page of the resource, and Terraform's of the `removed` block.
    """
    return (
        f"it is on the {argument} {names}, too: without its block Terraform takes the policy from them, and a"
        f" `removed` block in its place, `from = {address}` with `lifecycle {{ destroy = false }}`, leaves it to them"
    )
