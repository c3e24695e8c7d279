/** What must not depend on how authors are numbered: every metric of the registry. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/graph/prng.js';
import type { KernelOutput, MetricDescriptor, Parameters } from '../../src/metrics/metric.js';
import { COMMUNITY_ALGORITHMS } from '../../src/metrics/community/algorithms.js';
import { modularity } from '../../src/metrics/community/modularity.js';
import { METRICS, metricById } from '../../src/metrics/registry.js';
import { runMetric } from '../../src/metrics/run.js';
import { syntheticIncidence } from '../../src/synthetic/incidence.js';
import type { ShapeName } from '../../src/synthetic/options.js';
import { deviations } from '../helpers/deviations.js';
import type { MetricInput, TestPaper } from '../helpers/graphs.js';
import { inputFromPapers, valuesOf } from '../helpers/graphs.js';
import { titleOf, variationsOf } from '../helpers/variations.js';

/** A corpus, and the same with author a called order[a]. */
interface Twice {
  readonly one: MetricInput;
  readonly other: MetricInput;
  readonly order: readonly number[];
}

function twice(authorCount: number, papers: readonly TestPaper[], order: readonly number[]): Twice {
  const strengthOf = (k: number): number => 1 / Math.max(1, k - 1);
  return {
    one: inputFromPapers(authorCount, papers, strengthOf),
    // Everybody keeps their place on the author list.
    other: inputFromPapers(authorCount, papers.map((paper) => ({ ...paper, authors: paper.authors.map((author) => order[author]) })), strengthOf),
    order,
  };
}

const randomCorpus: fc.Arbitrary<Twice> = fc.integer({ min: 1, max: 12 }).chain((n) => {
  const authors = Array.from({ length: n }, (_, author) => author);
  const paper: fc.Arbitrary<TestPaper> = fc.record({
    authors: fc.shuffledSubarray(authors, { minLength: 1, maxLength: Math.min(n, 4) }),
    year: fc.integer({ min: 1990, max: 1996 }),
    citations: fc.integer({ min: 0, max: 30 }),
    countries: fc.integer({ min: 0, max: 2 }),
  });
  return fc.record({ papers: fc.array(paper, { maxLength: 12 }), order: fc.shuffledSubarray(authors, { minLength: n, maxLength: n }) }).map(({ papers, order }) => twice(n, papers, order));
});

/** For each value of a metric on `one`, the place of the same author's or pair's value on `other`. */
function placesOn({ one, other, order }: Twice, scope: MetricDescriptor['scope'], length: number): number[] {
  if (scope === 'NETWORK' || scope === 'DISTRIBUTION') return Array.from({ length }, (_, i) => i);
  const nodeOn = Array.from(one.selection.nodes, (author) => other.selection.nodeOf[order[author]]);
  if (scope === 'AUTHOR') return nodeOn;
  const { nodeCount, offsets, neighbours } = other.graph;
  const slotOf = new Map<string, number>();
  for (let node = 0; node < nodeCount; node++) for (let slot = offsets[node]; slot < offsets[node + 1]; slot++) slotOf.set(`${node} ${neighbours[slot]}`, slot);
  return nodeOn.flatMap((node, own) => Array.from(one.graph.neighbours.subarray(one.graph.offsets[own], one.graph.offsets[own + 1]), (neighbour) => slotOf.get(`${node} ${nodeOn[neighbour]}`) ?? -1));
}

/** Values of both, those of `other` in the order of `one`. */
function both(metric: MetricDescriptor, pair: Twice, parameters: Parameters): { readonly values: Float64Array; readonly back: Float64Array; readonly outputs: readonly [KernelOutput, KernelOutput] } {
  const outputs = [runMetric(metric, pair.one, parameters), runMetric(metric, pair.other, parameters)] as const;
  const [{ values }, { values: others }] = outputs;
  return { values, back: Float64Array.from(placesOn(pair, metric.scope, values.length), (place) => others[place]), outputs };
}

/** Communities are found by visiting authors in a seeded order of their numbers. */
const BY_COMMUNITIES = new Set(['COMMUNITY', 'COMMUNITY_COUNT', 'PARTICIPATION_COEFFICIENT', 'WITHIN_COMMUNITY_Z', 'MODULARITY']);
/** Where components tie for the largest, the numbering says which of them is meant. */
const OF_LARGEST = new Set(['EIGENVECTOR', 'DIAMETER', 'RADIUS', 'MEAN_DISTANCE', 'CLOSENESS_CENTRALIZATION']);
/** Iterated until a tolerance is met. */
const toleranceOf = ({ id }: MetricDescriptor): number => (id === 'EIGENVECTOR' || id === 'KATZ' ? 1e-7 : 1e-10);

function hasOneLargest({ one }: Twice): boolean {
  const sizes = valuesOf('COMPONENT_SIZE', one);
  const most = Math.max(0, ...sizes);
  return sizes.filter((size) => size === most).length === most;
}

const asked = METRICS.flatMap((metric) => variationsOf(metric).map((parameters) => ({ title: titleOf(metric, parameters), metric, parameters })));
const isEstimate = ({ parameters: { method } }: { readonly parameters: Parameters }): boolean => method === 'SAMPLED' || method === 'SKETCHED';

describe('in random corpora', () => {
  it.each(asked.filter((each) => !BY_COMMUNITIES.has(each.metric.id) && !isEstimate(each)))('$title is the same', ({ metric, parameters }) => {
    fc.assert(
      fc.property(randomCorpus, (pair) => {
        fc.pre(!OF_LARGEST.has(metric.id) || hasOneLargest(pair));
        const { values, back } = both(metric, pair, parameters);
        expect(deviations(back, values, { tolerance: toleranceOf(metric) })).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

function generated(papers: number, shape: ShapeName = 'DBLP'): Twice {
  const { authorCount, paperCount, paperOffsets, paperAuthors, paperYear, paperCitations } = syntheticIncidence({ papers, seed: 4, shape });
  const listed = Array.from({ length: paperCount }, (_, paper): TestPaper => ({
    authors: [...paperAuthors.subarray(paperOffsets[paper], paperOffsets[paper + 1])], year: paperYear[paper], citations: paperCitations[paper],
  }));
  const random = seededRandom(9);
  const order = Array.from({ length: authorCount }, (_, author) => author);
  for (let i = authorCount - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return twice(authorCount, listed, order);
}

describe('in a generated corpus', () => {
  const corpus = generated(400);

  it.each(asked.filter((each) => !BY_COMMUNITIES.has(each.metric.id) && !isEstimate(each)))('$title is the same', ({ metric, parameters }) => {
    const { values, back } = both(metric, corpus, parameters);
    expect(deviations(back, values, { tolerance: toleranceOf(metric) })).toEqual([]);
  });

  it.each(asked.filter(({ parameters: { method } }) => method === 'SAMPLED'))('$title is the same within what both may be off by', ({ metric, parameters }) => {
    // So few sources that not everybody is one.
    const { outputs: [one, other] } = both(metric, corpus, { ...parameters, epsilon: 0.2 });
    const [a, b] = [one.normalized ?? one.values, other.normalized ?? other.values];
    const places = placesOn(corpus, metric.scope, Math.min(a.length, b.length));
    const apart = places.reduce((most, place, i) => Math.max(most, Math.abs(a[i] - b[place])), 0);
    expect(apart).toBeLessThanOrEqual((one.errorBound ?? NaN) + (other.errorBound ?? NaN));
    expect(apart).toBeGreaterThan(0);
  });

  it.each(asked.filter(({ parameters: { method } }) => method === 'SKETCHED'))('$title is nearly the same', ({ metric, parameters }) => {
    const { values, back, outputs: [{ standardError = NaN }] } = both(metric, corpus, parameters);
    const squares = values.reduce((sum, value, i) => sum + (value > 0 ? ((back[i] - value) / value) ** 2 : 0), 0) / values.length;
    // Of two independent estimates; sums of many sketches are off by less than one.
    expect(Math.sqrt(squares)).toBeLessThan(Math.SQRT2 * standardError);
  });

  it.each(COMMUNITY_ALGORITHMS)('%s finds communities as good', (algorithm) => {
    const qualityOf = (input: MetricInput): number => {
      const best = Array.from({ length: 3 }, (_, seed) => modularity(input.graph, Int32Array.from(valuesOf('COMMUNITY', input, { algorithm, seed })), { weighted: true, resolution: 1 }));
      return Math.max(...best);
    };
    const { one, other } = generated(1_500, 'CONDMAT');
    const qualities = [qualityOf(one), qualityOf(other)];
    expect(Math.min(...qualities)).toBeGreaterThan(algorithm === 'COMPONENTS' ? 0 : 0.5);
    expect(Math.abs(qualities[0] - qualities[1])).toBeLessThan(algorithm === 'LABEL_PROPAGATION' ? 0.05 : 0.01);
  });
});

/** Labels renamed by the first place at which each stands. */
function byFirstMember(labels: Float64Array): Float64Array {
  return labels.map((label) => labels.indexOf(label));
}

describe('where there is no doubt about the communities', () => {
  // Teams of different sizes, one paper each, that meet in pairs.
  const sizes = [4, 5, 6, 7, 8, 9];
  const starts = sizes.map((_, team) => sizes.slice(0, team).reduce((a, b) => a + b, 0));
  const authorCount = sizes.reduce((a, b) => a + b);
  const papers: TestPaper[] = [
    ...sizes.map((size, team) => ({ authors: Array.from({ length: size }, (_, i) => starts[team] + i) })),
    ...sizes.map((size, team) => ({ authors: [starts[team] + size - 1, starts[(team + 1) % sizes.length]] })),
  ];
  // All strengths 1, so that the pairs within a team outweigh the meetings.
  const order = Array.from({ length: authorCount }, (_, author) => (author * 17 + 5) % authorCount);
  const pair: Twice = {
    one: inputFromPapers(authorCount, papers),
    other: inputFromPapers(authorCount, papers.map(({ authors }) => ({ authors: authors.map((author) => order[author]) }))),
    order,
  };

  it.each(asked.filter(({ metric: { id } }) => BY_COMMUNITIES.has(id)))('$title is the same', ({ metric, parameters }) => {
    const { values, back } = both(metric, pair, parameters);
    // Communities of one size are numbered by their first author.
    const named = metric.id === 'COMMUNITY' ? byFirstMember : (same: Float64Array) => same;
    expect(deviations(named(back), named(values))).toEqual([]);
  });

  it('they are the teams', () => {
    expect(valuesOf('COMMUNITY_COUNT', pair.one)).toEqual([sizes.length]);
    expect(metricById('COMMUNITY').isLabel).toBe(true);
    // Communities are numbered by size, so even their numbers are the same.
    expect(new Set(valuesOf('COMMUNITY', pair.one).slice(-9))).toEqual(new Set([0]));
  });
});
