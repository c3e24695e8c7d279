/** Reads `records.sqlite` in batches: one prepared statement per question, keys passed as one JSON array. */
import type { Database, Row } from '../corpus/database.js';
import { nameKey, parseName } from '../identity/names.js';
import { PERSON_ID_SCHEMES, type Affiliation, type ImportProblem, type LedgerEntry } from '../records/record.js';
import { keptRows } from './kept-rows.js';
import type { PossibleDuplicate } from './possible-duplicates.js';
import type { AuthorDetails, AuthorRow, AuthorshipRow, DuplicateRemark, ImportedSource, PaperRow, RecordReader, Resolved } from './types.js';

/** Reads of possible duplicates, which older snapshots do not have. */
function duplicateReads(db: Database): Pick<RecordReader, 'possibleDuplicates' | 'possibleDuplicateCount' | 'possibleDuplicatesOf' | 'possibleDuplicateRemark'> {
  const isThere = db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'possible_duplicates'").get() !== undefined;
  if (!isThere) return { possibleDuplicates: () => [], possibleDuplicateCount: () => 0, possibleDuplicatesOf: () => [], possibleDuplicateRemark: () => ({ uncompared: 0, leftOut: 0 }) };
  const pair = (row: Row): PossibleDuplicate => ({ a: Number(row['a']), b: Number(row['b']), ...(JSON.parse(String(row['json'])) as Omit<PossibleDuplicate, 'a' | 'b'>) });
  const page = db.prepare('SELECT a, b, json FROM possible_duplicates WHERE rank >= ? ORDER BY rank LIMIT ?');
  const of = db.prepare('SELECT a, b, json FROM possible_duplicates_of JOIN possible_duplicates USING (rank) WHERE author = ? ORDER BY rank');
  return {
    possibleDuplicates: ({ offset, limit }) => (page.all(offset, limit) as Row[]).map(pair),
    possibleDuplicateCount: () => Number((db.prepare('SELECT count(*) AS n FROM possible_duplicates').get() as Row)['n']),
    possibleDuplicatesOf: (author) => (of.all(author) as Row[]).map(pair).map((found) => (found.a === author ? found : { ...found, a: found.b, b: found.a })),
    possibleDuplicateRemark: () => {
      const row = db.prepare("SELECT json FROM remarks WHERE name = 'possibleDuplicates'").get() as Row | undefined;
      // Packed by a version that sought none, and said nothing.
      return row === undefined ? { uncompared: 0, leftOut: 0, notSought: 'This snapshot was packed without possible duplicates: pack the tables again.' } : JSON.parse(String(row['json'])) as DuplicateRemark;
    },
  };
}

/** Rows kept between requests: some 200 bytes an author, a kilobyte or two a paper. */
const KEPT_AUTHORS = 10_000;
const KEPT_PAPERS = 2_000;

/** What of a paper's row is left out where it is empty. */
const RARE = { groups: [], conflicts: [], versions: [], otherVersions: [] } as const;

/** A reader over an open `records.sqlite`. All reads cost O(k log n) for k keys. */
export function createRecordReader(db: Database, paperCountOf: (author: number) => number): RecordReader {
  const byKey = (sql: string) => {
    const statement = db.prepare(sql);
    return (keys: readonly (string | number)[]): Row[] => (keys.length === 0 ? [] : (statement.all(JSON.stringify(keys)) as Row[]));
  };
  const select = {
    authors: byKey('SELECT idx, id, name, disambiguator, is_group FROM authors WHERE idx IN (SELECT value FROM json_each(?))'),
    details: byKey('SELECT idx, json FROM authors WHERE idx IN (SELECT value FROM json_each(?))'),
    papers: byKey('SELECT idx, json FROM papers WHERE idx IN (SELECT value FROM json_each(?))'),
    abstracts: byKey('SELECT idx, text FROM abstracts WHERE idx IN (SELECT value FROM json_each(?))'),
    authorships: byKey('SELECT paper, json FROM authorships WHERE paper IN (SELECT value FROM json_each(?))'),
    authorKeys: byKey('SELECT key, idx, redirect FROM author_keys WHERE key IN (SELECT value FROM json_each(?))'),
    paperKeys: byKey('SELECT key, idx, redirect FROM paper_keys WHERE key IN (SELECT value FROM json_each(?))'),
    names: db.prepare('SELECT idx FROM author_names WHERE name_key = ?'),
  };

  /** Rows in the order of the keys; a key without a row is a bug of the caller or of the file, and said. */
  function inOrder<T>(what: string, keys: readonly number[], rows: Row[], make: (row: Row, index: number) => T): T[] {
    const found = new Map(rows.map((row) => [Number(row['idx']), make(row, Number(row['idx']))]));
    return keys.map((key) => {
      const value = found.get(key);
      if (value === undefined) throw new Error(`the snapshot has no ${what} ${key}`);
      return value;
    });
  }

  function resolved(keys: readonly string[], rows: Row[]): Array<Resolved | null> {
    const found = new Map(rows.map((row) => [String(row['key']), row]));
    return keys.map((key) => {
      const row = found.get(key);
      return row ? { index: Number(row['idx']), redirectedFrom: Number(row['redirect']) === 1 ? key : null } : null;
    });
  }

  return {
    authors: keptRows((indices) => inOrder('author', indices, select.authors(indices), authorRow), KEPT_AUTHORS),
    authorDetails: (indices) =>
      inOrder('author', indices, select.details(indices), (row, index) => ({ index, ...(JSON.parse(String(row['json'])) as Omit<AuthorDetails, 'index'>) })),
    papers: keptRows(
      (indices) =>
        inOrder('paper', indices, select.papers(indices), (row, index) => ({
          index, ...RARE, ...(JSON.parse(String(row['json'])) as Omit<PaperRow, 'index' | keyof typeof RARE>),
        })),
      KEPT_PAPERS,
    ),
    abstracts(indices) {
      const found = new Map(select.abstracts(indices).map((row) => [Number(row['idx']), String(row['text'])]));
      return indices.map((index) => found.get(index) ?? null);
    },
    authorships(paperIndices) {
      const lists = new Map(select.authorships(paperIndices).map((row) => [Number(row['paper']), authorshipRows(String(row['json']))]));
      return paperIndices.map((index) => lists.get(index) ?? []);
    },
    authorsByPublicId: keptRows((ids) => resolved(ids, select.authorKeys(ids)), KEPT_AUTHORS),
    papersByPublicId: keptRows((ids) => resolved(ids, select.paperKeys(ids)), KEPT_PAPERS),
    authorsByExternalId(ids) {
      const keys = ids.map(({ scheme, value }) => `${scheme}:${value}`);
      return resolved(keys, select.authorKeys(keys)).map((hit) => hit?.index ?? null);
    },
    papersByExternalId(ids) {
      const keys = ids.map(({ scheme, value }) => `${scheme}:${value}`);
      return resolved(keys, select.paperKeys(keys)).map((hit) => hit?.index ?? null);
    },
    personIdSchemes() {
      // One look into the keys of each scheme: `orcid:` up to, but not with, `orcid;`.
      const any = db.prepare('SELECT 1 FROM author_keys WHERE key >= ? AND key < ? LIMIT 1');
      return PERSON_ID_SCHEMES.filter((scheme) => any.get(`${scheme}:`, `${scheme};`) !== undefined);
    },
    authorsByName: (name) =>
      (select.names.all(nameKey(parseName(name))) as Row[])
        .map((row) => Number(row['idx']))
        .toSorted((a, b) => paperCountOf(b) - paperCountOf(a) || a - b),
    sources: () => db.prepare('SELECT json FROM sources ORDER BY position').all().map((row: Row) => JSON.parse(String(row['json'])) as ImportedSource),
    problems({ kind, offset, limit }) {
      const where = kind === undefined ? '' : 'WHERE kind = ?';
      const bound = kind === undefined ? [limit, offset] : [kind, limit, offset];
      return db
        .prepare(`SELECT json FROM problems ${where} ORDER BY position LIMIT ? OFFSET ?`)
        .all(...bound)
        .map((row: Row) => JSON.parse(String(row['json'])) as ImportProblem);
    },
    problemCounts: () =>
      db
        .prepare('SELECT kind, count(*) AS n FROM problems GROUP BY kind ORDER BY n DESC, kind')
        .all()
        .map((row: Row) => ({ kind: String(row['kind']), count: Number(row['n']) })),
    ...duplicateReads(db),
    ledger: () => db.prepare('SELECT json FROM ledger ORDER BY position').all().map((row: Row) => JSON.parse(String(row['json'])) as LedgerEntry),
  };
}

function authorRow(row: Row, index: number): AuthorRow {
  return {
    index,
    id: String(row['id']),
    displayName: String(row['name']),
    disambiguator: row['disambiguator'] === null ? null : String(row['disambiguator']),
    kind: Number(row['is_group']) === 1 ? 'GROUP' : 'PERSON',
  };
}

type StoredMention = [
  author: number | null, rawName: string, position: number | null, isGroup: number, affiliations?: Affiliation[], isCorresponding?: boolean | null, alsoWritten?: AuthorshipRow['alsoWritten'],
  parts?: readonly [given: string | null, particle: string | null, family: string | null, suffix: string | null],
];

function authorshipRows(json: string): AuthorshipRow[] {
  return (JSON.parse(json) as StoredMention[]).map(([author, rawName, position, isGroup, affiliations = [], isCorresponding = null, alsoWritten = [], parts], listIndex) => ({
    listIndex, author, rawName, parts: parts === undefined ? null : { given: parts[0], particle: parts[1], family: parts[2], suffix: parts[3] }, position, kind: isGroup === 1 ? 'GROUP' : 'PERSON', affiliations, isCorresponding, alsoWritten,
  }));
}
