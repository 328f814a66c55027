-- What phones must be told besides: of assets that are gone, and of some that come back.

-- Who may have been sent assets of whom, through an album or a partnership that
-- is or was. It stays when that ends: the phone keeps the assets, and breaks on
-- the same file uploaded again unless it is told that the first one is gone.
CREATE TABLE audiences (
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  -- No foreign key: what they had may still have to be told of.
  owner_id TEXT NOT NULL,
  PRIMARY KEY (user_id, owner_id)
) STRICT, WITHOUT ROWID;

INSERT INTO audiences (user_id, owner_id)
SELECT shared_with_id, shared_by_id FROM partners
UNION
SELECT album_users.user_id, assets.owner_id
FROM album_assets
INNER JOIN assets ON assets.id = album_assets.asset_id
INNER JOIN album_users ON album_users.album_id = album_assets.album_id
WHERE album_users.user_id <> assets.owner_id;

CREATE TRIGGER partners_heard AFTER INSERT ON partners
BEGIN
  INSERT INTO audiences (user_id, owner_id) VALUES (NEW.shared_with_id, NEW.shared_by_id)
  ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER album_users_heard AFTER INSERT ON album_users
BEGIN
  INSERT INTO audiences (user_id, owner_id)
  SELECT DISTINCT NEW.user_id, assets.owner_id
  FROM album_assets INNER JOIN assets ON assets.id = album_assets.asset_id
  WHERE album_assets.album_id = NEW.album_id AND assets.owner_id <> NEW.user_id
  ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER album_assets_heard AFTER INSERT ON album_assets
BEGIN
  INSERT INTO audiences (user_id, owner_id)
  SELECT album_users.user_id, assets.owner_id
  FROM album_users INNER JOIN assets ON assets.id = NEW.asset_id
  WHERE album_users.album_id = NEW.album_id AND album_users.user_id <> assets.owner_id
  ON CONFLICT DO NOTHING;
END;

-- Whose bytes they were, to know an asset that takes the place of a deleted one.
ALTER TABLE asset_audit ADD COLUMN checksum TEXT;

DROP TRIGGER assets_deleted;

CREATE TRIGGER assets_deleted AFTER DELETE ON assets
WHEN EXISTS (SELECT 1 FROM users WHERE id = OLD.owner_id)
BEGIN
  INSERT INTO asset_audit (asset_id, owner_id, checksum)
  VALUES (OLD.id, OLD.owner_id, OLD.checksum);
END;

-- Of what lies in somebody's locked folder others are told nothing but that it
-- is there. What goes in or comes out they are told anew, all of it.
CREATE TRIGGER assets_locked AFTER UPDATE OF visibility ON assets
WHEN (OLD.visibility = 'locked') <> (NEW.visibility = 'locked')
BEGIN
  UPDATE asset_exif SET (updated_at, update_id) = (SELECT at, id FROM moment)
  WHERE seq IN (NEW.seq, (SELECT seq FROM assets WHERE id = NEW.live_photo_video_id));
  UPDATE assets SET (updated_at, update_id) = (SELECT at, id FROM moment)
  WHERE id = NEW.live_photo_video_id;
END;
