"""What each type of the sync stream consists of, in the order it is sent.

Nothing a phone is sent may refer to a row it has not got, though rows change
while the stream runs and no transaction spans it. `now` was taken before: all
that came about before it can be read, and nothing will come about before it.

- Rows others refer to (people, assets, albums) are read to the very end. One
  that is changed meanwhile moves behind `now`, but it is sent.
- All other rows are read up to `now`. What they refer to is older than they
  are, so it was sent earlier in this stream or in one before.
- Acks never go beyond `now`: what was sent from behind it is sent once more.
- Behind `now` an asset is left out whose bytes were another asset's that went
  after `now` too: of that one the phone does not know yet that it is gone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from msgspec import Struct

from bindings import Sql
from photos import sync_shapes as shapes, sync_sources as sources
from photos.checkpoints import id_of
from photos.sync_sources import Page, Source, only


class Run(Struct, frozen=True):
    """Lines of one type."""

    type: str
    page: Page
    after: str
    beside: str | None = None
    """A type whose lines begin at `now` once the first of these is acknowledged."""
    sparse: bool = False
    """Few of the rows read are sent."""


class Backfill(Struct, frozen=True):
    """What lay in containers before the phone was shown them."""

    type: str
    until: str | None
    """The last id that came as a regular line; None if none did, which then will bring all."""
    containers: str
    """`partners` or `albums`."""
    page: Callable[[str, str], Page]
    """(container, before) -> its rows."""


Step = Run | Backfill
_LARGEST = 20_000
"""Characters of a value beside an asset: some dozens of them must fit into one value (2 MB)."""


class Reader(Struct, frozen=True):
    """Who reads the stream, from where to where."""

    user_id: str
    now: str
    acks: Mapping[str, str]

    def acknowledged(self, type: str) -> str | None:
        ack = self.acks.get(type)
        return None if ack is None else id_of(ack)

    def run(self, type: str, page: Page, beside: str | None = None) -> Run:
        return Run(type, page, self.acknowledged(type) or "", beside)

    def own(self, type: str, source: Source, data: Sql) -> Run:
        return self.run(type, source.one(self.user_id, data, self.now))

    def partners(self, type: str, source: Source, data: Sql, before: str | None) -> Run:
        shared = Sql(
            "SELECT shared_by_id AS id FROM partners WHERE shared_with_id = ? AND create_id < ?",
            (self.user_id, self.now),
        )
        return self.run(type, source.many(shared, data, before))

    def albums(self, type: str, source: Source, data: Sql, beside: str | None = None) -> Run:
        joined = Sql(
            "SELECT album_id AS id FROM album_users WHERE user_id = ? AND create_id < ?",
            (self.user_id, self.now),
        )
        return self.run(type, source.many(joined, data, self.now), beside)

    def backfill(self, type: str, until: str, containers: str, source: Source, data: Sql) -> Step:
        def page(container: str, before: str) -> Page:
            return source.one(container, data, before)

        return Backfill(type, self.acknowledged(until), containers, page)

    def in_albums(self, type: str, created: str, source: Source, data: Sql) -> list[Step]:
        """Changes of what the phone has from albums."""
        until = self.acknowledged(created)
        if until is None:
            return []
        known = Sql(
            """
            EXISTS (
              SELECT 1 FROM album_assets CROSS JOIN album_users
              ON album_users.album_id = album_assets.album_id AND album_users.user_id = ?
              WHERE
                album_assets.asset_id = assets.id AND album_assets.update_id <= ?
                AND album_users.create_id < ?
            )
            """,
            (self.user_id, until, self.now),
        )
        owners = Sql("SELECT ? AS id UNION ALL", (self.user_id,)) & self._owners()
        page = source.many(owners, only(known, data), self.now)
        return [Run(type, page, self.acknowledged(type) or "", sparse=True)]

    def gone(self, type: str, audit: Source, data: Sql) -> Run:
        """Deletions by everybody of whom the phone may ever have got anything."""
        return self.run(type, audit.many(self._owners(), data, self.now))

    def told(self, own: Sql, foreign: Sql) -> Sql:
        """What an album has may be one's own."""
        mine = Sql("iif(assets.owner_id = ?,", (self.user_id,))
        return mine & own & Sql(",") & foreign & Sql(")")

    def settled(self, asset: Sql) -> Sql:
        """Not one in the place of another that the phone still has."""
        alone = Sql(
            """
            assets.update_id < ? OR NOT EXISTS (
              SELECT 1 FROM asset_audit
              WHERE
                asset_audit.owner_id = assets.owner_id AND asset_audit.id >= ?
                AND asset_audit.checksum = assets.checksum
            )
            """,
            (self.now, self.now),
        )
        return only(alone, asset)

    def _owners(self) -> Sql:
        return Sql("SELECT owner_id AS id FROM audiences WHERE user_id = ?", (self.user_id,))


def _auth_users(reader: Reader) -> list[Step]:
    return [reader.run("AuthUserV1", sources.USERS.one(reader.user_id, shapes.AUTH_USER, None))]


def _users(reader: Reader) -> list[Step]:
    anybody = Sql("")
    gone = sources.USER_AUDIT.where(anybody, shapes.USER_GONE, reader.now)
    return [
        reader.run("UserDeleteV1", gone),
        reader.run("UserV1", sources.USERS.where(anybody, shapes.USER, None)),
    ]


def _partners(reader: Reader) -> list[Step]:
    either = Sql("(shared_by_id = ? OR shared_with_id = ?) AND", (reader.user_id, reader.user_id))
    gone = sources.PARTNER_AUDIT.where(either, shapes.PARTNER_GONE, reader.now)
    return [
        reader.run("PartnerDeleteV1", gone),
        reader.run("PartnerV1", sources.PARTNERS.where(either, shapes.PARTNER, reader.now)),
    ]


def _assets(reader: Reader) -> list[Step]:
    assets = sources.ASSETS.one(reader.user_id, reader.settled(shapes.ASSET), None)
    return [
        reader.own("AssetDeleteV1", sources.ASSET_AUDIT, shapes.ASSET_GONE),
        reader.run("AssetV2", assets),
    ]


def _stacks(reader: Reader) -> list[Step]:
    return [
        reader.own("StackDeleteV1", sources.STACK_AUDIT, shapes.STACK_GONE),
        reader.own("StackV1", sources.STACKS, shapes.STACK),
    ]


def _partner_assets(reader: Reader) -> list[Step]:
    source, asset, sent = sources.ASSETS, shapes.FOREIGN_ASSET, "PartnerAssetV2"
    return [
        reader.gone("PartnerAssetDeleteV1", sources.ASSET_AUDIT, shapes.ASSET_GONE),
        reader.backfill("PartnerAssetBackfillV2", sent, "partners", source, asset),
        reader.partners(sent, source, reader.settled(asset), before=None),
    ]


def _partner_stacks(reader: Reader) -> list[Step]:
    source, stack = sources.STACKS, shapes.STACK
    return [
        reader.gone("PartnerStackDeleteV1", sources.STACK_AUDIT, shapes.STACK_GONE),
        reader.backfill("PartnerStackBackfillV1", "PartnerStackV1", "partners", source, stack),
        reader.partners("PartnerStackV1", source, stack, reader.now),
    ]


def _album_assets(reader: Reader) -> list[Step]:
    source = sources.ASSETS_OF_PAIRS
    asset = reader.told(shapes.ASSET, shapes.FOREIGN_ASSET)
    created, updated = "AlbumAssetCreateV2", "AlbumAssetUpdateV2"
    return [
        reader.backfill("AlbumAssetBackfillV2", created, "albums", source, asset),
        *reader.in_albums(updated, created, sources.ASSETS, asset),
        reader.albums(created, source, asset, beside=updated),
    ]


def _albums(reader: Reader, type: str, owner: bool) -> list[Step]:
    mine = Sql(
        "albums.id IN (SELECT album_id FROM album_users WHERE user_id = ? AND create_id < ?) AND",
        (reader.user_id, reader.now),
    )
    album = shapes.album(reader.now, owner=owner)
    return [
        reader.own("AlbumDeleteV1", sources.ALBUM_AUDIT, shapes.ALBUM_GONE),
        reader.run(type, sources.ALBUMS.where(mine, album, None)),
    ]


def _album_users(reader: Reader) -> list[Step]:
    source, member = sources.MEMBERS, shapes.MEMBER
    return [
        reader.albums("AlbumUserDeleteV1", sources.MEMBER_AUDIT, shapes.MEMBER_GONE),
        reader.backfill("AlbumUserBackfillV1", "AlbumUserV1", "albums", source, member),
        reader.albums("AlbumUserV1", source, member),
    ]


def _album_to_assets(reader: Reader) -> list[Step]:
    source, pair = sources.PAIRS, shapes.PAIR
    return [
        reader.albums("AlbumToAssetDeleteV1", sources.PAIR_AUDIT, shapes.PAIR_GONE),
        reader.backfill("AlbumToAssetBackfillV1", "AlbumToAssetV1", "albums", source, pair),
        reader.albums("AlbumToAssetV1", source, pair),
    ]


def _asset_exifs(reader: Reader) -> list[Step]:
    return [reader.own("AssetExifV1", sources.EXIF, shapes.EXIF)]


def _album_asset_exifs(reader: Reader) -> list[Step]:
    source = sources.EXIF_OF_PAIRS
    exif = reader.told(shapes.EXIF, shapes.FOREIGN_EXIF)
    created, updated = "AlbumAssetExifCreateV1", "AlbumAssetExifUpdateV1"
    return [
        reader.backfill("AlbumAssetExifBackfillV1", created, "albums", source, exif),
        *reader.in_albums(updated, created, sources.EXIF, exif),
        reader.albums(created, source, exif, beside=updated),
    ]


def _partner_asset_exifs(reader: Reader) -> list[Step]:
    source, exif, sent = sources.EXIF, shapes.FOREIGN_EXIF, "PartnerAssetExifV1"
    return [
        reader.backfill("PartnerAssetExifBackfillV1", sent, "partners", source, exif),
        reader.partners(sent, source, exif, reader.now),
    ]


def _user_metadata(reader: Reader) -> list[Step]:
    gone = sources.USER_METADATA_AUDIT
    return [
        reader.own("UserMetadataDeleteV1", gone, shapes.USER_METADATA_GONE),
        reader.own("UserMetadataV1", sources.USER_METADATA, shapes.USER_METADATA),
    ]


def _asset_metadata(reader: Reader) -> list[Step]:
    small = Sql(f"length(asset_metadata.value) <= {_LARGEST}")
    return [
        reader.own("AssetMetadataDeleteV1", sources.METADATA_AUDIT, shapes.METADATA_GONE),
        reader.own("AssetMetadataV1", sources.METADATA, only(small, shapes.METADATA)),
    ]


def _asset_edits(reader: Reader) -> list[Step]:
    return [
        reader.own("AssetEditDeleteV1", sources.EDIT_AUDIT, shapes.EDIT_GONE),
        reader.own("AssetEditV1", sources.EDITS, shapes.EDIT),
    ]


def _nothing(reader: Reader) -> list[Step]:
    """A feature that is not here."""
    return []


ORDER: Mapping[str, Callable[[Reader], list[Step]]] = {
    "AuthUsersV1": _auth_users,
    "UsersV1": _users,
    "PartnersV1": _partners,
    "AssetsV2": _assets,
    "StacksV1": _stacks,
    "PartnerAssetsV2": _partner_assets,
    "PartnerStacksV1": _partner_stacks,
    "AlbumAssetsV2": _album_assets,
    "AlbumsV1": lambda reader: _albums(reader, "AlbumV1", owner=True),
    "AlbumsV2": lambda reader: _albums(reader, "AlbumV2", owner=False),
    "AlbumUsersV1": _album_users,
    "AlbumToAssetsV1": _album_to_assets,
    "AssetExifsV1": _asset_exifs,
    "AlbumAssetExifsV1": _album_asset_exifs,
    "AssetOcrV1": _nothing,
    "PartnerAssetExifsV1": _partner_asset_exifs,
    "MemoriesV1": _nothing,
    "MemoryToAssetsV1": _nothing,
    "PeopleV1": _nothing,
    "AssetFacesV2": _nothing,
    "UserMetadataV1": _user_metadata,
    "AssetMetadataV1": _asset_metadata,
    "AssetEditsV1": _asset_edits,
}
"""What a request may ask for, in the order in which it is sent."""


def plan(reader: Reader, types: Collection[str]) -> list[Step]:
    """The steps of a stream of these types."""
    return [step for type, steps in ORDER.items() if type in types for step in steps(reader)]
