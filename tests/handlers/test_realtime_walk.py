"""Every operation that changes something, and who is told what of it once its jobs are done.

The owner does it, or the admin where only they may. One that is not in the table tells
nobody: what an operation tells that is new fails here until it stands there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
import pytest_asyncio

from bindings import EVERYBODY, Bindings, Message
from bindings.local import open_bindings
from handlers import jobs
from photos.users import User
from tests.clients.walk import BEFORE, CHANGING, SILENT, perform
from tests.handlers.conftest import House
from tests.handlers.matrix import ABSENT
from tests.handlers.matrix_world import World
from tests.listening import Ears

ALBUM = {"owner": {"on_album_update"}, "member": {"on_album_update"}}
CHANGED = {"owner": {"on_asset_update"}}
STACKED = {"owner": {"on_asset_stack_update"}}
EDITED = {"owner": {"AssetEditReadyV2"}}
TOLD: dict[str, dict[str, set[str]]] = {
    "addAssetsToAlbum": ALBUM,
    "addAssetsToAlbums": ALBUM,
    "removeAssetFromAlbum": ALBUM,
    "uploadAsset": {"owner": {"on_upload_success", "AssetUploadReadyV2"}},
    "updateAsset": CHANGED,
    "updateAssets": CHANGED,
    "bulkTagAssets": CHANGED,
    "tagAssets": CHANGED,
    "untagAssets": CHANGED,
    "editAsset": EDITED,
    "removeAssetEdits": EDITED,
    "deleteAssets": {"owner": {"on_asset_trash"}},
    "emptyTrash": {"owner": {"on_asset_delete"}},
    "restoreAssets": {"owner": {"on_asset_restore"}},
    "createStack": STACKED,
    "updateStack": STACKED,
    "removeAssetFromStack": STACKED,
    "deleteStack": STACKED,
    "deleteStacks": STACKED,
    "logout": {"session": {"on_session_delete"}},
    "updateConfig": {"everybody": {"on_config_update"}},
    "createJob": {"everybody": {"on_user_delete"}},
}
"""Events by whose sockets hear them. The job that is created removes closed accounts."""


@dataclass
class Pending:
    """A queue that waits for the walk to do its jobs."""

    messages: list[Message] = field(default_factory=list)

    async def send(self, messages: Sequence[Message]) -> None:
        self.messages += messages

    async def wake(self) -> None:
        """Nothing waits elsewhere."""


class Country(World):
    """The matrix's installation, which remembers what it tells."""

    ears: Ears
    queue: Pending
    rooms: dict[str, str]

    async def _admit(self, people: dict[str, User]) -> None:
        await super()._admit(people)
        self.rooms = {person.id: name for name, person in people.items()} | {EVERYBODY: "everybody"}

    def heard(self) -> dict[str, set[str]]:
        """Events by whose room they were told to."""
        found = defaultdict[str, set[str]](set)
        for room, event, _ in self.ears.heard:
            found[self.rooms.get(room, "session")].add(event)
        return found

    async def work(self) -> None:
        while self.queue.messages:
            await jobs.run(self.queue.messages.pop(0), self.house.bindings)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def country(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Country]:
    data = tmp_path_factory.mktemp("walk") / "data"
    with closing(await open_bindings(data)) as opened:
        ears, queue = Ears(), Pending()
        bindings: Bindings = opened
        house = House(replace(bindings, sockets=ears, queue=queue), _no_jobs)
        with closing(Country(house, Path(data))) as made:
            made.ears, made.queue = ears, queue
            await made.populate()
            yield made


async def _no_jobs() -> None:
    raise AssertionError("the walk does them")


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("name", CHANGING)
async def test_who_hears_of(country: Country, name: str) -> None:
    base = name.removesuffix("Patch")
    if statement := BEFORE.get(base):
        country.arrange(statement)
    country.ears.heard.clear()
    try:
        answer = await perform(country, CHANGING[name])
        assert answer.is_success or base in ABSENT or base in SILENT, answer.text
        await country.work()
        assert country.heard() == TOLD.get(base, {})
    finally:
        country.difference()
        await country.restore()
