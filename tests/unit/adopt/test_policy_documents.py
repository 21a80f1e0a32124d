"""Policy documents in files: what the roles are called."""

from __future__ import annotations

from pathlib import PurePath

import pytest

from rolec.adopt.policy_documents import Document, read_policy_documents

TRUST = {"Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}}}


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("web/trust.json", "web"),
        ("web-trust.json", "web"),
        ("my role (old).json", "my-role-old"),
        ("-=/trust.json", "-="),
        ("%2E/trust.json", "."),
        ("%2E%2E/trust.json", ".."),
    ],
)
def test_a_role_is_called_as_its_file_or_folder(path, name):
    (role,) = read_policy_documents([Document(PurePath(path), TRUST)]).roles
    assert role.name == name
