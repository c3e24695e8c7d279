/** What the playground remembers between visits, and what it never does: headers, in which a curator's token stands. */
import type { Storage as EditorStorage } from '@graphiql/toolkit';

/** Keys that hold queries about people of one state of the corpus; the rest (theme, history, panels) outlives it. */
const OF_THE_CORPUS = /^graphiql:(?:tabState|query|variables|headers|operationName)$/;
const MARK = '@';
/** Keys of nothing but headers, and of the wish to keep them. */
const SECRET = /^graphiql:(?:headers|shouldPersistHeaders)$/;
/** Keys of JSON whose entries have the headers beside the query. */
const WITH_HEADERS = /^graphiql:(?:queries|favorites|tabState)$/;

/** A key of the browser's storage as GraphiQL calls it. */
function nameOf(key: string): string {
  return key.split(MARK)[0];
}

/** The value without headers; null where nothing of it may be stored. */
function withoutHeaders(key: string, value: string): string | null {
  const name = nameOf(key);
  if (SECRET.test(name)) return null;
  if (!WITH_HEADERS.test(name)) return value;
  try {
    return JSON.stringify(JSON.parse(value, (property, held: unknown) => (property === 'headers' && held !== null && held !== '' ? '' : held)));
  } catch {
    // No JSON that GraphiQL could read again, and nobody knows what it holds.
    return null;
  }
}

/** Takes headers out of what an earlier version of this page stored. */
function purge(kept: EditorStorage): void {
  for (const key of Object.keys(kept)) {
    const value = kept.getItem(key);
    if (value === null) continue;
    const clean = withoutHeaders(key, value);
    if (clean === null) kept.removeItem(key);
    else if (clean !== value) kept.setItem(key, clean);
  }
}

/**
 * Storage whose open tabs belong to one snapshot: after an import the page opens with examples that run, instead of
 * ids that may be gone. What other snapshots left is removed; the history of queries stays. Headers are never stored,
 * and those that are found are removed: any script of the origin, and anyone at the machine, can read what is stored.
 * @param kept the browser's own storage
 * @param snapshotId null while the snapshot is unknown: then no tabs are removed
 */
export function editorStorage(kept: EditorStorage, snapshotId: string | null): EditorStorage {
  const suffix = `${MARK}${snapshotId ?? 'unknown'}`;
  const place = (key: string): string => (OF_THE_CORPUS.test(key) ? key + suffix : key);
  for (const key of snapshotId === null ? [] : Object.keys(kept)) {
    const name = nameOf(key);
    if (OF_THE_CORPUS.test(name) && key !== name + suffix) kept.removeItem(key);
  }
  purge(kept);
  return {
    getItem: (key) => kept.getItem(place(key)),
    setItem(key, value) {
      const clean = withoutHeaders(key, value);
      if (clean !== null) kept.setItem(place(key), clean);
    },
    removeItem: (key) => kept.removeItem(place(key)),
    clear: () => kept.clear(),
    get length() {
      return kept.length;
    },
  };
}
