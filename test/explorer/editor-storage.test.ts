import type { Storage } from '@graphiql/toolkit';
import { describe, expect, it } from 'vitest';
import { editorStorage } from '../../src/explorer/playground/editor-storage.js';

/** The browser's storage as the Web Storage specification has it: keys are own enumerable properties. */
function browserStorage(): Storage {
  const items: Record<string, string> = {};
  const methods: Storage = {
    getItem: (key) => items[key] ?? null,
    setItem: (key, value) => void (items[key] = value),
    removeItem: (key) => void delete items[key],
    clear: () => Object.keys(items).forEach((key) => delete items[key]),
    length: 0,
  };
  return Object.setPrototypeOf(items, methods);
}

describe('what the playground remembers', () => {
  it('keeps open tabs for the same corpus', () => {
    const kept = browserStorage();
    editorStorage(kept, 'one').setItem('graphiql:tabState', 'tabs');
    expect(editorStorage(kept, 'one').getItem('graphiql:tabState')).toBe('tabs');
  });

  it('forgets them with another corpus, but not the theme or the history', () => {
    const kept = browserStorage();
    const before = editorStorage(kept, 'one');
    before.setItem('graphiql:tabState', 'tabs');
    before.setItem('graphiql:theme', 'dark');
    before.setItem('graphiql:queries', 'history');
    const after = editorStorage(kept, 'two');
    expect(after.getItem('graphiql:tabState')).toBeNull();
    expect(after.getItem('graphiql:theme')).toBe('dark');
    expect(after.getItem('graphiql:queries')).toBe('history');
    expect(Object.keys(kept)).toEqual(['graphiql:theme', 'graphiql:queries']);
  });

  it('removes nothing while the corpus is unknown', () => {
    const kept = browserStorage();
    editorStorage(kept, 'one').setItem('graphiql:tabState', 'tabs');
    expect(editorStorage(kept, null).getItem('graphiql:tabState')).toBeNull();
    expect(editorStorage(kept, 'one').getItem('graphiql:tabState')).toBe('tabs');
  });
});
