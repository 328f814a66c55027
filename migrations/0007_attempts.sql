-- Guesses at passwords and PINs: how many since when. What counts is in photos/attempts.py.

CREATE TABLE attempts (
  key TEXT PRIMARY KEY,
  since TEXT NOT NULL,
  tries INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
