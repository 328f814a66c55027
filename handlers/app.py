"""The application: the contract's operations under /api, the web app elsewhere."""

from __future__ import annotations

from types import ModuleType

from litestar import Litestar, Router
from litestar.enums import ScopeType
from litestar.handlers import HTTPRouteHandler
from litestar.types import Receive, Scope, Send

from generated import routes, unimplemented
from handlers import (
    activities,
    albums,
    api_keys,
    assets,
    authentication,
    authentication_admin,
    database_backups_admin,
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
    "Workflows": workflows,
}
"""Contract tags that have a module."""


# The type checker compares module and contract on each line. A tag nobody has
# written yet stands on `unimplemented`.
ROUTES: list[HTTPRouteHandler] = [
    *routes.activities.mount(activities, GATE),
    *routes.albums.mount(albums, GATE),
    *routes.api_keys.mount(api_keys, GATE),
    *routes.assets.mount(assets, GATE),
    *routes.authentication.mount(authentication, GATE),
    *routes.authentication_admin.mount(authentication_admin, GATE),
    *routes.database_backups_admin.mount(database_backups_admin, GATE),
    *routes.download.mount(unimplemented, GATE),
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
    *routes.views.mount(unimplemented, GATE),
    *routes.workflows.mount(workflows, GATE),
]


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """ASGI. The door has laid its Bindings into `scope["bindings"]`."""
    if scope["type"] != ScopeType.HTTP:
        return
    path = scope["path"]
    if scope["method"] == "OPTIONS":  # Litestar would invent an answer of its own
        await faults.unknown_route(scope)(scope, receive, send)
    elif path == "/api" or path.startswith("/api/"):
        await _api(scope, receive, send)
    else:
        await web.serve(scope, receive, send)


# Built at import: in a Worker this lands in the start-up snapshot.
_api = Litestar(
    route_handlers=[Router("/api", route_handlers=ROUTES)],
    exception_handlers={Exception: faults.handle},
    openapi_config=None,
    logging_config=None,
    request_max_body_size=None,
)
