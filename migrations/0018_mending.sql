-- Originals whose bytes may lie in storage without a row: from before the upload
-- until its row, and again from the row's end on. Only these may be taken for
-- litter. Bytes this database has never heard of belong to a later one: it is
-- then a backup that was put back, and they are somebody's photos.

CREATE TABLE loose_originals (
  asset_id TEXT PRIMARY KEY,
  since TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX loose_originals_by_age ON loose_originals (since);

INSERT INTO loose_originals (asset_id, since)
SELECT DISTINCT asset_id, strftime('%Y-%m-%dT%H:%M:%fZ', 'now') FROM asset_audit;

CREATE TRIGGER originals_named AFTER INSERT ON assets
BEGIN
  DELETE FROM loose_originals WHERE asset_id = NEW.id;
END;

CREATE TRIGGER originals_loose AFTER DELETE ON assets
BEGIN
  INSERT INTO loose_originals (asset_id, since)
  VALUES (OLD.id, strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) ON CONFLICT DO NOTHING;
END;
