"""A record is what the standard library's dataclass is, method by method."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import field, replace

import pytest

from rolec import record


def _plain(dataclass):
    @dataclass(slots=True)
    class Plain:
        a: int
        b: list[int] = field(default_factory=list)

    return Plain


def _frozen(dataclass):
    @dataclass(frozen=True, slots=True)
    class Frozen:
        a: int
        b: str = "b"
        c: int = field(default=3, compare=False, repr=False)

        def __post_init__(self):
            if self.a < 0:
                raise AssertionError(self.a)

    return Frozen


def _keywords(dataclass):
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Keywords:
        a: int
        b: dict[str, int] = field(default_factory=dict, hash=False)

    return Keywords


def _own(dataclass):
    @dataclass(frozen=True)
    class Own:  # noqa: PLW1641 - what becomes of its hash is asked
        a: int

        def __eq__(self, other):
            return True

        def __repr__(self):
            return "own"

    return Own


def _made_after(dataclass):
    @dataclass(frozen=True, slots=True)
    class MadeAfter:
        a: int
        b: int = 2
        c: int = field(init=False, compare=False)
        d: int = field(init=False, default=4)
        e: list[int] = field(init=False, default_factory=list, hash=False)

        def __post_init__(self):
            object.__setattr__(self, "c", self.a + self.b)

    return MadeAfter


KINDS = [_made_after, _plain, _frozen, _keywords, _own]
CALLS = [
    lambda cls: repr(cls(a=1)).rpartition(".")[2],
    lambda cls: repr(cls(1)),
    lambda cls: cls(a=1) == cls(a=1),
    lambda cls: cls(a=1) == cls(a=2),
    lambda cls: cls(a=1) == 1,
    lambda cls: hash(cls(a=1)) == hash(cls(a=1)),
    lambda cls: len({cls(a=1), cls(a=1), cls(a=2)}),
    lambda cls: cls(),
    lambda cls: cls(a=1).c,
    lambda cls: cls(a=1).d,
    lambda cls: cls(a=1).e,
    lambda cls: cls(a=1, z=2),
    lambda cls: cls(1, 2, 3, 4, 5),
    lambda cls: cls(a=-1).a,
    lambda cls: setattr(cls(a=1), "a", 2),
    lambda cls: delattr(cls(a=1), "a"),
    lambda cls: cls(a=1).b,
    lambda cls: cls(a=1).b is cls(a=1).b,
    lambda cls: [f.name for f in dataclasses.fields(cls)],
    lambda cls: cls.__match_args__,
    lambda cls: repr(replace(cls(a=1), a=2)).rpartition(".")[2],
    lambda cls: replace(cls(a=1), a=-2).a,
    lambda cls: copy.copy(cls(a=1)) == cls(a=1),
    lambda cls: copy.deepcopy(cls(a=1)) == cls(a=1),
    lambda cls: hasattr(cls(a=1), "__dict__"),
]


def _outcome(call, cls):
    try:
        return call(cls)
    except (TypeError, AttributeError, AssertionError) as raised:
        return type(raised)


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_record_is_a_dataclass(kind, call):
    assert _outcome(call, kind(record.dataclass)) == _outcome(call, kind(dataclasses.dataclass))


@record.dataclass(frozen=True, slots=True)
class Sent:
    a: int


def test_a_record_can_be_sent_to_another_process():
    assert pickle.loads(pickle.dumps(Sent(1))) == Sent(1)


def test_no_method_is_compiled_before_it_is_called():
    class_ = _frozen(record.dataclass)
    before = class_.__init__
    assert class_(1) == class_(1)
    assert class_.__init__ is not before
    assert class_(2).a == 2


def test_what_does_not_count_makes_no_difference():
    class_ = _frozen(record.dataclass)
    assert class_(1, c=1) == class_(1, c=2)
    assert hash(class_(1, c=1)) == hash(class_(1, c=2))
    assert class_(1, "x") != class_(1, "y")
