# generated from openapi.yaml by codegen; do not edit
"""Faces: what its handlers must offer, and where it is mounted."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

from generated import models, operations
from generated.gate import (
    ASGIApp,
    C,
    C_contra,
    Gate,
    HTTPRouteHandler,
    Request,
    Wire,
    route,
)


class GetFacesQuery(Struct, kw_only=True):
    id: models.Uuid4


class Faces(Protocol[C_contra]):
    async def get_faces(
        self, call: C_contra, query: GetFacesQuery, /
    ) -> list[models.AssetFaceResponseDto] | Wire: ...


def mount(module: Faces[C], gate: Gate[C]) -> list[HTTPRouteHandler]:
    async def get_faces(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_FACES)
        query = gate.query(call, GetFacesQuery)
        return gate.answer(call, await module.get_faces(call, query))

    return [
        route("GET", "/faces", get_faces),
    ]
