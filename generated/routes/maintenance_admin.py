# generated from openapi.yaml by codegen; do not edit
"""Maintenance (admin): what its handlers must offer, and where it is mounted."""

from __future__ import annotations

from typing import Annotated, Protocol

from msgspec import UNSET, Meta, Struct, UnsetType

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


class GetIntegrityReportQuery(Struct, kw_only=True):
    cursor: str | UnsetType = UNSET
    limit: Annotated[int, Meta(ge=1, le=9007199254740991)] = 500
    type: models.IntegrityReport


class MaintenanceAdmin(Protocol[C_contra]):
    async def get_integrity_report(
        self, call: C_contra, query: GetIntegrityReportQuery, /
    ) -> models.IntegrityReportResponseDto | Wire: ...

    async def get_integrity_report_csv(
        self, call: C_contra, type: models.IntegrityReport, /
    ) -> Wire: ...

    async def get_integrity_report_summary(
        self, call: C_contra, /
    ) -> models.IntegrityReportSummaryResponseDto | Wire: ...

    async def detect_prior_install(
        self, call: C_contra, /
    ) -> models.MaintenanceDetectInstallResponseDto | Wire: ...

    async def maintenance_login(
        self, call: C_contra, body: models.MaintenanceLoginDto, /
    ) -> models.MaintenanceAuthDto | Wire: ...

    async def get_maintenance_status(
        self, call: C_contra, /
    ) -> models.MaintenanceStatusResponseDto | Wire: ...


def mount(module: MaintenanceAdmin[C], gate: Gate[C]) -> list[HTTPRouteHandler]:
    async def get_integrity_report(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_INTEGRITY_REPORT)
        query = gate.query(call, GetIntegrityReportQuery)
        return gate.answer(call, await module.get_integrity_report(call, query))

    async def get_integrity_report_csv(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_INTEGRITY_REPORT_CSV)
        type = models.IntegrityReport(gate.path(call, request, "type", models.IntegrityReport))
        return gate.answer(call, await module.get_integrity_report_csv(call, type))

    async def get_integrity_report_summary(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_INTEGRITY_REPORT_SUMMARY)
        return gate.answer(call, await module.get_integrity_report_summary(call))

    async def detect_prior_install(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.DETECT_PRIOR_INSTALL)
        return gate.answer(call, await module.detect_prior_install(call))

    async def maintenance_login(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.MAINTENANCE_LOGIN)
        body = await gate.body(call, models.MaintenanceLoginDto, required=True)
        return gate.answer(call, await module.maintenance_login(call, body))

    async def get_maintenance_status(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_MAINTENANCE_STATUS)
        return gate.answer(call, await module.get_maintenance_status(call))

    return [
        route("GET", "/admin/integrity/report", get_integrity_report),
        route("GET", "/admin/integrity/report/{type:str}/csv", get_integrity_report_csv),
        route("GET", "/admin/integrity/summary", get_integrity_report_summary),
        route("GET", "/admin/maintenance/detect-install", detect_prior_install),
        route("POST", "/admin/maintenance/login", maintenance_login),
        route("GET", "/admin/maintenance/status", get_maintenance_status),
    ]
