"""The exact output of every example, with policies in the HCL and in files of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.example import FORMS, NAMES, build_example

HERE = Path(__file__).parent


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", NAMES)
def test_output(name, form, blessed, request):
    folder = HERE / name / form
    built = build_example(name, form)
    texts = {path: text for module in built for path, text in module.texts.items()}
    if request.config.getoption("--bless"):
        _remove_others(folder, texts)
    for path, text in texts.items():
        blessed(folder / path, text)
    assert _files(folder) == sorted(texts)


def test_every_expected_output_has_its_example():
    with_output = sorted(p.name for p in HERE.iterdir() if p.is_dir() and p.name[0] not in "_.")
    assert with_output == NAMES


def _files(folder: Path) -> list[str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in found)


def _remove_others(folder: Path, texts: dict[str, str]) -> None:
    for path in _files(folder):
        if path not in texts:
            (folder / path).unlink()
