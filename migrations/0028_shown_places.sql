-- What a month tells of each asset lies in one row: asset_exif was read beside it for
-- these three alone. Kept by triggers; they are named apart from its columns, which
-- statements that join the two call by their bare names.
ALTER TABLE assets ADD COLUMN shown_city TEXT;
ALTER TABLE assets ADD COLUMN shown_country TEXT;
ALTER TABLE assets ADD COLUMN shown_projection TEXT;

-- Phones hear of them as metadata.
DROP TRIGGER assets_changed;
CREATE TRIGGER assets_changed AFTER UPDATE ON assets
WHEN
  NEW.update_id = OLD.update_id AND NEW.is_stack_child = OLD.is_stack_child
  AND (NEW.shown_city, NEW.shown_country, NEW.shown_projection)
  IS (OLD.shown_city, OLD.shown_country, OLD.shown_projection)
BEGIN
  UPDATE assets SET (updated_at, update_id) = (SELECT at, id FROM moment) WHERE seq = NEW.seq;
END;

UPDATE assets SET (shown_city, shown_country, shown_projection) = (
  SELECT city, country, projection_type FROM asset_exif WHERE asset_exif.seq = assets.seq
)
WHERE seq IN (
  SELECT seq FROM asset_exif WHERE coalesce(city, country, projection_type) IS NOT NULL
);

CREATE TRIGGER asset_exif_shown AFTER INSERT ON asset_exif
WHEN coalesce(NEW.city, NEW.country, NEW.projection_type) IS NOT NULL
BEGIN
  UPDATE assets
  SET
    (shown_city, shown_country, shown_projection)
    = (NEW.city, NEW.country, NEW.projection_type)
  WHERE seq = NEW.seq;
END;

CREATE TRIGGER asset_exif_shown_anew AFTER UPDATE OF city, country, projection_type ON asset_exif
WHEN
  (NEW.city, NEW.country, NEW.projection_type)
  IS NOT (OLD.city, OLD.country, OLD.projection_type)
BEGIN
  UPDATE assets
  SET
    (shown_city, shown_country, shown_projection)
    = (NEW.city, NEW.country, NEW.projection_type)
  WHERE seq = NEW.seq;
END;
