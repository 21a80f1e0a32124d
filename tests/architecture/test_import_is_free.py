"""Importing rolec reads nothing, asks nothing and loads nothing that may not be needed."""

from __future__ import annotations

import json
import subprocess
import sys

from support.source import MODULES, PACKAGE, stage

WATCH = """
import importlib, json, sys
OURS = sys.argv[1]
seen = []
def watch(event, args):
    if event == "open" and not str(args[0]).endswith((".py", ".pyc")) and OURS in str(args[0]):
        seen.append(f"open {args[0]}")
    if event.startswith(("socket.connect", "subprocess.", "os.system", "os.listdir")):
        if event != "os.listdir" or "rolec" in str(args[0]) and "_schemas" in str(args[0]):
            seen.append(f"{event} {args[0]}")
sys.addaudithook(watch)
for name in sys.argv[2:]:
    importlib.import_module(name)
print(json.dumps([seen, sorted(name.partition(".")[0] for name in sys.modules)]))
"""


def _imported(*names: str) -> tuple[list[str], set[str]]:
    done = subprocess.run(
        [sys.executable, "-c", WATCH, f"{PACKAGE.name}/", *names],
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
