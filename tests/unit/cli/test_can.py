"""`rolec can`: the answer, the lines that decide, and what would have to be known."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent

import pytest

from rolec.cli import main
from support.project import write

POLICY = """\
{"Version": "2012-10-17", "Statement": [
  {"Sid": "Read", "Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::photos/*"},
  {"Effect": "Deny", "Action": "*", "Resource": "*",
   "Condition": {"Bool": {"aws:SecureTransport": "false"}}}
]}
"""
LIMIT = '{"Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}}\n'
GITHUB = "token.actions.githubusercontent.com"
TRUST = f"""\
{{"Version": "2012-10-17", "Statement": [
  {{"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
   "Principal": {{"Federated": "arn:aws:iam::111122223333:oidc-provider/{GITHUB}"}},
   "Condition": {{"StringEquals": {{"{GITHUB}:sub": "repo:acme/web:ref:refs/heads/main"}}}}}},
  {{"Sid": "Ops", "Effect": "Allow", "Action": "sts:AssumeRole",
   "Principal": {{"AWS": "111122223333"}},
   "Condition": {{"ArnLike": {{"aws:PrincipalArn": "arn:aws:iam::111122223333:role/ops/*"}}}}}}
]}}
"""
PROJECT = """\
language: 1
accounts:
  development: {id: "333344445555"}
  production: {id: "444455556666"}
"""
ROLE = """\
role: deployer
path: /ci/
trust:
  - aws_service: codebuild
permissions_boundary: {policy: Limit}
permissions:
  - managed_policy: AmazonS3ReadOnlyAccess
  - policy: shared
  - inline_policy: own
    statements:
      - sid: Both
        allow: sqs:SendMessage
        on: "*"
      - sid: Once
        allow: sqs:DeleteMessage
        on: "*"
        accounts: [development]
      - sid: Self
        allow: iam:GetRole
        on: arn:aws:iam::*:role/x
        when: {ArnLike: {aws:PrincipalArn: "arn:aws:iam::*:role/ci/*"}}
"""
SHARED = """\
policy: shared
statements:
  - sid: Bucket
    allow: s3:PutObject
    on: ${var.bucket_arn}/*
  - sid: Office
    allow: sqs:PurgeQueue
    on: "*"
    when: {IpAddress: {aws:SourceIp: "${var.office[*]}"}}
"""
BOUNDARY = """\
policy: Limit
statements:
  - allow: ["s3:*", "sqs:*", "iam:*"]
    on: "*"
"""


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(
        tmp_path,
        {
            "p.json": POLICY,
            "b.json": LIMIT,
            "t.json": TRUST,
            "project/rolec.yaml": PROJECT,
            "project/roles/deployer.yaml": ROLE,
            "project/roles/shared.yaml": SHARED,
            "project/roles/limit.yaml": BOUNDARY,
        },
    )


@pytest.fixture
def can(capsys):
    """The exit code, standard output and standard error."""

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main.main(["can", *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def asks(can):
    """The same of the role of the project."""
    return lambda *words: can("deployer", *words, "--project", "project")


def text(said: str) -> str:
    return dedent(said).lstrip("\n")


class TestFiles:
    ASKED = ("s3:GetObject", "arn:aws:s3:::photos/a", "--policy", "p.json")

    def test_it_depends(self, can):
        assert can(*self.ASKED) == (
            3,
            text("""
                depends on `aws:SecureTransport`
                  p.json:3  deny   policy
                  p.json:2  allow  `Read` of policy
                  = help: give `aws:SecureTransport` with `--with aws:SecureTransport=VALUE`
                """),
            "",
        )

    def test_it_is_allowed(self, can):
        code, out, _ = can(*self.ASKED, "--with", "AWS:securetransport=true")
        assert (code, out) == (0, "allowed\n  p.json:2  allow  `Read` of policy\n")

    def test_it_is_allowed_without_a_key(self, can):
        assert can(*self.ASKED, "--without", "aws:SecureTransport")[0] == 0

    def test_a_statement_denies_it(self, can):
        code, out, _ = can(*self.ASKED, "--with", "aws:SecureTransport=false")
        assert (code, out) == (3, "denied by a statement\n  p.json:3  deny   policy\n")

    def test_nothing_allows_it(self, can):
        code, out, _ = can("s3:PutObject", "arn:aws:s3:::photos/a", "--policy", "p.json")
        assert (code, out) == (3, "denied: nothing in the identity-based policies allows it\n")

    def test_every_limit_has_to_allow_it(self, can):
        limits = ("--boundary", "b.json", "--scp", "b.json", "--without", "aws:SecureTransport")
        assert can(*self.ASKED, *limits)[:2] == (
            0,
            text("""
                allowed
                  p.json:2  allow  `Read` of policy
                  b.json:1  allow  permissions boundary
                  b.json:1  allow  service control policy
                """),
        )
        other = ("s3:GetObjectAcl", *self.ASKED[1:], *limits)
        assert can(*other)[:2] == (
            3,
            "denied: nothing in the permissions boundary and the service control policy allows it\n",
        )

    def test_each_service_control_policy_has_to_allow_it(self, can):
        document = {
            "Version": "2012-10-17",
            "Statement": {"Effect": "Allow", "Action": "sqs:*", "Resource": "*"},
        }
        Path("sqs.json").write_text(json.dumps(document))
        asked = (*self.ASKED, "--without", "aws:SecureTransport", "--scp")
        assert can(*asked, "b.json")[0] == 0
        assert can(*asked, "b.json", "--scp", "sqs.json")[0] == 3
        assert can(*asked, "sqs.json", "--scp", "b.json")[0] == 3

    def test_json(self, can):
        code, out, _ = can(*self.ASKED, "--format", "json")
        assert code == 3
        assert json.loads(out) == {
            "decision": "depends",
            "statements": [
                {"effect": "Deny", "sid": None, "file": "p.json", "line": 3},
                {"effect": "Allow", "sid": "Read", "file": "p.json", "line": 2},
            ],
            "depends_on": ["aws:SecureTransport"],
        }
        _, out, _ = can(*self.ASKED, "--with", "aws:SecureTransport=true", "--format", "json")
        assert json.loads(out)["decision"] == "allowed"
        _, out, _ = can("s3:PutObject", "*", "--policy", "p.json", "--format", "json")
        assert json.loads(out) == {"decision": "denied", "statements": [], "depends_on": []}

    def test_several_policies_are_one(self, can):
        other = ("s3:GetObject", "arn:aws:s3:::else/a", "--policy", "p.json", "--policy", "b.json")
        assert can(*other, "--with", "aws:SecureTransport=true")[0] == 0

    def test_a_key_given_twice_has_both_values(self, can, tmp_path):
        condition = '"Condition": {"ForAllValues:StringEquals": {"aws:TagKeys": ["a", "b"]}}'
        (tmp_path / "c.json").write_text(LIMIT.replace('"*"}', f'"*", {condition}}}'))
        asked = ("s3:GetObject", "*", "--policy", "c.json", "--with", "aws:TagKeys=a")
        assert can(*asked, "--with", "aws:TagKeys=b")[0] == 0
        assert can(*asked, "--with", "aws:TagKeys=c")[0] == 3

    def test_what_is_no_policy_is_told_as_check_tells_it(self, can, tmp_path):
        (tmp_path / "bad.json").write_text('{"Statement": {"Effect": "Allow", "Resource": "*"}}')
        code, out, err = can("s3:GetObject", "*", "--policy", "bad.json")
        assert (code, out) == (1, "")
        assert "error[L0510]: the statement says nothing to allow or deny\n --> bad.json:1:" in err
        (tmp_path / "bad.json").write_text("{")
        code, _, err = can("s3:GetObject", "*", "--policy", "t.json")
        assert code == 1
        assert "[L0516]" in err
        code, out, err = can("s3:GetObject", "*", "--policy", "bad.json", "--format", "json")
        assert (code, out) == (1, "")
        assert "this is not JSON" in err
        condition = '"Condition": {"StringEqual": {"aws:TagKeys": "a"}}'
        (tmp_path / "bad.json").write_text(LIMIT.replace('"*"}', f'"*", {condition}}}'))
        code, _, err = can("s3:GetObject", "*", "--policy", "bad.json")
        assert code == 1
        assert "`StringEqual` is no condition operator" in err


class TestTrust:
    ASKED = ("sts:AssumeRoleWithWebIdentity", "--trust", "t.json", "--as")
    SUB = f"{GITHUB}:sub=repo:acme/web:ref:refs/heads/main"

    @pytest.mark.parametrize(
        "provider", [GITHUB, f"arn:aws:iam::111122223333:oidc-provider/{GITHUB}"]
    )
    def test_a_provider(self, can, provider):
        code, out, _ = can(*self.ASKED, provider)
        assert code == 3
        assert out.startswith(f"depends on `{GITHUB}:sub`\n  t.json:2  allow  trust policy\n")
        assert can(*self.ASKED, provider, "--with", self.SUB)[0] == 0
        assert can(*self.ASKED, provider, "--with", self.SUB + "x")[0] == 3

    def test_another_provider(self, can):
        assert can(*self.ASKED, "accounts.google.com", "--with", self.SUB)[1] == (
            "denied: nothing in the trust policy allows it\n"
            "  = note: t.json:2 allows it to others\n"
        )

    @pytest.mark.parametrize(
        ("principal", "code"),
        [
            ("arn:aws:iam::111122223333:role/ops/on-call", 0),
            ("arn:aws:iam::111122223333:role/web", 3),
            ("arn:aws:iam::111122223333:root", 3),
            ("111122223333", 3),
            ("arn:aws:iam::444455556666:role/ops/on-call", 3),
            ("ec2.amazonaws.com", 3),
        ],
    )
    def test_its_arn_is_known(self, can, principal, code):
        found, out, _ = can("sts:AssumeRole", "--trust", "t.json", "--as", principal)
        assert found == code
        assert "depends" not in out

    def test_a_given_key_wins(self, can):
        asked = ("sts:AssumeRole", "--trust", "t.json", "--as", "111122223333", "--with")
        assert can(*asked, "aws:PrincipalArn=arn:aws:iam::111122223333:role/ops/x")[0] == 0

    def test_the_path_of_a_session_is_not_known(self, can):
        session = "arn:aws:sts::111122223333:assumed-role/on-call/ann"
        code, out, _ = can("sts:AssumeRole", "--trust", "t.json", "--as", session)
        assert code == 3
        assert out.startswith("depends on `aws:PrincipalArn`\n")


class TestRoles:
    def test_all_accounts_agree(self, asks):
        assert asks("sqs:SendMessage", "*") == (
            0,
            text("""
                allowed
                  project/roles/deployer.yaml:11  allow  `Both` of own
                  project/roles/limit.yaml:3      allow  permissions boundary
                """),
            "",
        )

    def test_they_do_not_agree(self, asks):
        assert asks("sqs:DeleteMessage", "*") == (
            3,
            text("""
                development: allowed
                  project/roles/deployer.yaml:14  allow  `Once` of own
                  project/roles/limit.yaml:3      allow  permissions boundary

                production: denied: nothing in the identity-based policies allows it
                """),
            "",
        )
        told = json.loads(asks("sqs:DeleteMessage", "*", "--format", "json")[1])
        assert [
            (each["account"], each["decision"], len(each["statements"]))
            for each in told.pop("accounts")
        ] == [("development", "allowed", 2), ("production", "denied", 0)]
        assert told == {
            "decision": "depends",
            "statements": [
                {
                    "effect": "Allow",
                    "sid": "Once",
                    "file": "project/roles/deployer.yaml",
                    "line": 14,
                },
                {"effect": "Allow", "sid": None, "file": "project/roles/limit.yaml", "line": 3},
            ],
            "depends_on": [],
        }

    def test_one_account(self, asks):
        assert asks("sqs:DeleteMessage", "*", "--account", "development")[0] == 0
        assert asks("sqs:DeleteMessage", "*", "--account", "production")[0] == 3
        code, _, err = asks("sqs:DeleteMessage", "*", "--account", "productoin")
        assert code == 2
        assert "did you mean `production`?" in err

    def test_a_policy_of_aws_is_shown_where_it_is_attached(self, asks):
        code, out, _ = asks("s3:GetObject", "arn:aws:s3:::x/y")
        assert code == 0
        assert "  project/roles/deployer.yaml:7  allow  AmazonS3ReadOnlyAccess\n" in out

    def test_what_terraform_knows_is_not_known(self, asks):
        code, out, _ = asks("s3:PutObject", "arn:aws:s3:::x/y")
        assert code == 3
        assert out.startswith("depends on `${var.bucket_arn}`\n")
        advice = "say what `${var.bucket_arn}` is with `--with '${var.bucket_arn}=VALUE'`"
        assert out.endswith(f"  = help: {advice}\n")
        said = json.loads(asks("s3:PutObject", "arn:aws:s3:::x/y", "--format", "json")[1])
        assert said["depends_on"] == ["${var.bucket_arn}"]

    def test_what_terraform_knows_may_be_given(self, asks):
        asked = ("s3:PutObject", "arn:aws:s3:::x/y", "--with")
        assert asks(*asked, "${var.bucket_arn}=arn:aws:s3:::x")[0] == 0
        code, out, _ = asks(*asked, "${var.bucket_arn}=arn:aws:s3:::other")
        assert (code, out.partition(":")[0]) == (3, "denied")

    @pytest.mark.parametrize(
        ("who", "action", "given", "answer"),
        [
            ("${var.cluster}", "sts:AssumeRoleWithWebIdentity", (), "allowed"),
            ("${var.cluster}", "sts:AssumeRole", (), "denied"),
            ("${var.partner}", "sts:AssumeRole", (), "allowed"),
            ("${var.other}", "sts:AssumeRole", (), "depends"),
            ("arn:aws:iam::${var.id}:role/ops", "sts:AssumeRole", (), "depends"),
            ("${var.other}", "sts:AssumeRole", ("${var.other}=111122223333",), "depends"),
            (
                "${var.other}",
                "sts:AssumeRole",
                ("${var.other}=111122223333", "${var.partner}=111122223333"),
                "allowed",
            ),
            (
                "${var.other}",
                "sts:AssumeRole",
                ("${var.other}=ec2.amazonaws.com", "${var.partner}=111122223333"),
                "denied",
            ),
        ],
    )
    def test_who_asks_may_be_what_terraform_knows(self, can, who, action, given, answer):
        Path("references.yaml").write_text(
            "role: web\ntrust:\n  - {statement: {Effect: Allow, Action: sts:AssumeRoleWithWebIdentity,"
            " Principal: {Federated: '${var.cluster}'}}}\n"
            "  - {statement: {Effect: Allow, Action: sts:AssumeRole, Principal: {AWS: '${var.partner}'}}}\n"
        )
        options = [word for each in given for word in ("--with", each)]
        _, out, err = can("references.yaml", action, "--as", who, *options, "--format", "json")
        assert json.loads(out)["decision"] == answer
        assert err == ""

    def test_addresses_that_terraform_knows_are_not_known(self, asks):
        asked = ("sqs:PurgeQueue", "*", "--with", "aws:SourceIp=203.0.113.7")
        code, out, _ = asks(*asked)
        assert (code, out.splitlines()[0]) == (3, "depends on `${var.office[*]}`")
        given = (
            "--with",
            "${var.office[*]}=203.0.113.0/24",
            "--with",
            "${var.office[*]}=10.0.0.0/8",
        )
        assert asks(*asked, *given)[0] == 0
        assert asks(*asked, *given[2:])[0] == 3

    def test_a_reference_that_no_policy_has(self, asks):
        _, _, err = asks("s3:PutObject", "arn:aws:s3:::x/y", "--with", "${var.bucket}=x")
        assert "no policy has `${var.bucket}`: did you mean `${var.bucket_arn}`?" in err

    def test_its_own_arn_is_known(self, asks):
        assert asks("iam:GetRole", "arn:aws:iam::1:role/x")[0] == 0
        given = ("--with", "aws:PrincipalArn=arn:aws:iam::1:role/x")
        assert asks("iam:GetRole", "arn:aws:iam::1:role/x", *given)[0] == 3

    def test_a_role_is_assumed(self, asks):
        assert asks("sts:AssumeRole", "--as", "codebuild.amazonaws.com")[0] == 0
        assert asks("sts:AssumeRole", "--as", "ec2.amazonaws.com")[0] == 3

    def test_a_policy_may_be_of_another_group(self, can, tmp_path):
        write(
            tmp_path / "teams",
            {
                "rolec.yaml": "language: 1\nsplit: folder\naccount: '111122223333'\n",
                "roles/a/web.yaml": "role: web\ntrust: [{aws_service: ec2}]\npermissions: [{policy: own}]\n",
                "roles/b/own.yaml": "policy: own\nstatements: [{allow: 's3:*', on: '*'}]\n",
            },
        )
        code, out, _ = can("web", "s3:GetObject", "*", "--project", "teams")
        assert (code, out) == (0, "allowed\n  teams/roles/b/own.yaml:2  allow  own\n")

    def test_a_file_is_a_role(self, can):
        assert can("project/roles/deployer.yaml", "sqs:SendMessage", "*")[0] == 0

    def test_a_role_with_an_error_has_no_answer(self, can, tmp_path):
        (tmp_path / "project/roles/deployer.yaml").write_text(ROLE + "nonsense: 1\n")
        code, out, err = can("deployer", "sqs:SendMessage", "*", "--project", "project")
        assert (code, out) == (1, "")
        assert "unknown field `nonsense`" in err

    def test_a_file_of_several_roles_is_none(self, can, tmp_path):
        role = "role: {}\ntrust: [{{aws_service: ec2}}]\n"
        (tmp_path / "two.yaml").write_text(role.format("a") + "---\n" + role.format("b"))
        code, _, err = can("two.yaml", "sqs:SendMessage", "*")
        assert code == 2
        assert "name one of a, b" in err


# fmt: off
WRONG = [
    (["s3:GetObject", "*", "*", "--policy", "p.json"], "this takes ACTION RESOURCE, and not `s3:GetObject * *`"),
    (["deployer"], "this takes ROLE ACTION RESOURCE"),
    (["s3:GetObject", "--policy", "p.json"], "`s3:GetObject` acts on a RESOURCE: name one, such as `arn:aws:s3:::"),
    (["s3:GetObjekt", "--policy", "p.json"], "`s3:GetObjekt` acts on a RESOURCE: name one"),
    (["s3:GetObject", "photos", "--policy", "p.json"], "`photos` is no resource: write an ARN, or `*`"),
    (["deployer", "sts:AssumeRole", "--as", "arn:aws:iam::111122223333:group/ops"], "is no principal"),
    (["deployer", "sts:AssumeRole", "--as", "arn:aws:iam::1111:root"], "is no principal"),
    (["deployer", "sts:AssumeRole", "*", "--as", "ec2.amazonaws.com"], "this takes ROLE ACTION, and"),
    (["deployer", "s3:GetObject", "--as", "ec2.amazonaws.com"], "`s3:GetObject` assumes no role"),
    (["deployer", "sts:AssumeRole", "--as", "nobody"], "`nobody` is no principal"),
    (["deployer", "s3:Get*", "*"], "`s3:Get*` is no action"),
    (["s3:GetObject", "*", "--policy", "p.json", "--trust", "t.json"], "exclude each other"),
    (["s3:GetObject", "*", "--policy", "p.json", "--as", "111122223333"], "give it with --trust"),
    (["s3:GetObject", "*", "--policy", "p.json", "--account", "x"], "--account is about a role"),
    (["sts:AssumeRole", "--trust", "t.json"], "--trust needs --as"),
    (["a", "s3:GetObject", "*", "--boundary", "b.json"], "--boundary limits --policy FILE; a role has its own"),
    (["a", "sts:AssumeRole", "--as", "111122223333", "--scp", "b.json"], "--scp limits what a role may do"),
    (["a", "s3:GetObject", "*", "--policy", "p.json"], "--policy FILE asks no role: leave `a` out, or write --policy ARN=FILE"),
    (["a", "s3:GetObject", "*", "--policy", "x=no.json"], "File 'no.json' does not exist"),
    (["s3:GetObject", "*", "--policy", "p.json", "--policy", "x=p.json"], "--policy FILE asks no role, and"),
    (["deployer", "s3:GetObject", "*", "--policy", "x=p.json", "--project", "project"], "`x` is no policy of the role whose document is not known"),
    (["s3:GetObject", "*", "--policy", "p.json", "--with", "x"], "`x` is no KEY=VALUE"),
    (["s3:GetObject", "*", "--policy", "p.json", "--with", '${var.x["a=b"]}'], "is no KEY=VALUE"),
    (["s3:GetObject", "*", "--policy", "p.json", "--with", "a:b=1", "--without", "A:B"], "with a value and without"),
    (["s3:GetObject", "*", "--policy", "p.json", "--with", "${var.x}=true", "--with", "${var.x}=false"], "`${var.x}` has one value"),
    (["s3:GetObject", "*", "--policy", "p.json", "--with", "aws:SourceIp=10.0.0.0/8"], "no request has `aws:SourceIp` as `10.0.0.0/8`: it is an IP address, such as `203.0.113.7`"),
    (["s3:GetObject", "arn:aws:s3:::photos/a"], "whose `s3:GetObject`? Write ROLE before it, or --policy FILE"),
    (["s3:GetObject", "*", "--policy", "p.json", "--without", "${var.x}"], "`${var.x}` always has a value"),
    (["s3:GetObject", "*", "--policy", "no.json"], "does not exist"),
    (["nobody", "s3:GetObject", "*"], "there is no role `nobody` here"),
]
# fmt: on


@pytest.mark.parametrize(("arguments", "said"), WRONG)
def test_wrong_use(can, monkeypatch, arguments, said):
    if arguments[0] == "nobody":
        monkeypatch.chdir("project")
    code, out, err = can(*arguments)
    assert (code, out) == (2, "")
    assert said in err


def test_an_action_that_acts_on_nothing_needs_no_resource(can, tmp_path):
    (tmp_path / "all.json").write_text(
        '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:List*", "Resource": "*"}}'
    )
    assert can("s3:ListAllMyBuckets", "--policy", "all.json")[0] == 0


def test_what_check_would_warn_of_does_not_stand_before_the_answer(can, tmp_path):
    (tmp_path / "w.yaml").write_text(
        "role: w\ntrust: [{aws_service: ec2}]\npermissions: [{managed_policy: AmazonS3ReadOnlyAccess}]\n"
        "expect: [{deny: 'iam:PassRoel'}]\n"
    )
    code, _, err = can("w.yaml", "s3:GetObject", "arn:aws:s3:::photos/a")
    assert (code, err) == (0, "")


def test_a_resource_for_an_action_that_acts_on_none(can):
    _, _, err = can("s3:ListAllMyBuckets", "arn:aws:s3:::photos", "--policy", "p.json")
    assert err == "warning: `s3:ListAllMyBuckets` acts on no resource of its own: ask it on `*`\n"


def test_a_resource_that_the_action_does_not_act_on(can):
    _, _, err = can("s3:GetObject", "arn:aws:s3:::photos", "--policy", "p.json")
    assert err == (
        "warning: `s3:GetObject` does not act on `arn:aws:s3:::photos`: it acts on accesspointobject, object\n"
    )


def test_names_that_aws_does_not_have(can):
    asked = ("s3:GetObjekt", "*", "--policy", "p.json", "--with", "aws:SecureTransprot=true")
    code, _, err = can(*asked)
    assert code == 3
    assert err == text("""
        warning: AWS has no action `s3:GetObjekt`: did you mean `s3:GetObject`?
        warning: no policy asks for the key `aws:securetransprot`: did you mean `aws:securetransport`?
        """)


HIDDEN = """\
role: hidden
trust: [{aws_service: ec2}]
permissions_boundary: arn:aws:iam::111122223333:policy/limit
permissions:
  - managed_policy: arn:aws:iam::111122223333:policy/elsewhere
  - managed_policy: ${var.shared}
    enabled: ${var.sharing}
"""


class TestPoliciesThatNoSpecHas:
    """What they say is told, or can be."""

    ASKED = ("hidden.yaml", "s3:PutObject", "arn:aws:s3:::photos/a")
    ELSEWHERE, LIMIT = (
        f"arn:aws:iam::111122223333:policy/{name}" for name in ("elsewhere", "limit")
    )

    @pytest.fixture(autouse=True)
    def files(self, tmp_path):
        (tmp_path / "hidden.yaml").write_text(HIDDEN)
        for effect in ("Allow", "Deny"):
            statement = f'{{"Effect": "{effect}", "Action": "s3:*", "Resource": "*"}}'
            document = f'{{"Version": "2012-10-17", "Statement": {statement}}}'
            (tmp_path / f"{effect}.json").write_text(document)

    def test_it_is_told_what_is_not_known_and_what_would_tell(self, can):
        code, out, err = can(*self.ASKED)
        assert (code, err) == (3, "")
        shared = "${var.shared} (if ${var.sharing})"
        names = f"`{shared}`, `{self.ELSEWHERE}` and `{self.LIMIT}`"
        assert out.splitlines() == [
            f"depends on what {names} allow and deny",
            f"  = help: if you have the document of `{shared}`, give it with `--policy '${{var.shared}}=FILE'`",
            f"  = help: if you have the document of `{self.ELSEWHERE}`, give it with `--policy {self.ELSEWHERE}=FILE`",
            f"  = help: if you have the document of `{self.LIMIT}`, give it with `--policy {self.LIMIT}=FILE`",
        ]

    def test_one_that_is_told_decides(self, can):
        known = (f"--policy={self.ELSEWHERE}=Allow.json", f"--policy={self.LIMIT}=Allow.json")
        shared = "--policy=${var.shared}"
        code, out, _ = can(*self.ASKED, *known)
        assert (code, out.partition("\n")[0]) == (
            3,
            "depends on what `${var.shared} (if ${var.sharing})` allows and denies",
        )
        assert can(*self.ASKED, *known, f"{shared}=Allow.json")[0] == 0
        code, out, _ = can(*self.ASKED, *known, f"{shared}=Deny.json")
        assert (code, out.partition("\n")[0]) == (3, "depends on `${var.sharing}`")
        made = ("--with", "${var.sharing}=true")
        code, out, _ = can(*self.ASKED, *known, f"{shared}=Deny.json", *made)
        assert out.splitlines() == ["denied by a statement", "  Deny.json:1  deny   ${var.shared}"]

    def test_a_service_control_policy_limits_a_role(self, can):
        both = [f"--policy={each}=Allow.json" for each in (self.ELSEWHERE, self.LIMIT)]
        known = (*both, "--policy=${var.shared}=Allow.json")
        assert can(*self.ASKED, *known, "--scp", "Allow.json")[0] == 0
        code, out, _ = can(*self.ASKED, *known, "--scp", "Allow.json", "--scp", "Deny.json")
        assert (code, out.partition("\n")[0]) == (3, "denied by a statement")

    def test_a_document_with_an_error_has_no_answer(self, can, tmp_path):
        (tmp_path / "bad.json").write_text("{}")
        code, out, err = can(*self.ASKED, f"--policy={self.LIMIT}=bad.json")
        assert (code, out) == (1, "")
        assert "bad.json:1:1" in err


class TestWhatNearlyAllowsIt:
    """A denial for want of an allow says which statement would do, and where."""

    @pytest.fixture
    def denied(self, can, tmp_path):
        def run(*words: str, **statement: object) -> list[str]:
            found = {"Effect": "Allow", "Action": "s3:Get*", "Resource": "*", **statement}
            document = {"Version": "2012-10-17", "Statement": [found]}
            (tmp_path / "near.json").write_text(json.dumps(document))
            code, out, _ = can(
                "s3:GetObject", "arn:aws:s3:::photos/a", "--policy", "near.json", *words
            )
            assert code == 3
            first, *rest = out.splitlines()
            assert first == "denied: nothing in the identity-based policies allows it"
            return rest

        return run

    def test_of_a_condition_it_is_told_which(self, denied):
        when = {
            "IpAddress": {"aws:SourceIp": "10.0.0.0/8"},
            "Bool": {"aws:SecureTransport": "true"},
        }
        said = denied("--with", "aws:SourceIp=203.0.113.7", Condition=when)
        assert said == ["  = note: near.json:1 allows it if aws:SourceIp is in 10.0.0.0/8"]

    def test_of_a_resource_it_is_told_which(self, denied):
        assert denied(Resource=["arn:aws:s3:::photo/*", "arn:aws:s3:::b/*"]) == [
            "  = note: near.json:1 allows it on `arn:aws:s3:::photo/*` and `arn:aws:s3:::b/*`"
        ]
        said = ["  = note: near.json:1 allows it on other resources"]
        assert denied(Resource=[f"arn:aws:s3:::{name}/*" for name in "abcd"]) == said

    def test_another_action_is_not_near(self, denied):
        assert denied(Action="s3:Put*") == []
