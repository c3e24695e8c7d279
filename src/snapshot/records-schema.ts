/** `records.sqlite`: what resolvers and search read beside the arrays, keyed by the same indices. Written once. */
import type { Migrations } from '../corpus/database.js';

export const RECORDS_MIGRATIONS: Migrations = [
  /* 1 */ `
  CREATE TABLE papers (idx INTEGER PRIMARY KEY, json TEXT NOT NULL);           -- PaperRow without index, and without groups, conflicts, versions and otherVersions where empty
  CREATE TABLE abstracts (idx INTEGER PRIMARY KEY, text TEXT NOT NULL);
  CREATE TABLE paper_keys (key TEXT PRIMARY KEY, idx INTEGER NOT NULL, redirect INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE authors (idx INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, disambiguator TEXT, is_group INTEGER NOT NULL, json TEXT NOT NULL);
  CREATE TABLE author_keys (key TEXT PRIMARY KEY, idx INTEGER NOT NULL, redirect INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE author_names (name_key TEXT NOT NULL, idx INTEGER NOT NULL, PRIMARY KEY (name_key, idx)) WITHOUT ROWID;
  -- The author list of a paper in list order: [[author, rawName, position, isGroup, affiliations, isCorresponding, alsoWritten, parts], …];
  -- author is null where the mention is no node of the graph; the last four are left out where they and what follows say nothing.
  -- parts is [given, particle, family, suffix] where the text of the name reads otherwise.
  CREATE TABLE authorships (paper INTEGER PRIMARY KEY, json TEXT NOT NULL);
  CREATE VIRTUAL TABLE paper_text USING fts5(title, abstract, content='', tokenize='unicode61 remove_diacritics 2');
  CREATE TABLE sources (position INTEGER PRIMARY KEY, json TEXT NOT NULL);
  CREATE TABLE problems (position INTEGER PRIMARY KEY, kind TEXT NOT NULL, json TEXT NOT NULL);
  CREATE INDEX problems_by_kind ON problems(kind, position);
  CREATE TABLE ledger (position INTEGER PRIMARY KEY, json TEXT NOT NULL);
  `,
  /* 2 */ `
  -- Authors who may be one person, the likeliest first: PossibleDuplicate without its authors, once per pair, and by author.
  CREATE TABLE possible_duplicates (rank INTEGER PRIMARY KEY, a INTEGER NOT NULL, b INTEGER NOT NULL, json TEXT NOT NULL);
  CREATE TABLE possible_duplicates_of (author INTEGER NOT NULL, rank INTEGER NOT NULL, PRIMARY KEY (author, rank)) WITHOUT ROWID;
  -- What was left out of a table and why it can't be seen there, as JSON by name.
  CREATE TABLE remarks (name TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID;
  `,
];
