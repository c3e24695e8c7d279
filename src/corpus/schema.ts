/** The corpus database, `corpus.sqlite`: what was imported, as it was read. Everything else is derived from it. */
import type { Migrations } from './database.js';

export const CORPUS_MIGRATIONS: Migrations = [
  /* 1 */ `
  -- A file that was imported. The path is private to this machine and never served.
  CREATE TABLE files (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    format TEXT NOT NULL,
    sha256 TEXT,                         -- null until the file was read to its end
    bytes INTEGER NOT NULL DEFAULT 0,
    imported_at TEXT NOT NULL,
    completed INTEGER NOT NULL DEFAULT 0 -- 0 while being read, and for ever if that was interrupted
  );
  -- Paper and person records as JSON (stored-record.ts). Ids ascend in order of arrival.
  CREATE TABLE records (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('paper', 'person')),
    slot TEXT NOT NULL UNIQUE,           -- where a re-read record belongs: see slotOf in store.ts
    hash TEXT NOT NULL,                  -- of the content without its source
    file_id INTEGER NOT NULL REFERENCES files(id),
    json TEXT NOT NULL
  );
  CREATE INDEX records_of_file ON records(file_id);
  -- Curators' statements. Revoked ones stay, as history.
  CREATE TABLE ledger (
    id TEXT PRIMARY KEY,
    file_id INTEGER REFERENCES files(id),
    json TEXT NOT NULL,
    added_at TEXT NOT NULL,
    revoked_at TEXT
  );
  CREATE TABLE problems (
    id INTEGER PRIMARY KEY,
    file_id INTEGER NOT NULL REFERENCES files(id),
    kind TEXT NOT NULL,
    json TEXT NOT NULL
  );
  CREATE INDEX problems_of_file ON problems(file_id);
  `,
  /* 2 */ `
  -- Choices that hold for the whole corpus and so for every snapshot made from it (choices.ts).
  CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  `,
  /* 3 */ `
  -- Who took a statement back and why, and what saying it and taking it back changed (records/ledger-effects.ts).
  ALTER TABLE ledger ADD COLUMN revoked_by TEXT;
  ALTER TABLE ledger ADD COLUMN revoked_why TEXT;
  ALTER TABLE ledger ADD COLUMN effects TEXT;
  ALTER TABLE ledger ADD COLUMN undo_effects TEXT;
  `,
  /* 4 */ `
  -- Records with a global key have a slot per format: the format stands with it where the key is not named after it
  -- (globalKeyOf in prepared.ts). Texts are arrays, those of early versions objects.
  WITH keyed AS (
    SELECT id, kind, slot,
      CASE json_type(json) WHEN 'array' THEN json_extract(json, '$[1][0]') ELSE json_extract(json, '$.key') END AS key,
      CASE json_type(json) WHEN 'array' THEN json_extract(json, '$[2][0]') ELSE json_extract(json, '$.source.format') END AS format
    FROM records
  )
  UPDATE records SET slot = keyed.slot || '|' || keyed.format FROM keyed
  WHERE keyed.id = records.id AND keyed.slot = keyed.kind || '|' || keyed.key AND substr(keyed.key, 1, instr(keyed.key, ':') - 1) <> keyed.format;
  `,
  /* 5 */ `
  -- Keys that a record had before its title was corrected, as a JSON list; null for none (file-readings.ts).
  ALTER TABLE records ADD COLUMN former_keys TEXT;
  -- The last record when the file was last read to its end: later ones of the file are new.
  ALTER TABLE files ADD COLUMN settled_id INTEGER NOT NULL DEFAULT 0;
  UPDATE files SET settled_id = (SELECT coalesce(max(id), 0) FROM records) WHERE sha256 IS NOT NULL;
  `,
  /* 6 */ `
  -- CRC-32 of each row (row-checksums.ts); null in rows that were last written by an older version.
  ALTER TABLE files ADD COLUMN checksum INTEGER;
  ALTER TABLE records ADD COLUMN checksum INTEGER;
  ALTER TABLE ledger ADD COLUMN checksum INTEGER;
  ALTER TABLE problems ADD COLUMN checksum INTEGER;
  ALTER TABLE settings ADD COLUMN checksum INTEGER;
  `,
];
