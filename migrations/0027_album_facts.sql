-- What a list of albums tells of each lies in its row: four subqueries an album were two
-- thirds of what the list cost, and each read a row of D1's.
ALTER TABLE albums ADD COLUMN asset_count INTEGER NOT NULL DEFAULT 0;
-- The last change of an asset it shows.
ALTER TABLE albums ADD COLUMN touched_at TEXT;
-- YYYY-MM-DD, of the oldest and the newest of them.
ALTER TABLE albums ADD COLUMN first_day TEXT;
ALTER TABLE albums ADD COLUMN last_day TEXT;
-- `<user id> <role>` of each, with commas between them.
ALTER TABLE albums ADD COLUMN members TEXT NOT NULL DEFAULT '';

-- None of these is news for a phone: it has the assets and the memberships themselves.
DROP TRIGGER albums_changed;
CREATE TRIGGER albums_changed
AFTER UPDATE OF
  album_name, description, album_thumbnail_asset_id, is_activity_enabled, "order",
  created_at, deleted_at
ON albums
WHEN NEW.update_id = OLD.update_id
BEGIN
  UPDATE albums SET (updated_at, update_id) = (SELECT at, id FROM moment) WHERE id = NEW.id;
END;

UPDATE albums SET
  asset_count = (SELECT ifnull(sum(count), 0) FROM album_contributions WHERE album_id = albums.id),
  touched_at = (SELECT max(touched_at) FROM album_contributions WHERE album_id = albums.id AND count > 0),
  first_day = (SELECT min(day) FROM album_timeline WHERE album_id = albums.id),
  last_day = (SELECT max(day) FROM album_timeline WHERE album_id = albums.id),
  members = (SELECT ifnull(group_concat(user_id || ' ' || role), '') FROM album_users WHERE album_id = albums.id);

CREATE TRIGGER album_contributions_summed AFTER INSERT ON album_contributions
BEGIN
  UPDATE albums SET
    asset_count = asset_count + NEW.count,
    touched_at = (
      SELECT max(touched_at) FROM album_contributions
      WHERE album_id = NEW.album_id AND count > 0
    )
  WHERE id = NEW.album_id;
END;

CREATE TRIGGER album_contributions_resummed AFTER UPDATE ON album_contributions
BEGIN
  UPDATE albums SET
    asset_count = asset_count + NEW.count - OLD.count,
    touched_at = (
      SELECT max(touched_at) FROM album_contributions
      WHERE album_id = NEW.album_id AND count > 0
    )
  WHERE id = NEW.album_id;
END;

-- Only what reaches beyond the days known, or takes one of them away, is written down.
CREATE TRIGGER album_timeline_widened AFTER INSERT ON album_timeline
BEGIN
  UPDATE albums SET
    first_day = min(ifnull(first_day, NEW.day), NEW.day),
    last_day = max(ifnull(last_day, NEW.day), NEW.day)
  WHERE
    id = NEW.album_id
    AND (first_day IS NULL OR NEW.day NOT BETWEEN first_day AND last_day);
END;

CREATE TRIGGER album_timeline_narrowed AFTER DELETE ON album_timeline
BEGIN
  UPDATE albums SET
    first_day = (SELECT min(day) FROM album_timeline WHERE album_id = OLD.album_id),
    last_day = (SELECT max(day) FROM album_timeline WHERE album_id = OLD.album_id)
  WHERE id = OLD.album_id AND OLD.day IN (first_day, last_day);
END;

CREATE TRIGGER album_users_listed AFTER INSERT ON album_users
BEGIN
  UPDATE albums SET members = (
    SELECT group_concat(user_id || ' ' || role) FROM album_users WHERE album_id = NEW.album_id
  )
  WHERE id = NEW.album_id;
END;

CREATE TRIGGER album_users_relisted AFTER UPDATE OF role ON album_users
BEGIN
  UPDATE albums SET members = (
    SELECT group_concat(user_id || ' ' || role) FROM album_users WHERE album_id = NEW.album_id
  )
  WHERE id = NEW.album_id;
END;

CREATE TRIGGER album_users_unlisted AFTER DELETE ON album_users
BEGIN
  UPDATE albums SET members = (
    SELECT ifnull(group_concat(user_id || ' ' || role), '')
    FROM album_users WHERE album_id = OLD.album_id
  )
  WHERE id = OLD.album_id;
END;
