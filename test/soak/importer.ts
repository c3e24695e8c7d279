/** Imports beside the server, some of them killed; what was acknowledged is remembered. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { PaperRecord } from '../../src/records/record.js';
import { paperRecord } from '../helpers/records.js';
import { writeRecords } from '../helpers/served-corpus.js';
import { PROGRAM } from './server-process.js';

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command of the program; killed after `killAfterMs` unless it has ended. */
export async function command(args: readonly string[], killAfterMs = Infinity): Promise<Outcome> {
  const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const out = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (out.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (out.stderr += chunk.toString()));
  const timer = Number.isFinite(killAfterMs) ? setTimeout(() => child.kill('SIGKILL'), killAfterMs) : undefined;
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(timer);
  return { code, ...out };
}

const BATCH = 40;

export class Importer {
  /** DOIs of papers whose import ended with 0. */
  readonly acknowledged: string[] = [];
  /** Papers per snapshot, as the import that published it said. */
  readonly published = new Map<string, number>();
  readonly failures: string[] = [];
  killed = 0;
  imports = 0;
  #usualMs = 3_000;

  constructor(
    readonly dataDir: string,
    readonly inbox: string,
    readonly random: () => number,
  ) {
    mkdirSync(inbox, { recursive: true });
  }

  /** The corpus to begin with. */
  async begin(records: Iterable<PaperRecord>): Promise<void> {
    await this.#import(writeRecords(path.join(this.inbox, 'first.jsonl'), records));
  }

  /** One batch of new papers. One in `killOneIn` is killed on its way, then run again. */
  async batch(killOneIn: number): Promise<void> {
    const number = (this.imports += 1);
    const dois = Array.from({ length: BATCH }, (_, i) => `10.9999/soak.${number}.${i}`);
    const people = Array.from({ length: 12 }, (_, i) => `Soak${String.fromCharCode(97 + (number % 26))} Person${String.fromCharCode(97 + i)}`);
    const records = dois.map((doi, i) => paperRecord(`Soaked paper ${number} number ${i}`, [people[i % 12], people[(i * 5 + 1) % 12], people[(i * 7 + 2) % 12]].filter((name, at, all) => all.indexOf(name) === at), { externalIds: { doi }, date: { year: 2000 + (number % 25), month: null, day: null } }));
    const file = writeRecords(path.join(this.inbox, `batch-${number}.jsonl`), records);
    if (this.random() < 1 / killOneIn) {
      const { code } = await command(['import', file, '--data', this.dataDir, '--json'], this.random() * this.#usualMs);
      if (code === null) this.killed += 1;
    }
    const before = performance.now();
    if (await this.#import(file)) this.acknowledged.push(...dois);
    this.#usualMs = performance.now() - before;
  }

  async #import(file: string): Promise<boolean> {
    const { code, stdout, stderr } = await command(['import', file, '--data', this.dataDir, '--json']);
    if (code !== 0) {
      this.failures.push(`import of ${file} ended with ${code}: ${stderr.slice(-500)}`);
      return false;
    }
    const { snapshot, counts } = JSON.parse(stdout) as { snapshot: string; counts: { papers: number } };
    this.published.set(snapshot, counts.papers);
    return true;
  }
}
