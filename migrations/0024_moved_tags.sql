-- A tag made alone under a name with a `/` in it moves below its parent when its path
-- is made, and all that hangs below it becomes known to all that is above.

CREATE TRIGGER tags_moved AFTER UPDATE OF parent_id ON tags
WHEN NEW.parent_id IS NOT OLD.parent_id
BEGIN
  INSERT INTO tag_closure (ancestor_id, descendant_id)
  SELECT above.ancestor_id, below.descendant_id
  FROM tag_closure AS above CROSS JOIN tag_closure AS below
  WHERE above.descendant_id = NEW.parent_id AND below.ancestor_id = NEW.id
  ON CONFLICT DO NOTHING;
END;
