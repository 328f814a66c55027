"""`make import DIR=…`, or `python -m importer DIR`: see --help."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from importer.account import enter, named
from importer.albums import Albums
from importer.api import Refusal, Server
from importer.folder import photos
from importer.progress import Progress, tell
from importer.run import Import
from importer.upload import Stopped


def main(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Exit status: 0 all is there, 1 not all of it, 2 not begun, 130 interrupted."""
    wish = _wish(arguments, environment)
    try:
        server = Server(wish.url)
    except Refusal as refusal:
        return tell([str(refusal)], 2)
    try:
        enter(server, wish.key, wish.email, wish.password)
        return _run(server, wish)
    except Refusal as refusal:
        return tell([str(refusal)], 2)
    except KeyboardInterrupt:  # before it began, or when all was done
        return 130
    finally:
        with suppress(KeyboardInterrupt):
            server.log_out()


def _run(server: Server, wish: argparse.Namespace) -> int:
    status, halfway = 0, False
    progress = Progress(sys.stdout)
    albums = Albums(server) if wish.albums else None
    work = Import(server, progress, albums)
    try:
        kinds = server.kinds()
        progress.expect(sum(1 for _ in photos(wish.folder, kinds, lambda *_: None)))
        work.take(photos(wish.folder, kinds, lambda path, error: work.fail(path, error.strerror)))
    except Refusal as refusal:
        status, halfway = tell([str(named(server, refusal))], 1), not refusal.status
    except (KeyboardInterrupt, Stopped):
        status, halfway = 130, True
    progress.end()
    faults = [f"{path}: {reason}" for path, reason in work.faults]
    faults += [f"album {name}: {reason}" for name, reason in (albums.faults if albums else ())]
    tell(faults, 1)
    if halfway:
        tell(["Stopped. The same command again goes on from here."], status)
    return status or (1 if faults else 0)


def _wish(arguments: Sequence[str], environment: Mapping[str, str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="importer",
        description="Take a folder of photos and videos into a library. What is there already"
        " is skipped, so the same command goes on after an interruption.",
        epilog="Each option may come from the environment: URL, KEY, EMAIL, PASSWORD, ALBUMS.",
    )
    given = environment.get
    parser.add_argument("folder", type=Path)
    parser.add_argument("--url", default=given("URL") or "http://127.0.0.1:2283")
    parser.add_argument("--key", default=given("KEY"), help="an API key")
    parser.add_argument("--email", default=given("EMAIL"), help="instead of a key")
    parser.add_argument("--password", default=given("PASSWORD"), help="asked for if missing")
    parser.add_argument(
        "--albums",
        action="store_true",
        default=given("ALBUMS") not in (None, "", "0"),
        help="put photos into albums named after their folders",
    )
    wish = parser.parse_args(arguments)
    if not wish.folder.is_dir():
        parser.exit(2, f"{wish.folder} is no folder\n")
    if not (wish.key or wish.email):
        parser.exit(2, "an API key (KEY=…) or an account (EMAIL=… PASSWORD=…) is needed\n")
    return wish


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
