-- Whoever signs up where nobody administers becomes the administrator. Two who
-- demote or delete one another at the same moment must not leave that open.

CREATE TRIGGER users_administered BEFORE UPDATE OF is_admin, deleted_at ON users
WHEN
  OLD.is_admin = 1 AND OLD.deleted_at IS NULL
  AND (NEW.is_admin = 0 OR NEW.deleted_at IS NOT NULL)
BEGIN
  SELECT RAISE(ABORT, 'last admin')
  WHERE NOT EXISTS (
    SELECT 1 FROM users WHERE is_admin = 1 AND deleted_at IS NULL AND id <> OLD.id
  );
END;
