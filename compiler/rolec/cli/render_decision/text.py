"""A decision in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rolec.ask.near import Near
from rolec.cli.paint import Paint, painted
from rolec.cli.render_decision.answers import Answer, Line, lines_of, needs, policies, references
from rolec.cli.render_role.condition_words import condition_words
from rolec.cli.render_role.text import plain
from rolec.cli.terminal import visible
from rolec.ir.text import SPLAT
from rolec.policy.mark import unmarked
from rolec.semantics.access import LayerKind
from rolec.semantics.decide import Decision
from rolec.semantics.of_policy import attached_as
from rolec.semantics.shown import written
from rolec.source.file import SourceMap

_NEAR = 3
"""So many statements that nearly allow something are told, and resources of one."""
_COLORS = {True: Paint.GREEN, False: Paint.RED, None: Paint.YELLOW}


def decision_text(answers: Sequence[Answer], sources: SourceMap, *, color: bool) -> str:
    """The decision of each account, by its nickname; where all are the same, it stands there once."""
    told = [(each.nickname, tuple(_rows(each, sources, color=color))) for each in answers]
    if all(rows == told[0][1] for _, rows in told):
        told = [("", told[0][1])]
    return "\n".join(
        (f"{visible(nickname)}: " if nickname else "") + "\n".join(rows) + "\n"
        for nickname, rows in told
    )


def _rows(answer: Answer, sources: SourceMap, *, color: bool) -> Iterator[str]:
    decision = answer.decision
    yield painted(_words(decision), _COLORS[decision.answer], color=color)
    lines = lines_of(decision.statements, sources)
    wide = max((len(_place(line)) for line in lines), default=0)
    for line in lines:
        sid = f"`{visible(line.sid)}` of " if line.sid else ""
        yield f"  {_place(line):<{wide}}  {line.effect.lower():<5}  {sid}{visible(line.policy)}"
    near = tuple(dict.fromkeys(_nearly(each, sources) for each in answer.near))
    yield from (f"  = note: {each}" for each in near[:_NEAR])
    if len(near) > _NEAR:
        yield f"  = note: and {len(near) - _NEAR} more that allow it elsewhere"
    yield from _help(decision)


def _nearly(near: Near, sources: SourceMap) -> str:
    (line,) = lines_of((near.statement,), sources)
    return f"{_place(line)} allows it {_where(near)}"


def _where(near: Near) -> str:
    """Where a statement allows what is denied here."""
    if near.conditions:
        words = (condition_words(written(each)) for each in near.conditions)
        return f"if {' and '.join(map(plain, words))}"
    statement = near.statement
    if statement.resources is None:
        return "to others"
    items, inverted = statement.resources
    if inverted or len(items) > _NEAR:
        return "on other resources"
    return f"on {_listed([unmarked(each) for each in items], 'and')}"


def _help(decision: Decision) -> Iterator[str]:
    """What would tell, where it is not known."""
    keys, known = needs((decision,)), references(decision)
    if keys:
        yield f"  = help: give {_listed(keys, 'and')} with `{_option('with', keys[0], 'VALUE')}`"
    if known:
        are = "is" if len(known) == 1 else "are"
        option = _option("with", known[0], "VALUE")
        yield f"  = help: say what {_listed(known, 'and')} {are} with `{option}`"
    for policy in policies(decision):
        if " " not in attached_as(policy) and not policy.endswith(f"{SPLAT}}}"):
            option = _option("policy", attached_as(policy), "FILE")
            yield f"  = help: if you have the document of `{visible(policy)}`, give it with `{option}`"


def _option(option: str, name: str, value: str) -> str:
    given = f"{visible(name)}={value}"
    # A shell has a meaning of its own for `${`.
    return f"--{option} '{given}'" if "$" in given else f"--{option} {given}"


def _words(decision: Decision) -> str:
    match decision.answer:
        case True:
            return "allowed"
        case False if decision.statements:
            return "denied by a statement"
        case False:
            return f"denied: nothing in {_listed_layers(decision.lacking)} allows it"
        case _:
            return f"depends on {_needed(decision)}"


def _needed(decision: Decision) -> str:
    known = (*needs((decision,)), *references(decision))
    hidden = policies(decision)
    what = f"what {_listed(hidden, 'and')} {'allow' if len(hidden) > 1 else 'allows'} and {'deny' if len(hidden) > 1 else 'denies'}"
    return " and on ".join(
        filter(None, (_listed(known, "and") if known else "", what if hidden else ""))
    )


def _listed_layers(layers: Sequence[LayerKind]) -> str:
    words = [f"the {kind}" for kind in dict.fromkeys(layers)]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _listed(items: Sequence[str], word: str) -> str:
    shown = [f"`{visible(item)}`" for item in items]
    return f" {word} ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def _place(line: Line) -> str:
    place = visible(line.file or "")
    return f"{place}:{line.line}" if line.line else place
