"""Tag "Maintenance (admin)": no maintenance mode, no integrity checks."""

from __future__ import annotations

from generated import models
from generated.gate import Wire
from generated.routes.maintenance_admin import GetIntegrityReportQuery
from handlers.call import Call
from handlers.files import inline
from handlers.wire import Answer
from photos.refusal import Refused


async def get_integrity_report(
    call: Call, query: GetIntegrityReportQuery
) -> models.IntegrityReportResponseDto:
    return models.IntegrityReportResponseDto(items=[])


async def get_integrity_report_csv(call: Call, type: models.IntegrityReport) -> Wire:
    """A table of no rows, named `<epoch ms>-<type>.csv`."""
    milliseconds = int(call.bindings.clock.now().timestamp() * 1000)
    name = inline(f"{milliseconds}-{type}", ".csv")
    headers = [
        (b"cache-control", b"private, no-cache, no-transform"),
        (b"content-disposition", name.encode()),
    ]
    columns = b"id,type,assetId,fileAssetId,path\n"
    return Answer(columns, 200, headers, b"text/csv; charset=utf-8")


async def get_integrity_report_summary(call: Call) -> models.IntegrityReportSummaryResponseDto:
    return models.IntegrityReportSummaryResponseDto(
        checksum_mismatch=0, missing_file=0, untracked_file=0
    )


async def detect_prior_install(call: Call) -> models.MaintenanceDetectInstallResponseDto:
    return models.MaintenanceDetectInstallResponseDto(storage=[])


async def maintenance_login(
    call: Call, body: models.MaintenanceLoginDto
) -> models.MaintenanceAuthDto:
    raise Refused("Not in maintenance mode")


async def get_maintenance_status(call: Call) -> models.MaintenanceStatusResponseDto:
    return models.MaintenanceStatusResponseDto(action=models.MaintenanceAction.END, active=False)
