"""Terraform itself says that what `rolec adopt` keeps as locals gives the same policies as the source."""

from __future__ import annotations

import json
from pathlib import Path

from rolec.cli import main
from rolec.cli.exit_code import ExitCode
from support.terraform import needs_terraform, terraform

KNOWN_BY_TERRAFORM = """\
variable "issuer" { default = null }
variable "env" { default = null }
variable "keys" { default = null }
"""
SOURCE = """\
resource "aws_iam_role" "pod" {
  for_each = toset(["web", "job"])
  name     = "pod-${each.key}"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/${replace(var.issuer, "https://", "")}" }
      Condition = {
        StringEquals = {
          "${replace(var.issuer, "https://", "")}:sub" = "system:serviceaccount:${lower(var.env)}:${each.key}"
        }
      }
    }]
  })
  inline_policy {
    name = "keys"
    policy = jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = [upper("${var.env}-${each.key}"), "arn:aws:kms:::${try(var.keys[each.key], "none")}"]
      }]
    })
  }
}
"""
VALUES = {"issuer": "https://oidc.example.com/id/A", "env": "Prod", "keys": {"web": "k1"}}
OUT = 'output "{0}" {{\n  value = {1}\n}}\n'


@needs_terraform
def test_what_is_kept_is_what_the_source_says(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("source").mkdir()
    Path("source/main.tf").write_text(SOURCE, encoding="utf-8")
    assert main.main(["adopt", "source", "-o", "specs"]) == ExitCode.OK
    assert main.main(["build", "specs", "-o", "built"]) == ExitCode.OK
    theirs = _said(tmp_path / "one", _outputs(SOURCE, ('"web"', '"job"')))
    built = {name: Path(f"built/role.pod-{name}.tf").read_text() for name in ("web", "job")}
    kept = Path("specs/adopted.tf").read_text(encoding="utf-8")
    for name, text in built.items():
        ours = _said(tmp_path / name, kept + _outputs(text, ("",)))
        for argument in ("assume_role_policy", "policy"):
            one, other = theirs[f"{argument}_{name}"], ours[f"{argument}_"]
            assert _flat(json.loads(one)) == _flat(json.loads(other)), (name, argument)


def _outputs(text: str, keys: tuple[str, ...]) -> str:
    found = {}
    for argument in ("assume_role_policy", "policy"):
        start = text.index(f"  {argument} = jsonencode(") + len(argument) + 5
        depth, end = 0, start
        for end in range(start, len(text)):
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            if text[end] == ")" and depth == 0:
                break
        for key in keys:
            name = f"{argument}_{json.loads(key) if key else ''}"
            found[name] = text[start : end + 1].replace("each.key", key)
    return "".join(OUT.format(name, value) for name, value in found.items())


def _said(folder: Path, text: str) -> dict[str, str]:
    folder.mkdir()
    (folder / "main.tf").write_text(KNOWN_BY_TERRAFORM + text, encoding="utf-8")
    (folder / "terraform.tfvars.json").write_text(json.dumps(VALUES), encoding="utf-8")
    applied = terraform("apply", "-auto-approve", "-input=false", "-no-color", cwd=folder)
    assert applied.returncode == 0, applied.stderr
    said = json.loads(terraform("output", "-json", cwd=folder).stdout)
    return {name: each["value"] for name, each in said.items()}


def _flat(value):
    match value:
        case dict():
            return {key: _flat(each) for key, each in value.items()}
        case list() if len(value) == 1:
            return _flat(value[0])
        case list():
            return sorted(map(_flat, value), key=str)
        case _:
            return value
