"""A decision in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rolec.cli.paint import Paint, painted
from rolec.cli.render_decision.answers import Line, lines_of, needs, others
from rolec.cli.terminal import visible
from rolec.semantics.access import LayerKind
from rolec.semantics.decide import Decision
from rolec.source.file import SourceMap

_COLORS = {True: Paint.GREEN, False: Paint.RED, None: Paint.YELLOW}


def decision_text(
    decisions: Sequence[tuple[str, Decision]], sources: SourceMap, *, color: bool
) -> str:
    """The decision of each account, by its nickname; where all are the same, it stands there once."""
    if all(_same(decisions[0][1], decision, sources) for _, decision in decisions):
        decisions = (("", decisions[0][1]),)
    return "\n".join(
        "\n".join(_rows(nickname, each, sources, color=color)) + "\n"
        for nickname, each in decisions
    )


def _same(one: Decision, other: Decision, sources: SourceMap) -> bool:
    return _words(one) == _words(other) and lines_of(one.statements, sources) == lines_of(
        other.statements, sources
    )


def _rows(nickname: str, decision: Decision, sources: SourceMap, *, color: bool) -> Iterator[str]:
    where = f"{visible(nickname)}: " if nickname else ""
    yield where + painted(_words(decision), _COLORS[decision.answer], color=color)
    lines = lines_of(decision.statements, sources)
    wide = max((len(_place(line)) for line in lines), default=0)
    for line in lines:
        sid = f"`{visible(line.sid)}` of " if line.sid else ""
        yield f"  {_place(line):<{wide}}  {line.effect.lower():<5}  {sid}{visible(line.policy)}"
    keys = needs((decision,))
    if keys:
        yield f"  = help: give {_listed(keys, 'and')} with `{_option(keys[0])}`"
    references = [each for each in others((decision,)) if each.startswith("${")]
    if references:
        yield f"  = help: say what {_listed(references, 'and')} is with `{_option(references[0])}`"


def _option(name: str) -> str:
    given = f"{visible(name)}=VALUE"
    # A shell has a meaning of its own for `${`.
    return f"--with '{given}'" if "$" in given else f"--with {given}"


def _words(decision: Decision) -> str:
    match decision.answer:
        case True:
            return "allowed"
        case False if decision.statements:
            return "denied by a statement"
        case False:
            return f"denied: nothing in {_listed_layers(decision.lacking)} allows it"
        case _:
            return f"depends on {_listed((*needs((decision,)), *others((decision,))), 'and')}"


def _listed_layers(layers: Sequence[LayerKind]) -> str:
    words = [f"the {kind}" for kind in dict.fromkeys(layers)]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _listed(items: Sequence[str], word: str) -> str:
    shown = [f"`{visible(item)}`" for item in items]
    return f" {word} ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def _place(line: Line) -> str:
    place = visible(line.file or "")
    return f"{place}:{line.line}" if line.line else place
