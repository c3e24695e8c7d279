import { describe, expect, it } from 'vitest';
import { asNetwork, communityHref, communityNetworkHref, divisionQuestion, mapHref, memberScope, readDivision } from '../../../src/explorer/pages/communities/division.js';
import { divisionWords, leavingShare, namesOf, percent, shownWords } from '../../../src/explorer/pages/communities/division-words.js';
import { exportParams } from '../../../src/explorer/pages/network/export-params.js';

const stateOf = (query: string) => readDivision(new URLSearchParams(query)).state;
const LONG = 'algorithm=LEIDEN&resolution=0.5&seed=7&counting=FRACTIONAL&types=ARTICLE&yearFrom=2010&maxCommunities=200';

describe('the state of a division', () => {
  it('asks for Louvain of the whole graph where the address says nothing, and stands as a bare address', () => {
    expect(divisionQuestion(stateOf(''))).toEqual({ graph: null, algorithm: 'LOUVAIN', seed: 1, resolution: 1 });
    expect(mapHref(stateOf(''))).toBe('/communities');
    expect(communityHref(stateOf(''), 3)).toBe('/communities/3');
  });

  it('keeps the whole division from the map to a community and back, but not how one community was looked at', () => {
    const state = stateOf(LONG);
    expect(divisionQuestion(state)).toEqual({ graph: { counting: 'FRACTIONAL', types: ['ARTICLE'], years: { from: 2010, to: null } }, algorithm: 'LEIDEN', seed: 7, resolution: 0.5 });
    const there = communityHref(state, 3, { metric: 'PAGERANK', membersOrder: { column: 'NAME', direction: 'ASC' } });
    expect(there).toContain('metric=PAGERANK&membersOrder=NAME.ASC');
    expect(mapHref(stateOf(there.split('?')[1]))).toBe(mapHref(state));
    expect(mapHref(state)).toBe('/communities?algorithm=LEIDEN&resolution=0.5&seed=7&counting=FRACTIONAL&types=ARTICLE&yearFrom=2010&maxCommunities=200');
  });

  it('is the network view’s community, and the download’s', () => {
    const state = stateOf(LONG);
    expect(communityNetworkHref(state, 3)).toBe('/network?scope=community&community=3&algorithm=LEIDEN&resolution=0.5&seed=7&counting=FRACTIONAL&types=ARTICLE&yearFrom=2010');
    expect(memberScope(state, 3)).toEqual({ community: { id: 3, algorithm: 'LEIDEN', seed: 7, resolution: 0.5 } });
    const params = exportParams(asNetwork(state, 3), 'light');
    expect([params.get('scope'), params.get('community'), params.get('algorithm'), params.get('resolution'), params.get('seed'), params.get('counting')]).toEqual(['community', '3', 'LEIDEN', '0.5', '7', 'FRACTIONAL']);
  });

  it('says what it can’t take, and leaves years out that exclude each other', () => {
    const { state, problems } = readDivision(new URLSearchParams('algorithm=MAGIC&resolution=0&maxCommunities=501&yearFrom=2020&yearTo=2010'));
    expect(problems.map(({ name }) => name)).toEqual(['algorithm', 'resolution', 'maxCommunities', 'yearFrom']);
    expect([state.algorithm, state.resolution, state.maxCommunities, state.yearFrom, state.yearTo]).toEqual(['LOUVAIN', 1, 100, null, null]);
  });
});

describe('words about communities', () => {
  it('name what an algorithm uses, and no more', () => {
    const division = { seed: 4, resolution: 2 };
    expect((['LEIDEN', 'LABEL_PROPAGATION', 'COMPONENTS'] as const).map((algorithm) => divisionWords({ ...division, algorithm }))).toEqual(['Leiden, seed 4, resolution 2', 'Label propagation, seed 4', 'Connected components']);
  });

  it('tell which share of strength leaves: none has one where nobody collaborates', () => {
    expect(percent(leavingShare({ internalStrength: 3, externalStrength: 1 }))).toBe('25 %');
    expect(percent(leavingShare({ internalStrength: 3, externalStrength: 0 }))).toBe('0 %');
    expect(percent(leavingShare({ internalStrength: 0, externalStrength: 0 }))).toBe('–');
  });

  it('tell what is shown of how many', () => {
    const list = (length: number) => ({ length });
    expect(shownWords({ communityCount: 1615, linkCount: 2004, nodes: list(100), links: list(1000) }, 'LOUVAIN')).toBe('The 100 largest of 1,615 communities, and the 1,000 strongest of the 2,004 links among them.');
    expect(shownWords({ communityCount: 3, linkCount: 2, nodes: list(3), links: list(2) }, 'LOUVAIN')).toBe('All 3 communities, and all 2 links among them.');
    expect(shownWords({ communityCount: 2, linkCount: 1, nodes: list(2), links: list(1) }, 'LOUVAIN')).toBe('All 2 communities, and the one link among them.');
    expect(shownWords({ communityCount: 3, linkCount: 0, nodes: list(3), links: list(0) }, 'LOUVAIN')).toBe('All 3 communities; nothing links them.');
    expect(shownWords({ communityCount: 1, linkCount: 0, nodes: list(1), links: list(0) }, 'LOUVAIN')).toBe('1 community.');
    expect(shownWords({ communityCount: 4, linkCount: 0, nodes: list(2), links: list(0) }, 'COMPONENTS')).toBe('The 2 largest of 4 components; nothing links them.');
  });

  it('name the first members and count the others', () => {
    const authors = [{ displayName: 'Ada' }, { displayName: 'Bo' }];
    expect([namesOf(authors, 2, 2), namesOf(authors, 3, 2), namesOf(authors, 12, 1)]).toEqual(['Ada, Bo', 'Ada, Bo and 1 other', 'Ada and 11 others']);
  });
});
