"""`rolec new` asks, or takes options; what it writes passes `rolec check`."""

from __future__ import annotations

import io
import json
import shlex

import pytest
import yaml

from rolec.cli import main
from rolec.cli.commands import new
from rolec.cli.exit_code import ExitCode
from rolec.cli.new_role.audience import AUDIENCES
from rolec.schema.store import kinds

TUTORIAL = [
    "web",
    "--trust",
    "aws_service=ec2",
    "--managed-policy",
    "AmazonS3ReadOnlyAccess",
    "--instance-profile",
    "--description",
    "Web servers read photos.",
]


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))


@pytest.fixture
def answering(monkeypatch):
    """A terminal at which these answers are typed."""

    def typed(*answers: str) -> None:
        monkeypatch.setattr(new, "is_terminal", lambda _: True)
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{a}\n" for a in answers)))

    return typed


def run(*arguments: str) -> int:
    return main.main(["new", *arguments])


def passes_check(path: str, capsys, *but: str) -> bool:
    """Whether `check` finds nothing at ``path`` but what is named."""
    capsys.readouterr()
    code = main.main(["check", path, "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    return code == 0 and [each["name"] for each in found] == list(but)


def test_options_alone_write_the_tutorial(tmp_path, capsys):
    assert run(*TUTORIAL, "--output", "made.yaml") == 0
    assert yaml.safe_load((tmp_path / "made.yaml").read_text()) == {
        "role": "web",
        "description": "Web servers read photos.",
        "trust": [{"aws_service": "ec2"}],
        "permissions": [{"managed_policy": "AmazonS3ReadOnlyAccess"}],
        "instance_profile": True,
    }
    assert capsys.readouterr().out == "wrote made.yaml\n"
    assert passes_check("made.yaml", capsys)


def test_what_is_wrong_with_what_is_printed_has_the_place_of_the_file(tmp_path, capsys):
    (tmp_path / "rolec.yaml").write_text("language: 1\n")
    (tmp_path / "roles").mkdir()
    given = ["x", "--trust", "aws_service=ecs-task", "--no-permissions", "--description", "d"]
    assert run(*given, "-o", "-") == 0
    said = capsys.readouterr().err
    assert " --> roles/x.yaml:6:18\n" in said
    assert "aws_service: ecs-task\n" in said
    assert list((tmp_path / "roles").iterdir()) == []


def test_the_file_is_named_after_the_role(tmp_path):
    assert run(*TUTORIAL) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["web.yaml"]


def test_a_dash_prints(tmp_path, capsys):
    assert run(*TUTORIAL, "--output", "-") == 0
    assert yaml.safe_load(capsys.readouterr().out)["role"] == "web"
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_never_written_over(tmp_path, capsys):
    (tmp_path / "web.yaml").write_text("mine")
    assert run(*TUTORIAL) == ExitCode.USAGE
    assert "`web.yaml` exists" in capsys.readouterr().err
    assert (tmp_path / "web.yaml").read_text() == "mine"


def test_a_link_to_nowhere_is_not_followed(tmp_path):
    (tmp_path / "web.yaml").symlink_to(tmp_path / "elsewhere")
    assert run(*TUTORIAL) == ExitCode.USAGE
    assert not (tmp_path / "elsewhere").exists()


def test_a_folder_that_is_not_there_is_made(tmp_path):
    assert run(*TUTORIAL, "-o", "new/roles/web.yaml") == 0
    assert (tmp_path / "new/roles/web.yaml").is_file()


def test_a_folder_that_cannot_be_made(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert run(*TUTORIAL, "--output", "file/web.yaml") == ExitCode.USAGE
    assert "cannot be written" in capsys.readouterr().err


def test_what_is_missing_is_said_at_once(capsys):
    assert run("--managed-policy", "ReadOnlyAccess") == ExitCode.USAGE
    assert "these are missing: `NAME`, `--trust`, `--description`" in capsys.readouterr().err


def test_permissions_or_none(capsys):
    assert run(*TUTORIAL, "--no-permissions") == ExitCode.USAGE
    assert "cannot stand together" in capsys.readouterr().err


def test_a_name_is_not_a_file(tmp_path, capsys):
    assert run("web.yaml", *TUTORIAL[1:]) == ExitCode.USAGE
    assert "a role's name has no `.yaml`" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("trust", "code"), [("aws_account=nobody", ExitCode.ERRORS), ("aws_account=self", 0)]
)
@pytest.mark.usefixtures("project")
def test_what_is_printed_is_checked_too(trust, code, tmp_path, capsys):
    before = sorted(tmp_path.rglob("*"))
    given = ["ops", "--trust", trust, "--no-permissions", "--description", "x", "-o", "-"]
    assert run(*given) == code
    shown = capsys.readouterr()
    assert ("role: ops" in shown.out) == (code == 0)
    assert ("no account is called `nobody`" in shown.err) == (code != 0)
    assert sorted(tmp_path.rglob("*")) == before


def test_in_a_project_it_goes_where_the_specs_are(tmp_path, monkeypatch):
    (tmp_path / "rolec.yaml").write_text("language: 1\nspecs: iam/**/*.yaml\n")
    (tmp_path / "deep").mkdir()
    monkeypatch.chdir(tmp_path / "deep")
    assert run(*TUTORIAL) == 0
    assert (tmp_path / "iam/web.yaml").is_file()


@pytest.mark.parametrize(
    ("left_out", "named"),
    [
        ("web", "NAME"),
        ("--trust", "--trust"),
        ("--managed-policy", "--managed-policy"),
        ("--description", "--description"),
    ],
)
def test_without_a_terminal_a_missing_answer_names_its_option(left_out, named, tmp_path, capsys):
    at = TUTORIAL.index(left_out)
    given = TUTORIAL[:at] + TUTORIAL[at + (2 if left_out.startswith("-") else 1) :]
    assert run(*given) == ExitCode.USAGE
    assert f"`{named}" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_ec2_suggests_an_instance_profile(capsys):
    assert run(*[a for a in TUTORIAL if a != "--instance-profile"]) == 0
    assert "--instance-profile" in capsys.readouterr().err


@pytest.mark.parametrize(
    "wrong",
    [
        ["a b", *TUTORIAL[1:]],
        ["../../x", *TUTORIAL[1:]],
        ["\x1b[2J", *TUTORIAL[1:]],
        [*TUTORIAL[:4], "AmazonS3ReadOnlyAcces", *TUTORIAL[5:]],
        [*TUTORIAL, "--trust", "aws_service=Not A Service"],
        [*TUTORIAL[:-1], "\x00"],
    ],
)
def test_what_would_not_pass_is_not_written(wrong, tmp_path, capsys):
    assert run(*wrong) == ExitCode.ERRORS
    shown = capsys.readouterr()
    assert shown.err.startswith("error[E")
    assert "\x1b" not in shown.err
    assert list(tmp_path.rglob("*")) == []


def test_hostile_text_stays_text(tmp_path, capsys):
    hostile = 'x: "} # ${file("/etc/passwd")} %{ */ EOF \\'
    code = run(*TUTORIAL[:-1], hostile)
    assert code == ExitCode.ERRORS  # `${` means something in a spec, quoted or not
    assert "${file" in capsys.readouterr().err
    hostile = hostile.replace("$", "")
    assert run(*TUTORIAL[:-1], hostile) == 0
    assert yaml.safe_load((tmp_path / "web.yaml").read_text())["description"] == hostile


def test_in_a_project_it_is_checked_as_a_part_of_it(tmp_path, capsys):
    (tmp_path / "rolec.yaml").write_text('language: 1\naccount: "111122223333"\n')
    (tmp_path / "roles").mkdir()
    given = ["ops", "--trust", "aws_account=self", "--no-permissions", "--description", "x"]
    assert run(*given, "--output", "roles/ops.yaml") == 0
    assert passes_check("roles/ops.yaml", capsys)
    given[2] = "aws_account=nobody"
    assert run(*given, "--output", "roles/other.yaml") == ExitCode.ERRORS
    assert not (tmp_path / "roles/other.yaml").exists()


def test_a_place_where_the_project_does_not_look_is_said(tmp_path, capsys):
    (tmp_path / "rolec.yaml").write_text("language: 1\nspecs: iam/*.yaml\n")
    assert run(*TUTORIAL, "--output", "web.yaml") == 0
    assert "not among the specs of its project, which are iam/*.yaml" in capsys.readouterr().err


TRUST = [
    "aws_service=lambda,sns",
    "aws_service=sns,source_account=self",
    "aws_account=111122223333,roles=deployer",
    "aws_account=self,users=developers/*,mfa.max_age=1h",
    "aws_principal=arn:aws:iam::111122223333:role/deployer",
    "organization=o-a1b2c3d4e5",
    "web_identity=accounts.google.com,audience=abc.apps.googleusercontent.com",
    "github_actions=acme/web,branches=main,release/*",
    'github_actions={"repository":"acme/web","owner_id":12,"repository_id":34},environments=live',
    "github_actions=acme/web,any_job=true",
    "gitlab_ci=acme/web,branches=main",
    "terraform_cloud=acme/Default Project/production,run_phases=apply",
    (
        "bitbucket_pipelines=acme/8f1b6d3e-2f6b-4c0e-9a3d-0d1f5c1c7a11,any_job=true,"
        "workspace_id=41b1a2c7-6d1d-4b0f-8a39-6c54f1f0b222"
    ),
    (
        "circleci=41b1a2c7-6d1d-4b0f-8a39-6c54f1f0b222/8f1b6d3e-2f6b-4c0e-9a3d-0d1f5c1c7a11,"
        "any_job=true"
    ),
    "buildkite=acme/web,branches=main,steps=deploy",
    (
        "kubernetes_service_account=web/api,"
        "provider=oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF0123456789ABCDEF0123456789"
    ),
    "eks_pod_identity=web/api,cluster=main,association=true",
    "saml=Okta",
    (
        "roles_anywhere=arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/"
        "00000000-0000-0000-0000-000000000000"
    ),
    "role=other",
    "trusted_entities=ops",
    (
        'statement={"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},'
        '"Action":"sts:AssumeRole"}'
    ),
]


@pytest.fixture
def project(tmp_path):
    (tmp_path / "rolec.yaml").write_text('language: 1\naccount: "111122223333"\n')
    (tmp_path / "roles").mkdir()
    (tmp_path / "roles/other.yaml").write_text("role: other\ntrust: [{aws_service: lambda}]\n")
    (tmp_path / "roles/ops.yaml").write_text(
        "trusted_entities: ops\ntrust: [{aws_service: lambda}]\n"
    )


@pytest.mark.parametrize("trust", TRUST)
@pytest.mark.usefixtures("project")
def test_an_option_spells_every_kind_of_trust(trust, capsys):
    given = ["new", "--trust", trust, "--no-permissions", "--description", "x"]
    assert run(*given, "--output", "roles/new.yaml") == 0, capsys.readouterr().err
    capsys.readouterr()
    # To trust any job is to be warned of it, and asked for all the same.
    open_to_all = trust.startswith("github_actions") and "any_job" in trust
    but = ["open-github-subject"] if open_to_all else []
    assert passes_check(".", capsys, *but)


def test_no_kind_of_trust_is_left_out():
    assert {trust.partition("=")[0] for trust in TRUST} == set(kinds("trust"))


ANSWERS = {
    "aws_service": ["sns"],
    "aws_account": ["111122223333", "deployer", "", "", "n"],
    "github_actions": ["acme/web", "main, release/*", ""],
    "gitlab_ci": ["acme/web", "", "y"],
    "terraform_cloud": ["acme/Default Project/production"],
    "bitbucket_pipelines": [
        "acme/8f1b6d3e-2f6b-4c0e-9a3d-0d1f5c1c7a11",
        "41b1a2c7-6d1d-4b0f-8a39-6c54f1f0b222",
        "",
        "y",
    ],
    "circleci": [
        "41b1a2c7-6d1d-4b0f-8a39-6c54f1f0b222/8f1b6d3e-2f6b-4c0e-9a3d-0d1f5c1c7a11",
        "github.com/acme/web",
        "main",
    ],
    "buildkite": ["acme/web", "main"],
    "eks_pod_identity": ["web/api", ""],
    "kubernetes_service_account": [
        "web/api",
        "oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF0123456789ABCDEF0123456789",
    ],
    "saml": ["Okta"],
    "web_identity": ["accounts.google.com", "abc.apps.googleusercontent.com", ""],
    "roles_anywhere": [
        (
            "arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/"
            "00000000-0000-0000-0000-000000000000"
        )
    ],
    "role": ["other"],
    "organization": ["o-a1b2c3d4e5", ""],
}
CHOICES = [
    (number, which, kind)
    for number, audience in enumerate(AUDIENCES, start=1)
    for which, kind in enumerate(audience.kinds, start=1)
]


@pytest.mark.parametrize(("number", "which", "kind"), CHOICES)
@pytest.mark.usefixtures("project")
def test_questions_lead_to_every_kind(number, which, kind, answering, capsys):
    several = len(AUDIENCES[number - 1].kinds) > 1
    answering(str(number), *([str(which)] if several else []), *ANSWERS[kind])
    code = run("new", "--no-permissions", "--description", "x", "--output", "roles/new.yaml")
    assert code == 0, capsys.readouterr().err
    assert passes_check(".", capsys)


def test_a_person_is_told_what_to_have_instead(answering, tmp_path, capsys):
    answering("9")
    assert run("me") == ExitCode.NO
    shown = capsys.readouterr().err
    assert "Who will use the role?" in shown
    assert "IAM user" in shown
    assert "Identity Center" in shown
    assert list(tmp_path.iterdir()) == []


def test_a_person_is_told_by_option_too(capsys):
    assert run("me", "--used-by", "person") == ExitCode.NO
    assert "Identity Center" in capsys.readouterr().err


def test_questions_write_the_tutorial(answering, tmp_path, capsys):
    answering("1", "ec2", "AmazonS3ReadOnlyAccess", "y", "web", "Web servers read photos.")
    assert run() == 0
    asked = capsys.readouterr().err
    made = (tmp_path / "web.yaml").read_text()
    (tmp_path / "web.yaml").unlink()
    assert run(*TUTORIAL) == 0
    assert (tmp_path / "web.yaml").read_text() == made
    order = [asked.index(w) for w in ("Who will", "Which service", "policies", "Name", "for?")]
    assert order == sorted(order)


def test_what_is_given_is_not_asked(answering, capsys):
    answering()
    assert run(*TUTORIAL) == 0
    assert capsys.readouterr().err == ""


def test_the_end_of_input_interrupts(answering, tmp_path):
    answering("1")
    assert run("web") == ExitCode.INTERRUPTED
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (["0", "ec2", "lambda"], "write a number from 1 to 9"),
        (["EC2", "Lambda", "lambda"], "did you mean `lambda`?"),
        (["1", "", "lambda"], "an answer is needed here"),
        (["1", "lamda", "lambda"], "no service is called `lamda`: did you mean `lambda`?"),
    ],
)
def test_a_wrong_answer_is_asked_again(answers, said, answering, capsys):
    answering(*answers)
    assert run("web", "--no-permissions", "--description", "x") == 0
    assert said in capsys.readouterr().err


def test_policies_name_and_description_are_checked_when_they_are_given(
    answering, tmp_path, capsys
):
    answering(
        *("lambda", "lambda", "S3ReadOnlyAccess", "AmazonS3ReadOnlyAccess"),
        *("web server", "web.yaml", "web", "", "\x00", "Reads photos."),
    )
    assert run() == 0
    asked = capsys.readouterr().err
    assert "did you mean `AmazonS3ReadOnlyAccess`?" in asked
    assert "`role` cannot be `web server`" in asked
    assert "a role's name has no `.yaml`" in asked
    assert yaml.safe_load((tmp_path / "web.yaml").read_text())["description"] == "Reads photos."


def test_a_file_that_exists_is_refused_before_the_first_question(answering, tmp_path, capsys):
    (tmp_path / "web.yaml").write_text("mine")
    answering()
    assert run("web") == ExitCode.USAGE
    shown = capsys.readouterr().err
    assert "`web.yaml` exists" in shown
    assert "Who will" not in shown


def test_answers_that_fail_in_the_end_are_not_lost(answering, capsys):
    answering("2", "nobody", "ci/a, b", "", "", "y")
    given = ["ops", "--no-permissions", "--description", "It's x"]
    assert run(*given) == ExitCode.ERRORS
    shown = capsys.readouterr().err
    line = next(each for each in shown.splitlines() if each.startswith("to answer the same"))
    arguments = shlex.split(line.partition("rolec new ")[2])
    assert run(*arguments, "--output", "-") == ExitCode.ERRORS
    at = arguments.index("--trust") + 1
    arguments[at] = arguments[at].replace("nobody", "111122223333")
    capsys.readouterr()
    assert run(*arguments, "--output", "-") == 0
    made = yaml.safe_load(capsys.readouterr().out)
    assert made["trust"] == [{"aws_account": "111122223333", "roles": ["ci/a", "b"], "mfa": True}]
    assert made["description"] == "It's x"


def test_a_ci_role_asks_for_the_account_and_makes_a_project(answering, tmp_path, capsys):
    answering("3", "github_actions", "acme/web", "main", "", "1111", "111122223333", "y")
    assert run("ci", "--no-permissions", "--description", "x") == 0
    assert "an account id is twelve digits" in capsys.readouterr().err
    assert yaml.safe_load((tmp_path / "rolec.yaml").read_text())["account"] == "111122223333"
    assert passes_check("roles/ci.yaml", capsys)


def test_a_ci_role_without_a_project_says_what_to_write(answering, tmp_path, capsys):
    answering("3", "1", "acme/web", "main", "", "111122223333", "n")
    assert run("ci", "--no-permissions", "--description", "x") == ExitCode.ERRORS
    assert "account: '111122223333'" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
