"""`python -m gazetteer make` or `python -m gazetteer sql FILE`: see gazetteer/__init__.py."""

from __future__ import annotations

import argparse
from pathlib import Path

from gazetteer import make, table


def main() -> None:
    parser = argparse.ArgumentParser(prog="gazetteer", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("make", help="make the table anew from the packages it comes from")
    verbs.add_parser("sql", help="write it for `wrangler d1 execute DB --remote --file FILE`"
                     ).add_argument("file", type=Path)  # fmt: skip
    chosen = parser.parse_args()
    if chosen.verb == "make":
        make.make(table.SHIPPED)
    else:
        chosen.file.parent.mkdir(parents=True, exist_ok=True)
        with chosen.file.open("w", encoding="utf-8") as file:
            file.writelines(table.script(table.SHIPPED.read_bytes()))


if __name__ == "__main__":
    main()
