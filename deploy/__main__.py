"""`make deploy`, `make deploy-check`, `make undeploy`."""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import tomllib
from pathlib import Path

from deploy import copying, removal, resources
from deploy.resources import Configuration
from deploy.wrangler import ROOT, Failed, Wrangler, account, log_in

CONFIG = ROOT / "wrangler.toml"
DEPLOYED = ROOT / "wrangler.deploy.json"
"""wrangler.toml with the ids of one account's resources; written anew by each run."""

_ADDRESS = re.compile(r"https://\S+")


def main() -> None:
    parser = argparse.ArgumentParser(prog="deploy", description=__doc__)
    parser.add_argument("step", choices=["up", "check", "down", "login", "copy"])
    parser.add_argument("--data", action="store_true", help="down: remove the photos too")
    parser.add_argument("--to", type=Path, help="copy: the data folder to make or bring up to date")
    chosen = parser.parse_args()
    try:
        config = tomllib.loads(CONFIG.read_text())
        if chosen.step == "up":
            deploy(config)
        elif chosen.step == "check":
            check(config)
        elif chosen.step == "down":
            removal.undeploy(Wrangler(account(Wrangler())), config, data=chosen.data)
        elif chosen.step == "copy":
            one = account(Wrangler())
            copying.copy(Wrangler(one), config, one, chosen.to or Path("./data"))
        else:
            sys.exit(log_in())
    except Failed as fault:
        sys.exit(f"deploy: {fault}")
    except KeyboardInterrupt:
        sys.exit("deploy: stopped; run it again to go on")


def deploy(config: Configuration) -> None:
    """Everything from an empty account to a served address; each step may be repeated."""
    chosen = account(Wrangler())
    print(f"Cloudflare account {chosen}")
    complete = resources.create_missing(Wrangler(chosen), config)
    write(DEPLOYED, complete)
    wrangler = Wrangler(chosen, DEPLOYED)
    migrate(wrangler, complete, "--remote")
    secrets = resources.new_secrets(Wrangler(chosen), config)
    output = upload(wrangler, secrets)
    print(outcome(output))
    if not any((ROOT / "web/build").glob("*.html")):
        print("The API is served without the web app: `make web`, then deploy again.")
    addresses = [each for each in _ADDRESS.findall(output) if "workers.dev" in each]
    if addresses:
        print(f"Photos are served at {addresses[0]}")


def check(config: Configuration) -> None:
    """The same steps without an account: on the local simulators, or as a dry run."""
    told = dict.fromkeys(resources.databases(config), "00000000-0000-0000-0000-000000000000")
    titles = dict.fromkeys(resources.namespaces(config).values(), "0" * 32)
    for kind, names in (
        ("database", told), ("namespace", titles),
        ("bucket", resources.buckets(config)), ("queue", resources.queues(config)),
    ):  # fmt: skip
        for name in names:
            print(f"  {kind} {name}: would be made where missing")
    print(f"  secret {resources.SECRET}: would be made where missing")
    complete = resources.with_ids(config, told, titles)
    with tempfile.TemporaryDirectory() as folder:
        # Beside wrangler.toml: paths in it count from where it lies.
        written = ROOT / "wrangler.check.json"
        try:
            write(written, complete)
            wrangler = Wrangler(config=written)
            migrate(wrangler, complete, "--local", "--persist-to", folder)
            print(outcome(wrangler.read("deploy", "--dry-run", "--outdir", f"{folder}/out")))
        finally:
            written.unlink(missing_ok=True)
    print("Everything that can be checked without an account is in order.")


def write(path: Path, config: Configuration) -> None:
    path.write_text(json.dumps(config, indent=2) + "\n")


def migrate(wrangler: Wrangler, config: Configuration, *where: str) -> None:
    """Bring the database to this version's schema. Raises Failed."""
    for each in config["d1_databases"]:
        wrangler.read("d1", "migrations", "apply", each["binding"], *where)
        print(f"  schema of {each['database_name']}: up to date", flush=True)


def upload(wrangler: Wrangler, secrets: dict[str, str]) -> str:
    """Send the Worker, its web files and new secrets in one step; what wrangler printed."""
    with tempfile.TemporaryDirectory() as folder:  # readable by its owner alone
        path = Path(folder, "secrets.json")
        path.write_text(json.dumps(secrets))
        extra = ("--secrets-file", str(path)) if secrets else ()
        return wrangler.read("deploy", *extra)


def outcome(output: str) -> str:
    """What wrangler says after its long list of modules."""
    return output[output.find("Total Upload:") :].strip()


if __name__ == "__main__":
    main()
