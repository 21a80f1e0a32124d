"""What `rolec adopt` gives Terraform to take over: imports, and moves of what it has already."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from rolec.cli.exit_code import ExitCode
from support.project import write
from support.trust import TRUST

DENY = {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]}
ACCOUNT = "111122223333"
ARN = f"arn:aws:iam::{ACCOUNT}"


def resource(address, type_, **values):
    return {"address": address, "mode": "managed", "type": type_, "values": values}


def role(address, name, **more):
    arn = f"{ARN}:role/{name}"
    trust = json.dumps(TRUST)
    return resource(address, "aws_iam_role", name=name, arn=arn, assume_role_policy=trust, **more)


POLICY = resource(
    "aws_iam_policy.shared",
    "aws_iam_policy",
    name="shared",
    arn=f"{ARN}:policy/shared",
    policy=json.dumps(DENY),
)


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def write_state(name, *resources):
    root = {"resources": list(resources)}
    Path(name).write_text(json.dumps({"format_version": "1.0", "values": {"root_module": root}}))


def blocks(name="specs/imports.tf"):
    return Path(name).read_text(encoding="utf-8").partition("\n\n")[2]


def test_what_a_state_has_is_moved_and_the_rest_is_imported(adopt):
    web = role('module.iam.aws_iam_role.web["a"]', "web")
    write_state("source.json", web, role("aws_iam_role.job", "job"), role("aws_iam_role.x", "new"))
    write_state("state.json", web, role("aws_iam_role.job", "job"))
    code, out, err = adopt("source.json", "--state", "state.json")
    assert (code, err) == (ExitCode.OK, "")
    assert "imports.tf: 1 to import, 1 to move\n" in out
    assert blocks() == (
        "import {\n"
        "  to = aws_iam_role.new\n"
        '  id = "new"\n'
        "}\n"
        "\n"
        "moved {\n"
        '  from = module.iam.aws_iam_role.web["a"]\n'
        "  to   = aws_iam_role.web\n"
        "}\n"
    )


def test_where_a_state_has_everything_at_its_address_there_is_nothing_to_take_over(adopt):
    write_state("state.json", role("aws_iam_role.web", "web"))
    code, out, _ = adopt("state.json", "--state", "state.json")
    assert (code, "imports.tf" in out) == (ExitCode.OK, False)
    assert not Path("specs/imports.tf").exists()


def test_an_attachment_of_several_roles_is_let_go_of_where_all_of_them_are_adopted(adopt):
    attached = resource(
        "aws_iam_policy_attachment.all",
        "aws_iam_policy_attachment",
        name="all",
        roles=["web", "job"],
        users=[],
        policy_arn=POLICY["values"]["arn"],
    )
    roles = [role("aws_iam_role.web", "web"), role("aws_iam_role.job", "job")]
    write_state("state.json", *roles, POLICY, attached)
    assert adopt("state.json", "--state", "state.json", "--only", "web")[0] == ExitCode.OK
    assert "removed" not in blocks()
    adopt("state.json", "--state", "state.json", "--only", "job", "--only", "web")
    assert (
        "removed {\n"
        "  from = aws_iam_policy_attachment.all\n"
        "\n"
        "  lifecycle {\n"
        "    destroy = false\n"
        "  }\n"
        "}\n"
    ) in blocks("specs/imports-2.tf")


def test_a_project_that_does_not_say_its_account_takes_the_ids_of_the_source(adopt):
    Path("specs").mkdir()
    Path("specs/rolec.yaml").write_text("language: 1\n", encoding="utf-8")
    attachment = resource(
        "aws_iam_role_policy_attachment.web",
        "aws_iam_role_policy_attachment",
        role="web",
        policy_arn=POLICY["values"]["arn"],
    )
    write_state("state.json", role("aws_iam_role.web", "web"), POLICY, attachment)
    code, out, err = adopt("state.json")
    assert (code, err) == (ExitCode.OK, "")
    assert "imports.tf: 3 to import\n" in out
    assert f'id = "web/{ARN}:policy/shared"' in blocks()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[]", "`state.json` is no state of Terraform"),
        ("{", "this is not JSON"),
        (None, "cannot read `state.json`: no such file or directory"),
    ],
)
def test_without_its_state_nothing_is_taken_over_and_the_specs_are_written(adopt, text, told):
    write_state("source.json", role("aws_iam_role.web", "web"))
    if text is not None:
        Path("state.json").write_text(text, encoding="utf-8")
    code, _, err = adopt("source.json", "--state", "state.json")
    assert code == ExitCode.ERRORS
    assert told in err
    assert Path("specs/roles/web.yaml").exists()
    assert not Path("specs/imports.tf").exists()


@pytest.mark.parametrize(
    "address",
    [
        'aws_iam_role.web["${file("x")}"]',
        'aws_iam_role.web["a"]\n}\nresource "x" "y" {',
        "aws_iam_role.web]",
        'aws_iam_role.web["a" ]',
        "aws_iam_role",
    ],
)
def test_an_address_becomes_no_part_of_a_configuration_unless_terraform_would_write_it(
    adopt, address
):
    write_state("source.json", role("aws_iam_role.web", "web"))
    write_state("state.json", role(address, "web"))
    code, _, err = adopt("source.json", "--state", "state.json")
    assert code == ExitCode.ERRORS
    assert "error[E0584]" in err
    assert not Path("specs/imports.tf").exists()


@pytest.mark.parametrize(
    "address",
    [
        "aws_iam_role.web-1[0]",
        'module.a["x.y"].module.b[1].aws_iam_role.w_b["a \\"b\\" $${c} %d"]',
        'aws_iam_role.web["$5"]',
    ],
)
def test_an_address_that_terraform_writes_is_moved_from_as_it_is(adopt, address):
    write_state("source.json", role("aws_iam_role.web", "web"))
    write_state("state.json", role(address, "web"))
    assert adopt("source.json", "--state", "state.json")[0] == ExitCode.OK
    assert f"from = {address}\n" in blocks()


NAMED = """\
resource "aws_iam_role" "web" {
  name               = "${var.prefix}-web"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
}
resource "aws_iam_role_policy" "own" {
  name   = "${var.prefix}-own"
  role   = aws_iam_role.web.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::photos/*" }] })
}
"""


def policy(address, name, of):
    return resource(address, "aws_iam_role_policy", name=name, role=of)


def test_what_terraform_names_is_found_in_a_state_by_what_its_name_is_there(adopt):
    Path("main.tf").write_text(NAMED, encoding="utf-8")
    write_state(
        "state.json",
        role("aws_iam_role.web", "a-web"),
        role("aws_iam_role.other", "b-web"),
        policy("aws_iam_role_policy.own", "a-own", "a-web"),
        policy("aws_iam_role_policy.not", "b-own", "b-web"),
    )
    code, out, err = adopt("main.tf", "--state", "state.json")
    assert (code, err) == (ExitCode.OK, "")
    assert "imports.tf: 0 to import, 1 to move\n" in out
    assert blocks() == (
        "moved {\n  from = aws_iam_role_policy.own\n  to   = aws_iam_role_policy.web__own\n}\n"
    )


def test_what_a_state_may_have_several_of_is_not_imported(adopt):
    Path("main.tf").write_text(NAMED.partition('resource "aws_iam_role_policy"')[0])
    write_state("state.json", role("aws_iam_role.a", "a-web"), role("aws_iam_role.b", "b-web"))
    _, out, _ = adopt("main.tf", "--state", "state.json")
    assert "imports.tf: 0 to import, 1 to import by hand\n" in out
    assert "the state has several that may be it" in blocks()


def test_what_terraform_names_is_imported_by_that_name_without_a_state(adopt):
    Path("main.tf").write_text(NAMED, encoding="utf-8")
    _, out, _ = adopt("main.tf")
    assert "imports.tf: 2 to import\n" in out
    assert 'id = "${var.prefix}-web:${var.prefix}-own"' in blocks()


OF_A_PREFIX = """\
resource "aws_iam_role" "web" {
  name_prefix        = "web-"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
}
resource "aws_iam_policy_attachment" "read" {
  name       = "read"
  roles      = [aws_iam_role.web.name]
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
"""


def test_the_name_that_terraform_made_up_is_that_of_the_state(adopt):
    Path("main.tf").write_text(OF_A_PREFIX, encoding="utf-8")
    attached = resource(
        "aws_iam_policy_attachment.read", "aws_iam_policy_attachment", roles=["web-2026"]
    )
    write_state("state.json", role("aws_iam_role.web", "web-2026"), attached)
    _, out, _ = adopt("main.tf", "--state", "state.json")
    assert "imports.tf: 1 to import, 1 to let go of\n" in out
    assert 'id = "web-2026/arn:aws:iam::aws:policy/ReadOnlyAccess"' in blocks()


OF_NO_ACCOUNT = """\
resource "aws_iam_policy" "read" {
  name   = "read"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "*", Resource = "*" }] })
}
resource "aws_iam_role" "web" {
  name               = "web"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
}
resource "aws_iam_role_policy_attachment" "read" {
  role       = aws_iam_role.web.name
  policy_arn = aws_iam_policy.read.arn
}
"""


def test_what_only_wants_the_id_of_the_account_is_told_with_its_cure(adopt):
    Path("main.tf").write_text(OF_NO_ACCOUNT, encoding="utf-8")
    _, out, _ = adopt("main.tf")
    assert (
        "imports.tf: 1 to import, 2 to import by hand; 2 by hand for want of the account's" in out
    )
    assert "`account: '...'`" in out
    shutil.rmtree("specs")
    Path("report.json").unlink()
    write(Path(), {"specs/rolec.yaml": f"account: '{ACCOUNT}'\n"})
    _, out, _ = adopt("main.tf")
    assert "imports.tf: 3 to import\n" in out


def test_without_a_state_a_name_that_terraform_made_up_is_told(adopt):
    Path("main.tf").write_text(OF_A_PREFIX, encoding="utf-8")
    _, out, _ = adopt("main.tf")
    assert "imports.tf: 0 to import, 2 to import by hand\n" in out
