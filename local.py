"""The door of one machine: `python local.py`, then open the printed address."""

from __future__ import annotations

import os
import sys


def main() -> None:
    from bindings.local.folder import Unusable
    from bindings.local.settings import read

    try:
        settings = read(None, os.environ, f"{__doc__}")

        from bindings.local.server import serve
        from gazetteer.table import loading_first
        from handlers import app, gauges, jobs

        catch_up = loading_first(jobs.catch_up, settings.places)
        serve(app.application, jobs.run, catch_up, jobs.nightly, gauges.read, settings)
    except Unusable as fault:
        sys.exit(f"local.py: {fault}")


if __name__ == "__main__":
    main()
