/** Every operation of the explorer's pages, with the most that pages ask by it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse, separateOperations, type DocumentNode, type OperationDefinitionNode } from 'graphql';
import { AUTHOR_METRICS } from '../../src/metrics/registry.js';
import type { ServedCorpus } from '../helpers/served-corpus.js';

export const FILES = readdirSync('src/explorer', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.graphql')).toSorted();
export const ALL = parse(FILES.map((file) => readFileSync(join('src/explorer', file), 'utf8')).join('\n'));
export const OPERATIONS = separateOperations(ALL);
export const operationOf = (document: DocumentNode) => document.definitions.find((definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION);

/** A graph of its own, which no snapshot keeps. */
export const GRAPH = { counting: 'FRACTIONAL', maxAuthors: 100, years: { from: 1990, to: null } };
const EGO = { ego: { author: 'AUTHOR', radius: 4 } };
const TOP = { top: { metric: 'DEGREE', n: 5_000 } };
const PICTURE = { graph: GRAPH, withBase: false, withYears: false, maxNodes: 5_000, maxEdges: 20_000, size: 'PAGERANK', colour: 'DEGREE', withColour: true };
const USUAL = { maxNodes: 500, maxEdges: 5_000, withColour: false };
const DIVISION = { algorithm: 'LOUVAIN', seed: 1, resolution: 1 };
const PAPERS = { id: 'AUTHOR', papersWhere: { year: { isNull: false } }, papersOrder: [{ field: 'CITED_BY_COUNT', direction: 'DESC' }] };
const COLLABORATORS = { id: 'AUTHOR', collaboratorsWhere: { author: { name: 'a' } }, collaboratorsOrder: [{ field: 'STRENGTH', direction: 'DESC' }], graph: GRAPH };
const NARROWED = { name: 'a', firstYear: { in: [2001, 2002] } };

/** The most that each operation is asked with, by its name; AUTHOR and PAPER stand for ids. What takes no variables needs no entry. */
export const LARGEST: Readonly<Record<string, ReadonlyArray<Readonly<Record<string, unknown>>>>> = {
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

export const ASKED = Object.entries(OPERATIONS).flatMap(([name, document]) => (LARGEST[name] ?? [{}]).map((variables, at) => [at === 0 ? name : `${name} (${at + 1})`, document, variables] as const));

/** Puts ids of the corpus in the place of AUTHOR, AUTHOR2, PAPER and VENUE. */
export async function standInsOf(corpus: Pick<ServedCorpus, 'get'>): Promise<(variables: Readonly<Record<string, unknown>>) => Record<string, unknown>> {
  const standIns = new Map([
    ['AUTHOR', await corpus.get<string>('authors.nodes.0.id', '{ authors(first: 1) { nodes { id } } }')],
    ['AUTHOR2', await corpus.get<string>('authors.nodes.0.collaborators.nodes.0.id', '{ authors(first: 1) { nodes { collaborators(first: 1) { nodes { id } } } } }')],
    ['PAPER', await corpus.get<string>('papers.nodes.0.id', '{ papers(first: 1) { nodes { id } } }')],
    ['VENUE', await corpus.get<string>('corpus.venues.groups.0.key', '{ corpus { venues(limit: 1) { groups { key } } } }')],
  ]);
  return (variables) => JSON.parse(JSON.stringify(variables), (_, value: unknown) => (typeof value === 'string' ? (standIns.get(value) ?? value) : value)) as Record<string, unknown>;
}
