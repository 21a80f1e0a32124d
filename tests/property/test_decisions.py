"""What the definition says of any text, and of any request of which not all is known."""

from __future__ import annotations

from itertools import product

from hypothesis import example, given, settings
from hypothesis import strategies as st

from rolec.catalog.catalogue import SHIPPED
from rolec.driver.expect.decide_exactly import decide_exactly
from rolec.ir.operator import operators
from rolec.semantics.decide import decide
from rolec.semantics.keys import is_multivalued
from rolec.semantics.pattern import arn_glob, glob, pieces, replaced
from rolec.semantics.request import Request
from support.access import access, allow, deny

PATTERNS = st.text("ab*?:", max_size=9)
TEXTS = st.text("abc:", max_size=9)
LETTERS = st.text("ab", max_size=9)
STARRED = st.lists(st.text("ab?", max_size=2), min_size=3, max_size=5).map("*".join)


def like(pattern: str, text: str) -> bool:
    """The wildcards of IAM, letter by letter."""
    if not pattern:
        return not text
    if pattern[0] == "*":
        return like(pattern[1:], text) or (bool(text) and like(pattern, text[1:]))
    return bool(text) and pattern[0] in {"?", text[0]} and like(pattern[1:], text[1:])


def plain(pattern: str):
    return replaced(pieces(pattern, wild=True, variables=False), lambda _: None)


@settings(max_examples=500)
@given(PATTERNS | STARRED, TEXTS | LETTERS)
def test_a_pattern_covers_what_its_letters_do(pattern, text):
    assert glob(plain(pattern), text) is like(pattern, text)


@given(PATTERNS, st.integers(0, 2**9))
def test_a_pattern_covers_what_is_made_of_it(pattern, seed):
    text = "".join(
        "xyz:"[seed >> at & 3 :][:1] if c in "*?" else c for at, c in enumerate(pattern)
    )
    assert glob(plain(pattern), text) is True


@given(st.lists(PATTERNS, min_size=4, max_size=7), st.lists(TEXTS, min_size=4, max_size=7))
def test_an_arn_is_covered_part_by_part(patterns, texts):
    wanted, value = ":".join(patterns).split(":", 5), ":".join(texts).split(":", 5)
    expected = len(wanted) == len(value) and all(map(like, wanted, value))
    assert arn_glob(plain(":".join(patterns)), ":".join(texts)) is expected


KEYS = ("aws:username", "aws:userid", "aws:TagKeys")
VALUES = ("1", "2", "true", "2026-01-01", "10.0.0.1", "arn:a:b:c:d:1", "MQ==")
WANTED = st.sampled_from(
    (*VALUES, "*", "${aws:username}", "x${aws:userid, '1'}", "arn:a:*:c:d:${aws:userid}")
)
POSSIBLE = (None, *((value,) for value in VALUES[:4]), ("1", "2"))


def possible(key: str):
    """What a request may have: a key of one value has not two."""
    return POSSIBLE if is_multivalued(key, SHIPPED.key) else POSSIBLE[:-1]


CONDITIONS = st.dictionaries(
    st.sampled_from(operators()),
    st.dictionaries(st.sampled_from(KEYS), st.lists(WANTED, min_size=1, max_size=2), min_size=1),
    max_size=2,
)
STATEMENTS = st.builds(
    lambda make, on, condition: make("s3:*", on, Condition=condition),
    st.sampled_from((allow, allow, deny)),
    st.sampled_from(
        ("*", "arn:aws:s3:::1", "arn:aws:s3:::${aws:username}", "arn:aws:s3:::${aws:userid}*")
    ),
    CONDITIONS,
)


@settings(max_examples=300)
@example(
    [
        allow(
            "s3:*",
            "*",
            Condition={"ForAllValues:StringEquals": {"aws:username": ["${aws:username}"]}},
        )
    ],
    [],
    {},
)
@example(
    [allow("s3:*", "*", Condition={"StringEquals": {"aws:userid": ["1", "x${aws:userid, '1'}"]}})],
    [],
    {},
)
@example(
    [
        allow(
            "s3:*",
            "*",
            Condition={
                "StringEquals": {"aws:username": "1", "aws:userid": "${aws:username}"},
            },
        )
    ],
    [allow("s3:*", "arn:aws:s3:::${aws:userid}*")],
    {},
)
@given(
    st.lists(STATEMENTS, min_size=1, max_size=3),
    st.lists(STATEMENTS, max_size=2),
    st.dictionaries(st.sampled_from(KEYS), st.sampled_from(POSSIBLE)),
)
def test_what_is_told_holds_whatever_the_other_keys_are(identity, boundary, known):
    said = access(*identity, **({"boundary": boundary} if boundary else {}))
    given_ = {key.lower(): value for key, value in known.items()}

    def asked(context, *, is_open):
        return Request(action="s3:Get", resource="arn:aws:s3:::1", context=context, open=is_open)

    found = decide(said, asked(given_, is_open=True), SHIPPED.key)
    exact = decide_exactly(said, asked(given_, is_open=True))
    assert found.answer in {None, exact.answer}
    others = [key.lower() for key in KEYS if key.lower() not in given_]
    assert set(found.depends_on) <= set(others)
    assert (found.answer is None) is bool(found.depends_on)
    for values in product(*map(possible, others)):
        context = given_ | dict(zip(others, values, strict=True))
        closed = decide(said, asked(context, is_open=False), SHIPPED.key)
        assert closed.answer is not None
        if exact.answer is not None:
            assert closed.answer is exact.answer
