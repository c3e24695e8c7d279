/** What a statement of the pipeline takes: of this process, where DuckDB works, or of all processes of a Spark cluster on this machine. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { WORK_FOLDER } from '../../src/pipeline/own-folders.js';

/** What a statement took. */
export interface Measured {
  readonly name: string;
  readonly rows: number;
  readonly cpuSeconds: number;
  readonly seconds: number;
  /** Of the table's files. */
  readonly writtenBytes: number;
  /** All else that was written meanwhile; 0 for Spark. */
  readonly spilledBytes: number;
  /** Handed from task to task through files; 0 for DuckDB. */
  readonly shuffledBytes: number;
  /** Most memory that a process held meanwhile; its most so far where the system does not tell. Of Spark, all executors together. */
  readonly peakBytes: number;
}

/** Measures from one call to the next. */
export interface Meter {
  take(name: string, rows: number, tables: string): Promise<Measured>;
}

/** Seconds of processor time, bytes to files of any kind, and most memory since it was forgotten. */
interface Reading {
  readonly cpuSeconds: number;
  readonly written: number;
  readonly peakBytes: number;
}

const TICKS_A_SECOND = 100;

function fileOf(pid: number | 'self', name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}

function forgetPeak(pid: number | 'self'): void {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
  } catch {
    // The peak of the whole run stands for that of each statement.
  }
}

const peakOf = (pid: number | 'self'): number => Number(/VmHWM:\s+(\d+)/.exec(fileOf(pid, 'status'))?.[1] ?? 0) * 1024;
const writtenBy = (pid: number | 'self'): number => Number(/wchar: (\d+)/.exec(fileOf(pid, 'io'))?.[1] ?? 0);

function bytesIn(folder: string): number {
  return existsSync(folder) ? readdirSync(folder).reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0) : 0;
}

function bytesOfTable(tables: string, name: string): number {
  return bytesIn(path.join(tables, name)) + bytesIn(path.join(tables, WORK_FOLDER, name));
}

/** Of this process. */
export function ownMeter(): Meter {
  const read = (): Reading => {
    const { user, system } = process.cpuUsage();
    return { cpuSeconds: (user + system) / 1e6, written: writtenBy('self'), peakBytes: peakOf('self') || process.resourceUsage().maxRSS * 1024 };
  };
  return differences(read, () => forgetPeak('self'), () => Promise.resolve(0));
}

/** Process ids of a Spark cluster's parts on this machine, by what their command lines hold. */
function pidsOf(part: string): number[] {
  return readdirSync('/proc').map(Number).filter((pid) => pid > 0 && fileOf(pid, 'cmdline').includes(part));
}

const EXECUTOR = 'CoarseGrainedExecutorBackend';
const DRIVER_PAGE = 'http://127.0.0.1:4040/api/v1/applications';

/** Bytes that all executors have written for others to read, ended ones too. */
async function shuffledSoFar(): Promise<number> {
  const [{ id }] = (await (await fetch(DRIVER_PAGE)).json()) as ReadonlyArray<{ readonly id: string }>;
  const executors = (await (await fetch(`${DRIVER_PAGE}/${id}/allexecutors`)).json()) as ReadonlyArray<{ readonly totalShuffleWrite: number }>;
  return executors.reduce((sum, { totalShuffleWrite }) => sum + totalShuffleWrite, 0);
}

/** Of the cluster that `npm run spark:up` started: processor time of all its processes and this one, memory of its executors. */
export async function sparkMeter(): Promise<Meter> {
  if (pidsOf(EXECUTOR).length === 0) throw new Error('no executor of Spark runs on this machine: start the cluster with `npm run spark:up`');
  // Of each process, since a worker that is lost takes what it has used along.
  const ticksOf = new Map<number, number>();
  const read = (): Reading => {
    const { user, system } = process.cpuUsage();
    for (const pid of pidsOf('org.apache.spark.')) {
      const fields = fileOf(pid, 'stat').replace(/^.*\) /s, '').split(' ');
      if (fields.length > 12) ticksOf.set(pid, Number(fields[11]) + Number(fields[12]));
    }
    const ticks = [...ticksOf.values()].reduce((sum, each) => sum + each, 0);
    return { cpuSeconds: (user + system) / 1e6 + ticks / TICKS_A_SECOND, written: 0, peakBytes: pidsOf(EXECUTOR).reduce((sum, pid) => sum + peakOf(pid), 0) };
  };
  await shuffledSoFar();
  return differences(read, () => pidsOf(EXECUTOR).forEach(forgetPeak), shuffledSoFar);
}

function differences(read: () => Reading, forget: () => void, shuffled: () => Promise<number>): Meter {
  forget();
  let before = read();
  let startedAt = performance.now();
  let shuffledBefore = shuffled();
  return {
    async take(name, rows, tables) {
      const [now, seconds, earlier] = [read(), (performance.now() - startedAt) / 1e3, shuffledBefore];
      const shuffledNow = shuffled();
      const writtenBytes = bytesOfTable(tables, name);
      // Where what is written is not told (Spark) nothing is left.
      const spilledBytes = Math.max(0, now.written - before.written - writtenBytes);
      const cpuSeconds = now.cpuSeconds - before.cpuSeconds;
      forget();
      before = read();
      startedAt = performance.now();
      shuffledBefore = shuffledNow;
      return { name, rows, cpuSeconds, seconds, writtenBytes, spilledBytes, shuffledBytes: (await shuffledNow) - (await earlier), peakBytes: now.peakBytes };
    },
  };
}
