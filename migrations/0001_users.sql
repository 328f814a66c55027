-- People, their devices and keys, and what the phones must learn about them.
--
-- Conventions of all migrations. Tables are STRICT; ids are lower-case text,
-- timestamps `YYYY-MM-DDTHH:MM:SS.mmmZ`, booleans 0/1, lists and objects JSON.
-- Sync: a row a phone may hold has `update_id`, a version 7 UUID (48 bits of
-- milliseconds, then chance) made by the column's DEFAULT on insert and by one
-- AFTER UPDATE trigger on every change, cascades included. A deletion leaves a
-- row in an audit table, whose id is such a UUID too. Nothing else may write
-- these columns, so no way of changing a row can forget the phones.

-- This instant, as every AFTER UPDATE trigger writes it.
CREATE VIEW moment (at, id) AS
SELECT
  strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
  printf('%08x-%04x-7%03x-%04x-%012x', (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) >> 16, (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) & 65535, random() & 4095, random() & 16383 | 32768, random() & 281474976710655);

CREATE TABLE users (
  id TEXT PRIMARY KEY,
  email TEXT NOT NULL,
  password TEXT NOT NULL DEFAULT '',
  pin_code TEXT,
  name TEXT NOT NULL DEFAULT '',
  is_admin INTEGER NOT NULL DEFAULT 0 CHECK (is_admin IN (0, 1)),
  should_change_password INTEGER NOT NULL DEFAULT 1 CHECK (should_change_password IN (0, 1)),
  avatar_color TEXT CHECK (
    avatar_color IN (
      'primary', 'pink', 'red', 'yellow', 'blue', 'green', 'purple', 'orange', 'gray', 'amber'
    )
  ),
  profile_image_path TEXT NOT NULL DEFAULT '',
  profile_changed_at TEXT NOT NULL,
  storage_label TEXT,
  quota_size_in_bytes INTEGER,
  -- Kept by triggers on asset_exif: always the sum over the person's own files.
  quota_usage_in_bytes INTEGER NOT NULL DEFAULT 0,
  status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'removing', 'deleted')),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  deleted_at TEXT,
  update_id TEXT NOT NULL DEFAULT (printf('%08x-%04x-7%03x-%04x-%012x', (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) >> 16, (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) & 65535, random() & 4095, random() & 16383 | 32768, random() & 281474976710655)),
  CHECK ((status = 'active') = (deleted_at IS NULL))
) STRICT, WITHOUT ROWID;

-- A deleted account gives its address and label free.
CREATE UNIQUE INDEX users_email ON users (email) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX users_storage_label ON users (storage_label) WHERE deleted_at IS NULL;
CREATE INDEX users_feed ON users (update_id);

CREATE TRIGGER users_changed AFTER UPDATE ON users WHEN NEW.update_id = OLD.update_id
BEGIN
  UPDATE users SET (updated_at, update_id) = (SELECT at, id FROM moment) WHERE id = NEW.id;
END;

CREATE TABLE user_audit (
  id TEXT PRIMARY KEY DEFAULT (printf('%08x-%04x-7%03x-%04x-%012x', (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) >> 16, (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) & 65535, random() & 4095, random() & 16383 | 32768, random() & 281474976710655)),
  user_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER users_deleted AFTER DELETE ON users
BEGIN
  INSERT INTO user_audit (user_id) VALUES (OLD.id);
END;

CREATE TABLE user_metadata (
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  key TEXT NOT NULL CHECK (key IN ('preferences', 'license', 'onboarding')),
  value TEXT NOT NULL CHECK (json_type(value) = 'object'),
  updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  update_id TEXT NOT NULL DEFAULT (printf('%08x-%04x-7%03x-%04x-%012x', (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) >> 16, (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) & 65535, random() & 4095, random() & 16383 | 32768, random() & 281474976710655)),
  PRIMARY KEY (user_id, key)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER user_metadata_changed AFTER UPDATE ON user_metadata
WHEN NEW.update_id = OLD.update_id
BEGIN
  UPDATE user_metadata SET (updated_at, update_id) = (SELECT at, id FROM moment)
  WHERE user_id = NEW.user_id AND key = NEW.key;
END;

CREATE TABLE user_metadata_audit (
  id TEXT PRIMARY KEY DEFAULT (printf('%08x-%04x-7%03x-%04x-%012x', (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) >> 16, (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) & 65535, random() & 4095, random() & 16383 | 32768, random() & 281474976710655)),
  user_id TEXT NOT NULL,
  key TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX user_metadata_audit_feed ON user_metadata_audit (user_id, id);

-- SQLite runs a cascade after the parent row is gone: a parent that is still
-- there means that the row was deleted by itself. The audits below rely on it.
CREATE TRIGGER user_metadata_deleted AFTER DELETE ON user_metadata
WHEN EXISTS (SELECT 1 FROM users WHERE id = OLD.user_id)
BEGIN
  INSERT INTO user_metadata_audit (user_id, key) VALUES (OLD.user_id, OLD.key);
END;

-- A device that is logged in. The access token is signed and names the row;
-- that the row exists is what counts.
CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  parent_id TEXT REFERENCES sessions (id) ON DELETE CASCADE,
  device_type TEXT NOT NULL DEFAULT '',
  device_os TEXT NOT NULL DEFAULT '',
  app_version TEXT,
  expires_at TEXT,
  -- The locked folder is open to this device until then.
  pin_expires_at TEXT,
  is_pending_sync_reset INTEGER NOT NULL DEFAULT 0 CHECK (is_pending_sync_reset IN (0, 1)),
  created_at TEXT NOT NULL,
  -- Last use, at most an hour old; the statement that notes it sets it.
  updated_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_parent ON sessions (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX sessions_idle ON sessions (updated_at);
CREATE INDEX sessions_expiry ON sessions (expires_at) WHERE expires_at IS NOT NULL;

-- How far a device has come in each stream of sync.
CREATE TABLE session_sync_checkpoints (
  session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  type TEXT NOT NULL,
  ack TEXT NOT NULL,
  PRIMARY KEY (session_id, type)
) STRICT, WITHOUT ROWID;

CREATE TABLE api_keys (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  -- SHA-256 of the secret's text, lower hex. The secret itself is nowhere.
  key_hash TEXT NOT NULL UNIQUE,
  permissions TEXT NOT NULL CHECK (json_type(permissions) = 'array'),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX api_keys_user ON api_keys (user_id);

-- `shared_by_id` shows their library to `shared_with_id`.
CREATE TABLE partners (
  shared_by_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  shared_with_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  in_timeline INTEGER NOT NULL DEFAULT 0 CHECK (in_timeline IN (0, 1)),
  -- When the share began: phones backfill what lay there before.
  create_id TEXT NOT NULL DEFAULT (printf('%08x-%04x-7%03x-%04x-%012x', (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) >> 16, (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) & 65535, random() & 4095, random() & 16383 | 32768, random() & 281474976710655)),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  update_id TEXT NOT NULL DEFAULT (printf('%08x-%04x-7%03x-%04x-%012x', (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) >> 16, (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) & 65535, random() & 4095, random() & 16383 | 32768, random() & 281474976710655)),
  PRIMARY KEY (shared_by_id, shared_with_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX partners_received ON partners (shared_with_id, create_id);

CREATE TRIGGER partners_changed AFTER UPDATE ON partners WHEN NEW.update_id = OLD.update_id
BEGIN
  UPDATE partners SET (updated_at, update_id) = (SELECT at, id FROM moment)
  WHERE shared_by_id = NEW.shared_by_id AND shared_with_id = NEW.shared_with_id;
END;

CREATE TABLE partner_audit (
  id TEXT PRIMARY KEY DEFAULT (printf('%08x-%04x-7%03x-%04x-%012x', (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) >> 16, (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) & 65535, random() & 4095, random() & 16383 | 32768, random() & 281474976710655)),
  shared_by_id TEXT NOT NULL,
  shared_with_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX partner_audit_by ON partner_audit (shared_by_id, id);
CREATE INDEX partner_audit_with ON partner_audit (shared_with_id, id);

CREATE TRIGGER partners_deleted AFTER DELETE ON partners
WHEN
  EXISTS (SELECT 1 FROM users WHERE id = OLD.shared_by_id)
  AND EXISTS (SELECT 1 FROM users WHERE id = OLD.shared_with_id)
BEGIN
  INSERT INTO partner_audit (shared_by_id, shared_with_id)
  VALUES (OLD.shared_by_id, OLD.shared_with_id);
END;

-- Facts about the installation: configuration, onboarding, licence.
CREATE TABLE system_metadata (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_type(value) = 'object')
) STRICT, WITHOUT ROWID;
