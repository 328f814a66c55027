-- An asset whose tags change many times in one batch is held meanwhile: its words are
-- written into the search index once, when it is let go. Each of a thousand tags would
-- write all those before it once more. Holds never outlive their batch.
CREATE TABLE held_words (asset_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

DROP TRIGGER tag_assets_tagged;
CREATE TRIGGER tag_assets_tagged AFTER INSERT ON tag_assets
WHEN NOT EXISTS (SELECT 1 FROM held_words WHERE asset_id = NEW.asset_id)
BEGIN
  UPDATE asset_search
  SET
    words = (
      SELECT words FROM asset_words WHERE seq = (SELECT seq FROM assets WHERE id = NEW.asset_id)
    )
  WHERE rowid = (SELECT search_key FROM assets WHERE id = NEW.asset_id);
END;

DROP TRIGGER tag_assets_untagged;
CREATE TRIGGER tag_assets_untagged AFTER DELETE ON tag_assets
WHEN NOT EXISTS (SELECT 1 FROM held_words WHERE asset_id = OLD.asset_id)
BEGIN
  UPDATE asset_search
  SET
    words = (
      SELECT words FROM asset_words WHERE seq = (SELECT seq FROM assets WHERE id = OLD.asset_id)
    )
  WHERE rowid = (SELECT search_key FROM assets WHERE id = OLD.asset_id);
END;

CREATE TRIGGER held_words_let_go AFTER DELETE ON held_words
BEGIN
  UPDATE asset_search
  SET
    words = (
      SELECT words FROM asset_words WHERE seq = (SELECT seq FROM assets WHERE id = OLD.asset_id)
    )
  WHERE rowid = (SELECT search_key FROM assets WHERE id = OLD.asset_id);
END;
