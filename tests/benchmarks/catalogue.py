"""Measures how long the catalogue takes to answer, and prints the table of targets.

    python tests/benchmarks/catalogue.py

Nothing is cached between two measurements but the index and what the system keeps of files;
the best of many is taken, for nothing makes a reading shorter than it is.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from rolec.catalog import read_service
from rolec.catalog.access_level import AccessLevel
from rolec.catalog.expansion import expand
from rolec.catalog.managed_document import managed_policy
from rolec.catalog.read_service import service, service_prefixes

TIMES = 50


def _read(*prefixes: str) -> None:
    read_service._read.cache_clear()
    for prefix in prefixes:
        assert service(prefix) is not None


def _expand(prefix: str, resource: str) -> None:
    _read(prefix)
    found = service(prefix)
    assert found is not None
    assert expand(found, list(AccessLevel), [resource]).actions


def _policy() -> None:
    managed_policy.cache_clear()
    assert managed_policy("ReadOnlyAccess") is not None


def _largest() -> str:
    return max(service_prefixes(), key=lambda prefix: _best(lambda: _read(prefix), 3))


def _best(run: Callable[[], None], times: int = TIMES) -> float:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return min(taken) * 1000


def main() -> None:
    """Measure, and print."""
    largest = _largest()
    rows: tuple[tuple[str, str, Callable[[], None]], ...] = (
        ("three services (s3, sqs, lambda)", "0.5", lambda: _read("s3", "sqs", "lambda")),
        (f"the slowest service ({largest})", "2", lambda: _read(largest)),
        ("every service", "-", lambda: _read(*service_prefixes())),
        ("ReadOnlyAccess, the document", "-", _policy),
        ("every level of s3 on objects", "-", lambda: _expand("s3", "arn:aws:s3:::photos/*")),
        ("every level of ec2", "-", lambda: _expand("ec2", "arn:aws:ec2:*:*:instance/*")),
    )
    print("| work | target, ms | reached, ms |")
    print("|---|---|---|")
    for name, target, run in rows:
        print(f"| {name} | {target} | {_best(run):.2f} |")


if __name__ == "__main__":
    main()
