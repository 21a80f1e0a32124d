"""A role that another may pass is shown by its name."""

from __future__ import annotations

from rolec.cli import main

TASK = "role: orders-task\ntrust: [{aws_service: ecs-tasks}]\n"
DEPLOY = """\
role: deploy
trust: [{aws_service: ec2}]
permissions:
  - inline_policy: pass
    statements: [{allow: iam:PassRole, on: "${roles.orders-task.arn}"}]
"""


def test_it_is_no_reference_of_terraform(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "task.yaml").write_text(TASK)
    (tmp_path / "deploy.yaml").write_text(DEPLOY)
    assert main.main(["show", "deploy", "--format", "markdown"]) == 0
    page = capsys.readouterr().out
    assert "Allows `iam:PassRole` on role `orders-task`" in page
    assert "aws_iam_role" not in page
