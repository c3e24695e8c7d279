/** What the explorer's pages ask at most fits the limits, on a corpus of 100,000 papers and on one of three million, and answers. */
import { buildSchema, parse, type OperationDefinitionNode } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { costOf } from '../../src/graphql/cost.js';
import type { CorpusSize } from '../../src/graphql/corpus-size.js';
import { MAX_COST, MAX_DEPTH } from '../../src/graphql/limits.js';
import { shapeOf } from '../../src/graphql/query-limits.js';
import { schemaText } from '../../src/graphql/schema.js';
import { syntheticPapers } from '../../src/synthetic/papers.js';
import { servedCorpus, type ServedCorpus } from '../helpers/served-corpus.js';

const schema = buildSchema(schemaText());
const LARGE: CorpusSize = { papers: 100_000, authors: 150_000, authorships: 300_000, keepsGraph: () => false, entries: () => 2_600_000 };
const HUGE: CorpusSize = { papers: 3_000_000, authors: 1_000_000, authorships: 9_000_000, keepsGraph: () => false, entries: () => 30_000_000 };

const PERSON = 'id displayName disambiguator';
const NETWORK = `nodeCount edgeCount truncated { reason limit total } graph { paperCount authorCount }
  nodes { author { ${PERSON} } x y degree distance community component firstYear lastYear field metric(id: PAGERANK) { value rank percentile method } }
  edges { source target paperCount strength firstYear lastYear paperYears }`;
const PAPER = `id title publicationYear publicationDate venue type fields hasCode citedByCount authorListComplete authorsCount links { kind url } authors(first: 10) { nodes { ${PERSON} } }`;

/** By page: the largest of its queries; `A` stands for an author's id. */
const PAGES: Readonly<Record<string, string>> = {
  'the largest picture': `{ network(scope: { top: { metric: DEGREE, n: 5000 } }, maxNodes: 5000, maxEdges: 20000, layout: { iterations: 0 }) { ${NETWORK} } }`,
  'the largest picture, laid out here': `{ network(scope: { top: { metric: DEGREE, n: 5000 } }, maxNodes: 5000, maxEdges: 20000) { ${NETWORK} } }`,
  'a wide surrounding': `{ network(scope: { ego: { author: "A", radius: 4 } }, maxNodes: 5000, maxEdges: 20000, layout: { iterations: 0 }) { ${NETWORK} } }`,
  'the ways between two people': `{ network(scope: { path: { from: "A", to: "A" } }, maxNodes: 500) { ${NETWORK} } collaborationPath(from: "A", to: "A", first: 25) { distance pathCount paths { authors { ${PERSON} } collaborations { paperCount papers(first: 3) { nodes { id title } } } } } }`,
  'an author': `{ author(id: "A") { ${PERSON} orcid nameVariants { name count } externalIds { scheme value url } affiliations { name } reportedFields figures { name computed reported { value unit source { file } } } contradictions { kind reason sentence figures { name value } }
    topFields(limit: 20) { groups { key count } } countsByYear { year paperCount citedByCount }
    metrics(ids: [PAPER_COUNT, CITATION_COUNT, H_INDEX, G_INDEX, I10_INDEX, DEGREE, STRENGTH, BETWEENNESS, CLOSENESS, HARMONIC_CLOSENESS, EIGENVECTOR, PAGERANK, CORE_NUMBER, LOCAL_CLUSTERING]) { metric { id title definition range } value normalized rank percentile method }
    papers(first: 100) { totalCount nodes { ${PAPER} } }
    collaborators(first: 200) { totalCount edges { paperCount strength firstYear lastYear paperYears node { ${PERSON} } } }
    suggestedCollaborators(first: 10) { edges { score witnessCount witnesses(first: 3) { ${PERSON} } node { ${PERSON} } } }
    possibleDuplicates(first: 5) { author { ${PERSON} } } identity { confidence evidence { kind } } } }`,
  'a ranking with its facets': `{ authors(orderBy: [{ metric: PAGERANK }], where: { field: { isNull: false } }, first: 200) { totalCount nodes { ${PERSON} paperCount firstYear lastYear topFields(limit: 1) { groups { displayName } } metric(id: PAGERANK) { value rank percentile } }
    fields: groupBy(by: FIELD, limit: 50) { groups { key displayName count } } venues: groupBy(by: VENUE, limit: 50) { groups { key displayName count } } years: groupBy(by: FIRST_YEAR, limit: 200) { groups { key count } } } }`,
  'a ranking in a graph of its own, by a label': `{ authors(orderBy: [{ metric: COMMUNITY }], graph: { years: { from: 2000 } }, first: 200) { nodes { ${PERSON} metric(id: COMMUNITY, graph: { years: { from: 2000 } }) { value rank } } groupBy(by: FIELD) { groups { key count } } } }`,
  'the map of communities': `{ communityMap(maxCommunities: 500, maxLinks: 10000) { communityCount linkCount modularity truncated { reason } nodes { x y community { id size internalStrength externalStrength topAuthors(limit: 3) { ${PERSON} } topFields(limit: 3) { groups { key count } } } } links { source target collaborationCount strength paperCount } } }`,
  'the map of other communities': '{ communityMap(algorithm: LEIDEN, resolution: 2, maxCommunities: 200) { nodes { x y community { id size topFields(limit: 1) { groups { key } } } } links { source target strength } } }',
  'the overview': `{ corpus { paperCount authorCount collaborationCount componentCount graph { degreeDistribution { degree authorCount } componentSizes { size componentCount } growth { year paperCount newAuthorCount multiAuthoredPaperCount }
    metrics(ids: [DENSITY, TRANSITIVITY, MEAN_CLUSTERING, DIAMETER, MEAN_DISTANCE, DEGREE_ASSORTATIVITY, MODULARITY]) { metric { id title definition } value method errorBound } distanceDistribution { distances { distance pairCount share } } }
    types { groups { key count } } venues(limit: 50) { groups { key count } } fields(limit: 50) { groups { key count } } }
    papers(first: 0) { groupBy(by: YEAR, limit: 1000) { groups { key count } } } authors(first: 10, orderBy: [{ metric: PAGERANK }]) { nodes { ${PERSON} } } }`,
  'a search': `{ search(query: "synth gra", types: [AUTHOR, VENUE, PAPER], first: 50) { authorCount venueCount paperCount nodes { __typename ... on Author { ${PERSON} paperCount } ... on Venue { name paperCount } ... on Paper { id title publicationYear } } } }`,
};

describe.each(Object.entries(PAGES))('%s', (_, query) => {
  it.each([['100,000 papers', LARGE], ['three million papers', HUGE]])('fits the limits on %s', (__, size) => {
    const document = parse(query);
    const { values, work } = costOf(schema, document, document.definitions[0] as OperationDefinitionNode, {}, size);
    expect(values + work).toBeLessThanOrEqual(MAX_COST);
    expect(shapeOf(document).depth).toBeLessThanOrEqual(MAX_DEPTH);
  });
});

describe('on a corpus', () => {
  let corpus: ServedCorpus;
  let id = '';
  beforeAll(async () => {
    corpus = await servedCorpus(syntheticPapers({ papers: 400 }));
    id = await corpus.get<string>('authors.nodes.0.id', '{ authors(first: 1) { nodes { id } } }');
  });

  it.each(Object.entries(PAGES))('%s answers without an error', async (_, query) => {
    const { errors, data } = await corpus.ask(query.replaceAll('"A"', JSON.stringify(id)));
    expect([errors, corpus.logged]).toEqual([[], []]);
    expect(Object.values(data ?? {})).not.toContain(null);
  });
});
