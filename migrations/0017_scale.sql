-- Less to read for what is shown, which D1 bills and time follows.

-- With what the timeline orders and asks by, so that finding a month's assets
-- touches none of their rows.
DROP INDEX assets_by_day;
CREATE INDEX assets_by_day
ON assets (
  owner_id, visibility, substr(local_date_time, 1, 10), file_created_at, is_stack_child,
  local_date_time, deleted_at
)
WHERE deleted_at IS NULL;
-- The few a favourites page shows of a month.
CREATE INDEX assets_favorites_by_day
ON assets (
  owner_id, visibility, substr(local_date_time, 1, 10), file_created_at, is_stack_child,
  local_date_time, deleted_at
)
WHERE is_favorite = 1 AND deleted_at IS NULL;
DROP INDEX assets_in_trash;
CREATE INDEX assets_in_trash
ON assets (owner_id, visibility, substr(local_date_time, 1, 10), file_created_at)
WHERE status = 'trashed';

-- A month as one row instead of one for each combination of favourite and stack.
DROP TRIGGER assets_counted;
DROP TRIGGER assets_uncounted;
DROP TRIGGER assets_recounted;
DROP TRIGGER users_uncounted;
ALTER TABLE timeline_buckets RENAME TO timeline_combinations;

CREATE TABLE timeline_buckets (
  -- No foreign key: while a person's rows cascade away, assets still move
  -- between rows here (a stack dissolves); a trigger below sweeps up last.
  owner_id TEXT NOT NULL,
  -- 'taken' by local_date_time, 'created' by arrival.
  axis TEXT NOT NULL CHECK (axis IN ('taken', 'created')),
  visibility TEXT NOT NULL,
  is_trashed INTEGER NOT NULL,
  -- YYYY-MM
  month TEXT NOT NULL,
  -- 0 stays: the month is likely to come back.
  count INTEGER NOT NULL,
  favorites INTEGER NOT NULL,
  -- Those that are not below another in a stack.
  tops INTEGER NOT NULL,
  favorite_tops INTEGER NOT NULL,
  PRIMARY KEY (owner_id, axis, visibility, is_trashed, month)
) STRICT, WITHOUT ROWID;

INSERT INTO timeline_buckets
SELECT
  owner_id, axis, visibility, is_trashed, month, sum(count), sum(count * is_favorite),
  sum(count * (1 - is_stack_child)), sum(count * is_favorite * (1 - is_stack_child))
FROM timeline_combinations GROUP BY 1, 2, 3, 4, 5;
DROP TABLE timeline_combinations;

CREATE TRIGGER assets_counted AFTER INSERT ON assets WHEN NEW.status <> 'deleted'
BEGIN
  INSERT INTO timeline_buckets
    (owner_id, axis, visibility, is_trashed, month, count, favorites, tops, favorite_tops)
  SELECT
    NEW.owner_id, axes.value, NEW.visibility, NEW.deleted_at IS NOT NULL,
    substr(iif(axes.value = 'taken', NEW.local_date_time, NEW.created_at), 1, 7),
    1, NEW.is_favorite, 1 - NEW.is_stack_child, NEW.is_favorite * (1 - NEW.is_stack_child)
  FROM json_each('["taken", "created"]') AS axes
  WHERE true
  ON CONFLICT DO UPDATE SET
    count = count + 1,
    favorites = favorites + excluded.favorites,
    tops = tops + excluded.tops,
    favorite_tops = favorite_tops + excluded.favorite_tops;
END;

CREATE TRIGGER users_uncounted AFTER DELETE ON users
BEGIN
  DELETE FROM timeline_buckets WHERE owner_id = OLD.id;
END;

CREATE TRIGGER assets_uncounted AFTER DELETE ON assets WHEN OLD.status <> 'deleted'
BEGIN
  UPDATE timeline_buckets
  SET
    count = count - 1,
    favorites = favorites - OLD.is_favorite,
    tops = tops - (1 - OLD.is_stack_child),
    favorite_tops = favorite_tops - OLD.is_favorite * (1 - OLD.is_stack_child)
  WHERE
    owner_id = OLD.owner_id AND axis = 'taken' AND visibility = OLD.visibility
    AND is_trashed = (OLD.deleted_at IS NOT NULL) AND month = substr(OLD.local_date_time, 1, 7);
  UPDATE timeline_buckets
  SET
    count = count - 1,
    favorites = favorites - OLD.is_favorite,
    tops = tops - (1 - OLD.is_stack_child),
    favorite_tops = favorite_tops - OLD.is_favorite * (1 - OLD.is_stack_child)
  WHERE
    owner_id = OLD.owner_id AND axis = 'created' AND visibility = OLD.visibility
    AND is_trashed = (OLD.deleted_at IS NOT NULL) AND month = substr(OLD.created_at, 1, 7);
END;

CREATE TRIGGER assets_recounted
AFTER UPDATE OF visibility, deleted_at, status, is_favorite, is_stack_child, local_date_time, created_at
ON assets
WHEN
  (OLD.visibility, OLD.deleted_at IS NULL, OLD.status = 'deleted', OLD.is_favorite,
    OLD.is_stack_child, substr(OLD.local_date_time, 1, 7), substr(OLD.created_at, 1, 7))
  IS NOT (NEW.visibility, NEW.deleted_at IS NULL, NEW.status = 'deleted', NEW.is_favorite,
    NEW.is_stack_child, substr(NEW.local_date_time, 1, 7), substr(NEW.created_at, 1, 7))
BEGIN
  UPDATE timeline_buckets
  SET
    count = count - 1,
    favorites = favorites - OLD.is_favorite,
    tops = tops - (1 - OLD.is_stack_child),
    favorite_tops = favorite_tops - OLD.is_favorite * (1 - OLD.is_stack_child)
  WHERE
    OLD.status <> 'deleted'
    AND owner_id = OLD.owner_id AND axis = 'taken' AND visibility = OLD.visibility
    AND is_trashed = (OLD.deleted_at IS NOT NULL) AND month = substr(OLD.local_date_time, 1, 7);
  UPDATE timeline_buckets
  SET
    count = count - 1,
    favorites = favorites - OLD.is_favorite,
    tops = tops - (1 - OLD.is_stack_child),
    favorite_tops = favorite_tops - OLD.is_favorite * (1 - OLD.is_stack_child)
  WHERE
    OLD.status <> 'deleted'
    AND owner_id = OLD.owner_id AND axis = 'created' AND visibility = OLD.visibility
    AND is_trashed = (OLD.deleted_at IS NOT NULL) AND month = substr(OLD.created_at, 1, 7);
  INSERT INTO timeline_buckets
    (owner_id, axis, visibility, is_trashed, month, count, favorites, tops, favorite_tops)
  SELECT
    NEW.owner_id, axes.value, NEW.visibility, NEW.deleted_at IS NOT NULL,
    substr(iif(axes.value = 'taken', NEW.local_date_time, NEW.created_at), 1, 7),
    1, NEW.is_favorite, 1 - NEW.is_stack_child, NEW.is_favorite * (1 - NEW.is_stack_child)
  FROM json_each('["taken", "created"]') AS axes
  WHERE NEW.status <> 'deleted'
  ON CONFLICT DO UPDATE SET
    count = count + 1,
    favorites = favorites + excluded.favorites,
    tops = tops + excluded.tops,
    favorite_tops = favorite_tops + excluded.favorite_tops;
END;

-- What an album shows, in the order in which it is shown, and the months of it.
-- They take the place of album_days, which left a month to be found in the
-- libraries of all who contributed and each asset of it in the album.
CREATE TABLE album_timeline (
  album_id TEXT NOT NULL REFERENCES albums (id) ON DELETE CASCADE,
  -- YYYY-MM-DD
  day TEXT NOT NULL,
  file_created_at TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (album_id, day, file_created_at, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE album_months (
  album_id TEXT NOT NULL REFERENCES albums (id) ON DELETE CASCADE,
  -- YYYY-MM
  month TEXT NOT NULL,
  -- 0 stays.
  count INTEGER NOT NULL,
  PRIMARY KEY (album_id, month)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER album_timeline_counted AFTER INSERT ON album_timeline
BEGIN
  INSERT INTO album_months (album_id, month, count)
  VALUES (NEW.album_id, substr(NEW.day, 1, 7), 1)
  ON CONFLICT DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER album_timeline_uncounted AFTER DELETE ON album_timeline
BEGIN
  UPDATE album_months SET count = count - 1
  WHERE album_id = OLD.album_id AND month = substr(OLD.day, 1, 7);
END;

INSERT INTO album_timeline (album_id, day, file_created_at, seq)
SELECT album_id, substr(local_date_time, 1, 10), file_created_at, seq
FROM album_assets INNER JOIN assets ON assets.id = asset_id
WHERE deleted_at IS NULL AND visibility IN ('timeline', 'archive');

DROP TRIGGER album_assets_counted;
DROP TRIGGER album_assets_uncounted;
DROP TRIGGER assets_leave_albums;
DROP TRIGGER assets_withdrawn;
DROP TRIGGER assets_shown_again;
DROP TRIGGER assets_redated;
DROP TABLE album_days;

CREATE TRIGGER album_assets_counted AFTER INSERT ON album_assets
BEGIN
  INSERT INTO album_contributions (album_id, owner_id, count, touched_at)
  SELECT NEW.album_id, owner_id, 1, updated_at FROM shown_assets WHERE id = NEW.asset_id
  ON CONFLICT DO UPDATE SET
    count = count + 1, touched_at = max(touched_at, excluded.touched_at);
  INSERT INTO album_timeline (album_id, day, file_created_at, seq)
  SELECT NEW.album_id, substr(local_date_time, 1, 10), file_created_at, seq FROM assets
  WHERE id = NEW.asset_id AND deleted_at IS NULL AND visibility IN ('timeline', 'archive');
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
  DELETE FROM album_timeline
  WHERE
    album_id = OLD.album_id
    AND (day, file_created_at, seq) = (
      SELECT substr(local_date_time, 1, 10), file_created_at, seq
      FROM assets WHERE id = OLD.asset_id
    );
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
  DELETE FROM album_timeline
  WHERE
    album_id IN (SELECT album_id FROM album_assets WHERE asset_id = OLD.id)
    AND day = substr(OLD.local_date_time, 1, 10)
    AND file_created_at = OLD.file_created_at AND seq = OLD.seq;
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
  DELETE FROM album_timeline
  WHERE
    album_id IN (SELECT album_id FROM album_assets WHERE asset_id = NEW.id)
    AND day = substr(OLD.local_date_time, 1, 10)
    AND file_created_at = OLD.file_created_at AND seq = OLD.seq;
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
  INSERT INTO album_timeline (album_id, day, file_created_at, seq)
  SELECT album_id, substr(NEW.local_date_time, 1, 10), NEW.file_created_at, NEW.seq
  FROM album_assets WHERE asset_id = NEW.id;
  UPDATE albums SET album_thumbnail_asset_id = NEW.id
  WHERE
    id IN (SELECT album_id FROM album_assets WHERE asset_id = NEW.id)
    AND album_thumbnail_asset_id IS NULL;
END;

CREATE TRIGGER assets_redated AFTER UPDATE OF local_date_time, file_created_at ON assets
WHEN
  (substr(OLD.local_date_time, 1, 10), OLD.file_created_at)
  <> (substr(NEW.local_date_time, 1, 10), NEW.file_created_at)
  AND OLD.deleted_at IS NULL AND OLD.visibility IN ('timeline', 'archive')
  AND NEW.deleted_at IS NULL AND NEW.visibility IN ('timeline', 'archive')
BEGIN
  DELETE FROM album_timeline
  WHERE
    album_id IN (SELECT album_id FROM album_assets WHERE asset_id = NEW.id)
    AND day = substr(OLD.local_date_time, 1, 10)
    AND file_created_at = OLD.file_created_at AND seq = OLD.seq;
  INSERT INTO album_timeline (album_id, day, file_created_at, seq)
  SELECT album_id, substr(NEW.local_date_time, 1, 10), NEW.file_created_at, NEW.seq
  FROM album_assets WHERE asset_id = NEW.id;
END;
