import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorsAsked, graphOf, pictureQuestion, positionsQuestion, scopeOf } from '../../../src/explorer/pages/network/question.js';
import { COUNTINGS, INITIAL_STATE, isFiltered, networkHref, NO_FILTERS, PAPER_TYPES, readNetwork, SCOPES, type NetworkState } from '../../../src/explorer/pages/network/state.js';
import { onceEach, withKnownMetrics } from '../../../src/explorer/pages/network/use-picture.js';

const read = (query: string) => readNetwork(new URLSearchParams(query));
const stateOf = (query: string): NetworkState => read(query).state;

describe('the address of the network view', () => {
  it('is plain where everything stands at its default', () => {
    expect(networkHref(INITIAL_STATE)).toBe('/network');
    expect(read('')).toEqual({ state: INITIAL_STATE, problems: [] });
  });

  it('says the scope, the filters, the looks and the selection, by the names of the download endpoint', () => {
    const href = networkHref({
      ...INITIAL_STATE, scope: 'ego', author: 'A1', radius: 2, counting: 'FRACTIONAL', maxAuthors: 20, types: ['ARTICLE', 'PREPRINT'], venues: ['Nature, Physics', 'KDD'],
      yearFrom: 2001, minStrength: 0.5, size: 'BETWEENNESS', colour: 'FIRST_YEAR', year: 2010, person: 'A2', tab: 'authors', authors: ['A7', 'A8'],
    });
    expect(href).toBe('/network?scope=ego&author=A1&radius=2&authors=A7%2CA8&counting=FRACTIONAL&maxAuthors=20&types=ARTICLE%2CPREPRINT&venues=Nature%2C%2C+Physics%2CKDD&yearFrom=2001&minStrength=0.5&size=BETWEENNESS&colour=FIRST_YEAR&tab=authors&year=2010&person=A2');
  });

  it('leaves out what belongs to another scope, but keeps the pins', () => {
    const path = stateOf('scope=path&from=A1&to=A2&authors=A9');
    expect(networkHref(path, { scope: 'community', community: 3 })).toBe('/network?scope=community&community=3&authors=A9');
    expect(networkHref(stateOf('scope=top&n=50&metric=PAGERANK'), { scope: 'authors' })).toBe('/network?scope=authors');
  });

  it('is read back as it was written', () => {
    const text = fc.string({ maxLength: 20 });
    const states: fc.Arbitrary<NetworkState> = fc.record({
      scope: fc.constantFrom(...SCOPES), author: text, radius: fc.integer({ min: 1, max: 4 }), venues: fc.uniqueArray(fc.string({ minLength: 1, maxLength: 8 }).filter((name) => !name.includes('\0')), { maxLength: 4 }),
      types: fc.subarray([...PAPER_TYPES]), counting: fc.constantFrom(...COUNTINGS), maxAuthors: fc.option(fc.integer({ min: 1, max: 1000 })), year: fc.option(fc.integer({ min: 0, max: 9999 })),
    }).map((part) => ({ ...INITIAL_STATE, ...part, author: part.scope === 'ego' ? part.author : '', radius: part.scope === 'ego' ? part.radius : 1 }));
    fc.assert(fc.property(states, (state) => {
      expect(read(networkHref(state).split('?')[1] ?? '')).toEqual({ state, problems: [] });
    }));
  });

  it.each([
    ['radius=5', 'radius', 'a whole number from 1 to 4'],
    ['scope=galaxy', 'scope', 'one of ego, path, community, top, authors'],
    ['counting=full', 'counting', 'one of FULL, FRACTIONAL, FRACTIONAL_REFINED, HARMONIC'],
    ['types=ARTICLE,NOVEL', 'types', expect.stringContaining('some of ARTICLE,')],
    ['minStrength=-1', 'minStrength', 'a number from 0 to 1000000'],
    ['minStrength=1e3', 'minStrength', 'a number from 0 to 1000000'],
    ['pair=A1', 'pair', 'two ids of authors with a comma between them'],
    ['pair=A1,A1', 'pair', 'two ids of authors with a comma between them'],
    ['size=<script>', 'size', 'the id of a metric of authors, such as DEGREE'],
    ['n=5001', 'n', 'a whole number from 1 to 5000'],
    ['peopleOrder=NAME', 'peopleOrder', expect.stringContaining('.ASC or .DESC')],
  ])('tells that %s is no use, and takes the default', (query, name, accepts) => {
    const { state, problems } = read(query);
    expect(problems).toEqual([{ name, value: query.split('=')[1], accepts }]);
    expect(state).toEqual(INITIAL_STATE);
  });

  it('takes no years that exclude each other', () => {
    const { state, problems } = read('yearFrom=2010&yearTo=2000');
    expect([state.yearFrom, state.yearTo]).toEqual([null, null]);
    expect(problems).toEqual([{ name: 'yearFrom', value: '2010', accepts: 'a year not after yearTo, which is 2000' }]);
  });
});

describe('what is asked', () => {
  it.each([
    ['', { top: { metric: 'DEGREE', n: 100 } }],
    ['scope=ego&author=orcid:0&radius=3', { ego: { author: 'orcid:0', radius: 3 } }],
    ['scope=ego', null],
    ['scope=path&from=A1', null],
    ['scope=path&from=A1&to=A2&distance=INVERSE_STRENGTH', { path: { from: 'A1', to: 'A2', distance: 'INVERSE_STRENGTH' } }],
    ['scope=community&community=2&algorithm=LEIDEN&resolution=0.5&seed=9', { community: { id: 2, algorithm: 'LEIDEN', resolution: 0.5, seed: 9 } }],
    ['scope=authors&authors=A1,A2', { authors: ['A1', 'A2'] }],
    ['scope=authors', null],
  ])('of %j is the scope %j', (query, scope) => {
    expect(scopeOf(stateOf(query))).toEqual(scope);
  });

  it('names only those parts of the graph that differ from the default', () => {
    expect(graphOf(INITIAL_STATE)).toBeNull();
    expect(graphOf(stateOf('yearTo=1999&fields=Physics&component=GIANT'))).toEqual({ years: { from: null, to: 1999 }, fields: ['Physics'], component: 'GIANT' });
    expect(graphOf(stateOf('counting=HARMONIC&maxAuthors=10&venues=KDD&types=BOOK&minStrength=2'))).toEqual({ counting: 'HARMONIC', maxAuthors: 10, venues: ['KDD'], types: ['BOOK'], minStrength: 2 });
    const filtered = stateOf('counting=HARMONIC&maxAuthors=10');
    expect(isFiltered(filtered)).toBe(true);
    expect(isFiltered({ ...filtered, ...NO_FILTERS })).toBe(false);
  });

  it('asks for as many authors as the scope itself says', () => {
    expect(authorsAsked(stateOf('scope=top&n=700'))).toBe(700);
    expect(authorsAsked(stateOf('scope=authors&authors=A1,A2,A3'))).toBe(3);
    expect(authorsAsked(stateOf('scope=ego&author=A1&maxNodes=1000'))).toBe(1000);
  });

  it('asks for positions in the graph of all papers where filters are in use, but for communities, which are others then', () => {
    expect(pictureQuestion(stateOf('scope=ego&author=A1'))?.withBase).toBe(false);
    expect(pictureQuestion(stateOf('scope=ego&author=A1&yearTo=2000'))?.withBase).toBe(true);
    expect(pictureQuestion(stateOf('scope=community&yearTo=2000'))?.withBase).toBe(false);
    expect(pictureQuestion(stateOf('scope=ego'))).toBeNull();
  });

  it('leaves the layout of large pictures to the server, in the graph of all papers too', () => {
    expect(positionsQuestion(stateOf('scope=top&n=1500'))).toBeNull();
    expect(positionsQuestion(stateOf('scope=top&n=5000&layoutSeed=3&yearTo=2000'))).toEqual({ scope: { top: { metric: 'DEGREE', n: 5000 } }, graph: null, layout: { seed: 3 }, maxNodes: 5000, maxEdges: 5000 });
    expect(positionsQuestion(stateOf('scope=community&maxNodes=5000&yearTo=2000'))?.graph).toEqual({ years: { from: null, to: 2000 } });
    expect(pictureQuestion(stateOf('scope=top&n=5000&yearTo=2000'))?.withBase).toBe(false);
  });

  it('asks for a second metric only where the colour is one', () => {
    expect(pictureQuestion(stateOf('colour=FIELD'))).toMatchObject({ withColour: false, size: 'DEGREE' });
    expect(pictureQuestion(stateOf('colour=PAGERANK'))).toMatchObject({ withColour: true, colour: 'PAGERANK' });
  });
});

describe('metrics of the address', () => {
  const metrics = [{ id: 'DEGREE', isLabel: false }, { id: 'PAGERANK', isLabel: false }, { id: 'COMMUNITY', isLabel: true }];

  it('that the registry lacks are replaced and told', () => {
    const { state, problems } = withKnownMetrics(stateOf('size=NONSENSE&colour=PAGERANK'), metrics);
    expect(state.size).toBe('DEGREE');
    expect(state.colour).toBe('PAGERANK');
    expect(problems).toEqual([{ name: 'size', value: 'NONSENSE', accepts: 'the id of a metric of authors, such as DEGREE' }]);
  });

  it('that name groups are no sizes, but the community is a colour', () => {
    expect(withKnownMetrics(stateOf('size=COMMUNITY'), metrics).state.size).toBe('DEGREE');
    const plain = stateOf('colour=COMMUNITY');
    expect(withKnownMetrics(plain, metrics)).toEqual({ state: plain, problems: [] });
  });

  it('stand until the registry is known', () => {
    const state = stateOf('size=NONSENSE');
    expect(withKnownMetrics(state, [])).toEqual({ state, problems: [] });
  });

  it('that are being computed are told once, not once for each author', () => {
    const error = (metric: string, message: string) => ({ message, extensions: { code: 'METRIC_COMPUTING', metric } });
    expect(onceEach([error('BETWEENNESS', 'at 10 %'), error('BETWEENNESS', 'at 12 %'), error('PAGERANK', 'at 1 %')]).map(({ message }) => message)).toEqual(['at 12 %', 'at 1 %']);
  });
});
