"""The sum of a check, for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rolec.cli.report import totals
from rolec.cli.terminal import visible

if TYPE_CHECKING:
    from rolec.driver.check import Checked


def checked_text(checked: Checked) -> str:
    """How much was looked at, what is wrong, and what of it is in a baseline."""
    documents = f"{checked.documents} document{'s' * (checked.documents != 1)} checked"
    return f"{documents}: {'; '.join(_parts(checked))}"


def _parts(checked: Checked) -> Iterator[str]:
    found = totals(checked.diagnostics)
    if checked.updated is not None:
        listed = f"{checked.listed} finding{'s' * (checked.listed != 1)}"
        yield f"{listed} listed in {visible(checked.updated.as_posix())}"
    if checked.updated is None and checked.listed:
        yield f"{found or 'nothing new'}, {checked.listed} in the baseline"
    elif found or checked.updated is None:
        yield found or "nothing is wrong"
    if checked.unseen:
        files = "1 file has" if checked.unseen == 1 else f"{checked.unseen} files have"
        yield f"{files} to be mended before a lint looks"
    if checked.mended:
        are = "is" if checked.mended == 1 else "are"
        yield f"{checked.mended} of the baseline {are} mended: update it"
