"""Which lines of a source are comments, and of what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rolec.adopt.found import Comment

_COMMENT = re.compile(r"\s*(?:#+|//+)(.*)")
_BLOCK = re.compile(r"^([ \t]*)/\*((?:(?!\*/).)*)\*/[ \t\r]*$", re.DOTALL | re.MULTILINE)
_FRAME = " \t\r*"
_WORD = re.compile(r"\w")
_KEY = re.compile(r"\s*([A-Za-z_]\w*)\s*[=:](?!=)")
_TRUST = frozenset({"assume_role_policy", "AssumeRolePolicyDocument"})
_ATTACHED = frozenset({"managed_policy_arns", "ManagedPolicyArns"})
_OUTER = "Properties"
"""What has in a template the arguments of a resource in it."""


class Inside(NamedTuple):
    """The comments in a role: above its trust policy, above the list of its managed policies, and above others."""

    of_trust: Comment
    of_attached: Comment
    of_others: Comment


def in_lines(text: str) -> list[str]:
    """The lines of ``text``, of which those of a comment between `/*` and `*/` are comments each."""
    return _BLOCK.sub(_each_line, text).split("\n")


def _each_line(found: re.Match[str]) -> str:
    indent, body = found.groups()
    return "\n".join(f"{indent}# {line.strip(_FRAME)}" for line in body.split("\n"))


def comment_above(lines: Sequence[str], number: int) -> Comment:
    """What stands right above the line of this number, which counts from 1."""
    if not 0 < number <= len(lines):
        return ()
    # What is further in ends what stands before.
    depth = depth_of(lines[number - 1])
    return (*reversed([*comment_texts(reversed(lines[: number - 1]), depth)]),)


def comments_inside(lines: Sequence[str], number: int) -> Inside:
    """The comments above the arguments of the role that begins on the line of this number."""
    trust, attached, others = list[str](), list[str](), list[str]()
    for key, at in _arguments(lines, number) if 0 < number <= len(lines) else ():
        into = trust if key in _TRUST else attached if key in _ATTACHED else others
        into += comment_above(lines, at)
    return Inside((*trust,), (*attached,), (*others,))


def depth_of(line: str) -> int:
    """How far in a line begins."""
    return len(line) - len(line.lstrip())


def is_comment(line: str, *, deepest: int) -> bool:
    """Whether a line is a comment that begins no deeper."""
    return _COMMENT.fullmatch(line) is not None and depth_of(line) <= deepest


def comment_texts(lines: Iterable[str], deepest: int) -> Iterator[str]:
    """The texts of comments, until a line is none."""
    for line in lines:
        found = _COMMENT.fullmatch(line)
        if found is None or depth_of(line) > deepest:
            return
        # What is no word, as a line of dashes, says nothing; what no parser prints is no comment.
        if _WORD.search(found[1]):
            yield "".join(each if each.isprintable() else " " for each in found[1]).strip()


def _arguments(lines: Sequence[str], number: int) -> Iterator[tuple[str, int]]:
    """The arguments of a resource, each with the number of its line."""
    outside, inner = depth_of(lines[number - 1]), -1
    for at, line in enumerate(lines[number:], number + 1):
        if not line.strip() or _COMMENT.fullmatch(line):
            continue
        depth = depth_of(line)
        if depth <= outside:
            return
        inner = depth if inner < 0 else inner
        found = _KEY.match(line)
        if found is None or depth != inner:
            continue
        yield found[1], at
        if found[1] == _OUTER:
            outside, inner = depth, -1
