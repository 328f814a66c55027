"""Schemathesis against a seeded local server: `make fuzz`.

Everything the contract allows and much that it forbids is sent to every
operation. No answer may be a 5xx or lie outside the
contract. The run is deterministic; a failure prints the curl line for it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import httpx

from bench.process import serving
from tests.contract_check import ROOT
from tests.pictures import jpeg

PERSON = {"email": "fuzz@example.com", "password": "fuzz", "name": "Fuzz"}

# These end the session the whole run lives by.
SPARED = ("logout", "changePassword", "deleteAllSessions", "deleteSession")

CONFIG = """
seed = 20260101
hooks = "tests.fuzz_hooks"
[generation]
database = "none"
max-examples = {examples}
[auth.openapi.bearer]
bearer = "${{FUZZ_TOKEN}}"
[checks]
# Another method is 404 here, as unknown paths are.
unsupported_method.enabled = false
# Valid input may break a rule of the library; tests.fuzz_hooks knows the difference.
positive_data_acceptance.enabled = false
# A line of JSON each, which no schema of the contract can say of the whole: one line alone
# would be read as a document. tests.contract_check holds every line against its schema.
[[operations]]
include-operation-id = "getSyncStream"
checks.response_schema_conformance.enabled = false
"""


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / "data") as server:
        token = seed(server.url)
        config = Path(folder) / "schemathesis.toml"
        config.write_text(CONFIG.format(examples=os.environ.get("FUZZ_EXAMPLES", "30")))
        report = ROOT / ".schemathesis" / "fuzz.xml"
        report.parent.mkdir(exist_ok=True)
        command = [
            sys.executable, "-m", "schemathesis.cli", "--config-file", str(config),
            "run", "openapi.yaml", "--url", f"{server.url}/api", "--workers", "1",
            "--report", "junit", "--report-junit-path", str(report),
        ]  # fmt: skip
        for operation in SPARED:
            command += ["--exclude-operation-id", operation]
        environment = {**os.environ, "FUZZ_TOKEN": token}
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def seed(url: str) -> str:
    """An admin with three photos, one of them in the trash; the access token."""
    with httpx.Client(base_url=f"{url}/api") as client:
        client.post("/auth/admin-sign-up", json=PERSON).raise_for_status()
        token: str = (
            client.post("/auth/login", json=PERSON).raise_for_status().json()["accessToken"]
        )
        now = datetime(2024, 5, 1, tzinfo=UTC).isoformat()
        for number in range(3):
            answer = client.post(
                "/assets",
                data={"fileCreatedAt": now, "fileModifiedAt": now},
                files={"assetData": (f"{number}.jpg", jpeg(number))},
            ).raise_for_status()
        trash = {"ids": [answer.json()["id"]]}
        client.request("DELETE", "/assets", json=trash).raise_for_status()
    return token


if __name__ == "__main__":
    sys.exit(main())
