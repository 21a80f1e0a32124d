"""Where this user keeps what may be thrown away."""

from __future__ import annotations

import os
import sys


def cache_folder() -> str | None:
    """The user's cache folder for rolec; None when nobody knows where the user is at home."""
    if given := os.environ.get("ROLEC_CACHE"):
        return given
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return f"{local}/rolec" if local else None
    if given := os.environ.get("XDG_CACHE_HOME"):
        return f"{given}/rolec"
    home = os.path.expanduser("~")  # noqa: PTH111 - pathlib takes too long to import
    if home == "~":
        return None
    return f"{home}/Library/Caches/rolec" if sys.platform == "darwin" else f"{home}/.cache/rolec"
