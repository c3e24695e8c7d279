/** Authors who are equal in truth have one value and one rank, whatever their numbers. */
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/graph/prng.js';
import { pageRank, renumberedSystem } from '../../src/metrics/centrality/pagerank.js';
import { paperWalkSystem } from '../../src/metrics/papers/paper-walk.js';
import { rankingOf } from '../../src/metrics/ranking.js';
import { metricById } from '../../src/metrics/registry.js';
import { runMetric } from '../../src/metrics/run.js';
import { syntheticIncidence } from '../../src/synthetic/incidence.js';
import type { MetricInput, TestPaper } from '../helpers/graphs.js';
import { inputFromPapers } from '../helpers/graphs.js';

const TEAM_SIZES = [2, 3, 4, 5, 6, 7, 9, 12, 30, 46];
const TEAMS_OF_A_SIZE = 12;
const ALONE = 10;
const CHAINS = 12;
const PAPERS_OF_A_CHAIN = 8;

/** A grown corpus, chains of papers that lead far away from it, apart from it teams of one paper each, and some who write alone. */
interface Corpus {
  readonly authorCount: number;
  readonly papers: readonly TestPaper[];
  /** All members of the teams. */
  readonly members: readonly number[];
}

function grownWithTeams(): Corpus {
  const { authorCount: grown, paperCount, paperOffsets, paperAuthors } = syntheticIncidence({ papers: 1_500, seed: 3, shape: 'DBLP' });
  const papers: TestPaper[] = Array.from({ length: paperCount }, (_, paper) => ({ authors: [...paperAuthors.subarray(paperOffsets[paper], paperOffsets[paper + 1])] }));
  let next = grown;
  const newcomers = (count: number): number[] => Array.from({ length: count }, () => next++);
  for (const size of TEAM_SIZES) for (let team = 0; team < TEAMS_OF_A_SIZE; team++) papers.push({ authors: newcomers(size) });
  const members = Array.from({ length: next - grown }, (_, i) => grown + i);
  for (let chain = 0; chain < CHAINS; chain++) {
    let link = paperAuthors[chain];
    for (let paper = 0; paper < PAPERS_OF_A_CHAIN; paper++) {
      papers.push({ authors: [link, ...newcomers(3 + (chain % 4))] });
      link = next - 1;
    }
  }
  for (let i = 0; i < ALONE; i++) papers.push({ authors: newcomers(1) });
  return { authorCount: next, papers, members };
}

function shuffledPlaces(count: number): readonly number[] {
  const random = seededRandom(5);
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

const corpus = grownWithTeams();
const asGiven = Array.from({ length: corpus.authorCount }, (_, author) => author);
const ORDERS = [['as given', asGiven], ['shuffled', shuffledPlaces(corpus.authorCount)]] as const;

/** The corpus, author a being called order[a]; every author has a paper, so that authors are nodes. */
function inputIn(order: readonly number[], strengthOf: (k: number) => number): MetricInput {
  const papers = corpus.papers.map(({ authors }) => ({ authors: authors.map((author) => order[author]) }));
  return inputFromPapers(corpus.authorCount, papers, strengthOf);
}

/** Authors of one and the same only paper, where there are several: nothing tells them apart. */
function companions(): readonly (readonly number[])[] {
  const paperCounts = new Map<number, number>();
  for (const { authors } of corpus.papers) for (const author of authors) paperCounts.set(author, (paperCounts.get(author) ?? 0) + 1);
  return corpus.papers.map(({ authors }) => authors.filter((author) => paperCounts.get(author) === 1)).filter((group) => group.length > 1);
}

const fractional = (k: number): number => 1 / Math.max(1, k - 1);
const SYSTEMS = {
  'node by node': (_input: MetricInput, _damping: number) => undefined,
  renumbered: ({ graph }: MetricInput, damping: number) => renumberedSystem(graph, damping),
  'along papers': ({ incidence, selection }: MetricInput, damping: number) => ({ system: paperWalkSystem({ incidence, selection, counting: 'FRACTIONAL' }, damping), nodeAt: null }),
} as const;
const CASES = ORDERS.flatMap(([title, order]) => Object.entries(SYSTEMS).flatMap(([solved, systemOf]) => [0.5, 0.85, 0.99].map((damping) => ({ title, order, solved, systemOf, damping }))));

describe('PageRank of teams apart', () => {
  it.each(CASES)('is that of its closed form, and one rank: authors $title, solved $solved, damping $damping', ({ order, systemOf, damping }) => {
    const input = inputIn(order, fractional);
    const { offsets, nodeCount } = input.graph;
    const resting = Array.from({ length: nodeCount }, (_, node) => node).filter((node) => offsets[node] === offsets[node + 1]).length;
    expect(resting).toBeGreaterThanOrEqual(ALONE);
    const { values, converged } = pageRank(input.graph, damping, {}, systemOf(input, damping));
    expect(converged).toBe(true);
    // Alike to all of the same component, so r = base + d·r, where whoever rests has the rank base = (1 − d) / (n − d·resting): 1 / n if nobody rests.
    const expected = 1 / (nodeCount - damping * resting);
    const off = Math.max(...corpus.members.map((author) => Math.abs(values[order[author]] / expected - 1)));
    expect(off).toBeLessThan(3e-13);
    const { rank } = rankingOf(values);
    expect(new Set(corpus.members.map((author) => rank[order[author]])).size).toBe(1);
  });

  it('is 1 / n for all where nobody rests', () => {
    const inTeams = new Set(corpus.members);
    const papers = corpus.papers.filter(({ authors }) => authors.every((author) => inTeams.has(author)));
    const first = corpus.members[0];
    const { graph } = inputFromPapers(corpus.members.length, papers.map(({ authors }) => ({ authors: authors.map((author) => author - first) })), fractional);
    const { values } = pageRank(graph, 0.85);
    expect(Math.max(...values.map((value) => Math.abs(value * graph.nodeCount - 1)))).toBeLessThan(3e-13);
    expect(new Set(rankingOf(values).rank)).toEqual(new Set([1]));
  });
});

describe('who has written one paper, with the same others', () => {
  const groups = companions();
  const asked = [['PAGERANK', {}], ['PAGERANK', { damping: 0.99 }], ['EIGENVECTOR', {}], ['EIGENVECTOR', { weighted: true }], ['KATZ', {}], ['KATZ', { weighted: true }], ['KATZ', { alpha: 0.99 }], ['KATZ', { alpha: 0.5 }]] as const;

  it.each(ORDERS.flatMap(([title, order]) => asked.map(([id, parameters]) => ({ title, order, id, parameters }))))('has one rank: $id $parameters, authors $title', ({ order, id, parameters }) => {
    expect(groups.length).toBeGreaterThan(150);
    const { values } = runMetric(metricById(id), inputIn(order, fractional), parameters);
    const { rank } = rankingOf(values);
    expect(groups.filter((group) => new Set(group.map((author) => rank[order[author]])).size > 1)).toEqual([]);
    const spreads = groups.map((group) => group.map((author) => values[order[author]])).map((own) => (Math.max(...own) - Math.min(...own)) / Math.max(...own, Number.MIN_VALUE));
    expect(Math.max(...spreads)).toBeLessThan(3e-13);
  });

  it.each(asked)('has the rank, and shares it with as many, that another order of the authors gives: %s %j', (id, parameters) => {
    const [given, shuffled] = ORDERS.map(([, order]) => {
      const input = inputIn(order, fractional);
      const { rank, smaller } = rankingOf(runMetric(metricById(id), input, parameters).values);
      return order.map((author) => [rank[author], smaller[author]]);
    });
    expect(given.filter(([rank], author) => shuffled[author][0] !== rank)).toEqual([]);
    expect(shuffled).toEqual(given);
  });
});
