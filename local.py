"""The door of one machine: `python local.py`, then open the printed address."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).parent
PLACES = ROOT / "gazetteer" / "places.tsv.xz"


class Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\n")


def port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port number")
    return int(text)


def options() -> argparse.Namespace:
    env = os.environ
    parser = Parser(description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("--host", default=env.get("HOST") or "127.0.0.1", help="or HOST")
    parser.add_argument("--port", default=env.get("PORT") or "2283", type=port, help="or PORT")
    data, places = env.get("DATA_DIR") or "./data", env.get("PLACES") or str(PLACES)
    parser.add_argument("--data", default=data, type=Path, help="or DATA_DIR")
    parser.add_argument("--places", default=places, help="or PLACES; none to go without")
    return parser.parse_args()


def main() -> None:
    chosen = options()
    given = os.environ.get("WEB_DIR")
    web = Path(given or ROOT / "web" / "build")

    from bindings.local import Unusable
    from bindings.local.server import serve
    from gazetteer.table import loading_first
    from handlers import app, jobs

    address = (chosen.host, chosen.port)
    try:
        if given and not web.is_dir():
            raise Unusable(f"WEB_DIR {given} is not a folder")
        catch_up = loading_first(jobs.catch_up, chosen.places)
        folders = {"data_dir": chosen.data, "web_dir": web}
        serve(app.application, jobs.run, catch_up, jobs.nightly, address, **folders)
    except Unusable as fault:
        sys.exit(f"local.py: {fault}")


if __name__ == "__main__":
    main()
