/** Opening a snapshot directory for reading: arrays as they lie in the file, records through SQLite. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { openReadOnly, type Database } from '../corpus/database.js';
import { openSections, section, type Container } from '../graph/buffer.js';
import { readBufferFile } from '../graph/buffer-file.js';
import { incidenceFromSections, projectionFromSections } from '../graph/sections.js';
import type { KernelOutput } from '../metrics/metric.js';
import { SnapshotAnalytics } from './analytics.js';
import type { Capacity } from './capacity.js';
import type { ComputedFiles } from './computed-files.js';
import { FILES, readManifest, SECTIONS, SnapshotError } from './layout.js';
import { NameIndex } from './name-index.js';
import { outputKey } from './outputs.js';
import { createRecordReader } from './records-reader.js';
import { createSearch } from './search.js';
import type { Manifest, Snapshot, Vocabulary } from './types.js';

export interface OpenedSnapshot {
  readonly snapshot: Snapshot;
  /** Releases files and memory and gives up what is being computed; the snapshot must not be used afterwards. */
  close(): void;
}

/**
 * Opens a snapshot; O(bytes of the arrays), records are not read.
 * @param capacity what snapshots share; its pool, where metrics that are not stored are computed, is closed by its owner
 * @param filesOf where what takes long is kept, by the snapshot's id; nowhere if absent
 * @throws SnapshotError naming the path and the remedy
 */
export async function openSnapshot(dir: string, capacity: Capacity, filesOf?: (id: string) => ComputedFiles): Promise<OpenedSnapshot> {
  const manifest = readManifest(dir);
  const graph = await containerOf(dir, FILES.graph);
  const { sections } = graph;
  const incidence = incidenceFromSections(sections);
  const hasProjection = `${SECTIONS.projection}/offsets` in sections;
  const projection = hasProjection ? projectionFromSections(sections, SECTIONS.projection) : null;
  const names = await containerOf(dir, FILES.names);
  const outputs = storedOutputs(await containerOf(dir, FILES.metrics), manifest);
  const path = join(dir, FILES.records);
  const { bytes } = manifest.files[FILES.records];
  const found = statSync(path, { throwIfNoEntry: false })?.size ?? null;
  if (found !== bytes) throw unreadable(path, new Error(`it has ${found ?? 'no'} bytes instead of ${bytes}`));
  const db = openRecords(path);
  try {
    const { authorOffsets } = incidence;
    const analytics = new SnapshotAnalytics({
      incidence,
      pool: capacity.pool,
      capacity,
      stored: { projection, spec: manifest.defaultSpec, outputs },
      files: filesOf?.(manifest.id) ?? null,
    });
    const snapshot: Snapshot = {
      id: manifest.id,
      manifest,
      incidence,
      vocabulary: graph.meta['vocabulary'] as Vocabulary,
      records: createRecordReader(db, (author) => authorOffsets[author + 1] - authorOffsets[author]),
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

function unreadable(path: string, error: unknown): SnapshotError {
  return new SnapshotError(`${path} can't be read (${(error as Error).message}): run an import again to rebuild the snapshot`);
}

async function containerOf(dir: string, file: string): Promise<Container> {
  const path = join(dir, file);
  try {
    return openSections(await readBufferFile(path), { verifyChecksum: true });
  } catch (error) {
    throw unreadable(path, error);
  }
}

function nameSections({ sections }: Container): ConstructorParameters<typeof NameIndex>[0] {
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
