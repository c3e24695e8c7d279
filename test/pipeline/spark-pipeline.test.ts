/**
 * The pipeline on a real Spark cluster of two workers: the same tables as DuckDB makes, made by both workers, whatever
 * becomes of one of them, and no paper left to one task.
 */
import { spawnSync } from 'node:child_process';
import { createWriteStream, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { worksOf } from '../../src/packing/works-of-snapshot.js';
import { packTables } from '../../src/packing/pack.js';
import { runPipeline, type PipelineOptions } from '../../src/pipeline/driver.js';
import { openDuckdb } from '../../src/pipeline/duckdb-engine.js';
import type { SqlEngine } from '../../src/pipeline/engine.js';
import { openSparkEngine } from '../../src/pipeline/spark-engine.js';
import { MADE_TABLES, TABLES } from '../../src/pipeline/tables.js';
import { worksFile, type WorkRow } from '../../src/pipeline/works-file.js';
import { importFiles } from '../../src/snapshot/import.js';
import { grow } from '../../src/synthetic/growth.js';
import { papersOf } from '../../src/synthetic/papers.js';
import { servedFiles } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';
import { SPARK_ADDRESS, driverState, masterState, type ExecutorState } from './spark-server.js';

const address = SPARK_ADDRESS ?? '';
/** A work with so many authors stands among the others: more than are paired at once, few enough that a test counts their triangles. */
const LONG_LIST = 300;
/** Where only pairs are made. */
const LONGER_LIST = 2_500;
const PAPERS = Number(process.env['COTERIE_SPARK_PAPERS'] ?? 300);
/** A round on Spark takes a second or more, however little there is: few rounds are enough here. */
const PARAMETERS = { tolerance: 1e-3, labelRounds: 5 };
const ACL = '../shared/data/acl-anthology/xml';

const ABSENT = { abstract: null, date: null, citation_source: null, citations_as_of: null, external_ids: null, details: null } as const;

function* works(longest: number): Generator<WorkRow> {
  const growth = grow({ papers: PAPERS, seed: 11 });
  const mention = (author: number, at: number, rawName: string) => ({
    position: at + 1, raw_name: rawName, is_group: false, is_corresponding: null, affiliations: null, external_ids: author % 2 === 0 ? `{"orcid":"${author}"}` : null, name_parts: null, details: null, author_details: null, author_key: `author:${author}`,
  });
  let paper = 0;
  for (const { key, title, date, venue, type, mentions } of papersOf(growth)) {
    const authors = growth.paperAuthors.subarray(growth.paperOffsets[paper], growth.paperOffsets[paper + 1]);
    yield {
      ...ABSENT, work_id: key, title, year: date?.year ?? null, venue, type, fields: null, citations: paper % 23, author_list_complete: paper % 7 > 0, has_code: false, country_count: paper % 3,
      mentions: mentions.map(({ rawName }, at) => mention(authors[at], at, rawName)),
    };
    paper += 1;
  }
  yield {
    ...ABSENT, work_id: 'long', title: 'A work of a whole collaboration', year: 2020, venue: null, type: null, fields: null, citations: 3, author_list_complete: true, has_code: false, country_count: 2,
    mentions: Array.from({ length: longest }, (_, at) => mention(at * 3, at, `Collaborator ${at * 3}`)),
  };
}

describe.skipIf(SPARK_ADDRESS === undefined)('the pipeline on a Spark cluster (COTERIE_SPARK)', { timeout: 900_000 }, () => {
  const folder = tempDir();
  const file = path.join(folder, 'works.parquet');
  const longer = path.join(folder, 'longer.parquet');
  let duckdb: SqlEngine;

  async function write(place: string, rows: Iterable<WorkRow>): Promise<void> {
    const out = createWriteStream(place);
    for await (const bytes of worksFile(rows)) out.write(bytes);
    out.end();
    await finished(out);
  }

  beforeAll(async () => {
    await write(file, works(LONG_LIST));
    await write(longer, works(LONGER_LIST));
    duckdb = await openDuckdb({ temporaryFolder: path.join(folder, 'spilled') });
    await onDuckdb('duckdb', file);
  });
  afterAll(() => duckdb.close());

  async function onDuckdb(name: string, input: string): Promise<void> {
    await runPipeline(duckdb, { inputs: [{ path: input, kind: 'WORKS' }], out: path.join(folder, name), parameters: PARAMETERS });
  }

  async function onSpark(name: string, input: string, onStep?: PipelineOptions['onStep']): Promise<void> {
    const spark = await openSparkEngine(address);
    try {
      await runPipeline(spark, { inputs: [{ path: input, kind: 'WORKS' }], out: path.join(folder, name), parameters: PARAMETERS, ...(onStep && { onStep }) });
    } finally {
      await spark.close();
    }
  }

  /** Rows of either that the other has not, by table: doubles to the last bit. */
  async function differences(name: string, wanted = 'duckdb'): Promise<Record<string, unknown>> {
    const found: Record<string, unknown> = {};
    for (const table of MADE_TABLES) {
      const columns = Object.keys(TABLES[table].columns).join(', ');
      const [ours, theirs] = [wanted, name].map((engine) => `SELECT ${columns} FROM read_parquet('${path.join(folder, engine, table)}/*.parquet')`);
      const [row] = await duckdb.rows(`SELECT (SELECT count(*) FROM (${ours})) AS rows, (SELECT count(*) FROM (${ours} EXCEPT ALL ${theirs})) AS missing, (SELECT count(*) FROM (${theirs} EXCEPT ALL ${ours})) AS added`);
      const types = async (query: string) => (await duckdb.rows(`DESCRIBE ${query}`)).map(({ column_name, column_type }) => `${String(column_name)} ${String(column_type)}`);
      expect([table, ...(await types(theirs))]).toEqual([table, ...(await types(ours))]);
      found[table] = { isEmpty: Number(row.rows) === 0, missing: Number(row.missing), added: Number(row.added) };
    }
    return found;
  }
  const NONE = Object.fromEntries(MADE_TABLES.map((table) => [table, { isEmpty: false, missing: 0, added: 0 }]));

  it('makes the tables that DuckDB makes, on both workers', async () => {
    const before = new Map((await driverState<ExecutorState[]>('executors')).map((executor) => [executor.id, executor]));
    await onSpark('spark', file);
    expect(await differences('spark')).toEqual(NONE);
    expect((await masterState()).aliveworkers).toBe(2);
    const executors = (await driverState<ExecutorState[]>('executors')).filter(({ id, isActive }) => id !== 'driver' && isActive);
    expect(executors).toHaveLength(2);
    const grown = executors.map(({ id, totalShuffleRead, totalShuffleWrite, completedTasks }) => {
      const earlier = before.get(id);
      return {
        hasReadShuffle: totalShuffleRead > (earlier?.totalShuffleRead ?? 0),
        hasWrittenShuffle: totalShuffleWrite > (earlier?.totalShuffleWrite ?? 0),
        hasManyTasks: completedTasks - (earlier?.completedTasks ?? 0) > 50,
      };
    });
    expect(grown).toEqual([1, 2].map(() => ({ hasReadShuffle: true, hasWrittenShuffle: true, hasManyTasks: true })));
  });

  it.skipIf(!existsSync(ACL))('makes of volumes of the ACL Anthology the tables of DuckDB, and of both one snapshot, byte for byte', async () => {
    const volumes = readdirSync(ACL).filter((name) => name.startsWith('2018')).map((name) => path.join(ACL, name));
    await importFiles(volumes, { dataDir: path.join(folder, 'acl'), threads: 1 });
    const { snapshot } = await servedFiles(path.join(folder, 'acl'));
    const volume = path.join(folder, 'acl.parquet');
    await write(volume, worksOf(snapshot));
    await onDuckdb('acl-duckdb', volume);
    await onSpark('acl-spark', volume);
    expect(await differences('acl-spark', 'acl-duckdb')).toEqual(NONE);
    const [ours, theirs] = await Promise.all(['acl-duckdb', 'acl-spark'].map((name) => packTables({ tables: path.join(folder, name), dataDir: path.join(folder, `${name}-packed`), threads: 1 })));
    expect(Object.keys(ours.manifest.files).length).toBeGreaterThan(3);
    expect(theirs.manifest.files).toEqual(ours.manifest.files);
    expect(theirs.manifest.id).toBe(ours.manifest.id);
  });

  it('leaves no paper to one task, however many wrote it', async () => {
    interface Stage { readonly stageId: number; readonly attemptId: number; readonly status: string; readonly shuffleWriteRecords: number }
    interface Task { readonly taskMetrics?: { readonly shuffleWriteMetrics: { readonly recordsWritten: number } } }
    const known = new Set((await driverState<Stage[]>('stages')).map(({ stageId }) => stageId));
    const pairsOfList = (LONGER_LIST * (LONGER_LIST - 1)) / 2;
    const joins: Stage[] = [];
    // What follows the pairs is not needed here: a clique of so many has billions of triangles.
    const onlyPairs = onSpark('spread', longer, ({ name, rows }) => {
      if (name === 'degrees' && rows === null) throw new Error('the pairs are there');
    });
    await expect(onlyPairs).rejects.toThrow('the pairs are there');
    for (const stage of await driverState<Stage[]>('stages')) if (!known.has(stage.stageId) && stage.status === 'COMPLETE' && stage.shuffleWriteRecords >= pairsOfList) joins.push(stage);
    expect(joins.length).toBeGreaterThan(0);
    // The first of them joins; those after it sort the same pairs.
    const [join] = joins.toSorted((one, other) => one.stageId - other.stageId);
    const tasks = await driverState<Task[]>(`stages/${join.stageId}/${join.attemptId}/taskList?length=1000`);
    const written = tasks.map(({ taskMetrics }) => taskMetrics?.shuffleWriteMetrics.recordsWritten ?? 0);
    expect(Math.max(...written)).toBeLessThan(0.8 * pairsOfList);
    expect(written.filter((records) => records > 0.1 * pairsOfList).length).toBeGreaterThan(1);
  });

  const pidFile = path.resolve('.spark/run/worker-1.pid');
  it.skipIf(!existsSync(pidFile))('comes to the same tables where a worker is killed in mid-loop', async () => {
    let killed = 0;
    try {
      await onSpark('killed', file, ({ name, rows }) => {
        if (name !== 'pagerank_3' || rows !== null) return;
        killed = Number(readFileSync(pidFile, 'utf8'));
        // While the round runs, not before it.
        setTimeout(() => process.kill(killed, 'SIGKILL'), 300);
      });
      expect(killed).toBeGreaterThan(1);
      expect((await masterState()).workers.filter(({ state }) => state === 'ALIVE').length).toBeLessThanOrEqual(2);
      expect(await differences('killed')).toEqual(NONE);
    } finally {
      const { status } = spawnSync(process.execPath, ['.ci/spark.mjs', 'up'], { timeout: 180_000 });
      expect(status).toBe(0);
      rmSync(path.join(folder, 'killed'), { recursive: true, force: true });
    }
  });
});
