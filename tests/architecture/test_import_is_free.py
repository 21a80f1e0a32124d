"""Importing rolec reads nothing, asks nothing and loads nothing that may not be needed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import rolec
from rolec.schema.store import root
from support.source import MODULES, PACKAGE, stage

WATCH = """
import importlib, json, sys
PACKAGE, SCHEMAS = sys.argv[1:3]
seen = []
def watch(event, args):
    path = str(args[0]) if args else ""
    if event == "open" and path.startswith((PACKAGE, SCHEMAS)):
        # Importing reads modules, and writes them compiled.
        if not path.endswith(".py") and ".pyc" not in path:
            seen.append(f"open {path}")
    if event in {"os.listdir", "os.scandir"} and path.startswith(SCHEMAS):
        seen.append(f"{event} {path}")
    if event.startswith(("socket.connect", "subprocess.", "os.system")):
        seen.append(f"{event} {path}")
sys.addaudithook(watch)
for name in sys.argv[3:]:
    importlib.import_module(name)
print(json.dumps([seen, sorted(name.partition(".")[0] for name in sys.modules)]))
"""


def _imported(*names: str) -> tuple[list[str], set[str]]:
    done = subprocess.run(
        [sys.executable, "-c", WATCH, *map(str, (Path(rolec.__file__).parent, root())), *names],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen, loaded = json.loads(done.stdout)
    return seen, set(loaded)


def _dotted(path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_no_module_reads_a_file_when_it_is_imported():
    names = [_dotted(path) for path in MODULES if stage(path) not in {"devtools", "__main__"}]
    seen, _ = _imported(*names)
    assert seen == []


def test_the_command_loads_what_it_needs_only_then():
    _, loaded = _imported("rolec.cli.main")
    assert not loaded & {"cerberus", "hcl2", "jinja2", "lark", "rich", "yaml", "asyncio"}
