"""What people say in albums: likes and comments, on an album or on one asset in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from msgspec import Struct

from bindings import Database, Sql, joined
from photos import access, moments
from photos.refusal import Refused
from photos.rows import columns, divide
from photos.users import User


class Activity(Struct, array_like=True, frozen=True):
    """A like, or a comment as it was sent."""

    id: str
    asset_id: str | None
    """None: about the album itself."""
    comment: str | None
    """None: a like."""
    created_at: str


class Said(Struct, frozen=True):
    activity: Activity
    user: User


class Wanted(Struct, frozen=True, kw_only=True):
    """Which of an album's activities."""

    album_id: str
    asset_id: str | None = None
    user_id: str | None = None
    liked: bool | None = None
    """Only likes, or only comments."""
    album_level: bool = False
    """Only what is about the album itself, whatever `asset_id` says."""


class New(Struct, frozen=True, kw_only=True):
    id: str
    album_id: str
    user_id: str
    asset_id: str | None
    comment: str | None
    """None: a like."""


class Statistics(Struct, array_like=True, frozen=True):
    comments: int
    likes: int


# Nobody sees what a deleted account said, or what was said about an asset that
# is in the trash or locked away.
_HEARD = """
  FROM activities
  INNER JOIN users ON users.id = activities.user_id AND users.deleted_at IS NULL
  LEFT JOIN assets ON assets.id = activities.asset_id
  WHERE
    (
      activities.asset_id IS NULL
      OR assets.deleted_at IS NULL AND assets.visibility <> 'locked'
    )
    AND
"""
_SELECT = f"SELECT {columns(Activity, 'activities')}, {columns(User, 'users')} {_HEARD}"


async def find(database: Database, wanted: Wanted) -> list[Said]:
    """Oldest first."""
    statement = Sql(_SELECT) & joined(" AND ", _conditions(wanted))
    order = Sql("ORDER BY activities.created_at, activities.id")
    return [_said(found) for found in await database.all(statement & order, list[Any])]


async def count(database: Database, wanted: Wanted) -> Statistics:
    statement = Sql(f"SELECT count(comment), ifnull(sum(is_liked), 0) {_HEARD}")
    found = await database.one(statement & joined(" AND ", _conditions(wanted)), Statistics)
    assert found is not None, "an aggregate always answers one row"
    return found


async def create(database: Database, new: New, now: datetime) -> tuple[str, bool]:
    """The id of the activity, and whether it is new: a like that is there already stays.

    Raises Refused for an asset the album does not show, and for an album that is gone.
    """
    insert = f"""
      INSERT INTO activities (id, album_id, user_id, asset_id, comment, is_liked, created_at)
      SELECT ?, ?, ?, ?, ?, ?, ?
      WHERE {_ALBUM if new.asset_id is None else _IN_ALBUM}
      ON CONFLICT DO NOTHING RETURNING id
    """
    row = (new.id, new.album_id, new.user_id, new.asset_id, new.comment)
    asset = (new.album_id,) if new.asset_id is None else (new.album_id, new.asset_id)
    args = (*row, new.comment is None, moments.text(now), *asset)
    found = await database.one(Sql(insert, args), tuple[str])
    if found is not None:
        return found[0], True
    if new.comment is None and (liked := await _liked(database, new)) is not None:
        return liked, False
    if new.asset_id is None:  # the album was deleted meanwhile
        raise access.refusal("activity.create")
    raise Refused("Asset not found in album")


_ALBUM = "EXISTS (SELECT 1 FROM albums WHERE id = ?)"
_IN_ALBUM = """EXISTS (
  SELECT 1 FROM album_assets INNER JOIN assets ON assets.id = album_assets.asset_id
  WHERE
    album_assets.album_id = ? AND album_assets.asset_id = ?
    AND assets.deleted_at IS NULL AND assets.visibility <> 'locked'
)"""


async def read(database: Database, id: str) -> Said | None:
    """An activity by its id, whoever may hear it."""
    statement = f"""
      SELECT {columns(Activity, "activities")}, {columns(User, "users")}
      FROM activities INNER JOIN users ON users.id = activities.user_id
      WHERE activities.id = ?
    """
    found = await database.one(Sql(statement, (id,)), list[Any])
    return _said(found) if found else None


async def delete(database: Database, id: str) -> None:
    await database.run(Sql("DELETE FROM activities WHERE id = ?", (id,)))


async def _liked(database: Database, new: New) -> str | None:
    statement = """
      SELECT id FROM activities
      WHERE album_id = ? AND user_id = ? AND ifnull(asset_id, '') = ? AND is_liked = 1
    """
    args = (new.album_id, new.user_id, new.asset_id or "")
    found = await database.one(Sql(statement, args), tuple[str])
    return found[0] if found else None


def _conditions(wanted: Wanted) -> Iterator[Sql]:
    yield Sql("activities.album_id = ?", (wanted.album_id,))
    if wanted.album_level:
        yield Sql("activities.asset_id IS NULL")
    elif wanted.asset_id is not None:
        yield Sql("activities.asset_id = ?", (wanted.asset_id,))
    if wanted.user_id is not None:
        yield Sql("+activities.user_id = ?", (wanted.user_id,))
    if wanted.liked is not None:
        yield Sql(f"activities.is_liked = {wanted.liked:d}")


def _said(found: list[Any]) -> Said:
    return Said(*divide(found, Activity, User))
