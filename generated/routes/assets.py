# generated from openapi.yaml by codegen; do not edit
"""Assets: what its handlers must offer, and where it is mounted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Protocol

from msgspec import UNSET, Meta, Struct, UnsetType, field

from generated import models, operations
from generated.gate import (
    ASGIApp,
    C,
    C_contra,
    Fields,
    Form,
    Gate,
    HTTPRouteHandler,
    Request,
    Wire,
    hidden,
    route,
)


class UploadAssetQuery(Struct, kw_only=True):
    x_immich_checksum: Annotated[str, Meta(extra={"in": "header"})] | UnsetType = field(
        name="x-immich-checksum", default=UNSET
    )


class GetAssetStatisticsQuery(Struct, kw_only=True):
    isFavorite: bool | UnsetType = UNSET
    isTrashed: bool | UnsetType = UNSET
    visibility: models.AssetVisibility | UnsetType = UNSET


class DownloadAssetQuery(Struct, kw_only=True):
    edited: bool = False


class ViewAssetQuery(Struct, kw_only=True):
    edited: bool = False
    size: models.AssetMediaSize | UnsetType = UNSET


class AssetMediaCreateDtoFields(Fields, kw_only=True):
    files: ClassVar[Mapping[str, bool]] = {"assetData": True, "sidecarData": False}

    duration: Annotated[int, Meta(ge=0, le=9007199254740991)] | UnsetType = UNSET
    fileCreatedAt: models.IsoDateTime
    fileModifiedAt: models.IsoDateTime
    filename: Annotated[str, Meta(max_length=1000)] | UnsetType = UNSET
    isFavorite: bool | UnsetType = UNSET
    livePhotoVideoId: models.Uuid4 | UnsetType = UNSET
    metadata: list[models.AssetMetadataUpsertItemDto] | UnsetType = UNSET
    visibility: models.AssetVisibility | UnsetType = UNSET


class Assets(Protocol[C_contra]):
    async def upload_asset(
        self, call: C_contra, query: UploadAssetQuery, form: Form[AssetMediaCreateDtoFields], /
    ) -> models.AssetMediaResponseDto | Wire: ...

    async def update_assets(self, call: C_contra, body: models.AssetBulkUpdateDto, /) -> None: ...

    async def delete_assets(self, call: C_contra, body: models.AssetBulkDeleteDto, /) -> None: ...

    async def check_bulk_upload(
        self, call: C_contra, body: models.AssetBulkUploadCheckDto, /
    ) -> models.AssetBulkUploadCheckResponseDto | Wire: ...

    async def copy_asset(self, call: C_contra, body: models.AssetCopyDto, /) -> None: ...

    async def run_asset_jobs(self, call: C_contra, body: models.AssetJobsDto, /) -> None: ...

    async def update_bulk_asset_metadata(
        self, call: C_contra, body: models.AssetMetadataBulkUpsertDto, /
    ) -> list[models.AssetMetadataBulkResponseDto] | Wire: ...

    async def delete_bulk_asset_metadata(
        self, call: C_contra, body: models.AssetMetadataBulkDeleteDto, /
    ) -> None: ...

    async def get_asset_statistics(
        self, call: C_contra, query: GetAssetStatisticsQuery, /
    ) -> models.AssetStatsResponseDto | Wire: ...

    async def get_asset_info(
        self, call: C_contra, id: str, /
    ) -> models.AssetResponseDto | Wire: ...

    async def update_asset(
        self, call: C_contra, id: str, body: models.UpdateAssetDto, /
    ) -> models.AssetResponseDto | Wire: ...

    async def get_asset_edits(
        self, call: C_contra, id: str, /
    ) -> models.AssetEditsResponseDto | Wire: ...

    async def edit_asset(
        self, call: C_contra, id: str, body: models.AssetEditsCreateDto, /
    ) -> models.AssetEditsResponseDto | Wire: ...

    async def remove_asset_edits(self, call: C_contra, id: str, /) -> None: ...

    async def get_asset_metadata(
        self, call: C_contra, id: str, /
    ) -> list[models.AssetMetadataResponseDto] | Wire: ...

    async def update_asset_metadata(
        self, call: C_contra, id: str, body: models.AssetMetadataUpsertDto, /
    ) -> list[models.AssetMetadataResponseDto] | Wire: ...

    async def get_asset_metadata_by_key(
        self, call: C_contra, id: str, key: str, /
    ) -> models.AssetMetadataResponseDto | Wire: ...

    async def delete_asset_metadata(self, call: C_contra, id: str, key: str, /) -> None: ...

    async def get_asset_ocr(
        self, call: C_contra, id: str, /
    ) -> list[models.AssetOcrResponseDto] | Wire: ...

    async def download_asset(
        self, call: C_contra, id: str, query: DownloadAssetQuery, /
    ) -> Wire: ...

    async def view_asset(self, call: C_contra, id: str, query: ViewAssetQuery, /) -> Wire: ...

    async def play_asset_video(self, call: C_contra, id: str, /) -> Wire: ...


def mount(module: Assets[C], gate: Gate[C]) -> list[HTTPRouteHandler]:
    async def upload_asset(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.UPLOAD_ASSET)
        query = gate.query(call, UploadAssetQuery)
        form = gate.form(call, AssetMediaCreateDtoFields)
        return gate.answer(call, await module.upload_asset(call, query, form))

    async def update_assets(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.UPDATE_ASSETS)
        body = await gate.body(call, models.AssetBulkUpdateDto, required=True)
        await module.update_assets(call, body)
        return gate.answer(call, None)

    async def delete_assets(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.DELETE_ASSETS)
        body = await gate.body(call, models.AssetBulkDeleteDto, required=True)
        await module.delete_assets(call, body)
        return gate.answer(call, None)

    async def check_bulk_upload(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.CHECK_BULK_UPLOAD)
        body = await gate.body(call, models.AssetBulkUploadCheckDto, required=True)
        return gate.answer(call, await module.check_bulk_upload(call, body))

    async def copy_asset(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.COPY_ASSET)
        body = await gate.body(call, models.AssetCopyDto, required=True)
        await module.copy_asset(call, body)
        return gate.answer(call, None)

    async def run_asset_jobs(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.RUN_ASSET_JOBS)
        body = await gate.body(call, models.AssetJobsDto, required=True)
        await module.run_asset_jobs(call, body)
        return gate.answer(call, None)

    async def update_bulk_asset_metadata(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.UPDATE_BULK_ASSET_METADATA)
        body = await gate.body(call, models.AssetMetadataBulkUpsertDto, required=True)
        return gate.answer(call, await module.update_bulk_asset_metadata(call, body))

    async def delete_bulk_asset_metadata(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.DELETE_BULK_ASSET_METADATA)
        body = await gate.body(call, models.AssetMetadataBulkDeleteDto, required=True)
        await module.delete_bulk_asset_metadata(call, body)
        return gate.answer(call, None)

    async def get_asset_statistics(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_ASSET_STATISTICS)
        query = gate.query(call, GetAssetStatisticsQuery)
        return gate.answer(call, await module.get_asset_statistics(call, query))

    async def get_asset_info(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_ASSET_INFO)
        id = gate.path(call, request, "id", models.Uuid4)
        return gate.answer(call, await module.get_asset_info(call, id))

    async def update_asset(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.UPDATE_ASSET)
        id = gate.path(call, request, "id", models.Uuid4)
        body = await gate.body(call, models.UpdateAssetDto, required=True)
        return gate.answer(call, await module.update_asset(call, id, body))

    async def get_asset_edits(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_ASSET_EDITS)
        id = gate.path(call, request, "id", models.Uuid4)
        return gate.answer(call, await module.get_asset_edits(call, id))

    async def edit_asset(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.EDIT_ASSET)
        id = gate.path(call, request, "id", models.Uuid4)
        body = await gate.body(call, models.AssetEditsCreateDto, required=True)
        return gate.answer(call, await module.edit_asset(call, id, body))

    async def remove_asset_edits(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.REMOVE_ASSET_EDITS)
        id = gate.path(call, request, "id", models.Uuid4)
        await module.remove_asset_edits(call, id)
        return gate.answer(call, None)

    async def get_asset_metadata(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_ASSET_METADATA)
        id = gate.path(call, request, "id", models.Uuid4)
        return gate.answer(call, await module.get_asset_metadata(call, id))

    async def update_asset_metadata(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.UPDATE_ASSET_METADATA)
        id = gate.path(call, request, "id", models.Uuid4)
        body = await gate.body(call, models.AssetMetadataUpsertDto, required=True)
        return gate.answer(call, await module.update_asset_metadata(call, id, body))

    async def get_asset_metadata_by_key(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_ASSET_METADATA_BY_KEY)
        id = gate.path(call, request, "id", models.Uuid4)
        key = gate.path(call, request, "key", str)
        return gate.answer(call, await module.get_asset_metadata_by_key(call, id, key))

    async def delete_asset_metadata(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.DELETE_ASSET_METADATA)
        id = gate.path(call, request, "id", models.Uuid4)
        key = gate.path(call, request, "key", str)
        await module.delete_asset_metadata(call, id, key)
        return gate.answer(call, None)

    async def get_asset_ocr(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_ASSET_OCR)
        id = gate.path(call, request, "id", models.Uuid4)
        return gate.answer(call, await module.get_asset_ocr(call, id))

    async def download_asset(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.DOWNLOAD_ASSET)
        id = gate.path(call, request, "id", models.Uuid4)
        query = gate.query(call, DownloadAssetQuery)
        return gate.answer(call, await module.download_asset(call, id, query))

    async def view_asset(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.VIEW_ASSET)
        id = gate.path(call, request, "id", models.Uuid4)
        query = gate.query(call, ViewAssetQuery)
        return gate.answer(call, await module.view_asset(call, id, query))

    async def play_asset_video(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.PLAY_ASSET_VIDEO)
        id = gate.path(call, request, "id", models.Uuid4)
        return gate.answer(call, await module.play_asset_video(call, id))

    return [
        route("POST", "/assets", upload_asset),
        route("PUT PATCH", "/assets", update_assets),
        route("DELETE", "/assets", delete_assets),
        route("POST", "/assets/bulk-upload-check", check_bulk_upload),
        route("PUT", "/assets/copy", copy_asset),
        route("POST", "/assets/jobs", run_asset_jobs),
        route("PUT", "/assets/metadata", update_bulk_asset_metadata),
        route("DELETE", "/assets/metadata", delete_bulk_asset_metadata),
        route("GET", "/assets/statistics", get_asset_statistics),
        route("GET", "/assets/{id:str}", get_asset_info),
        route("PUT PATCH", "/assets/{id:str}", update_asset),
        route("GET", "/assets/{id:str}/edits", get_asset_edits),
        route("PUT", "/assets/{id:str}/edits", edit_asset),
        route("DELETE", "/assets/{id:str}/edits", remove_asset_edits),
        route("GET", "/assets/{id:str}/metadata", get_asset_metadata),
        route("PUT", "/assets/{id:str}/metadata", update_asset_metadata),
        route("GET", "/assets/{id:str}/metadata/{key:str}", get_asset_metadata_by_key),
        route("DELETE", "/assets/{id:str}/metadata/{key:str}", delete_asset_metadata),
        route("GET", "/assets/{id:str}/ocr", get_asset_ocr),
        route("GET", "/assets/{id:str}/original", download_asset),
        route("GET", "/assets/{id:str}/thumbnail", view_asset),
        route("GET", "/assets/{id:str}/video/playback", play_asset_video),
        route("GET", "/assets/bulk-upload-check", hidden(get_asset_info, id="bulk-upload-check")),
        route(
            "PUT PATCH", "/assets/bulk-upload-check", hidden(update_asset, id="bulk-upload-check")
        ),
        route("GET", "/assets/copy", hidden(get_asset_info, id="copy")),
        route("PATCH", "/assets/copy", hidden(update_asset, id="copy")),
        route("GET", "/assets/jobs", hidden(get_asset_info, id="jobs")),
        route("PUT PATCH", "/assets/jobs", hidden(update_asset, id="jobs")),
        route("GET", "/assets/metadata", hidden(get_asset_info, id="metadata")),
        route("PATCH", "/assets/metadata", hidden(update_asset, id="metadata")),
        route("PUT PATCH", "/assets/statistics", hidden(update_asset, id="statistics")),
    ]
