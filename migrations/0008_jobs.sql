-- Jobs that were sent and are not done yet. Both doors keep this table: locally
-- it is the queue itself, on Cloudflare each message names its row. It is what
-- the queue pages show.

CREATE TABLE jobs (
  -- Never given twice: a message may arrive when its row is long gone.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  queue TEXT NOT NULL,
  type TEXT NOT NULL,
  data TEXT NOT NULL CHECK (json_type(data) = 'object'),
  -- 'paused' waits for its queue, 'dead' has failed at its last attempt.
  state TEXT NOT NULL CHECK (state IN ('waiting', 'paused', 'active', 'dead')),
  sent_at TEXT NOT NULL,
  -- Not before then.
  due TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  -- The last exception, as one line.
  error TEXT
) STRICT;

CREATE INDEX jobs_due ON jobs (state, due, id);
CREATE INDEX jobs_counts ON jobs (queue, state, due);

CREATE TABLE paused_queues (
  name TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
