"""What was adopted, for programs."""

from __future__ import annotations

import json

from rolec.adopt.found import FoundBlock
from rolec.driver.adopt.adoption import AdoptedRole, Adoption


def adoption_json(adoption: Adoption) -> str:
    """One JSON object: ``roles``, and the ``blocks`` of IAM that were met."""
    found = {
        "roles": [_role(each) for each in adoption.roles],
        "blocks": [_block(each) for each in adoption.blocks],
    }
    return json.dumps(found, indent=2) + "\n"


def _role(each: AdoptedRole) -> dict[str, object]:
    return {
        "name": each.role.name,
        "file": each.role.place.file,
        "line": each.role.place.line,
        "status": str(each.status),
        "reason": each.reason,
        "spec": each.spec,
        "fallbacks": list(each.fallbacks),
    }


def _block(each: FoundBlock) -> dict[str, object]:
    return {
        "address": each.address,
        "file": each.place.file,
        "line": each.place.line,
        "role": each.role,
        "reason": each.reason,
    }
