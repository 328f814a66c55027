"""`python -m codegen [--check]`: openapi.yaml -> generated/."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from codegen.document import Refused, load
from codegen.output import replace_files, stale_files, write_all
from codegen.paths import read

ROOT = Path(__file__).parent.parent


def main(arguments: list[str] | None = None) -> int:
    """0 when generated/ is what openapi.yaml says (with --check) or now is; 1 otherwise."""
    parser = argparse.ArgumentParser(prog="python -m codegen", description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="write nothing, exit 1 on a difference"
    )
    parser.add_argument("--document", type=Path, default=ROOT / "openapi.yaml")
    parser.add_argument("--output", type=Path, default=ROOT / "generated")
    options = parser.parse_args(arguments)
    try:
        texts = write_all(read(load(options.document)))
    except (Refused, OSError) as error:
        print(f"{options.document}: {error}", file=sys.stderr)
        return 1
    if options.check:
        stale = stale_files(texts, options.output)
        for path in stale:
            print(f"{options.output / path} is not what openapi.yaml says", file=sys.stderr)
        return 1 if stale else 0
    for path in replace_files(texts, options.output):
        print(f"wrote {options.output / path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
