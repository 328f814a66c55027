"""Cloudflare's own command line, as installed by package.json."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

from deploy.node import NODE, WRANGLER, environment

ROOT = Path(__file__).resolve().parents[1]

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


class Failed(Exception):
    """A step did not succeed. The text says which, why, and what to do."""


class Wrangler:
    """Runs wrangler in the project's folder, for one account and one configuration file."""

    def __init__(self, account: str | None = None, config: Path | None = None) -> None:
        self._account = account
        self._config = config

    def read(self, *arguments: str) -> str:
        """What a command prints. Raises Failed with what it said instead."""
        process = self._run(arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if process.returncode:
            raise Failed(f"wrangler {' '.join(arguments)}: {reason(process.stdout)}")
        return str(process.stdout)

    def json(self, *arguments: str) -> Any:
        text = self.read(*arguments)
        try:
            return json.loads(text)
        except ValueError:
            raise Failed(f"wrangler {' '.join(arguments)} answered no JSON: {text}") from None

    def knows(self, *arguments: str) -> bool:
        """Whether a command that looks at one thing finds it."""
        process = self._run(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return process.returncode == 0

    def _run(self, arguments: tuple[str, ...], **streams: Any) -> subprocess.CompletedProcess[str]:
        if not WRANGLER.exists():
            raise Failed("wrangler is not installed: run `make setup`")
        chosen = ("--config", str(self._config)) if self._config else ()
        spoken = environment() | {"WRANGLER_SEND_METRICS": "false", "NO_COLOR": "1"}
        if self._account:
            spoken["CLOUDFLARE_ACCOUNT_ID"] = self._account
        command: list[str | Path] = [NODE, WRANGLER, *arguments, *chosen]
        streams["stdin"] = subprocess.DEVNULL
        return subprocess.run(command, cwd=ROOT, env=spoken, text=True, check=False, **streams)


def log_in() -> int:
    """Let wrangler ask in the browser; its exit code."""
    command: list[str | Path] = [NODE, WRANGLER, "login"]
    return subprocess.run(command, cwd=ROOT, env=environment(), check=False).returncode


def account(wrangler: Wrangler) -> str:
    """The id of the account to use. Raises Failed when nobody is logged in or several fit."""
    if chosen := os.environ.get("CLOUDFLARE_ACCOUNT_ID"):
        return chosen
    try:
        known = wrangler.json("whoami", "--json")
    except Failed:
        known = {}
    accounts = known.get("accounts") or []
    if not accounts:
        raise Failed(
            "nobody is logged in at Cloudflare. Run `make deploy-login`, or set "
            "CLOUDFLARE_API_TOKEN to a token that may edit Workers, D1, R2, KV and Queues"
        )
    if len(accounts) > 1:
        names = "\n".join(f"  {each['id']}  {each['name']}" for each in accounts)
        raise Failed(f"which account? Set CLOUDFLARE_ACCOUNT_ID to one of\n{names}")
    return str(accounts[0]["id"])


def reason(output: str) -> str:
    """The line in which wrangler says what went wrong, or everything."""
    plain = _COLOURS.sub("", output).strip()
    _, marked, rest = plain.partition("[ERROR]")
    told = [line.strip() for line in rest.splitlines() if line.strip()]
    return told[0] if marked and told else plain
