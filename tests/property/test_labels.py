"""Labels are identifiers of Terraform, and different names never share one."""

from __future__ import annotations

import re
import string

from hypothesis import example, given
from hypothesis import strategies as st

from rolec.ir.label import label, label_of_part

# As in the specification of HCL, less what is not ASCII.
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*", re.ASCII)

_NAMES = st.text(string.ascii_letters + string.digits + "+=,.@_-", min_size=1, max_size=64)
# Names that are close to the labels of others are what could collide.
_NEAR = st.lists(
    st.sampled_from(["a", "b", "_", "__", ".", "@", "-", "1", "_2b0ce793", "a_b", "A"]),
    min_size=1,
    max_size=5,
).map("".join)
_LABELLED = _NEAR.flatmap(lambda name: st.sampled_from([name, label(name)]))
_ANY = st.one_of(_NAMES, _NEAR, _LABELLED)
_OWNERS = st.one_of(_ANY.map(label), st.from_regex(r"[A-Za-z_][A-Za-z0-9_-]{0,9}", fullmatch=True))
_PARTS = st.one_of(_ANY, st.text(min_size=1, max_size=9), _ANY.map(lambda n: f"{n}__{n}"))


@given(_ANY)
def test_a_label_is_an_identifier(name):
    assert _IDENTIFIER.fullmatch(label(name))


@given(st.from_regex(r"[A-Za-z][A-Za-z0-9-]{0,30}", fullmatch=True))
def test_a_name_that_is_an_identifier_is_its_label(name):
    assert label(name) == name


@example("a.b", "a_b")
@example("a.b", "a@b")
@given(_ANY, _ANY)
def test_labels_differ_where_names_do(one, other):
    assert (label(one) == label(other)) == (one == other)


@given(_OWNERS, _PARTS)
def test_the_label_of_a_part_is_an_identifier(owner, name):
    assert _IDENTIFIER.fullmatch(label_of_part(owner, name))


@given(_OWNERS, _PARTS, _OWNERS, _PARTS)
def test_labels_of_parts_differ_where_owners_or_names_do(owner, name, other, other_name):
    same = label_of_part(owner, name) == label_of_part(other, other_name)
    assert same == ((owner, name) == (other, other_name))


@given(st.lists(st.sampled_from(["a", "_", "__", "-b"]), min_size=3, max_size=9).map("".join))
def test_no_two_splits_of_a_string_share_a_label(joined):
    splits = _splits(joined)
    assert len({label_of_part(owner, name) for owner, name in splits}) == len(splits)


@given(_OWNERS, _PARTS)
def test_no_part_is_named_after_the_label_of_another(owner, name):
    made = label_of_part(owner, name)
    for other, other_name in _splits(made):
        same = label_of_part(other, other_name) == made
        assert same == ((owner, name) == (other, other_name))


def _splits(joined: str) -> list[tuple[str, str]]:
    """Every owner and name between which two underscores of ``joined`` stand."""
    return [
        (joined[:at], joined[at + 2 :])
        for at in range(1, len(joined) - 2)
        if joined[at : at + 2] == "__" and _IDENTIFIER.fullmatch(joined[:at])
    ]
