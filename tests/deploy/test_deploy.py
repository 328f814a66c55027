"""`make deploy` and `make undeploy` by the real wrangler, in an account on this machine."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from bench.ingest import PERSON, TAKEN, finish_jobs, upload
from bench.process import serving
from deploy.__main__ import DEPLOYED
from deploy.node import WRANGLER
from deploy.wrangler import ROOT
from tests.deploy.account import ACCOUNT, Account, serving as holding
from tests.pictures import jpeg

pytestmark = pytest.mark.skipif(not WRANGLER.exists(), reason="node_modules is missing")

DATABASE, NAMESPACE, BUCKET = "immich", "immich-kv", "immich-media"
QUEUES = {"immich-jobs", "immich-jobs-dlq"}


@dataclass
class Cloudflare:
    account: Account
    url: str

    def run(self, *arguments: str, typed: str = "", token: str = "t") -> tuple[int, str]:
        """The exit code of a step and what it printed."""
        environment = os.environ | {
            "CLOUDFLARE_API_BASE_URL": self.url, "CLOUDFLARE_API_TOKEN": token,
            "CLOUDFLARE_ACCOUNT_ID": "", "CI": "true",
        }  # fmt: skip
        process = subprocess.run(
            [sys.executable, "-m", "deploy", *arguments],
            cwd=ROOT, env=environment, input=typed, text=True, timeout=300, check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        return process.returncode, process.stdout


BREAKS = ("kv/namespaces", "/query", "scripts/")
"""Where deployments of the account below broke off: early, in the schema, while uploading."""


@pytest.fixture(scope="module")
def cloudflare() -> Iterator[Cloudflare]:
    """An account on which a few deployments failed, and which the tests take through its life."""
    account = Account()
    with holding(account) as url:
        try:
            yield Cloudflare(account, url)
        finally:
            DEPLOYED.unlink(missing_ok=True)


@pytest.fixture
def foreign() -> Iterator[Cloudflare]:
    account = Account()
    with holding(account) as url:
        yield Cloudflare(account, url)


def test_a_broken_deployment_goes_on_where_it_broke_and_ends_complete(
    cloudflare: Cloudflare,
) -> None:
    account = cloudflare.account
    for path in BREAKS:
        account.refuse = path
        code, said = cloudflare.run("up")
        assert code == 1, (path, said)
        assert "Traceback" not in said
        assert account.refuse is None, f"nothing was sent to {path}"
    code, said = cloudflare.run("up")
    assert code == 0, said
    assert "Photos are served at https://immich.family.workers.dev" in said
    assert set(account.databases) == {DATABASE}
    assert set(account.namespaces) == {NAMESPACE}
    assert account.buckets == {BUCKET}
    assert set(account.queues) == QUEUES
    worker = account.workers["immich"]
    assert worker["schedules"] == ["0 2 * * *"]
    bound = {each["name"]: each for each in worker["metadata"]["bindings"]}
    assert bound["DB"]["id"] == account.databases[DATABASE][0]
    assert bound["KV"]["namespace_id"] == account.namespaces[NAMESPACE]
    assert len(worker["secrets"]["JWT_SECRET"]) >= 32
    assert tables(account) >= {"users", "assets", "d1_migrations"}


# From here on the account is as the test before left it.


def test_a_second_deployment_makes_nothing_new_and_logs_nobody_out(
    cloudflare: Cloudflare,
) -> None:
    account = cloudflare.account
    secret = account.workers["immich"]["secrets"]["JWT_SECRET"]
    assert f"POST /accounts/{ACCOUNT}/d1/database" in account.seen
    account.seen.clear()
    code, said = cloudflare.run("up")
    assert code == 0, said
    assert "missing" not in said
    assert account.workers["immich"]["secrets"] == {"JWT_SECRET": secret}
    assert not [
        each
        for each in account.seen
        if each.endswith(("d1/database", "r2/buckets", "kv/namespaces", "/queues"))
        and each.startswith("POST")
    ]


def test_a_copy_of_the_account_is_a_library_for_the_local_door(
    cloudflare: Cloudflare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was served here is put into the account whole, and copied out table by table."""
    with living(tmp_path / "data") as client:
        upload(client, jpeg(1), TAKEN)
        client.put("/api/tags", json={"tags": ["a/it's"]})
        finish_jobs(client)
    held = cloudflare.account.databases[DATABASE][1]
    with closing(sqlite3.connect(tmp_path / "data/photos.sqlite")) as served:
        served.backup(held)
    monkeypatch.setenv("PATH", "/nowhere")  # no rclone
    code, said = cloudflare.run("copy", "--to", str(tmp_path / "copy"))
    assert code == 1
    assert "the database is copied" in said, said
    monkeypatch.undo()
    shutil.copytree(tmp_path / "data/blobs", tmp_path / "copy/blobs")
    with living(tmp_path / "copy") as client:
        (found,) = client.post("/api/search/metadata", json={"query": "a"}).json()["assets"][
            "items"
        ]
        assert client.get(f"/api/assets/{found['id']}/original").content == jpeg(1)
        assert [tag["value"] for tag in client.get("/api/tags").json()] == ["a", "a/it's"]
        upload(client, jpeg(2), TAKEN)


@contextmanager
def living(data: Path) -> Iterator[httpx.Client]:
    with serving(data) as server, httpx.Client(base_url=server.url) as client:
        client.post("/api/auth/admin-sign-up", json=PERSON)
        client.post("/api/auth/login", json=PERSON).raise_for_status()
        yield client


def test_taking_it_down_asks_first_and_keeps_the_photos(cloudflare: Cloudflare) -> None:
    account = cloudflare.account
    code, said = cloudflare.run("down", typed="yes\n")
    assert code == 1
    assert "Worker immich" in said
    assert "nothing was removed" in said
    assert set(account.workers) == {"immich"}
    code, said = cloudflare.run("down", typed="immich\n")
    assert code == 0, said
    assert not account.workers
    assert not account.queues
    assert not account.namespaces
    assert set(account.databases) == {DATABASE}
    assert account.buckets == {BUCKET}
    code, said = cloudflare.run("down", "--data", typed="immich\n")
    assert code == 0, said
    assert not account.databases
    assert not account.buckets
    assert "nothing to remove" in cloudflare.run("down", "--data")[1]


def test_several_accounts_are_named(foreign: Cloudflare) -> None:
    foreign.account.accounts["b" * 32] = "Work"
    code, said = foreign.run("up")
    assert code == 1
    assert f"{'b' * 32}  Work" in said
    assert "CLOUDFLARE_ACCOUNT_ID" in said


def test_who_is_not_logged_in_is_told_how(foreign: Cloudflare) -> None:
    foreign.account.accounts.clear()
    code, said = foreign.run("up")
    assert code == 1
    assert "make deploy-login" in said


def tables(account: Account) -> set[str]:
    connection = account.databases[DATABASE][1]
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
