# generated from openapi.yaml by codegen; do not edit
"""Every schema of the contract."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import Annotated, Any, TypeAlias

from msgspec import UNSET, Meta, Struct, UnsetType, field

Email: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"(?a)\A[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*\Z",
        extra={"format": "email"},
    ),
]
HexColor: TypeAlias = Annotated[
    str, Meta(pattern=r"(?a)\A#?([0-9A-Fa-f]{3}|[0-9A-Fa-f]{4}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})\Z")
]
IsoDate: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"(?a)\A(?:(?:\d\d[2468][048]|\d\d[13579][26]|\d\d0[48]|[02468][048]00|[13579][26]00)-02-29|\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|(?:02)-(?:0[1-9]|1\d|2[0-8])))\Z",
        extra={"format": "date"},
    ),
]
IsoDateTime: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"(?a)\A(?:(?:\d\d[2468][048]|\d\d[13579][26]|\d\d0[48]|[02468][048]00|[13579][26]00)-02-29|\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|(?:02)-(?:0[1-9]|1\d|2[0-8])))T(?:(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|([+-](?:[01]\d|2[0-3]):[0-5]\d)))\Z",
        extra={"format": "datetime"},
    ),
]
LicenseKey: TypeAlias = Annotated[str, Meta(pattern=r"(?a)\AIM(SV|CL)(-[\dA-Za-z]{4}){8}\Z")]
PinCode: TypeAlias = Annotated[str, Meta(pattern=r"(?a)\A\d{6}\Z")]
Uuid4: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"(?a)\A([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-4[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12})\Z",
        extra={"format": "uuid"},
    ),
]


class ActivityStatisticsResponseDto(Struct, kw_only=True):
    comments: Annotated[int, Meta(ge=0, le=9007199254740991)]
    likes: Annotated[int, Meta(ge=0, le=9007199254740991)]


class AdminOnboardingUpdateDto(Struct, kw_only=True):
    isOnboarded: bool


class AlbumStatisticsResponseDto(Struct, kw_only=True):
    notShared: Annotated[int, Meta(ge=0, le=9007199254740991)]
    owned: Annotated[int, Meta(ge=0, le=9007199254740991)]
    shared: Annotated[int, Meta(ge=0, le=9007199254740991)]


class AlbumUserRole(StrEnum):
    EDITOR = "editor"
    OWNER = "owner"
    VIEWER = "viewer"


class AlbumsAddAssetsDto(Struct, kw_only=True):
    albumIds: list[Uuid4]
    assetIds: list[Uuid4]


class AssetBulkDeleteDto(Struct, kw_only=True):
    force: bool | UnsetType = UNSET
    ids: list[Uuid4]


class AssetBulkUploadCheckItem(Struct, kw_only=True):
    checksum: Annotated[str, Meta(max_length=1000)]
    id: Annotated[str, Meta(max_length=1000)]


class AssetCopyDto(Struct, kw_only=True):
    albums: bool = True
    favorite: bool = True
    sharedLinks: bool = True
    sidecar: bool = True
    sourceId: Uuid4
    stack: bool = True
    targetId: Uuid4


class AssetEditAction(StrEnum):
    CROP = "crop"
    ROTATE = "rotate"
    MIRROR = "mirror"


class AssetEditActionItemDto(Struct, kw_only=True):
    action: AssetEditAction
    parameters: dict[str, Any]


class AssetEditActionItemResponseDto(Struct, kw_only=True):
    action: AssetEditAction
    id: Uuid4
    parameters: dict[str, Any]


class AssetEditsCreateDto(Struct, kw_only=True):
    edits: Annotated[list[AssetEditActionItemDto], Meta(max_length=100, min_length=1)]


class AssetEditsResponseDto(Struct, kw_only=True):
    assetId: Uuid4
    edits: list[AssetEditActionItemResponseDto]


class AssetIdErrorReason(StrEnum):
    DUPLICATE = "duplicate"
    NO_PERMISSION = "no_permission"
    NOT_FOUND = "not_found"


class AssetIdsDto(Struct, kw_only=True):
    assetIds: list[Uuid4]


class AssetIdsResponseDto(Struct, kw_only=True):
    assetId: Uuid4
    error: AssetIdErrorReason | UnsetType = UNSET
    success: bool


class AssetJobName(StrEnum):
    REFRESH_FACES = "refresh-faces"
    REFRESH_METADATA = "refresh-metadata"
    REGENERATE_THUMBNAIL = "regenerate-thumbnail"
    TRANSCODE_VIDEO = "transcode-video"


class AssetJobsDto(Struct, kw_only=True):
    assetIds: list[Uuid4]
    name: AssetJobName


class AssetMediaSize(StrEnum):
    ORIGINAL = "original"
    FULLSIZE = "fullsize"
    PREVIEW = "preview"
    THUMBNAIL = "thumbnail"


class AssetMediaStatus(StrEnum):
    CREATED = "created"
    DUPLICATE = "duplicate"


class AssetMetadataBulkDeleteItemDto(Struct, kw_only=True):
    assetId: Uuid4
    key: Annotated[str, Meta(max_length=1000)]


class AssetMetadataBulkResponseDto(Struct, kw_only=True):
    assetId: Uuid4
    key: str
    updatedAt: IsoDateTime
    value: dict[str, Any]


class AssetMetadataBulkUpsertItemDto(Struct, kw_only=True):
    assetId: Uuid4
    key: Annotated[str, Meta(max_length=1000)]
    value: dict[str, Any]


class AssetMetadataResponseDto(Struct, kw_only=True):
    key: str
    updatedAt: IsoDateTime
    value: dict[str, Any]


class AssetMetadataUpsertItemDto(Struct, kw_only=True):
    key: Annotated[str, Meta(max_length=1000)]
    value: dict[str, Any]


class AssetOcrResponseDto(Struct, kw_only=True):
    assetId: Uuid4
    boxScore: float
    id: Uuid4
    text: str
    textScore: float
    x1: float
    x2: float
    x3: float
    x4: float
    y1: float
    y2: float
    y3: float
    y4: float


class AssetOrder(StrEnum):
    ASC = "asc"
    DESC = "desc"


class AssetOrderBy(StrEnum):
    TAKEN_AT = "takenAt"
    CREATED_AT = "createdAt"


class AssetRejectReason(StrEnum):
    DUPLICATE = "duplicate"
    UNSUPPORTED_FORMAT = "unsupported-format"


class AssetStackResponseDto(Struct, kw_only=True):
    assetCount: Annotated[int, Meta(ge=0, le=9007199254740991)]
    id: Uuid4
    primaryAssetId: Uuid4


class AssetStatsResponseDto(Struct, kw_only=True):
    images: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]
    total: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]
    videos: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]


class AssetTypeEnum(StrEnum):
    IMAGE = "IMAGE"
    VIDEO = "VIDEO"
    AUDIO = "AUDIO"
    OTHER = "OTHER"


class AssetUploadAction(StrEnum):
    ACCEPT = "accept"
    REJECT = "reject"


class AssetVisibility(StrEnum):
    ARCHIVE = "archive"
    TIMELINE = "timeline"
    HIDDEN = "hidden"
    LOCKED = "locked"


class AudioCodec(StrEnum):
    MP3 = "mp3"
    AAC = "aac"
    OPUS = "opus"
    PCM_S16LE = "pcm_s16le"


class AuthStatusResponseDto(Struct, kw_only=True):
    expiresAt: str | UnsetType = UNSET
    isElevated: bool
    password: bool
    pinCode: bool
    pinExpiresAt: str | UnsetType = UNSET


class BulkIdErrorReason(StrEnum):
    DUPLICATE = "duplicate"
    NO_PERMISSION = "no_permission"
    NOT_FOUND = "not_found"
    UNKNOWN = "unknown"
    VALIDATION = "validation"


class BulkIdResponseDto(Struct, kw_only=True):
    error: BulkIdErrorReason | UnsetType = UNSET
    errorMessage: str | UnsetType = UNSET
    id: Uuid4
    success: bool


class BulkIdsDto(Struct, kw_only=True):
    ids: list[Uuid4]


class CLIPConfig(Struct, kw_only=True):
    enabled: bool
    modelName: str


class CQMode(StrEnum):
    AUTO = "auto"
    CQP = "cqp"
    ICQ = "icq"


class CalendarHeatmapResponseDtoSeriesItem(Struct, kw_only=True):
    count: Annotated[int, Meta(ge=0, le=9007199254740991)]
    date: str


class CalendarHeatmapResponseDto(Struct, kw_only=True):
    from_: str = field(name="from")
    series: list[CalendarHeatmapResponseDtoSeriesItem]
    to: str
    totalCount: Annotated[int, Meta(ge=0, le=9007199254740991)]


class CalendarHeatmapType(StrEnum):
    UPLOAD = "Upload"
    TAKEN = "Taken"


class CastResponse(Struct, kw_only=True):
    gCastEnabled: bool


class CastUpdate(Struct, kw_only=True):
    gCastEnabled: bool | UnsetType = UNSET


class ChangePasswordDto(Struct, kw_only=True):
    invalidateSessions: bool = False
    newPassword: Annotated[str, Meta(min_length=8)]
    password: str


class Colorspace(StrEnum):
    SRGB = "srgb"
    P3 = "p3"


class ContributorCountResponseDto(Struct, kw_only=True):
    assetCount: Annotated[int, Meta(ge=0, le=9007199254740991)]
    userId: Uuid4


class CreateProfileImageResponseDto(Struct, kw_only=True):
    profileChangedAt: IsoDateTime
    profileImagePath: str
    userId: Uuid4


class CropParameters(Struct, kw_only=True):
    height: Annotated[int, Meta(ge=1, le=9007199254740991)]
    width: Annotated[int, Meta(ge=1, le=9007199254740991)]
    x: Annotated[int, Meta(ge=0, le=9007199254740991)]
    y: Annotated[int, Meta(ge=0, le=9007199254740991)]


class DatabaseBackupConfig(Struct, kw_only=True):
    cronExpression: str
    enabled: bool
    keepLastAmount: Annotated[int, Meta(ge=1, le=9007199254740991)]


class DatabaseBackupDto(Struct, kw_only=True):
    filename: str
    filesize: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]
    timezone: str


class DatabaseBackupListResponseDto(Struct, kw_only=True):
    backups: list[DatabaseBackupDto]


class DownloadArchiveDto(Struct, kw_only=True):
    assetIds: list[Uuid4]
    edited: bool | UnsetType = UNSET


class DownloadArchiveInfo(Struct, kw_only=True):
    assetIds: list[Uuid4]
    size: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]


class DownloadInfoDto(Struct, kw_only=True):
    albumId: Uuid4 | UnsetType = UNSET
    archiveSize: Annotated[int, Meta(ge=1, le=9007199254740991)] | UnsetType = UNSET
    assetIds: list[Uuid4] | UnsetType = UNSET
    userId: Uuid4 | UnsetType = UNSET


class DownloadResponse(Struct, kw_only=True):
    archiveSize: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]
    includeEmbeddedVideos: bool


class DownloadResponseDto(Struct, kw_only=True):
    archives: list[DownloadArchiveInfo]
    totalSize: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]


class DownloadUpdate(Struct, kw_only=True):
    archiveSize: Annotated[int, Meta(ge=1, le=9007199254740991)] | UnsetType = UNSET
    includeEmbeddedVideos: bool | UnsetType = UNSET


class DuplicateDetectionConfig(Struct, kw_only=True):
    enabled: bool
    maxDistance: Annotated[float, Meta(ge=0.001, le=0.1)]


class DuplicateResolveGroupDto(Struct, kw_only=True):
    duplicateId: Uuid4
    keepAssetIds: list[Uuid4]
    trashAssetIds: list[Uuid4]


class EmailNotificationsResponse(Struct, kw_only=True):
    albumInvite: bool
    albumUpdate: bool
    enabled: bool


class EmailNotificationsUpdate(Struct, kw_only=True):
    albumInvite: bool | UnsetType = UNSET
    albumUpdate: bool | UnsetType = UNSET
    enabled: bool | UnsetType = UNSET


class ErrorDto(Struct, kw_only=True):
    message: str


class ExifResponseDto(Struct, kw_only=True):
    city: str | None = None
    country: str | None = None
    dateTimeOriginal: IsoDateTime | None = None
    description: str | None = None
    exifImageHeight: Annotated[int, Meta(ge=0, le=9007199254740991)] | None = None
    exifImageWidth: Annotated[int, Meta(ge=0, le=9007199254740991)] | None = None
    exposureTime: str | None = None
    fNumber: float | None = None
    fileSizeInByte: Annotated[int, Meta(ge=0, le=9007199254740991)] | None = None
    focalLength: float | None = None
    iso: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)] | None = None
    latitude: float | None = None
    lensModel: str | None = None
    longitude: float | None = None
    make: str | None = None
    model: str | None = None
    modifyDate: IsoDateTime | None = None
    orientation: str | None = None
    projectionType: str | None = None
    rating: Annotated[int, Meta(ge=1, le=5)] | None = None
    state: str | None = None
    timeZone: str | None = None


class FacialRecognitionConfig(Struct, kw_only=True):
    enabled: bool
    maxDistance: Annotated[float, Meta(ge=0.1, le=2.0)]
    minFaces: Annotated[int, Meta(ge=1, le=9007199254740991)]
    minScore: Annotated[float, Meta(ge=0.1, le=1.0)]
    modelName: str


class FoldersResponse(Struct, kw_only=True):
    enabled: bool
    sidebarWeb: bool


class FoldersUpdate(Struct, kw_only=True):
    enabled: bool | UnsetType = UNSET
    sidebarWeb: bool | UnsetType = UNSET


class HlsVideoResolution(IntEnum):
    INTEGER_480 = 480
    INTEGER_720 = 720
    INTEGER_1080 = 1080
    INTEGER_1440 = 1440
    INTEGER_2160 = 2160


class ImageFormat(StrEnum):
    JPEG = "jpeg"
    WEBP = "webp"


class IntegrityReport(StrEnum):
    UNTRACKED_FILE = "untracked_file"
    MISSING_FILE = "missing_file"
    CHECKSUM_MISMATCH = "checksum_mismatch"


class IntegrityReportResponseDtoItemsItem(Struct, kw_only=True):
    id: Uuid4
    path: str
    type: IntegrityReport


class IntegrityReportResponseDto(Struct, kw_only=True):
    items: list[IntegrityReportResponseDtoItemsItem]
    nextCursor: str | UnsetType = UNSET


class IntegrityReportSummaryResponseDto(Struct, kw_only=True):
    checksum_mismatch: Annotated[int, Meta(ge=0, le=9007199254740991)]
    missing_file: Annotated[int, Meta(ge=0, le=9007199254740991)]
    untracked_file: Annotated[int, Meta(ge=0, le=9007199254740991)]


class JobName(StrEnum):
    ASSET_DELETE = "AssetDelete"
    ASSET_DELETE_CHECK = "AssetDeleteCheck"
    ASSET_DETECT_FACES_QUEUE_ALL = "AssetDetectFacesQueueAll"
    ASSET_DETECT_FACES = "AssetDetectFaces"
    ASSET_DETECT_DUPLICATES_QUEUE_ALL = "AssetDetectDuplicatesQueueAll"
    ASSET_DETECT_DUPLICATES = "AssetDetectDuplicates"
    ASSET_EDIT_THUMBNAIL_GENERATION = "AssetEditThumbnailGeneration"
    ASSET_ENCODE_VIDEO_QUEUE_ALL = "AssetEncodeVideoQueueAll"
    ASSET_ENCODE_VIDEO = "AssetEncodeVideo"
    ASSET_EMPTY_TRASH = "AssetEmptyTrash"
    ASSET_EXTRACT_METADATA_QUEUE_ALL = "AssetExtractMetadataQueueAll"
    ASSET_EXTRACT_METADATA = "AssetExtractMetadata"
    ASSET_FILE_MIGRATION = "AssetFileMigration"
    ASSET_GENERATE_THUMBNAILS_QUEUE_ALL = "AssetGenerateThumbnailsQueueAll"
    ASSET_GENERATE_THUMBNAILS = "AssetGenerateThumbnails"
    AUDIT_TABLE_CLEANUP = "AuditTableCleanup"
    DATABASE_BACKUP = "DatabaseBackup"
    FACIAL_RECOGNITION_QUEUE_ALL = "FacialRecognitionQueueAll"
    FACIAL_RECOGNITION = "FacialRecognition"
    FILE_DELETE = "FileDelete"
    FILE_MIGRATION_QUEUE_ALL = "FileMigrationQueueAll"
    LIBRARY_DELETE_CHECK = "LibraryDeleteCheck"
    LIBRARY_DELETE = "LibraryDelete"
    LIBRARY_REMOVE_ASSET = "LibraryRemoveAsset"
    LIBRARY_SCAN_ASSETS_QUEUE_ALL = "LibraryScanAssetsQueueAll"
    LIBRARY_SYNC_ASSETS = "LibrarySyncAssets"
    LIBRARY_SYNC_FILES_QUEUE_ALL = "LibrarySyncFilesQueueAll"
    LIBRARY_SYNC_FILES = "LibrarySyncFiles"
    LIBRARY_SCAN_QUEUE_ALL = "LibraryScanQueueAll"
    HLS_SESSION_CLEANUP = "HlsSessionCleanup"
    MEMORY_CLEANUP = "MemoryCleanup"
    MEMORY_GENERATE = "MemoryGenerate"
    NOTIFICATIONS_CLEANUP = "NotificationsCleanup"
    NOTIFY_USER_SIGNUP = "NotifyUserSignup"
    NOTIFY_ALBUM_INVITE = "NotifyAlbumInvite"
    NOTIFY_ALBUM_UPDATE = "NotifyAlbumUpdate"
    USER_DELETE = "UserDelete"
    USER_DELETE_CHECK = "UserDeleteCheck"
    USER_SYNC_USAGE = "UserSyncUsage"
    PERSON_CLEANUP = "PersonCleanup"
    PERSON_FILE_MIGRATION = "PersonFileMigration"
    PERSON_GENERATE_THUMBNAIL = "PersonGenerateThumbnail"
    SESSION_CLEANUP = "SessionCleanup"
    SEND_MAIL = "SendMail"
    SIDECAR_QUEUE_ALL = "SidecarQueueAll"
    SIDECAR_CHECK = "SidecarCheck"
    SIDECAR_WRITE = "SidecarWrite"
    SMART_SEARCH_QUEUE_ALL = "SmartSearchQueueAll"
    SMART_SEARCH = "SmartSearch"
    STORAGE_TEMPLATE_MIGRATION = "StorageTemplateMigration"
    STORAGE_TEMPLATE_MIGRATION_SINGLE = "StorageTemplateMigrationSingle"
    TAG_CLEANUP = "TagCleanup"
    VERSION_CHECK = "VersionCheck"
    OCR_QUEUE_ALL = "OcrQueueAll"
    OCR = "Ocr"
    WORKFLOW_ASSET_TRIGGER = "WorkflowAssetTrigger"
    INTEGRITY_UNTRACKED_FILES_QUEUE_ALL = "IntegrityUntrackedFilesQueueAll"
    INTEGRITY_UNTRACKED_FILES = "IntegrityUntrackedFiles"
    INTEGRITY_UNTRACKED_REFRESH = "IntegrityUntrackedRefresh"
    INTEGRITY_MISSING_FILES_QUEUE_ALL = "IntegrityMissingFilesQueueAll"
    INTEGRITY_MISSING_FILES = "IntegrityMissingFiles"
    INTEGRITY_MISSING_FILES_REFRESH = "IntegrityMissingFilesRefresh"
    INTEGRITY_CHECKSUM_FILES = "IntegrityChecksumFiles"
    INTEGRITY_CHECKSUM_FILES_REFRESH = "IntegrityChecksumFilesRefresh"
    INTEGRITY_DELETE_REPORT_TYPE = "IntegrityDeleteReportType"
    INTEGRITY_DELETE_REPORTS = "IntegrityDeleteReports"


class JobSettingsDto(Struct, kw_only=True):
    concurrency: Annotated[int, Meta(ge=1, le=9007199254740991)]


class LibraryResponseDto(Struct, kw_only=True):
    assetCount: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]
    createdAt: IsoDateTime
    exclusionPatterns: list[str]
    id: Uuid4
    importPaths: list[str]
    name: str
    ownerId: Uuid4
    refreshedAt: IsoDateTime | None
    updatedAt: IsoDateTime


class LicenseKeyDto(Struct, kw_only=True):
    activationKey: str
    licenseKey: LicenseKey


class LogLevel(StrEnum):
    VERBOSE = "verbose"
    DEBUG = "debug"
    LOG = "log"
    WARN = "warn"
    ERROR = "error"
    FATAL = "fatal"


class LoginCredentialDto(Struct, kw_only=True):
    email: Email
    password: str


class LoginResponseDto(Struct, kw_only=True):
    accessToken: str
    isAdmin: bool
    isOnboarded: bool
    name: str
    profileImagePath: str
    shouldChangePassword: bool
    userEmail: Email
    userId: Uuid4


class LogoutResponseDto(Struct, kw_only=True):
    redirectUri: str
    successful: bool


class MachineLearningAvailabilityChecksDto(Struct, kw_only=True):
    enabled: bool
    interval: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]
    timeout: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]


class MaintenanceAction(StrEnum):
    START = "start"
    END = "end"
    SELECT_DATABASE_RESTORE = "select_database_restore"
    RESTORE_DATABASE = "restore_database"


class MaintenanceAuthDto(Struct, kw_only=True):
    username: str


class MaintenanceLoginDto(Struct, kw_only=True):
    token: str | UnsetType = UNSET


class MaintenanceStatusResponseDto(Struct, kw_only=True):
    action: MaintenanceAction
    active: bool
    error: str | UnsetType = UNSET
    progress: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)] | UnsetType = UNSET
    task: str | UnsetType = UNSET


class ManualJobName(StrEnum):
    PERSON_CLEANUP = "person-cleanup"
    TAG_CLEANUP = "tag-cleanup"
    USER_CLEANUP = "user-cleanup"
    MEMORY_CLEANUP = "memory-cleanup"
    MEMORY_CREATE = "memory-create"
    BACKUP_DATABASE = "backup-database"
    INTEGRITY_MISSING_FILES = "integrity-missing-files"
    INTEGRITY_UNTRACKED_FILES = "integrity-untracked-files"
    INTEGRITY_CHECKSUM_MISMATCH = "integrity-checksum-mismatch"
    INTEGRITY_MISSING_FILES_REFRESH = "integrity-missing-files-refresh"
    INTEGRITY_UNTRACKED_FILES_REFRESH = "integrity-untracked-files-refresh"
    INTEGRITY_CHECKSUM_MISMATCH_REFRESH = "integrity-checksum-mismatch-refresh"
    INTEGRITY_MISSING_FILES_DELETE_ALL = "integrity-missing-files-delete-all"
    INTEGRITY_UNTRACKED_FILES_DELETE_ALL = "integrity-untracked-files-delete-all"
    INTEGRITY_CHECKSUM_MISMATCH_DELETE_ALL = "integrity-checksum-mismatch-delete-all"


class MapMarkerResponseDto(Struct, kw_only=True):
    city: str | None
    country: str | None
    id: Uuid4
    lat: float
    lon: float
    state: str | None


class MapReverseGeocodeResponseDto(Struct, kw_only=True):
    city: str | None
    country: str | None
    state: str | None


class MemoriesResponse(Struct, kw_only=True):
    duration: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]
    enabled: bool


class MemoriesUpdate(Struct, kw_only=True):
    duration: Annotated[int, Meta(ge=1, le=9007199254740991)] | UnsetType = UNSET
    enabled: bool | UnsetType = UNSET


class MemorySearchOrder(StrEnum):
    ASC = "asc"
    DESC = "desc"
    RANDOM = "random"


class MemoryStatisticsResponseDto(Struct, kw_only=True):
    total: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]


class MemoryType(StrEnum):
    ON_THIS_DAY = "on_this_day"


class MetadataSearchDto(Struct, kw_only=True):
    albumIds: list[Uuid4] | UnsetType = UNSET
    checksum: Annotated[str, Meta(max_length=10000)] | UnsetType = UNSET
    city: Annotated[str, Meta(max_length=10000)] | None | UnsetType = UNSET
    country: Annotated[str, Meta(max_length=10000)] | None | UnsetType = UNSET
    createdAfter: IsoDateTime | UnsetType = UNSET
    createdBefore: IsoDateTime | UnsetType = UNSET
    description: Annotated[str, Meta(max_length=10000)] | UnsetType = UNSET
    encodedVideoPath: Annotated[str, Meta(max_length=10000)] | UnsetType = UNSET
    id: Uuid4 | UnsetType = UNSET
    isEncoded: bool | UnsetType = UNSET
    isFavorite: bool | UnsetType = UNSET
    isMotion: bool | UnsetType = UNSET
    isNotInAlbum: bool | UnsetType = UNSET
    isOffline: bool | UnsetType = UNSET
    lensModel: Annotated[str, Meta(max_length=10000)] | None | UnsetType = UNSET
    libraryId: Uuid4 | None | UnsetType = UNSET
    make: Annotated[str, Meta(max_length=10000)] | None | UnsetType = UNSET
    model: Annotated[str, Meta(max_length=10000)] | None | UnsetType = UNSET
    ocr: Annotated[str, Meta(max_length=10000)] | UnsetType = UNSET
    order: AssetOrder = AssetOrder.DESC
    originalFileName: Annotated[str, Meta(max_length=10000)] | UnsetType = UNSET
    originalPath: Annotated[str, Meta(max_length=10000)] | UnsetType = UNSET
    page: Annotated[int, Meta(ge=1, le=9007199254740991)] | UnsetType = UNSET
    personIds: list[Uuid4] | UnsetType = UNSET
    previewPath: Annotated[str, Meta(max_length=10000)] | UnsetType = UNSET
    query: Annotated[str, Meta(max_length=10000)] | UnsetType = UNSET
    rating: Annotated[int, Meta(ge=1, le=5)] | None | UnsetType = UNSET
    size: Annotated[int, Meta(ge=1, le=1000)] | UnsetType = UNSET
    state: Annotated[str, Meta(max_length=10000)] | None | UnsetType = UNSET
    tagIds: list[Uuid4] | None | UnsetType = UNSET
    takenAfter: IsoDateTime | UnsetType = UNSET
    takenBefore: IsoDateTime | UnsetType = UNSET
    thumbnailPath: Annotated[str, Meta(max_length=10000)] | UnsetType = UNSET
    trashedAfter: IsoDateTime | UnsetType = UNSET
    trashedBefore: IsoDateTime | UnsetType = UNSET
    type: AssetTypeEnum | UnsetType = UNSET
    updatedAfter: IsoDateTime | UnsetType = UNSET
    updatedBefore: IsoDateTime | UnsetType = UNSET
    visibility: AssetVisibility | UnsetType = UNSET
    withDeleted: bool | UnsetType = UNSET
    withExif: bool | UnsetType = UNSET
    withPeople: bool | UnsetType = UNSET
    withStacked: bool | UnsetType = UNSET


class MirrorAxis(StrEnum):
    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"


class MirrorParameters(Struct, kw_only=True):
    axis: MirrorAxis


class NotificationLevel(StrEnum):
    SUCCESS = "success"
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class NotificationType(StrEnum):
    JOB_FAILED = "JobFailed"
    BACKUP_FAILED = "BackupFailed"
    SYSTEM_MESSAGE = "SystemMessage"
    ALBUM_INVITE = "AlbumInvite"
    ALBUM_UPDATE = "AlbumUpdate"
    CUSTOM = "Custom"


class NotificationUpdateAllDto(Struct, kw_only=True):
    ids: Annotated[list[Uuid4], Meta(min_length=1)]
    readAt: IsoDateTime | None | UnsetType = UNSET


class OAuthTokenEndpointAuthMethod(StrEnum):
    CLIENT_SECRET_POST = "client_secret_post"
    CLIENT_SECRET_BASIC = "client_secret_basic"


class OcrConfig(Struct, kw_only=True):
    enabled: bool
    maxResolution: Annotated[int, Meta(ge=1, le=9007199254740991)]
    minDetectionScore: Annotated[float, Meta(ge=0.1, le=1.0)]
    minRecognitionScore: Annotated[float, Meta(ge=0.1, le=1.0)]
    modelName: str


class OnThisDayDto(Struct, kw_only=True):
    year: Annotated[int, Meta(ge=1000, le=9999)]


class OnboardingDto(Struct, kw_only=True):
    isOnboarded: bool


class OnboardingResponseDto(Struct, kw_only=True):
    isOnboarded: bool


class PartnerCreateDto(Struct, kw_only=True):
    sharedWithId: Uuid4


class PartnerDirection(StrEnum):
    SHARED_BY = "shared-by"
    SHARED_WITH = "shared-with"


class PartnerUpdateDto(Struct, kw_only=True):
    inTimeline: bool


class PeopleResponse(Struct, kw_only=True):
    enabled: bool
    minimumFaces: Annotated[int, Meta(ge=1, le=9007199254740991)] | UnsetType = UNSET
    sidebarWeb: bool


class PeopleUpdate(Struct, kw_only=True):
    enabled: bool | UnsetType = UNSET
    minimumFaces: Annotated[int, Meta(ge=1, le=9007199254740991)] | UnsetType = UNSET
    sidebarWeb: bool | UnsetType = UNSET


class Permission(StrEnum):
    ALL = "all"
    ACTIVITY_CREATE = "activity.create"
    ACTIVITY_READ = "activity.read"
    ACTIVITY_UPDATE = "activity.update"
    ACTIVITY_DELETE = "activity.delete"
    ACTIVITY_STATISTICS = "activity.statistics"
    API_KEY_CREATE = "apiKey.create"
    API_KEY_READ = "apiKey.read"
    API_KEY_UPDATE = "apiKey.update"
    API_KEY_DELETE = "apiKey.delete"
    ASSET_READ = "asset.read"
    ASSET_UPDATE = "asset.update"
    ASSET_DELETE = "asset.delete"
    ASSET_STATISTICS = "asset.statistics"
    ASSET_SHARE = "asset.share"
    ASSET_VIEW = "asset.view"
    ASSET_DOWNLOAD = "asset.download"
    ASSET_UPLOAD = "asset.upload"
    ASSET_COPY = "asset.copy"
    ASSET_DERIVE = "asset.derive"
    ASSET_EDIT_GET = "asset.edit.get"
    ASSET_EDIT_CREATE = "asset.edit.create"
    ASSET_EDIT_DELETE = "asset.edit.delete"
    ALBUM_CREATE = "album.create"
    ALBUM_READ = "album.read"
    ALBUM_UPDATE = "album.update"
    ALBUM_DELETE = "album.delete"
    ALBUM_STATISTICS = "album.statistics"
    ALBUM_SHARE = "album.share"
    ALBUM_DOWNLOAD = "album.download"
    ALBUM_ASSET_CREATE = "albumAsset.create"
    ALBUM_ASSET_DELETE = "albumAsset.delete"
    ALBUM_USER_CREATE = "albumUser.create"
    ALBUM_USER_UPDATE = "albumUser.update"
    ALBUM_USER_DELETE = "albumUser.delete"
    AUTH_CHANGE_PASSWORD = "auth.changePassword"
    AUTH_DEVICE_DELETE = "authDevice.delete"
    ARCHIVE_READ = "archive.read"
    BACKUP_LIST = "backup.list"
    BACKUP_DOWNLOAD = "backup.download"
    BACKUP_UPLOAD = "backup.upload"
    BACKUP_DELETE = "backup.delete"
    DUPLICATE_READ = "duplicate.read"
    DUPLICATE_DELETE = "duplicate.delete"
    FACE_CREATE = "face.create"
    FACE_READ = "face.read"
    FACE_UPDATE = "face.update"
    FACE_DELETE = "face.delete"
    FOLDER_READ = "folder.read"
    JOB_CREATE = "job.create"
    JOB_READ = "job.read"
    LIBRARY_CREATE = "library.create"
    LIBRARY_READ = "library.read"
    LIBRARY_UPDATE = "library.update"
    LIBRARY_DELETE = "library.delete"
    LIBRARY_STATISTICS = "library.statistics"
    TIMELINE_READ = "timeline.read"
    TIMELINE_DOWNLOAD = "timeline.download"
    MAINTENANCE = "maintenance"
    MAP_READ = "map.read"
    MAP_SEARCH = "map.search"
    MEMORY_CREATE = "memory.create"
    MEMORY_READ = "memory.read"
    MEMORY_UPDATE = "memory.update"
    MEMORY_DELETE = "memory.delete"
    MEMORY_STATISTICS = "memory.statistics"
    MEMORY_ASSET_CREATE = "memoryAsset.create"
    MEMORY_ASSET_DELETE = "memoryAsset.delete"
    NOTIFICATION_CREATE = "notification.create"
    NOTIFICATION_READ = "notification.read"
    NOTIFICATION_UPDATE = "notification.update"
    NOTIFICATION_DELETE = "notification.delete"
    PARTNER_CREATE = "partner.create"
    PARTNER_READ = "partner.read"
    PARTNER_UPDATE = "partner.update"
    PARTNER_DELETE = "partner.delete"
    PERSON_CREATE = "person.create"
    PERSON_READ = "person.read"
    PERSON_UPDATE = "person.update"
    PERSON_DELETE = "person.delete"
    PERSON_STATISTICS = "person.statistics"
    PERSON_MERGE = "person.merge"
    PERSON_REASSIGN = "person.reassign"
    PIN_CODE_CREATE = "pinCode.create"
    PIN_CODE_UPDATE = "pinCode.update"
    PIN_CODE_DELETE = "pinCode.delete"
    PLUGIN_CREATE = "plugin.create"
    PLUGIN_READ = "plugin.read"
    PLUGIN_UPDATE = "plugin.update"
    PLUGIN_DELETE = "plugin.delete"
    SERVER_ABOUT = "server.about"
    SERVER_APK_LINKS = "server.apkLinks"
    SERVER_STORAGE = "server.storage"
    SERVER_STATISTICS = "server.statistics"
    SERVER_VERSION_CHECK = "server.versionCheck"
    SERVER_LICENSE_READ = "serverLicense.read"
    SERVER_LICENSE_UPDATE = "serverLicense.update"
    SERVER_LICENSE_DELETE = "serverLicense.delete"
    SESSION_CREATE = "session.create"
    SESSION_READ = "session.read"
    SESSION_UPDATE = "session.update"
    SESSION_DELETE = "session.delete"
    SESSION_LOCK = "session.lock"
    SHARED_LINK_CREATE = "sharedLink.create"
    SHARED_LINK_READ = "sharedLink.read"
    SHARED_LINK_UPDATE = "sharedLink.update"
    SHARED_LINK_DELETE = "sharedLink.delete"
    STACK_CREATE = "stack.create"
    STACK_READ = "stack.read"
    STACK_UPDATE = "stack.update"
    STACK_DELETE = "stack.delete"
    SYNC_STREAM = "sync.stream"
    SYNC_CHECKPOINT_READ = "syncCheckpoint.read"
    SYNC_CHECKPOINT_UPDATE = "syncCheckpoint.update"
    SYNC_CHECKPOINT_DELETE = "syncCheckpoint.delete"
    SYSTEM_CONFIG_READ = "systemConfig.read"
    SYSTEM_CONFIG_UPDATE = "systemConfig.update"
    SYSTEM_METADATA_READ = "systemMetadata.read"
    SYSTEM_METADATA_UPDATE = "systemMetadata.update"
    TAG_CREATE = "tag.create"
    TAG_READ = "tag.read"
    TAG_UPDATE = "tag.update"
    TAG_DELETE = "tag.delete"
    TAG_ASSET = "tag.asset"
    USER_READ = "user.read"
    USER_UPDATE = "user.update"
    USER_LICENSE_CREATE = "userLicense.create"
    USER_LICENSE_READ = "userLicense.read"
    USER_LICENSE_UPDATE = "userLicense.update"
    USER_LICENSE_DELETE = "userLicense.delete"
    USER_ONBOARDING_READ = "userOnboarding.read"
    USER_ONBOARDING_UPDATE = "userOnboarding.update"
    USER_ONBOARDING_DELETE = "userOnboarding.delete"
    USER_PREFERENCE_READ = "userPreference.read"
    USER_PREFERENCE_UPDATE = "userPreference.update"
    USER_PROFILE_IMAGE_CREATE = "userProfileImage.create"
    USER_PROFILE_IMAGE_READ = "userProfileImage.read"
    USER_PROFILE_IMAGE_UPDATE = "userProfileImage.update"
    USER_PROFILE_IMAGE_DELETE = "userProfileImage.delete"
    QUEUE_READ = "queue.read"
    QUEUE_UPDATE = "queue.update"
    QUEUE_JOB_CREATE = "queueJob.create"
    QUEUE_JOB_READ = "queueJob.read"
    QUEUE_JOB_UPDATE = "queueJob.update"
    QUEUE_JOB_DELETE = "queueJob.delete"
    WORKFLOW_CREATE = "workflow.create"
    WORKFLOW_READ = "workflow.read"
    WORKFLOW_UPDATE = "workflow.update"
    WORKFLOW_DELETE = "workflow.delete"
    ADMIN_USER_CREATE = "adminUser.create"
    ADMIN_USER_READ = "adminUser.read"
    ADMIN_USER_UPDATE = "adminUser.update"
    ADMIN_USER_DELETE = "adminUser.delete"
    ADMIN_SESSION_READ = "adminSession.read"
    ADMIN_AUTH_UNLINK_ALL = "adminAuth.unlinkAll"


class PersonResponseDto(Struct, kw_only=True):
    birthDate: IsoDate | None
    color: str | UnsetType = UNSET
    id: Uuid4
    isFavorite: bool | UnsetType = UNSET
    isHidden: bool
    name: str
    thumbnailPath: str
    updatedAt: IsoDateTime | UnsetType = UNSET


class PinCodeChangeDto(Struct, kw_only=True):
    newPinCode: PinCode
    password: str | UnsetType = UNSET
    pinCode: PinCode | UnsetType = UNSET


class PinCodeResetDto(Struct, kw_only=True):
    password: str | UnsetType = UNSET
    pinCode: PinCode | UnsetType = UNSET


class PinCodeSetupDto(Struct, kw_only=True):
    pinCode: PinCode


class PlacesResponseDto(Struct, kw_only=True):
    admin1name: str | UnsetType = UNSET
    admin2name: str | UnsetType = UNSET
    latitude: float
    longitude: float
    name: str


class PluginTemplateStepResponseDto(Struct, kw_only=True):
    config: dict[str, Any] | None
    enabled: bool | UnsetType = UNSET
    method: str


class PurchaseResponse(Struct, kw_only=True):
    hideBuyButtonUntil: str
    showSupportBadge: bool


class PurchaseUpdate(Struct, kw_only=True):
    hideBuyButtonUntil: Annotated[str, Meta(max_length=1000)] | UnsetType = UNSET
    showSupportBadge: bool | UnsetType = UNSET


class QueueCommand(StrEnum):
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    EMPTY = "empty"
    CLEAR_FAILED = "clear-failed"


class QueueCommandDto(Struct, kw_only=True):
    command: QueueCommand
    force: bool | UnsetType = UNSET


class QueueDeleteDto(Struct, kw_only=True):
    failed: bool | UnsetType = UNSET


class QueueJobResponseDto(Struct, kw_only=True):
    data: dict[str, Any]
    id: str | UnsetType = UNSET
    name: JobName
    timestamp: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]


class QueueJobStatus(StrEnum):
    ACTIVE = "active"
    FAILED = "failed"
    COMPLETED = "completed"
    DELAYED = "delayed"
    WAITING = "waiting"
    PAUSED = "paused"


class QueueName(StrEnum):
    THUMBNAIL_GENERATION = "thumbnailGeneration"
    METADATA_EXTRACTION = "metadataExtraction"
    VIDEO_CONVERSION = "videoConversion"
    FACE_DETECTION = "faceDetection"
    FACIAL_RECOGNITION = "facialRecognition"
    SMART_SEARCH = "smartSearch"
    DUPLICATE_DETECTION = "duplicateDetection"
    BACKGROUND_TASK = "backgroundTask"
    STORAGE_TEMPLATE_MIGRATION = "storageTemplateMigration"
    MIGRATION = "migration"
    SEARCH = "search"
    SIDECAR = "sidecar"
    LIBRARY = "library"
    NOTIFICATIONS = "notifications"
    BACKUP_DATABASE = "backupDatabase"
    OCR = "ocr"
    WORKFLOW = "workflow"
    INTEGRITY_CHECK = "integrityCheck"
    EDITOR = "editor"


class QueueStatisticsDto(Struct, kw_only=True):
    active: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]
    completed: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]
    delayed: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]
    failed: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]
    paused: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]
    waiting: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]


class QueueStatusLegacyDto(Struct, kw_only=True):
    isActive: bool
    isPaused: bool


class QueueUpdateDto(Struct, kw_only=True):
    isPaused: bool | UnsetType = UNSET


class RandomSearchDto(Struct, kw_only=True):
    albumIds: list[Uuid4] | UnsetType = UNSET
    city: Annotated[str, Meta(max_length=10000)] | None | UnsetType = UNSET
    country: Annotated[str, Meta(max_length=10000)] | None | UnsetType = UNSET
    createdAfter: IsoDateTime | UnsetType = UNSET
    createdBefore: IsoDateTime | UnsetType = UNSET
    isEncoded: bool | UnsetType = UNSET
    isFavorite: bool | UnsetType = UNSET
    isMotion: bool | UnsetType = UNSET
    isNotInAlbum: bool | UnsetType = UNSET
    isOffline: bool | UnsetType = UNSET
    lensModel: Annotated[str, Meta(max_length=10000)] | None | UnsetType = UNSET
    libraryId: Uuid4 | None | UnsetType = UNSET
    make: Annotated[str, Meta(max_length=10000)] | None | UnsetType = UNSET
    model: Annotated[str, Meta(max_length=10000)] | None | UnsetType = UNSET
    ocr: Annotated[str, Meta(max_length=10000)] | UnsetType = UNSET
    personIds: list[Uuid4] | UnsetType = UNSET
    rating: Annotated[int, Meta(ge=1, le=5)] | None | UnsetType = UNSET
    size: Annotated[int, Meta(ge=1, le=1000)] | UnsetType = UNSET
    state: Annotated[str, Meta(max_length=10000)] | None | UnsetType = UNSET
    tagIds: list[Uuid4] | None | UnsetType = UNSET
    takenAfter: IsoDateTime | UnsetType = UNSET
    takenBefore: IsoDateTime | UnsetType = UNSET
    trashedAfter: IsoDateTime | UnsetType = UNSET
    trashedBefore: IsoDateTime | UnsetType = UNSET
    type: AssetTypeEnum | UnsetType = UNSET
    updatedAfter: IsoDateTime | UnsetType = UNSET
    updatedBefore: IsoDateTime | UnsetType = UNSET
    visibility: AssetVisibility | UnsetType = UNSET
    withDeleted: bool | UnsetType = UNSET
    withExif: bool | UnsetType = UNSET
    withPeople: bool | UnsetType = UNSET
    withStacked: bool | UnsetType = UNSET


class RatingsResponse(Struct, kw_only=True):
    enabled: bool


class RatingsUpdate(Struct, kw_only=True):
    enabled: bool | UnsetType = UNSET


class ReactionLevel(StrEnum):
    ALBUM = "album"
    ASSET = "asset"


class ReactionType(StrEnum):
    COMMENT = "comment"
    LIKE = "like"


class RecentlyAddedResponse(Struct, kw_only=True):
    sidebarWeb: bool


class RecentlyAddedUpdate(Struct, kw_only=True):
    sidebarWeb: bool | UnsetType = UNSET


class ReleaseChannel(StrEnum):
    STABLE = "stable"
    RELEASE_CANDIDATE = "releaseCandidate"


class ReverseGeocodingStateResponseDto(Struct, kw_only=True):
    lastImportFileName: str | None
    lastUpdate: str | None


class RotateParameters(Struct, kw_only=True):
    angle: float


class SearchFacetCountResponseDto(Struct, kw_only=True):
    count: Annotated[int, Meta(ge=0, le=9007199254740991)]
    value: str


class SearchFacetResponseDto(Struct, kw_only=True):
    counts: list[SearchFacetCountResponseDto]
    fieldName: str


class SearchStatisticsResponseDto(Struct, kw_only=True):
    total: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]


class SearchSuggestionType(StrEnum):
    COUNTRY = "country"
    STATE = "state"
    CITY = "city"
    CAMERA_MAKE = "camera-make"
    CAMERA_MODEL = "camera-model"
    CAMERA_LENS_MODEL = "camera-lens-model"


class ServerAboutResponseDto(Struct, kw_only=True):
    build: str | UnsetType = UNSET
    buildImage: str | UnsetType = UNSET
    buildImageUrl: str | UnsetType = UNSET
    buildUrl: str | UnsetType = UNSET
    exiftool: str | UnsetType = UNSET
    ffmpeg: str | UnsetType = UNSET
    imagemagick: str | UnsetType = UNSET
    libvips: str | UnsetType = UNSET
    licensed: bool
    nodejs: str | UnsetType = UNSET
    repository: str | UnsetType = UNSET
    repositoryUrl: str | UnsetType = UNSET
    sourceCommit: str | UnsetType = UNSET
    sourceRef: str | UnsetType = UNSET
    sourceUrl: str | UnsetType = UNSET
    thirdPartyBugFeatureUrl: str | UnsetType = UNSET
    thirdPartyDocumentationUrl: str | UnsetType = UNSET
    thirdPartySourceUrl: str | UnsetType = UNSET
    thirdPartySupportUrl: str | UnsetType = UNSET
    version: str
    versionUrl: str


class ServerApkLinksDto(Struct, kw_only=True):
    arm64v8a: str
    armeabiv7a: str
    universal: str
    x86_64: str


class ServerConfigDto(Struct, kw_only=True):
    externalDomain: str
    isInitialized: bool
    isOnboarded: bool
    loginPageMessage: str
    maintenanceMode: bool
    mapDarkStyleUrl: str
    mapLightStyleUrl: str
    minFaces: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]
    oauthButtonText: str
    publicUsers: bool
    trashDays: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]
    userDeleteDelay: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]


class ServerFeaturesDto(Struct, kw_only=True):
    configFile: bool
    duplicateDetection: bool
    email: bool
    facialRecognition: bool
    importFaces: bool
    map: bool
    oauth: bool
    oauthAutoLaunch: bool
    ocr: bool
    passwordLogin: bool
    realtimeTranscoding: bool
    reverseGeocoding: bool
    search: bool
    sidecar: bool
    smartSearch: bool
    trash: bool


class ServerMediaTypesResponseDto(Struct, kw_only=True):
    image: list[str]
    sidecar: list[str]
    video: list[str]


class ServerPingResponse(Struct, kw_only=True):
    res: str


class ServerStorageResponseDto(Struct, kw_only=True):
    diskAvailable: str
    diskAvailableRaw: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]
    diskSize: str
    diskSizeRaw: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]
    diskUsagePercentage: float
    diskUse: str
    diskUseRaw: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]


class ServerVersionHistoryResponseDto(Struct, kw_only=True):
    createdAt: IsoDateTime
    id: Uuid4
    version: str


class ServerVersionResponseDto(Struct, kw_only=True):
    major: Annotated[int, Meta(ge=0, le=9007199254740991)]
    minor: Annotated[int, Meta(ge=0, le=9007199254740991)]
    patch: Annotated[int, Meta(ge=0, le=9007199254740991)]
    prerelease: Annotated[int, Meta(ge=0, le=9007199254740991)] | None


class SessionCreateDto(Struct, kw_only=True):
    deviceOS: Annotated[str, Meta(max_length=1000)] | UnsetType = UNSET
    deviceType: Annotated[str, Meta(max_length=1000)] | UnsetType = UNSET
    duration: Annotated[int, Meta(ge=1, le=9007199254740991)] | UnsetType = UNSET


class SessionCreateResponseDto(Struct, kw_only=True):
    appVersion: str | None
    createdAt: str
    current: bool
    deviceOS: str
    deviceType: str
    expiresAt: str | UnsetType = UNSET
    id: Uuid4
    isPendingSyncReset: bool
    token: str
    updatedAt: str


class SessionResponseDto(Struct, kw_only=True):
    appVersion: str | None
    createdAt: str
    current: bool
    deviceOS: str
    deviceType: str
    expiresAt: str | UnsetType = UNSET
    id: Uuid4
    isPendingSyncReset: bool
    updatedAt: str


class SessionUnlockDto(Struct, kw_only=True):
    password: str | UnsetType = UNSET
    pinCode: PinCode | UnsetType = UNSET


class SessionUpdateDto(Struct, kw_only=True):
    isPendingSyncReset: bool | UnsetType = UNSET


class SharedLinkEditDto(Struct, kw_only=True):
    allowDownload: bool | UnsetType = UNSET
    allowUpload: bool | UnsetType = UNSET
    description: Annotated[str, Meta(max_length=10000)] | None | UnsetType = UNSET
    expiresAt: IsoDateTime | None | UnsetType = UNSET
    password: Annotated[str, Meta(max_length=1000)] | None | UnsetType = UNSET
    showMetadata: bool | UnsetType = UNSET
    slug: Annotated[str, Meta(max_length=1000)] | None | UnsetType = UNSET


class SharedLinkLoginDto(Struct, kw_only=True):
    password: str


class SharedLinkType(StrEnum):
    ALBUM = "ALBUM"
    INDIVIDUAL = "INDIVIDUAL"


class SharedLinksResponse(Struct, kw_only=True):
    enabled: bool
    sidebarWeb: bool


class SharedLinksUpdate(Struct, kw_only=True):
    enabled: bool | UnsetType = UNSET
    sidebarWeb: bool | UnsetType = UNSET


class SignUpDto(Struct, kw_only=True):
    email: Email
    name: Annotated[str, Meta(max_length=1000)]
    password: str


class SmartSearchDto(Struct, kw_only=True):
    albumIds: list[Uuid4] | UnsetType = UNSET
    city: Annotated[str, Meta(max_length=10000)] | None | UnsetType = UNSET
    country: Annotated[str, Meta(max_length=10000)] | None | UnsetType = UNSET
    createdAfter: IsoDateTime | UnsetType = UNSET
    createdBefore: IsoDateTime | UnsetType = UNSET
    isEncoded: bool | UnsetType = UNSET
    isFavorite: bool | UnsetType = UNSET
    isMotion: bool | UnsetType = UNSET
    isNotInAlbum: bool | UnsetType = UNSET
    isOffline: bool | UnsetType = UNSET
    language: Annotated[str, Meta(max_length=10000)] | UnsetType = UNSET
    lensModel: Annotated[str, Meta(max_length=10000)] | None | UnsetType = UNSET
    libraryId: Uuid4 | None | UnsetType = UNSET
    make: Annotated[str, Meta(max_length=10000)] | None | UnsetType = UNSET
    model: Annotated[str, Meta(max_length=10000)] | None | UnsetType = UNSET
    ocr: Annotated[str, Meta(max_length=10000)] | UnsetType = UNSET
    page: Annotated[int, Meta(ge=1, le=9007199254740991)] | UnsetType = UNSET
    personIds: list[Uuid4] | UnsetType = UNSET
    query: Annotated[str, Meta(max_length=10000)] | UnsetType = UNSET
    queryAssetId: Uuid4 | UnsetType = UNSET
    rating: Annotated[int, Meta(ge=1, le=5)] | None | UnsetType = UNSET
    size: Annotated[int, Meta(ge=1, le=1000)] | UnsetType = UNSET
    state: Annotated[str, Meta(max_length=10000)] | None | UnsetType = UNSET
    tagIds: list[Uuid4] | None | UnsetType = UNSET
    takenAfter: IsoDateTime | UnsetType = UNSET
    takenBefore: IsoDateTime | UnsetType = UNSET
    trashedAfter: IsoDateTime | UnsetType = UNSET
    trashedBefore: IsoDateTime | UnsetType = UNSET
    type: AssetTypeEnum | UnsetType = UNSET
    updatedAfter: IsoDateTime | UnsetType = UNSET
    updatedBefore: IsoDateTime | UnsetType = UNSET
    visibility: AssetVisibility | UnsetType = UNSET
    withDeleted: bool | UnsetType = UNSET
    withExif: bool | UnsetType = UNSET


class SourceType(StrEnum):
    MACHINE_LEARNING = "machine-learning"
    EXIF = "exif"
    MANUAL = "manual"


class StackCreateDto(Struct, kw_only=True):
    assetIds: Annotated[list[Uuid4], Meta(min_length=2)]


class StackUpdateDto(Struct, kw_only=True):
    primaryAssetId: Uuid4 | UnsetType = UNSET


class StatisticsSearchDto(Struct, kw_only=True):
    albumIds: list[Uuid4] | UnsetType = UNSET
    city: Annotated[str, Meta(max_length=10000)] | None | UnsetType = UNSET
    country: Annotated[str, Meta(max_length=10000)] | None | UnsetType = UNSET
    createdAfter: IsoDateTime | UnsetType = UNSET
    createdBefore: IsoDateTime | UnsetType = UNSET
    description: Annotated[str, Meta(max_length=10000)] | UnsetType = UNSET
    isEncoded: bool | UnsetType = UNSET
    isFavorite: bool | UnsetType = UNSET
    isMotion: bool | UnsetType = UNSET
    isNotInAlbum: bool | UnsetType = UNSET
    isOffline: bool | UnsetType = UNSET
    lensModel: Annotated[str, Meta(max_length=10000)] | None | UnsetType = UNSET
    libraryId: Uuid4 | None | UnsetType = UNSET
    make: Annotated[str, Meta(max_length=10000)] | None | UnsetType = UNSET
    model: Annotated[str, Meta(max_length=10000)] | None | UnsetType = UNSET
    ocr: Annotated[str, Meta(max_length=10000)] | UnsetType = UNSET
    personIds: list[Uuid4] | UnsetType = UNSET
    rating: Annotated[int, Meta(ge=1, le=5)] | None | UnsetType = UNSET
    state: Annotated[str, Meta(max_length=10000)] | None | UnsetType = UNSET
    tagIds: list[Uuid4] | None | UnsetType = UNSET
    takenAfter: IsoDateTime | UnsetType = UNSET
    takenBefore: IsoDateTime | UnsetType = UNSET
    trashedAfter: IsoDateTime | UnsetType = UNSET
    trashedBefore: IsoDateTime | UnsetType = UNSET
    type: AssetTypeEnum | UnsetType = UNSET
    updatedAfter: IsoDateTime | UnsetType = UNSET
    updatedBefore: IsoDateTime | UnsetType = UNSET
    visibility: AssetVisibility | UnsetType = UNSET


class StorageFolder(StrEnum):
    ENCODED_VIDEO = "encoded-video"
    LIBRARY = "library"
    UPLOAD = "upload"
    PROFILE = "profile"
    THUMBS = "thumbs"
    BACKUPS = "backups"


Ack: TypeAlias = Annotated[str, Meta(max_length=1000)]


class SyncAckSetDto(Struct, kw_only=True):
    acks: Annotated[list[Ack], Meta(max_length=1000)]


class SyncAckV1(Struct, kw_only=True):
    pass


class SyncAlbumDeleteV1(Struct, kw_only=True):
    albumId: Uuid4


class SyncAlbumToAssetDeleteV1(Struct, kw_only=True):
    albumId: Uuid4
    assetId: Uuid4


class SyncAlbumToAssetV1(Struct, kw_only=True):
    albumId: Uuid4
    assetId: Uuid4


class SyncAlbumUserDeleteV1(Struct, kw_only=True):
    albumId: Uuid4
    userId: Uuid4


class SyncAlbumUserV1(Struct, kw_only=True):
    albumId: Uuid4
    role: AlbumUserRole
    userId: Uuid4


class SyncAlbumV1(Struct, kw_only=True):
    createdAt: IsoDateTime
    description: str
    id: Uuid4
    isActivityEnabled: bool
    name: str
    order: AssetOrder
    ownerId: Uuid4
    thumbnailAssetId: str | None
    updatedAt: IsoDateTime


class SyncAlbumV2(Struct, kw_only=True):
    createdAt: IsoDateTime
    description: str
    id: Uuid4
    isActivityEnabled: bool
    name: str
    order: AssetOrder
    thumbnailAssetId: str | None
    updatedAt: IsoDateTime


class SyncAssetDeleteV1(Struct, kw_only=True):
    assetId: Uuid4


class SyncAssetEditDeleteV1(Struct, kw_only=True):
    editId: Uuid4


class SyncAssetEditV1(Struct, kw_only=True):
    action: AssetEditAction
    assetId: Uuid4
    id: Uuid4
    parameters: dict[str, Any]
    sequence: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]


class SyncAssetExifV1(Struct, kw_only=True):
    assetId: Uuid4
    city: str | None
    country: str | None
    dateTimeOriginal: IsoDateTime | None
    description: str | None
    exifImageHeight: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)] | None
    exifImageWidth: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)] | None
    exposureTime: str | None
    fNumber: float | None
    fileSizeInByte: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)] | None
    focalLength: float | None
    fps: float | None
    iso: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)] | None
    latitude: float | None
    lensModel: str | None
    longitude: float | None
    make: str | None
    model: str | None
    modifyDate: IsoDateTime | None
    orientation: str | None
    profileDescription: str | None
    projectionType: str | None
    rating: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)] | None
    state: str | None
    timeZone: str | None


class SyncAssetMetadataDeleteV1(Struct, kw_only=True):
    assetId: Uuid4
    key: str


class SyncAssetMetadataV1(Struct, kw_only=True):
    assetId: Uuid4
    key: str
    value: dict[str, Any]


class SyncAssetV2(Struct, kw_only=True):
    checksum: str
    createdAt: IsoDateTime | None
    deletedAt: IsoDateTime | None
    duration: Annotated[int, Meta(ge=0, le=2147483647)] | None
    fileCreatedAt: IsoDateTime | None
    fileModifiedAt: IsoDateTime | None
    height: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)] | None
    id: Uuid4
    isEdited: bool
    isFavorite: bool
    libraryId: str | None
    livePhotoVideoId: str | None
    localDateTime: IsoDateTime | None
    originalFileName: str
    ownerId: Uuid4
    stackId: str | None
    thumbhash: str | None
    type: AssetTypeEnum
    visibility: AssetVisibility
    width: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)] | None


class SyncCompleteV1(Struct, kw_only=True):
    pass


class SyncEntityType(StrEnum):
    AUTH_USER_V1 = "AuthUserV1"
    USER_V1 = "UserV1"
    USER_DELETE_V1 = "UserDeleteV1"
    ASSET_V1 = "AssetV1"
    ASSET_V2 = "AssetV2"
    ASSET_DELETE_V1 = "AssetDeleteV1"
    ASSET_EXIF_V1 = "AssetExifV1"
    ASSET_EDIT_V1 = "AssetEditV1"
    ASSET_EDIT_DELETE_V1 = "AssetEditDeleteV1"
    ASSET_METADATA_V1 = "AssetMetadataV1"
    ASSET_METADATA_DELETE_V1 = "AssetMetadataDeleteV1"
    ASSET_OCR_V1 = "AssetOcrV1"
    ASSET_OCR_DELETE_V1 = "AssetOcrDeleteV1"
    PARTNER_V1 = "PartnerV1"
    PARTNER_DELETE_V1 = "PartnerDeleteV1"
    PARTNER_ASSET_V1 = "PartnerAssetV1"
    PARTNER_ASSET_V2 = "PartnerAssetV2"
    PARTNER_ASSET_BACKFILL_V1 = "PartnerAssetBackfillV1"
    PARTNER_ASSET_BACKFILL_V2 = "PartnerAssetBackfillV2"
    PARTNER_ASSET_DELETE_V1 = "PartnerAssetDeleteV1"
    PARTNER_ASSET_EXIF_V1 = "PartnerAssetExifV1"
    PARTNER_ASSET_EXIF_BACKFILL_V1 = "PartnerAssetExifBackfillV1"
    PARTNER_STACK_BACKFILL_V1 = "PartnerStackBackfillV1"
    PARTNER_STACK_DELETE_V1 = "PartnerStackDeleteV1"
    PARTNER_STACK_V1 = "PartnerStackV1"
    ALBUM_V1 = "AlbumV1"
    ALBUM_V2 = "AlbumV2"
    ALBUM_DELETE_V1 = "AlbumDeleteV1"
    ALBUM_USER_V1 = "AlbumUserV1"
    ALBUM_USER_BACKFILL_V1 = "AlbumUserBackfillV1"
    ALBUM_USER_DELETE_V1 = "AlbumUserDeleteV1"
    ALBUM_ASSET_CREATE_V1 = "AlbumAssetCreateV1"
    ALBUM_ASSET_CREATE_V2 = "AlbumAssetCreateV2"
    ALBUM_ASSET_UPDATE_V1 = "AlbumAssetUpdateV1"
    ALBUM_ASSET_UPDATE_V2 = "AlbumAssetUpdateV2"
    ALBUM_ASSET_BACKFILL_V1 = "AlbumAssetBackfillV1"
    ALBUM_ASSET_BACKFILL_V2 = "AlbumAssetBackfillV2"
    ALBUM_ASSET_EXIF_CREATE_V1 = "AlbumAssetExifCreateV1"
    ALBUM_ASSET_EXIF_UPDATE_V1 = "AlbumAssetExifUpdateV1"
    ALBUM_ASSET_EXIF_BACKFILL_V1 = "AlbumAssetExifBackfillV1"
    ALBUM_TO_ASSET_V1 = "AlbumToAssetV1"
    ALBUM_TO_ASSET_DELETE_V1 = "AlbumToAssetDeleteV1"
    ALBUM_TO_ASSET_BACKFILL_V1 = "AlbumToAssetBackfillV1"
    MEMORY_V1 = "MemoryV1"
    MEMORY_DELETE_V1 = "MemoryDeleteV1"
    MEMORY_TO_ASSET_V1 = "MemoryToAssetV1"
    MEMORY_TO_ASSET_DELETE_V1 = "MemoryToAssetDeleteV1"
    STACK_V1 = "StackV1"
    STACK_DELETE_V1 = "StackDeleteV1"
    PERSON_V1 = "PersonV1"
    PERSON_DELETE_V1 = "PersonDeleteV1"
    ASSET_FACE_V1 = "AssetFaceV1"
    ASSET_FACE_V2 = "AssetFaceV2"
    ASSET_FACE_DELETE_V1 = "AssetFaceDeleteV1"
    USER_METADATA_V1 = "UserMetadataV1"
    USER_METADATA_DELETE_V1 = "UserMetadataDeleteV1"
    SYNC_ACK_V1 = "SyncAckV1"
    SYNC_RESET_V1 = "SyncResetV1"
    SYNC_COMPLETE_V1 = "SyncCompleteV1"


class SyncLineDto(Struct, kw_only=True):
    type: SyncEntityType
    data: dict[str, Any]
    ack: str


class SyncPartnerDeleteV1(Struct, kw_only=True):
    sharedById: Uuid4
    sharedWithId: Uuid4


class SyncPartnerV1(Struct, kw_only=True):
    inTimeline: bool
    sharedById: Uuid4
    sharedWithId: Uuid4


class SyncRequestType(StrEnum):
    ALBUMS_V1 = "AlbumsV1"
    ALBUMS_V2 = "AlbumsV2"
    ALBUM_USERS_V1 = "AlbumUsersV1"
    ALBUM_TO_ASSETS_V1 = "AlbumToAssetsV1"
    ALBUM_ASSETS_V1 = "AlbumAssetsV1"
    ALBUM_ASSETS_V2 = "AlbumAssetsV2"
    ALBUM_ASSET_EXIFS_V1 = "AlbumAssetExifsV1"
    ASSETS_V1 = "AssetsV1"
    ASSETS_V2 = "AssetsV2"
    ASSET_EXIFS_V1 = "AssetExifsV1"
    ASSET_EDITS_V1 = "AssetEditsV1"
    ASSET_METADATA_V1 = "AssetMetadataV1"
    ASSET_OCR_V1 = "AssetOcrV1"
    AUTH_USERS_V1 = "AuthUsersV1"
    MEMORIES_V1 = "MemoriesV1"
    MEMORY_TO_ASSETS_V1 = "MemoryToAssetsV1"
    PARTNERS_V1 = "PartnersV1"
    PARTNER_ASSETS_V1 = "PartnerAssetsV1"
    PARTNER_ASSETS_V2 = "PartnerAssetsV2"
    PARTNER_ASSET_EXIFS_V1 = "PartnerAssetExifsV1"
    PARTNER_STACKS_V1 = "PartnerStacksV1"
    STACKS_V1 = "StacksV1"
    USERS_V1 = "UsersV1"
    PEOPLE_V1 = "PeopleV1"
    ASSET_FACES_V1 = "AssetFacesV1"
    ASSET_FACES_V2 = "AssetFacesV2"
    USER_METADATA_V1 = "UserMetadataV1"


class SyncResetV1(Struct, kw_only=True):
    pass


class SyncStackDeleteV1(Struct, kw_only=True):
    stackId: Uuid4


class SyncStackV1(Struct, kw_only=True):
    createdAt: IsoDateTime
    id: Uuid4
    ownerId: Uuid4
    primaryAssetId: Uuid4
    updatedAt: IsoDateTime


class SyncStreamDto(Struct, kw_only=True):
    reset: bool | UnsetType = UNSET
    types: list[SyncRequestType]


class SyncUserDeleteV1(Struct, kw_only=True):
    userId: Uuid4


class SystemConfigBackupsDto(Struct, kw_only=True):
    database: DatabaseBackupConfig


class SystemConfigFacesDto(Struct, kw_only=True):
    import_: bool = field(name="import")


class SystemConfigGeneratedFullsizeImageDto(Struct, kw_only=True):
    enabled: bool
    format: ImageFormat
    progressive: bool | UnsetType = UNSET
    quality: Annotated[int, Meta(ge=1, le=100)]


class SystemConfigGeneratedImageDto(Struct, kw_only=True):
    format: ImageFormat
    progressive: bool | UnsetType = UNSET
    quality: Annotated[int, Meta(ge=1, le=100)]
    size: Annotated[int, Meta(ge=1, le=9007199254740991)]


class SystemConfigImageDto(Struct, kw_only=True):
    colorspace: Colorspace
    extractEmbedded: bool
    fullsize: SystemConfigGeneratedFullsizeImageDto
    preview: SystemConfigGeneratedImageDto
    thumbnail: SystemConfigGeneratedImageDto


class SystemConfigIntegrityChecksumJob(Struct, kw_only=True):
    cronExpression: str
    enabled: bool
    percentageLimit: Annotated[float, Meta(ge=0.0, le=1.0)]
    timeLimit: Annotated[int, Meta(ge=0, le=9007199254740991)]


class SystemConfigIntegrityJob(Struct, kw_only=True):
    cronExpression: str
    enabled: bool


class SystemConfigJobDto(Struct, kw_only=True):
    backgroundTask: JobSettingsDto
    editor: JobSettingsDto
    faceDetection: JobSettingsDto
    integrityCheck: JobSettingsDto
    library: JobSettingsDto
    metadataExtraction: JobSettingsDto
    migration: JobSettingsDto
    notifications: JobSettingsDto
    ocr: JobSettingsDto
    search: JobSettingsDto
    sidecar: JobSettingsDto
    smartSearch: JobSettingsDto
    thumbnailGeneration: JobSettingsDto
    videoConversion: JobSettingsDto
    workflow: JobSettingsDto


class SystemConfigLibraryScanDto(Struct, kw_only=True):
    cronExpression: str
    enabled: bool


class SystemConfigLibraryWatchDto(Struct, kw_only=True):
    enabled: bool


class SystemConfigLoggingDto(Struct, kw_only=True):
    enabled: bool
    level: LogLevel


class SystemConfigMachineLearningDto(Struct, kw_only=True):
    availabilityChecks: MachineLearningAvailabilityChecksDto
    clip: CLIPConfig
    duplicateDetection: DuplicateDetectionConfig
    enabled: bool
    facialRecognition: FacialRecognitionConfig
    ocr: OcrConfig
    urls: Annotated[list[str], Meta(min_length=1)]


class SystemConfigMapDto(Struct, kw_only=True):
    darkStyle: str
    enabled: bool
    lightStyle: str


class SystemConfigMetadataDto(Struct, kw_only=True):
    faces: SystemConfigFacesDto


class SystemConfigNewVersionCheckDto(Struct, kw_only=True):
    channel: ReleaseChannel
    enabled: bool


class SystemConfigNightlyTasksDto(Struct, kw_only=True):
    clusterNewFaces: bool
    databaseCleanup: bool
    generateMemories: bool
    missingThumbnails: bool
    startTime: Annotated[str, Meta(pattern="(?a)\\A(?:[01]\\d|2[0-3]):[0-5]\\d\\Z")]
    syncQuotaUsage: bool


class SystemConfigOAuthDto(Struct, kw_only=True):
    allowInsecureRequests: bool
    autoLaunch: bool
    autoRegister: bool
    buttonText: str
    clientId: str
    clientSecret: str
    defaultStorageQuota: Annotated[int, Meta(ge=0, le=9007199254740991)] | None
    enabled: bool
    endSessionEndpoint: str
    issuerUrl: str
    mobileOverrideEnabled: bool
    mobileRedirectUri: str
    profileSigningAlgorithm: str
    prompt: str
    roleClaim: str
    scope: str
    signingAlgorithm: str
    storageLabelClaim: str
    storageQuotaClaim: str
    timeout: Annotated[int, Meta(ge=1, le=9007199254740991)]
    tokenEndpointAuthMethod: OAuthTokenEndpointAuthMethod


class SystemConfigPasswordLoginDto(Struct, kw_only=True):
    enabled: bool


class SystemConfigReverseGeocodingDto(Struct, kw_only=True):
    enabled: bool


class SystemConfigServerDto(Struct, kw_only=True):
    externalDomain: str
    loginPageMessage: str
    publicUsers: bool


class SystemConfigSmtpTransportDto(Struct, kw_only=True):
    host: str
    ignoreCert: bool
    password: str
    port: Annotated[int, Meta(ge=0, le=65535)]
    secure: bool
    username: str


class SystemConfigStorageTemplateDto(Struct, kw_only=True):
    enabled: bool
    hashVerificationEnabled: bool
    template: str


class SystemConfigTemplateEmailsDto(Struct, kw_only=True):
    albumInviteTemplate: str
    albumUpdateTemplate: str
    welcomeTemplate: str


class SystemConfigTemplateStorageOptionDto(Struct, kw_only=True):
    dayOptions: list[str]
    hourOptions: list[str]
    minuteOptions: list[str]
    monthOptions: list[str]
    presetOptions: list[str]
    secondOptions: list[str]
    weekOptions: list[str]
    yearOptions: list[str]


class SystemConfigTemplatesDto(Struct, kw_only=True):
    email: SystemConfigTemplateEmailsDto


class SystemConfigThemeDto(Struct, kw_only=True):
    customCss: str


class SystemConfigTrashDto(Struct, kw_only=True):
    days: Annotated[int, Meta(ge=0, le=9007199254740991)]
    enabled: bool


class SystemConfigUserDto(Struct, kw_only=True):
    deleteDelay: Annotated[int, Meta(ge=1, le=9007199254740991)]


class TagBulkAssetsDto(Struct, kw_only=True):
    assetIds: list[Uuid4]
    tagIds: list[Uuid4]


class TagBulkAssetsResponseDto(Struct, kw_only=True):
    count: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]


class TagCreateDto(Struct, kw_only=True):
    color: HexColor | None | UnsetType = UNSET
    name: Annotated[str, Meta(max_length=1000)]
    parentId: Uuid4 | None | UnsetType = UNSET


class TagResponseDto(Struct, kw_only=True):
    color: str | UnsetType = UNSET
    createdAt: IsoDateTime
    id: Uuid4
    name: str
    parentId: str | UnsetType = UNSET
    updatedAt: IsoDateTime
    value: str


class TagUpdateDto(Struct, kw_only=True):
    color: HexColor | None | UnsetType = UNSET


Tag: TypeAlias = Annotated[str, Meta(max_length=10000)]


class TagUpsertDto(Struct, kw_only=True):
    tags: Annotated[list[Tag], Meta(max_length=1000)]


class TagsResponse(Struct, kw_only=True):
    enabled: bool
    sidebarWeb: bool


class TagsUpdate(Struct, kw_only=True):
    enabled: bool | UnsetType = UNSET
    sidebarWeb: bool | UnsetType = UNSET


class TemplateDto(Struct, kw_only=True):
    template: str


class TemplateResponseDto(Struct, kw_only=True):
    html: str
    name: str


class TestEmailResponseDto(Struct, kw_only=True):
    messageId: str


class TimeBucketAssetResponseDtoStatusItem(StrEnum):
    ACTIVE = "active"
    TRASHED = "trashed"
    DELETED = "deleted"


DurationItem: TypeAlias = Annotated[int, Meta(ge=0, le=2147483647)] | None


StackItem: TypeAlias = Annotated[list[str], Meta(max_length=2, min_length=2)] | None


class TimeBucketAssetResponseDto(Struct, kw_only=True):
    city: list[str | None] | UnsetType = UNSET
    country: list[str | None] | UnsetType = UNSET
    createdAt: list[str]
    duration: list[DurationItem]
    fileCreatedAt: list[str]
    id: list[str]
    isFavorite: list[bool]
    isImage: list[bool]
    isTrashed: list[bool]
    latitude: list[float | None] | UnsetType = UNSET
    livePhotoVideoId: list[str | None]
    localOffsetHours: list[float]
    longitude: list[float | None] | UnsetType = UNSET
    ownerId: list[str]
    projectionType: list[str | None]
    ratio: list[float]
    stack: list[StackItem] | UnsetType = UNSET
    thumbhash: list[str | None]
    visibility: list[AssetVisibility]
    status: list[TimeBucketAssetResponseDtoStatusItem] | UnsetType = UNSET


class TimeBucketsResponseDto(Struct, kw_only=True):
    count: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]
    timeBucket: str


class ToneMapping(StrEnum):
    HABLE = "hable"
    MOBIUS = "mobius"
    REINHARD = "reinhard"
    DISABLED = "disabled"


class TranscodeHWAccel(StrEnum):
    NVENC = "nvenc"
    QSV = "qsv"
    VAAPI = "vaapi"
    RKMPP = "rkmpp"
    DISABLED = "disabled"


class TranscodePolicy(StrEnum):
    ALL = "all"
    OPTIMAL = "optimal"
    BITRATE = "bitrate"
    REQUIRED = "required"
    DISABLED = "disabled"


class TrashResponseDto(Struct, kw_only=True):
    count: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]


class UpdateAlbumDto(Struct, kw_only=True):
    albumName: Annotated[str, Meta(max_length=1000)] | UnsetType = UNSET
    albumThumbnailAssetId: Uuid4 | UnsetType = UNSET
    description: Annotated[str, Meta(max_length=10000)] | UnsetType = UNSET
    isActivityEnabled: bool | UnsetType = UNSET
    order: AssetOrder | UnsetType = UNSET


class UpdateAlbumUserDto(Struct, kw_only=True):
    role: AlbumUserRole


class UpdateAssetDto(Struct, kw_only=True):
    dateTimeOriginal: str | UnsetType = UNSET
    description: Annotated[str, Meta(max_length=10000)] | UnsetType = UNSET
    isFavorite: bool | UnsetType = UNSET
    latitude: Annotated[float, Meta(ge=-90.0, le=90.0)] | UnsetType = UNSET
    livePhotoVideoId: Uuid4 | None | UnsetType = UNSET
    longitude: Annotated[float, Meta(ge=-180.0, le=180.0)] | UnsetType = UNSET
    rating: Annotated[int, Meta(ge=-1, le=5)] | None | UnsetType = UNSET
    visibility: AssetVisibility | UnsetType = UNSET


class UsageByUserDto(Struct, kw_only=True):
    photos: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]
    quotaSizeInBytes: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)] | None
    usage: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]
    usagePhotos: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]
    usageVideos: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]
    userId: Uuid4
    userName: str
    videos: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]


class UserAdminDeleteDto(Struct, kw_only=True):
    force: bool | UnsetType = UNSET


class UserAvatarColor(StrEnum):
    PRIMARY = "primary"
    PINK = "pink"
    RED = "red"
    YELLOW = "yellow"
    BLUE = "blue"
    GREEN = "green"
    PURPLE = "purple"
    ORANGE = "orange"
    GRAY = "gray"
    AMBER = "amber"


class UserLicense(Struct, kw_only=True):
    activatedAt: IsoDateTime
    activationKey: str
    licenseKey: LicenseKey


class UserMetadataKey(StrEnum):
    PREFERENCES = "preferences"
    LICENSE = "license"
    ONBOARDING = "onboarding"


class UserResponseDto(Struct, kw_only=True):
    avatarColor: UserAvatarColor
    email: Email
    id: Uuid4
    name: str
    profileChangedAt: IsoDateTime
    profileImagePath: str


class UserStatus(StrEnum):
    ACTIVE = "active"
    REMOVING = "removing"
    DELETED = "deleted"


class UserUpdateMeDto(Struct, kw_only=True):
    avatarColor: UserAvatarColor | None | UnsetType = UNSET
    email: Email | UnsetType = UNSET
    name: Annotated[str, Meta(max_length=1000)] | UnsetType = UNSET
    password: str | UnsetType = UNSET


class ValidateAccessTokenResponseDto(Struct, kw_only=True):
    authStatus: bool


class ValidationIssueDtoCode(StrEnum):
    INVALID_TYPE = "invalid_type"
    INVALID_VALUE = "invalid_value"
    TOO_SMALL = "too_small"
    TOO_BIG = "too_big"
    INVALID_FORMAT = "invalid_format"
    INVALID_UNION = "invalid_union"
    CUSTOM = "custom"


class ValidationIssueDto(Struct, kw_only=True):
    code: ValidationIssueDtoCode
    path: list[str | int]
    message: str
    expected: str | UnsetType = UNSET
    received: str | UnsetType = UNSET
    format: str | UnsetType = UNSET
    pattern: str | UnsetType = UNSET
    values: list[Any] | UnsetType = UNSET
    origin: str | UnsetType = UNSET
    minimum: float | UnsetType = UNSET
    maximum: float | UnsetType = UNSET
    inclusive: bool | UnsetType = UNSET
    errors: list[Any] | UnsetType = UNSET


class VersionCheckStateResponseDto(Struct, kw_only=True):
    checkedAt: str | None
    releaseVersion: str | None


class VideoCodec(StrEnum):
    H264 = "h264"
    HEVC = "hevc"
    VP9 = "vp9"
    AV1 = "av1"


class VideoContainer(StrEnum):
    MOV = "mov"
    MP4 = "mp4"
    OGG = "ogg"
    WEBM = "webm"


class WorkflowStepDto(Struct, kw_only=True):
    config: dict[str, Any] | None
    enabled: bool | UnsetType = UNSET
    method: str


class WorkflowTrigger(StrEnum):
    ASSET_CREATE = "AssetCreate"
    ASSET_METADATA_EXTRACTION = "AssetMetadataExtraction"


class WorkflowType(StrEnum):
    ASSET_V1 = "AssetV1"


class ActivityCreateDto(Struct, kw_only=True):
    albumId: Uuid4
    assetId: Uuid4 | UnsetType = UNSET
    comment: Annotated[str, Meta(max_length=10000)] | UnsetType = UNSET
    type: ReactionType


class ActivityResponseDto(Struct, kw_only=True):
    assetId: Uuid4 | None
    comment: str | None | UnsetType = UNSET
    createdAt: IsoDateTime
    id: Uuid4
    type: ReactionType
    user: UserResponseDto


class AlbumUserAddDto(Struct, kw_only=True):
    role: AlbumUserRole = AlbumUserRole.EDITOR
    userId: Uuid4


class AlbumUserCreateDto(Struct, kw_only=True):
    role: AlbumUserRole
    userId: Uuid4


class AlbumUserResponseDto(Struct, kw_only=True):
    role: AlbumUserRole
    user: UserResponseDto


class AlbumsAddAssetsResponseDto(Struct, kw_only=True):
    error: BulkIdErrorReason | UnsetType = UNSET
    success: bool


class AlbumsResponse(Struct, kw_only=True):
    defaultAssetOrder: AssetOrder


class AlbumsUpdate(Struct, kw_only=True):
    defaultAssetOrder: AssetOrder | UnsetType = UNSET


class ApiKeyCreateDto(Struct, kw_only=True):
    name: Annotated[str, Meta(max_length=1000)] | UnsetType = UNSET
    permissions: Annotated[list[Permission], Meta(min_length=1)]


class ApiKeyResponseDto(Struct, kw_only=True):
    createdAt: IsoDateTime
    id: Uuid4
    name: str
    permissions: list[Permission]
    updatedAt: IsoDateTime


class ApiKeyUpdateDto(Struct, kw_only=True):
    name: Annotated[str, Meta(max_length=1000)] | UnsetType = UNSET
    permissions: Annotated[list[Permission], Meta(min_length=1)] | UnsetType = UNSET


class AssetBulkUpdateDto(Struct, kw_only=True):
    dateTimeOriginal: str | UnsetType = UNSET
    dateTimeRelative: (
        Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)] | UnsetType
    ) = UNSET
    description: Annotated[str, Meta(max_length=10000)] | UnsetType = UNSET
    duplicateId: str | None | UnsetType = UNSET
    ids: list[Uuid4]
    isFavorite: bool | UnsetType = UNSET
    latitude: Annotated[float, Meta(ge=-90.0, le=90.0)] | UnsetType = UNSET
    longitude: Annotated[float, Meta(ge=-180.0, le=180.0)] | UnsetType = UNSET
    rating: Annotated[int, Meta(ge=-1, le=5)] | None | UnsetType = UNSET
    timeZone: str | UnsetType = UNSET
    visibility: AssetVisibility | UnsetType = UNSET


class AssetBulkUploadCheckDto(Struct, kw_only=True):
    assets: list[AssetBulkUploadCheckItem]


class AssetBulkUploadCheckResult(Struct, kw_only=True):
    action: AssetUploadAction
    assetId: Uuid4 | UnsetType = UNSET
    id: str
    isTrashed: bool | UnsetType = UNSET
    reason: AssetRejectReason | UnsetType = UNSET


class AssetFaceResponseDto(Struct, kw_only=True):
    boundingBoxX1: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]
    boundingBoxX2: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]
    boundingBoxY1: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]
    boundingBoxY2: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]
    id: Uuid4
    imageHeight: Annotated[int, Meta(ge=0, le=9007199254740991)]
    imageWidth: Annotated[int, Meta(ge=0, le=9007199254740991)]
    person: PersonResponseDto | None
    sourceType: SourceType | UnsetType = UNSET


class AssetMediaResponseDto(Struct, kw_only=True):
    id: Uuid4
    status: AssetMediaStatus


class AssetMetadataBulkDeleteDto(Struct, kw_only=True):
    items: list[AssetMetadataBulkDeleteItemDto]


class AssetMetadataBulkUpsertDto(Struct, kw_only=True):
    items: list[AssetMetadataBulkUpsertItemDto]


class AssetMetadataUpsertDto(Struct, kw_only=True):
    items: list[AssetMetadataUpsertItemDto]


class AssetResponseDto(Struct, kw_only=True):
    checksum: str
    createdAt: IsoDateTime
    duplicateId: Uuid4 | None | UnsetType = UNSET
    duration: Annotated[int, Meta(ge=0, le=2147483647)] | None
    exifInfo: ExifResponseDto | UnsetType = UNSET
    fileCreatedAt: IsoDateTime
    fileModifiedAt: IsoDateTime
    hasMetadata: bool
    height: Annotated[int, Meta(ge=0, le=9007199254740991)] | None
    id: Uuid4
    isArchived: bool
    isEdited: bool
    isFavorite: bool
    isOffline: bool
    isTrashed: bool
    libraryId: Uuid4 | None | UnsetType = UNSET
    livePhotoVideoId: str | None | UnsetType = UNSET
    localDateTime: IsoDateTime
    originalFileName: str
    originalMimeType: str | UnsetType = UNSET
    originalPath: str
    owner: UserResponseDto | UnsetType = UNSET
    ownerId: Uuid4
    people: list[PersonResponseDto] | UnsetType = UNSET
    resized: bool | UnsetType = UNSET
    stack: AssetStackResponseDto | None | UnsetType = UNSET
    tags: list[TagResponseDto] | UnsetType = UNSET
    thumbhash: str | None
    type: AssetTypeEnum
    updatedAt: IsoDateTime
    visibility: AssetVisibility
    width: Annotated[int, Meta(ge=0, le=9007199254740991)] | None


class AvatarUpdate(Struct, kw_only=True):
    color: UserAvatarColor | UnsetType = UNSET


class CreateAlbumDto(Struct, kw_only=True):
    albumName: Annotated[str, Meta(max_length=1000)]
    albumUsers: list[AlbumUserCreateDto] | UnsetType = UNSET
    assetIds: list[Uuid4] | UnsetType = UNSET
    description: Annotated[str, Meta(max_length=10000)] | UnsetType = UNSET


class DuplicateResolveDto(Struct, kw_only=True):
    groups: Annotated[list[DuplicateResolveGroupDto], Meta(min_length=1)]


class DuplicateResponseDto(Struct, kw_only=True):
    assets: list[AssetResponseDto]
    duplicateId: Uuid4
    suggestedKeepAssetIds: list[Uuid4]


class JobCreateDto(Struct, kw_only=True):
    name: ManualJobName


LicenseResponseDto: TypeAlias = UserLicense


class MaintenanceDetectInstallStorageFolderDto(Struct, kw_only=True):
    files: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]
    folder: StorageFolder
    readable: bool
    writable: bool


class MemoryResponseDto(Struct, kw_only=True):
    assets: list[AssetResponseDto]
    createdAt: IsoDateTime
    data: OnThisDayDto
    deletedAt: IsoDateTime | UnsetType = UNSET
    hideAt: IsoDateTime | UnsetType = UNSET
    id: Uuid4
    isSaved: bool
    memoryAt: IsoDateTime
    ownerId: Uuid4
    seenAt: IsoDateTime | UnsetType = UNSET
    showAt: IsoDateTime | UnsetType = UNSET
    type: MemoryType
    updatedAt: IsoDateTime


class NotificationDto(Struct, kw_only=True):
    createdAt: IsoDateTime
    data: dict[str, Any] | UnsetType = UNSET
    description: str | UnsetType = UNSET
    id: Uuid4
    level: NotificationLevel
    readAt: IsoDateTime | UnsetType = UNSET
    title: str
    type: NotificationType


class PartnerResponseDto(Struct, kw_only=True):
    avatarColor: UserAvatarColor
    email: Email
    id: Uuid4
    inTimeline: bool | UnsetType = UNSET
    name: str
    profileChangedAt: IsoDateTime
    profileImagePath: str


class PeopleResponseDto(Struct, kw_only=True):
    hasNextPage: bool | UnsetType = UNSET
    hidden: Annotated[int, Meta(ge=0, le=9007199254740991)]
    people: list[PersonResponseDto]
    total: Annotated[int, Meta(ge=0, le=9007199254740991)]


class PluginMethodResponseDto(Struct, kw_only=True):
    description: str
    hostFunctions: bool
    key: str
    name: str
    schema: dict[str, Any] | UnsetType = UNSET
    title: str
    types: list[WorkflowType]
    uiHints: list[str]


class PluginResponseDto(Struct, kw_only=True):
    author: str
    createdAt: str
    description: str
    id: Uuid4
    methods: list[PluginMethodResponseDto]
    name: str
    title: str
    updatedAt: str
    version: str


class PluginTemplateResponseDto(Struct, kw_only=True):
    description: str
    key: str
    steps: list[PluginTemplateStepResponseDto]
    title: str
    trigger: WorkflowTrigger
    uiHints: list[str]


class QueueResponseDto(Struct, kw_only=True):
    isPaused: bool
    name: QueueName
    statistics: QueueStatisticsDto


class QueueResponseLegacyDto(Struct, kw_only=True):
    jobCounts: QueueStatisticsDto
    queueStatus: QueueStatusLegacyDto


class QueuesResponseLegacyDto(Struct, kw_only=True):
    backgroundTask: QueueResponseLegacyDto
    backupDatabase: QueueResponseLegacyDto
    duplicateDetection: QueueResponseLegacyDto
    editor: QueueResponseLegacyDto
    faceDetection: QueueResponseLegacyDto
    facialRecognition: QueueResponseLegacyDto
    integrityCheck: QueueResponseLegacyDto
    library: QueueResponseLegacyDto
    metadataExtraction: QueueResponseLegacyDto
    migration: QueueResponseLegacyDto
    notifications: QueueResponseLegacyDto
    ocr: QueueResponseLegacyDto
    search: QueueResponseLegacyDto
    sidecar: QueueResponseLegacyDto
    smartSearch: QueueResponseLegacyDto
    storageTemplateMigration: QueueResponseLegacyDto
    thumbnailGeneration: QueueResponseLegacyDto
    videoConversion: QueueResponseLegacyDto
    workflow: QueueResponseLegacyDto


class SearchAssetResponseDto(Struct, kw_only=True):
    count: Annotated[int, Meta(ge=0, le=9007199254740991)]
    facets: list[SearchFacetResponseDto]
    items: list[AssetResponseDto]
    nextPage: str | None
    total: Annotated[int, Meta(ge=0, le=9007199254740991)]


class SearchExploreItem(Struct, kw_only=True):
    data: AssetResponseDto
    value: str


class SearchExploreResponseDto(Struct, kw_only=True):
    fieldName: str
    items: list[SearchExploreItem]


class ServerStatsResponseDto(Struct, kw_only=True):
    photos: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]
    usage: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]
    usageByUser: list[UsageByUserDto]
    usagePhotos: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]
    usageVideos: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]
    videos: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]


class SharedLinkCreateDto(Struct, kw_only=True):
    albumId: Uuid4 | UnsetType = UNSET
    allowDownload: bool = True
    allowUpload: bool | UnsetType = UNSET
    assetIds: list[Uuid4] | UnsetType = UNSET
    description: Annotated[str, Meta(max_length=10000)] | None | UnsetType = UNSET
    expiresAt: IsoDateTime | None = None
    password: Annotated[str, Meta(max_length=1000)] | None | UnsetType = UNSET
    showMetadata: bool = True
    slug: Annotated[str, Meta(max_length=1000)] | None | UnsetType = UNSET
    type: SharedLinkType


class StackResponseDto(Struct, kw_only=True):
    assets: list[AssetResponseDto]
    id: Uuid4
    primaryAssetId: Uuid4


class SyncAckDeleteDto(Struct, kw_only=True):
    types: list[SyncEntityType] | UnsetType = UNSET


class SyncAckDto(Struct, kw_only=True):
    ack: str
    type: SyncEntityType


class SyncAuthUserV1(Struct, kw_only=True):
    avatarColor: UserAvatarColor | None | UnsetType = UNSET
    deletedAt: IsoDateTime | None
    email: str
    hasProfileImage: bool
    id: Uuid4
    isAdmin: bool
    name: str
    oauthId: str
    pinCode: str | None
    profileChangedAt: IsoDateTime
    quotaSizeInBytes: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)] | None
    quotaUsageInBytes: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]
    storageLabel: str | None


class SyncUserMetadataDeleteV1(Struct, kw_only=True):
    key: UserMetadataKey
    userId: Uuid4


class SyncUserMetadataV1(Struct, kw_only=True):
    key: UserMetadataKey
    userId: Uuid4
    value: dict[str, Any]


class SyncUserV1(Struct, kw_only=True):
    avatarColor: UserAvatarColor | None | UnsetType = UNSET
    deletedAt: IsoDateTime | None
    email: str
    hasProfileImage: bool
    id: Uuid4
    name: str
    profileChangedAt: IsoDateTime


class SystemConfigFFmpegRealtimeDto(Struct, kw_only=True):
    enabled: bool
    resolutions: list[HlsVideoResolution]
    videoCodecs: list[VideoCodec]


class SystemConfigIntegrityChecks(Struct, kw_only=True):
    checksumFiles: SystemConfigIntegrityChecksumJob
    missingFiles: SystemConfigIntegrityJob
    untrackedFiles: SystemConfigIntegrityJob


class SystemConfigLibraryDto(Struct, kw_only=True):
    scan: SystemConfigLibraryScanDto
    watch: SystemConfigLibraryWatchDto


class SystemConfigSmtpDto(Struct, kw_only=True):
    enabled: bool
    from_: str = field(name="from")
    replyTo: str
    transport: SystemConfigSmtpTransportDto


class UserAdminCreateDto(Struct, kw_only=True):
    avatarColor: UserAvatarColor | None | UnsetType = UNSET
    email: Email
    isAdmin: bool | UnsetType = UNSET
    name: Annotated[str, Meta(max_length=1000)]
    notify: bool | UnsetType = UNSET
    password: str
    pinCode: PinCode | None | UnsetType = UNSET
    quotaSizeInBytes: Annotated[int, Meta(ge=0, le=9007199254740991)] | None | UnsetType = UNSET
    shouldChangePassword: bool | UnsetType = UNSET
    storageLabel: Annotated[str, Meta(max_length=1000)] | None | UnsetType = UNSET


class UserAdminResponseDto(Struct, kw_only=True):
    avatarColor: UserAvatarColor
    createdAt: IsoDateTime
    deletedAt: IsoDateTime | None
    email: Email
    id: Uuid4
    isAdmin: bool
    license: UserLicense | None
    name: str
    oauthId: str
    profileChangedAt: IsoDateTime
    profileImagePath: str
    quotaSizeInBytes: Annotated[int, Meta(ge=0, le=9007199254740991)] | None
    quotaUsageInBytes: Annotated[int, Meta(ge=0, le=9007199254740991)] | None
    shouldChangePassword: bool
    status: UserStatus
    storageLabel: str | None
    updatedAt: IsoDateTime


class UserAdminUpdateDto(Struct, kw_only=True):
    avatarColor: UserAvatarColor | None | UnsetType = UNSET
    email: Email | UnsetType = UNSET
    isAdmin: bool | UnsetType = UNSET
    name: Annotated[str, Meta(max_length=1000)] | UnsetType = UNSET
    password: str | UnsetType = UNSET
    pinCode: PinCode | None | UnsetType = UNSET
    quotaSizeInBytes: Annotated[int, Meta(ge=0, le=9007199254740991)] | None | UnsetType = UNSET
    shouldChangePassword: bool | UnsetType = UNSET
    storageLabel: Annotated[str, Meta(max_length=1000)] | None | UnsetType = UNSET


class UserPreferencesResponseDto(Struct, kw_only=True):
    albums: AlbumsResponse
    cast: CastResponse
    download: DownloadResponse
    emailNotifications: EmailNotificationsResponse
    folders: FoldersResponse
    memories: MemoriesResponse
    people: PeopleResponse
    purchase: PurchaseResponse
    ratings: RatingsResponse
    recentlyAdded: RecentlyAddedResponse
    sharedLinks: SharedLinksResponse
    tags: TagsResponse


class UserPreferencesUpdateDto(Struct, kw_only=True):
    albums: AlbumsUpdate | UnsetType = UNSET
    avatar: AvatarUpdate | UnsetType = UNSET
    cast: CastUpdate | UnsetType = UNSET
    download: DownloadUpdate | UnsetType = UNSET
    emailNotifications: EmailNotificationsUpdate | UnsetType = UNSET
    folders: FoldersUpdate | UnsetType = UNSET
    memories: MemoriesUpdate | UnsetType = UNSET
    people: PeopleUpdate | UnsetType = UNSET
    purchase: PurchaseUpdate | UnsetType = UNSET
    ratings: RatingsUpdate | UnsetType = UNSET
    recentlyAdded: RecentlyAddedUpdate | UnsetType = UNSET
    sharedLinks: SharedLinksUpdate | UnsetType = UNSET
    tags: TagsUpdate | UnsetType = UNSET


class ValidationErrorDto(Struct, kw_only=True):
    message: str
    errors: list[ValidationIssueDto] | UnsetType = UNSET


class WorkflowResponseDto(Struct, kw_only=True):
    createdAt: str
    description: str | None
    enabled: bool
    id: Uuid4
    name: str | None
    steps: list[WorkflowStepDto]
    trigger: WorkflowTrigger
    updatedAt: str


class WorkflowTriggerResponseDto(Struct, kw_only=True):
    trigger: WorkflowTrigger
    types: list[WorkflowType]


class AddUsersDto(Struct, kw_only=True):
    albumUsers: Annotated[list[AlbumUserAddDto], Meta(min_length=1)]


class AlbumResponseDto(Struct, kw_only=True):
    albumName: str
    albumThumbnailAssetId: Uuid4 | None
    albumUsers: Annotated[list[AlbumUserResponseDto], Meta(min_length=1)]
    assetCount: Annotated[int, Meta(ge=0, le=9007199254740991)]
    contributorCounts: list[ContributorCountResponseDto] | UnsetType = UNSET
    createdAt: IsoDateTime
    description: str
    endDate: IsoDateTime | UnsetType = UNSET
    hasSharedLink: bool
    id: Uuid4
    isActivityEnabled: bool
    lastModifiedAssetTimestamp: IsoDateTime | UnsetType = UNSET
    order: AssetOrder | UnsetType = UNSET
    shared: bool
    startDate: IsoDateTime | UnsetType = UNSET
    updatedAt: IsoDateTime


class ApiKeyCreateResponseDto(Struct, kw_only=True):
    apiKey: ApiKeyResponseDto
    secret: str


class AssetBulkUploadCheckResponseDto(Struct, kw_only=True):
    results: list[AssetBulkUploadCheckResult]


class MaintenanceDetectInstallResponseDto(Struct, kw_only=True):
    storage: list[MaintenanceDetectInstallStorageFolderDto]


class SearchAlbumResponseDto(Struct, kw_only=True):
    count: Annotated[int, Meta(ge=0, le=9007199254740991)]
    facets: list[SearchFacetResponseDto]
    items: list[AlbumResponseDto]
    total: Annotated[int, Meta(ge=0, le=9007199254740991)]


class SearchResponseDto(Struct, kw_only=True):
    albums: SearchAlbumResponseDto
    assets: SearchAssetResponseDto


class SharedLinkResponseDto(Struct, kw_only=True):
    album: AlbumResponseDto | UnsetType = UNSET
    allowDownload: bool
    allowUpload: bool
    assets: list[AssetResponseDto]
    createdAt: IsoDateTime
    description: str | None
    expiresAt: IsoDateTime | None
    id: Uuid4
    key: str
    password: str | None
    showMetadata: bool
    slug: str | None
    type: SharedLinkType
    userId: Uuid4


class SystemConfigFFmpegDto(Struct, kw_only=True):
    accel: TranscodeHWAccel
    accelDecode: bool
    acceptedAudioCodecs: list[AudioCodec]
    acceptedContainers: list[VideoContainer]
    acceptedVideoCodecs: list[VideoCodec]
    bframes: Annotated[int, Meta(ge=-1, le=16)]
    cqMode: CQMode
    crf: Annotated[int, Meta(ge=0, le=51)]
    gopSize: Annotated[int, Meta(ge=0, le=9007199254740991)]
    maxBitrate: str
    preferredHwDevice: str
    preset: str
    realtime: SystemConfigFFmpegRealtimeDto
    refs: Annotated[int, Meta(ge=0, le=6)]
    targetAudioCodec: AudioCodec
    targetResolution: str
    targetVideoCodec: VideoCodec
    temporalAQ: bool
    threads: Annotated[int, Meta(ge=0, le=9007199254740991)]
    tonemap: ToneMapping
    transcode: TranscodePolicy
    twoPass: bool


class SystemConfigNotificationsDto(Struct, kw_only=True):
    smtp: SystemConfigSmtpDto


class SystemConfigDto(Struct, kw_only=True):
    backup: SystemConfigBackupsDto
    ffmpeg: SystemConfigFFmpegDto
    image: SystemConfigImageDto
    integrityChecks: SystemConfigIntegrityChecks
    job: SystemConfigJobDto
    library: SystemConfigLibraryDto
    logging: SystemConfigLoggingDto
    machineLearning: SystemConfigMachineLearningDto
    map: SystemConfigMapDto
    metadata: SystemConfigMetadataDto
    newVersionCheck: SystemConfigNewVersionCheckDto
    nightlyTasks: SystemConfigNightlyTasksDto
    notifications: SystemConfigNotificationsDto
    oauth: SystemConfigOAuthDto
    passwordLogin: SystemConfigPasswordLoginDto
    reverseGeocoding: SystemConfigReverseGeocodingDto
    server: SystemConfigServerDto
    storageTemplate: SystemConfigStorageTemplateDto
    templates: SystemConfigTemplatesDto
    theme: SystemConfigThemeDto
    trash: SystemConfigTrashDto
    user: SystemConfigUserDto
