"""Tag "Duplicates": likenesses are not looked for, so there are no groups."""

from __future__ import annotations

from generated import models
from handlers.call import Call
from photos.refusal import Refused

_NO_SUCH_GROUP = "Not found or no duplicate.delete access"


async def get_asset_duplicates(call: Call) -> list[models.DuplicateResponseDto]:
    return []


async def delete_duplicates(call: Call, body: models.BulkIdsDto) -> None:
    """The web client sends the list it was shown, which is empty."""
    if body.ids:
        raise Refused(_NO_SUCH_GROUP)


async def resolve_duplicates(
    call: Call, body: models.DuplicateResolveDto
) -> list[models.BulkIdResponseDto]:
    """The contract wants at least one group, and no id names one."""
    raise Refused(_NO_SUCH_GROUP)
