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
CREATE INDEX assets_favorite
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

-- The months an album shows, which is fewer rows than its days.
CREATE TABLE album_months (
  album_id TEXT NOT NULL REFERENCES albums (id) ON DELETE CASCADE,
  -- YYYY-MM
  month TEXT NOT NULL,
  -- 0 stays.
  count INTEGER NOT NULL,
  PRIMARY KEY (album_id, month)
) STRICT, WITHOUT ROWID;

INSERT INTO album_months (album_id, month, count)
SELECT album_id, substr(day, 1, 7), sum(count) FROM album_days GROUP BY 1, 2;

CREATE TRIGGER album_days_counted AFTER INSERT ON album_days
BEGIN
  INSERT INTO album_months (album_id, month, count)
  VALUES (NEW.album_id, substr(NEW.day, 1, 7), NEW.count)
  ON CONFLICT DO UPDATE SET count = count + excluded.count;
END;

CREATE TRIGGER album_days_recounted AFTER UPDATE OF count ON album_days
BEGIN
  UPDATE album_months SET count = count + NEW.count - OLD.count
  WHERE album_id = NEW.album_id AND month = substr(NEW.day, 1, 7);
END;
