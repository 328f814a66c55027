"""Who may do what: the table that behaviour and contract give, written down once.

`due` says what an operation owes a caller. The guard's part follows from the
contract alone; the rights on things follow from the permission, and the tables
below hold what deviates. An operation in no table is held to the rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generated.gate import Operation
from tests.handlers.matrix_requests import Sent


@dataclass(frozen=True)
class Due:
    """The answer a request deserves. `message` None: it is not looked at."""

    statuses: tuple[int, ...]
    message: str | None = None
    changes: bool = True
    """Whether it may change anything."""


@dataclass(frozen=True)
class Caller:
    """One kind of caller. `fault` is why nothing opens to them at all."""

    name: str
    whose: Literal["owner", "stranger", "admin"] = "owner"
    credential: str = ""
    """Name in World.credentials, if not the caller's; `{}` is filled with a permission."""
    fault: str = ""
    link: Literal["", "open", "shut", "strict"] = ""
    """To the album; behind a password not given; behind one given, without uploads, metadata."""
    key: Literal["", "all", "with", "without"] = ""
    folder: Literal["", "closed", "open"] = ""
    """Asks for what lies in the owner's locked folder, which is so for them."""

    @property
    def is_admin(self) -> bool:
        return self.whose == "admin" and not self.link

    def holds(self, permission: str) -> bool:
        """Whether an API key of this kind lets one call what needs `permission`."""
        if not self.key or self.key == "all" or not permission:
            return True
        return self.key == "with" and permission != "all"

    def shows(self, permission: str) -> str:
        """The name of the credential they call with."""
        if self.key in ("with", "without"):
            kind = "without" if permission in ("", "all") else self.key
            return f"{self.whose} {kind} {permission or 'all'}"
        return self.credential or self.name


TOKEN, KEY, LINK = "Invalid user token", "Invalid API key", "Invalid share key"

CALLERS = (
    Caller("nobody", fault="Authentication required"),
    Caller("expired", fault=TOKEN),
    Caller("logged out", fault=TOKEN),
    Caller("forged", fault=TOKEN),
    Caller("unsigned", fault=TOKEN),
    Caller("gone", fault=TOKEN),
    Caller("key of the gone", fault=KEY),
    Caller("unknown key", fault=KEY),
    Caller("link bygone", fault=LINK),
    Caller("link cleared", fault=LINK),
    Caller("link unheard of", fault=LINK),
    Caller("slug unheard of", fault="Invalid share slug"),
    Caller("owner"),
    Caller("stranger", whose="stranger"),
    Caller("admin", whose="admin"),
    Caller("owner's key with all", credential="owner all", key="all"),
    Caller("owner's key with it", key="with"),
    Caller("owner's key without it", key="without"),
    Caller("admin's key with all", whose="admin", credential="admin all", key="all"),
    Caller("admin's key with it", whose="admin", key="with"),
    Caller("admin's key without it", whose="admin", key="without"),
    Caller("link open", link="open"),
    Caller("slug", link="open"),
    Caller("link shut", link="shut"),
    Caller("link strict", link="strict"),
    Caller("owner, folder closed", credential="owner", folder="closed"),
    Caller("owner, folder open", credential="elevated", folder="open"),
)

NOT_FOUND = Due((404,), "Not Found", changes=False)
NOTHING = Due((200, 201, 204), changes=False)
"""The request succeeds and tells per id, or by a count, that nothing was done."""


def refused(message: str, status: int = 400) -> Due:
    return Due((status,), message, changes=False)


def no_access(permission: str) -> Due:
    return refused(f"Not found or no {permission} access")


# Operations only some credentials make sense for.
TOKEN_ONLY = refused("This endpoint can only be used with a session token")
NO_KEYS: dict[str, Due] = {
    "createSession": TOKEN_ONLY,
    "lockAuthSession": TOKEN_ONLY,
    "unlockAuthSession": TOKEN_ONLY,
    **dict.fromkeys(
        ("getSyncStream", "getSyncAck", "sendSyncAck", "deleteSyncAck"),
        refused("Sync endpoints cannot be used with API keys", 403),
    ),
}
ONLY_LINKS = {"getMySharedLink", "sharedLinkLogin"}
ONLY_KEYS = {"getMyApiKey": refused("Not authenticated with an API Key", 403)}

# What is refused to everybody here, though the request is in order.
ABSENT: dict[str, Due] = {
    "deleteDuplicates": no_access("duplicate.delete"),
    "getServerLicense": NOT_FOUND,
    "maintenanceLogin": refused("Not in maintenance mode"),
    "resolveDuplicates": no_access("duplicate.delete"),
    "searchSmart": refused("Smart search is not enabled"),
    "sendTestEmailAdmin": refused("Failed to verify SMTP configuration"),
    "setServerLicense": refused("Invalid license key"),
    "setUserLicense": refused("Invalid license key"),
    "signUpAdmin": refused("The server already has an admin"),
    "startDatabaseRestoreFlow": refused("The server already has an admin"),
    "updateNotifications": no_access("notification.update"),
}

# What one is told who has no right on the thing, where it is not
# "Not found or no <the operation's permission> access".
FOREIGN: dict[str, Due] = {
    "addAssetsToAlbums": NOTHING,
    "addUsersToAlbum": no_access("album.share"),
    "bulkTagAssets": NOTHING,
    "createSharedLink": no_access("asset.share"),
    "createStack": no_access("asset.update"),
    "deleteApiKey": refused("API Key not found"),
    "deleteSession": no_access("authDevice.delete"),
    "downloadAsset": NOT_FOUND,
    "getActivities": no_access("album.read"),
    "getActivityStatistics": no_access("album.read"),
    "getApiKey": refused("API Key not found"),
    "getFaces": no_access("asset.read"),
    "getSharedLinkById": refused("Shared link not found"),
    "getTimeBucket": no_access("album.read"),
    "getTimeBuckets": no_access("album.read"),
    "playAssetVideo": NOT_FOUND,
    "removePartner": refused("Partner not found"),
    "removeSharedLink": refused("Shared link not found"),
    "addSharedLinkAssets": refused("Shared link not found"),
    "removeSharedLinkAssets": refused("Shared link not found"),
    "removeUserFromAlbum": no_access("album.share"),
    "runAssetJobs": no_access("asset.update"),
    "searchAssets": no_access("album.read"),
    "updateAlbumUser": no_access("album.share"),
    "updateApiKey": refused("API Key not found"),
    "updateSharedLink": refused("Shared link not found"),
}

# A locked asset of one's own in one's own album, stack, tag or link.
LOCKED: dict[str, Due] = {
    "addSharedLinkAssets": NOTHING,
    "removeAssetFromAlbum": NOTHING,
    "removeSharedLinkAssets": NOTHING,
    "tagAssets": NOTHING,
    "untagAssets": NOTHING,
}
# What stays shut for locked assets even when the folder is open.
NEVER_SHARED: dict[str, Due] = {
    "addAssetsToAlbums": NOTHING,
    "createSharedLink": no_access("asset.share"),
    **LOCKED,
}
STRICT_LINK: dict[str, Due] = {
    "sharedLinkLogin": refused("Invalid password", 401),
    "uploadAsset": refused("Unauthorized", 401),
}
OPEN_LINK: dict[str, Due] = {
    "sharedLinkLogin": refused("Shared link is not password protected"),
}

PREPARED = {"setupPinCode": "UPDATE users SET pin_code = NULL"}
"""What must hold before an operation can succeed at all."""

_ASSETS = {"asset", "video"}
_PUBLIC = {"member", "newcomer", "nothing"}
"""Kinds that are nobody's: to speak of them takes no right."""


def guarded(caller: Caller, operation: Operation) -> Due | None:
    """What stands before the handler: the contract's auth, admin and permission."""
    if not operation.auth:
        return None
    if caller.fault:
        return refused(caller.fault, 401)
    if operation.admin and not caller.is_admin:
        return refused("Forbidden", 403)
    if caller.link and "sharedLink" not in operation.auth:
        return refused("Forbidden", 403)
    if caller.link == "shut" and operation.id != "sharedLinkLogin":
        return refused("Password required", 401)
    if not caller.holds(operation.permission):
        return refused(f"Missing required permission: {operation.permission}", 403)
    return None


def due(caller: Caller, operation: Operation, sent: Sent) -> Due:
    """What a caller who passed the guard is owed."""
    name = operation.id.removesuffix("Patch")
    if caller.key and name in NO_KEYS:
        return NO_KEYS[name]
    if name in ONLY_KEYS and not caller.key:
        return ONLY_KEYS[name]
    if name in ONLY_LINKS and not caller.link:
        return refused("Forbidden", 403)
    if caller.folder == "closed" and sent.asks_for("locked"):
        return refused("Elevated permission is required", 401)
    if name in ABSENT:
        return ABSENT[name]
    return _by_rights(caller, operation, name, sent) or Due(
        operation.statuses, changes=operation.method != "GET"
    )


def _by_rights(caller: Caller, operation: Operation, name: str, sent: Sent) -> Due | None:
    foreign = FOREIGN.get(name) or no_access(operation.permission)
    things = sent.kinds - _PUBLIC
    if caller.link:
        special = OPEN_LINK if caller.link == "open" else STRICT_LINK
        barred = foreign if things and caller.link != "open" else None
        return special.get(name) or barred
    if caller.whose != "owner":
        return foreign if things else None
    if caller.folder == "closed":
        return (LOCKED.get(name) or foreign) if things & _ASSETS else None
    if caller.folder == "open":
        return NEVER_SHARED.get(name)
    return None
