# generated from openapi.yaml by codegen; do not edit
"""Memories: what its handlers must offer, and where it is mounted."""

from __future__ import annotations

from typing import Annotated, Protocol

from msgspec import UNSET, Meta, Struct, UnsetType, field

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


class SearchMemoriesQuery(Struct, kw_only=True):
    for_: (
        Annotated[
            str,
            Meta(
                pattern="(?a)\\A(?:(?:\\d\\d[2468][048]|\\d\\d[13579][26]|\\d\\d0[48]|[02468][048]00|[13579][26]00)-02-29|\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|(?:02)-(?:0[1-9]|1\\d|2[0-8])))(?:T(?:(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d+)?)?(?:Z|([+-](?:[01]\\d|2[0-3]):[0-5]\\d))))?\\Z"
            ),
        ]
        | UnsetType
    ) = field(name="for", default=UNSET)
    isSaved: bool | UnsetType = UNSET
    isTrashed: bool | UnsetType = UNSET
    order: models.MemorySearchOrder | UnsetType = UNSET
    size: Annotated[int, Meta(ge=1, le=9007199254740991)] | UnsetType = UNSET
    type: models.MemoryType | UnsetType = UNSET


class MemoriesStatisticsQuery(Struct, kw_only=True):
    for_: (
        Annotated[
            str,
            Meta(
                pattern="(?a)\\A(?:(?:\\d\\d[2468][048]|\\d\\d[13579][26]|\\d\\d0[48]|[02468][048]00|[13579][26]00)-02-29|\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|(?:02)-(?:0[1-9]|1\\d|2[0-8])))(?:T(?:(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d+)?)?(?:Z|([+-](?:[01]\\d|2[0-3]):[0-5]\\d))))?\\Z"
            ),
        ]
        | UnsetType
    ) = field(name="for", default=UNSET)
    isSaved: bool | UnsetType = UNSET
    isTrashed: bool | UnsetType = UNSET
    order: models.MemorySearchOrder | UnsetType = UNSET
    size: Annotated[int, Meta(ge=1, le=9007199254740991)] | UnsetType = UNSET
    type: models.MemoryType | UnsetType = UNSET


class Memories(Protocol[C_contra]):
    async def search_memories(
        self, call: C_contra, query: SearchMemoriesQuery, /
    ) -> list[models.MemoryResponseDto] | Wire: ...

    async def memories_statistics(
        self, call: C_contra, query: MemoriesStatisticsQuery, /
    ) -> models.MemoryStatisticsResponseDto | Wire: ...


def mount(module: Memories[C], gate: Gate[C]) -> list[HTTPRouteHandler]:
    async def search_memories(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.SEARCH_MEMORIES)
        query = gate.query(call, SearchMemoriesQuery)
        return gate.answer(call, await module.search_memories(call, query))

    async def memories_statistics(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.MEMORIES_STATISTICS)
        query = gate.query(call, MemoriesStatisticsQuery)
        return gate.answer(call, await module.memories_statistics(call, query))

    return [
        route("GET", "/memories", search_memories),
        route("GET", "/memories/statistics", memories_statistics),
    ]
