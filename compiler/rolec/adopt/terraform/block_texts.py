"""What the blocks of a module of Terraform are given, which they may pass on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from rolec.read.value import Block, Body
from rolec.source.span import Span

_BLOCK = re.compile(r"(?<![\w.-])(?:data\.)?[a-z][\w-]*\.[A-Za-z_][\w-]*")
_ROLE = "aws_iam_role"
_ARN = re.compile(rf"(?<![\w.-]){_ROLE}\.[\w-]+(?:\[[^\]]*\])?\.arn\b")
"""Who is given the ARN of a role is seldom one who gives its name to others."""


def passing_on(blocks: Iterable[Block], text_at: Callable[[Span], str]) -> dict[str, str]:
    """What is written in each of ``blocks``, by address, but for roles; ``text_at`` gives the text of a place."""
    return {
        _address(each): _ARN.sub("", " ".join(map(text_at, spans_in(each.body))))
        for each in blocks
        if each.type != "resource" or each.labels[0] != _ROLE
    }


def with_blocks(text: str, through: Mapping[str, str], with_locals: Callable[[str], str]) -> str:
    """``text`` and the texts of all blocks and locals that it is made of, one behind the other."""
    return " ".join([with_locals(text), *blocks_in(text, through, with_locals).values()])


def blocks_in(
    text: str, through: Mapping[str, str], with_locals: Callable[[str], str]
) -> dict[str, str]:
    """The addresses of all blocks of ``through`` that ``text`` is made of, with the texts of these and of their locals."""
    found: dict[str, str] = {}
    texts = [with_locals(text)]
    for each in texts:  # it grows
        for name in _BLOCK.findall(each):
            if name not in found and name in through:
                found[name] = with_locals(through[name])
                texts.append(found[name])
    return found


def spans_in(body: Body) -> Iterator[Span]:
    """Where the values of the arguments of ``body`` are, and of its blocks."""
    yield from (each.value.span for each in body.arguments)
    for block in body.blocks:
        yield from spans_in(block.body)


def _address(block: Block) -> str:
    parts = block.labels if block.type == "resource" else (block.type, *block.labels)
    return ".".join(parts)
