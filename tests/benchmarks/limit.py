"""The limit: what no compiler of these specs can do without.

Start Python, read each spec, take libyaml's events, write a file of Terraform and a file of
JSON. Nothing is understood, and nothing is checked.

    python limit.py SPECS OUTPUT
"""

from __future__ import annotations

import os
import sys

import yaml

_TERRAFORM_BYTES = 3200
_JSON_BYTES = 2200


def main(specs: str, output: str) -> int:
    """Read every spec in the folder ``specs`` and write its two files to ``output``."""
    os.makedirs(output, exist_ok=True)  # noqa: PTH103 - pathlib would be a part of the limit
    filler = "x" * _TERRAFORM_BYTES
    events = 0
    for name in sorted(os.listdir(specs)):  # noqa: PTH208 - ditto
        with open(f"{specs}/{name}", encoding="utf-8") as file:  # noqa: PTH123 - ditto
            text = file.read()
        events += _count_events(text)
        stem = name.removesuffix(".yaml")
        for ending, size in ((".tf", _TERRAFORM_BYTES), (".json", _JSON_BYTES)):
            with open(f"{output}/{stem}{ending}", "w", encoding="utf-8") as file:  # noqa: PTH123
                file.write((text + filler)[:size])
    return events


def _count_events(text: str) -> int:
    parser = yaml.CSafeLoader(text)
    count = 0
    while type(parser.get_event()) is not yaml.StreamEndEvent:
        count += 1
    return count


if __name__ == "__main__":
    main(*sys.argv[1:])
