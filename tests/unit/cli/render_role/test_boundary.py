"""A boundary of the project is shown with what it lets through, and counted."""

from __future__ import annotations

import pytest

from rolec.cli import main

POLICY = """\
policy: Edge
statements: [{allow: "s3:Get*", on: "*"}]
"""
ROLE = """\
role: web
trust: [{aws_service: ec2}]
permissions_boundary: {policy: Edge}
"""


@pytest.mark.parametrize("attached", ["", "permissions: [{policy: Edge}]\n"])
def test_the_boundary_is_a_section_of_its_own(attached, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rolec.yaml").write_text("language: 1\naccount: '111122223333'\n")
    (tmp_path / "roles").mkdir()
    (tmp_path / "roles/edge.yaml").write_text(POLICY)
    (tmp_path / "roles/web.yaml").write_text(ROLE + attached)
    assert main.main(["show", "web"]) == 0
    page = capsys.readouterr().out
    section = page.partition("\nPermissions boundary\n")[2].partition("\nSize budgets\n")[0]
    assert "Nothing beyond the customer managed policy Edge:" in section
    assert "s3:Get*" in section
    assert page.count("Policy Edge, characters") == 1
