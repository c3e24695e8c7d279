/** Papers in place of edges: every metric that makes do with them gives what it gives on the projection. */
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { ComputePool } from '../../src/compute/pool.js';
import { buildIncidence } from '../../src/graph/incidence.js';
import { project } from '../../src/graph/projection.js';
import { seededRandom } from '../../src/graph/prng.js';
import { COUNTINGS, type Incidence, type Projection } from '../../src/graph/types.js';
import type { KernelInput, MetricDescriptor, Parameters } from '../../src/metrics/metric.js';
import { authorClasses } from '../../src/metrics/papers/author-classes.js';
import { paperSizes } from '../../src/metrics/papers/papers.js';
import { decidedParameters } from '../../src/metrics/parameters.js';
import { METRICS, metricById } from '../../src/metrics/registry.js';
import { runMetric } from '../../src/metrics/run.js';
import { edgelessGraph } from '../../src/snapshot/graphs.js';
import { arbitraryHypergraph, arbitrarySpec, crowd, incidenceOf, specWith } from '../graph/hypergraphs.js';
import { deviations } from '../helpers/deviations.js';

const ON_PAPERS = METRICS.filter(({ onPapers }) => onPapers !== undefined);
const named = ON_PAPERS.map((metric) => [metric.id, metric] as const);

type Input = Omit<KernelInput, 'parameters'>;

/** The same input with its edges and with papers in their place. */
function bothWays(incidence: Incidence, projection: Projection): { readonly edges: Input; readonly papers: Input } {
  const { paperMask, nodes, nodeOf, keptPapers, hyperAuthoredExcluded, incompleteAuthorLists } = projection;
  const selection = { paperMask, nodes, nodeOf, keptPapers, hyperAuthoredExcluded, incompleteAuthorLists };
  return {
    edges: { incidence, selection, graph: projection },
    papers: { incidence, selection, graph: edgelessGraph(nodes.length), papersAsEdges: projection.spec.counting },
  };
}

/** In what a metric's two answers differ, a line each. */
function differences(metric: MetricDescriptor, { edges, papers }: ReturnType<typeof bothWays>, parameters: Parameters = {}): string[] {
  const { values, normalized, ...how } = runMetric(metric, edges, parameters);
  const actual = runMetric(metric, papers, parameters);
  return [
    ...(actual.method === how.method && actual.converged === how.converged ? [] : [`${actual.method} beside ${how.method}`]),
    ...deviations(actual.values, values, { tolerance: 1e-11 }),
    ...deviations(actual.normalized ?? [], normalized ?? [], { tolerance: 1e-11 }),
  ];
}

/** Two large papers with authors in common and others who write small ones too. */
function collaborations(seed: number): Incidence {
  const random = seededRandom(seed);
  const someone = (among: number) => Math.floor(among * random() ** 1.5);
  const small = Array.from({ length: 700 }, () => [...new Set(Array.from({ length: 1 + Math.floor(random() * 4) }, () => someone(900)))]);
  return incidenceOf(900, crowd(0, 200), ...small, crowd(150, 180), crowd(500, 60));
}

describe('author classes', () => {
  it('hold exactly the authors of the same papers, and papers of two classes or more', () => {
    fc.assert(
      fc.property(arbitraryHypergraph, arbitrarySpec, ({ authorCount, papers }, spec) => {
        const incidence = buildIncidence(papers, authorCount);
        const { selection } = bothWays(incidence, project(incidence, spec)).papers;
        const papersOfNode = Array.from(selection.nodes, (author) => papers.flatMap(({ authors }, p) => (selection.paperMask[p] === 1 && authors.includes(author) ? [p] : [])).join());
        const found = authorClasses({ incidence, selection, counting: 'FULL' });
        const distinct = [...new Set(papersOfNode)];
        expect([...found.classOf]).toEqual(papersOfNode.map((own) => distinct.indexOf(own)));
        expect([...found.size]).toEqual(distinct.map((own) => papersOfNode.filter((other) => other === own).length));
        const classesOfPaper = papers.map((_, p) => distinct.flatMap((own, i) => (own.split(',').includes(String(p)) ? [i] : []))).filter((list) => list.length > 1);
        const rows = Array.from({ length: found.paperCount }, (_, p) => Array.from(found.paperClasses.subarray(found.paperOffsets[p], found.paperOffsets[p + 1])).toSorted((a, b) => a - b));
        expect(rows).toEqual(classesOfPaper);
        const back = Array.from({ length: found.classCount }, (_, own) => Array.from(found.classPapers.subarray(found.classOffsets[own], found.classOffsets[own + 1])));
        expect(back).toEqual(distinct.map((_own, i) => rows.flatMap((row, p) => (row.includes(i) ? [p] : []))));
      }),
    );
  });
});

describe('on papers in place of edges', () => {
  it('are the metrics that need no edge by itself', () => {
    expect(ON_PAPERS.map(({ id }) => id)).toEqual([
      'DEGREE', 'STRENGTH', 'COMPONENT_SIZE', 'CLOSENESS', 'HARMONIC_CLOSENESS', 'ECCENTRICITY', 'PAGERANK',
      'NETWORK_COLLABORATIONS', 'DENSITY', 'COMPONENT_COUNT', 'GIANT_COMPONENT_SIZE', 'GIANT_COMPONENT_SHARE', 'ISOLATES', 'MEAN_DEGREE',
      'MAX_DEGREE', 'DEGREE_CENTRALIZATION', 'CLOSENESS_CENTRALIZATION', 'DIAMETER', 'RADIUS', 'MEAN_DISTANCE', 'EFFECTIVE_DIAMETER',
    ]);
    expect(ON_PAPERS.every(({ needs }) => needs === 'PROJECTION')).toBe(true);
  });

  it.each(named)('%s equals what it is on the projection', (_id, metric) => {
    fc.assert(
      fc.property(arbitraryHypergraph, arbitrarySpec, ({ authorCount, papers }, spec) => {
        const incidence = buildIncidence(papers, authorCount);
        expect(differences(metric, bothWays(incidence, project(incidence, spec)))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it.each(named)('%s equals it within one component too', (_id, metric) => {
    fc.assert(
      fc.property(arbitraryHypergraph, fc.nat(), ({ authorCount, papers }, someone) => {
        const incidence = buildIncidence(papers, authorCount);
        expect(differences(metric, bothWays(incidence, project(incidence, specWith({ component: 'GIANT' }))))).toEqual([]);
        expect(differences(metric, bothWays(incidence, project(incidence, specWith({ componentOf: someone % authorCount }))))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it.each(named)('%s equals it among large collaborations, under every counting', (_id, metric) => {
    const incidence = collaborations(4);
    for (const counting of COUNTINGS) expect(differences(metric, bothWays(incidence, project(incidence, specWith({ counting }))))).toEqual([]);
  });

  it.each(named)('%s has its value of nobody, of one author, and of authors who write alone', (_id, metric) => {
    for (const incidence of [incidenceOf(0), incidenceOf(0, []), incidenceOf(1, [0]), incidenceOf(3, [0], [1], [2], [1])]) {
      expect(differences(metric, bothWays(incidence, project(incidence, specWith({}))))).toEqual([]);
    }
  });

  it.each(['CLOSENESS', 'HARMONIC_CLOSENESS'])('%s from a sample is within its error bound', (id) => {
    const incidence = collaborations(5);
    const { edges, papers } = bothWays(incidence, project(incidence, specWith({})));
    const exact = runMetric(metricById(id), edges, { method: 'EXACT' });
    const sampled = runMetric(metricById(id), papers, { method: 'SAMPLED', epsilon: 0.09, delta: 0.01 });
    expect(sampled.method).toBe('SAMPLED');
    expect(sampled.errorBound).toBeGreaterThan(0);
    expect(sampled.errorBound).toBeLessThan(1);
    const form = id === 'CLOSENESS' ? 'values' : 'normalized';
    const errors = Array.from(exact[form] ?? [], (value, node) => Math.abs(value - (sampled[form]?.[node] ?? NaN)));
    expect(Math.max(...errors)).toBeLessThanOrEqual(sampled.errorBound ?? 0);
    expect(Math.max(...errors)).toBeGreaterThan(0);
  });

  it('says which parameters ask for edges after all', () => {
    const takes = (id: string, parameters: Parameters) => metricById(id).onPapers?.takes?.({ ...decidedParameters(metricById(id), { nodeCount: 9, edgeCount: 9 }, {}), ...parameters });
    expect([takes('CLOSENESS', {}), takes('CLOSENESS', { method: 'SAMPLED' }), takes('CLOSENESS', { method: 'AUTO' })]).toEqual([true, true, true]);
    expect([takes('CLOSENESS', { method: 'SKETCHED' }), takes('HARMONIC_CLOSENESS', { distance: 'INVERSE_STRENGTH' }), takes('ECCENTRICITY', { distance: 'INVERSE_STRENGTH' })]).toEqual([false, false, false]);
  });
});

describe('in the pool', () => {
  const pools = [1, 2, 4].map((threads) => new ComputePool({ threads }));
  afterAll(() => Promise.all(pools.map((pool) => pool.close())));

  it.each(['DEGREE', 'STRENGTH', 'PAGERANK', 'HARMONIC_CLOSENESS', 'MEAN_DISTANCE'])('%s gives the same bits on 1, 2 and 4 workers', async (id) => {
    const incidence = collaborations(6);
    const { papers } = bothWays(incidence, project(incidence, specWith({})));
    const parameters = decidedParameters(metricById(id), { nodeCount: 900, edgeCount: paperSizes(incidence, papers.selection).authorships }, {});
    const here = runMetric(metricById(id), papers, parameters);
    for (const pool of pools) expect(await pool.run(id, { ...papers, parameters })).toEqual(here);
  });
});
