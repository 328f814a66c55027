-- How many assets lie in each month, so that the bucket list costs what it
-- shows. One row per combination of what the timeline can be filtered by.

CREATE TABLE timeline_buckets (
  -- No foreign key: while a person's rows cascade away, assets still move
  -- between rows here (a stack dissolves); the trigger below sweeps up last.
  owner_id TEXT NOT NULL,
  -- 'taken' by local_date_time, 'created' by arrival.
  axis TEXT NOT NULL CHECK (axis IN ('taken', 'created')),
  visibility TEXT NOT NULL,
  is_trashed INTEGER NOT NULL,
  -- YYYY-MM
  month TEXT NOT NULL,
  is_favorite INTEGER NOT NULL,
  is_stack_child INTEGER NOT NULL,
  -- 0 stays: the combination is likely to come back.
  count INTEGER NOT NULL,
  PRIMARY KEY (owner_id, axis, visibility, is_trashed, month, is_favorite, is_stack_child)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER assets_counted AFTER INSERT ON assets WHEN NEW.status <> 'deleted'
BEGIN
  INSERT INTO timeline_buckets
    (owner_id, axis, visibility, is_trashed, month, is_favorite, is_stack_child, count)
  VALUES
    (NEW.owner_id, 'taken', NEW.visibility, NEW.deleted_at IS NOT NULL,
      substr(NEW.local_date_time, 1, 7), NEW.is_favorite, NEW.is_stack_child, 1),
    (NEW.owner_id, 'created', NEW.visibility, NEW.deleted_at IS NOT NULL,
      substr(NEW.created_at, 1, 7), NEW.is_favorite, NEW.is_stack_child, 1)
  ON CONFLICT DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER users_uncounted AFTER DELETE ON users
BEGIN
  DELETE FROM timeline_buckets WHERE owner_id = OLD.id;
END;

CREATE TRIGGER assets_uncounted AFTER DELETE ON assets WHEN OLD.status <> 'deleted'
BEGIN
  UPDATE timeline_buckets SET count = count - 1
  WHERE
    owner_id = OLD.owner_id AND axis = 'taken' AND visibility = OLD.visibility
    AND is_trashed = (OLD.deleted_at IS NOT NULL) AND month = substr(OLD.local_date_time, 1, 7)
    AND is_favorite = OLD.is_favorite AND is_stack_child = OLD.is_stack_child;
  UPDATE timeline_buckets SET count = count - 1
  WHERE
    owner_id = OLD.owner_id AND axis = 'created' AND visibility = OLD.visibility
    AND is_trashed = (OLD.deleted_at IS NOT NULL) AND month = substr(OLD.created_at, 1, 7)
    AND is_favorite = OLD.is_favorite AND is_stack_child = OLD.is_stack_child;
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
  UPDATE timeline_buckets SET count = count - 1
  WHERE
    OLD.status <> 'deleted'
    AND owner_id = OLD.owner_id AND axis = 'taken' AND visibility = OLD.visibility
    AND is_trashed = (OLD.deleted_at IS NOT NULL) AND month = substr(OLD.local_date_time, 1, 7)
    AND is_favorite = OLD.is_favorite AND is_stack_child = OLD.is_stack_child;
  UPDATE timeline_buckets SET count = count - 1
  WHERE
    OLD.status <> 'deleted'
    AND owner_id = OLD.owner_id AND axis = 'created' AND visibility = OLD.visibility
    AND is_trashed = (OLD.deleted_at IS NOT NULL) AND month = substr(OLD.created_at, 1, 7)
    AND is_favorite = OLD.is_favorite AND is_stack_child = OLD.is_stack_child;
  INSERT INTO timeline_buckets
    (owner_id, axis, visibility, is_trashed, month, is_favorite, is_stack_child, count)
  SELECT
    NEW.owner_id, axes.value, NEW.visibility, NEW.deleted_at IS NOT NULL,
    substr(iif(axes.value = 'taken', NEW.local_date_time, NEW.created_at), 1, 7),
    NEW.is_favorite, NEW.is_stack_child, 1
  FROM json_each('["taken", "created"]') AS axes
  WHERE NEW.status <> 'deleted'
  ON CONFLICT DO UPDATE SET count = count + 1;
END;
