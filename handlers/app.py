"""The application: the contract's operations under /api, the web app elsewhere."""

from __future__ import annotations

from types import ModuleType

from litestar import Litestar, Router
from litestar.enums import ScopeType
from litestar.handlers import HTTPRouteHandler
from litestar.types import Receive, Scope, Send

from generated import routes, unimplemented
from handlers import assets, authentication, faults, server, timeline, trash, users, web
from handlers.forms import Disconnected
from handlers.gate import Doorkeeper

GATE = Doorkeeper()

MODULES: dict[str, ModuleType] = {
    "Assets": assets,
    "Authentication": authentication,
    "Server": server,
    "Timeline": timeline,
    "Trash": trash,
    "Users": users,
}
"""Contract tags that have a module."""


# The type checker compares module and contract on each line. A tag nobody has
# written yet stands on `unimplemented`.
ROUTES: list[HTTPRouteHandler] = [
    *routes.activities.mount(unimplemented, GATE),
    *routes.albums.mount(unimplemented, GATE),
    *routes.api_keys.mount(unimplemented, GATE),
    *routes.assets.mount(assets, GATE),
    *routes.authentication.mount(authentication, GATE),
    *routes.authentication_admin.mount(unimplemented, GATE),
    *routes.database_backups_admin.mount(unimplemented, GATE),
    *routes.download.mount(unimplemented, GATE),
    *routes.duplicates.mount(unimplemented, GATE),
    *routes.faces.mount(unimplemented, GATE),
    *routes.jobs.mount(unimplemented, GATE),
    *routes.libraries.mount(unimplemented, GATE),
    *routes.maintenance_admin.mount(unimplemented, GATE),
    *routes.map.mount(unimplemented, GATE),
    *routes.memories.mount(unimplemented, GATE),
    *routes.notifications.mount(unimplemented, GATE),
    *routes.notifications_admin.mount(unimplemented, GATE),
    *routes.partners.mount(unimplemented, GATE),
    *routes.people.mount(unimplemented, GATE),
    *routes.plugins.mount(unimplemented, GATE),
    *routes.queues.mount(unimplemented, GATE),
    *routes.search.mount(unimplemented, GATE),
    *routes.server.mount(server, GATE),
    *routes.sessions.mount(unimplemented, GATE),
    *routes.shared_links.mount(unimplemented, GATE),
    *routes.stacks.mount(unimplemented, GATE),
    *routes.sync.mount(unimplemented, GATE),
    *routes.system_config.mount(unimplemented, GATE),
    *routes.system_metadata.mount(unimplemented, GATE),
    *routes.tags.mount(unimplemented, GATE),
    *routes.timeline.mount(timeline, GATE),
    *routes.trash.mount(trash, GATE),
    *routes.users.mount(users, GATE),
    *routes.users_admin.mount(unimplemented, GATE),
    *routes.views.mount(unimplemented, GATE),
    *routes.workflows.mount(unimplemented, GATE),
]


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """ASGI. The door has laid its Bindings into `scope["bindings"]`."""
    if scope["type"] != ScopeType.HTTP:
        return
    path = scope["path"]
    try:
        if scope["method"] == "OPTIONS":  # Litestar would invent an answer of its own
            await faults.unknown_route(scope)(scope, receive, send)
        elif path == "/api" or path.startswith("/api/"):
            await _api(scope, receive, send)
        else:
            await web.serve(scope, receive, send)
    except Disconnected:
        return  # nobody is left to answer


# Built at import: in a Worker this lands in the start-up snapshot.
_api = Litestar(
    route_handlers=[Router("/api", route_handlers=ROUTES)],
    exception_handlers={Exception: faults.handle},
    openapi_config=None,
    logging_config=None,
    request_max_body_size=None,
)
