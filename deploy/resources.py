"""What the Worker needs beside its code: a database, a bucket, a namespace, queues, a secret.

Everything is looked up by its name and made where it is missing, so no file has to
remember what an earlier run did and every run may follow a broken one.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from deploy.wrangler import Failed, Wrangler

SECRET = "JWT_SECRET"

Configuration = dict[str, Any]
"""wrangler.toml as tomllib reads it."""


def queues(config: Configuration) -> list[str]:
    """Queues the Worker writes to or reads from, each once."""
    declared = config.get("queues", {})
    names = [
        each["queue"] for kind in ("producers", "consumers") for each in declared.get(kind, [])
    ]
    return list(dict.fromkeys(names))


def buckets(config: Configuration) -> list[str]:
    return [each["bucket_name"] for each in config.get("r2_buckets", [])]


def databases(config: Configuration) -> list[str]:
    return [each["database_name"] for each in config.get("d1_databases", [])]


def namespaces(config: Configuration) -> dict[str, str]:
    """Binding -> title. KV namespaces have no name in wrangler.toml; this is theirs."""
    name = config["name"]
    return {
        each["binding"]: f"{name}-{each['binding'].lower()}"
        for each in config.get("kv_namespaces", [])
    }


def find_databases(wrangler: Wrangler) -> dict[str, str]:
    """Name -> id."""
    return {each["name"]: each["uuid"] for each in wrangler.json("d1", "list", "--json")}


def find_namespaces(wrangler: Wrangler) -> dict[str, str]:
    """Title -> id."""
    return {each["title"]: each["id"] for each in wrangler.json("kv", "namespace", "list")}


def has_bucket(wrangler: Wrangler, name: str) -> bool:
    return wrangler.knows("r2", "bucket", "info", name, "--json")


def has_queue(wrangler: Wrangler, name: str) -> bool:
    return wrangler.knows("queues", "info", name)


def create_missing(wrangler: Wrangler, config: Configuration) -> Configuration:
    """Create what is not there; the configuration with the ids of all of it. Raises Failed."""
    ids = find_databases(wrangler)
    for name in databases(config):
        if _report("database", name, name in ids):
            wrangler.read("d1", "create", name, "--update-config=false")
            ids = find_databases(wrangler)
    titles = find_namespaces(wrangler)
    for title in namespaces(config).values():
        if _report("namespace", title, title in titles):
            wrangler.read("kv", "namespace", "create", title, "--update-config=false")
            titles = find_namespaces(wrangler)
    for name in buckets(config):
        if _report("bucket", name, has_bucket(wrangler, name)):
            wrangler.read("r2", "bucket", "create", name, "--update-config=false")
    for name in queues(config):
        if _report("queue", name, has_queue(wrangler, name)):
            wrangler.read("queues", "create", name)
    return with_ids(config, ids, titles)


def with_ids(
    config: Configuration, database_ids: Mapping[str, str], namespace_ids: Mapping[str, str]
) -> Configuration:
    """The configuration wrangler deploys by. Raises Failed for what has no id."""
    titles = namespaces(config)
    try:
        return config | {
            "d1_databases": [
                each | {"database_id": database_ids[each["database_name"]]}
                for each in config.get("d1_databases", [])
            ],
            "kv_namespaces": [
                each | {"id": namespace_ids[titles[each["binding"]]]}
                for each in config.get("kv_namespaces", [])
            ],
        }
    except KeyError as missing:
        raise Failed(
            f"{missing} was created but Cloudflare does not list it yet: try again"
        ) from None


def new_secrets(wrangler: Wrangler, config: Configuration) -> dict[str, str]:
    """Secrets to send with the upload: a fresh one where the Worker has none.

    An existing one stays: another would log everybody out.
    """
    try:
        known = wrangler.json("secret", "list", "--name", config["name"], "--format", "json")
    except Failed:  # there is no such Worker yet
        known = []
    there = SECRET in {each["name"] for each in known}
    return {SECRET: secrets.token_urlsafe(48)} if _report("secret", SECRET, there) else {}


def _report(kind: str, name: str, there: bool) -> bool:
    """Say how it stands; whether the thing is to be made."""
    print(f"  {kind} {name}: {'there' if there else 'missing, is made now'}", flush=True)
    return not there
