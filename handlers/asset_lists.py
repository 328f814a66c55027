"""Lists of assets, which the database has written."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from bindings import Sql
from handlers.call import Caller
from handlers.wire import Answer, Json
from photos import asset_objects


def shown(caller: Caller, *, with_exif: bool) -> Sql:
    """AssetResponseDto as it looks to the caller."""
    user = None if caller.link else caller.user.id
    return asset_objects.listed(user, with_exif=with_exif)


def array(assets: Iterable[str]) -> msgspec.Raw:
    return msgspec.Raw(f"[{','.join(assets)}]".encode())


def answer(assets: Iterable[str]) -> Answer:
    return Json(bytes(array(assets)))
