-- Where photos were taken: a table of places that is loaded by a tool, or not
-- at all, and what the map and the folder view ask.

CREATE TABLE place_regions (
  id INTEGER PRIMARY KEY,
  country TEXT NOT NULL,
  state TEXT,
  -- IANA name.
  time_zone TEXT NOT NULL
) STRICT;

-- Points on a sphere rather than degrees: a distance is a sum of squares, and
-- poles and antimeridian are places like any other.
CREATE TABLE places (
  -- By population, the largest first: the order in which a search shows them.
  seq INTEGER PRIMARY KEY,
  -- Which cube of space it lies in; photos.places says how they are numbered.
  cell INTEGER NOT NULL,
  -- Metres from the middle of the earth.
  x INTEGER NOT NULL,
  y INTEGER NOT NULL,
  z INTEGER NOT NULL,
  name TEXT NOT NULL,
  region_id INTEGER NOT NULL
) STRICT;

CREATE INDEX places_in_cell ON places (cell);

-- Filled by the tool that loads, once it has.
CREATE VIRTUAL TABLE place_names USING fts5 (
  name, content = 'places', content_rowid = 'seq', columnsize = 0,
  tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);

-- A person's map, and going through everybody's.
CREATE INDEX asset_exif_located ON asset_exif (owner_id, seq) WHERE latitude IS NOT NULL;

-- The folder a client says the file lay in, '' when none says so. Clients say it
-- beside the asset, in the metadata item `origin`: {"folder": "2019/Rome"}.
ALTER TABLE assets ADD COLUMN folder TEXT NOT NULL DEFAULT '';

CREATE INDEX assets_by_folder ON assets (owner_id, folder, original_file_name)
WHERE folder <> '' AND visibility = 'timeline' AND deleted_at IS NULL;

CREATE TRIGGER asset_metadata_origin_told AFTER INSERT ON asset_metadata
WHEN NEW.key = 'origin'
BEGIN
  UPDATE assets
  SET folder = iif(json_type(NEW.value, '$.folder') = 'text', trim(NEW.value ->> 'folder', '/'), '')
  WHERE id = NEW.asset_id;
END;

CREATE TRIGGER asset_metadata_origin_changed AFTER UPDATE OF value ON asset_metadata
WHEN NEW.key = 'origin'
BEGIN
  UPDATE assets
  SET folder = iif(json_type(NEW.value, '$.folder') = 'text', trim(NEW.value ->> 'folder', '/'), '')
  WHERE id = NEW.asset_id;
END;

CREATE TRIGGER asset_metadata_origin_forgotten AFTER DELETE ON asset_metadata
WHEN OLD.key = 'origin'
BEGIN
  UPDATE assets SET folder = '' WHERE id = OLD.asset_id;
END;
