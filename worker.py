"""The door to Cloudflare: requests, queued jobs and the nightly alarm of a Python Worker."""

from __future__ import annotations

from typing import Any

import js
from workers import WorkerEntrypoint

from bindings import watching
from bindings.cloudflare import asgi
from bindings.cloudflare.environment import Misconfigured, open_bindings
from bindings.cloudflare.javascript import bare
from bindings.cloudflare.queue import deliver
from bindings.cloudflare.user_sockets import UserSockets
from handlers import jobs
from handlers.app import application

__all__ = ["Default", "UserSockets"]
WATCHED = watching.requests(application)
RUN_JOB = watching.jobs(jobs.run)


class Default(WorkerEntrypoint):  # type: ignore[misc]
    """What the platform calls. An instance serves one event."""

    async def fetch(self, request: Any) -> Any:
        try:
            bindings = open_bindings(self.env, self.ctx)
        except Misconfigured as fault:
            js.console.error(str(fault))
            return js.Response.new(str(fault), status=500)
        return await asgi.serve(WATCHED, bare(request), bindings, self.ctx)

    async def queue(self, batch: Any, *_: Any) -> None:
        await deliver(bare(batch), open_bindings(self.env, self.ctx), RUN_JOB)

    async def scheduled(self, *_: Any) -> None:
        await jobs.nightly(open_bindings(self.env, self.ctx))
