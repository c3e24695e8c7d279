/** A corpus made of records, imported as files are, and asked as clients ask. */
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GraphQLFormattedError } from 'graphql';
import { pino } from 'pino';
import { afterAll } from 'vitest';
import { createEngine } from '../../src/graphql/apollo.js';
import { RequestContext } from '../../src/graphql/context.js';
import type { ReadCounts } from '../../src/graphql/loaders/counted-records.js';
import type { PaperRecord } from '../../src/records/record.js';
import { importFiles, type ImportOptions } from '../../src/snapshot/import.js';
import { openProvider } from '../../src/snapshot/provider.js';
import type { Snapshot, SnapshotProvider } from '../../src/snapshot/types.js';
import { formatHeader, formatPaper } from '../../src/sources/jsonl-write.js';
import { tempDir } from './temp-dir.js';

export interface Answer {
  /** Loosely typed, as a client without generated types sees it. */
  readonly data: Record<string, never> | null | undefined;
  readonly errors: readonly GraphQLFormattedError[];
  readonly extensions: Record<string, unknown>;
  /** Reads of the store that the request made, by method. */
  readonly reads: ReadCounts;
}

export interface ServedCorpus {
  readonly provider: SnapshotProvider;
  readonly snapshot: Snapshot;
  readonly dataDir: string;
  /** What the log got. */
  readonly logged: readonly string[];
  ask(query: string, variables?: Record<string, unknown>): Promise<Answer>;
  /** The data of a query that must not fail, at a path such as `author.papers.nodes`. */
  get<T>(path: string, query: string, variables?: Record<string, unknown>): Promise<T>;
}

const LINES_OF_A_PIECE = 10_000;

/** Writes records as a file of our own format. */
export function writeRecords(path: string, records: Iterable<PaperRecord>, more: readonly string[] = []): string {
  // In pieces: a million records are more than one string can be.
  const lines = [formatHeader({ description: 'made by a test' })];
  writeFileSync(path, '');
  const write = (): void => appendFileSync(path, `${lines.splice(0).join('\n')}\n`);
  for (const record of records) {
    lines.push(formatPaper(record));
    if (lines.length === LINES_OF_A_PIECE) write();
  }
  lines.push(...more);
  if (lines.length > 0) write();
  return path;
}

/** The value at a dotted path. */
export function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, key) => (inner as Record<string, unknown> | null | undefined)?.[key], value);
}

/** Closed when the test file ends. */
export async function servedCorpus(
  records: Iterable<PaperRecord>, more: readonly string[] = [], choices: Pick<ImportOptions, 'identity' | 'versions' | 'groups'> = {},
): Promise<ServedCorpus> {
  const dir = tempDir();
  const dataDir = join(dir, 'data');
  await importFiles([writeRecords(join(dir, 'records.jsonl'), records, more)], { dataDir, threads: 1, ...choices });
  return servedFiles(dataDir);
}

/** The same on a data directory that is there already. */
export async function servedFiles(dataDir: string): Promise<ServedCorpus> {
  const logged: string[] = [];
  const provider = await openProvider(dataDir, { pollMs: 0, threads: 1 });
  const engine = await createEngine({ introspection: true, logger: pino({ level: 'error' }, { write: (line: string) => void logged.push(line) }) });
  const lease = provider.acquire();
  if (!lease) throw new Error('the import left no snapshot');
  afterAll(async () => {
    lease.release();
    await engine.stop();
    await provider.close();
  });
  const ask = async (query: string, variables: Record<string, unknown> = {}): Promise<Answer> => {
    const contextValue = new RequestContext(provider.acquire());
    try {
      const { body } = await engine.executeOperation({ query, variables }, { contextValue });
      if (body.kind !== 'single') throw new Error('an answer in parts');
      const { data, errors = [], extensions = {} } = body.singleResult;
      // Through JSON, as clients get it: without prototypes.
      return JSON.parse(JSON.stringify({ data, errors, extensions, reads: contextValue.reads })) as Answer;
    } finally {
      contextValue.release();
    }
  };
  return {
    provider,
    snapshot: lease.snapshot,
    dataDir,
    logged,
    ask,
    async get<T>(path: string, query: string, variables: Record<string, unknown> = {}): Promise<T> {
      const { data, errors } = await ask(query, variables);
      if (errors.length > 0) throw new Error([...errors.map(({ message }) => message), ...logged.map((line) => line.slice(0, 600))].join('\n'));
      return at(data, path) as T;
    },
  };
}
