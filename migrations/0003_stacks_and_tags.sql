-- Stacks of assets, and tags.

-- A stack and its primary refer to each other: mend or delete the stack before
-- the primary's row goes.
CREATE TABLE stacks (
  id TEXT PRIMARY KEY,
  owner_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  primary_asset_id TEXT NOT NULL UNIQUE REFERENCES assets (id),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  update_id TEXT NOT NULL DEFAULT (printf('%08x-%04x-7%03x-%04x-%012x', (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) >> 16, (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) & 65535, random() & 4095, random() & 16383 | 32768, random() & 281474976710655))
) STRICT, WITHOUT ROWID;

CREATE INDEX stacks_feed ON stacks (owner_id, update_id);

CREATE TRIGGER stacks_changed AFTER UPDATE ON stacks WHEN NEW.update_id = OLD.update_id
BEGIN
  UPDATE stacks SET (updated_at, update_id) = (SELECT at, id FROM moment) WHERE id = NEW.id;
END;

CREATE TABLE stack_audit (
  id TEXT PRIMARY KEY DEFAULT (printf('%08x-%04x-7%03x-%04x-%012x', (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) >> 16, (strftime('%s', 'now') * 1000 + substr(strftime('%f', 'now'), 4)) & 65535, random() & 4095, random() & 16383 | 32768, random() & 281474976710655)),
  stack_id TEXT NOT NULL,
  user_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX stack_audit_feed ON stack_audit (user_id, id);

CREATE TRIGGER stacks_deleted AFTER DELETE ON stacks
WHEN EXISTS (SELECT 1 FROM users WHERE id = OLD.owner_id)
BEGIN
  INSERT INTO stack_audit (stack_id, user_id) VALUES (OLD.id, OLD.owner_id);
END;

CREATE TRIGGER assets_stacked_anew AFTER UPDATE OF stack_id ON assets
WHEN NEW.stack_id IS NOT OLD.stack_id
BEGIN
  UPDATE assets
  SET
    is_stack_child
    = NEW.stack_id IS NOT NULL
    AND NEW.id IS NOT (SELECT primary_asset_id FROM stacks WHERE id = NEW.stack_id)
  WHERE seq = NEW.seq;
END;

CREATE TRIGGER stacks_led_anew AFTER UPDATE OF primary_asset_id ON stacks
WHEN NEW.primary_asset_id <> OLD.primary_asset_id
BEGIN
  UPDATE assets SET is_stack_child = id <> NEW.primary_asset_id
  WHERE stack_id = NEW.id AND is_stack_child <> (id <> NEW.primary_asset_id);
END;

-- `value` is the whole path (`trip/rome`), unique per person, case-sensitive.
CREATE TABLE tags (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  value TEXT NOT NULL,
  color TEXT,
  parent_id TEXT REFERENCES tags (id) ON DELETE CASCADE,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  UNIQUE (user_id, value)
) STRICT, WITHOUT ROWID;

CREATE INDEX tags_parent ON tags (parent_id) WHERE parent_id IS NOT NULL;

-- Tags are not synced; the guard ends the recursion where triggers may recurse.
CREATE TRIGGER tags_changed AFTER UPDATE ON tags
WHEN NEW.updated_at <> strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
BEGIN
  UPDATE tags SET updated_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id = NEW.id;
END;

-- Every tag with itself and each of its descendants, always complete.
CREATE TABLE tag_closure (
  ancestor_id TEXT NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  descendant_id TEXT NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  PRIMARY KEY (ancestor_id, descendant_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX tag_closure_ancestors ON tag_closure (descendant_id);

CREATE TRIGGER tags_closed AFTER INSERT ON tags
BEGIN
  INSERT INTO tag_closure (ancestor_id, descendant_id)
  SELECT ancestor_id, NEW.id FROM tag_closure WHERE descendant_id = NEW.parent_id;
  INSERT INTO tag_closure (ancestor_id, descendant_id) VALUES (NEW.id, NEW.id);
END;

CREATE TABLE tag_assets (
  asset_id TEXT NOT NULL REFERENCES assets (id) ON DELETE CASCADE,
  tag_id TEXT NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  PRIMARY KEY (asset_id, tag_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX tag_assets_tag ON tag_assets (tag_id, asset_id);
