# generated from openapi.yaml by codegen; do not edit
"""A stand-in for every operation: it answers 501.

A handler module that lacks a function imports it from here, so that the type
checker still sees the whole Protocol and `codegen.todo` can count.
"""

from __future__ import annotations

from typing import Never


class Unimplemented(Exception):
    """Nobody has written this operation yet; the text is its operationId."""


async def get_api_keys(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getApiKeys")


async def create_api_key(call: object, /, *rest: object) -> Never:
    raise Unimplemented("createApiKey")


async def get_my_api_key(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getMyApiKey")


async def get_api_key(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getApiKey")


async def update_api_key(call: object, /, *rest: object) -> Never:
    raise Unimplemented("updateApiKey")


async def delete_api_key(call: object, /, *rest: object) -> Never:
    raise Unimplemented("deleteApiKey")


async def get_activities(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getActivities")


async def create_activity(call: object, /, *rest: object) -> Never:
    raise Unimplemented("createActivity")


async def get_activity_statistics(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getActivityStatistics")


async def delete_activity(call: object, /, *rest: object) -> Never:
    raise Unimplemented("deleteActivity")


async def get_all_albums(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getAllAlbums")


async def create_album(call: object, /, *rest: object) -> Never:
    raise Unimplemented("createAlbum")


async def add_assets_to_albums(call: object, /, *rest: object) -> Never:
    raise Unimplemented("addAssetsToAlbums")


async def get_album_statistics(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getAlbumStatistics")


async def get_album_info(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getAlbumInfo")


async def update_album_info(call: object, /, *rest: object) -> Never:
    raise Unimplemented("updateAlbumInfo")


async def delete_album(call: object, /, *rest: object) -> Never:
    raise Unimplemented("deleteAlbum")


async def add_assets_to_album(call: object, /, *rest: object) -> Never:
    raise Unimplemented("addAssetsToAlbum")


async def remove_asset_from_album(call: object, /, *rest: object) -> Never:
    raise Unimplemented("removeAssetFromAlbum")


async def get_album_map_markers(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getAlbumMapMarkers")


async def update_album_user(call: object, /, *rest: object) -> Never:
    raise Unimplemented("updateAlbumUser")


async def remove_user_from_album(call: object, /, *rest: object) -> Never:
    raise Unimplemented("removeUserFromAlbum")


async def add_users_to_album(call: object, /, *rest: object) -> Never:
    raise Unimplemented("addUsersToAlbum")


async def upload_asset(call: object, /, *rest: object) -> Never:
    raise Unimplemented("uploadAsset")


async def update_assets(call: object, /, *rest: object) -> Never:
    raise Unimplemented("updateAssets")


async def delete_assets(call: object, /, *rest: object) -> Never:
    raise Unimplemented("deleteAssets")


async def check_bulk_upload(call: object, /, *rest: object) -> Never:
    raise Unimplemented("checkBulkUpload")


async def copy_asset(call: object, /, *rest: object) -> Never:
    raise Unimplemented("copyAsset")


async def run_asset_jobs(call: object, /, *rest: object) -> Never:
    raise Unimplemented("runAssetJobs")


async def update_bulk_asset_metadata(call: object, /, *rest: object) -> Never:
    raise Unimplemented("updateBulkAssetMetadata")


async def delete_bulk_asset_metadata(call: object, /, *rest: object) -> Never:
    raise Unimplemented("deleteBulkAssetMetadata")


async def get_asset_statistics(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getAssetStatistics")


async def get_asset_info(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getAssetInfo")


async def update_asset(call: object, /, *rest: object) -> Never:
    raise Unimplemented("updateAsset")


async def get_asset_edits(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getAssetEdits")


async def edit_asset(call: object, /, *rest: object) -> Never:
    raise Unimplemented("editAsset")


async def remove_asset_edits(call: object, /, *rest: object) -> Never:
    raise Unimplemented("removeAssetEdits")


async def get_asset_metadata(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getAssetMetadata")


async def update_asset_metadata(call: object, /, *rest: object) -> Never:
    raise Unimplemented("updateAssetMetadata")


async def get_asset_metadata_by_key(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getAssetMetadataByKey")


async def delete_asset_metadata(call: object, /, *rest: object) -> Never:
    raise Unimplemented("deleteAssetMetadata")


async def get_asset_ocr(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getAssetOcr")


async def download_asset(call: object, /, *rest: object) -> Never:
    raise Unimplemented("downloadAsset")


async def view_asset(call: object, /, *rest: object) -> Never:
    raise Unimplemented("viewAsset")


async def play_asset_video(call: object, /, *rest: object) -> Never:
    raise Unimplemented("playAssetVideo")


async def sign_up_admin(call: object, /, *rest: object) -> Never:
    raise Unimplemented("signUpAdmin")


async def change_password(call: object, /, *rest: object) -> Never:
    raise Unimplemented("changePassword")


async def login(call: object, /, *rest: object) -> Never:
    raise Unimplemented("login")


async def logout(call: object, /, *rest: object) -> Never:
    raise Unimplemented("logout")


async def setup_pin_code(call: object, /, *rest: object) -> Never:
    raise Unimplemented("setupPinCode")


async def change_pin_code(call: object, /, *rest: object) -> Never:
    raise Unimplemented("changePinCode")


async def reset_pin_code(call: object, /, *rest: object) -> Never:
    raise Unimplemented("resetPinCode")


async def lock_auth_session(call: object, /, *rest: object) -> Never:
    raise Unimplemented("lockAuthSession")


async def unlock_auth_session(call: object, /, *rest: object) -> Never:
    raise Unimplemented("unlockAuthSession")


async def get_auth_status(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getAuthStatus")


async def validate_access_token(call: object, /, *rest: object) -> Never:
    raise Unimplemented("validateAccessToken")


async def unlink_all_oauth_accounts_admin(call: object, /, *rest: object) -> Never:
    raise Unimplemented("unlinkAllOAuthAccountsAdmin")


async def list_database_backups(call: object, /, *rest: object) -> Never:
    raise Unimplemented("listDatabaseBackups")


async def start_database_restore_flow(call: object, /, *rest: object) -> Never:
    raise Unimplemented("startDatabaseRestoreFlow")


async def download_archive(call: object, /, *rest: object) -> Never:
    raise Unimplemented("downloadArchive")


async def get_download_info(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getDownloadInfo")


async def get_asset_duplicates(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getAssetDuplicates")


async def delete_duplicates(call: object, /, *rest: object) -> Never:
    raise Unimplemented("deleteDuplicates")


async def resolve_duplicates(call: object, /, *rest: object) -> Never:
    raise Unimplemented("resolveDuplicates")


async def get_faces(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getFaces")


async def get_queues_legacy(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getQueuesLegacy")


async def create_job(call: object, /, *rest: object) -> Never:
    raise Unimplemented("createJob")


async def run_queue_command_legacy(call: object, /, *rest: object) -> Never:
    raise Unimplemented("runQueueCommandLegacy")


async def get_all_libraries(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getAllLibraries")


async def get_integrity_report(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getIntegrityReport")


async def get_integrity_report_csv(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getIntegrityReportCsv")


async def get_integrity_report_summary(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getIntegrityReportSummary")


async def detect_prior_install(call: object, /, *rest: object) -> Never:
    raise Unimplemented("detectPriorInstall")


async def maintenance_login(call: object, /, *rest: object) -> Never:
    raise Unimplemented("maintenanceLogin")


async def get_maintenance_status(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getMaintenanceStatus")


async def get_map_markers(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getMapMarkers")


async def reverse_geocode(call: object, /, *rest: object) -> Never:
    raise Unimplemented("reverseGeocode")


async def search_memories(call: object, /, *rest: object) -> Never:
    raise Unimplemented("searchMemories")


async def memories_statistics(call: object, /, *rest: object) -> Never:
    raise Unimplemented("memoriesStatistics")


async def get_notifications(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getNotifications")


async def update_notifications(call: object, /, *rest: object) -> Never:
    raise Unimplemented("updateNotifications")


async def get_notification_template_admin(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getNotificationTemplateAdmin")


async def send_test_email_admin(call: object, /, *rest: object) -> Never:
    raise Unimplemented("sendTestEmailAdmin")


async def get_partners(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getPartners")


async def create_partner(call: object, /, *rest: object) -> Never:
    raise Unimplemented("createPartner")


async def create_partner_deprecated(call: object, /, *rest: object) -> Never:
    raise Unimplemented("createPartnerDeprecated")


async def update_partner(call: object, /, *rest: object) -> Never:
    raise Unimplemented("updatePartner")


async def remove_partner(call: object, /, *rest: object) -> Never:
    raise Unimplemented("removePartner")


async def get_all_people(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getAllPeople")


async def search_plugins(call: object, /, *rest: object) -> Never:
    raise Unimplemented("searchPlugins")


async def search_plugin_methods(call: object, /, *rest: object) -> Never:
    raise Unimplemented("searchPluginMethods")


async def search_plugin_templates(call: object, /, *rest: object) -> Never:
    raise Unimplemented("searchPluginTemplates")


async def get_queues(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getQueues")


async def get_queue(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getQueue")


async def update_queue(call: object, /, *rest: object) -> Never:
    raise Unimplemented("updateQueue")


async def get_queue_jobs(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getQueueJobs")


async def empty_queue(call: object, /, *rest: object) -> Never:
    raise Unimplemented("emptyQueue")


async def get_assets_by_city(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getAssetsByCity")


async def get_explore_data(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getExploreData")


async def search_large_assets(call: object, /, *rest: object) -> Never:
    raise Unimplemented("searchLargeAssets")


async def search_assets(call: object, /, *rest: object) -> Never:
    raise Unimplemented("searchAssets")


async def search_person(call: object, /, *rest: object) -> Never:
    raise Unimplemented("searchPerson")


async def search_places(call: object, /, *rest: object) -> Never:
    raise Unimplemented("searchPlaces")


async def search_random(call: object, /, *rest: object) -> Never:
    raise Unimplemented("searchRandom")


async def search_smart(call: object, /, *rest: object) -> Never:
    raise Unimplemented("searchSmart")


async def search_asset_statistics(call: object, /, *rest: object) -> Never:
    raise Unimplemented("searchAssetStatistics")


async def get_search_suggestions(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getSearchSuggestions")


async def get_about_info(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getAboutInfo")


async def get_apk_links(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getApkLinks")


async def get_server_config(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getServerConfig")


async def get_server_features(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getServerFeatures")


async def get_server_license(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getServerLicense")


async def set_server_license(call: object, /, *rest: object) -> Never:
    raise Unimplemented("setServerLicense")


async def delete_server_license(call: object, /, *rest: object) -> Never:
    raise Unimplemented("deleteServerLicense")


async def get_supported_media_types(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getSupportedMediaTypes")


async def ping_server(call: object, /, *rest: object) -> Never:
    raise Unimplemented("pingServer")


async def get_server_statistics(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getServerStatistics")


async def get_storage(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getStorage")


async def get_server_version(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getServerVersion")


async def get_version_check(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getVersionCheck")


async def get_version_history(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getVersionHistory")


async def get_sessions(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getSessions")


async def create_session(call: object, /, *rest: object) -> Never:
    raise Unimplemented("createSession")


async def delete_all_sessions(call: object, /, *rest: object) -> Never:
    raise Unimplemented("deleteAllSessions")


async def update_session(call: object, /, *rest: object) -> Never:
    raise Unimplemented("updateSession")


async def delete_session(call: object, /, *rest: object) -> Never:
    raise Unimplemented("deleteSession")


async def lock_session(call: object, /, *rest: object) -> Never:
    raise Unimplemented("lockSession")


async def get_all_shared_links(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getAllSharedLinks")


async def create_shared_link(call: object, /, *rest: object) -> Never:
    raise Unimplemented("createSharedLink")


async def shared_link_login(call: object, /, *rest: object) -> Never:
    raise Unimplemented("sharedLinkLogin")


async def get_my_shared_link(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getMySharedLink")


async def get_shared_link_by_id(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getSharedLinkById")


async def update_shared_link(call: object, /, *rest: object) -> Never:
    raise Unimplemented("updateSharedLink")


async def remove_shared_link(call: object, /, *rest: object) -> Never:
    raise Unimplemented("removeSharedLink")


async def add_shared_link_assets(call: object, /, *rest: object) -> Never:
    raise Unimplemented("addSharedLinkAssets")


async def remove_shared_link_assets(call: object, /, *rest: object) -> Never:
    raise Unimplemented("removeSharedLinkAssets")


async def search_stacks(call: object, /, *rest: object) -> Never:
    raise Unimplemented("searchStacks")


async def create_stack(call: object, /, *rest: object) -> Never:
    raise Unimplemented("createStack")


async def delete_stacks(call: object, /, *rest: object) -> Never:
    raise Unimplemented("deleteStacks")


async def get_stack(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getStack")


async def update_stack(call: object, /, *rest: object) -> Never:
    raise Unimplemented("updateStack")


async def delete_stack(call: object, /, *rest: object) -> Never:
    raise Unimplemented("deleteStack")


async def remove_asset_from_stack(call: object, /, *rest: object) -> Never:
    raise Unimplemented("removeAssetFromStack")


async def get_sync_ack(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getSyncAck")


async def send_sync_ack(call: object, /, *rest: object) -> Never:
    raise Unimplemented("sendSyncAck")


async def delete_sync_ack(call: object, /, *rest: object) -> Never:
    raise Unimplemented("deleteSyncAck")


async def get_sync_stream(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getSyncStream")


async def get_config(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getConfig")


async def update_config(call: object, /, *rest: object) -> Never:
    raise Unimplemented("updateConfig")


async def get_config_defaults(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getConfigDefaults")


async def get_storage_template_options(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getStorageTemplateOptions")


async def get_admin_onboarding(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getAdminOnboarding")


async def update_admin_onboarding(call: object, /, *rest: object) -> Never:
    raise Unimplemented("updateAdminOnboarding")


async def get_reverse_geocoding_state(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getReverseGeocodingState")


async def get_version_check_state(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getVersionCheckState")


async def get_all_tags(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getAllTags")


async def create_tag(call: object, /, *rest: object) -> Never:
    raise Unimplemented("createTag")


async def upsert_tags(call: object, /, *rest: object) -> Never:
    raise Unimplemented("upsertTags")


async def bulk_tag_assets(call: object, /, *rest: object) -> Never:
    raise Unimplemented("bulkTagAssets")


async def get_tag_by_id(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getTagById")


async def update_tag(call: object, /, *rest: object) -> Never:
    raise Unimplemented("updateTag")


async def delete_tag(call: object, /, *rest: object) -> Never:
    raise Unimplemented("deleteTag")


async def tag_assets(call: object, /, *rest: object) -> Never:
    raise Unimplemented("tagAssets")


async def untag_assets(call: object, /, *rest: object) -> Never:
    raise Unimplemented("untagAssets")


async def get_time_bucket(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getTimeBucket")


async def get_time_buckets(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getTimeBuckets")


async def empty_trash(call: object, /, *rest: object) -> Never:
    raise Unimplemented("emptyTrash")


async def restore_trash(call: object, /, *rest: object) -> Never:
    raise Unimplemented("restoreTrash")


async def restore_assets(call: object, /, *rest: object) -> Never:
    raise Unimplemented("restoreAssets")


async def search_users(call: object, /, *rest: object) -> Never:
    raise Unimplemented("searchUsers")


async def get_my_user(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getMyUser")


async def update_my_user(call: object, /, *rest: object) -> Never:
    raise Unimplemented("updateMyUser")


async def get_my_calendar_heatmap(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getMyCalendarHeatmap")


async def get_user_license(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getUserLicense")


async def set_user_license(call: object, /, *rest: object) -> Never:
    raise Unimplemented("setUserLicense")


async def delete_user_license(call: object, /, *rest: object) -> Never:
    raise Unimplemented("deleteUserLicense")


async def get_user_onboarding(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getUserOnboarding")


async def set_user_onboarding(call: object, /, *rest: object) -> Never:
    raise Unimplemented("setUserOnboarding")


async def delete_user_onboarding(call: object, /, *rest: object) -> Never:
    raise Unimplemented("deleteUserOnboarding")


async def get_my_preferences(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getMyPreferences")


async def update_my_preferences(call: object, /, *rest: object) -> Never:
    raise Unimplemented("updateMyPreferences")


async def create_profile_image(call: object, /, *rest: object) -> Never:
    raise Unimplemented("createProfileImage")


async def delete_profile_image(call: object, /, *rest: object) -> Never:
    raise Unimplemented("deleteProfileImage")


async def get_user(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getUser")


async def get_profile_image(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getProfileImage")


async def search_users_admin(call: object, /, *rest: object) -> Never:
    raise Unimplemented("searchUsersAdmin")


async def create_user_admin(call: object, /, *rest: object) -> Never:
    raise Unimplemented("createUserAdmin")


async def get_user_admin(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getUserAdmin")


async def update_user_admin(call: object, /, *rest: object) -> Never:
    raise Unimplemented("updateUserAdmin")


async def delete_user_admin(call: object, /, *rest: object) -> Never:
    raise Unimplemented("deleteUserAdmin")


async def get_user_calendar_heatmap_admin(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getUserCalendarHeatmapAdmin")


async def get_user_preferences_admin(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getUserPreferencesAdmin")


async def update_user_preferences_admin(call: object, /, *rest: object) -> Never:
    raise Unimplemented("updateUserPreferencesAdmin")


async def restore_user_admin(call: object, /, *rest: object) -> Never:
    raise Unimplemented("restoreUserAdmin")


async def get_user_sessions_admin(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getUserSessionsAdmin")


async def get_user_statistics_admin(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getUserStatisticsAdmin")


async def get_assets_by_original_path(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getAssetsByOriginalPath")


async def get_unique_original_paths(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getUniqueOriginalPaths")


async def search_workflows(call: object, /, *rest: object) -> Never:
    raise Unimplemented("searchWorkflows")


async def get_workflow_triggers(call: object, /, *rest: object) -> Never:
    raise Unimplemented("getWorkflowTriggers")
