"""The templates, which hold the shape of files."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from jinja2 import __version__ as jinja2_version

from rolec.emit.enabled import arn_of, count, for_each, output_of
from rolec.emit.hcl.hcl import Hcl, hcl
from rolec.emit.hcl.layout import aligned
from rolec.emit.hcl.value import Address
from rolec.emit.tags import tags_of
from rolec.ir.role import given_name, name_of

_FOLDER = Path(__file__).with_name("templates")
_PACKAGE = "rolec._templates"


def render(name: str, **values: object) -> str:
    """The file that the template ``name`` makes of ``values``, laid out."""
    return aligned(_template(name).render(values))


def compiled_templates() -> Iterator[tuple[str, str]]:
    """The modules of `rolec._templates`, which only a wheel has, and their Python text.

    To compile the templates at each start would take a tenth of it.
    """
    yield "__init__", f'"""Made of the templates."""\n\nJINJA2 = {jinja2_version!r}\n'
    for path in sorted(_FOLDER.glob("*.j2")):
        source = _source(path.name)
        text = _environment().compile(source, path.name, raw=True, defer_init=True)
        yield _module_name(path.name), text


@cache
def _template(name: str) -> Template:
    environment = _environment()
    compiled = _compiled(name)
    if compiled is None:
        return environment.get_template(name)
    own = environment.make_globals(None)
    return environment.template_class.from_module_dict(environment, vars(compiled), own)


def _compiled(name: str) -> ModuleType | None:
    """The module made of a template, if there is one that this Jinja2 made."""
    try:
        package = importlib.import_module(_PACKAGE)
    except ModuleNotFoundError:
        return None
    if jinja2_version != package.JINJA2:
        return None
    return importlib.import_module(f"{_PACKAGE}.{_module_name(name)}")


def _module_name(name: str) -> str:
    return name.replace(".", "_")


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
    environment.globals |= {
        "address": Address,
        "arn_of": arn_of,
        "count": count,
        "for_each": for_each,
        "given_name": given_name,
        "name_of": name_of,
        "output_of": output_of,
        "tags_of": tags_of,
    }
    return environment


def _source(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _only_hcl(value: object) -> Hcl:
    # INVARIANT: no text reaches a file except through the filter that quotes it.
    if not isinstance(value, Hcl):
        raise AssertionError(f"a template writes {type(value).__name__} without `hcl`")
    return value
