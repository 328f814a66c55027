"""Taking the Worker down: first what would go, then the question, then the deed."""

from __future__ import annotations

from collections.abc import Callable

from deploy import resources
from deploy.resources import Configuration
from deploy.wrangler import Failed, Wrangler


def undeploy(
    wrangler: Wrangler, config: Configuration, *, data: bool, ask: Callable[[str], str] = input
) -> None:
    """Remove the Worker, its queues and its cache; database and bucket only with `data`.

    Raises Failed for what could not be removed, after trying the rest.
    """
    name = config["name"]
    steps = found(wrangler, config, data=data)
    if not steps:
        print("There is nothing to remove.")
        return
    print("This would be removed:")
    for what, _ in steps:
        print(f"  {what}")
    if data:
        print("The database and the bucket hold everybody's photos. They cannot be brought back.")
    else:
        print("The photos stay: database and bucket are removed only by `make undeploy DATA=1`.")
    try:
        answer = ask(f"Type {name} to remove it: ")
    except EOFError:
        answer = ""
    if answer.strip() != name:
        raise Failed("nothing was removed")
    failures = [fault for what, command in steps if (fault := _remove(wrangler, what, command))]
    if failures:
        raise Failed("\n".join(failures))


def found(
    wrangler: Wrangler, config: Configuration, *, data: bool
) -> list[tuple[str, tuple[str, ...]]]:
    """What is there, in the order in which it can go, and the command that removes it."""
    name = config["name"]
    steps: list[tuple[str, tuple[str, ...]]] = []
    if wrangler.knows("deployments", "list", "--name", name, "--json"):
        steps.append((f"Worker {name}", ("delete", "--name", name, "--force")))
    steps += [
        (f"queue {queue}", ("queues", "delete", queue))
        for queue in resources.queues(config)
        if resources.has_queue(wrangler, queue)
    ]
    titles = resources.find_namespaces(wrangler)
    steps += [
        (f"namespace {title}", ("kv", "namespace", "delete", "--namespace-id", titles[title]))
        for title in resources.namespaces(config).values()
        if title in titles
    ]
    if not data:
        return steps
    known = resources.find_databases(wrangler)
    steps += [
        (f"database {each}", ("d1", "delete", each, "--skip-confirmation"))
        for each in resources.databases(config)
        if each in known
    ]
    steps += [
        (f"bucket {bucket}", ("r2", "bucket", "delete", bucket))
        for bucket in resources.buckets(config)
        if resources.has_bucket(wrangler, bucket)
    ]
    return steps


def _remove(wrangler: Wrangler, what: str, command: tuple[str, ...]) -> str | None:
    """Do it and say so; the fault, if it failed."""
    try:
        wrangler.read(*command)
    except Failed as fault:
        print(f"  {what}: could not be removed", flush=True)
        return f"{what}: {fault}"
    print(f"  {what}: removed", flush=True)
    return None
