"""Every operation that changes something, done to the matrix's installation, and what
phones hear of it."""

from __future__ import annotations

from typing import Any

import httpx

from generated.gate import Operation
from generated.operations import OPERATIONS
from tests.handlers.matrix_requests import Builder, request_for
from tests.handlers.matrix_world import World

CHANGING = {
    operation.id: operation for operation in OPERATIONS.values() if operation.method != "GET"
}

WISHES: dict[str, dict[str, Any]] = {
    "addAssetsToAlbums": {"assetIds": ["$spare"]},
    "addUsersToAlbum": {"albumUsers": [{"userId": "$newcomer", "role": "viewer"}]},
    "bulkTagAssets": {"assetIds": ["$video"]},
    "tagAssets": {"ids": ["$video"]},
    "updateAlbumInfo": {"albumName": "Rome"},
    "updateAsset": {"description": "Rome", "isFavorite": True},
    "updateAssets": {"description": "Rome", "isFavorite": True},
    "updateMyUser": {"name": "Somebody"},
    "updateStack": {"primaryAssetId": "$spare"},
    "updateUserAdmin": {"name": "Somebody"},
}
"""Fields without which the smallest request would change nothing. `$kind` is an id."""

BEFORE = {
    "deleteUserOnboarding": """
        INSERT INTO user_metadata (user_id, key, value)
        SELECT owner_id, 'onboarding', '{}' FROM stacks
    """,
    "emptyTrash": "UPDATE assets SET status = 'trashed', deleted_at = created_at",
    "removeAssetEdits": """
        INSERT INTO asset_edits (id, asset_id, owner_id, action, parameters, sequence)
        SELECT id, primary_asset_id, owner_id, 'rotate', '{"angle": 90}', 0 FROM stacks
    """,
    "restoreAssets": "UPDATE assets SET status = 'trashed', deleted_at = created_at",
    "restoreTrash": "UPDATE assets SET status = 'trashed', deleted_at = created_at",
    "restoreUserAdmin": """
        UPDATE users SET status = 'deleted', deleted_at = created_at
        WHERE email LIKE 'newcomer@%'
    """,
    "setupPinCode": "UPDATE users SET pin_code = NULL",
}
"""What has to be so for an operation to change anything; phones know it already."""

ABOUT_A_NEWCOMER = {"deleteUserAdmin", "restoreUserAdmin"}
"""Done to somebody whose phone is not watched, and would be logged out."""

SEEN: dict[str, dict[str, str]] = {
    "createAlbum": {
        "owner": "AlbumUserV1 AlbumV2",
    },
    "addAssetsToAlbums": {
        "owner": "AlbumAssetCreateV2 AlbumAssetExifCreateV1 AlbumToAssetV1 AlbumV2",
        "member": "AlbumAssetCreateV2 AlbumAssetExifCreateV1 AlbumToAssetV1 AlbumV2",
    },
    "updateAlbumInfo": {
        "owner": "AlbumV2",
        "member": "AlbumV2",
    },
    "deleteAlbum": {
        "owner": "AlbumDeleteV1",
        "member": "AlbumDeleteV1",
    },
    "addAssetsToAlbum": {
        "owner": "AlbumAssetCreateV2 AlbumAssetExifCreateV1 AlbumToAssetV1 AlbumV2",
        "member": "AlbumAssetCreateV2 AlbumAssetExifCreateV1 AlbumToAssetV1 AlbumV2",
    },
    "removeAssetFromAlbum": {
        "owner": "AlbumToAssetDeleteV1 AlbumV2",
        "member": "AlbumToAssetDeleteV1 AlbumV2",
    },
    "updateAlbumUser": {
        "owner": "AlbumUserV1",
        "member": "AlbumUserV1",
    },
    "removeUserFromAlbum": {
        "owner": "AlbumUserDeleteV1",
        "member": "AlbumDeleteV1",
    },
    "addUsersToAlbum": {
        "owner": "AlbumUserV1 AlbumV2",
        "member": "AlbumUserV1 AlbumV2",
    },
    "uploadAsset": {
        "owner": "AssetExifV1 AssetV2 AuthUserV1 UserV1",
        "member": "PartnerAssetExifV1 PartnerAssetV2 UserV1",
    },
    "updateAssets": {
        "owner": "AlbumAssetExifUpdateV1 AlbumAssetUpdateV2 AssetExifV1 AssetV2",
        "member": "AlbumAssetExifUpdateV1 AlbumAssetUpdateV2 PartnerAssetExifV1 PartnerAssetV2",
    },
    "deleteAssets": {
        "owner": "AlbumAssetUpdateV2 AlbumV2 AssetV2",
        "member": "AlbumAssetUpdateV2 AlbumV2 PartnerAssetV2",
    },
    "copyAsset": {
        "owner": "AlbumAssetCreateV2 AlbumAssetExifCreateV1 AlbumToAssetV1",
        "member": "AlbumAssetCreateV2 AlbumAssetExifCreateV1 AlbumToAssetV1",
    },
    "updateBulkAssetMetadata": {
        "owner": "AssetMetadataV1",
    },
    "deleteBulkAssetMetadata": {
        "owner": "AssetMetadataDeleteV1",
    },
    "updateAsset": {
        "owner": "AlbumAssetExifUpdateV1 AlbumAssetUpdateV2 AssetExifV1 AssetV2",
        "member": "AlbumAssetExifUpdateV1 AlbumAssetUpdateV2 PartnerAssetExifV1 PartnerAssetV2",
    },
    "editAsset": {
        "owner": "AlbumAssetUpdateV2 AssetEditV1 AssetV2",
        "member": "AlbumAssetUpdateV2 PartnerAssetV2",
    },
    "removeAssetEdits": {
        "owner": "AlbumAssetUpdateV2 AssetEditDeleteV1 AssetV2",
        "member": "AlbumAssetUpdateV2 PartnerAssetV2",
    },
    "updateAssetMetadata": {
        "owner": "AssetMetadataV1",
    },
    "deleteAssetMetadata": {
        "owner": "AssetMetadataDeleteV1",
    },
    "setupPinCode": {
        "owner": "AuthUserV1 UserV1",
        "member": "UserV1",
    },
    "changePinCode": {
        "owner": "AuthUserV1 UserV1",
        "member": "UserV1",
    },
    "resetPinCode": {
        "owner": "AuthUserV1 UserV1",
        "member": "UserV1",
    },
    "createPartner": {
        "owner": "PartnerV1",
    },
    "createPartnerDeprecated": {
        "owner": "PartnerV1",
    },
    "updatePartner": {
        "owner": "PartnerV1",
        "member": "PartnerV1",
    },
    "removePartner": {
        "owner": "PartnerDeleteV1",
        "member": "PartnerDeleteV1",
    },
    "createStack": {
        "owner": "AlbumAssetUpdateV2 AssetV2 StackDeleteV1 StackV1",
        "member": "AlbumAssetUpdateV2 PartnerAssetV2 PartnerStackDeleteV1 PartnerStackV1",
    },
    "deleteStacks": {
        "owner": "AlbumAssetUpdateV2 AssetV2 StackDeleteV1",
        "member": "AlbumAssetUpdateV2 PartnerAssetV2 PartnerStackDeleteV1",
    },
    "updateStack": {
        "owner": "StackV1",
        "member": "PartnerStackV1",
    },
    "deleteStack": {
        "owner": "AlbumAssetUpdateV2 AssetV2 StackDeleteV1",
        "member": "AlbumAssetUpdateV2 PartnerAssetV2 PartnerStackDeleteV1",
    },
    "removeAssetFromStack": {
        "owner": "AssetV2",
        "member": "PartnerAssetV2",
    },
    "bulkTagAssets": {
        "owner": "AlbumAssetExifUpdateV1 AssetExifV1",
        "member": "AlbumAssetExifUpdateV1 PartnerAssetExifV1",
    },
    "tagAssets": {
        "owner": "AlbumAssetExifUpdateV1 AssetExifV1",
        "member": "AlbumAssetExifUpdateV1 PartnerAssetExifV1",
    },
    "untagAssets": {
        "owner": "AlbumAssetExifUpdateV1 AssetExifV1",
        "member": "AlbumAssetExifUpdateV1 PartnerAssetExifV1",
    },
    "emptyTrash": {
        "owner": "AlbumAssetUpdateV2 AssetV2",
        "member": "AlbumAssetUpdateV2 PartnerAssetV2",
    },
    "restoreTrash": {
        "owner": "AlbumAssetUpdateV2 AlbumV2 AssetV2",
        "member": "AlbumAssetUpdateV2 AlbumV2 PartnerAssetV2",
    },
    "restoreAssets": {
        "owner": "AlbumAssetUpdateV2 AlbumV2 AssetV2",
        "member": "AlbumAssetUpdateV2 AlbumV2 PartnerAssetV2",
    },
    "updateMyUser": {
        "owner": "AuthUserV1 UserV1",
        "member": "UserV1",
    },
    "deleteUserLicense": {
        "owner": "UserMetadataDeleteV1",
    },
    "setUserOnboarding": {
        "owner": "UserMetadataV1",
    },
    "deleteUserOnboarding": {
        "owner": "UserMetadataDeleteV1",
    },
    "updateMyPreferences": {
        "owner": "UserMetadataV1",
    },
    "createProfileImage": {
        "owner": "AuthUserV1 UserV1",
        "member": "UserV1",
    },
    "deleteProfileImage": {
        "owner": "AuthUserV1 UserV1",
        "member": "UserV1",
    },
    "createUserAdmin": {
        "owner": "UserV1",
        "member": "UserV1",
    },
    "updateUserAdmin": {
        "owner": "UserV1",
        "member": "AuthUserV1 UserV1",
    },
    "deleteUserAdmin": {
        "owner": "UserV1",
        "member": "UserV1",
    },
    "updateUserPreferencesAdmin": {
        "member": "UserMetadataV1",
    },
    "restoreUserAdmin": {
        "owner": "UserV1",
        "member": "UserV1",
    },
}
"""Types of the lines on the owner's phone, and on that of a member and partner."""


def _all(why: str, names: str) -> dict[str, str]:
    return dict.fromkeys(names.split(), why)


SILENT: dict[str, str] = {
    **_all("keys are shown where they are made", "createApiKey updateApiKey deleteApiKey"),
    **_all(
        "asked for when it is looked at, never synced",
        """
        createActivity deleteActivity createSharedLink updateSharedLink removeSharedLink
        addSharedLinkAssets removeSharedLinkAssets createTag upsertTags updateTag
        deleteTag
        """,
    ),
    **_all(
        "changes nothing",
        """
        checkBulkUpload validateAccessToken downloadArchive getDownloadInfo
        getNotificationTemplateAdmin searchLargeAssets searchAssets searchRandom
        searchAssetStatistics getSyncStream
        """,
    ),
    **_all(
        "what a job changes is told when it is done",
        "runAssetJobs createJob runQueueCommandLegacy updateQueue emptyQueue",
    ),
    **_all(
        "refused, or nothing to do here",
        """
        signUpAdmin unlinkAllOAuthAccountsAdmin startDatabaseRestoreFlow
        deleteDuplicates resolveDuplicates maintenanceLogin updateNotifications
        sendTestEmailAdmin searchSmart setServerLicense sharedLinkLogin setUserLicense
        """,
    ),
    **_all(
        "about one login; none of a watched phone",
        """
        login logout lockAuthSession unlockAuthSession createSession updateSession
        deleteSession lockSession sendSyncAck deleteSyncAck
        """,
    ),
    **_all(
        "about the installation, which phones ask for when they connect",
        "deleteServerLicense updateConfig updateAdminOnboarding",
    ),
}
"""Operations that change nothing a phone holds, and why."""

LOGGED_OUT = {"changePassword": "owner", "deleteAllSessions": "owner"}
"""Operations after which a phone is logged out, and whose."""


async def perform(world: World, operation: Operation) -> httpx.Response:
    """The owner does it with the locked folder open, or the admin where only they may."""
    base, things = operation.id.removesuffix("Patch"), world.things
    if base in ABOUT_A_NEWCOMER:
        things = things | {"member": things["newcomer"]}
    sent = request_for(operation, things)
    if base in WISHES:
        sent.body = (sent.body or {}) | Builder("", things).resolved(WISHES[base])
    shown = world.credentials["admin" if operation.admin else "elevated"]
    async with world.house.visitor() as client:
        return await client.request(
            sent.method, f"/api{sent.path}", headers=shown, **sent.options()
        )
