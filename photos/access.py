"""Who may do what to which rows, as conditions the database checks itself.

A right is a predicate over one table. A list of ids is checked by one
statement, all or nothing; a query that reads rows can carry the same
predicate. Behind a shared link the caller acts for its owner but has only the
rights of the link.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from bindings import Database, Sql, joined
from photos.refusal import Refused
from photos.rows import portions
from photos.shared_links import SharedLink
from photos.users import User


class Caller(Protocol):
    """Who asks."""

    @property
    def user(self) -> User: ...

    @property
    def link(self) -> SharedLink | None: ...

    @property
    def elevated(self) -> bool:
        """The locked folder is open to them."""
        ...


class Who(NamedTuple):
    """What of a caller decides."""

    user_id: str
    link: SharedLink | None
    elevated: bool


Rule = Callable[[Who], Sql]


async def require(database: Database, permission: str, caller: Caller, ids: Sequence[str]) -> None:
    """Raise Refused unless every id names a row the caller has the permission on."""
    if not await allows(database, permission, caller, ids):
        raise refusal(permission)


async def allows(database: Database, permission: str, caller: Caller, ids: Sequence[str]) -> bool:
    """Whether every id names a row the caller has the permission on. True for no ids."""
    return not ids or len(await permitted(database, permission, caller, ids)) == len(set(ids))


def refusal(permission: str) -> Refused:
    """What is said alike of rows that do not exist and rows one may not touch."""
    return Refused(f"Not found or no {permission} access")


def require_elevation(caller: Caller) -> None:
    """Raise Refused unless the locked folder is open to the caller."""
    if not caller.elevated:
        raise Refused("Elevated permission is required", "unauthorized")


async def permitted(
    database: Database, permission: str, caller: Caller, ids: Sequence[str]
) -> set[str]:
    """Those of the ids that name a row the caller has the permission on.

    KeyError for a permission that is not about rows.
    """
    allowed = condition(permission, caller)
    if allowed is NOBODY:
        return set()
    select = (
        f"SELECT id FROM {_RIGHTS[permission][0]} WHERE id IN (SELECT value FROM json_each(?)) AND"
    )
    return {
        id
        for portion in portions(ids)
        for (id,) in await database.all(Sql(select, (portion,)) & allowed, tuple[str])
    }


def condition(permission: str, caller: Caller) -> Sql:
    """What holds for the rows the caller has the permission on, to go into
    the WHERE of any query over their table."""
    return _condition(permission, Who(caller.user.id, caller.link, caller.elevated))


@lru_cache(maxsize=1024)
def _condition(permission: str, who: Who) -> Sql:
    """Remembered: every thumbnail asks for it, and putting it together took a fifth of that."""
    holds = _RIGHTS[permission][1](who)
    return holds if holds is NOBODY else Sql("(") & holds & Sql(")")


NOBODY = Sql("0")

UNLOCKED = Sql(
    """(
      assets.visibility IN ('timeline', 'archive') OR assets.visibility = 'hidden' AND NOT EXISTS (
        SELECT 1 FROM assets AS still
        WHERE still.live_photo_video_id = assets.id AND still.visibility = 'locked'
      )
    )"""
)
"""Outside the locked folder, in which a still takes its motion along: that stays `hidden`."""


def _own(column: str) -> Rule:
    """The + keeps the planner from walking everything one owns in search of some ids."""

    def rule(who: Who) -> Sql:
        return NOBODY if who.link else Sql(f"+{column} = ?", (who.user_id,))

    return rule


def _own_asset(who: Who) -> Sql:
    own = _own("assets.owner_id")(who)
    if who.elevated or own is NOBODY:
        return own
    return own & Sql("AND") & UNLOCKED


def _readable(who: Who) -> Sql:
    if who.link is not None:
        link = who.link
        return _with_motion(lambda asset: _behind(link, asset))
    ways = (
        _own_asset(who),
        _of_partner(who),
        _with_motion(lambda asset: _in_album_of(who, asset)),
    )
    return joined(" OR ", ways)


def _downloadable(who: Who) -> Sql:
    if who.link is not None and not who.link.allow_download:
        return NOBODY
    return _readable(who)


def _shareable(who: Who) -> Sql:
    """Locked assets are never shared, whoever asks."""
    if who.link is not None:
        return NOBODY
    own = Sql("+assets.owner_id = ? AND", (who.user_id,)) & UNLOCKED
    return own & Sql("OR") & _of_partner(who)


def _of_partner(who: Who) -> Sql:
    return Sql(
        """(
          assets.visibility IN ('timeline', 'hidden') AND assets.deleted_at IS NULL
          AND EXISTS (
            SELECT 1 FROM partners INNER JOIN users ON users.id = partners.shared_by_id
            WHERE
              partners.shared_by_id = assets.owner_id AND partners.shared_with_id = ?
              AND users.deleted_at IS NULL
          )
          AND""",
        (who.user_id,),
    ) & (UNLOCKED & Sql(")"))


def _with_motion(reach: Callable[[str], Sql]) -> Sql:
    """Whoever reaches a still reaches the motion video it names, unless that is locked itself."""
    parts = (
        Sql("("),
        reach("assets"),
        Sql("AND"),
        UNLOCKED,
        Sql(
            """
            OR assets.visibility <> 'locked' AND EXISTS (
              SELECT 1 FROM assets AS still WHERE still.live_photo_video_id = assets.id AND
            """
        ),
        reach("still"),
        Sql("))"),
    )
    return joined(" ", parts)


def _in_album_of(who: Who, asset: str) -> Sql:
    return Sql(
        f"""(
          {asset}.deleted_at IS NULL AND {asset}.visibility <> 'locked' AND EXISTS (
            SELECT 1
            FROM album_assets
            INNER JOIN album_users ON album_users.album_id = album_assets.album_id
            INNER JOIN albums ON albums.id = album_assets.album_id
            WHERE
              album_assets.asset_id = {asset}.id AND album_users.user_id = ?
              AND albums.deleted_at IS NULL
          )
        )""",
        (who.user_id,),
    )


def _behind(link: SharedLink, asset: str) -> Sql:
    member = (
        Sql("SELECT 1 FROM album_assets WHERE album_id = ?", (link.album_id,))
        if link.album_id is not None
        else Sql("SELECT 1 FROM shared_link_assets WHERE shared_link_id = ?", (link.id,))
    )
    return (
        Sql(f"({asset}.deleted_at IS NULL AND {asset}.visibility <> 'locked' AND EXISTS (")
        & member
        & Sql(f"AND asset_id = {asset}.id))")
    )


def _album(*roles: str, link: Callable[[SharedLink], bool] = lambda link: False) -> Rule:
    """Members in one of the roles, and links to the album for which `link` holds."""
    among = ", ".join(f"'{role}'" for role in roles)

    def rule(who: Who) -> Sql:
        if who.link is not None:
            opens = who.link.album_id is not None and link(who.link)
            return Sql("albums.id = ?", (who.link.album_id,)) if opens else NOBODY
        return Sql(
            f"""albums.deleted_at IS NULL AND EXISTS (
              SELECT 1 FROM album_users
              WHERE album_id = albums.id AND user_id = ? AND role IN ({among})
            )""",
            (who.user_id,),
        )

    return rule


def _talkative(who: Who) -> Sql:
    """Albums to whose members the owner leaves the word."""
    member = _album(*_MEMBERS)(who)
    return member if member is NOBODY else member & Sql("AND albums.is_activity_enabled = 1")


def _said_or_hosted(who: Who) -> Sql:
    """What one has said oneself, and what others said in one's album."""
    if who.link is not None:
        return NOBODY
    return Sql(
        """+activities.user_id = ? OR EXISTS (
          SELECT 1 FROM album_users
          WHERE album_id = activities.album_id AND user_id = ? AND role = 'owner'
        )""",
        (who.user_id, who.user_id),
    )


def _library(who: Who) -> Sql:
    """One's own timeline and those of people who share theirs."""
    if who.link is not None:
        return NOBODY
    return Sql(
        """users.id = ? OR users.deleted_at IS NULL AND EXISTS (
          SELECT 1 FROM partners WHERE shared_by_id = users.id AND shared_with_id = ?
        )""",
        (who.user_id, who.user_id),
    )


_MEMBERS = ("owner", "editor", "viewer")
_WRITERS = ("owner", "editor")

_RIGHTS: dict[str, tuple[str, Rule]] = {
    "asset.read": ("assets", _readable),
    "asset.view": ("assets", _readable),
    "asset.download": ("assets", _downloadable),
    "asset.share": ("assets", _shareable),
    "asset.update": ("assets", _own_asset),
    "asset.delete": ("assets", _own_asset),
    "asset.copy": ("assets", _own_asset),
    "asset.edit.get": ("assets", _own_asset),
    "asset.edit.create": ("assets", _own_asset),
    "asset.edit.delete": ("assets", _own_asset),
    "album.read": ("albums", _album(*_MEMBERS, link=lambda link: True)),
    "album.download": ("albums", _album(*_MEMBERS, link=lambda link: link.allow_download)),
    "album.update": ("albums", _album(*_WRITERS)),
    "album.share": ("albums", _album(*_WRITERS)),
    "album.delete": ("albums", _album("owner")),
    "albumAsset.create": ("albums", _album(*_WRITERS, link=lambda link: link.allow_upload)),
    "albumAsset.delete": ("albums", _album(*_WRITERS)),
    "activity.create": ("albums", _talkative),
    "activity.delete": ("activities", _said_or_hosted),
    "timeline.read": ("users", _library),
    "archive.read": ("users", _own("users.id")),
    "timeline.download": ("users", _own("users.id")),
    "tag.read": ("tags", _own("tags.user_id")),
    "tag.update": ("tags", _own("tags.user_id")),
    "tag.delete": ("tags", _own("tags.user_id")),
    "tag.asset": ("tags", _own("tags.user_id")),
    "stack.read": ("stacks", _own("stacks.owner_id")),
    "stack.update": ("stacks", _own("stacks.owner_id")),
    "stack.delete": ("stacks", _own("stacks.owner_id")),
    "session.update": ("sessions", _own("sessions.user_id")),
    "session.lock": ("sessions", _own("sessions.user_id")),
    "authDevice.delete": ("sessions", _own("sessions.user_id")),
}

PERMISSIONS = tuple(_RIGHTS)
"""The permissions that are about rows."""
