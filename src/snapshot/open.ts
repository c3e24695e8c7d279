/**
 * Opening a snapshot directory for reading: arrays as they lie in the file, records through SQLite. Arrays are proved
 * against the manifest, so that files of two snapshots are never served as one; the records are proved where they are
 * small or where it is asked for (a server does), else by their length alone.
 */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { openReadOnly, type Database } from '../corpus/database.js';
import { section, type Container } from '../graph/buffer.js';
import { incidenceFromSections, projectionFromSections } from '../graph/sections.js';
import type { KernelOutput } from '../metrics/metric.js';
import { SnapshotAnalytics } from './analytics.js';
import { containerOf, placeOfArrays, proveFile, unreadable } from './array-files.js';
import { askedGraph } from './asked-graph.js';
import type { Capacity } from './capacity.js';
import type { ComputedFiles } from './computed-files.js';
import { FILES, readManifest, SECTIONS } from './layout.js';
import { NameIndex } from './name-index.js';
import { outputKey } from './outputs.js';
import { createRecordReader } from './records-reader.js';
import { createSearch } from './search.js';
import type { Manifest, Snapshot, Vocabulary } from './types.js';

export interface OpenedSnapshot {
  readonly snapshot: Snapshot;
  /**
   * Releases files and memory and gives up what is being computed; the snapshot must not be used afterwards. Mapped arrays
   * can still be read by whoever holds them: a map goes with the last of them.
   */
  close(): void;
}

/** Records up to this size are always proved: a tenth of a second. */
const SMALL_RECORDS_BYTES = 64 * 2 ** 20;

/**
 * Opens a snapshot; O(bytes of the arrays), which stand in memory only up to the capacity's bound, and of the records where
 * they are proved.
 * @param capacity what snapshots share; its pool, where metrics that are not stored are computed, is closed by its owner
 * @param filesOf where what takes long is kept, by the snapshot's id; nowhere if absent
 * @param provesRecords also compares large records with their checksum, a second per gigabyte
 * @throws SnapshotError naming the path and the remedy
 */
export async function openSnapshot(dir: string, capacity: Capacity, filesOf?: (id: string) => ComputedFiles, provesRecords = false): Promise<OpenedSnapshot> {
  const manifest = readManifest(dir);
  const arrays = placeOfArrays(manifest, capacity.arraysInMemory);
  const graph = await containerOf(dir, FILES.graph, manifest, arrays.isMapped);
  const { sections } = graph;
  const incidence = incidenceFromSections(sections);
  const hasProjection = `${SECTIONS.projection}/offsets` in sections;
  const projection = hasProjection ? projectionFromSections(sections, SECTIONS.projection) : null;
  const names = await containerOf(dir, FILES.names, manifest, arrays.isMapped);
  const outputs = storedOutputs(await containerOf(dir, FILES.metrics, manifest, arrays.isMapped), manifest);
  const path = join(dir, FILES.records);
  const { bytes, sha256 } = manifest.files[FILES.records] ?? {};
  const found = statSync(path, { throwIfNoEntry: false })?.size ?? null;
  if (bytes === undefined || found !== bytes) throw unreadable(path, new Error(`it has ${found ?? 'no'} bytes instead of ${bytes ?? 'those that the manifest should name'}`));
  if (provesRecords || bytes <= SMALL_RECORDS_BYTES) await proveFile(path, sha256);
  const db = openRecords(path);
  try {
    const { authorOffsets } = incidence;
    const vocabulary = graph.meta['vocabulary'] as Vocabulary;
    const records = createRecordReader(db, (author) => authorOffsets[author + 1] - authorOffsets[author]);
    const analytics = new SnapshotAnalytics({
      incidence,
      pool: capacity.pool,
      capacity,
      stored: { projection, spec: manifest.defaultSpec, outputs },
      files: filesOf?.(manifest.id) ?? null,
      asked: (spec) => askedGraph(spec, vocabulary, (author) => records.authors([author])[0].id),
    });
    const snapshot: Snapshot = {
      id: manifest.id,
      manifest,
      arrays,
      incidence,
      vocabulary,
      records,
      search: createSearch(db, new NameIndex(nameSections(names))),
      analytics,
    };
    const close = () => {
      analytics.close();
      db.close();
    };
    return { snapshot, close };
  } catch (error) {
    db.close();
    throw unreadable(path, error);
  }
}

function openRecords(path: string): Database {
  try {
    return openReadOnly(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

export function nameSections({ sections }: Container): ConstructorParameters<typeof NameIndex>[0] {
  return {
    text: section(sections, 'text', Uint8Array),
    wordOffsets: section(sections, 'wordOffsets', Uint32Array),
    postingOffsets: section(sections, 'postingOffsets', Uint32Array),
    postings: section(sections, 'postings', Uint32Array),
    importance: section(sections, 'importance', Uint32Array),
  };
}

function storedOutputs({ sections }: Container, manifest: Manifest): Map<string, KernelOutput> {
  return new Map(
    manifest.storedMetrics.map(({ id, parameters, ...how }) => [
      outputKey(id, parameters),
      {
        ...how,
        values: section(sections, `${id}/values`, Float64Array),
        normalized: `${id}/normalized` in sections ? section(sections, `${id}/normalized`, Float64Array) : null,
      },
    ]),
  );
}
