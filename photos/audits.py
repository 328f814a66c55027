"""What sync remembers of deleted rows."""

from __future__ import annotations

from datetime import datetime

from bindings import Sql
from photos import moments

TABLES = (
    "user_audit", "user_metadata_audit", "partner_audit", "asset_audit", "asset_edit_audit",
    "asset_metadata_audit", "stack_audit", "album_audit", "album_user_audit", "album_asset_audit",
)  # fmt: skip


def cleanup(before: datetime) -> list[Sql]:
    """Forget deletions made before then. A phone silent for that long starts anew."""
    bound = moments.first_id(before)
    return [Sql(f"DELETE FROM {table} WHERE id < ?", (bound,)) for table in TABLES]
