"""The application: the contract's operations under /api, the web app elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import ModuleType
from urllib.parse import unquote

from litestar import Litestar, Request
from litestar.enums import ScopeType
from litestar.handlers import HTTPRouteHandler
from litestar.types import HTTPScope, Message, Receive, Scope, Send
from litestar.utils.path import normalize_path

from generated import routes
from handlers import (
    activities,
    albums,
    api_keys,
    assets,
    authentication,
    authentication_admin,
    database_backups_admin,
    download,
    duplicates,
    faces,
    faults,
    libraries,
    maintenance_admin,
    map,
    memories,
    notifications,
    notifications_admin,
    partners,
    people,
    plugins,
    queues,
    realtime,
    search,
    server,
    sessions,
    shared_links,
    stacks,
    sync,
    system_config,
    system_metadata,
    tags,
    timeline,
    trash,
    users,
    users_admin,
    views,
    web,
    workflows,
)
from handlers.gate import Doorkeeper
from handlers.jobs import operations as jobs

GATE = Doorkeeper()

MODULES: dict[str, ModuleType] = {
    "Activities": activities,
    "Albums": albums,
    "API keys": api_keys,
    "Assets": assets,
    "Authentication": authentication,
    "Authentication (admin)": authentication_admin,
    "Database Backups (admin)": database_backups_admin,
    "Download": download,
    "Duplicates": duplicates,
    "Faces": faces,
    "Jobs": jobs,
    "Libraries": libraries,
    "Maintenance (admin)": maintenance_admin,
    "Map": map,
    "Memories": memories,
    "Notifications": notifications,
    "Notifications (admin)": notifications_admin,
    "Partners": partners,
    "People": people,
    "Plugins": plugins,
    "Queues": queues,
    "Search": search,
    "Server": server,
    "Sessions": sessions,
    "Shared links": shared_links,
    "Stacks": stacks,
    "Sync": sync,
    "System config": system_config,
    "System metadata": system_metadata,
    "Tags": tags,
    "Timeline": timeline,
    "Trash": trash,
    "Users": users,
    "Users (admin)": users_admin,
    "Views": views,
    "Workflows": workflows,
}
"""Contract tags that have a module."""


# The type checker compares module and contract on each line.
ROUTES: list[HTTPRouteHandler] = [
    *routes.activities.mount(activities, GATE),
    *routes.albums.mount(albums, GATE),
    *routes.api_keys.mount(api_keys, GATE),
    *routes.assets.mount(assets, GATE),
    *routes.authentication.mount(authentication, GATE),
    *routes.authentication_admin.mount(authentication_admin, GATE),
    *routes.database_backups_admin.mount(database_backups_admin, GATE),
    *routes.download.mount(download, GATE),
    *routes.duplicates.mount(duplicates, GATE),
    *routes.faces.mount(faces, GATE),
    *routes.jobs.mount(jobs, GATE),
    *routes.libraries.mount(libraries, GATE),
    *routes.maintenance_admin.mount(maintenance_admin, GATE),
    *routes.map.mount(map, GATE),
    *routes.memories.mount(memories, GATE),
    *routes.notifications.mount(notifications, GATE),
    *routes.notifications_admin.mount(notifications_admin, GATE),
    *routes.partners.mount(partners, GATE),
    *routes.people.mount(people, GATE),
    *routes.plugins.mount(plugins, GATE),
    *routes.queues.mount(queues, GATE),
    *routes.search.mount(search, GATE),
    *routes.server.mount(server, GATE),
    *routes.sessions.mount(sessions, GATE),
    *routes.shared_links.mount(shared_links, GATE),
    *routes.stacks.mount(stacks, GATE),
    *routes.sync.mount(sync, GATE),
    *routes.system_config.mount(system_config, GATE),
    *routes.system_metadata.mount(system_metadata, GATE),
    *routes.tags.mount(tags, GATE),
    *routes.timeline.mount(timeline, GATE),
    *routes.trash.mount(trash, GATE),
    *routes.users.mount(users, GATE),
    *routes.users_admin.mount(users_admin, GATE),
    *routes.views.mount(views, GATE),
    *routes.workflows.mount(workflows, GATE),
]


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """ASGI. The door has laid its Bindings into `scope["bindings"]`."""
    path = scope["path"]
    if path.rstrip("/") == realtime.PATH:
        await realtime.serve(scope, receive, send)
    elif scope["type"] != ScopeType.HTTP:
        await send({"type": "websocket.close", "code": 1008, "reason": "Not found"})
    elif scope["method"] == "OPTIONS":  # Litestar would invent an answer of its own
        await faults.unknown_route(scope)(scope, receive, send)
    elif path == "/api" or path.startswith("/api/"):
        await _serve(scope, receive, send)
    else:
        await web.serve(scope, receive, send)


async def _serve(scope: HTTPScope, receive: Receive, send: Send) -> None:
    """Answer a request to the contract.

    Litestar finds the stub. What it does between a route and its function (arguments,
    dependencies, responses) is the gate's business here, and cost more than the gate.
    """
    started = False

    async def sending(message: Message) -> None:
        nonlocal started
        started = True
        await send(message)

    try:
        sent = scope["raw_path"]
        parted = b"%" in sent and _SENT_SLASH.search(sent) is not None
        _, route, _, params, _ = _api.asgi_router.handle_routing(
            path=normalize_path(_part(sent) if parted else scope["path"]), method=scope["method"]
        )
        scope["path_params"] = _whole(params) if parted else params
        answer = await route.fn(Request(scope, receive, send))
        await answer(scope, receive, sending)
    except Exception as fault:
        if started:  # only cutting the connection can tell the client now
            raise
        await faults.answer(scope, fault)(scope, receive, send)


_SLASH = "\ud800"
"""Half of a sign, which no decoded text holds: stands for a slash inside a name, until
the borders are found."""
_SENT_SLASH = re.compile(b"%2f", re.IGNORECASE)


def _part(sent: bytes) -> str:
    """The path with slashes for its borders alone: `%2F` is part of a name, as a client's
    key for its metadata may be."""
    return _SLASH.join(unquote(name, errors="replace") for name in _SENT_SLASH.split(sent))


def _whole(params: Mapping[str, str]) -> dict[str, str]:
    """What stands in the path between its borders."""
    return {name: text.replace(_SLASH, "/") for name, text in params.items()}


# Built at import: in a Worker this lands in the start-up snapshot.
_api = Litestar(
    ROUTES,
    path="/api",
    openapi_config=None,
    logging_config=None,
    request_max_body_size=None,
)
