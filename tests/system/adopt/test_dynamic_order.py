"""What goes over a map goes over it by its keys, as in Terraform."""

from __future__ import annotations

from pathlib import Path

SOURCE = """
data "aws_iam_policy_document" "own" {
  dynamic "statement" {
    for_each = { b = ["s3:GetObject"], a = ["s3:PutObject"], B = ["s3:ListBucket"] }
    content {
      sid       = statement.key
      actions   = statement.value
      resources = ["*"]
    }
  }
}
resource "aws_iam_role" "web" {
  name               = "web"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
  inline_policy {
    name   = "own"
    policy = data.aws_iam_policy_document.own.json
  }
}
"""


def test_statements_stand_in_the_order_of_their_keys(adopt):
    Path("main.tf").write_text(SOURCE, encoding="utf-8")
    adopt("main.tf")
    text = Path("specs/roles/web.yaml").read_text(encoding="utf-8")
    sids = [line.partition("sid: ")[2] for line in text.splitlines() if "sid: " in line]
    assert sids == ["B", "a", "b"]
