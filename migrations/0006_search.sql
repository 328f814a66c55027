-- Text search. A row of its own per asset (rowid = assets.seq) rather than an
-- index over the tables: the words come from three of them, and a cascade
-- could not hand the old ones back.

CREATE VIRTUAL TABLE asset_search USING fts5 (
  file_name, description, place, camera, tags,
  tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);

CREATE TRIGGER assets_findable AFTER INSERT ON assets
BEGIN
  INSERT INTO asset_search (rowid, file_name, description, place, camera, tags)
  VALUES (NEW.seq, NEW.original_file_name, '', '', '', '');
END;

CREATE TRIGGER assets_renamed AFTER UPDATE OF original_file_name ON assets
WHEN NEW.original_file_name <> OLD.original_file_name
BEGIN
  UPDATE asset_search SET file_name = NEW.original_file_name WHERE rowid = NEW.seq;
END;

CREATE TRIGGER assets_lost AFTER DELETE ON assets
BEGIN
  DELETE FROM asset_search WHERE rowid = OLD.seq;
END;

CREATE TRIGGER asset_exif_described
AFTER UPDATE OF description, city, state, country, make, model, lens_model ON asset_exif
WHEN
  (NEW.description, NEW.city, NEW.state, NEW.country, NEW.make, NEW.model, NEW.lens_model)
  IS NOT (OLD.description, OLD.city, OLD.state, OLD.country, OLD.make, OLD.model, OLD.lens_model)
BEGIN
  UPDATE asset_search
  SET
    description = NEW.description,
    place = ifnull(NEW.city, '') || ' ' || ifnull(NEW.state, '') || ' ' || ifnull(NEW.country, ''),
    camera = ifnull(NEW.make, '') || ' ' || ifnull(NEW.model, '') || ' ' || ifnull(NEW.lens_model, '')
  WHERE rowid = NEW.seq;
END;

CREATE TRIGGER tag_assets_tagged AFTER INSERT ON tag_assets
BEGIN
  UPDATE asset_search
  SET tags = (
    SELECT group_concat(tags.value, ' ')
    FROM tag_assets INNER JOIN tags ON tags.id = tag_assets.tag_id
    WHERE tag_assets.asset_id = NEW.asset_id
  )
  WHERE rowid = (SELECT seq FROM assets WHERE id = NEW.asset_id);
END;

CREATE TRIGGER tag_assets_untagged AFTER DELETE ON tag_assets
BEGIN
  UPDATE asset_search
  SET tags = ifnull((
    SELECT group_concat(tags.value, ' ')
    FROM tag_assets INNER JOIN tags ON tags.id = tag_assets.tag_id
    WHERE tag_assets.asset_id = OLD.asset_id
  ), '')
  WHERE rowid = (SELECT seq FROM assets WHERE id = OLD.asset_id);
END;
