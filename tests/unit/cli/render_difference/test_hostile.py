"""Nothing that somebody wrote into a policy can make a page say something else."""

from __future__ import annotations

import json
import re

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from rolec.catalog.access_level import AccessLevel
from rolec.cli.render_difference.access_page import access_page
from rolec.cli.render_difference.difference_page import difference_page
from rolec.cli.render_difference.json import access_json, difference_json
from rolec.cli.render_role.markdown import markdown_page
from rolec.cli.render_role.text import text_page
from rolec.compare.compare import Verdict
from rolec.driver.diff.access_difference import AccessDifference, Part, PartGrant
from rolec.driver.diff.broken_trust import BrokenTrust
from rolec.driver.diff.difference import Difference, RoleDifference
from rolec.driver.diff.role_pairs import PlacedRole, RolePair
from rolec.explain.grant import Grant, Region
from rolec.ir.module import Account, Module
from rolec.ir.operator import parse_operator
from rolec.ir.role import Role
from rolec.plan.change import Action, Cause, Change
from rolec.semantics.request import Request
from rolec.semantics.statement import Condition, Principal
from support.module import TRUST

ANY = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=15)
PIECES = ["`", "``", "```", "|", "\\", "<!-- x -->", "<img src=x>", "@acme/team", "#1", "https://x.y",
          "[a](b)", "![", "**", "__", "~~~", "\n", "\r\n\r\n", "\n# ", "\n- ", "\n\n", "&lt;", "$$", "\x1b[0m",
          "\u202e", "\u200b", " ", "  ", "</details>", ":tada:", "---", "> ", "1. ", "\t"]  # fmt: skip
LIKELY = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join)
# A star alone is said in words of ours.
HOSTILE = (ANY | LIKELY).filter(lambda text: text != "*")


def _difference(text: str) -> Difference:
    role = Role(name=text, label="x", trust=TRUST)
    module = Module(folder="", account=Account(nickname=text, id="111122223333"), roles=(role,))
    placed = PlacedRole(role, module, 0)
    changes = [
        Change(address=text, action=each, causes=(Cause(text), Cause(text, text)), owner=role)
        for each in Action
    ]
    return Difference(
        roles=tuple(
            RoleDifference(
                pair=RolePair(*sides),
                access=_access(text),
                changes=(
                    *changes,
                    Change(
                        address=f"aws_iam_role.{text}",
                        action=Action.REPLACE,
                        causes=(Cause("path"),),
                        owner=role,
                    ),
                ),
                broken=(BrokenTrust(placed, again=True), BrokenTrust(placed, again=False)),
            )
            for sides in ((placed, placed), (None, placed), (placed, None))
        ),
        others=tuple(changes),
    )


def _access(text: str) -> AccessDifference:
    operators = [
        parse_operator(name) for name in ("StringLike", "Null", "ForAnyValue:StringNotEquals")
    ]
    conditions = tuple(Condition(each, text, (text, text)) for each in operators)
    principals = tuple(Principal(type_, text) for type_ in ("AWS", "Service", "Federated", text))
    grants = [
        Grant(service=text, levels=levels, actions=(text, text), exceptions=(text,), region=region)
        for levels in ((), (AccessLevel.READ,), tuple(AccessLevel))
        for region in (
            Region(
                resources=(text, "*"), conditions=conditions, otherwise=conditions, within=(text,)
            ),
            Region(principals=principals, conditions=conditions),
        )
    ]
    shown = tuple(PartGrant(part, each) for part in Part for each in grants)
    request = Request(
        action=text, resource=text, principal=principals[-1], context={text: (text,)}
    )
    return AccessDifference(
        verdict=Verdict.UNKNOWN,
        granted=shown,
        revoked=shown,
        witness_granted=request,
        witness_revoked=request,
        assumptions=(text,),
    )


def _shape(markdown: str) -> list[tuple[str, int, str, tuple[str, ...]]]:
    """What a parser of Markdown makes of it, the content of code and the length of words aside."""
    return [
        (
            token.type,
            token.level,
            token.markup,
            tuple(child.type for child in token.children or ()),
        )
        for token in MarkdownIt("gfm-like", {"linkify": False}).parse(markdown)
    ]


PLAIN = [
    markdown_page(difference_page(_difference("x"), 2)),
    markdown_page(access_page(_access("x"))),
]


@given(HOSTILE)
@settings(max_examples=60)
def test_a_page_keeps_its_shape_whatever_it_quotes(hostile):
    pages = [difference_page(_difference(hostile), 2), access_page(_access(hostile))]
    for page, plain in zip(pages, PLAIN, strict=True):
        shown = markdown_page(page)
        assert _shape(shown) == _shape(plain)
        assert not re.search("[\x00-\x09\x0b-\x1f\u202e\u200b]", shown)


@given(HOSTILE)
@settings(max_examples=60)
def test_no_words_of_others_stand_outside_of_code(hostile):
    shown = markdown_page(difference_page(_difference(f"zq{hostile}"), 2))
    for token in MarkdownIt("gfm-like", {"linkify": False}).parse(shown):
        for child in token.children or ():
            assert child.type == "code_inline" or "zq" not in child.content


@given(HOSTILE)
@settings(max_examples=60)
def test_a_terminal_gets_as_many_lines(hostile):
    shown, plain = (text_page(difference_page(_difference(text), 2)) for text in (hostile, "x"))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", shown)
    assert len(shown.split("\n")) == len(plain.split("\n"))


@given(HOSTILE)
@settings(max_examples=60)
def test_json_has_the_words_as_they_are(hostile):
    found = json.loads(difference_json(_difference(hostile)))
    assert found["roles"][0]["role"] == hostile
    assert json.loads(access_json(_access(hostile)))["granted"][0]["service"] == hostile
