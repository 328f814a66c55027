-- Photos and videos, what is known about each, and the stacks they lie in.

CREATE TABLE assets (
  -- The rowid: asset_exif and the search index hang on it, which makes joining
  -- a month of photos a walk over neighbouring pages.
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  owner_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  type TEXT NOT NULL CHECK (type IN ('IMAGE', 'VIDEO', 'AUDIO', 'OTHER')),
  original_path TEXT NOT NULL,
  original_file_name TEXT NOT NULL,
  -- SHA-1 of the bytes, base64.
  checksum TEXT NOT NULL CHECK (length(checksum) = 28),
  -- The instant of capture; local_date_time is the photographer's wall clock
  -- written as if it were UTC, which is what the timeline groups and sorts by.
  file_created_at TEXT NOT NULL CHECK (length(file_created_at) = 24),
  local_date_time TEXT NOT NULL CHECK (length(local_date_time) = 24),
  file_modified_at TEXT NOT NULL,
  -- Milliseconds.
  duration INTEGER,
  -- As displayed: turned upright, edits applied. In pixels.
  width INTEGER,
  height INTEGER,
  thumbhash TEXT,
  is_favorite INTEGER NOT NULL DEFAULT 0 CHECK (is_favorite IN (0, 1)),
  -- Kept by triggers on asset_edits.
  is_edited INTEGER NOT NULL DEFAULT 0 CHECK (is_edited IN (0, 1)),
  visibility TEXT NOT NULL DEFAULT 'timeline'
  CHECK (visibility IN ('timeline', 'archive', 'hidden', 'locked')),
  -- 'deleted' waits for its bytes to be removed and is past restoring.
  status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'trashed', 'deleted')),
  live_photo_video_id TEXT REFERENCES assets (id) ON DELETE SET NULL,
  stack_id TEXT REFERENCES stacks (id) ON DELETE SET NULL,
  -- In a stack and not its primary. Kept by triggers.
  is_stack_child INTEGER NOT NULL DEFAULT 0 CHECK (is_stack_child IN (0, 1)),
  duplicate_id TEXT,
  created_at TEXT NOT NULL CHECK (length(created_at) = 24),
  updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  deleted_at TEXT,
  update_id TEXT NOT NULL DEFAULT (printf('%08x-%04x-7%03x-%04x-%012x', (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) >> 16, (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) & 65535, random() & 4095, random() & 16383 | 32768, random() & 281474976710655)),
  -- What the timeline shows per asset, as the JSON numbers it is sent as:
  -- computing and printing them took a third of the time of reading a month.
  local_offset_hours TEXT NOT NULL GENERATED ALWAYS AS (
    CAST((strftime('%s', local_date_time) - strftime('%s', file_created_at)) / 3600.0 AS TEXT)
  ) STORED,
  ratio TEXT NOT NULL GENERATED ALWAYS AS (
    CAST(iif(width > 0 AND height > 0, round(1.0 * width / height, 3), 1.0) AS TEXT)
  ) STORED,
  UNIQUE (owner_id, checksum),
  CHECK ((status = 'active') = (deleted_at IS NULL))
) STRICT;

-- The timeline by day and by arrival, in the order in which it is shown.
CREATE INDEX assets_by_day
ON assets (
  owner_id, visibility, substr(local_date_time, 1, 10), file_created_at, is_stack_child
)
WHERE deleted_at IS NULL;
CREATE INDEX assets_by_arrival
ON assets (owner_id, visibility, created_at, file_created_at, is_stack_child)
WHERE deleted_at IS NULL;
CREATE INDEX assets_in_trash ON assets (owner_id, visibility) WHERE status = 'trashed';
CREATE INDEX assets_doomed ON assets (id) WHERE status = 'deleted';
CREATE INDEX assets_thrown ON assets (deleted_at) WHERE deleted_at IS NOT NULL;
-- Search pages: newest capture first, over every visibility.
CREATE INDEX assets_by_capture ON assets (owner_id, file_created_at, id);
CREATE INDEX assets_feed ON assets (owner_id, update_id);
CREATE INDEX assets_motion ON assets (live_photo_video_id) WHERE live_photo_video_id IS NOT NULL;
CREATE INDEX assets_stacked ON assets (stack_id) WHERE stack_id IS NOT NULL;
-- Pictures still without a thumbnail, for the nightly run.
CREATE INDEX assets_unseen ON assets (id)
WHERE thumbhash IS NULL AND deleted_at IS NULL AND visibility <> 'hidden';
CREATE INDEX assets_edited ON assets (id) WHERE is_edited = 1;

-- is_stack_child is no news for a phone: whatever moves it has its own line.
CREATE TRIGGER assets_changed AFTER UPDATE ON assets
WHEN NEW.update_id = OLD.update_id AND NEW.is_stack_child = OLD.is_stack_child
BEGIN
  UPDATE assets SET (updated_at, update_id) = (SELECT at, id FROM moment) WHERE seq = NEW.seq;
END;

CREATE TABLE asset_audit (
  id TEXT PRIMARY KEY DEFAULT (printf('%08x-%04x-7%03x-%04x-%012x', (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) >> 16, (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) & 65535, random() & 4095, random() & 16383 | 32768, random() & 281474976710655)),
  asset_id TEXT NOT NULL,
  owner_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX asset_audit_feed ON asset_audit (owner_id, id);

CREATE TRIGGER assets_deleted AFTER DELETE ON assets
WHEN EXISTS (SELECT 1 FROM users WHERE id = OLD.owner_id)
BEGIN
  INSERT INTO asset_audit (asset_id, owner_id) VALUES (OLD.id, OLD.owner_id);
END;

-- Made together with its asset. owner_id repeats the asset's, so that a
-- person's feed is one range of one index.
CREATE TABLE asset_exif (
  seq INTEGER PRIMARY KEY REFERENCES assets (seq) ON DELETE CASCADE,
  owner_id TEXT NOT NULL,
  make TEXT,
  model TEXT,
  lens_model TEXT,
  f_number REAL,
  focal_length REAL,
  iso INTEGER,
  exposure_time TEXT,
  fps REAL,
  exif_image_width INTEGER,
  exif_image_height INTEGER,
  file_size_in_byte INTEGER,
  orientation TEXT,
  projection_type TEXT,
  profile_description TEXT,
  colorspace TEXT,
  bits_per_sample INTEGER,
  date_time_original TEXT,
  modify_date TEXT,
  time_zone TEXT,
  latitude REAL,
  longitude REAL,
  city TEXT,
  state TEXT,
  country TEXT,
  description TEXT NOT NULL DEFAULT '',
  rating INTEGER CHECK (rating BETWEEN -1 AND 5 AND rating <> 0),
  live_photo_cid TEXT,
  auto_stack_id TEXT,
  tags TEXT CHECK (json_type(tags) = 'array'),
  -- Column names a person has set; extraction leaves them alone.
  locked_properties TEXT NOT NULL DEFAULT '[]' CHECK (json_type(locked_properties) = 'array'),
  updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  update_id TEXT NOT NULL DEFAULT (printf('%08x-%04x-7%03x-%04x-%012x', (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) >> 16, (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) & 65535, random() & 4095, random() & 16383 | 32768, random() & 281474976710655))
) STRICT;

CREATE INDEX asset_exif_feed ON asset_exif (owner_id, update_id);
-- Search filters and suggestions; rows without the fact cost nothing.
CREATE INDEX asset_exif_camera ON asset_exif (make, model) WHERE make IS NOT NULL;
CREATE INDEX asset_exif_lens ON asset_exif (lens_model) WHERE lens_model IS NOT NULL;
CREATE INDEX asset_exif_city ON asset_exif (city) WHERE city IS NOT NULL;
CREATE INDEX asset_exif_place ON asset_exif (latitude, longitude) WHERE latitude IS NOT NULL;
CREATE INDEX asset_exif_rating ON asset_exif (rating) WHERE rating IS NOT NULL;
CREATE INDEX asset_exif_motion ON asset_exif (live_photo_cid) WHERE live_photo_cid IS NOT NULL;

CREATE TRIGGER asset_exif_changed AFTER UPDATE ON asset_exif
WHEN NEW.update_id = OLD.update_id
BEGIN
  UPDATE asset_exif SET (updated_at, update_id) = (SELECT at, id FROM moment)
  WHERE seq = NEW.seq;
END;

-- The quota decides where the size becomes known, in the statement itself:
-- uploads that arrive together cannot overshoot it.
CREATE TRIGGER asset_exif_counted AFTER INSERT ON asset_exif
WHEN NEW.file_size_in_byte IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'quota exceeded')
  FROM users
  WHERE
    id = NEW.owner_id
    AND quota_usage_in_bytes + NEW.file_size_in_byte > quota_size_in_bytes;
  UPDATE users SET quota_usage_in_bytes = quota_usage_in_bytes + NEW.file_size_in_byte
  WHERE id = NEW.owner_id;
END;

CREATE TRIGGER asset_exif_recounted AFTER UPDATE OF file_size_in_byte ON asset_exif
WHEN NEW.file_size_in_byte IS NOT OLD.file_size_in_byte
BEGIN
  UPDATE users
  SET
    quota_usage_in_bytes
    = quota_usage_in_bytes + ifnull(NEW.file_size_in_byte, 0) - ifnull(OLD.file_size_in_byte, 0)
  WHERE id = NEW.owner_id;
END;

CREATE TRIGGER asset_exif_uncounted AFTER DELETE ON asset_exif
WHEN OLD.file_size_in_byte IS NOT NULL
BEGIN
  UPDATE users SET quota_usage_in_bytes = quota_usage_in_bytes - OLD.file_size_in_byte
  WHERE id = OLD.owner_id;
END;

-- Bytes made from an asset. The original lies at assets.original_path.
CREATE TABLE asset_files (
  asset_id TEXT NOT NULL REFERENCES assets (id) ON DELETE CASCADE,
  type TEXT NOT NULL
  CHECK (type IN ('fullsize', 'preview', 'thumbnail', 'sidecar', 'encoded_video')),
  is_edited INTEGER NOT NULL DEFAULT 0 CHECK (is_edited IN (0, 1)),
  path TEXT NOT NULL,
  is_progressive INTEGER NOT NULL DEFAULT 0 CHECK (is_progressive IN (0, 1)),
  is_transparent INTEGER NOT NULL DEFAULT 0 CHECK (is_transparent IN (0, 1)),
  PRIMARY KEY (asset_id, type, is_edited)
) STRICT, WITHOUT ROWID;

CREATE TABLE asset_job_status (
  asset_id TEXT PRIMARY KEY REFERENCES assets (id) ON DELETE CASCADE,
  metadata_extracted_at TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX asset_job_status_unread ON asset_job_status (asset_id)
WHERE metadata_extracted_at IS NULL;

CREATE TABLE asset_edits (
  id TEXT PRIMARY KEY,
  asset_id TEXT NOT NULL REFERENCES assets (id) ON DELETE CASCADE,
  owner_id TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('crop', 'rotate', 'mirror')),
  parameters TEXT NOT NULL CHECK (json_type(parameters) = 'object'),
  sequence INTEGER NOT NULL,
  updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  update_id TEXT NOT NULL DEFAULT (printf('%08x-%04x-7%03x-%04x-%012x', (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) >> 16, (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) & 65535, random() & 4095, random() & 16383 | 32768, random() & 281474976710655)),
  UNIQUE (asset_id, sequence)
) STRICT, WITHOUT ROWID;

CREATE INDEX asset_edits_feed ON asset_edits (owner_id, update_id);

CREATE TRIGGER asset_edits_changed AFTER UPDATE ON asset_edits
WHEN NEW.update_id = OLD.update_id
BEGIN
  UPDATE asset_edits SET (updated_at, update_id) = (SELECT at, id FROM moment)
  WHERE id = NEW.id;
END;

CREATE TABLE asset_edit_audit (
  id TEXT PRIMARY KEY DEFAULT (printf('%08x-%04x-7%03x-%04x-%012x', (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) >> 16, (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) & 65535, random() & 4095, random() & 16383 | 32768, random() & 281474976710655)),
  edit_id TEXT NOT NULL,
  asset_id TEXT NOT NULL,
  owner_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX asset_edit_audit_feed ON asset_edit_audit (owner_id, id);

CREATE TRIGGER asset_edits_made AFTER INSERT ON asset_edits
BEGIN
  UPDATE assets SET is_edited = 1 WHERE id = NEW.asset_id AND is_edited = 0;
END;

CREATE TRIGGER asset_edits_deleted AFTER DELETE ON asset_edits
WHEN EXISTS (SELECT 1 FROM assets WHERE id = OLD.asset_id)
BEGIN
  UPDATE assets SET is_edited = 0
  WHERE
    id = OLD.asset_id
    AND NOT EXISTS (SELECT 1 FROM asset_edits WHERE asset_id = OLD.asset_id);
  INSERT INTO asset_edit_audit (edit_id, asset_id, owner_id)
  VALUES (OLD.id, OLD.asset_id, OLD.owner_id);
END;

-- Free key-value data of clients.
CREATE TABLE asset_metadata (
  asset_id TEXT NOT NULL REFERENCES assets (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  owner_id TEXT NOT NULL,
  value TEXT NOT NULL CHECK (json_type(value) = 'object'),
  updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  update_id TEXT NOT NULL DEFAULT (printf('%08x-%04x-7%03x-%04x-%012x', (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) >> 16, (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) & 65535, random() & 4095, random() & 16383 | 32768, random() & 281474976710655)),
  PRIMARY KEY (asset_id, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX asset_metadata_feed ON asset_metadata (owner_id, update_id);

CREATE TRIGGER asset_metadata_changed AFTER UPDATE ON asset_metadata
WHEN NEW.update_id = OLD.update_id
BEGIN
  UPDATE asset_metadata SET (updated_at, update_id) = (SELECT at, id FROM moment)
  WHERE asset_id = NEW.asset_id AND key = NEW.key;
END;

CREATE TABLE asset_metadata_audit (
  id TEXT PRIMARY KEY DEFAULT (printf('%08x-%04x-7%03x-%04x-%012x', (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) >> 16, (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) & 65535, random() & 4095, random() & 16383 | 32768, random() & 281474976710655)),
  asset_id TEXT NOT NULL,
  key TEXT NOT NULL,
  owner_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX asset_metadata_audit_feed ON asset_metadata_audit (owner_id, id);

CREATE TRIGGER asset_metadata_deleted AFTER DELETE ON asset_metadata
WHEN EXISTS (SELECT 1 FROM assets WHERE id = OLD.asset_id)
BEGIN
  INSERT INTO asset_metadata_audit (asset_id, key, owner_id)
  VALUES (OLD.asset_id, OLD.key, OLD.owner_id);
END;
