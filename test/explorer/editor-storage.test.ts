import type { Storage } from '@graphiql/toolkit';
import { describe, expect, it } from 'vitest';
import { editorStorage } from '../../src/explorer/playground/editor-storage.js';
import { keptStorage } from '../../src/explorer/playground/kept-storage.js';

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

const TABS = '{"tabs":[]}';
const HISTORY = '{"queries":[]}';

describe('what the playground remembers', () => {
  it('keeps open tabs for the same corpus', () => {
    const kept = browserStorage();
    editorStorage(kept, 'one').setItem('graphiql:tabState', TABS);
    expect(editorStorage(kept, 'one').getItem('graphiql:tabState')).toBe(TABS);
  });

  it('forgets them with another corpus, but not the theme or the history', () => {
    const kept = browserStorage();
    const before = editorStorage(kept, 'one');
    before.setItem('graphiql:tabState', TABS);
    before.setItem('graphiql:theme', 'dark');
    before.setItem('graphiql:queries', HISTORY);
    const after = editorStorage(kept, 'two');
    expect(after.getItem('graphiql:tabState')).toBeNull();
    expect(after.getItem('graphiql:theme')).toBe('dark');
    expect(after.getItem('graphiql:queries')).toBe(HISTORY);
    expect(Object.keys(kept)).toEqual(['graphiql:theme', 'graphiql:queries']);
  });

  it('removes nothing while the corpus is unknown', () => {
    const kept = browserStorage();
    editorStorage(kept, 'one').setItem('graphiql:tabState', TABS);
    expect(editorStorage(kept, null).getItem('graphiql:tabState')).toBeNull();
    expect(editorStorage(kept, 'one').getItem('graphiql:tabState')).toBe(TABS);
  });
});

describe('headers, in which a curator’s token stands', () => {
  const token = '{"authorization":"Bearer SECRET"}';
  const history = (headers: string) => JSON.stringify({ queries: [{ query: '{ corpus { id } }', variables: '{"headers":"mine"}', headers, operationName: null }] });

  it('are not stored with the history, favourites, tabs or by themselves', () => {
    const kept = browserStorage();
    const storage = editorStorage(kept, 'one');
    storage.setItem('graphiql:queries', history(token));
    storage.setItem('graphiql:favorites', JSON.stringify({ favorites: [{ query: '{ a }', headers: token, favorite: true }] }));
    storage.setItem('graphiql:tabState', JSON.stringify({ activeTabIndex: 0, tabs: [{ query: '{ a }', headers: token }] }));
    storage.setItem('graphiql:headers', token);
    expect(JSON.stringify(kept)).not.toContain('SECRET');
    expect(storage.getItem('graphiql:queries')).toBe(history(''));
    expect(kept.getItem('graphiql:tabState@one')).toBe('{"activeTabIndex":0,"tabs":[{"query":"{ a }","headers":""}]}');
    expect(storage.getItem('graphiql:headers')).toBeNull();
  });

  it.each(['one', null])('are taken out of what an earlier version stored (snapshot %s)', (snapshotId) => {
    const kept = browserStorage();
    kept.setItem('graphiql:queries', history(token));
    kept.setItem('graphiql:tabState@one', JSON.stringify({ tabs: [{ query: '{ a }', headers: token }] }));
    kept.setItem('graphiql:headers', token);
    kept.setItem('graphiql:headers@one', token);
    kept.setItem('graphiql:shouldPersistHeaders', 'true');
    kept.setItem('graphiql:favorites', `{"favorites": [${token}`);
    kept.setItem('coterie:theme', 'dark');
    editorStorage(kept, snapshotId);
    expect({ ...kept }).toEqual({ 'graphiql:queries': history(''), 'graphiql:tabState@one': '{"tabs":[{"query":"{ a }","headers":""}]}', 'coterie:theme': 'dark' });
  });
});

describe('where the browser stores nothing', () => {
  it.each([
    ['the storage can’t be had', () => { throw new DOMException('denied', 'SecurityError'); }],
    ['it can’t be read', () => ({ getItem: () => { throw new DOMException('denied', 'SecurityError'); }, setItem: () => undefined, removeItem: () => undefined, clear: () => undefined, length: 0 })],
    ['there is none', () => null],
  ])('memory serves, and it is known that nothing is kept: %s', (_case, open) => {
    const { storage, isKept } = keptStorage(open);
    expect(isKept).toBe(false);
    const editor = editorStorage(storage, 'one');
    editor.setItem('graphiql:tabState', '{}');
    editor.setItem('graphiql:editorFlex', '1');
    expect(editor.getItem('graphiql:tabState')).toBe('{}');
    expect(editor.getItem('constructor')).toBeNull();
    expect(editor.length).toBe(2);
    editor.clear();
    expect(editor.length).toBe(0);
  });

  it('is the browser’s own where it can be read', () => {
    const kept = browserStorage();
    expect(keptStorage(() => kept)).toEqual({ storage: kept, isKept: true });
  });
});
