"""Whether some request is allowed: the quick way against every request of a small world."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rolec.ask.may_be_about import may_be_about
from rolec.ask.requests import condition, requests
from rolec.ask.search import search
from rolec.ask.some_request import Untold, Witness, some_request
from rolec.catalog.key_type import key_type
from rolec.ir.document import Effect
from rolec.semantics.access import Access, Layer, LayerKind
from rolec.semantics.decide import allows
from rolec.semantics.statement import Statement, Strings
from support.tried_world import TriedWorld, allowed, applies

WORLD = TriedWorld(
    actions=("s3:GetObject", "s3:PutObject", "iam:PassRole", "iam:PutRolePolicy"),
    resources=("arn:a", "arn:b", "arn:ab", "arn:c"),
    keys={"aws:x": (None, "1", "2"), "aws:y": (None, "1", "2")},
)
ACTIONS = st.sampled_from(
    ("*", "s3:*", "S3:get*", "iam:P*", "iam:passrole", "iam:Put*", "s3:PutObject", "*:Put*")
)
RESOURCES = st.sampled_from(("*", "arn:a", "arn:a*", "arn:*b", "arn:?", "arn:c", "arn:${aws:x}"))
CONDITIONS = st.builds(
    condition,
    st.sampled_from(("StringEquals", "StringNotEquals", "StringLike", "StringEqualsIfExists")),
    st.sampled_from(("aws:x", "aws:y")),
    st.sampled_from(("1", "2")),
) | st.builds(
    condition,
    st.just("Null"),
    st.sampled_from(("aws:x", "aws:y")),
    st.sampled_from(("true", "false")),
)


def strings(items):
    lists = st.lists(items, min_size=1, max_size=3).map(tuple)
    return st.builds(Strings, lists, st.sampled_from((False, False, False, True)))


# A variable of the world is none: what it stands for is not told by the quick way.
PLAIN = RESOURCES.filter(lambda text: "$" not in text)
STATEMENTS = st.builds(
    Statement,
    effect=st.sampled_from((Effect.ALLOW, Effect.ALLOW, Effect.DENY)),
    actions=strings(ACTIONS),
    resources=strings(PLAIN),
    conditions=st.lists(CONDITIONS, max_size=2).map(tuple),
)


def layers(kind):
    return st.lists(STATEMENTS, max_size=4).map(lambda found: Layer(kind, tuple(found)))


@settings(max_examples=250)
@given(
    layers(LayerKind.IDENTITY),
    st.none() | layers(LayerKind.BOUNDARY),
    strings(ACTIONS),
    strings(PLAIN),
    st.lists(CONDITIONS, max_size=2).map(tuple),
    st.lists(CONDITIONS, max_size=2).map(tuple),
)
def test_a_request_is_found_exactly_where_there_is_one(
    identity, boundary, actions, on, given_conditions, unless
):
    given_layers = (identity, *((boundary,) if boundary else ()))
    among = requests(actions, on, conditions=given_conditions, unless=unless)
    found = some_request(given_layers, among, WORLD.search)
    everything = (*given_layers, among)
    assume(any(allowed((among,), each) for each in WORLD.requests()))
    assert (found is not None) == any(allowed(everything, each) for each in WORLD.requests())
    if isinstance(found, Witness):
        # What nothing else speaks of is left out, and any request can meet it.
        assert allowed(given_layers, found.request)
        assert found.statement in identity.statements
        assert applies(found.statement, found.request)


@settings(max_examples=250)
@given(
    layers(LayerKind.IDENTITY),
    st.none() | layers(LayerKind.BOUNDARY),
    strings(ACTIONS),
    strings(PLAIN),
    st.lists(CONDITIONS, max_size=2).map(tuple),
)
def test_the_exact_procedure_finds_what_the_world_has_and_nothing_that_is_not_allowed(
    identity, boundary, actions, on, unless
):
    """What is found may lie outside the small world: then the definition has to confirm it."""
    given_layers = (identity, *((boundary,) if boundary else ()))
    among = requests(actions, on, unless=unless)
    found = some_request(given_layers, among, search)
    everything = (*given_layers, among)
    if any(allowed(everything, each) for each in WORLD.requests()):
        assert isinstance(found, Witness)
    if isinstance(found, Witness):
        assert allows(Access(layers=everything), found.request, key_type)


@given(STATEMENTS, STATEMENTS)
def test_statements_that_a_request_fits_may_be_about_the_same(one, other):
    if any(applies(one, each) and applies(other, each) for each in WORLD.requests()):
        assert may_be_about(one, other)


def test_a_variable_may_be_anything_and_leaves_nothing_out_for_certain():
    def about(items, *, inverted=False):
        return Statement(
            effect=Effect.ALLOW, actions=Strings(("*",)), resources=Strings(items, inverted)
        )

    assert may_be_about(about(("arn:${aws:x}",)), about(("arn:b",)))
    assert not may_be_about(about(("arn:${aws:x}",)), about(("urn:b",)))
    assert may_be_about(about(("arn:${aws:x}*", "*b"), inverted=True), about(("arn:a",)))
    assert not may_be_about(about(("arn:${aws:x}*", "*b"), inverted=True), about(("arn:b",)))


def test_what_cannot_be_told_is_said_unless_another_statement_gives_a_request():
    first = Statement(effect=Effect.ALLOW, actions=Strings(("*",)), resources=Strings(("arn:a",)))
    second = Statement(effect=Effect.ALLOW, actions=Strings(("*",)), resources=Strings(("*",)))
    hard = Layer(LayerKind.IDENTITY, (first,))
    both = Layer(LayerKind.IDENTITY, (first, second))

    def search(asked):
        return Untold() if first in asked[1].statements else WORLD.search(asked)

    among = requests(Strings(("*",)))
    assert some_request((hard,), among, search) == Untold()
    assert isinstance(some_request((both,), among, search), Witness)


def test_where_nothing_is_about_what_is_asked_there_is_no_search():
    def search(_):
        raise AssertionError("nothing to look for")

    identity = Layer(
        LayerKind.IDENTITY,
        (Statement(effect=Effect.ALLOW, actions=Strings(("s3:*",)), resources=Strings(("*",))),),
    )
    assert some_request((identity,), requests(Strings(("iam:*",))), search) is None
