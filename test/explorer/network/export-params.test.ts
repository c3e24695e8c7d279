import { describe, expect, it } from 'vitest';
import { exportParams, isPlacedByServer, positionsOf } from '../../../src/explorer/pages/network/export-params.js';
import { readNetwork } from '../../../src/explorer/pages/network/state.js';

const paramsOf = (query: string) => String(exportParams(readNetwork(new URLSearchParams(query)).state, 'dark'));
const LOOKS = 'maxEdges=5000&layoutSeed=1&labels=40&theme=dark';

describe('what is exported', () => {
  it.each([
    ['', `scope=top&top=DEGREE&n=100&maxNodes=100&${LOOKS}&sizeBy=DEGREE&colourBy=community&metrics=DEGREE`],
    ['scope=ego&author=A1&radius=2&authors=A7,A8&person=A3', `scope=ego&author=A1&radius=2&maxNodes=500&${LOOKS}&sizeBy=DEGREE&colourBy=community&metrics=DEGREE`],
    ['scope=authors&authors=A7,A8&colour=FIELD', `scope=authors&authors=A7%2CA8&maxNodes=2&${LOOKS}&sizeBy=DEGREE&colourBy=top_field&metrics=DEGREE`],
    ['scope=path&from=A1&to=A2&yearTo=2000&types=ARTICLE&minStrength=0.5', `scope=path&from=A1&to=A2&distance=UNWEIGHTED&types=ARTICLE&yearTo=2000&minStrength=0.5&maxNodes=500&${LOOKS}&sizeBy=DEGREE&colourBy=community&metrics=DEGREE`],
    ['scope=community&community=3&size=PAGERANK&colour=CLOSENESS', `scope=community&community=3&algorithm=LOUVAIN&resolution=1&seed=1&maxNodes=500&${LOOKS}&sizeBy=PAGERANK&colourBy=CLOSENESS&metrics=PAGERANK%2CCLOSENESS`],
  ])('of %j is what is on the screen, in the endpoint’s names', (query, params) => {
    expect(paramsOf(query)).toBe(params);
  });

  it('is the picture of the slider’s year', () => {
    expect(exportParams(readNetwork(new URLSearchParams('')).state, 'light', { year: 2015 }).get('until')).toBe('2015');
  });

  it('is without positions where the network is larger than what is laid out', () => {
    const layout = (nodeCount: number) => exportParams(readNetwork(new URLSearchParams('scope=ego&author=A1&radius=2')).state, 'light', { nodeCount }).get('layout');
    expect([layout(5000), layout(5001)]).toEqual([null, '0']);
  });

  it('stands where the screen has it, unless the server would put it there anyway', () => {
    expect(positionsOf({ nodes: [{ id: 'A1', x: 1 / 3, y: -2e-9 }, { id: 'A2', x: 12345.6789, y: 0 }] })).toEqual({ A1: [0.3333333, -2e-9], A2: [12345.68, 0] });
    const placed = (query: string) => isPlacedByServer(readNetwork(new URLSearchParams(query)).state);
    expect([placed('scope=top&n=100'), placed('scope=top&n=5000'), placed('scope=top&n=5000&yearFrom=2000')]).toEqual([false, true, false]);
  });
});
