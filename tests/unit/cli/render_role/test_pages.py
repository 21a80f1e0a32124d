"""The review page says everything that is in the role, and nothing that is not markup becomes it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from rolec.cli.render_role.condition_words import condition_words
from rolec.cli.render_role.markdown import code_span, markdown_page
from rolec.cli.render_role.page import Quoted
from rolec.cli.render_role.principal_words import principal_words
from rolec.cli.render_role.role_page import role_page
from rolec.cli.render_role.text import text_page
from rolec.cli.terminal import visible
from rolec.ir.document import (
    Condition,
    Document,
    Effect,
    Patterns,
    Principal,
    PrincipalType,
    Statement,
)
from rolec.ir.module import Account, Module
from rolec.ir.role import (
    Attachment,
    InlinePolicy,
    InstanceProfile,
    PodIdentityAssociation,
    Policy,
    Role,
    Tag,
)
from rolec.ir.size import Quotas
from rolec.ir.text import Entity, Link, Reference, Text, text

EXPECTED = Path(__file__).parent / "expected"


def patterns(*items: str, inverted: bool = False) -> Patterns:
    return Patterns(tuple(map(text, items)), inverted)


def condition(operator: str, key: str, *values: str) -> Condition:
    return Condition(operator, text(key), tuple(map(text, values)))


ROLE = Role(
    name="production-bugfix",
    label="production-bugfix",
    path=text("/break-glass/"),
    description=text("Developers enter production to fix a bug."),
    max_session_duration=5400,
    permissions_boundary=Text((Link(Entity.POLICY, "DeveloperBoundary", "arn", label="b"),)),
    tags=(Tag("team", text("platform")), Tag("owner", Text((Reference("var.owner"),)))),
    trust=Document(
        (
            Statement(
                effect=Effect.ALLOW,
                actions=patterns("sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"),
                principals=(
                    Principal(PrincipalType.AWS, text("arn:aws:iam::111122223333:root")),
                    Principal(PrincipalType.SERVICE, text("ec2.amazonaws.com")),
                ),
                conditions=(
                    condition("ArnLike", "aws:PrincipalArn", "arn:a", "arn:b"),
                    condition("Bool", "aws:MultiFactorAuthPresent", "true"),
                    condition("DateLessThan", "aws:CurrentTime", "2027-02-01T00:00:00Z"),
                ),
            ),
            Statement(
                effect=Effect.DENY,
                actions=patterns("sts:AssumeRole"),
                principals=(Principal(PrincipalType.AWS, text("*")),),
                conditions=(condition("StringNotEquals", "aws:PrincipalOrgID", "o-1", "o-2"),),
                sid="OutsidersNever",
            ),
        )
    ),
    attachments=(
        Attachment(label="a", policy_arn=text("arn:aws:iam::aws:policy/ReadOnlyAccess")),
        Attachment(label="b", policy_arn=Text((Link(Entity.POLICY, "shared", "arn", label="s"),))),
    ),
    inline_policies=(
        InlinePolicy(
            name="fix",
            label="fix",
            document=Document(
                (
                    Statement(
                        effect=Effect.ALLOW,
                        actions=patterns("ecs:UpdateService"),
                        resources=Patterns((Text(("arn:", Reference("var.service"))),)),
                        because="Rolling back a release.",
                        sid="RestartService",
                    ),
                    Statement(
                        effect=Effect.DENY,
                        actions=patterns("s3:*", "sqs:*", inverted=True),
                        resources=patterns("arn:aws:s3:::acme-logs/*", inverted=True),
                    ),
                )
            ),
        ),
    ),
    instance_profile=InstanceProfile(name=text("production-bugfix")),
    pod_identity_associations=(
        PodIdentityAssociation(
            label="p", cluster_name=text("main"), namespace="web", service_account="api"
        ),
    ),
    exclusive=True,
    source="roles/bugfix.yaml",
)
SHARED = Policy(
    name="shared",
    label="shared",
    document=Document(
        (Statement(effect=Effect.ALLOW, actions=patterns("logs:*"), resources=patterns("*")),)
    ),
)
MODULE = Module(
    folder="production",
    account=Account(id="444455556666", nickname="production"),
    roles=(ROLE,),
    policies=(SHARED,),
)


def test_text(blessed):
    blessed(EXPECTED / "page.txt", text_page(role_page(ROLE, MODULE, Quotas())))


def test_markdown(blessed):
    blessed(EXPECTED / "page.md", markdown_page(role_page(ROLE, MODULE, Quotas())))


def test_colour_changes_nothing_but_colour():
    page = role_page(ROLE, MODULE, Quotas())
    assert re.sub("\x1b\\[[0-9;]*m", "", text_page(page, color=True)) == text_page(page)


ANY = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=15)
LIKELY = st.text(alphabet="`|\\<>*_#[]()! \n\ta@&-=~\x1b", min_size=1, max_size=10)


@given(ANY | LIKELY)
def test_text_of_others_is_code_in_markdown(hostile):
    """The oracle is a CommonMark parser with tables, as GitHub has them."""
    role = Role(
        name=hostile,
        label="x",
        trust=Document(
            (
                Statement(
                    effect=Effect.ALLOW,
                    actions=patterns(hostile),
                    principals=(Principal(PrincipalType.SERVICE, text(hostile)),),
                    conditions=(condition(hostile, hostile, hostile),),
                    sid=hostile,
                ),
            )
        ),
        description=text(hostile),
        tags=(Tag(hostile, text(hostile)),),
    )
    shown = markdown_page(
        role_page(role, Module(folder="", account=Account(), roles=(role,)), Quotas())
    )
    plain = markdown_page(role_page(_named("x"), MODULE, Quotas()))
    kinds = {token.type for token in _tokens(shown)}
    assert kinds <= {token.type for token in _tokens(plain)}, kinds
    quoted = [
        t.content
        for token in _tokens(shown)
        for t in token.children or ()
        if t.type == "code_inline"
    ]
    assert any(content for content in quoted)
    assert not re.search("[\x00-\x09\x0b-\x1f]", shown)


@given(ANY | LIKELY)
def test_a_code_span_is_one_span(hostile):
    [paragraph] = [t for t in MarkdownIt().parse(f"x {code_span(hostile)} y") if t.children]
    before, span, after = paragraph.children
    assert (before.content, span.type, after.content) == ("x ", "code_inline", " y")
    assert span.content == visible(hostile) or not hostile.strip(" ")


@given(ANY | LIKELY)
def test_no_control_character_reaches_the_terminal(hostile):
    shown = text_page(role_page(_named(hostile), MODULE, Quotas()))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", shown)
    assert len(shown.splitlines()) == len(
        text_page(role_page(_named("x"), MODULE, Quotas())).splitlines()
    )


@pytest.mark.parametrize(
    ("given_condition", "words"),
    [
        (condition("StringEquals", "k", "a"), "<k> is <a>"),
        (condition("StringEquals", "k", "a", "b", "c"), "<k> is <a>, <b> or <c>"),
        (condition("StringNotLike", "k", "a"), "<k> is not like <a>"),
        (condition("StringNotLike", "k", "a", "b"), "<k> is neither like <a> nor <b>"),
        (condition("ForAnyValue:StringLike", "k", "a"), "some value of <k> is like <a>"),
        (
            condition("ForAllValues:StringEquals", "k", "a"),
            "every value of <k> (none at all fits too) is <a>",
        ),
        (condition("StringEqualsIfExists", "k", "a"), "<k>, if there is one, is <a>"),
        (condition("Null", "k", "true"), "<k> is absent"),
        (condition("Null", "k", "false"), "<k> is there"),
        (condition("Bool", "aws:SecureTransport", "false"), "<aws:SecureTransport> is <false>"),
        (condition("Bool", "aws:multifactorauthpresent", "TRUE"), "the caller signed in with MFA"),
        (condition("DateLessThan", "aws:CurrentTime", "D"), "until <D>"),
        (
            condition("IpAddress", "aws:SourceIp", "10.0.0.0/8"),
            "<aws:SourceIp> is in <10.0.0.0/8>",
        ),
        (condition("Unheard", "k", "a"), "<k> meets <Unheard> with <a>"),
    ],
)
def test_condition_words(given_condition, words):
    assert _marked(condition_words(given_condition)) == words


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("Service", "ec2.amazonaws.com", "AWS service <ec2.amazonaws.com>"),
        ("AWS", "111122223333", "AWS account <111122223333>"),
        ("AWS", "arn:aws-cn:iam::111122223333:root", "AWS account <111122223333>"),
        ("AWS", "*", "anyone in any AWS account"),
        ("AWS", "arn:aws:iam::111122223333:role/x", "role <arn:aws:iam::111122223333:role/x>"),
        ("AWS", "arn:aws:iam::111122223333:user/x", "IAM user <arn:aws:iam::111122223333:user/x>"),
        ("AWS", "AROAEXAMPLE", "AWS principal <AROAEXAMPLE>"),
        (
            "Federated",
            "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
            "web identity of <token.actions.githubusercontent.com>",
        ),
        (
            "Federated",
            "arn:aws:iam::111122223333:saml-provider/Okta",
            "SAML 2.0 federation with <Okta>",
        ),
        ("Federated", "accounts.google.com", "web identity of <accounts.google.com>"),
    ],
)
def test_principal_words(kind, value, words):
    assert _marked(principal_words(Principal(PrincipalType(kind), text(value)))) == words


def test_a_role_of_the_project_is_called_by_its_name():
    link = Text((Link(Entity.ROLE, "deployer", "arn", label="deployer"),))
    assert _marked(principal_words(Principal(PrincipalType.AWS, link))) == "role <deployer>"


def _named(hostile: str) -> Role:
    trust = ROLE.trust
    return Role(name=hostile, label="x", description=text(hostile), source=hostile, trust=trust)


def _tokens(markdown: str):
    return MarkdownIt().enable("table").parse(markdown)


def _marked(words) -> str:
    return "".join(f"<{w.text}>" if isinstance(w, Quoted) else w for w in words)
