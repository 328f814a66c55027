# generated from openapi.yaml by codegen; do not edit
"""Every operation of the contract, by its name and in one table."""

from __future__ import annotations

from typing import Final

from generated.gate import Operation

CONTRACT_VERSION: Final = "3.1.0"

GET_API_KEYS = Operation(
    id="getApiKeys",
    method="GET",
    path="/api-keys",
    tag="API keys",
    permission="apiKey.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

CREATE_API_KEY = Operation(
    id="createApiKey",
    method="POST",
    path="/api-keys",
    tag="API keys",
    permission="apiKey.create",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(201,),
)

GET_MY_API_KEY = Operation(
    id="getMyApiKey",
    method="GET",
    path="/api-keys/me",
    tag="API keys",
    permission="",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_API_KEY = Operation(
    id="getApiKey",
    method="GET",
    path="/api-keys/{id}",
    tag="API keys",
    permission="apiKey.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

UPDATE_API_KEY = Operation(
    id="updateApiKey",
    method="PUT",
    path="/api-keys/{id}",
    tag="API keys",
    permission="apiKey.update",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

UPDATE_API_KEY_PATCH = Operation(
    id="updateApiKeyPatch",
    method="PATCH",
    path="/api-keys/{id}",
    tag="API keys",
    permission="apiKey.update",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

DELETE_API_KEY = Operation(
    id="deleteApiKey",
    method="DELETE",
    path="/api-keys/{id}",
    tag="API keys",
    permission="apiKey.delete",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

GET_ACTIVITIES = Operation(
    id="getActivities",
    method="GET",
    path="/activities",
    tag="Activities",
    permission="activity.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

CREATE_ACTIVITY = Operation(
    id="createActivity",
    method="POST",
    path="/activities",
    tag="Activities",
    permission="activity.create",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(201, 200),
)

GET_ACTIVITY_STATISTICS = Operation(
    id="getActivityStatistics",
    method="GET",
    path="/activities/statistics",
    tag="Activities",
    permission="activity.statistics",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

DELETE_ACTIVITY = Operation(
    id="deleteActivity",
    method="DELETE",
    path="/activities/{id}",
    tag="Activities",
    permission="activity.delete",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

GET_ALL_ALBUMS = Operation(
    id="getAllAlbums",
    method="GET",
    path="/albums",
    tag="Albums",
    permission="album.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

CREATE_ALBUM = Operation(
    id="createAlbum",
    method="POST",
    path="/albums",
    tag="Albums",
    permission="album.create",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(201,),
)

ADD_ASSETS_TO_ALBUMS = Operation(
    id="addAssetsToAlbums",
    method="PUT",
    path="/albums/assets",
    tag="Albums",
    permission="albumAsset.create",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_ALBUM_STATISTICS = Operation(
    id="getAlbumStatistics",
    method="GET",
    path="/albums/statistics",
    tag="Albums",
    permission="album.statistics",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_ALBUM_INFO = Operation(
    id="getAlbumInfo",
    method="GET",
    path="/albums/{id}",
    tag="Albums",
    permission="album.read",
    admin=False,
    auth=frozenset(["session", "apiKey", "sharedLink"]),
    statuses=(200,),
)

UPDATE_ALBUM_INFO = Operation(
    id="updateAlbumInfo",
    method="PATCH",
    path="/albums/{id}",
    tag="Albums",
    permission="album.update",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

DELETE_ALBUM = Operation(
    id="deleteAlbum",
    method="DELETE",
    path="/albums/{id}",
    tag="Albums",
    permission="album.delete",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

ADD_ASSETS_TO_ALBUM = Operation(
    id="addAssetsToAlbum",
    method="PUT",
    path="/albums/{id}/assets",
    tag="Albums",
    permission="albumAsset.create",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

REMOVE_ASSET_FROM_ALBUM = Operation(
    id="removeAssetFromAlbum",
    method="DELETE",
    path="/albums/{id}/assets",
    tag="Albums",
    permission="albumAsset.delete",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_ALBUM_MAP_MARKERS = Operation(
    id="getAlbumMapMarkers",
    method="GET",
    path="/albums/{id}/map-markers",
    tag="Albums",
    permission="album.read",
    admin=False,
    auth=frozenset(["session", "apiKey", "sharedLink"]),
    statuses=(200,),
)

UPDATE_ALBUM_USER = Operation(
    id="updateAlbumUser",
    method="PUT",
    path="/albums/{id}/user/{userId}",
    tag="Albums",
    permission="albumUser.update",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

REMOVE_USER_FROM_ALBUM = Operation(
    id="removeUserFromAlbum",
    method="DELETE",
    path="/albums/{id}/user/{userId}",
    tag="Albums",
    permission="albumUser.delete",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

ADD_USERS_TO_ALBUM = Operation(
    id="addUsersToAlbum",
    method="PUT",
    path="/albums/{id}/users",
    tag="Albums",
    permission="albumUser.create",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

UPLOAD_ASSET = Operation(
    id="uploadAsset",
    method="POST",
    path="/assets",
    tag="Assets",
    permission="asset.upload",
    admin=False,
    auth=frozenset(["session", "apiKey", "sharedLink"]),
    statuses=(201, 200),
)

UPDATE_ASSETS = Operation(
    id="updateAssets",
    method="PUT",
    path="/assets",
    tag="Assets",
    permission="asset.update",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

UPDATE_ASSETS_PATCH = Operation(
    id="updateAssetsPatch",
    method="PATCH",
    path="/assets",
    tag="Assets",
    permission="asset.update",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

DELETE_ASSETS = Operation(
    id="deleteAssets",
    method="DELETE",
    path="/assets",
    tag="Assets",
    permission="asset.delete",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

CHECK_BULK_UPLOAD = Operation(
    id="checkBulkUpload",
    method="POST",
    path="/assets/bulk-upload-check",
    tag="Assets",
    permission="asset.upload",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

COPY_ASSET = Operation(
    id="copyAsset",
    method="PUT",
    path="/assets/copy",
    tag="Assets",
    permission="asset.copy",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

RUN_ASSET_JOBS = Operation(
    id="runAssetJobs",
    method="POST",
    path="/assets/jobs",
    tag="Assets",
    permission="job.create",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

UPDATE_BULK_ASSET_METADATA = Operation(
    id="updateBulkAssetMetadata",
    method="PUT",
    path="/assets/metadata",
    tag="Assets",
    permission="asset.update",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

DELETE_BULK_ASSET_METADATA = Operation(
    id="deleteBulkAssetMetadata",
    method="DELETE",
    path="/assets/metadata",
    tag="Assets",
    permission="asset.update",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

GET_ASSET_STATISTICS = Operation(
    id="getAssetStatistics",
    method="GET",
    path="/assets/statistics",
    tag="Assets",
    permission="asset.statistics",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_ASSET_INFO = Operation(
    id="getAssetInfo",
    method="GET",
    path="/assets/{id}",
    tag="Assets",
    permission="asset.read",
    admin=False,
    auth=frozenset(["session", "apiKey", "sharedLink"]),
    statuses=(200,),
)

UPDATE_ASSET = Operation(
    id="updateAsset",
    method="PUT",
    path="/assets/{id}",
    tag="Assets",
    permission="asset.update",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

UPDATE_ASSET_PATCH = Operation(
    id="updateAssetPatch",
    method="PATCH",
    path="/assets/{id}",
    tag="Assets",
    permission="asset.update",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_ASSET_EDITS = Operation(
    id="getAssetEdits",
    method="GET",
    path="/assets/{id}/edits",
    tag="Assets",
    permission="asset.edit.get",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

EDIT_ASSET = Operation(
    id="editAsset",
    method="PUT",
    path="/assets/{id}/edits",
    tag="Assets",
    permission="asset.edit.create",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

REMOVE_ASSET_EDITS = Operation(
    id="removeAssetEdits",
    method="DELETE",
    path="/assets/{id}/edits",
    tag="Assets",
    permission="asset.edit.delete",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

GET_ASSET_METADATA = Operation(
    id="getAssetMetadata",
    method="GET",
    path="/assets/{id}/metadata",
    tag="Assets",
    permission="asset.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

UPDATE_ASSET_METADATA = Operation(
    id="updateAssetMetadata",
    method="PUT",
    path="/assets/{id}/metadata",
    tag="Assets",
    permission="asset.update",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_ASSET_METADATA_BY_KEY = Operation(
    id="getAssetMetadataByKey",
    method="GET",
    path="/assets/{id}/metadata/{key}",
    tag="Assets",
    permission="asset.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

DELETE_ASSET_METADATA = Operation(
    id="deleteAssetMetadata",
    method="DELETE",
    path="/assets/{id}/metadata/{key}",
    tag="Assets",
    permission="asset.update",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

GET_ASSET_OCR = Operation(
    id="getAssetOcr",
    method="GET",
    path="/assets/{id}/ocr",
    tag="Assets",
    permission="asset.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

DOWNLOAD_ASSET = Operation(
    id="downloadAsset",
    method="GET",
    path="/assets/{id}/original",
    tag="Assets",
    permission="asset.download",
    admin=False,
    auth=frozenset(["session", "apiKey", "sharedLink"]),
    statuses=(200, 206),
)

VIEW_ASSET = Operation(
    id="viewAsset",
    method="GET",
    path="/assets/{id}/thumbnail",
    tag="Assets",
    permission="asset.view",
    admin=False,
    auth=frozenset(["session", "apiKey", "sharedLink"]),
    statuses=(200, 206),
)

PLAY_ASSET_VIDEO = Operation(
    id="playAssetVideo",
    method="GET",
    path="/assets/{id}/video/playback",
    tag="Assets",
    permission="asset.view",
    admin=False,
    auth=frozenset(["session", "apiKey", "sharedLink"]),
    statuses=(200, 206),
)

SIGN_UP_ADMIN = Operation(
    id="signUpAdmin",
    method="POST",
    path="/auth/admin-sign-up",
    tag="Authentication",
    permission="",
    admin=False,
    auth=frozenset(),
    statuses=(201,),
)

CHANGE_PASSWORD = Operation(
    id="changePassword",
    method="POST",
    path="/auth/change-password",
    tag="Authentication",
    permission="auth.changePassword",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

LOGIN = Operation(
    id="login",
    method="POST",
    path="/auth/login",
    tag="Authentication",
    permission="",
    admin=False,
    auth=frozenset(),
    statuses=(201,),
)

LOGOUT = Operation(
    id="logout",
    method="POST",
    path="/auth/logout",
    tag="Authentication",
    permission="all",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

SETUP_PIN_CODE = Operation(
    id="setupPinCode",
    method="POST",
    path="/auth/pin-code",
    tag="Authentication",
    permission="pinCode.create",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

CHANGE_PIN_CODE = Operation(
    id="changePinCode",
    method="PUT",
    path="/auth/pin-code",
    tag="Authentication",
    permission="pinCode.update",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

RESET_PIN_CODE = Operation(
    id="resetPinCode",
    method="DELETE",
    path="/auth/pin-code",
    tag="Authentication",
    permission="pinCode.delete",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

LOCK_AUTH_SESSION = Operation(
    id="lockAuthSession",
    method="POST",
    path="/auth/session/lock",
    tag="Authentication",
    permission="all",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

UNLOCK_AUTH_SESSION = Operation(
    id="unlockAuthSession",
    method="POST",
    path="/auth/session/unlock",
    tag="Authentication",
    permission="all",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

GET_AUTH_STATUS = Operation(
    id="getAuthStatus",
    method="GET",
    path="/auth/status",
    tag="Authentication",
    permission="all",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

VALIDATE_ACCESS_TOKEN = Operation(
    id="validateAccessToken",
    method="POST",
    path="/auth/validateToken",
    tag="Authentication",
    permission="",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

UNLINK_ALL_OAUTH_ACCOUNTS_ADMIN = Operation(
    id="unlinkAllOAuthAccountsAdmin",
    method="POST",
    path="/admin/auth/unlink-all",
    tag="Authentication (admin)",
    permission="adminAuth.unlinkAll",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

LIST_DATABASE_BACKUPS = Operation(
    id="listDatabaseBackups",
    method="GET",
    path="/admin/database-backups",
    tag="Database Backups (admin)",
    permission="maintenance",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

START_DATABASE_RESTORE_FLOW = Operation(
    id="startDatabaseRestoreFlow",
    method="POST",
    path="/admin/database-backups/start-restore",
    tag="Database Backups (admin)",
    permission="",
    admin=False,
    auth=frozenset(),
    statuses=(201,),
)

DOWNLOAD_ARCHIVE = Operation(
    id="downloadArchive",
    method="POST",
    path="/download/archive",
    tag="Download",
    permission="asset.download",
    admin=False,
    auth=frozenset(["session", "apiKey", "sharedLink"]),
    statuses=(200,),
)

GET_DOWNLOAD_INFO = Operation(
    id="getDownloadInfo",
    method="POST",
    path="/download/info",
    tag="Download",
    permission="asset.download",
    admin=False,
    auth=frozenset(["session", "apiKey", "sharedLink"]),
    statuses=(201,),
)

GET_ASSET_DUPLICATES = Operation(
    id="getAssetDuplicates",
    method="GET",
    path="/duplicates",
    tag="Duplicates",
    permission="duplicate.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

DELETE_DUPLICATES = Operation(
    id="deleteDuplicates",
    method="DELETE",
    path="/duplicates",
    tag="Duplicates",
    permission="duplicate.delete",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

RESOLVE_DUPLICATES = Operation(
    id="resolveDuplicates",
    method="POST",
    path="/duplicates/resolve",
    tag="Duplicates",
    permission="duplicate.delete",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_FACES = Operation(
    id="getFaces",
    method="GET",
    path="/faces",
    tag="Faces",
    permission="face.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_QUEUES_LEGACY = Operation(
    id="getQueuesLegacy",
    method="GET",
    path="/jobs",
    tag="Jobs",
    permission="job.read",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

CREATE_JOB = Operation(
    id="createJob",
    method="POST",
    path="/jobs",
    tag="Jobs",
    permission="job.create",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

RUN_QUEUE_COMMAND_LEGACY = Operation(
    id="runQueueCommandLegacy",
    method="PUT",
    path="/jobs/{name}",
    tag="Jobs",
    permission="job.create",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_ALL_LIBRARIES = Operation(
    id="getAllLibraries",
    method="GET",
    path="/libraries",
    tag="Libraries",
    permission="library.read",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_INTEGRITY_REPORT = Operation(
    id="getIntegrityReport",
    method="GET",
    path="/admin/integrity/report",
    tag="Maintenance (admin)",
    permission="maintenance",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_INTEGRITY_REPORT_CSV = Operation(
    id="getIntegrityReportCsv",
    method="GET",
    path="/admin/integrity/report/{type}/csv",
    tag="Maintenance (admin)",
    permission="maintenance",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_INTEGRITY_REPORT_SUMMARY = Operation(
    id="getIntegrityReportSummary",
    method="GET",
    path="/admin/integrity/summary",
    tag="Maintenance (admin)",
    permission="maintenance",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

DETECT_PRIOR_INSTALL = Operation(
    id="detectPriorInstall",
    method="GET",
    path="/admin/maintenance/detect-install",
    tag="Maintenance (admin)",
    permission="maintenance",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

MAINTENANCE_LOGIN = Operation(
    id="maintenanceLogin",
    method="POST",
    path="/admin/maintenance/login",
    tag="Maintenance (admin)",
    permission="",
    admin=False,
    auth=frozenset(),
    statuses=(201,),
)

GET_MAINTENANCE_STATUS = Operation(
    id="getMaintenanceStatus",
    method="GET",
    path="/admin/maintenance/status",
    tag="Maintenance (admin)",
    permission="",
    admin=False,
    auth=frozenset(),
    statuses=(200,),
)

GET_MAP_MARKERS = Operation(
    id="getMapMarkers",
    method="GET",
    path="/map/markers",
    tag="Map",
    permission="map.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

REVERSE_GEOCODE = Operation(
    id="reverseGeocode",
    method="GET",
    path="/map/reverse-geocode",
    tag="Map",
    permission="map.search",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

SEARCH_MEMORIES = Operation(
    id="searchMemories",
    method="GET",
    path="/memories",
    tag="Memories",
    permission="memory.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

MEMORIES_STATISTICS = Operation(
    id="memoriesStatistics",
    method="GET",
    path="/memories/statistics",
    tag="Memories",
    permission="memory.statistics",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_NOTIFICATIONS = Operation(
    id="getNotifications",
    method="GET",
    path="/notifications",
    tag="Notifications",
    permission="notification.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

UPDATE_NOTIFICATIONS = Operation(
    id="updateNotifications",
    method="PUT",
    path="/notifications",
    tag="Notifications",
    permission="notification.update",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

GET_NOTIFICATION_TEMPLATE_ADMIN = Operation(
    id="getNotificationTemplateAdmin",
    method="POST",
    path="/admin/notifications/templates/{name}",
    tag="Notifications (admin)",
    permission="all",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

SEND_TEST_EMAIL_ADMIN = Operation(
    id="sendTestEmailAdmin",
    method="POST",
    path="/admin/notifications/test-email",
    tag="Notifications (admin)",
    permission="all",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_PARTNERS = Operation(
    id="getPartners",
    method="GET",
    path="/partners",
    tag="Partners",
    permission="partner.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

CREATE_PARTNER = Operation(
    id="createPartner",
    method="POST",
    path="/partners",
    tag="Partners",
    permission="partner.create",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(201,),
)

CREATE_PARTNER_DEPRECATED = Operation(
    id="createPartnerDeprecated",
    method="POST",
    path="/partners/{id}",
    tag="Partners",
    permission="partner.create",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(201,),
)

UPDATE_PARTNER = Operation(
    id="updatePartner",
    method="PUT",
    path="/partners/{id}",
    tag="Partners",
    permission="partner.update",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

REMOVE_PARTNER = Operation(
    id="removePartner",
    method="DELETE",
    path="/partners/{id}",
    tag="Partners",
    permission="partner.delete",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

GET_ALL_PEOPLE = Operation(
    id="getAllPeople",
    method="GET",
    path="/people",
    tag="People",
    permission="person.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

SEARCH_PLUGINS = Operation(
    id="searchPlugins",
    method="GET",
    path="/plugins",
    tag="Plugins",
    permission="plugin.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

SEARCH_PLUGIN_METHODS = Operation(
    id="searchPluginMethods",
    method="GET",
    path="/plugins/methods",
    tag="Plugins",
    permission="plugin.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

SEARCH_PLUGIN_TEMPLATES = Operation(
    id="searchPluginTemplates",
    method="GET",
    path="/plugins/templates",
    tag="Plugins",
    permission="plugin.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_QUEUES = Operation(
    id="getQueues",
    method="GET",
    path="/queues",
    tag="Queues",
    permission="queue.read",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_QUEUE = Operation(
    id="getQueue",
    method="GET",
    path="/queues/{name}",
    tag="Queues",
    permission="queue.read",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

UPDATE_QUEUE = Operation(
    id="updateQueue",
    method="PUT",
    path="/queues/{name}",
    tag="Queues",
    permission="queue.update",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_QUEUE_JOBS = Operation(
    id="getQueueJobs",
    method="GET",
    path="/queues/{name}/jobs",
    tag="Queues",
    permission="queueJob.read",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

EMPTY_QUEUE = Operation(
    id="emptyQueue",
    method="DELETE",
    path="/queues/{name}/jobs",
    tag="Queues",
    permission="queueJob.delete",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

GET_ASSETS_BY_CITY = Operation(
    id="getAssetsByCity",
    method="GET",
    path="/search/cities",
    tag="Search",
    permission="asset.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_EXPLORE_DATA = Operation(
    id="getExploreData",
    method="GET",
    path="/search/explore",
    tag="Search",
    permission="asset.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

SEARCH_LARGE_ASSETS = Operation(
    id="searchLargeAssets",
    method="POST",
    path="/search/large-assets",
    tag="Search",
    permission="asset.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

SEARCH_ASSETS = Operation(
    id="searchAssets",
    method="POST",
    path="/search/metadata",
    tag="Search",
    permission="asset.read",
    admin=False,
    auth=frozenset(["session", "apiKey", "sharedLink"]),
    statuses=(200,),
)

SEARCH_PERSON = Operation(
    id="searchPerson",
    method="GET",
    path="/search/person",
    tag="Search",
    permission="person.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

SEARCH_PLACES = Operation(
    id="searchPlaces",
    method="GET",
    path="/search/places",
    tag="Search",
    permission="asset.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

SEARCH_RANDOM = Operation(
    id="searchRandom",
    method="POST",
    path="/search/random",
    tag="Search",
    permission="asset.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

SEARCH_SMART = Operation(
    id="searchSmart",
    method="POST",
    path="/search/smart",
    tag="Search",
    permission="asset.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

SEARCH_ASSET_STATISTICS = Operation(
    id="searchAssetStatistics",
    method="POST",
    path="/search/statistics",
    tag="Search",
    permission="asset.statistics",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_SEARCH_SUGGESTIONS = Operation(
    id="getSearchSuggestions",
    method="GET",
    path="/search/suggestions",
    tag="Search",
    permission="asset.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_ABOUT_INFO = Operation(
    id="getAboutInfo",
    method="GET",
    path="/server/about",
    tag="Server",
    permission="server.about",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_APK_LINKS = Operation(
    id="getApkLinks",
    method="GET",
    path="/server/apk-links",
    tag="Server",
    permission="server.apkLinks",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_SERVER_CONFIG = Operation(
    id="getServerConfig",
    method="GET",
    path="/server/config",
    tag="Server",
    permission="",
    admin=False,
    auth=frozenset(),
    statuses=(200,),
)

GET_SERVER_FEATURES = Operation(
    id="getServerFeatures",
    method="GET",
    path="/server/features",
    tag="Server",
    permission="",
    admin=False,
    auth=frozenset(),
    statuses=(200,),
)

GET_SERVER_LICENSE = Operation(
    id="getServerLicense",
    method="GET",
    path="/server/license",
    tag="Server",
    permission="serverLicense.read",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

SET_SERVER_LICENSE = Operation(
    id="setServerLicense",
    method="PUT",
    path="/server/license",
    tag="Server",
    permission="serverLicense.update",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

DELETE_SERVER_LICENSE = Operation(
    id="deleteServerLicense",
    method="DELETE",
    path="/server/license",
    tag="Server",
    permission="serverLicense.delete",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

GET_SUPPORTED_MEDIA_TYPES = Operation(
    id="getSupportedMediaTypes",
    method="GET",
    path="/server/media-types",
    tag="Server",
    permission="",
    admin=False,
    auth=frozenset(),
    statuses=(200,),
)

PING_SERVER = Operation(
    id="pingServer",
    method="GET",
    path="/server/ping",
    tag="Server",
    permission="",
    admin=False,
    auth=frozenset(),
    statuses=(200,),
)

GET_SERVER_STATISTICS = Operation(
    id="getServerStatistics",
    method="GET",
    path="/server/statistics",
    tag="Server",
    permission="server.statistics",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_STORAGE = Operation(
    id="getStorage",
    method="GET",
    path="/server/storage",
    tag="Server",
    permission="server.storage",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_SERVER_VERSION = Operation(
    id="getServerVersion",
    method="GET",
    path="/server/version",
    tag="Server",
    permission="",
    admin=False,
    auth=frozenset(),
    statuses=(200,),
)

GET_VERSION_CHECK = Operation(
    id="getVersionCheck",
    method="GET",
    path="/server/version-check",
    tag="Server",
    permission="server.versionCheck",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_VERSION_HISTORY = Operation(
    id="getVersionHistory",
    method="GET",
    path="/server/version-history",
    tag="Server",
    permission="",
    admin=False,
    auth=frozenset(),
    statuses=(200,),
)

GET_SESSIONS = Operation(
    id="getSessions",
    method="GET",
    path="/sessions",
    tag="Sessions",
    permission="session.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

CREATE_SESSION = Operation(
    id="createSession",
    method="POST",
    path="/sessions",
    tag="Sessions",
    permission="session.create",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(201,),
)

DELETE_ALL_SESSIONS = Operation(
    id="deleteAllSessions",
    method="DELETE",
    path="/sessions",
    tag="Sessions",
    permission="session.delete",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

UPDATE_SESSION = Operation(
    id="updateSession",
    method="PUT",
    path="/sessions/{id}",
    tag="Sessions",
    permission="session.update",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

UPDATE_SESSION_PATCH = Operation(
    id="updateSessionPatch",
    method="PATCH",
    path="/sessions/{id}",
    tag="Sessions",
    permission="session.update",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

DELETE_SESSION = Operation(
    id="deleteSession",
    method="DELETE",
    path="/sessions/{id}",
    tag="Sessions",
    permission="session.delete",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

LOCK_SESSION = Operation(
    id="lockSession",
    method="POST",
    path="/sessions/{id}/lock",
    tag="Sessions",
    permission="session.lock",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

GET_ALL_SHARED_LINKS = Operation(
    id="getAllSharedLinks",
    method="GET",
    path="/shared-links",
    tag="Shared links",
    permission="sharedLink.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

CREATE_SHARED_LINK = Operation(
    id="createSharedLink",
    method="POST",
    path="/shared-links",
    tag="Shared links",
    permission="sharedLink.create",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(201,),
)

SHARED_LINK_LOGIN = Operation(
    id="sharedLinkLogin",
    method="POST",
    path="/shared-links/login",
    tag="Shared links",
    permission="all",
    admin=False,
    auth=frozenset(["session", "apiKey", "sharedLink"]),
    statuses=(201,),
)

GET_MY_SHARED_LINK = Operation(
    id="getMySharedLink",
    method="GET",
    path="/shared-links/me",
    tag="Shared links",
    permission="all",
    admin=False,
    auth=frozenset(["session", "apiKey", "sharedLink"]),
    statuses=(200,),
)

GET_SHARED_LINK_BY_ID = Operation(
    id="getSharedLinkById",
    method="GET",
    path="/shared-links/{id}",
    tag="Shared links",
    permission="sharedLink.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

UPDATE_SHARED_LINK = Operation(
    id="updateSharedLink",
    method="PATCH",
    path="/shared-links/{id}",
    tag="Shared links",
    permission="sharedLink.update",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

REMOVE_SHARED_LINK = Operation(
    id="removeSharedLink",
    method="DELETE",
    path="/shared-links/{id}",
    tag="Shared links",
    permission="sharedLink.delete",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

ADD_SHARED_LINK_ASSETS = Operation(
    id="addSharedLinkAssets",
    method="PUT",
    path="/shared-links/{id}/assets",
    tag="Shared links",
    permission="sharedLink.update",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

REMOVE_SHARED_LINK_ASSETS = Operation(
    id="removeSharedLinkAssets",
    method="DELETE",
    path="/shared-links/{id}/assets",
    tag="Shared links",
    permission="sharedLink.update",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

SEARCH_STACKS = Operation(
    id="searchStacks",
    method="GET",
    path="/stacks",
    tag="Stacks",
    permission="stack.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

CREATE_STACK = Operation(
    id="createStack",
    method="POST",
    path="/stacks",
    tag="Stacks",
    permission="stack.create",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(201,),
)

DELETE_STACKS = Operation(
    id="deleteStacks",
    method="DELETE",
    path="/stacks",
    tag="Stacks",
    permission="stack.delete",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

GET_STACK = Operation(
    id="getStack",
    method="GET",
    path="/stacks/{id}",
    tag="Stacks",
    permission="stack.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

UPDATE_STACK = Operation(
    id="updateStack",
    method="PUT",
    path="/stacks/{id}",
    tag="Stacks",
    permission="stack.update",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

UPDATE_STACK_PATCH = Operation(
    id="updateStackPatch",
    method="PATCH",
    path="/stacks/{id}",
    tag="Stacks",
    permission="stack.update",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

DELETE_STACK = Operation(
    id="deleteStack",
    method="DELETE",
    path="/stacks/{id}",
    tag="Stacks",
    permission="stack.delete",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

REMOVE_ASSET_FROM_STACK = Operation(
    id="removeAssetFromStack",
    method="DELETE",
    path="/stacks/{id}/assets/{assetId}",
    tag="Stacks",
    permission="stack.update",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

GET_SYNC_ACK = Operation(
    id="getSyncAck",
    method="GET",
    path="/sync/ack",
    tag="Sync",
    permission="syncCheckpoint.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

SEND_SYNC_ACK = Operation(
    id="sendSyncAck",
    method="POST",
    path="/sync/ack",
    tag="Sync",
    permission="syncCheckpoint.update",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

DELETE_SYNC_ACK = Operation(
    id="deleteSyncAck",
    method="DELETE",
    path="/sync/ack",
    tag="Sync",
    permission="syncCheckpoint.delete",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

GET_SYNC_STREAM = Operation(
    id="getSyncStream",
    method="POST",
    path="/sync/stream",
    tag="Sync",
    permission="sync.stream",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_CONFIG = Operation(
    id="getConfig",
    method="GET",
    path="/system-config",
    tag="System config",
    permission="systemConfig.read",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

UPDATE_CONFIG = Operation(
    id="updateConfig",
    method="PUT",
    path="/system-config",
    tag="System config",
    permission="systemConfig.update",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_CONFIG_DEFAULTS = Operation(
    id="getConfigDefaults",
    method="GET",
    path="/system-config/defaults",
    tag="System config",
    permission="systemConfig.read",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_STORAGE_TEMPLATE_OPTIONS = Operation(
    id="getStorageTemplateOptions",
    method="GET",
    path="/system-config/storage-template-options",
    tag="System config",
    permission="systemConfig.read",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_ADMIN_ONBOARDING = Operation(
    id="getAdminOnboarding",
    method="GET",
    path="/system-metadata/admin-onboarding",
    tag="System metadata",
    permission="systemMetadata.read",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

UPDATE_ADMIN_ONBOARDING = Operation(
    id="updateAdminOnboarding",
    method="POST",
    path="/system-metadata/admin-onboarding",
    tag="System metadata",
    permission="systemMetadata.update",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

GET_REVERSE_GEOCODING_STATE = Operation(
    id="getReverseGeocodingState",
    method="GET",
    path="/system-metadata/reverse-geocoding-state",
    tag="System metadata",
    permission="systemMetadata.read",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_VERSION_CHECK_STATE = Operation(
    id="getVersionCheckState",
    method="GET",
    path="/system-metadata/version-check-state",
    tag="System metadata",
    permission="systemMetadata.read",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_ALL_TAGS = Operation(
    id="getAllTags",
    method="GET",
    path="/tags",
    tag="Tags",
    permission="tag.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

CREATE_TAG = Operation(
    id="createTag",
    method="POST",
    path="/tags",
    tag="Tags",
    permission="tag.create",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(201,),
)

UPSERT_TAGS = Operation(
    id="upsertTags",
    method="PUT",
    path="/tags",
    tag="Tags",
    permission="tag.create",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

BULK_TAG_ASSETS = Operation(
    id="bulkTagAssets",
    method="PUT",
    path="/tags/assets",
    tag="Tags",
    permission="tag.asset",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_TAG_BY_ID = Operation(
    id="getTagById",
    method="GET",
    path="/tags/{id}",
    tag="Tags",
    permission="tag.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

UPDATE_TAG = Operation(
    id="updateTag",
    method="PUT",
    path="/tags/{id}",
    tag="Tags",
    permission="tag.update",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

UPDATE_TAG_PATCH = Operation(
    id="updateTagPatch",
    method="PATCH",
    path="/tags/{id}",
    tag="Tags",
    permission="tag.update",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

DELETE_TAG = Operation(
    id="deleteTag",
    method="DELETE",
    path="/tags/{id}",
    tag="Tags",
    permission="tag.delete",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

TAG_ASSETS = Operation(
    id="tagAssets",
    method="PUT",
    path="/tags/{id}/assets",
    tag="Tags",
    permission="tag.asset",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

UNTAG_ASSETS = Operation(
    id="untagAssets",
    method="DELETE",
    path="/tags/{id}/assets",
    tag="Tags",
    permission="tag.asset",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_TIME_BUCKET = Operation(
    id="getTimeBucket",
    method="GET",
    path="/timeline/bucket",
    tag="Timeline",
    permission="asset.read",
    admin=False,
    auth=frozenset(["session", "apiKey", "sharedLink"]),
    statuses=(200,),
)

GET_TIME_BUCKETS = Operation(
    id="getTimeBuckets",
    method="GET",
    path="/timeline/buckets",
    tag="Timeline",
    permission="asset.read",
    admin=False,
    auth=frozenset(["session", "apiKey", "sharedLink"]),
    statuses=(200,),
)

EMPTY_TRASH = Operation(
    id="emptyTrash",
    method="POST",
    path="/trash/empty",
    tag="Trash",
    permission="asset.delete",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

RESTORE_TRASH = Operation(
    id="restoreTrash",
    method="POST",
    path="/trash/restore",
    tag="Trash",
    permission="asset.delete",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

RESTORE_ASSETS = Operation(
    id="restoreAssets",
    method="POST",
    path="/trash/restore/assets",
    tag="Trash",
    permission="asset.delete",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

SEARCH_USERS = Operation(
    id="searchUsers",
    method="GET",
    path="/users",
    tag="Users",
    permission="user.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_MY_USER = Operation(
    id="getMyUser",
    method="GET",
    path="/users/me",
    tag="Users",
    permission="user.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

UPDATE_MY_USER = Operation(
    id="updateMyUser",
    method="PUT",
    path="/users/me",
    tag="Users",
    permission="user.update",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

UPDATE_MY_USER_PATCH = Operation(
    id="updateMyUserPatch",
    method="PATCH",
    path="/users/me",
    tag="Users",
    permission="user.update",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_MY_CALENDAR_HEATMAP = Operation(
    id="getMyCalendarHeatmap",
    method="GET",
    path="/users/me/calendar-heatmap",
    tag="Users",
    permission="user.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_USER_LICENSE = Operation(
    id="getUserLicense",
    method="GET",
    path="/users/me/license",
    tag="Users",
    permission="userLicense.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

SET_USER_LICENSE = Operation(
    id="setUserLicense",
    method="PUT",
    path="/users/me/license",
    tag="Users",
    permission="userLicense.update",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

DELETE_USER_LICENSE = Operation(
    id="deleteUserLicense",
    method="DELETE",
    path="/users/me/license",
    tag="Users",
    permission="userLicense.delete",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

GET_USER_ONBOARDING = Operation(
    id="getUserOnboarding",
    method="GET",
    path="/users/me/onboarding",
    tag="Users",
    permission="userOnboarding.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

SET_USER_ONBOARDING = Operation(
    id="setUserOnboarding",
    method="PUT",
    path="/users/me/onboarding",
    tag="Users",
    permission="userOnboarding.update",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

DELETE_USER_ONBOARDING = Operation(
    id="deleteUserOnboarding",
    method="DELETE",
    path="/users/me/onboarding",
    tag="Users",
    permission="userOnboarding.delete",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

GET_MY_PREFERENCES = Operation(
    id="getMyPreferences",
    method="GET",
    path="/users/me/preferences",
    tag="Users",
    permission="userPreference.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

UPDATE_MY_PREFERENCES = Operation(
    id="updateMyPreferences",
    method="PUT",
    path="/users/me/preferences",
    tag="Users",
    permission="userPreference.update",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

UPDATE_MY_PREFERENCES_PATCH = Operation(
    id="updateMyPreferencesPatch",
    method="PATCH",
    path="/users/me/preferences",
    tag="Users",
    permission="userPreference.update",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

CREATE_PROFILE_IMAGE = Operation(
    id="createProfileImage",
    method="POST",
    path="/users/profile-image",
    tag="Users",
    permission="userProfileImage.update",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(201,),
)

DELETE_PROFILE_IMAGE = Operation(
    id="deleteProfileImage",
    method="DELETE",
    path="/users/profile-image",
    tag="Users",
    permission="userProfileImage.delete",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(204,),
)

GET_USER = Operation(
    id="getUser",
    method="GET",
    path="/users/{id}",
    tag="Users",
    permission="user.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_PROFILE_IMAGE = Operation(
    id="getProfileImage",
    method="GET",
    path="/users/{id}/profile-image",
    tag="Users",
    permission="userProfileImage.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200, 206),
)

SEARCH_USERS_ADMIN = Operation(
    id="searchUsersAdmin",
    method="GET",
    path="/admin/users",
    tag="Users (admin)",
    permission="adminUser.read",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

CREATE_USER_ADMIN = Operation(
    id="createUserAdmin",
    method="POST",
    path="/admin/users",
    tag="Users (admin)",
    permission="adminUser.create",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(201,),
)

GET_USER_ADMIN = Operation(
    id="getUserAdmin",
    method="GET",
    path="/admin/users/{id}",
    tag="Users (admin)",
    permission="adminUser.read",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

UPDATE_USER_ADMIN = Operation(
    id="updateUserAdmin",
    method="PUT",
    path="/admin/users/{id}",
    tag="Users (admin)",
    permission="adminUser.update",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

UPDATE_USER_ADMIN_PATCH = Operation(
    id="updateUserAdminPatch",
    method="PATCH",
    path="/admin/users/{id}",
    tag="Users (admin)",
    permission="adminUser.update",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

DELETE_USER_ADMIN = Operation(
    id="deleteUserAdmin",
    method="DELETE",
    path="/admin/users/{id}",
    tag="Users (admin)",
    permission="adminUser.delete",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_USER_CALENDAR_HEATMAP_ADMIN = Operation(
    id="getUserCalendarHeatmapAdmin",
    method="GET",
    path="/admin/users/{id}/calendar-heatmap",
    tag="Users (admin)",
    permission="user.read",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_USER_PREFERENCES_ADMIN = Operation(
    id="getUserPreferencesAdmin",
    method="GET",
    path="/admin/users/{id}/preferences",
    tag="Users (admin)",
    permission="adminUser.read",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

UPDATE_USER_PREFERENCES_ADMIN = Operation(
    id="updateUserPreferencesAdmin",
    method="PUT",
    path="/admin/users/{id}/preferences",
    tag="Users (admin)",
    permission="adminUser.update",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

UPDATE_USER_PREFERENCES_ADMIN_PATCH = Operation(
    id="updateUserPreferencesAdminPatch",
    method="PATCH",
    path="/admin/users/{id}/preferences",
    tag="Users (admin)",
    permission="adminUser.update",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

RESTORE_USER_ADMIN = Operation(
    id="restoreUserAdmin",
    method="POST",
    path="/admin/users/{id}/restore",
    tag="Users (admin)",
    permission="adminUser.delete",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_USER_SESSIONS_ADMIN = Operation(
    id="getUserSessionsAdmin",
    method="GET",
    path="/admin/users/{id}/sessions",
    tag="Users (admin)",
    permission="adminSession.read",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_USER_STATISTICS_ADMIN = Operation(
    id="getUserStatisticsAdmin",
    method="GET",
    path="/admin/users/{id}/statistics",
    tag="Users (admin)",
    permission="adminUser.read",
    admin=True,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_ASSETS_BY_ORIGINAL_PATH = Operation(
    id="getAssetsByOriginalPath",
    method="GET",
    path="/view/folder",
    tag="Views",
    permission="folder.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_UNIQUE_ORIGINAL_PATHS = Operation(
    id="getUniqueOriginalPaths",
    method="GET",
    path="/view/folder/unique-paths",
    tag="Views",
    permission="folder.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

SEARCH_WORKFLOWS = Operation(
    id="searchWorkflows",
    method="GET",
    path="/workflows",
    tag="Workflows",
    permission="workflow.read",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

GET_WORKFLOW_TRIGGERS = Operation(
    id="getWorkflowTriggers",
    method="GET",
    path="/workflows/triggers",
    tag="Workflows",
    permission="",
    admin=False,
    auth=frozenset(["session", "apiKey"]),
    statuses=(200,),
)

OPERATIONS: Final = {
    operation.id: operation
    for operation in [
        GET_API_KEYS,
        CREATE_API_KEY,
        GET_MY_API_KEY,
        GET_API_KEY,
        UPDATE_API_KEY,
        UPDATE_API_KEY_PATCH,
        DELETE_API_KEY,
        GET_ACTIVITIES,
        CREATE_ACTIVITY,
        GET_ACTIVITY_STATISTICS,
        DELETE_ACTIVITY,
        GET_ALL_ALBUMS,
        CREATE_ALBUM,
        ADD_ASSETS_TO_ALBUMS,
        GET_ALBUM_STATISTICS,
        GET_ALBUM_INFO,
        UPDATE_ALBUM_INFO,
        DELETE_ALBUM,
        ADD_ASSETS_TO_ALBUM,
        REMOVE_ASSET_FROM_ALBUM,
        GET_ALBUM_MAP_MARKERS,
        UPDATE_ALBUM_USER,
        REMOVE_USER_FROM_ALBUM,
        ADD_USERS_TO_ALBUM,
        UPLOAD_ASSET,
        UPDATE_ASSETS,
        UPDATE_ASSETS_PATCH,
        DELETE_ASSETS,
        CHECK_BULK_UPLOAD,
        COPY_ASSET,
        RUN_ASSET_JOBS,
        UPDATE_BULK_ASSET_METADATA,
        DELETE_BULK_ASSET_METADATA,
        GET_ASSET_STATISTICS,
        GET_ASSET_INFO,
        UPDATE_ASSET,
        UPDATE_ASSET_PATCH,
        GET_ASSET_EDITS,
        EDIT_ASSET,
        REMOVE_ASSET_EDITS,
        GET_ASSET_METADATA,
        UPDATE_ASSET_METADATA,
        GET_ASSET_METADATA_BY_KEY,
        DELETE_ASSET_METADATA,
        GET_ASSET_OCR,
        DOWNLOAD_ASSET,
        VIEW_ASSET,
        PLAY_ASSET_VIDEO,
        SIGN_UP_ADMIN,
        CHANGE_PASSWORD,
        LOGIN,
        LOGOUT,
        SETUP_PIN_CODE,
        CHANGE_PIN_CODE,
        RESET_PIN_CODE,
        LOCK_AUTH_SESSION,
        UNLOCK_AUTH_SESSION,
        GET_AUTH_STATUS,
        VALIDATE_ACCESS_TOKEN,
        UNLINK_ALL_OAUTH_ACCOUNTS_ADMIN,
        LIST_DATABASE_BACKUPS,
        START_DATABASE_RESTORE_FLOW,
        DOWNLOAD_ARCHIVE,
        GET_DOWNLOAD_INFO,
        GET_ASSET_DUPLICATES,
        DELETE_DUPLICATES,
        RESOLVE_DUPLICATES,
        GET_FACES,
        GET_QUEUES_LEGACY,
        CREATE_JOB,
        RUN_QUEUE_COMMAND_LEGACY,
        GET_ALL_LIBRARIES,
        GET_INTEGRITY_REPORT,
        GET_INTEGRITY_REPORT_CSV,
        GET_INTEGRITY_REPORT_SUMMARY,
        DETECT_PRIOR_INSTALL,
        MAINTENANCE_LOGIN,
        GET_MAINTENANCE_STATUS,
        GET_MAP_MARKERS,
        REVERSE_GEOCODE,
        SEARCH_MEMORIES,
        MEMORIES_STATISTICS,
        GET_NOTIFICATIONS,
        UPDATE_NOTIFICATIONS,
        GET_NOTIFICATION_TEMPLATE_ADMIN,
        SEND_TEST_EMAIL_ADMIN,
        GET_PARTNERS,
        CREATE_PARTNER,
        CREATE_PARTNER_DEPRECATED,
        UPDATE_PARTNER,
        REMOVE_PARTNER,
        GET_ALL_PEOPLE,
        SEARCH_PLUGINS,
        SEARCH_PLUGIN_METHODS,
        SEARCH_PLUGIN_TEMPLATES,
        GET_QUEUES,
        GET_QUEUE,
        UPDATE_QUEUE,
        GET_QUEUE_JOBS,
        EMPTY_QUEUE,
        GET_ASSETS_BY_CITY,
        GET_EXPLORE_DATA,
        SEARCH_LARGE_ASSETS,
        SEARCH_ASSETS,
        SEARCH_PERSON,
        SEARCH_PLACES,
        SEARCH_RANDOM,
        SEARCH_SMART,
        SEARCH_ASSET_STATISTICS,
        GET_SEARCH_SUGGESTIONS,
        GET_ABOUT_INFO,
        GET_APK_LINKS,
        GET_SERVER_CONFIG,
        GET_SERVER_FEATURES,
        GET_SERVER_LICENSE,
        SET_SERVER_LICENSE,
        DELETE_SERVER_LICENSE,
        GET_SUPPORTED_MEDIA_TYPES,
        PING_SERVER,
        GET_SERVER_STATISTICS,
        GET_STORAGE,
        GET_SERVER_VERSION,
        GET_VERSION_CHECK,
        GET_VERSION_HISTORY,
        GET_SESSIONS,
        CREATE_SESSION,
        DELETE_ALL_SESSIONS,
        UPDATE_SESSION,
        UPDATE_SESSION_PATCH,
        DELETE_SESSION,
        LOCK_SESSION,
        GET_ALL_SHARED_LINKS,
        CREATE_SHARED_LINK,
        SHARED_LINK_LOGIN,
        GET_MY_SHARED_LINK,
        GET_SHARED_LINK_BY_ID,
        UPDATE_SHARED_LINK,
        REMOVE_SHARED_LINK,
        ADD_SHARED_LINK_ASSETS,
        REMOVE_SHARED_LINK_ASSETS,
        SEARCH_STACKS,
        CREATE_STACK,
        DELETE_STACKS,
        GET_STACK,
        UPDATE_STACK,
        UPDATE_STACK_PATCH,
        DELETE_STACK,
        REMOVE_ASSET_FROM_STACK,
        GET_SYNC_ACK,
        SEND_SYNC_ACK,
        DELETE_SYNC_ACK,
        GET_SYNC_STREAM,
        GET_CONFIG,
        UPDATE_CONFIG,
        GET_CONFIG_DEFAULTS,
        GET_STORAGE_TEMPLATE_OPTIONS,
        GET_ADMIN_ONBOARDING,
        UPDATE_ADMIN_ONBOARDING,
        GET_REVERSE_GEOCODING_STATE,
        GET_VERSION_CHECK_STATE,
        GET_ALL_TAGS,
        CREATE_TAG,
        UPSERT_TAGS,
        BULK_TAG_ASSETS,
        GET_TAG_BY_ID,
        UPDATE_TAG,
        UPDATE_TAG_PATCH,
        DELETE_TAG,
        TAG_ASSETS,
        UNTAG_ASSETS,
        GET_TIME_BUCKET,
        GET_TIME_BUCKETS,
        EMPTY_TRASH,
        RESTORE_TRASH,
        RESTORE_ASSETS,
        SEARCH_USERS,
        GET_MY_USER,
        UPDATE_MY_USER,
        UPDATE_MY_USER_PATCH,
        GET_MY_CALENDAR_HEATMAP,
        GET_USER_LICENSE,
        SET_USER_LICENSE,
        DELETE_USER_LICENSE,
        GET_USER_ONBOARDING,
        SET_USER_ONBOARDING,
        DELETE_USER_ONBOARDING,
        GET_MY_PREFERENCES,
        UPDATE_MY_PREFERENCES,
        UPDATE_MY_PREFERENCES_PATCH,
        CREATE_PROFILE_IMAGE,
        DELETE_PROFILE_IMAGE,
        GET_USER,
        GET_PROFILE_IMAGE,
        SEARCH_USERS_ADMIN,
        CREATE_USER_ADMIN,
        GET_USER_ADMIN,
        UPDATE_USER_ADMIN,
        UPDATE_USER_ADMIN_PATCH,
        DELETE_USER_ADMIN,
        GET_USER_CALENDAR_HEATMAP_ADMIN,
        GET_USER_PREFERENCES_ADMIN,
        UPDATE_USER_PREFERENCES_ADMIN,
        UPDATE_USER_PREFERENCES_ADMIN_PATCH,
        RESTORE_USER_ADMIN,
        GET_USER_SESSIONS_ADMIN,
        GET_USER_STATISTICS_ADMIN,
        GET_ASSETS_BY_ORIGINAL_PATH,
        GET_UNIQUE_ORIGINAL_PATHS,
        SEARCH_WORKFLOWS,
        GET_WORKFLOW_TRIGGERS,
    ]
}
