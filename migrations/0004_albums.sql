-- Albums, who belongs to them, what is said in them, and links for strangers.

CREATE TABLE albums (
  id TEXT PRIMARY KEY,
  album_name TEXT NOT NULL DEFAULT 'Untitled Album',
  description TEXT NOT NULL DEFAULT '',
  album_thumbnail_asset_id TEXT REFERENCES assets (id) ON DELETE SET NULL,
  is_activity_enabled INTEGER NOT NULL DEFAULT 1 CHECK (is_activity_enabled IN (0, 1)),
  "order" TEXT NOT NULL DEFAULT 'desc' CHECK ("order" IN ('asc', 'desc')),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  deleted_at TEXT,
  update_id TEXT NOT NULL DEFAULT (printf('%08x-%04x-7%03x-%04x-%012x', (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) >> 16, (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) & 65535, random() & 4095, random() & 16383 | 32768, random() & 281474976710655))
) STRICT, WITHOUT ROWID;

CREATE INDEX albums_cover ON albums (album_thumbnail_asset_id)
WHERE album_thumbnail_asset_id IS NOT NULL;

CREATE TRIGGER albums_changed AFTER UPDATE ON albums WHEN NEW.update_id = OLD.update_id
BEGIN
  UPDATE albums SET (updated_at, update_id) = (SELECT at, id FROM moment) WHERE id = NEW.id;
END;

-- Ownership is a membership: each album has at most one owner.
CREATE TABLE album_users (
  album_id TEXT NOT NULL REFERENCES albums (id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  role TEXT NOT NULL DEFAULT 'editor' CHECK (role IN ('owner', 'editor', 'viewer')),
  create_id TEXT NOT NULL DEFAULT (printf('%08x-%04x-7%03x-%04x-%012x', (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) >> 16, (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) & 65535, random() & 4095, random() & 16383 | 32768, random() & 281474976710655)),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  update_id TEXT NOT NULL DEFAULT (printf('%08x-%04x-7%03x-%04x-%012x', (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) >> 16, (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) & 65535, random() & 4095, random() & 16383 | 32768, random() & 281474976710655)),
  PRIMARY KEY (album_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX album_users_owner ON album_users (album_id) WHERE role = 'owner';
CREATE INDEX album_users_user ON album_users (user_id, create_id);
CREATE INDEX album_users_feed ON album_users (album_id, update_id);

CREATE TRIGGER album_users_changed AFTER UPDATE ON album_users
WHEN NEW.update_id = OLD.update_id
BEGIN
  UPDATE album_users SET (updated_at, update_id) = (SELECT at, id FROM moment)
  WHERE album_id = NEW.album_id AND user_id = NEW.user_id;
END;

-- A new member's phone must see the album come, though it has not changed.
CREATE TRIGGER album_users_joined AFTER INSERT ON album_users WHEN NEW.role <> 'owner'
BEGIN
  UPDATE albums SET (updated_at, update_id) = (SELECT at, id FROM moment)
  WHERE id = NEW.album_id;
END;

-- For whoever lost the album, and for the members who remain.
CREATE TABLE album_audit (
  id TEXT PRIMARY KEY DEFAULT (printf('%08x-%04x-7%03x-%04x-%012x', (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) >> 16, (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) & 65535, random() & 4095, random() & 16383 | 32768, random() & 281474976710655)),
  album_id TEXT NOT NULL,
  user_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX album_audit_feed ON album_audit (user_id, id);

CREATE TABLE album_user_audit (
  id TEXT PRIMARY KEY DEFAULT (printf('%08x-%04x-7%03x-%04x-%012x', (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) >> 16, (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) & 65535, random() & 4095, random() & 16383 | 32768, random() & 281474976710655)),
  album_id TEXT NOT NULL,
  user_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX album_user_audit_feed ON album_user_audit (album_id, id);

CREATE TRIGGER album_users_left AFTER DELETE ON album_users
BEGIN
  INSERT INTO album_audit (album_id, user_id) VALUES (OLD.album_id, OLD.user_id);
  INSERT INTO album_user_audit (album_id, user_id)
  SELECT id, OLD.user_id FROM albums WHERE id = OLD.album_id;
END;

CREATE TABLE album_assets (
  album_id TEXT NOT NULL REFERENCES albums (id) ON DELETE CASCADE,
  asset_id TEXT NOT NULL REFERENCES assets (id) ON DELETE CASCADE,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  update_id TEXT NOT NULL DEFAULT (printf('%08x-%04x-7%03x-%04x-%012x', (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) >> 16, (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) & 65535, random() & 4095, random() & 16383 | 32768, random() & 281474976710655)),
  PRIMARY KEY (album_id, asset_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX album_assets_asset ON album_assets (asset_id, album_id);
CREATE INDEX album_assets_feed ON album_assets (album_id, update_id);

CREATE TRIGGER album_assets_changed AFTER UPDATE ON album_assets
WHEN NEW.update_id = OLD.update_id
BEGIN
  UPDATE album_assets SET (updated_at, update_id) = (SELECT at, id FROM moment)
  WHERE album_id = NEW.album_id AND asset_id = NEW.asset_id;
END;

CREATE TABLE album_asset_audit (
  id TEXT PRIMARY KEY DEFAULT (printf('%08x-%04x-7%03x-%04x-%012x', (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) >> 16, (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) & 65535, random() & 4095, random() & 16383 | 32768, random() & 281474976710655)),
  album_id TEXT NOT NULL REFERENCES albums (id) ON DELETE CASCADE,
  asset_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX album_asset_audit_feed ON album_asset_audit (album_id, id);

CREATE TRIGGER album_assets_removed AFTER DELETE ON album_assets
BEGIN
  INSERT INTO album_asset_audit (album_id, asset_id)
  SELECT id, OLD.asset_id FROM albums WHERE id = OLD.album_id;
END;

-- A like or a comment, on an album or on one asset in it.
CREATE TABLE activities (
  id TEXT PRIMARY KEY,
  album_id TEXT NOT NULL REFERENCES albums (id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  asset_id TEXT REFERENCES assets (id) ON DELETE CASCADE,
  comment TEXT,
  is_liked INTEGER NOT NULL DEFAULT 0 CHECK (is_liked IN (0, 1)),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  FOREIGN KEY (album_id, asset_id) REFERENCES album_assets (album_id, asset_id) ON DELETE CASCADE,
  CHECK (is_liked = (comment IS NULL))
) STRICT, WITHOUT ROWID;

-- One like each; NULL would never equal NULL, so the album itself is ''.
CREATE UNIQUE INDEX activities_like ON activities (album_id, user_id, ifnull(asset_id, ''))
WHERE is_liked = 1;
CREATE INDEX activities_album ON activities (album_id, asset_id, created_at);
CREATE INDEX activities_asset ON activities (asset_id) WHERE asset_id IS NOT NULL;
CREATE INDEX activities_user ON activities (user_id);

CREATE TABLE shared_links (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  -- 50 random bytes as they stand in the address: base64url without padding.
  key TEXT NOT NULL UNIQUE,
  slug TEXT UNIQUE,
  type TEXT NOT NULL CHECK (type IN ('ALBUM', 'INDIVIDUAL')),
  album_id TEXT REFERENCES albums (id) ON DELETE CASCADE,
  description TEXT,
  -- In the clear: the owner is shown it again.
  password TEXT,
  allow_upload INTEGER NOT NULL DEFAULT 0 CHECK (allow_upload IN (0, 1)),
  allow_download INTEGER NOT NULL DEFAULT 1 CHECK (allow_download IN (0, 1)),
  show_exif INTEGER NOT NULL DEFAULT 1 CHECK (show_exif IN (0, 1)),
  expires_at TEXT,
  created_at TEXT NOT NULL,
  CHECK ((type = 'ALBUM') = (album_id IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX shared_links_user ON shared_links (user_id);
CREATE INDEX shared_links_album ON shared_links (album_id) WHERE album_id IS NOT NULL;

CREATE TABLE shared_link_assets (
  shared_link_id TEXT NOT NULL REFERENCES shared_links (id) ON DELETE CASCADE,
  asset_id TEXT NOT NULL REFERENCES assets (id) ON DELETE CASCADE,
  PRIMARY KEY (shared_link_id, asset_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX shared_link_assets_asset ON shared_link_assets (asset_id);
