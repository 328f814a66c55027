"""aioimmich, which Home Assistant speaks with."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import httpx
import pytest
from aioimmich import Immich
from aioimmich.exceptions import ImmichUnauthorizedError

from tests.clients.conftest import Account
from tests.pictures import jpeg


@pytest.fixture
async def immich(account: Account) -> AsyncIterator[Immich]:
    async with aiohttp.ClientSession() as session:
        yield await connect(session, account.url, account.key)


async def connect(session: aiohttp.ClientSession, url: str, key: str) -> Immich:
    address = urlsplit(url)
    immich = Immich(session, key, str(address.hostname), address.port or 80, use_ssl=False)
    await immich.async_setup()
    return immich


async def test_sensors(immich: Immich) -> None:
    """What the integration polls every minute."""
    about = await immich.server.async_get_about_info()
    assert about.version == "v3.1.0"
    storage = await immich.server.async_get_storage_info()
    assert storage.disk_size_raw > storage.disk_use_raw > 0
    statistics = await immich.server.async_get_server_statistics()
    assert statistics.usage_by_user[0].user_name == "Ada"
    assert (await immich.server.async_get_version()).major == 3
    await immich.server.async_get_version_check()
    user = await immich.users.async_get_my_user()
    assert (user.email, user.is_admin) == ("ada@example.com", True)
    again = await immich.users.async_get_my_user()
    assert again == user, "out of its own cache, after a 304"


async def test_media_source(immich: Immich, tmp_path: Path) -> None:
    """What its media browser walks, and the upload action."""
    photo = tmp_path / "Café.jpg"
    photo.write_bytes(jpeg(33))
    uploaded = await immich.assets.async_upload_asset(str(photo))
    assert uploaded.status == "created"
    assert (await immich.assets.async_upload_asset(str(photo))).status == "duplicate"
    assert await immich.people.async_get_all_people() == []
    assert await immich.people.async_get_people_count() == 0
    assert await immich.albums.async_get_all_albums() == []
    assert await immich.tags.async_get_all_tags() == []
    found = await immich.search.async_get_all()
    # aiohttp percent-encodes names, which nobody undoes: `100%41.jpg` is a name too.
    assert [each.original_file_name for each in found] == ["Caf%C3%A9.jpg"]
    original = await immich.assets.async_view_asset(uploaded.asset_id, "fullsize")
    assert original == photo.read_bytes()


async def test_albums(immich: Immich, account: Account, tmp_path: Path) -> None:
    """What it shows as folders."""
    photo = tmp_path / "a.jpg"
    photo.write_bytes(jpeg(34))
    uploaded = await immich.assets.async_upload_asset(str(photo))
    made = {"albumName": "Trip", "assetIds": [uploaded.asset_id]}
    async with httpx.AsyncClient(base_url=account.url) as client:
        key = {"x-api-key": account.key}
        assert (await client.post("/api/albums", json=made, headers=key)).status_code == 201
    (album,) = await immich.albums.async_get_all_albums()
    assert (album.album_name, album.asset_count) == ("Trip", 1)
    assert album.album_thumbnail_asset_id == uploaded.asset_id
    await immich.albums.async_add_assets_to_album(album.album_id, [uploaded.asset_id])


async def test_wrong_key(account: Account) -> None:
    async with aiohttp.ClientSession() as session:
        immich = await connect(session, account.url, "wrong")
        with pytest.raises(ImmichUnauthorizedError):
            await immich.users.async_get_my_user()
