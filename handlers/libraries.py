"""Tag "Libraries": folders outside the store are not watched, so there are none."""

from __future__ import annotations

from generated import models
from handlers.call import Call


async def get_all_libraries(call: Call) -> list[models.LibraryResponseDto]:
    return []
