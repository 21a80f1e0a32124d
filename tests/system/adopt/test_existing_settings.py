"""Adoption into a folder that has a rolec.yaml already."""

from __future__ import annotations

from pathlib import Path

import pytest

from rolec.cli.exit_code import ExitCode

SOURCE = """
resource "aws_iam_role" "web" {
  name               = "web"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
}

resource "aws_iam_role_policy" "own" {
  role   = aws_iam_role.web.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = aws_s3_bucket.photos.arn }] })
}
"""
WAY_OUT = "write `terraform: {as: files}` to rolec.yaml, and it may stand there"


@pytest.mark.parametrize("as_files", [False, True])
def test_what_a_module_has_no_place_for_is_told_with_the_way_out(adopt, as_files):
    Path("main.tf").write_text(SOURCE, encoding="utf-8")
    Path("specs").mkdir()
    more = "terraform: {as: files}\n" if as_files else ""
    Path("specs/rolec.yaml").write_text(f"account: '111122223333'\n{more}", encoding="utf-8")
    code, out, _ = adopt("main.tf")
    assert code == (ExitCode.OK if as_files else ExitCode.ERRORS)
    assert ("web: equal: roles/web.yaml" in out, WAY_OUT in out) == (as_files, not as_files)
