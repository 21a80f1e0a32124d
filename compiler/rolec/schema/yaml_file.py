"""A schema file as plain values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

_Safe: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Safe):  # type: ignore[misc,valid-type]
    """Reads `true`, `false` and numbers; every other plain scalar is text, `on` too."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - PyYAML's own form


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile("(?:0|[1-9][0-9]*)$"), list("0123456789")
)


def parse(text: bytes) -> Mapping[str, Any]:
    """The mapping that is written in ``text``."""
    loaded: Mapping[str, Any] = yaml.load(text, _Loader)  # noqa: S506 - it is a safe loader
    return loaded
