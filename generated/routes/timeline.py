# generated from openapi.yaml by codegen; do not edit
"""Timeline: what its handlers must offer, and where it is mounted."""

from __future__ import annotations

from typing import Protocol

from msgspec import UNSET, Struct, UnsetType

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


class GetTimeBucketQuery(Struct, kw_only=True):
    albumId: models.Uuid4 | UnsetType = UNSET
    bbox: str | UnsetType = UNSET
    isFavorite: bool | UnsetType = UNSET
    isTrashed: bool | UnsetType = UNSET
    order: models.AssetOrder | UnsetType = UNSET
    orderBy: models.AssetOrderBy | UnsetType = UNSET
    personId: models.Uuid4 | UnsetType = UNSET
    tagId: models.Uuid4 | UnsetType = UNSET
    timeBucket: str
    userId: models.Uuid4 | UnsetType = UNSET
    visibility: models.AssetVisibility | UnsetType = UNSET
    withCoordinates: bool | UnsetType = UNSET
    withPartners: bool | UnsetType = UNSET
    withStacked: bool | UnsetType = UNSET


class GetTimeBucketsQuery(Struct, kw_only=True):
    albumId: models.Uuid4 | UnsetType = UNSET
    bbox: str | UnsetType = UNSET
    isFavorite: bool | UnsetType = UNSET
    isTrashed: bool | UnsetType = UNSET
    order: models.AssetOrder | UnsetType = UNSET
    orderBy: models.AssetOrderBy | UnsetType = UNSET
    personId: models.Uuid4 | UnsetType = UNSET
    tagId: models.Uuid4 | UnsetType = UNSET
    userId: models.Uuid4 | UnsetType = UNSET
    visibility: models.AssetVisibility | UnsetType = UNSET
    withCoordinates: bool | UnsetType = UNSET
    withPartners: bool | UnsetType = UNSET
    withStacked: bool | UnsetType = UNSET


class Timeline(Protocol[C_contra]):
    async def get_time_bucket(
        self, call: C_contra, query: GetTimeBucketQuery, /
    ) -> models.TimeBucketAssetResponseDto | Wire: ...

    async def get_time_buckets(
        self, call: C_contra, query: GetTimeBucketsQuery, /
    ) -> list[models.TimeBucketsResponseDto] | Wire: ...


def mount(module: Timeline[C], gate: Gate[C]) -> list[HTTPRouteHandler]:
    async def get_time_bucket(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_TIME_BUCKET)
        query = gate.query(call, GetTimeBucketQuery)
        return gate.answer(call, await module.get_time_bucket(call, query))

    async def get_time_buckets(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_TIME_BUCKETS)
        query = gate.query(call, GetTimeBucketsQuery)
        return gate.answer(call, await module.get_time_buckets(call, query))

    return [
        route("GET", "/timeline/bucket", get_time_bucket),
        route("GET", "/timeline/buckets", get_time_buckets),
    ]
