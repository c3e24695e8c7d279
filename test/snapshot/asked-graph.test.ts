import { describe, expect, it } from 'vitest';
import { DEFAULT_SPEC } from '../../src/graph/spec.js';
import { askedGraph } from '../../src/snapshot/asked-graph.js';
import type { Vocabulary } from '../../src/snapshot/types.js';

const vocabulary: Vocabulary = { types: ['ARTICLE', 'REVIEW'], venues: ['Alpha', 'Beta', 'Gamma'], fields: ['Physics'] };
const asked = (given: Partial<typeof DEFAULT_SPEC>) => askedGraph({ ...DEFAULT_SPEC, ...given }, vocabulary, (author) => `A${author}`);

describe('a graph as one asks for it', () => {
  it('says nothing of what is at its default', () => {
    expect(asked({})).toEqual({});
  });

  it('has names for indices, each once, and the fields of the argument', () => {
    expect(asked({
      counting: 'HARMONIC', maxAuthors: 50, yearFrom: 1990, yearTo: 2000, types: [1], venues: [2, 0, 2], fields: [0], minStrength: 0.5, component: 'GIANT', componentOf: 7,
    })).toEqual({
      counting: 'HARMONIC', maxAuthors: 50, years: { from: 1990, to: 2000 }, types: ['REVIEW'], venues: ['Alpha', 'Gamma'], fields: ['Physics'], minStrength: 0.5, component: 'GIANT', componentOf: 'A7',
    });
    expect([asked({ yearFrom: 0 }), asked({ yearTo: 2000 })]).toEqual([{ years: { from: 0 } }, { years: { to: 2000 } }]);
  });
});
