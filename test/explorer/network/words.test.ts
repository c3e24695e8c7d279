import { describe, expect, it } from 'vitest';
import { moreAuthors, moreEdges } from '../../../src/explorer/pages/network/raise.js';
import { rowsOf } from '../../../src/explorer/pages/network/rows.js';
import { togglePin, toScope } from '../../../src/explorer/pages/network/scope-changes.js';
import { headingOf } from '../../../src/explorer/pages/network/scope-words.js';
import { INITIAL_STATE, type NetworkState } from '../../../src/explorer/pages/network/state.js';
import { absences, announcement, computingWords, leftOut, shownOf, strengthUnit, whatIsMissing } from '../../../src/explorer/pages/network/words.js';
import { NETWORK } from './some-network.js';

const state = (change: Partial<NetworkState>): NetworkState => ({ ...INITIAL_STATE, ...change });
const network = (nodes: number, nodeCount: number, edges: number, edgeCount: number, authorCount = 12_345) =>
  ({ nodes: { length: nodes }, edges: { length: edges }, nodeCount, edgeCount, graph: { ...NETWORK.graph, authorCount } });

describe('what is shown of how many', () => {
  it.each([
    [{}, network(100, 100, 300, 300), '100 of 12,345 authors: the first by the metric; 300 collaborations among them.'],
    [{}, network(14, 14, 25, 25, 14), '14 authors; 25 collaborations among them.'],
    [{ scope: 'ego' }, network(500, 12_345, 1200, 8000), '500 of 12,345 authors: the nearest, then those with the strongest ties to authors one step nearer; 1,200 of 8,000 collaborations among them: the strongest.'],
    [{ scope: 'community' }, network(1, 2, 0, 0), '1 of 2 authors: those with most collaborators; 0 collaborations among them.'],
    [{ scope: 'path' }, network(10, 20, 1, 1), '10 of 20 authors: those on most of the ways; 1 collaboration among them.'],
  ] as const)('of %j is told', (change, shown, sentence) => {
    expect(shownOf(state(change), shown)).toBe(sentence);
  });

  it('can be raised in steps, up to all or to what a picture has room for', () => {
    expect(moreAuthors(state({ scope: 'ego' }), network(500, 12_345, 0, 0))).toEqual({ to: 1000, isAll: false, change: { maxNodes: 1000 } });
    expect(moreAuthors(state({ scope: 'ego' }), network(500, 620, 0, 0))).toEqual({ to: 620, isAll: true, change: { maxNodes: 620 } });
    expect(moreAuthors(state({ scope: 'ego', maxNodes: 5000 }), network(5000, 12_345, 0, 0))).toBeNull();
    expect(moreAuthors(state({}), network(100, 100, 0, 0))).toEqual({ to: 200, isAll: false, change: { scope: 'top', n: 200 } });
    expect(moreAuthors(state({ scope: 'authors' }), network(3, 4, 0, 0))).toBeNull();
    expect(moreEdges(state({}), network(1, 1, 5000, 8000))).toEqual({ to: 8000, isAll: true, change: { maxEdges: 8000 } });
    expect(moreEdges(state({ maxEdges: 20_000 }), network(1, 1, 20_000, 80_000))).toBeNull();
    expect(moreEdges(state({}), network(1, 1, 10, 10))).toBeNull();
  });

  it('names what filters left out', () => {
    expect(leftOut({ papersExcluded: 0, hyperAuthoredPapersExcluded: 0 }, null)).toBeNull();
    expect(leftOut({ papersExcluded: 1, hyperAuthoredPapersExcluded: 0 }, null)).toBe('The filters leave out 1 paper.');
    expect(leftOut({ papersExcluded: 1, hyperAuthoredPapersExcluded: 1 }, 50)).toBe('The filters leave out 1 paper because it has more than 50 authors.');
    expect(leftOut({ papersExcluded: 1200, hyperAuthoredPapersExcluded: 7 }, 50)).toBe('The filters leave out 1,200 papers; 7 of them only because they have more than 50 authors.');
  });

  it('is said to those who don’t see the picture', () => {
    expect(announcement(312, 1204, null)).toBe('312 authors, 1,204 collaborations');
    expect(announcement(1, 1, 2010)).toBe('1 author, 1 collaboration by the end of 2010');
  });
});

describe('headings', () => {
  const rows = rowsOf({ network: NETWORK });
  const titles = new Map([['PAGERANK', 'PageRank']]);
  it.each([
    [{ scope: 'ego', author: 'A1' }, 'Network of Ann Alpha'],
    [{ scope: 'path', from: 'A1', to: 'A3' }, 'Path from Ann Alpha to Cy Gamma'],
    [{ scope: 'community', community: 4 }, 'Community 4'],
    [{ scope: 'community', community: 4, algorithm: 'LEIDEN' }, 'Community 4 by Leiden'],
    [{ metric: 'PAGERANK', n: 4 }, 'Top 4 authors: PageRank'],
    [{ metric: 'PAGERANK', n: 2000 }, 'All 4 authors'],
    [{ scope: 'authors' }, 'Pinned people'],
  ] as const)('of %j', (change, heading) => {
    expect(headingOf(state(change), rows, titles)).toBe(heading);
  });

  it('wait for names', () => {
    expect(headingOf(state({ scope: 'ego' }), null, titles)).toBe('Network of one person');
  });
});

describe('changes of the scope', () => {
  it('keep the people at hand', () => {
    expect(toScope(state({ scope: 'ego', author: 'A1', person: 'A2' }), 'path')).toMatchObject({ scope: 'path', from: 'A2', to: '', person: '' });
    expect(toScope(state({ scope: 'path', from: 'A1', to: 'A2' }), 'ego')).toMatchObject({ scope: 'ego', author: 'A1' });
    expect(toScope(state({ scope: 'path', from: 'A1' }), 'top')).toEqual({ scope: 'top', person: '', pair: [], year: null });
  });

  it('say what is still to be chosen', () => {
    expect(whatIsMissing(state({ scope: 'path', from: 'A1' }))).toBe('Choose where the path ends.');
    expect(whatIsMissing(state({ scope: 'authors' }))).toBe('Pin the people whose network you would like to see.');
  });
});

describe('notices', () => {
  const rows = rowsOf({ network: NETWORK });
  const drawn = { rows, growth: { range: { first: 1999, last: 2012 }, undatedPeople: 0, undatedPairs: 0 }, year: null };

  it('tell what the address asks for and the picture has not', () => {
    expect(absences(state({ person: 'A77', year: 1900 }), drawn)).toEqual(['The selected person, A77, is not in this picture.', 'The year 1900 lies outside of the picture’s, 1999 to 2012: all years are shown.']);
    expect(absences(state({ person: 'A1', year: 2012 }), drawn)).toEqual([]);
  });

  it('tell what is being computed, and how far it is', () => {
    const titles = new Map([['BETWEENNESS', 'Betweenness']]);
    expect(computingWords({ message: 'x', extensions: { metric: 'BETWEENNESS', progress: 0.42 } }, titles)).toBe('Betweenness is being computed: 42 %.');
    expect(computingWords({ message: 'Communities are being found.' }, titles)).toBe('Communities are being found.');
  });

  it('name the unit of strength', () => {
    expect(strengthUnit('FULL')).toBe('joint papers');
    expect(strengthUnit('FRACTIONAL')).toContain('1/(k − 1)');
  });
});

describe('pins', () => {
  it('are set and taken back', () => {
    expect(togglePin(['A1'], 'A2')).toEqual(['A1', 'A2']);
    expect(togglePin(['A1', 'A2'], 'A1')).toEqual(['A2']);
  });
});
