/**
 * Building a snapshot: the one place where records become papers, mentions become authors, both become a graph, and
 * the graph becomes numbers. Everything is written into a directory of its own; publishing it is another matter.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ComputePool } from '../compute/pool.js';
import { groupModeOf, versionModeOf } from '../corpus/choices.js';
import type { CorpusStore } from '../corpus/store.js';
import { packSections } from '../graph/buffer.js';
import { digestOfCollaborations, digestOfPapers } from '../graph/digest.js';
import { writeBufferFile } from '../graph/buffer-file.js';
import { DEFAULT_MAX_ENTRIES, estimateProjection, project, ProjectionTooLargeError } from '../graph/projection.js';
import { incidenceToSections, projectionToSections } from '../graph/sections.js';
import { select } from '../graph/selection.js';
import { DEFAULT_SPEC } from '../graph/spec.js';
import { components } from '../graph/traverse.js';
import type { Incidence, Projection, Selection } from '../graph/types.js';
import { identityModeOf } from '../identity/mode.js';
import type { SimilarityCounts } from '../identity/similarity-step.js';
import type { Suppressions } from '../identity/suppressions.js';
import type { ImportProblem, LedgerEntry } from '../records/record.js';
import { assemblePeople } from './assemble-people.js';
import { ENGINE } from '../identity/similarity-engine.js';
import { assemblePapers } from './assemble-papers.js';
import { carriedFrom } from './carried-metrics.js';
import { FILES, manifestChecksum, SECTIONS, sha256OfFile, SNAPSHOT_FORMAT } from './layout.js';
import { buildNameIndex } from './name-index.js';
import { PaperTable } from './paper-table.js';
import { shownEntry, shownProblem } from './shown-names.js';
import { findPossibleDuplicates } from './possible-duplicates.js';
import { RecordsWriter } from './records-writer.js';
import { computeStoredMetrics } from './stored-metrics.js';
import type { GraphDigests, Manifest, SnapshotCounts } from './types.js';

/** Raised whenever the same corpus would give other numbers, so that an import rebuilds what an older program built. */
const BUILDER_VERSION = 5;

/** What a manifest says of its maker. */
export const PRODUCT = `coterie builder ${BUILDER_VERSION}`;

/** The version of the builder that a manifest names as its maker; null where another program made it. */
export function builderOf(product: string): number | null {
  const version = /^coterie builder (\d+)$/.exec(product)?.[1];
  return version === undefined ? null : Number(version);
}

export type BuildPhase = 'papers' | 'people' | 'graph' | 'metrics' | 'files';

export interface BuildOptions {
  /** Called as phases begin and move on; share is 0..1 of the phase. */
  readonly onProgress?: (phase: BuildPhase, share: number) => void;
  /** Worker threads for metrics; every processor where absent. */
  readonly threads?: number;
  /** Where outcomes of similarity are kept from one build to the next (identity/block-outcomes.ts); nowhere if absent. */
  readonly outcomesPath?: string;
  /** Directory of the snapshot before, whose numbers are taken where they hold; none if absent. */
  readonly previousDir?: string | null;
  /** The ledger's entries to build with, where not those in force: what if these held. */
  readonly ledger?: readonly LedgerEntry[];
}

export interface BuildReport {
  readonly manifest: Manifest;
  /** Metrics taken from the snapshot before, since what they are computed from is the same, bit for bit. */
  readonly metricsCarried: readonly string[];
  /** Metrics too dear to store: computed when first asked for. */
  readonly metricsLeft: readonly string[];
  readonly metricsRefused: readonly string[];
  /** Records that were merged into papers with others: records − papers. */
  readonly mergedRecords: number;
  /** How much similarity had to decide; null in the mode IDS_ONLY. */
  readonly similarity: SimilarityCounts | null;
}

/**
 * The id that a snapshot of this corpus has: known before it is built.
 * @param engine the version of the similarity that guesses
 */
export function snapshotIdOf(store: CorpusStore, engine: string = ENGINE.version): string {
  // Who is guessed to be who changes with the engine; where nothing is guessed, it doesn't.
  const guessedBy = identityModeOf(store) === 'IDS_ONLY' ? '' : engine;
  return createHash('sha256').update(`${BUILDER_VERSION}\n${SNAPSHOT_FORMAT}\n${guessedBy}\n${store.digest()}`).digest('hex').slice(0, 16);
}

/**
 * Builds the snapshot of a corpus, whose id is snapshotIdOf(store), into `dir`, which must not exist. On failure the directory is removed.
 * Cost: O(records + mentions) and the stored metrics' cost; memory: heads of all records and all mentions.
 */
export async function buildSnapshot(store: CorpusStore, dir: string, id: string, options: BuildOptions = {}): Promise<BuildReport> {
  mkdirSync(dir, { recursive: true });
  const pool = new ComputePool({ threads: options.threads ?? availableParallelism() });
  try {
    return await build(store, dir, id, pool, options);
  } catch (error) {
    rmSync(dir, { recursive: true, force: true });
    throw error;
  } finally {
    await pool.close();
  }
}

/** The curator's statements that hold. */
export function entriesInForce(store: CorpusStore): LedgerEntry[] {
  return store.ledger().filter(({ revokedAt }) => revokedAt === null).map(({ entry }) => entry);
}

async function build(
  store: CorpusStore,
  dir: string,
  id: string,
  pool: ComputePool,
  options: BuildOptions,
): Promise<BuildReport> {
  const onProgress = options.onProgress ?? (() => undefined);
  const records = new RecordsWriter(join(dir, FILES.records));
  const mode = identityModeOf(store);
  const ledger = options.ledger ?? entriesInForce(store);
  const groupMode = groupModeOf(store);
  const table = new PaperTable(records, { keepsGroups: groupMode === 'AUTHORS', spoolPath: join(dir, 'mentions.spool'), forSimilarity: mode !== 'IDS_ONLY', ledger });
  try {
    onProgress('papers', 0);
    const assembled = assemblePapers(store);
    for (const paper of assembled.papers()) {
      table.add(paper);
      if (table.paperCount % 512 === 0) await records.drained();
      if (table.paperCount % 4_096 === 0) onProgress('papers', table.paperCount / assembled.paperCount);
    }

    onProgress('people', 0);
    const people = assemblePeople(store, table, ledger, { mode, outcomesPath: options.outcomesPath ?? null });
    const incidence = table.incidence(people.authorOf, people.authorCount);
    const { personCount, authorAt, areDistinct } = people;
    records.possibleDuplicates(findPossibleDuplicates({ authorCount: personCount, authorAt, incidence, ...table.vocabulary(), areDistinct, weigh: people.takeWeigher() }));
    await people.write(records);
    await table.writeAuthorships(people.authorOf, people.shownName);

    onProgress('graph', 0);
    const selection = select(incidence, DEFAULT_SPEC);
    const stored = storableProjection(incidence, selection);
    const projection = typeof stored === 'string' ? null : stored;
    const sections = {
      ...incidenceToSections(incidence),
      ...(projection ? projectionToSections(projection, SECTIONS.projection) : {}),
    };
    await writeBufferFile(join(dir, FILES.graph), packSections(sections, { vocabulary: table.vocabulary() }));
    const paperCounts = incidence.authorOffsets.subarray(1).map((end, author) => end - incidence.authorOffsets[author]);
    await writeBufferFile(join(dir, FILES.names), packSections({ ...buildNameIndex(people.names(), paperCounts) }));

    onProgress('metrics', 0);
    const graphDigests: GraphDigests = { collaborations: projection && digestOfCollaborations(projection), papers: digestOfPapers(incidence, selection) };
    const carried = await carriedFrom(options.previousDir ?? null, PRODUCT, graphDigests);
    const metrics = await computeStoredMetrics(pool, incidence, selection, stored, DEFAULT_SPEC.counting, (share) => onProgress('metrics', share), carried);
    await writeBufferFile(join(dir, FILES.metrics), packSections(metrics.sections));

    onProgress('files', 0);
    const problems = writeProvenance(store, records, [...assembled.problems, ...people.problems, ...metrics.problems], ledger, people.suppressions);
    await records.complete();
    const { sizes } = components(incidence, selection.paperMask, selection.nodes);
    const counts: SnapshotCounts = {
      papers: incidence.paperCount,
      authors: incidence.authorCount,
      authorships: incidence.paperAuthors.length,
      collaborations: projection?.edgeCount ?? metrics.sections['NETWORK_COLLABORATIONS/values']?.[0] ?? null,
      components: sizes.length,
      largestComponent: sizes[0] ?? 0,
      records: assembled.recordCount,
      problems,
      papersWithIncompleteAuthorList: selection.incompleteAuthorLists,
    };
    const said: Manifest = {
      formatVersion: SNAPSHOT_FORMAT,
      id,
      builtAt: new Date().toISOString(),
      product: PRODUCT,
      counts,
      identityMode: mode,
      versionMode: versionModeOf(store),
      groupMode,
      defaultSpec: DEFAULT_SPEC,
      storedMetrics: metrics.facts,
      graphDigests,
      files: await checksums(dir),
    };
    const manifest: Manifest = { ...said, checksum: manifestChecksum(said) };
    writeFileSync(join(dir, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    onProgress('files', 1);
    return { manifest, metricsCarried: metrics.carried, metricsLeft: metrics.left, metricsRefused: metrics.refused, mergedRecords: assembled.recordCount - assembled.paperCount, similarity: people.similarity };
  } finally {
    table.close();
    await records.close();
  }
}

/**
 * Entries of the default projection that are stored whatever the corpus, and for each authorship: so that papers of
 * thousands of authors, whose pairs are millions, cost an import no more than their length. 2,911 authors of one paper
 * are 8.5 million entries, 135 MB.
 */
const STORED_ENTRIES = 2_000_000;
const STORED_ENTRIES_PER_AUTHORSHIP = 64;

/** The default projection, or why it is not stored: everything that can then works on the incidence, the rest when asked. */
function storableProjection(incidence: Incidence, selection: Selection): Projection | 'ON_DEMAND' | 'TOO_LARGE' {
  const { entries } = estimateProjection(incidence, selection);
  const isOutOfProportion = entries > STORED_ENTRIES + STORED_ENTRIES_PER_AUTHORSHIP * incidence.paperAuthors.length;
  if (isOutOfProportion && entries <= DEFAULT_MAX_ENTRIES) return 'ON_DEMAND';
  try {
    return project(incidence, DEFAULT_SPEC, selection);
  } catch (error) {
    if (error instanceof ProjectionTooLargeError) return 'TOO_LARGE';
    throw error;
  }
}

/** Files, problems and ledger entries as they stand in the corpus, without suppressed names. Returns the number of problems. */
function writeProvenance(store: CorpusStore, records: RecordsWriter, ownProblems: readonly ImportProblem[], ledger: readonly LedgerEntry[], suppressions: Suppressions): number {
  for (const [position, file] of store.files().entries()) records.source(position, file);
  let problems = 0;
  for (const problem of store.problems()) records.problem(problems++, shownProblem(problem, suppressions));
  for (const problem of ownProblems) records.problem(problems++, shownProblem(problem, suppressions));
  for (const [position, entry] of ledger.entries()) records.ledgerEntry(position, shownEntry(entry, suppressions));
  return problems;
}

async function checksums(dir: string): Promise<Manifest['files']> {
  const files: Record<string, { bytes: number; sha256: string }> = {};
  for (const name of Object.values(FILES)) {
    const path = join(dir, name);
    files[name] = { bytes: statSync(path).size, sha256: await sha256OfFile(path) };
  }
  return files;
}
