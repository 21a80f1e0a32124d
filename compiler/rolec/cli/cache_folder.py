"""Where this user keeps what may be thrown away."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def cache_folder() -> Path | None:
    """The user's cache folder for rolec; None when nobody knows where the user is at home."""
    if given := os.environ.get("ROLEC_CACHE"):
        return Path(given)
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return Path(local) / "rolec" if local else None
    if given := os.environ.get("XDG_CACHE_HOME"):
        return Path(given) / "rolec"
    try:
        home = Path.home()
    except RuntimeError:
        return None
    caches = home / "Library" / "Caches" if sys.platform == "darwin" else home / ".cache"
    return caches / "rolec"
