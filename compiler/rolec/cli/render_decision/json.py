"""A decision as JSON, for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence

from rolec.cli.render_decision.answers import decision_word, lines_of, needs, others
from rolec.semantics.decide import Decision
from rolec.source.file import SourceMap


def decision_json(decisions: Sequence[tuple[str, Decision]], sources: SourceMap) -> str:
    """One object for all accounts; where there are several, ``accounts`` has what holds in each.

    ``depends_on`` also has the ARNs of policies that are not known, and references of Terraform;
    where accounts differ it may be empty, although the decision is that it depends.
    """
    found = _decided([each for _, each in decisions], sources)
    if len(decisions) > 1:
        found["accounts"] = [
            {"account": nickname, **_decided([each], sources)} for nickname, each in decisions
        ]
    return json.dumps(found, indent=2) + "\n"


def _decided(decisions: Sequence[Decision], sources: SourceMap) -> dict[str, object]:
    """What is decided, and by what; statements that decide in several accounts stand there once."""
    statements = lines_of((s for each in decisions for s in each.statements), sources)
    found = [
        {"effect": line.effect, "sid": line.sid, "file": line.file, "line": line.line}
        for line in statements
    ]
    return {
        "decision": decision_word(decisions),
        "statements": [one for n, one in enumerate(found) if one not in found[:n]],
        "depends_on": [*needs(decisions), *others(decisions)],
    }
