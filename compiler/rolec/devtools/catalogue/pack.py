"""Packing entries into one file, as `rolec.catalog.packed` reads them."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping

from rolec.devtools.catalogue.record import ServiceRecord

_BEST = 9
_MOST = 32768
"""What zlib looks back on, and so the most that a dictionary can be good for."""


def packed(name: str, entries: Mapping[str, object], dictionary: bytes = b"") -> dict[str, bytes]:
    """The two files of ``entries``, which are compact JSON, each compressed for itself."""
    head = zlib.compress(dictionary, _BEST)
    index, streams = {"": (0, len(head))}, [head]
    start = len(head)
    for key, entry in sorted(entries.items()):
        packing = zlib.compressobj(_BEST, zdict=dictionary)
        stream = packing.compress(compact(entry).encode()) + packing.flush()
        index[key] = (start, len(stream))
        streams.append(stream)
        start += len(stream)
    return {f"{name}.bin": b"".join(streams), f"{name}.json": json_lines(index)}


def json_lines(table: Mapping[str, object]) -> bytes:
    """A JSON object with a line for each key, so that a change is a line of the difference."""
    rows = (f"{json.dumps(key)}:{compact(value)}" for key, value in table.items())
    return ("{\n" + ",\n".join(rows) + "\n}\n").encode()


def compact(value: object) -> str:
    """``value`` as JSON without white space."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def dictionary_of(entries: Mapping[str, object]) -> bytes:
    """The words that ``entries`` share, the most frequent last, where zlib wants them."""
    counted = Counter(word for entry in entries.values() for word in _words(entry))
    shared = sorted((n, word) for word, n in counted.items() if n > 2)  # noqa: PLR2004 - a pair is no habit
    return ",".join(f'"{word}"' for _, word in shared).encode()[-_MOST:]


def service_entry(service: ServiceRecord) -> dict[str, object]:
    """A service as it is packed: resource types and keys stand once, and then by number."""
    used = [
        *(name for _, _, keys in service.types.values() for name in keys),
        *(name for a in service.actions.values() for name in a.keys),
        *(name for a in service.actions.values() for _, _, keys in a.types for name in keys),
    ]
    # AWS names some keys in actions and nowhere says what their values are.
    keys = {name.lower(): (name, "") for name in used} | service.keys
    key = {folded: number for number, folded in enumerate(sorted(keys))}
    kind = {folded: number for number, folded in enumerate(sorted(service.types))}

    def numbers(names: tuple[str, ...]) -> list[int]:
        return sorted({key[name.lower()] for name in names})

    entry: dict[str, object] = {
        "name": service.name,
        "keys": [keys[folded] for folded in sorted(keys)],
        "types": [
            (name, arn, numbers(of_type))
            for _, (name, arn, of_type) in sorted(service.types.items())
        ],
        "actions": [
            (
                action.name,
                action.letters,
                [
                    (kind[name.lower()], required, numbers(ks))
                    for name, required, ks in action.types
                ],
                numbers(action.keys),
                action.dependents,
            )
            for _, action in sorted(service.actions.items())
        ],
    }
    if service.retired_actions:
        entry["retired_actions"] = service.retired_actions
    if service.retired:
        entry["retired"] = True
    return entry


def _words(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for item in value:
                yield from _words(item)
        case dict():
            for key, item in value.items():
                yield from (key, *_words(item))
        case _:
            return
