import { describe, expect, it } from 'vitest';
import { exportParams } from '../../../src/explorer/pages/network/export-params.js';
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
});
