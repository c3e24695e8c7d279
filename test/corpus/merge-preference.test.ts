import { describe, expect, it } from 'vitest';
import { FORMAT_ORDER } from '../../src/corpus/merge-preference.js';
import { SOURCES } from '../../src/sources/registry.js';

describe('the order of formats', () => {
  it('has a place for every format of the registry, and for no other', () =>
    expect(FORMAT_ORDER.filter((id) => id !== '').toSorted()).toEqual(SOURCES.map(({ id }) => id).toSorted()));
  it('has one place for formats that it does not know', () => expect(FORMAT_ORDER.filter((id) => id === '')).toHaveLength(1));
});
