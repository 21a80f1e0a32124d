"""Compiles texts that nobody would write, and says how each ended.

Run as a program, so that its memory is its own: SEED COUNT EXAMPLES [CORPUS]. Prints one
JSON object.
"""

from __future__ import annotations

import json
import random
import re
import resource
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

from rolec.cli.format import format_named, format_names
from rolec.diagnostics.level import Level
from rolec.driver.compile.compilation import Compilation
from rolec.driver.compile.compile import compile_paths
from rolec.emit.emit import emit
from rolec.verify.verify import Job, verify_many

WORDS = [
    "${aws:username}", "${var.x}", "${account.id}", "${", "$${", "&{x}", "%{", "*", "&a", "*a", "!x",
    "null", "~", "on", "0x1f", "[]", "{}", "[[", "- ", ": ", "? ", "<<: {}", "---", "...", "\t", "\0",
    "\x1b[31m", "\u2028", "\ufeff", "é", "😀", "'", '"', "|", ">", "#", "EOF", "2027-02-30", "1e999",
    "accounts: [x]", "overrides: {x: {}}", "role: a", "policy: b", "trust:", "statement:", "document: ../x",
    "arn:aws:iam::111122223333:role/x", "self", "true", "9" * 400, "a" * 5000, "{" * 100,
    '"x\\ny"', '"x\\ny": 1', "|\n  x\n  y\n", '"\\u2028"',
]  # fmt: skip
ENDINGS = {".yaml", ".yml", ".json", ".tf"}


def mutated(text: str, rng: random.Random, others: list[str]) -> str:
    """``text`` with one to four changes of the kinds that people and machines make."""
    for _ in range(rng.choice([1, 1, 1, 2, 4])):
        text = rng.choice(_CHANGES)(text, rng, others)
    return text


def _delete_line(text, rng, _):
    lines = text.split("\n")
    del lines[rng.randrange(len(lines))]
    return "\n".join(lines)


def _repeat_line(text, rng, _):
    lines = text.split("\n")
    at = rng.randrange(len(lines))
    return "\n".join([*lines[:at], lines[at], *lines[at:]])


def _swap_lines(text, rng, _):
    lines = text.split("\n")
    a, b = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[a], lines[b] = lines[b], lines[a]
    return "\n".join(lines)


def _splice(text, rng, others):
    other = rng.choice(others)
    a, b = rng.randrange(len(text) + 1), rng.randrange(len(other) + 1)
    return text[:a] + other[b : b + rng.randrange(200)] + text[a:]


def _insert_word(text, rng, _):
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice(WORDS) + text[at:]


def _replace_word(text, rng, _):
    words = text.split(" ")
    words[rng.randrange(len(words))] = rng.choice(WORDS)
    return " ".join(words)


def _change_letter(text, rng, _):
    places = [i for i, c in enumerate(text) if c.isalpha()]
    if not places:
        return text
    at = rng.choice(places)
    return text[:at] + rng.choice("abcdefghijklmnopqrstuvwxyz") + text[at + 1 :]


def _cut(text, rng, _):
    return text[: rng.randrange(len(text) + 1)]


def _indent(text, rng, _):
    lines = text.split("\n")
    at = rng.randrange(len(lines))
    lines[at] = " " * rng.randrange(1, 4) + lines[at]
    return "\n".join(lines)


_CHANGES = (
    _delete_line, _repeat_line, _swap_lines, _splice, _insert_word, _replace_word,
    _change_letter, _change_letter, _change_letter, _cut, _indent,
)  # fmt: skip


def write_case(
    folder: Path, rng: random.Random, projects: list[Path], texts: list[str], corpus: list[str]
) -> None:
    """A project in ``folder``, one file of which was changed, or is random bytes."""
    shutil.rmtree(folder, ignore_errors=True)
    kind = rng.random()
    if kind < 0.08:
        folder.mkdir()
        (folder / "spec.yaml").write_bytes(rng.randbytes(rng.randrange(2000)))
    elif kind < 0.2 and corpus:
        folder.mkdir()
        (folder / "spec.yaml").write_text(
            mutated(rng.choice(corpus), rng, texts), "utf-8", errors="surrogatepass"
        )
    else:
        shutil.copytree(rng.choice(projects), folder)
        files = sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix in ENDINGS)
        file = rng.choice(files)
        file.write_text(mutated(file.read_text("utf-8"), rng, texts), "utf-8")


def judge(folder: Path) -> str:
    """How the compilation of ``folder`` ended: `built`, or `refused` with a place for each error."""
    compiled = compile_paths((folder,))
    for name in format_names():
        format_named(name).render(compiled.diagnostics, compiled.sources, color=False)
    errors = [d for d in compiled.diagnostics if d.level is Level.ERROR]
    if errors:
        for error in errors:
            assert error.primary.span.path, error
            assert "\n" not in error.message, error
        return "refused"
    prove(compiled)
    return "built"


def prove(compiled: Compilation) -> None:
    """What would be written says what was compiled."""
    for module in compiled.modules:
        files = {path: file.text for path, file in emit(module).files.items()}
        differences = verify_many([Job(module, files, list(files))])
        assert not differences, differences


def main(seed: int, count: int, examples: str, corpus: str = "") -> None:
    rng = random.Random(seed)
    projects = sorted(p for p in Path(examples).iterdir() if p.is_dir())
    texts = [p.read_text("utf-8") for root in projects for p in sorted(root.rglob("*.yaml"))]
    foreign = [
        p.read_text("utf-8", "replace")[:50_000]
        for p in (sorted(Path(corpus).rglob("*")) if corpus else [])
        if p.is_file() and p.stat().st_size < 200_000
    ]
    # The first ever build makes the grammar's cache; what is measured are the texts.
    judge(projects[0])
    ended: Counter[str] = Counter()
    slowest = 0.0
    failures = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, "project")
        for number in range(count):
            write_case(folder, rng, projects, texts, foreign)
            before = time.process_time()
            try:
                ended[judge(folder)] += 1
            except Exception:  # noqa: BLE001 - this is what the test looks for
                keep = Path(tempfile.mkdtemp(prefix=f"rolec-{seed}-{number}-"))
                shutil.copytree(folder, keep, dirs_exist_ok=True)
                failures.append(f"{keep}: {traceback.format_exc()}")
            slowest = max(slowest, time.process_time() - before)
    found = {"slowest": slowest, "peak_mb": peak_mb(), "failures": failures[:5]}
    print(json.dumps({**ended, **found}))


def peak_mb() -> float:
    """The most memory that this program has had."""
    status = Path("/proc/self/status")
    if status.exists():
        # `ru_maxrss` begins with what the process had that started this one: pytest, with all
        # that it has loaded by then.
        [kilobytes] = re.findall(
            r"^VmHWM:\s+([0-9]+) kB$", status.read_text("utf-8"), re.MULTILINE
        )
        return int(kilobytes) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
