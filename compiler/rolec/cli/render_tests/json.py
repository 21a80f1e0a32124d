"""Results of tests as JSON, for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence

from rolec.cli.place import place_of
from rolec.driver.expect.run_tests import Judged
from rolec.source.file import SourceMap


def tests_json(judged: Sequence[Judged], sources: SourceMap) -> str:
    """The counts, and each case with what shows that it is not met."""
    return (
        json.dumps(
            {
                "tests": len(judged),
                "failed": sum(bool(each.failures) for each in judged),
                "results": [_result(each, sources) for each in judged],
            },
            indent=2,
        )
        + "\n"
    )


def _result(judged: Judged, sources: SourceMap) -> dict[str, object]:
    case = judged.case
    place = place_of(case.expectation.span, sources)
    return {
        "role": case.role.name,
        "account": case.module.account.nickname or case.module.account.id,
        "effect": case.expectation.effect,
        "actions": [action.written for action in case.expectation.actions],
        "file": place.file,
        "line": place.line,
        "met": not judged.failures,
        "failures": [
            {
                "code": each.code.id,
                "message": each.message,
                "notes": list(each.notes),
                "help": each.help,
                **place_of(each.primary.span, sources)._asdict(),
            }
            for each in judged.failures
        ],
    }
