"""A decision as JSON, for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence

from rolec.cli.render_decision.answers import decision_word, lines_of, needs, others
from rolec.semantics.decide import Decision
from rolec.source.file import SourceMap


def decision_json(decisions: Sequence[Decision], sources: SourceMap) -> str:
    """One object for all accounts; statements that decide in several stand there once.

    ``depends_on`` also has the ARNs of policies that are not known, and references of Terraform.
    """
    statements = lines_of((s for each in decisions for s in each.statements), sources)
    found = [
        {"effect": line.effect, "sid": line.sid, "file": line.file, "line": line.line}
        for line in statements
    ]
    return (
        json.dumps(
            {
                "decision": decision_word(decisions),
                "statements": [one for n, one in enumerate(found) if one not in found[:n]],
                "depends_on": [*needs(decisions), *others(decisions)],
            },
            indent=2,
        )
        + "\n"
    )
