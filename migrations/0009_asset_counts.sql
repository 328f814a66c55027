-- How many assets each person has and how many bytes they take, so that
-- statistics cost what they show. One row per combination they ask about.

CREATE TABLE asset_counts (
  -- No foreign key: see timeline_buckets.
  owner_id TEXT NOT NULL,
  type TEXT NOT NULL,
  visibility TEXT NOT NULL,
  status TEXT NOT NULL,
  is_favorite INTEGER NOT NULL,
  count INTEGER NOT NULL,
  -- Of the originals.
  bytes INTEGER NOT NULL,
  PRIMARY KEY (owner_id, type, visibility, status, is_favorite)
) STRICT, WITHOUT ROWID;

INSERT INTO asset_counts (owner_id, type, visibility, status, is_favorite, count, bytes)
SELECT
  assets.owner_id, type, visibility, status, is_favorite, count(*),
  ifnull(sum(asset_exif.file_size_in_byte), 0)
FROM assets LEFT JOIN asset_exif ON asset_exif.seq = assets.seq
GROUP BY 1, 2, 3, 4, 5;

CREATE TRIGGER assets_totalled AFTER INSERT ON assets
BEGIN
  INSERT INTO asset_counts (owner_id, type, visibility, status, is_favorite, count, bytes)
  VALUES (NEW.owner_id, NEW.type, NEW.visibility, NEW.status, NEW.is_favorite, 1, 0)
  ON CONFLICT DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER asset_exif_totalled AFTER INSERT ON asset_exif
WHEN NEW.file_size_in_byte IS NOT NULL
BEGIN
  UPDATE asset_counts SET bytes = bytes + NEW.file_size_in_byte
  WHERE
    (owner_id, type, visibility, status, is_favorite)
    = (SELECT owner_id, type, visibility, status, is_favorite FROM assets WHERE seq = NEW.seq);
END;

CREATE TRIGGER asset_exif_retotalled AFTER UPDATE OF file_size_in_byte ON asset_exif
WHEN NEW.file_size_in_byte IS NOT OLD.file_size_in_byte
BEGIN
  UPDATE asset_counts
  SET bytes = bytes + ifnull(NEW.file_size_in_byte, 0) - ifnull(OLD.file_size_in_byte, 0)
  WHERE
    (owner_id, type, visibility, status, is_favorite)
    = (SELECT owner_id, type, visibility, status, is_favorite FROM assets WHERE seq = NEW.seq);
END;

CREATE TRIGGER assets_moved AFTER UPDATE OF type, visibility, status, is_favorite ON assets
WHEN
  (OLD.type, OLD.visibility, OLD.status, OLD.is_favorite)
  <> (NEW.type, NEW.visibility, NEW.status, NEW.is_favorite)
BEGIN
  UPDATE asset_counts
  SET
    count = count - 1,
    bytes = bytes - ifnull((SELECT file_size_in_byte FROM asset_exif WHERE seq = NEW.seq), 0)
  WHERE
    owner_id = OLD.owner_id AND type = OLD.type AND visibility = OLD.visibility
    AND status = OLD.status AND is_favorite = OLD.is_favorite;
  INSERT INTO asset_counts (owner_id, type, visibility, status, is_favorite, count, bytes)
  SELECT
    NEW.owner_id, NEW.type, NEW.visibility, NEW.status, NEW.is_favorite, 1,
    ifnull((SELECT file_size_in_byte FROM asset_exif WHERE seq = NEW.seq), 0)
  WHERE true
  ON CONFLICT DO UPDATE SET count = count + 1, bytes = bytes + excluded.bytes;
END;

-- Before, because afterwards nobody knows the size.
CREATE TRIGGER assets_untotalled BEFORE DELETE ON assets
BEGIN
  UPDATE asset_counts
  SET
    count = count - 1,
    bytes = bytes - ifnull((SELECT file_size_in_byte FROM asset_exif WHERE seq = OLD.seq), 0)
  WHERE
    owner_id = OLD.owner_id AND type = OLD.type AND visibility = OLD.visibility
    AND status = OLD.status AND is_favorite = OLD.is_favorite;
END;

CREATE TRIGGER users_untotalled AFTER DELETE ON users
BEGIN
  DELETE FROM asset_counts WHERE owner_id = OLD.id;
END;
