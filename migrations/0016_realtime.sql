-- Whose sockets are in a room, where each person's are held apart (Durable Objects).
-- A row too many costs a question nobody answers; a row too few would lose events.

CREATE TABLE open_rooms (
  room TEXT NOT NULL,
  user_id TEXT NOT NULL,
  PRIMARY KEY (room, user_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX open_rooms_user ON open_rooms (user_id);
