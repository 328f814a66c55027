"""What a search asks for, as conditions on assets and as entries of the search index.

Every filter is a condition that decides. Those the index has words for also
name entries in it, which find the few assets worth deciding on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec
from msgspec import Struct

from bindings import Database, Sql, joined
from photos import words
from photos.access import UNLOCKED, Caller
from photos.asset_objects import TOLD_PATH
from photos.rows import id_list

EARLIEST, LATEST = "", "~"
"""Before and after every stored moment."""

Span = tuple[str, str]
"""From and to, both included, as stored moments."""
ALWAYS: Span = (EARLIEST, LATEST)


class Filters(Struct, frozen=True, kw_only=True):
    """All must hold. A filter that is left out lets everything pass."""

    id: str | None = None
    checksum: str | None = None
    """SHA-1, base64."""
    type: str | None = None
    visibility: str | None = None
    """None: everything but the locked folder, and that too while it is open."""
    favorite: bool | None = None
    motion: bool | None = None
    encoded: bool | None = None
    encoded_path: str | None = None
    unalbumed: bool = False
    """In no album at all."""
    albums: Sequence[str] = ()
    """In each of them."""
    tags: Sequence[str] | None = ()
    """With each of them or a tag below it; None: without any."""
    facts: Mapping[str, str | None] = {}
    """Columns of `asset_exif` and their exact values, None for unknown."""
    rating: int | msgspec.UnsetType | None = msgspec.UNSET
    query: str = ""
    """Words of the asset or of an album it is in. Only pages know it."""
    file_name: str = ""
    """A piece of it, as description and path; `%` and `_` stand for any letters and any one."""
    description: str = ""
    path: str = ""
    taken: Span = ALWAYS
    created: Span = ALWAYS
    updated: Span = ALWAYS
    trashed: Span = ALWAYS
    with_trash: bool = False
    unstacked: bool = False
    """In no stack."""


class Scope(Struct, frozen=True):
    """Who searches, and through whose assets."""

    user: str
    """Whose trash and locked folder count; '' behind a link."""
    owners: Sequence[str] | None
    """None: everybody who put something into the albums asked for."""
    elevated: bool


async def scope(
    database: Database, caller: Caller, filters: Filters, *, anyone: bool = False
) -> Scope:
    """The caller and the partners on their timeline; with `anyone`, everybody."""
    user = "" if caller.link else caller.user.id
    if anyone:
        return Scope(user, None, caller.elevated)
    own = filters.visibility in ("archive", "locked")
    partners = [] if own else await find_partners(database, user)
    return Scope(user, (user, *partners), caller.elevated)


async def find_partners(database: Database, user: str) -> list[str]:
    """Who shares with the user and is on their timeline."""
    statement = """
      SELECT shared_by_id FROM partners INNER JOIN users ON users.id = shared_by_id
      WHERE shared_with_id = ? AND in_timeline = 1 AND users.deleted_at IS NULL
    """
    return [id for (id,) in await database.all(Sql(statement, (user,)), tuple[str])]


def shown(filters: Filters, scope: Scope) -> list[Sql]:
    """What may be shown of the assets in scope: others' trash and locked folders never are,
    nor what partners put into their archives, whose pictures nobody else may see."""
    own = Sql("assets.owner_id = ?", (scope.user,))
    alone = scope.owners == (scope.user,)
    found = [] if filters.visibility is None else [
        Sql("assets.visibility = CAST(? AS TEXT)", (filters.visibility,))
    ]  # fmt: skip
    if filters.visibility == "locked":
        found.append(own)
    elif filters.visibility in (None, "hidden"):
        if not scope.elevated:
            found.append(UNLOCKED)
        elif not alone:
            found.append(Sql("(") & own & Sql("OR") & UNLOCKED & Sql(")"))
    if filters.visibility is None and scope.owners is not None and not alone:
        found.append(Sql("(assets.visibility <> 'archive' OR") & own & Sql(")"))
    if not filters.with_trash:
        found.append(Sql("assets.deleted_at IS NULL"))
    elif not alone:
        found.append(Sql("(assets.deleted_at IS NULL OR") & own & Sql(")"))
    return found


def conditions(filters: Filters) -> list[Sql]:
    """Everything the filters ask for, whoever owns it; `asset_exif` and `asset_texts` may be
    named, see `tables`."""
    return [
        *_of_the_row(filters),
        *_within("assets.file_created_at", filters.taken),
        *_within("assets.created_at", filters.created),
        *_within("assets.updated_at", filters.updated),
        *_within("assets.deleted_at", filters.trashed),
        *_of_others(filters),
        *_of_the_file(filters),
        *_pieces(TOLD_PATH, words.lower(filters.path)),
        *_pieces("asset_texts.file_name", words.fold(filters.file_name)),
        *_pieces("asset_texts.description", words.fold(filters.description)),
    ]


def _of_the_row(filters: Filters) -> list[Sql]:
    found = [
        Sql(f"assets.{column} = ?", (value,))
        for column, value in (("id", filters.id), ("checksum", filters.checksum))
        if value is not None
    ]
    if filters.type is not None:
        found.append(Sql("assets.type = ?", (filters.type,)))
    if filters.favorite is not None:
        found.append(Sql(f"assets.is_favorite = {int(filters.favorite)}"))
    if filters.motion is not None:
        found.append(Sql(f"assets.live_photo_video_id IS {'NOT' if filters.motion else ''} NULL"))
    if filters.unstacked:
        found.append(Sql("assets.stack_id IS NULL"))
    return found


def _of_others(filters: Filters) -> list[Sql]:
    """What rows beside the asset's own say."""
    found = []
    encoded = "SELECT 1 FROM asset_files WHERE asset_id = assets.id AND type = 'encoded_video'"
    if filters.encoded is not None:
        found.append(Sql(f"{'' if filters.encoded else 'NOT'} EXISTS ({encoded})"))
    if filters.encoded_path is not None:
        found.append(Sql(f"EXISTS ({encoded} AND path = ?)", (filters.encoded_path,)))
    if filters.albums:
        found.append(_each(filters.albums, "FROM album_assets WHERE album_id = wanted.value"))
    elif filters.unalbumed:
        found.append(Sql("NOT EXISTS (SELECT 1 FROM album_assets WHERE asset_id = assets.id)"))
    if filters.tags is None:
        found.append(Sql("NOT EXISTS (SELECT 1 FROM tag_assets WHERE asset_id = assets.id)"))
    elif filters.tags:
        found.append(
            _each(
                filters.tags,
                """
                FROM tag_closure
                CROSS JOIN tag_assets ON tag_assets.tag_id = tag_closure.descendant_id
                WHERE tag_closure.ancestor_id = wanted.value
                """,
            )
        )
    return found


def _each(ids: Sequence[str], rows: str) -> Sql:
    """For each of the ids there is a row of the asset."""
    return Sql(
        f"""NOT EXISTS (
          SELECT 1 FROM json_each(?) AS wanted
          WHERE NOT EXISTS (SELECT 1 {rows} AND asset_id = assets.id)
        )""",
        (id_list(ids),),
    )


def _of_the_file(filters: Filters) -> list[Sql]:
    asked = {**filters.facts}
    found = [
        Sql(f"asset_exif.{column} IS NULL")
        if value is None
        else Sql(f"+asset_exif.{column} = ?", (value,))
        for column, value in asked.items()
    ]
    if filters.rating is None:
        found.append(Sql("asset_exif.rating IS NULL"))
    elif filters.rating is not msgspec.UNSET:
        found.append(Sql("asset_exif.rating = ?", (filters.rating,)))
    return found


def _within(column: str, span: Span) -> list[Sql]:
    first, last = span
    found = [] if first == EARLIEST else [Sql(f"{column} >= ?", (first,))]
    return found if last == LATEST else [*found, Sql(f"{column} <= ?", (last,))]


_WILD = re.compile("[%_]")
_LONGEST_PATTERN = 50
"""Bytes that LIKE takes on D1."""


def _pieces(column: str, folded: str) -> list[Sql]:
    """The column, in lower case, contains the folded text, in which `%` and `_` are wild.

    In a text with wild letters that is too long for LIKE, which of its pieces
    comes first does not count, and of very many the longest do.
    """
    lower = f"({column} || '')" if column.startswith("asset_texts.") else f"lower({column})"
    if not folded:
        return []
    if not _WILD.search(folded):
        return [Sql(f"instr({lower}, ?)", (folded,))]
    if len(folded.encode()) + 2 <= _LONGEST_PATTERN:
        # A bare ? would be looked at for each plan: tests/queries/test_compiling.py.
        return [Sql(f"{lower} LIKE CAST(? AS TEXT)", (f"%{folded}%",))]
    found = _longest(folded)
    absent = f"SELECT 1 FROM json_each(?) AS piece WHERE NOT instr({lower}, piece.value)"
    return [Sql(f"NOT EXISTS ({absent})", (id_list(found),))] if found else []


def _longest(folded: str) -> list[str]:
    """The longest of the pieces between wild letters. All of them, for each asset they are
    compared with, would let one request keep the database for minutes."""
    pieces = dict.fromkeys(filter(None, _WILD.split(folded)))
    return sorted(pieces, key=len)[-_MOST:]


def pieces(filters: Filters) -> list[str]:
    """Conditions on the index of pieces, which every match fulfils."""
    found = []
    for column, text in (("file_name", filters.file_name), ("description", filters.description)):
        longest = _longest(words.fold(text))
        found += [f"{column} : {words.quoted(each)}" for each in longest if len(each) >= 3]
    return found


def entries(filters: Filters, tags: Sequence[str]) -> list[str]:
    """Conditions on the index of words, which every match fulfils but for those by album name.

    `tags` are the full names of the tags asked for.
    """
    values = [*filters.facts.values(), *tags[:_MOST]]
    phrases = [words.whole(value) for value in values if value]
    found = [f"words : {each}" for each in phrases if each]
    if filters.rating:
        found.append(f'facets : "rating{filters.rating}"')
    if filters.type not in (None, "IMAGE"):
        found.append(f'facets : "{filters.type.lower()}"')
    return found


_MOST = 8
"""Entries of one kind that are looked up; the conditions decide on the rest."""


def tables(wanted: Sequence[Sql], rows: str) -> str:
    """The joins these conditions need beside `rows`."""
    text = joined(" ", wanted).text
    found = []
    if "asset_exif." in text and "asset_exif" not in rows:
        found.append("CROSS JOIN asset_exif ON asset_exif.seq = assets.seq")
    if "asset_texts." in text and "asset_texts" not in rows:
        found.append("CROSS JOIN asset_texts ON asset_texts.rowid = assets.search_key")
    return " ".join(found)
