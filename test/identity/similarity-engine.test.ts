/** What was resolved by another engine is not taken for this one's; and guesses are never told as certain. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { CorpusStore } from '../../src/corpus/store.js';
import { setIdentityMode } from '../../src/identity/mode.js';
import { probabilityText } from '../../src/identity/similar-joins.js';
import { digestOfModules, ENGINE } from '../../src/identity/similarity-engine.js';
import { snapshotIdOf } from '../../src/snapshot/build.js';
import { tempDir } from '../helpers/temp-dir.js';

const room = path.resolve(import.meta.dirname, '../../src/identity');

it.each([
  'similarity/weights.ts', 'similarity/nicknames-table.ts', 'similarity/transliteration.ts', 'similarity/name-compatibility.ts', 'similarity/blocking.ts',
  'similarity/candidates.ts', 'similarity/agglomerate.ts', 'similarity/commonness.ts', 'similarity/common-names-table.ts', 'similarity/scope.ts', 'names.ts', 'fold.ts', 'name-blocks.ts',
])('the version changes with %s', (file) => {
  const copy = tempDir();
  cpSync(room, copy, { recursive: true });
  expect(digestOfModules(copy)).toBe(ENGINE.version);
  writeFileSync(path.join(copy, file), `${readFileSync(path.join(copy, file), 'utf8')} `);
  expect(digestOfModules(copy)).not.toBe(ENGINE.version);
});

it('a snapshot has another id where its people were guessed by another engine, and not where nobody was guessed', () => {
  const store = CorpusStore.open(path.join(tempDir(), 'data'));
  try {
    setIdentityMode(store, 'IDS_ONLY');
    expect(snapshotIdOf(store, 'other')).toBe(snapshotIdOf(store));
    setIdentityMode(store, 'FULL');
    expect(snapshotIdOf(store, ENGINE.version)).toBe(snapshotIdOf(store));
    expect(snapshotIdOf(store, 'other')).not.toBe(snapshotIdOf(store));
  } finally {
    store.close();
  }
});

it('a probability is never rounded up to certainty', () => {
  expect([0.5, 0.994, 0.996, 0.999_999, 1 - 2 ** -53, 1, 0.001].map(probabilityText)).toEqual(['0.50', '0.99', '0.99', '0.99', '0.99', '0.99', '0.00']);
});
