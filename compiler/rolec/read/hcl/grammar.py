"""python-hcl2's parser, opened once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # hcl2 and lark take 70 ms to import
    from lark import Lark, Token, Tree


def parse_tree(text: str, cache_folder: str | None) -> Tree[Token]:
    """The parse tree of ``text``; raises lark's UnexpectedInput where it is not HCL."""
    # The grammar has no rule for a comment that ends with the file.
    return _parser(cache_folder).parse(text + "\n")


def warm(cache_folder: str | None) -> None:
    """Open the parser, so that processes that start from this one have it."""
    _parser(cache_folder)


@cache
def _parser(cache_folder: str | None) -> Lark:
    """The parser, its tables kept in ``cache_folder``: making them takes over a second.

    Without a folder python-hcl2 keeps them in its own, where it often may not write.
    """
    if cache_folder is None:
        from hcl2.parser import parser

        own: Lark = parser()
        return own
    return _opened(_place(Path(cache_folder)))


def _place(folder: Path) -> str | None:
    """Where the tables are kept; None when there can be no such folder."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        # A home that nobody can write to, as in many containers, costs time and nothing else.
        return None
    return str(folder / "hcl2-grammar.bin")


def _opened(place: str | None) -> Lark:
    import hcl2
    from hcl2.postlexer import PostLexer
    from lark import Lark

    # Options as in hcl2.parser, without the places of rules: tokens have theirs, and to
    # give every rule its own takes a third of the time. Lark checks that the kept tables
    # are of this grammar, these options and itself, and makes them anew when they are not.
    return Lark.open(
        "hcl2.lark",
        rel_to=hcl2.__file__,
        parser="lalr",
        cache=place or False,
        postlex=PostLexer(),
    )
