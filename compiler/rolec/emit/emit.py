"""A module to its files."""

from __future__ import annotations

from functools import cache

from rolec.discover import discover
from rolec.emit import targets
from rolec.emit.output import Output, OutputFile
from rolec.emit.target import Target
from rolec.ir.module import Module


def emit(module: Module, *, imports: bool = False) -> Output:
    """Every file of ``module``; ``imports`` adds Terraform's blocks for what exists already."""
    wanted = [target for target in all_targets() if imports or not target.on_request]
    outputs = [target.emit(module) for target in wanted]
    files: dict[str, OutputFile] = {}
    for output in outputs:
        # INVARIANT: paths are made of names that are unique, so nothing is written twice.
        if not files.keys().isdisjoint(output.files):
            raise AssertionError(f"written twice: {sorted(files.keys() & output.files)}")
        files |= output.files
    unwritten = tuple(found for output in outputs for found in output.unwritten)
    return Output(dict(sorted(files.items())), unwritten)


@cache
def all_targets() -> tuple[Target, ...]:
    """Every format, in the order of their names."""
    return discover(targets, "TARGET", Target)
