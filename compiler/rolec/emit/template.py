"""The templates, which hold the shape of files."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template

from rolec.emit.hcl.hcl import Hcl, hcl
from rolec.emit.hcl.layout import aligned
from rolec.emit.hcl.value import Address


def render(name: str, **values: object) -> str:
    """The file that the template ``name`` makes of ``values``, laid out."""
    return aligned(_template(name).render(values))


@cache
def _template(name: str) -> Template:
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_source),
        undefined=StrictUndefined,
        finalize=_only_hcl,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - HTML's rules are not HCL's; finalize refuses raw text
        auto_reload=False,
    )
    environment.filters["hcl"] = hcl
    environment.globals["address"] = Address
    return environment


def _source(name: str) -> str:
    return (Path(__file__).with_name("templates") / name).read_text(encoding="utf-8")


def _only_hcl(value: object) -> Hcl:
    # INVARIANT: no text reaches a file except through the filter that quotes it.
    if not isinstance(value, Hcl):
        raise AssertionError(f"a template writes {type(value).__name__} without `hcl`")
    return value
