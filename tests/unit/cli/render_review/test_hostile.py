"""Nothing that somebody wrote can make a review say something else, or be taken for a bot's marker."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from rolec.cli.commands.review import MARKER
from rolec.cli.render_review.json import review_json
from rolec.cli.render_review.page import review_page
from rolec.cli.render_role.markdown import markdown_page
from rolec.cli.render_role.text import text_page
from rolec.driver.diff.difference import Difference
from rolec.driver.review.review import Review
from rolec.explain.grant import Grant, Region
from rolec.graph.graph import PowerKind
from rolec.review.need import Need
from rolec.review.tier import Tier
from rolec.review.widening import Widening, WideningKind
from rolec.semantics.statement import Principal

ANY = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=15)
PIECES = ["`", "``", "|", MARKER, "<!--", "-->", "<img src=x>", "@acme/team", "#1", "[a](b)", "**",
          "\n", "\r\n\r\n", "\n# May pass", "\n- ", "&lt;", "\x1b[0m", "\u202e", "\u200b", " ", "> "]  # fmt: skip
LIKELY = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join)
# A star alone is said in words of ours.
HOSTILE = (ANY | LIKELY).filter(lambda text: text != "*")
GRANTS = {
    WideningKind.PERMISSIONS: Region(resources=("x",)),
    WideningKind.TRUST: Region(principals=(Principal("AWS", "x"), Principal("x", "x"))),
}


def _review(text: str) -> Review:
    widenings = tuple(_widening(kind, text) for kind in WideningKind)
    return Review(
        difference=Difference(roles=(), others=()),
        widenings=widenings,
        needs=(Need(Tier.DATA, (text, text), widenings), Need(Tier.READ, (), widenings)),
        same=2,
    )


def _widening(kind: WideningKind, text: str) -> Widening:
    region = GRANTS.get(kind)
    grant = None
    if region:
        principals = tuple(Principal(p.type.replace("x", text), text) for p in region.principals)
        resources = (text,) * len(region.resources)
        grant = Grant(
            service=text,
            levels=(),
            actions=(text,),
            region=Region(resources=resources, principals=principals),
        )
    ours = {WideningKind.ADMINISTRATOR: PowerKind.USER}.get(kind, text)
    seconds = kind is WideningKind.SESSION
    return Widening(
        tier=Tier.DATA,
        kind=kind,
        role=text,
        account=text,
        grant=grant,
        about=ours,
        before="1 h" if seconds else text,
        after="2 h" if seconds else text,
    )


def _shape(markdown: str) -> list[SimpleNamespace]:
    return [
        SimpleNamespace(
            type=token.type,
            level=token.level,
            markup=token.markup,
            children=[child.type for child in token.children or ()],
        )
        for token in MarkdownIt("gfm-like", {"linkify": False}).parse(markdown)
    ]


PLAIN = _shape(markdown_page(review_page(_review("x"))))


@given(HOSTILE)
@settings(max_examples=60)
def test_a_page_keeps_its_shape_whatever_it_quotes(hostile):
    shown = markdown_page(review_page(_review(hostile)))
    assert _shape(shown) == PLAIN
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e\u200b]", shown)
    assert not any(line.startswith("<!--") for line in shown.split("\n"))


@given(HOSTILE)
@settings(max_examples=60)
def test_no_words_of_others_stand_outside_of_code(hostile):
    shown = markdown_page(review_page(_review(f"zq{hostile}")))
    for token in MarkdownIt("gfm-like", {"linkify": False}).parse(shown):
        for child in token.children or ():
            assert child.type == "code_inline" or "zq" not in child.content


@given(HOSTILE)
@settings(max_examples=60)
def test_a_terminal_gets_as_many_lines(hostile):
    shown, plain = (text_page(review_page(_review(text))) for text in (hostile, "x"))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", shown)
    assert len(shown.split("\n")) == len(plain.split("\n"))


@given(HOSTILE)
@settings(max_examples=60)
def test_json_has_the_words_as_they_are(hostile):
    found = json.loads(review_json(_review(hostile)))
    assert found["needs"][0]["approvers"] == [hostile, hostile]
    assert {each["role"] for each in found["widenings"]} == {hostile}
