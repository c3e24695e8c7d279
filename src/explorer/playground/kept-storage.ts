/** The browser's storage, or one that lasts as long as the page where a browser lets none be used. */
import type { Storage as EditorStorage } from '@graphiql/toolkit';

export interface KeptStorage {
  readonly storage: EditorStorage;
  /** False where the browser blocks storage: then nothing outlives the page. */
  readonly isKept: boolean;
}

/** A storage as the Web Storage specification has it, keys as own properties included, that nothing outlives. */
export function passingStorage(): EditorStorage {
  const items = Object.create({
    getItem: (key: string): string | null => (Object.hasOwn(items, key) ? items[key] : null),
    setItem: (key: string, value: string): void => void (items[key] = value),
    removeItem: (key: string): void => void delete items[key],
    clear: (): void => Object.keys(items).forEach((key) => delete items[key]),
    get length(): number {
      return Object.keys(items).length;
    },
  }) as EditorStorage & Record<string, string>;
  return items;
}

/** @param open reads `window.localStorage`, which throws where cookies and site data are blocked, and is null in some webviews */
export function keptStorage(open: () => EditorStorage | null): KeptStorage {
  try {
    const storage = open();
    if (storage !== null) {
      // Some browsers hand it out and refuse to read it.
      storage.getItem('graphiql:query');
      return { storage, isKept: true };
    }
  } catch {
    // Blocked: the same as none.
  }
  return { storage: passingStorage(), isKept: false };
}
