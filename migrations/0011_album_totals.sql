-- What an album shows of the assets in it, so that a list of albums costs what
-- it shows, and covers that are never wrong. Shown are those neither in the
-- trash nor hidden nor locked.

CREATE VIEW shown_assets (id, owner_id, day, updated_at) AS
SELECT id, owner_id, substr(local_date_time, 1, 10), updated_at
FROM assets WHERE deleted_at IS NULL AND visibility IN ('timeline', 'archive');

-- Who has put how many into it.
CREATE TABLE album_contributions (
  album_id TEXT NOT NULL REFERENCES albums (id) ON DELETE CASCADE,
  -- No foreign key: see timeline_buckets.
  owner_id TEXT NOT NULL,
  -- 0 stays.
  count INTEGER NOT NULL,
  -- The last change of any of them; does not go back when that one leaves.
  touched_at TEXT NOT NULL,
  PRIMARY KEY (album_id, owner_id)
) STRICT, WITHOUT ROWID;

-- The days they were taken on.
CREATE TABLE album_days (
  album_id TEXT NOT NULL REFERENCES albums (id) ON DELETE CASCADE,
  -- YYYY-MM-DD
  day TEXT NOT NULL,
  -- 0 stays.
  count INTEGER NOT NULL,
  PRIMARY KEY (album_id, day)
) STRICT, WITHOUT ROWID;

INSERT INTO album_contributions (album_id, owner_id, count, touched_at)
SELECT album_id, owner_id, count(*), max(shown_assets.updated_at)
FROM album_assets INNER JOIN shown_assets ON shown_assets.id = asset_id GROUP BY 1, 2;

INSERT INTO album_days (album_id, day, count)
SELECT album_id, day, count(*)
FROM album_assets INNER JOIN shown_assets ON shown_assets.id = asset_id GROUP BY 1, 2;

CREATE TRIGGER album_assets_counted AFTER INSERT ON album_assets
BEGIN
  INSERT INTO album_contributions (album_id, owner_id, count, touched_at)
  SELECT NEW.album_id, owner_id, 1, updated_at FROM shown_assets WHERE id = NEW.asset_id
  ON CONFLICT DO UPDATE SET
    count = count + 1, touched_at = max(touched_at, excluded.touched_at);
  INSERT INTO album_days (album_id, day, count)
  SELECT NEW.album_id, day, 1 FROM shown_assets WHERE id = NEW.asset_id
  ON CONFLICT DO UPDATE SET count = count + 1;
  UPDATE albums SET album_thumbnail_asset_id = NEW.asset_id
  WHERE
    id = NEW.album_id AND album_thumbnail_asset_id IS NULL
    AND EXISTS (SELECT 1 FROM shown_assets WHERE shown_assets.id = NEW.asset_id);
END;

-- Finds no asset when the asset itself goes: that is counted before.
CREATE TRIGGER album_assets_uncounted AFTER DELETE ON album_assets
BEGIN
  UPDATE album_contributions SET count = count - 1
  WHERE
    album_id = OLD.album_id
    AND owner_id = (SELECT owner_id FROM shown_assets WHERE id = OLD.asset_id);
  UPDATE album_days SET count = count - 1
  WHERE
    album_id = OLD.album_id AND day = (SELECT day FROM shown_assets WHERE id = OLD.asset_id);
  UPDATE albums SET album_thumbnail_asset_id = NULL
  WHERE id = OLD.album_id AND album_thumbnail_asset_id = OLD.asset_id;
END;

CREATE TRIGGER assets_leave_albums BEFORE DELETE ON assets
WHEN OLD.deleted_at IS NULL AND OLD.visibility IN ('timeline', 'archive')
BEGIN
  UPDATE album_contributions SET count = count - 1
  WHERE
    album_id IN (SELECT album_id FROM album_assets WHERE asset_id = OLD.id)
    AND owner_id = OLD.owner_id;
  UPDATE album_days SET count = count - 1
  WHERE
    album_id IN (SELECT album_id FROM album_assets WHERE asset_id = OLD.id)
    AND day = substr(OLD.local_date_time, 1, 10);
END;

-- A cover that is lost leaves none; whoever changes or reads the album chooses
-- the next for all that is lost by then. Here it would be chosen asset by asset.
CREATE TRIGGER assets_withdrawn AFTER UPDATE OF visibility, deleted_at ON assets
WHEN
  OLD.deleted_at IS NULL AND OLD.visibility IN ('timeline', 'archive')
  AND NOT (NEW.deleted_at IS NULL AND NEW.visibility IN ('timeline', 'archive'))
BEGIN
  UPDATE album_contributions SET count = count - 1
  WHERE
    album_id IN (SELECT album_id FROM album_assets WHERE asset_id = NEW.id)
    AND owner_id = NEW.owner_id;
  UPDATE album_days SET count = count - 1
  WHERE
    album_id IN (SELECT album_id FROM album_assets WHERE asset_id = NEW.id)
    AND day = substr(OLD.local_date_time, 1, 10);
  UPDATE albums SET album_thumbnail_asset_id = NULL WHERE album_thumbnail_asset_id = NEW.id;
END;

CREATE TRIGGER assets_shown_again AFTER UPDATE OF visibility, deleted_at ON assets
WHEN
  NEW.deleted_at IS NULL AND NEW.visibility IN ('timeline', 'archive')
  AND NOT (OLD.deleted_at IS NULL AND OLD.visibility IN ('timeline', 'archive'))
BEGIN
  INSERT INTO album_contributions (album_id, owner_id, count, touched_at)
  SELECT album_id, NEW.owner_id, 1, NEW.updated_at FROM album_assets WHERE asset_id = NEW.id
  ON CONFLICT DO UPDATE SET count = count + 1;
  INSERT INTO album_days (album_id, day, count)
  SELECT album_id, substr(NEW.local_date_time, 1, 10), 1
  FROM album_assets WHERE asset_id = NEW.id
  ON CONFLICT DO UPDATE SET count = count + 1;
  UPDATE albums SET album_thumbnail_asset_id = NEW.id
  WHERE
    id IN (SELECT album_id FROM album_assets WHERE asset_id = NEW.id)
    AND album_thumbnail_asset_id IS NULL;
END;

CREATE TRIGGER assets_redated AFTER UPDATE OF local_date_time ON assets
WHEN
  substr(OLD.local_date_time, 1, 10) <> substr(NEW.local_date_time, 1, 10)
  AND OLD.deleted_at IS NULL AND OLD.visibility IN ('timeline', 'archive')
  AND NEW.deleted_at IS NULL AND NEW.visibility IN ('timeline', 'archive')
BEGIN
  UPDATE album_days SET count = count - 1
  WHERE
    album_id IN (SELECT album_id FROM album_assets WHERE asset_id = NEW.id)
    AND day = substr(OLD.local_date_time, 1, 10);
  INSERT INTO album_days (album_id, day, count)
  SELECT album_id, substr(NEW.local_date_time, 1, 10), 1
  FROM album_assets WHERE asset_id = NEW.id
  ON CONFLICT DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER assets_touched AFTER UPDATE OF updated_at ON assets
WHEN
  NEW.updated_at > OLD.updated_at
  AND NEW.deleted_at IS NULL AND NEW.visibility IN ('timeline', 'archive')
BEGIN
  UPDATE album_contributions SET touched_at = NEW.updated_at
  WHERE
    album_id IN (SELECT album_id FROM album_assets WHERE asset_id = NEW.id)
    AND owner_id = NEW.owner_id AND touched_at < NEW.updated_at;
END;
