"""The sum of the tests, in a line."""

from __future__ import annotations

from collections.abc import Sequence

from rolec.driver.expect.run_tests import Judged


def tests_text(judged: Sequence[Judged]) -> str:
    """How many expectations are met."""
    many, failed = len(judged), sum(bool(each.failures) for each in judged)
    if not many:
        return "nothing is expected: add `expect:` to a role\n"
    if failed:
        return f"\n{failed} of {many} expectations {'is' if failed == 1 else 'are'} not met\n"
    return "the expectation is met\n" if many == 1 else f"all {many} expectations are met\n"
