"""Tag "Faces": none are looked for here."""

from __future__ import annotations

from generated import models
from generated.routes.faces import GetFacesQuery
from handlers.call import Call
from photos import access


async def get_faces(call: Call, query: GetFacesQuery) -> list[models.AssetFaceResponseDto]:
    """The web client asks for every photo it opens."""
    await access.require(call.bindings.database, "asset.read", call.caller, [query.id])
    return []
