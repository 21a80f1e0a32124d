"""The text of policy documents, for the examples of lints."""

from __future__ import annotations


def policy(*statements: str, version: str = '"Version": "2012-10-17", ') -> str:
    """A document of ``statements``, each the text of a JSON object."""
    return f'{{{version}"Statement": [\n  ' + ",\n  ".join(statements) + "]}\n"


def under(condition: str, *, effect: str = "Allow", action: str = '"s3:GetObject"') -> str:
    """An identity policy whose one statement holds under the operators of ``condition``."""
    return policy(
        f'{{"Effect": "{effect}", "Action": {action}, "Resource": "arn:aws:s3:::photos/*",\n'
        f'   "Condition": {{{condition}}}}}'
    )


def on(resource: str, action: str = '"s3:GetObject"') -> str:
    """An identity policy that allows ``action`` on what ``resource`` says, both of them JSON."""
    return policy(f'{{"Effect": "Allow", "Action": {action}, "Resource": {resource}}}')
