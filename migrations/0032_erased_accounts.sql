-- Of an account that is erased phones are told in one line: they drop what hangs
-- on a person with them. A row for each of their photos would be a library's worth
-- of writes, and of lines to everybody who ever saw one of them.

DROP TRIGGER assets_deleted;

CREATE TRIGGER assets_deleted AFTER DELETE ON assets
WHEN EXISTS (SELECT 1 FROM users WHERE id = OLD.owner_id AND status <> 'removing')
BEGIN
  INSERT INTO asset_audit (asset_id, owner_id, checksum)
  VALUES (OLD.id, OLD.owner_id, OLD.checksum);
END;

DROP TRIGGER stacks_deleted;

CREATE TRIGGER stacks_deleted AFTER DELETE ON stacks
WHEN EXISTS (SELECT 1 FROM users WHERE id = OLD.owner_id AND status <> 'removing')
BEGIN
  INSERT INTO stack_audit (stack_id, user_id) VALUES (OLD.id, OLD.owner_id);
END;

DROP TRIGGER album_users_left;

CREATE TRIGGER album_users_left AFTER DELETE ON album_users
WHEN EXISTS (SELECT 1 FROM users WHERE id = OLD.user_id)
BEGIN
  INSERT INTO album_audit (album_id, user_id) VALUES (OLD.album_id, OLD.user_id);
  INSERT INTO album_user_audit (album_id, user_id)
  SELECT id, OLD.user_id FROM albums WHERE id = OLD.album_id;
END;
