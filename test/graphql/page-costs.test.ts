/** What the explorer's pages ask at most fits the limits, on a corpus of 100,000 papers and on one of three million, and answers. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, Kind, parse, print, separateOperations, type DocumentNode, type OperationDefinitionNode } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CorpusSize } from '../../src/graphql/corpus-size.js';
import { costOf } from '../../src/graphql/cost.js';
import { MAX_ALIASES, MAX_COST, MAX_DEPTH } from '../../src/graphql/limits.js';
import { shapeOf } from '../../src/graphql/query-limits.js';
import { schemaText } from '../../src/graphql/schema.js';
import { AUTHOR_METRICS } from '../../src/metrics/registry.js';
import { syntheticPapers } from '../../src/synthetic/papers.js';
import { servedCorpus, type ServedCorpus } from '../helpers/served-corpus.js';

const schema = buildSchema(schemaText());
const LARGE: CorpusSize = { papers: 100_000, authors: 150_000, authorships: 300_000, keepsGraph: () => false, entries: () => 2_600_000 };
const HUGE: CorpusSize = { papers: 3_000_000, authors: 1_000_000, authorships: 9_000_000, keepsGraph: () => false, entries: () => 30_000_000 };

const FILES = readdirSync('src/explorer', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.graphql')).toSorted();
const ALL = parse(FILES.map((file) => readFileSync(join('src/explorer', file), 'utf8')).join('\n'));
const OPERATIONS = separateOperations(ALL);
const operationOf = (document: DocumentNode) => document.definitions.find((definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION);

/** A graph of its own, which no snapshot keeps. */
const GRAPH = { counting: 'FRACTIONAL', maxAuthors: 100, years: { from: 1990, to: null } };
const EGO = { ego: { author: 'AUTHOR', radius: 4 } };
const TOP = { top: { metric: 'DEGREE', n: 5_000 } };
const PICTURE = { graph: GRAPH, withBase: false, withYears: false, maxNodes: 5_000, maxEdges: 20_000, size: 'PAGERANK', colour: 'DEGREE', withColour: true };
const USUAL = { maxNodes: 500, maxEdges: 5_000, withColour: false };
const DIVISION = { algorithm: 'LOUVAIN', seed: 1, resolution: 1 };
const PAPERS = { id: 'AUTHOR', papersWhere: { year: { isNull: false } }, papersOrder: [{ field: 'CITED_BY_COUNT', direction: 'DESC' }] };
const COLLABORATORS = { id: 'AUTHOR', collaboratorsWhere: { author: { name: 'a' } }, collaboratorsOrder: [{ field: 'STRENGTH', direction: 'DESC' }], graph: GRAPH };
const NARROWED = { name: 'a', firstYear: { in: [2001, 2002] } };

/** The same question of the graph of all papers. */
function overAllPapers(variables: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, value === GRAPH ? null : value]));
}

/** The most that each operation is asked with, by its name; AUTHOR and PAPER stand for ids. What takes no variables needs no entry. */
const LARGEST: Readonly<Record<string, ReadonlyArray<Readonly<Record<string, unknown>>>>> = {
  Suggestions: [{ text: 'synth gra', authors: 8, withPapers: true, withVenues: true, id: 'AUTHOR', isId: true }],
  OverviewPage: [{ spec: null }, { spec: GRAPH }],
  OverviewDistances: [{ spec: null }],
  Ranking: [{ metric: 'PAGERANK', direction: 'DESC', where: NARROWED, graph: GRAPH, first: 25 }, { metric: 'BETWEENNESS', direction: 'DESC', where: null, graph: null, first: 25 }],
  RankingFacets: [{ field: NARROWED, venue: NARROWED, firstYear: { name: 'a' }, lastYear: NARROWED, graph: GRAPH }],
  CommunityMap: [{ graph: null, ...DIVISION, maxCommunities: 500, maxLinks: 10_000 }],
  CommunityPage: [{ scope: { community: { id: 0, ...DIVISION } }, graph: null, ...DIVISION }],
  CommunityMembers: [{ scope: { community: { id: 0, ...DIVISION } }, graph: null, ...DIVISION, metric: 'PAGERANK', orderBy: [{ metric: 'PAGERANK', direction: 'DESC' }] }],
  CommunityNeighbours: [{ graph: null, ...DIVISION }],
  PaperAuthors: [{ id: 'PAPER' }],
  Provenance: [{ id: 'PAPER' }],
  PaperPage: [{ id: 'PAPER' }],
  PaperMentions: [{ id: 'PAPER' }],
  SearchOverview: [{ text: 'synth gra', id: 'AUTHOR', isId: true }],
  SearchAuthors: [{ text: 'synth', first: 25 }],
  SearchPapers: [{ text: 'synth', first: 25 }],
  SearchVenues: [{ text: 'synth', first: 25 }],
  // The largest pictures, and those of the usual size of what takes most work beside them.
  NetworkPicture: [
    { ...PICTURE, scope: TOP }, { ...PICTURE, scope: TOP, withYears: true, maxEdges: 5_000 }, { ...PICTURE, scope: { path: { from: 'AUTHOR', to: 'AUTHOR' } } },
    { ...PICTURE, ...USUAL, scope: EGO }, { ...PICTURE, ...USUAL, scope: EGO, withBase: true }, { ...PICTURE, ...USUAL, scope: { community: { id: 0, algorithm: 'LOUVAIN' } } },
  ],
  NetworkPositions: [{ scope: TOP, graph: GRAPH, layout: { seed: 1 }, maxNodes: 5_000, maxEdges: 20_000 }],
  NetworkProbe: [{ scope: TOP, graph: GRAPH, size: 'PAGERANK', colour: 'DEGREE', withColour: true }],
  NetworkPath: [{ from: 'AUTHOR', to: 'AUTHOR2', graph: GRAPH, distance: 'INVERSE_STRENGTH', first: 10 }],
  NetworkVenues: [{ contains: 'syn' }],
  NetworkPeople: [{ query: 'synth' }],
  NetworkPerson: [{ id: 'AUTHOR', graph: GRAPH }],
  NetworkPair: [{ authors: ['AUTHOR', 'AUTHOR2'], graph: GRAPH, first: 200 }],
  NetworkNames: [{ ids: ['AUTHOR'] }],
  VenuePage: [{ venue: 'VENUE' }],
  VenuePapers: [{ venue: 'VENUE', year: { eq: 2010 }, first: 25 }],
  AuthorPage: [{ ...PAPERS, ...COLLABORATORS }],
  AuthorPapers: [PAPERS],
  AuthorCollaborators: [COLLABORATORS],
  AuthorIdentity: [{ id: 'AUTHOR' }],
  AuthorMetrics: [{ id: 'AUTHOR', ids: AUTHOR_METRICS.map(({ id }) => id), graph: null }, { id: 'AUTHOR', ids: ['DEGREE', 'STRENGTH', 'PAGERANK', 'BETWEENNESS', 'CLOSENESS', 'CORE_NUMBER', 'LOCAL_CLUSTERING', 'CONSTRAINT'], graph: GRAPH }],
  JointPapers: [{ id: 'AUTHOR', with: ['AUTHOR2'], graph: GRAPH }],
  SuggestedCollaborators: [{ id: 'AUTHOR', method: 'PERSONALISED_PAGERANK', graph: GRAPH }],
  AuthorDuplicates: [{ id: 'AUTHOR' }],
  EgoPicture: [{ id: 'AUTHOR', graph: GRAPH }],
};

const ASKED = Object.entries(OPERATIONS).flatMap(([name, document]) => (LARGEST[name] ?? [{}]).map((variables, at) => [at === 0 ? name : `${name} (${at + 1})`, document, variables] as const));

describe('the operations of the pages', () => {
  it('have names that no two of them share', () => {
    const names = ALL.definitions.flatMap((definition) => ('name' in definition && definition.name ? [definition.name.value] : []));
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
    expect(names).toHaveLength(ALL.definitions.length);
    expect(FILES.length).toBeGreaterThan(10);
  });

  it('are each asked here with the most that pages ask', () => {
    const withVariables = Object.entries(OPERATIONS).filter(([, document]) => (operationOf(document)?.variableDefinitions ?? []).length > 0).map(([name]) => name);
    expect(withVariables.filter((name) => LARGEST[name] === undefined)).toEqual([]);
    expect(Object.keys(LARGEST).filter((name) => OPERATIONS[name] === undefined)).toEqual([]);
  });
});

describe.each(ASKED)('%s', (_, document, variables) => {
  // A graph of one's own of three million papers is more than a page may ask: the server says so, and what would fit.
  it.each([['100,000 papers', LARGE, variables], ['three million papers', HUGE, overAllPapers(variables)]] as const)('fits the limits on %s', (__, size, told) => {
    const { values, work } = costOf(schema, document, operationOf(document) as OperationDefinitionNode, told, size);
    expect(values + work).toBeLessThanOrEqual(MAX_COST);
    const { depth, aliases } = shapeOf(document);
    expect([depth <= MAX_DEPTH, aliases <= MAX_ALIASES]).toEqual([true, true]);
  });
});

describe('on a corpus', () => {
  let corpus: ServedCorpus;
  const standIns = new Map<string, string>();
  beforeAll(async () => {
    corpus = await servedCorpus(syntheticPapers({ papers: 400 }));
    const [first, coauthor] = await Promise.all([
      corpus.get<string>('authors.nodes.0.id', '{ authors(first: 1) { nodes { id } } }'),
      corpus.get<string>('authors.nodes.0.collaborators.nodes.0.id', '{ authors(first: 1) { nodes { collaborators(first: 1) { nodes { id } } } } }'),
    ]);
    standIns.set('AUTHOR', first).set('AUTHOR2', coauthor);
    standIns.set('PAPER', await corpus.get<string>('papers.nodes.0.id', '{ papers(first: 1) { nodes { id } } }'));
    standIns.set('VENUE', await corpus.get<string>('corpus.venues.groups.0.key', '{ corpus { venues(limit: 1) { groups { key } } } }'));
  });

  it.each(ASKED)('%s answers without an error', async (_, document, variables) => {
    const told = JSON.parse(JSON.stringify(variables), (__, value: unknown) => (typeof value === 'string' ? (standIns.get(value) ?? value) : value)) as Record<string, unknown>;
    const { errors, data } = await corpus.ask(print(document), told);
    expect([errors, corpus.logged]).toEqual([[], []]);
    expect(Object.values(data ?? {})).not.toContain(null);
  });
});
