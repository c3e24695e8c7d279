/** What the playground remembers between visits. */
import type { Storage as EditorStorage } from '@graphiql/toolkit';

/** Keys that hold queries about people of one state of the corpus; the rest (theme, history, panels) outlives it. */
const OF_THE_CORPUS = /^graphiql:(?:tabState|query|variables|headers|operationName)$/;
const MARK = '@';

/**
 * Storage whose open tabs belong to one snapshot: after an import the page opens with examples that run, instead of
 * ids that may be gone. What other snapshots left is removed; the history of queries stays.
 * @param kept the browser's own storage
 * @param snapshotId null while the snapshot is unknown: then nothing is removed
 */
export function editorStorage(kept: EditorStorage, snapshotId: string | null): EditorStorage {
  const suffix = `${MARK}${snapshotId ?? 'unknown'}`;
  const place = (key: string): string => (OF_THE_CORPUS.test(key) ? key + suffix : key);
  for (const key of snapshotId === null ? [] : Object.keys(kept)) {
    const [name] = key.split(MARK);
    if (OF_THE_CORPUS.test(name) && key !== name + suffix) kept.removeItem(key);
  }
  return {
    getItem: (key) => kept.getItem(place(key)),
    setItem: (key, value) => kept.setItem(place(key), value),
    removeItem: (key) => kept.removeItem(place(key)),
    clear: () => kept.clear(),
    get length() {
      return kept.length;
    },
  };
}
