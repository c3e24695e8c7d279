/**
 * The pipeline and the in-memory path agree: on a generated corpus (COTERIE_PIPELINE_PAPERS, 2,000 unless it says
 * otherwise), and on real ones where they are there. Whole numbers exactly, others to one part in 10^9.
 */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { worksOf } from '../../src/packing/works-of-snapshot.js';
import { project } from '../../src/graph/projection.js';
import { neighboursOf } from '../../src/graph/collaborations.js';
import { DEFAULT_SPEC } from '../../src/graph/spec.js';
import { UNKNOWN_YEAR, type GraphSpec } from '../../src/graph/types.js';
import { csrComponents } from '../../src/graph/csr.js';
import { metricById } from '../../src/metrics/registry.js';
import { runMetric } from '../../src/metrics/run.js';
import { DEFAULT_PARAMETERS } from '../../src/pipeline/driver.js';
import { worksFile } from '../../src/pipeline/works-file.js';
import { importFiles } from '../../src/snapshot/import.js';
import type { Snapshot } from '../../src/snapshot/types.js';
import { syntheticPapers } from '../../src/synthetic/papers.js';
import { servedFiles, writeRecords } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';
import { rowsOf, tablesOf, type Row } from './made-tables.js';

const PAPERS = Number(process.env.COTERIE_PIPELINE_PAPERS ?? 2000);
/** Above, lists stay short (one of thousands of names alone has millions of pairs) and two graphs are compared; heap for all rows as objects: NODE_OPTIONS=--max-old-space-size=14000. */
const IS_HUGE = PAPERS > 200_000;
const ACL = '../shared/data/acl-anthology/xml';
const IS_ACL_THERE = existsSync(ACL);

/** Columns of author_metrics by the metric that they are. */
const METRIC_OF: Readonly<Record<string, string>> = {
  degree: 'DEGREE', strength: 'STRENGTH', component_size: 'COMPONENT_SIZE', pagerank: 'PAGERANK', core_number: 'CORE_NUMBER', triangles: 'TRIANGLES', clustering: 'LOCAL_CLUSTERING',
  paper_count: 'PAPER_COUNT', solo_paper_count: 'SOLO_PAPER_COUNT', first_author_count: 'FIRST_AUTHOR_COUNT', last_author_count: 'LAST_AUTHOR_COUNT', fractional_paper_count: 'FRACTIONAL_PAPER_COUNT',
  mean_coauthors_per_paper: 'MEAN_COAUTHORS_PER_PAPER', citations: 'CITATION_COUNT', fractional_citations: 'FRACTIONAL_CITATION_COUNT', h_index: 'H_INDEX', g_index: 'G_INDEX', i10_index: 'I10_INDEX',
  m_index: 'M_INDEX', dominance_factor: 'DOMINANCE_FACTOR', international_paper_share: 'INTERNATIONAL_PAPER_SHARE', new_collaborators_per_year: 'NEW_COLLABORATORS_PER_YEAR',
};
const WHOLE = new Set(['degree', 'component_size', 'core_number', 'triangles', 'paper_count', 'solo_paper_count', 'first_author_count', 'last_author_count', 'citations', 'h_index', 'g_index', 'i10_index']);

/** The places where two columns differ by more than one part in 10^9 and what an iteration leaves open, or at all where whole. */
function differences(found: readonly (number | null)[], expected: ArrayLike<number>, isWhole: boolean, slack: number): string[] {
  return found.flatMap((value, at) => {
    const wanted = expected[at];
    if (value === null || Number.isNaN(wanted)) return value === null && Number.isNaN(wanted) ? [] : [`${at}: ${value} for ${wanted}`];
    const bound = isWhole ? 0 : 1e-9 * Math.abs(wanted) + slack;
    return Math.abs(value - wanted) <= bound ? [] : [`${at}: ${value} for ${wanted}`];
  });
}

interface Compared {
  readonly snapshot: Snapshot;
  readonly spec: GraphSpec;
  readonly out: string;
  /** Authors of the snapshot by index in the tables, where they stand in the order of their ids. */
  readonly snapshotAuthor: readonly number[];
}

/** The tables of a snapshot's papers. */
async function compared(snapshot: Snapshot, spec: GraphSpec): Promise<Compared> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of worksFile(worksOf(snapshot))) chunks.push(chunk);
  const file = join(tempDir(), 'works.parquet');
  writeFileSync(file, Buffer.concat(chunks));
  const { counting, maxAuthors, yearFrom, yearTo, minStrength, component } = spec;
  const named = (kind: 'types' | 'venues' | 'fields'): string[] => spec[kind].map((index) => snapshot.vocabulary[kind][index]);
  const { out } = await tablesOf({ inputs: [{ path: file, kind: 'WORKS' }], parameters: { counting, maxAuthors, yearFrom, yearTo, types: named('types'), venues: named('venues'), fields: named('fields'), minStrength, component, labelRounds: 1 } });
  const indexOf = new Map(snapshot.records.authors(Array.from({ length: snapshot.incidence.authorCount }, (_, author) => author)).map(({ id, index }) => [id, index]));
  return { snapshot, spec, out, snapshotAuthor: (await rowsOf(out, 'authors')).map(({ author_key }) => indexOf.get(String(author_key)) ?? -1) };
}

/** Papers whose author list, its length, or whether it is kept differs. */
async function wrongPapers({ snapshot: { incidence, records }, spec, out, snapshotAuthor }: Compared): Promise<string[]> {
  const { paperMask } = project(incidence, spec);
  const paperIndex = new Map(records.papers(Array.from({ length: incidence.paperCount }, (_, paper) => paper)).map(({ id, index }) => [id, index]));
  const lists = new Map<number, number[]>();
  for (const { paper, rank, author } of await rowsOf(out, 'authorships')) {
    if (rank !== null) lists.set(Number(paper), [...(lists.get(Number(paper)) ?? []), snapshotAuthor[Number(author)]]);
  }
  const papers = await rowsOf(out, 'papers');
  const wrong = papers.filter(({ paper, work_id, author_count, is_kept }) => {
    const index = paperIndex.get(String(work_id)) ?? -1;
    const list = Array.from(incidence.paperAuthors.subarray(incidence.paperOffsets[index], incidence.paperOffsets[index + 1]));
    return JSON.stringify(lists.get(Number(paper)) ?? []) !== JSON.stringify(list) || Number(author_count) !== list.length || is_kept !== (paperMask[index] === 1);
  });
  return [...wrong.map(({ work_id }) => `paper ${String(work_id)}`), ...(papers.length === incidence.paperCount ? [] : [`${papers.length} papers`])];
}

/** Authors whose figures or component differ. */
async function wrongFigures({ snapshot: { incidence }, spec, out, snapshotAuthor }: Compared): Promise<string[]> {
  const graph = project(incidence, spec);
  // Of one component alone it is narrower than the spec's papers.
  const selection = graph;
  const rows = await rowsOf(out, 'author_metrics');
  const nodeOfRow = rows.map(({ author }) => selection.nodeOf[snapshotAuthor[Number(author)]]);
  const wrong = new Set(nodeOfRow).size === selection.nodes.length && !nodeOfRow.includes(-1) ? [] : ['the nodes'];
  for (const [column, id] of Object.entries(METRIC_OF)) {
    const metric = metricById(id);
    if (metric === undefined) throw new Error(`no metric ${id}`);
    const { values, errorBound } = runMetric(metric, { incidence, selection, graph }, {});
    // Ranks are iterated on either side until they are within a bound, which is stated: absolute, for all of them together.
    const { tolerance, damping } = DEFAULT_PARAMETERS;
    const slack = id === 'PAGERANK' ? (tolerance * damping) / (1 - damping) + (errorBound ?? 0) : 1e-15;
    wrong.push(...differences(rows.map((row) => row[column] as number | null), nodeOfRow.map((node) => values[node]), WHOLE.has(column), slack).map((difference) => `${column} ${difference}`));
  }
  const { componentOf } = csrComponents(graph);
  const rootOf = new Map<number, number>();
  for (const [at, { author, component }] of rows.entries()) {
    const own = componentOf[nodeOfRow[at]];
    if (!rootOf.has(own)) rootOf.set(own, Number(author));
    if (rootOf.get(own) !== component) wrong.push(`component of ${String(author)}`);
  }
  return wrong;
}

/** Pairs that differ in a fact, or in number. */
async function wrongPairs({ snapshot: { incidence }, spec, out, snapshotAuthor }: Compared): Promise<string[]> {
  const selection = project(incidence, spec);
  const pairs = await rowsOf(out, 'pairs');
  const ofAuthor = new Map<number, Row[]>();
  for (const pair of pairs) {
    const own = ofAuthor.get(Number(pair.a));
    if (own === undefined) ofAuthor.set(Number(pair.a), [pair]);
    else own.push(pair);
  }
  const { edgeCount } = selection;
  const wrong = pairs.length === edgeCount ? [] : [`${pairs.length} pairs for ${edgeCount}`];
  const year = (value: number): number | null => (value === UNKNOWN_YEAR ? null : value);
  for (const [a, own] of ofAuthor) {
    const known = neighboursOf(incidence, selection.paperMask, snapshotAuthor[a], spec.counting);
    const slotOf = new Map(Array.from(known.authors, (other, slot) => [other, slot]));
    for (const { b, paper_count, strength, first_year, last_year } of own) {
      const slot = slotOf.get(snapshotAuthor[Number(b)]) ?? -1;
      const isSame = paper_count === known.paperCount[slot] && Math.abs(Number(strength) - known.strength[slot]) <= 1e-9 * known.strength[slot] && first_year === year(known.firstYear[slot]) && last_year === year(known.lastYear[slot]);
      if (!isSame) wrong.push(`pair ${a} ${String(b)}`);
    }
  }
  return wrong;
}

/** Everything in which the tables of a snapshot's papers differ from the in-memory path. */
async function deviations(snapshot: Snapshot, spec: GraphSpec): Promise<string[]> {
  const both = await compared(snapshot, spec);
  return [...(await wrongPapers(both)), ...(await wrongFigures(both)), ...(await wrongPairs(both))];
}

async function generated(): Promise<Snapshot> {
  const dir = tempDir();
  await importFiles([writeRecords(join(dir, 'records.jsonl'), syntheticPapers({ papers: PAPERS, seed: 7, ...(IS_HUGE ? {} : { shape: 'HYPER' as const }), ...(PAPERS > 2000 ? {} : { largestTeam: 300 }) }))], { dataDir: join(dir, 'data'), threads: 1 });
  return (await servedFiles(join(dir, 'data'))).snapshot;
}

describe('the tables are those of the in-memory path', () => {
  it(`on ${PAPERS} generated papers`, async () => {
    const snapshot = await generated();
    const specs: GraphSpec[] = [DEFAULT_SPEC, { ...DEFAULT_SPEC, counting: 'HARMONIC', maxAuthors: 40, minStrength: 0.05, yearFrom: 1995, yearTo: 2019 }];
    const { types, venues, fields } = snapshot.vocabulary;
    const some = (names: readonly string[], every: number): number[] => names.flatMap((_, index) => (index % every === 0 ? [index] : []));
    // Where weak collaborations are dropped, papers have authors in several components.
    specs.push({ ...DEFAULT_SPEC, types: some(types, 2), venues: some(venues, 2), fields: some(fields, 3), component: 'GIANT', counting: 'FRACTIONAL', minStrength: 0.4 });
    if (IS_HUGE) specs.splice(1, 1);
    else if (PAPERS > 2000) specs.push({ ...DEFAULT_SPEC, counting: 'FRACTIONAL', minStrength: 0.5 }, { ...DEFAULT_SPEC, counting: 'FRACTIONAL_REFINED' });
    for (const spec of specs) expect(await deviations(snapshot, spec)).toEqual([]);
    const [{ incidence }, ofOne] = [snapshot, specs.find(({ component }) => component === 'GIANT') ?? DEFAULT_SPEC];
    expect(project(incidence, ofOne).nodes.length).toBeLessThan(project(incidence, { ...ofOne, component: 'ALL' }).nodes.length);
  }, IS_HUGE ? 7_200_000 : 600_000);

  it.skipIf(!IS_ACL_THERE)('on volumes of the ACL Anthology (skipped without ../shared/data)', async () => {
    const dir = tempDir();
    const files = readdirSync(ACL).filter((name) => name.startsWith('2018')).map((name) => join(ACL, name));
    await importFiles(files, { dataDir: join(dir, 'data'), threads: 1 });
    const { snapshot } = await servedFiles(join(dir, 'data'));
    expect(await deviations(snapshot, { ...DEFAULT_SPEC, counting: 'FRACTIONAL_REFINED' })).toEqual([]);
  }, 120_000);
});
