"""`make migrate FROM=https://… KEY=…` and `make export TO=/path`: see --help."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from importer.account import enter
from importer.api import Refusal, Server
from importer.progress import Progress, tell
from importer.upload import Stopped
from migration.counts import differences
from migration.export import Export
from migration.library import Library
from migration.transfer import Transfer


def main(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Exit status: 0 all is there, 1 not all of it, 2 not begun, 130 interrupted."""
    wish = _wish(arguments, environment)
    servers: list[Server] = []
    try:
        here = _open(servers, wish.url, wish.key, wish.email, wish.password)
        if wish.step == "export":
            wish.folder.mkdir(parents=True, exist_ok=True)
            return _export(Library(here), wish.folder)
        there = _open(servers, wish.source, wish.source_key, None, None)
        return _migrate(Library(there), Library(here))
    except Refusal as refusal:
        return tell([str(refusal)], 2)
    except (FileExistsError, NotADirectoryError):
        return tell([f"{wish.folder} is no folder"], 2)
    except OSError as fault:
        return tell([f"{fault.filename or 'export'}: {fault.strerror or fault}"], 2)
    except KeyboardInterrupt:
        return 130
    finally:
        with suppress(KeyboardInterrupt):
            for server in servers:
                server.log_out()


def _migrate(source: Library, target: Library) -> int:
    progress = Progress(sys.stdout)
    progress.expect(source.server.call("GET", "/assets/statistics")["total"])
    transfer = Transfer(source, target, progress)
    status = _run(transfer.run, progress, transfer.faults)
    if status == 130 or target.server.stopped():
        return status  # nobody is there to be compared
    rows, missing = differences(source, target)
    print(f"{'':<18}{'there':>10}{'here':>10}")
    for name, there, here in rows:
        print(f"{name:<18}{there:>10}{here:>10}{'' if here >= there else '  fewer!'}")
    print(f"originals not here: {missing}")
    print("Left there: what lies in the trash and in the locked folder, keys of shared links.")
    complete = not missing and all(here >= there for _, there, here in rows)
    return status or (0 if complete else 1)


def _export(library: Library, folder: Path) -> int:
    progress = Progress(sys.stdout)
    progress.expect(library.server.call("GET", "/assets/statistics")["total"])
    export = Export(library, folder, progress)
    return _run(export.run, progress, export.faults)


def _run(work: Callable[[], None], progress: Progress, faults: list[str]) -> int:
    """Do it, tell how it went; the exit status."""
    status = 0
    try:
        work()
    except Refusal as refusal:
        faults.append(str(refusal))
    except (KeyboardInterrupt, Stopped):
        status = 130
        faults.append("Stopped. The same command again goes on from here.")
    progress.end()
    return tell(faults, status or 1) if faults else 0


def _open(
    servers: list[Server], url: str, key: str | None, email: str | None, password: str | None
) -> Server:
    server = Server(url)
    servers.append(server)
    enter(server, key, email, password)
    return server


def _wish(arguments: Sequence[str], environment: Mapping[str, str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="migration", description=__doc__)
    given = environment.get
    steps = parser.add_subparsers(dest="step", required=True)
    migrate = steps.add_parser("migrate", help="bring an account from another server here")
    migrate.add_argument("--from", dest="source", default=given("FROM"), help="its address")
    migrate.add_argument(
        "--from-key", dest="source_key", default=given("KEY"), help="an API key there"
    )
    export = steps.add_parser("export", help="write an account's originals into a folder")
    export.add_argument("folder", type=Path)
    for step in (migrate, export):
        step.add_argument("--url", default=given("URL") or "http://127.0.0.1:2283")
        key = given("TO_KEY") if step is migrate else given("KEY")
        step.add_argument("--key", default=key, help="an API key here")
        step.add_argument("--email", default=given("EMAIL"), help="instead of a key")
        step.add_argument("--password", default=given("PASSWORD"), help="asked for if missing")
    wish = parser.parse_args(arguments)
    if wish.step == "migrate" and not (wish.source and wish.source_key):
        parser.exit(2, "say where from: FROM=https://… and KEY=… (an API key there)\n")
    if not (wish.key or wish.email):
        key = "KEY" if wish.step == "export" else "TO_KEY"
        parser.exit(2, f"an API key ({key}=…) or an account (EMAIL=…) of this server is needed\n")
    return wish


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
