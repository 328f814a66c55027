"""The plan of every statement `photos` issues, and that none reads a library whole.

A new function fails here until CALLS names it. After a deliberate change of a
statement or an index, `UPDATE_PLANS=1 pytest tests/queries` writes plans.txt
anew: read the difference before committing it.
"""

from __future__ import annotations

import importlib
import inspect
import os
import pkgutil
import re
from collections.abc import Awaitable, Callable
from itertools import count
from pathlib import Path
from typing import Any

import photos
from bindings import Sql
from bindings.local.engine import apsw
from photos import (
    access,
    assets,
    attempts,
    audits,
    edits,
    findings,
    heatmap,
    live_photos,
    pictures,
    settings,
    shared_links,
    system,
    tags,
    timeline,
    trash,
)
from photos.edits import Edit
from photos.findings import Site
from photos.pictures import Picture
from photos.shared_links import SharedLink
from photos.timeline import Box, View
from tests.photos.library import NOW, Caller, Library
from tests.photos.test_assets import facts
from tests.queries.account_calls import (
    about_administration,
    about_credentials,
    about_sessions,
    about_users,
)
from tests.queries.album_calls import album_calls
from tests.queries.changing_assets import about_changes
from tests.queries.download_calls import about_downloads
from tests.queries.place_calls import about_places
from tests.queries.recorder import Recorder
from tests.queries.search_calls import WALKS, about_search
from tests.queries.sharing_calls import about_sharing
from tests.queries.sync_calls import sync_calls

SNAPSHOT = Path(__file__).parent / "plans.txt"
GROWING = {
    "assets", "asset_exif", "asset_files", "asset_metadata", "asset_job_status", "asset_search",
    "album_assets", "album_timeline", "album_months", "tag_assets", "shared_link_assets",
    "activities", "sessions", "asset_edits", "stacks", "places", *audits.TABLES,
}  # fmt: skip
"""Tables that grow with the library, under any alias (see ALIASES)."""
ALIASES = {"still", "member", "other", "this", "that", "mark", "same"}
WHOLE_LIBRARY = re.compile(
    r"SEARCH assets USING (?:COVERING )?INDEX assets_(?:feed|by_\w+) "
    r"\(owner_id=\?(?: AND visibility=\?)?\)$",
    re.MULTILINE,
)
"""A search by owner alone is a scan in disguise."""
SCAN = re.compile(r"^ *SCAN (\w+)(?! VIRTUAL TABLE INDEX \d+:[=<>M])", re.MULTILINE)
"""Of a virtual table only without a rowid, a range or a MATCH."""
ALLOWED = {
    **WALKS,
    "accounts.purge": "everything of one account goes, 500 assets at a time",
    "users.create_admin": "look-ups of foreign keys, skipped while nothing is violated",
}

Call = Callable[[Recorder], Awaitable[Any]]


async def calls(library: Library) -> dict[str, Call]:
    """One call per function, and one per shape of statement a function can issue."""
    owner = await library.user()
    video = await library.asset(owner, type="VIDEO")
    asset = await assets.find(library.database, await library.asset(owner))
    assert asset is not None
    await library.run("UPDATE asset_exif SET exif_image_width = 9, exif_image_height = 9")
    tag, album = await library.tag(owner, "a"), await library.album(owner, asset.id)
    callers = {
        "owner": Caller(owner),
        "elevated": Caller(owner, elevated=True),
        "album link": Caller(owner, await library.link(owner, type="ALBUM", album_id=album)),
        "asset link": Caller(owner, await library.link(owner)),
    }
    new = library.new(owner, live_photo_video_id=video, sidecar_path="s")
    return (
        about_users(owner)
        | about_sessions(owner)
        | about_credentials(owner)
        | about_administration(await library.user())
        | about_the_rest()
        | about_previews(callers)
        | about_rights(callers, asset.id)
        | about_downloads(callers, asset.id, album)
        | about_changes(callers, asset.id, video)
        | about_assets(asset, new)
        | about_what_files_tell(asset, video)
        | about_the_timeline(views(owner.id, album, tag))
        | await about_sharing(library, owner, await library.asset(owner))
        | album_calls(callers["owner"], asset.id, album)
        | about_places(owner, album)
        | about_search(callers["owner"], asset.id, album, tag)
        | sync_calls(owner, asset.id)
    )


def about_previews(callers: dict[str, Caller]) -> dict[str, Call]:
    def preview(link: SharedLink) -> Call:
        return lambda db: shared_links.preview(db, link)

    return {
        f"shared_links.preview {name}": preview(caller.link)
        for name, caller in callers.items()
        if caller.link
    }


def about_the_rest() -> dict[str, Call]:
    return {
        "attempts.take": lambda db: attempts.take(db, {"x": 1, "y": 1}, NOW),
        "attempts.give_back": lambda db: attempts.give_back(db, ["x", "y"]),
        "attempts.cleanup": lambda db: db.run(attempts.cleanup(NOW)),
        "audits.cleanup": lambda db: db.batch(audits.cleanup(NOW)),
        "shared_links.find by_key": lambda db: shared_links.find(db, shared_links.by_key("x"), NOW),
        "shared_links.find by_slug": lambda db: shared_links.find(
            db, shared_links.by_slug("x"), NOW
        ),
        "system.read": lambda db: system.read(db, "x"),
        "system.write": lambda db: system.write(db, "x", {}),
        "settings.read": settings.read,
    }


def about_assets(asset: assets.Asset, new: assets.NewAsset) -> dict[str, Call]:
    id, ids, owner = asset.id, [asset.id], asset.owner_id
    return {
        "assets.insert": lambda db: assets.insert(db, new),
        "assets.find": lambda db: assets.find(db, id),
        "assets.read": lambda db: assets.read(db, id),
        "assets.find_checksums": lambda db: assets.find_checksums(db, owner, ["x"]),
        "assets.find_edited": lambda db: assets.find_edited(db, id),
        "edits.require_editable": lambda db: edits.require_editable(db, id, []),
        "findings.write_facts": lambda db: findings.write_facts(db, asset, facts(), 1, NOW, Site()),
        "findings.stated_position": lambda db: findings.stated_position(db, id),
        "findings.kept": lambda db: db.all(findings.kept("", 9), tuple[str]),
        "findings.showable": lambda db: db.all(findings.showable("", 9), tuple[str]),
        "findings.unread": lambda db: db.all(findings.unread("", 9), tuple[str]),
        "findings.unseen": lambda db: db.all(findings.unseen("", 9), tuple[str]),
        "findings.unseen of the night": lambda db: db.all(
            findings.unseen("", 9, hopeless=False), tuple[str]
        ),
        "findings.unseen_edits": lambda db: db.all(findings.unseen_edits("", 9), tuple[str]),
        "pictures.subject": lambda db: pictures.subject(db, id),
        "pictures.write": lambda db: pictures.write(db, id, [Picture("preview", "p")], "h"),
        "pictures.note_undecodable": lambda db: pictures.note_undecodable(db, id),
        "pictures.forget_edited": lambda db: pictures.forget_edited(db, id, "h"),
        "edits.all_of": lambda db: edits.all_of(db, id),
        "edits.replace": lambda db: edits.replace(db, id, [Edit("e", "rotate", {"angle": 0})]),
        "trash.discard": lambda db: trash.discard(db, ids, NOW),
        "trash.doom": lambda db: trash.doom(db, ids, NOW),
        "trash.doom_all": lambda db: trash.doom_all(db, owner),
        "trash.restore": lambda db: trash.restore(db, ids),
        "trash.restore_all": lambda db: trash.restore_all(db, owner),
        "trash.doomed": lambda db: db.all(trash.doomed("", 9), tuple[str]),
        "trash.expired": lambda db: db.all(trash.expired(NOW, "", 9), tuple[str]),
        "trash.remove": lambda db: trash.remove(db, id),
    }


def about_what_files_tell(asset: assets.Asset, video: str) -> dict[str, Call]:
    id, owner = asset.id, asset.owner_id

    def new() -> str:
        return f"new {next(numbers)}"

    numbers = count()
    return {
        "live_photos.match": lambda db: live_photos.match(db, id),
        "live_photos.join": lambda db: live_photos.join(db, id, video),
        "tags.upsert": lambda db: tags.upsert(db, owner, ["a/b"], new, NOW),
        "tags.replace": lambda db: tags.replace(db, owner, id, ["a/b"], new, NOW),
    }


def about_rights(callers: dict[str, Caller], id: str) -> dict[str, Call]:
    def permitted(permission: str, caller: Caller) -> Call:
        return lambda db: access.permitted(db, permission, caller, [id])

    def shown(caller: Caller) -> Call:
        allowed = access.condition("asset.view", caller)
        return lambda db: assets.find_shown(db, id, allowed, "preview", True)

    owner = callers["owner"]
    found: dict[str, Call] = {
        "access.require": lambda db: access.require(db, "asset.read", owner, [id]),
        "access.allows": lambda db: access.allows(db, "asset.read", owner, [id]),
    }
    return (
        found
        | {
            f"access.permitted {permission} {name}": permitted(permission, caller)
            for permission in access.PERMISSIONS
            for name, caller in callers.items()
        }
        | {f"assets.find_shown {name}": shown(caller) for name, caller in callers.items()}
    )


def about_the_timeline(shapes: dict[str, View]) -> dict[str, Call]:
    def buckets(view: View) -> Call:
        return lambda db: timeline.buckets(db, view)

    def bucket(view: View) -> Call:
        return lambda db: timeline.bucket(db, view, "2024-05")

    def days(axis: heatmap.Axis) -> Call:
        return lambda db: heatmap.days(db, "u", axis, NOW.date(), NOW.date())

    found: dict[str, Call] = {
        "heatmap.days taken": days("taken"),
        "heatmap.days created": days("created"),
    }
    return (
        found
        | {f"timeline.buckets {name}": buckets(view) for name, view in shapes.items()}
        | {f"timeline.bucket {name}": bucket(view) for name, view in shapes.items()}
    )


def views(owner: str, album: str, tag: str) -> dict[str, View]:
    shapes: dict[str, dict[str, Any]] = {
        "everything": {},
        "main page": {"visibility": "timeline", "stacked": True, "partners": True},
        "favorites": {"favorite": True},
        "trash": {"trashed": True},
        "arrivals": {"axis": "created", "visibility": "timeline", "ascending": True},
        "tag": {"tag": tag},
        "album": {"album": album, "owner": None},
        "own part of album": {"album": album},
        "box": {"box": Box(0, 0, 1, 1), "coordinates": True},
    }
    return {
        name: View(**({"caller": owner, "owner": owner} | each)) for name, each in shapes.items()
    }


async def plans(library: Library) -> dict[str, list[str]]:
    """Per call the plan of each statement it issued, indented as SQLite nests it."""
    recorder = Recorder(library.database)
    found = {}
    for name, call in (await calls(library)).items():
        await call(recorder)
        found[name] = [await plan(library, sql) for sql in recorder.take()]
    return found


async def plan(library: Library, sql: Sql) -> str:
    rows = await library.rows(f"EXPLAIN QUERY PLAN {sql.text}", *sql.args)
    depth = {0: 0}
    lines = []
    for id, parent, _, detail in rows:
        depth[id] = depth.get(parent, 0) + 1
        lines.append("  " * depth[id] + detail)
    return "\n".join([f"  {' '.join(sql.text.split())[:76]}", *("  " + line for line in lines)])


async def test_plans_are_those_agreed_on(library: Library) -> None:
    found = await plans(library)
    text = "\n".join(f"{name}\n" + "\n".join(each) + "\n" for name, each in found.items())
    written = f"SQLite {apsw.sqlite_lib_version()}\n\n{text}"
    if os.environ.get("UPDATE_PLANS"):
        SNAPSHOT.write_text(written, "utf-8")
    assert written == SNAPSHOT.read_text("utf-8")


async def test_nothing_reads_a_growing_table_whole(library: Library) -> None:
    scans = {}
    for name, each in (await plans(library)).items():
        seen = SCAN.findall("\n".join(each))
        if WHOLE_LIBRARY.search("\n".join(each)):
            seen.append("assets")
        if whole := {table for table in seen if table in GROWING | ALIASES}:
            scans[name] = whole
    assert scans.keys() == ALLOWED.keys(), scans


async def test_every_function_is_looked_at(library: Library) -> None:
    named = {name.partition(" ")[0] for name in await calls(library)}
    public = {
        f"{module.name}.{name}"
        for module in pkgutil.iter_modules(photos.__path__)
        if not module.ispkg
        for name, function in inspect.getmembers(
            importlib.import_module(f"photos.{module.name}"), inspect.iscoroutinefunction
        )
        if not name.startswith("_") and function.__module__ == f"photos.{module.name}"
    }
    assert public <= named
