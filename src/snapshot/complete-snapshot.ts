/**
 * The second half of making a snapshot, whatever made its papers and authors: the graph, its numbers, the files, the
 * manifest. The first half has filled the records and knows the incidence.
 */
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ComputePool } from '../compute/pool.js';
import { sha256OfFile } from '../corpus/file-checksums.js';
import { digestOfCollaborations, digestOfPapers } from '../graph/digest.js';
import { DEFAULT_MAX_ENTRIES, estimateProjection, project, ProjectionTooLargeError } from '../graph/projection.js';
import { incidenceToSections, projectionToSections } from '../graph/sections.js';
import { select } from '../graph/selection.js';
import { DEFAULT_SPEC } from '../graph/spec.js';
import { components } from '../graph/traverse.js';
import type { Incidence, Projection, Selection } from '../graph/types.js';
import type { ImportProblem } from '../records/record.js';
import { writeArrays, type WrittenArrays } from './array-files.js';
import type { CarriedMetric } from './carried-metrics.js';
import { FILES, manifestChecksum, PARTED_FORMAT, SECTIONS, SHARDED_FORMAT, SNAPSHOT_FORMAT } from './layout.js';
import { NameIndexBuilder } from './name-index-builder.js';
import type { RecordsWriter } from './records-writer.js';
import { computeStoredMetrics } from './stored-metrics.js';
import type { GraphDigests, Manifest, SnapshotCounts, Vocabulary } from './types.js';

export type BuildPhase = 'papers' | 'people' | 'duplicates' | 'graph' | 'metrics' | 'files';

export type StoredProjection = Projection | 'ON_DEMAND' | 'TOO_LARGE';

export interface CompleteSnapshotOptions {
  readonly dir: string;
  /** The snapshot's id, or how it follows from the files. */
  readonly id: string | ((files: Manifest['files']) => string);
  /** What the manifest says of its maker. */
  readonly product: string;
  readonly pool: ComputePool;
  readonly incidence: Incidence;
  readonly vocabulary: Vocabulary;
  /** Every variant of each author's name, in the order of authors, read once; or given to an index already. */
  readonly names: Iterable<readonly string[]> | NameIndexBuilder;
  /** Papers, authors and authorships are in it already; completed here. */
  readonly records: RecordsWriter;
  /** The default projection, where it is known already. @param selection under the default spec */
  readonly project?: (selection: Selection) => Promise<StoredProjection>;
  /** Numbers that are known already, by what they would be computed from. @param projection null where none is stored */
  readonly carried: (digests: GraphDigests, selection: Selection, projection: Projection | null) => Promise<CarriedMetric>;
  /** Writes what the records say of where they came from. @returns the number of problems, those of metrics included */
  readonly writeProvenance: (metricProblems: readonly ImportProblem[]) => number;
  /** Records that the papers were made of. */
  readonly recordCount: number;
  readonly choices: Pick<Manifest, 'identityMode' | 'versionMode' | 'groupMode'>;
  /** Most bytes of one file of arrays; 4 GiB if absent. */
  readonly shardBytes?: number;
  readonly onProgress: (phase: BuildPhase, share: number) => void;
}

export interface CompletedSnapshot {
  readonly manifest: Manifest;
  /** Metrics taken from what was known, since what they are computed from is the same, bit for bit. */
  readonly metricsCarried: readonly string[];
  /** Metrics too dear to store: computed when first asked for. */
  readonly metricsLeft: readonly string[];
  readonly metricsRefused: readonly string[];
}

/**
 * Writes graph.bin, names.bin, metrics.bin, the rest of records.sqlite and the manifest. Cost: that of the stored metrics;
 * memory: the arrays.
 * @throws MetricsNotComputedError, and the file system's errors; what is there of the directory is the caller's to remove
 */
export async function completeSnapshot(options: CompleteSnapshotOptions): Promise<CompletedSnapshot> {
  const { dir, pool, incidence, vocabulary, names, records, onProgress } = options;
  onProgress('graph', 0);
  const selection = select(incidence, DEFAULT_SPEC);
  const stored = (await options.project?.(selection)) ?? storableProjection(incidence, selection);
  const projection = typeof stored === 'string' ? null : stored;
  const sections = {
    ...incidenceToSections(incidence),
    ...(projection ? projectionToSections(projection, SECTIONS.projection) : {}),
  };
  const written: WrittenArrays[] = [await writeArrays(dir, FILES.graph, sections, { vocabulary }, options.shardBytes)];
  const paperCounts = incidence.authorOffsets.subarray(1).map((end, author) => end - incidence.authorOffsets[author]);
  const nameIndex = names instanceof NameIndexBuilder ? names : new NameIndexBuilder();
  if (!(names instanceof NameIndexBuilder)) for (const variants of names) nameIndex.add(variants);
  written.push(await writeArrays(dir, FILES.names, { ...nameIndex.finish(paperCounts) }, {}, options.shardBytes));

  onProgress('metrics', 0);
  const graphDigests: GraphDigests = { collaborations: projection && digestOfCollaborations(projection), papers: digestOfPapers(incidence, selection) };
  const carried = await options.carried(graphDigests, selection, projection);
  const metrics = await computeStoredMetrics(pool, incidence, selection, stored, DEFAULT_SPEC.counting, (share) => onProgress('metrics', share), carried);
  written.push(await writeArrays(dir, FILES.metrics, metrics.sections, {}, options.shardBytes));

  onProgress('files', 0);
  const problems = options.writeProvenance(metrics.problems);
  await records.complete();
  const { sizes } = components(incidence, selection.paperMask, selection.nodes);
  const counts: SnapshotCounts = {
    papers: incidence.paperCount,
    authors: incidence.authorCount,
    authorships: incidence.paperAuthors.length,
    collaborations: projection?.edgeCount ?? metrics.sections['NETWORK_COLLABORATIONS/values']?.[0] ?? null,
    components: sizes.length,
    largestComponent: sizes[0] ?? 0,
    records: options.recordCount,
    problems,
    papersWithIncompleteAuthorList: selection.incompleteAuthorLists,
  };
  const files = await checksums(dir, new Set([...Object.values(FILES), ...written.flatMap(({ names: ofKind }) => ofKind)]));
  const said: Manifest = {
    formatVersion: written.some(({ hasParts }) => hasParts) ? PARTED_FORMAT : Object.keys(files).length > Object.keys(FILES).length ? SHARDED_FORMAT : SNAPSHOT_FORMAT,
    id: typeof options.id === 'string' ? options.id : options.id(files),
    builtAt: new Date().toISOString(),
    product: options.product,
    counts,
    ...options.choices,
    defaultSpec: DEFAULT_SPEC,
    storedMetrics: metrics.facts,
    graphDigests,
    files,
  };
  const manifest: Manifest = { ...said, checksum: manifestChecksum(said) };
  writeFileSync(join(dir, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  onProgress('files', 1);
  return { manifest, metricsCarried: metrics.carried, metricsLeft: metrics.left, metricsRefused: metrics.refused };
}

/**
 * Entries of the default projection that are stored whatever the corpus, and for each authorship: so that papers of
 * thousands of authors, whose pairs are millions, cost an import no more than their length. 2,911 authors of one paper
 * are 8.5 million entries, 135 MB.
 */
const STORED_ENTRIES = 2_000_000;
const STORED_ENTRIES_PER_AUTHORSHIP = 64;

/** Whether the default projection's entries are out of proportion to what it is made of, so that it is made when asked for. O(P). */
export function isOutOfProportion(incidence: Incidence, selection: Selection): boolean {
  const { entries } = estimateProjection(incidence, selection);
  return entries > STORED_ENTRIES + STORED_ENTRIES_PER_AUTHORSHIP * incidence.paperAuthors.length && entries <= DEFAULT_MAX_ENTRIES;
}

/** The default projection, or why it is not stored: everything that can then works on the incidence, the rest when asked. */
function storableProjection(incidence: Incidence, selection: Selection): StoredProjection {
  if (isOutOfProportion(incidence, selection)) return 'ON_DEMAND';
  try {
    return project(incidence, DEFAULT_SPEC, selection);
  } catch (error) {
    if (error instanceof ProjectionTooLargeError) return 'TOO_LARGE';
    throw error;
  }
}

async function checksums(dir: string, names: ReadonlySet<string>): Promise<Manifest['files']> {
  const files: Record<string, { bytes: number; sha256: string }> = {};
  for (const name of names) {
    const path = join(dir, name);
    files[name] = { bytes: statSync(path).size, sha256: await sha256OfFile(path) };
  }
  return files;
}
