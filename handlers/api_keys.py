"""Tag "API keys": letting programs act for oneself."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence

from msgspec import UNSET

from generated import models
from handlers import auth, realtime
from handlers.call import Call
from photos import api_keys
from photos.api_keys import ApiKey
from photos.refusal import Refused

_NAME = "API Key"


async def get_api_keys(call: Call) -> list[models.ApiKeyResponseDto]:
    return [shown(key) for key in await api_keys.all_of(call.bindings.database, call.user.id)]


async def create_api_key(
    call: Call, body: models.ApiKeyCreateDto
) -> models.ApiKeyCreateResponseDto:
    """The secret is in this answer and nowhere else."""
    clock = call.bindings.clock
    secret = b64encode(clock.secret(32)).translate(None, b"+/=").decode()
    key = await api_keys.create(
        call.bindings.database,
        id=clock.uuid(),
        user_id=call.user.id,
        name=body.name or _NAME,
        key_hash=auth.digest(secret),
        permissions=grantable(call, body.permissions),
        now=clock.now(),
    )
    return models.ApiKeyCreateResponseDto(apiKey=shown(key), secret=secret)


async def get_my_api_key(call: Call) -> models.ApiKeyResponseDto:
    if call.caller.api_key is None:
        raise Refused("Not authenticated with an API Key", "forbidden")
    return shown(call.caller.api_key)


async def get_api_key(call: Call, id: str) -> models.ApiKeyResponseDto:
    return shown(await api_keys.read(call.bindings.database, call.user.id, id))


async def update_api_key(
    call: Call, id: str, body: models.ApiKeyUpdateDto
) -> models.ApiKeyResponseDto:
    bindings = call.bindings
    if body.name is UNSET and body.permissions is UNSET:
        return await get_api_key(call, id)
    updated = await api_keys.update(
        bindings.database,
        call.user.id,
        id,
        name=None if body.name is UNSET else body.name or _NAME,
        permissions=None if body.permissions is UNSET else grantable(call, body.permissions),
        now=bindings.clock.now(),
    )
    await realtime.close_revoked(bindings, call.user.id)
    return shown(updated)


async def delete_api_key(call: Call, id: str) -> None:
    await api_keys.delete(call.bindings.database, call.user.id, id)
    await realtime.close_revoked(call.bindings, call.user.id)


def grantable(call: Call, wanted: Sequence[models.Permission]) -> list[str]:
    """`wanted` without repetitions. Raises Refused when a key asks for more than it has."""
    asking = call.caller.api_key
    if asking and "all" not in asking.permissions and not set(wanted) <= set(asking.permissions):
        raise Refused("Cannot grant permissions you do not have")
    return [permission.value for permission in dict.fromkeys(wanted)]


def shown(key: ApiKey) -> models.ApiKeyResponseDto:
    """A key as the contract shows it."""
    return models.ApiKeyResponseDto(
        createdAt=key.created_at,
        id=key.id,
        name=key.name,
        permissions=[models.Permission(permission) for permission in key.permissions],
        updatedAt=key.updated_at,
    )
