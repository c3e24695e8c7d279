/** `npm run bench -- import`: how fast a large file becomes a served snapshot, and what it takes of memory. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { ImportMessage } from './import-child.js';
import { makeInput, type InputKind, type MadeInput } from './import-inputs.js';
import { formatSeconds } from './report.js';

export interface ImportBenchOptions {
  /** Bytes of each input. */
  readonly size: number;
  readonly kinds: readonly InputKind[];
  /** Where the inputs are kept; a temporary folder where null. */
  readonly folder: string | null;
  readonly json: string | null;
  /** Options of Node for the importing process, such as `--cpu-prof`. */
  readonly nodeOptions: readonly string[];
}

/** Wanted of an import of 1 GB. */
const WANTED_MB_PER_SECOND = 20;
const CHILD = path.join(import.meta.dirname, 'import-child.ts');
const say = (line = ''): void => void process.stdout.write(`${line}\n`);
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;

function child(input: string, dataDir: string, nodeOptions: readonly string[], tell: (message: ImportMessage) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const running = spawn(process.execPath, [...nodeOptions, '--import', 'tsx', CHILD, input, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
    createInterface({ input: running.stdout }).on('line', (line) => tell(JSON.parse(line) as ImportMessage));
    running.once('error', reject);
    running.once('close', (code, signal) => (code === 0 ? resolve() : reject(new Error(`the import ended with ${signal ?? `code ${code}`}`))));
  });
}

function tellPhase(message: ImportMessage, { bytes, records }: MadeInput): void {
  const rate = `${(bytes / 1e6 / message.seconds).toFixed(1)} MB/s`.padStart(12);
  const each = `${((message.seconds / records) * 1e6).toFixed(1)} µs a record`.padStart(20);
  const name = message.kind === 'PHASE' ? message.name : 'end to end';
  say(`${name.padEnd(12)} ${formatSeconds(message.seconds).padStart(11)} ${rate} ${each}   cpu ${formatSeconds(message.cpuSeconds).padStart(8)}   peak ${megabytes(message.peakBytes).padStart(8)}`);
}

/** Makes an input of each kind, imports it in a process of its own, prints phases as they end. */
export async function benchImport({ size, kinds, folder, json, nodeOptions }: ImportBenchOptions): Promise<void> {
  const work = mkdtempSync(path.join(tmpdir(), 'coterie-import-'));
  const inputs = folder ?? work;
  mkdirSync(inputs, { recursive: true });
  const results: { kind: InputKind; input: MadeInput; messages: ImportMessage[] }[] = [];
  try {
    for (const kind of kinds) {
      const file = path.join(inputs, `${kind}-${size}.${kind === 'dblp' ? 'xml' : 'jsonl'}`);
      const input = makeInput(kind, file, size);
      say(`${kind}: ${megabytes(input.bytes)}, ${input.records} records, ${input.mentions} authorships; Node ${process.version}`);
      const messages: ImportMessage[] = [];
      await child(file, path.join(work, `data-${kind}`), nodeOptions, (message) => {
        messages.push(message);
        tellPhase(message, input);
      });
      results.push({ kind, input, messages });
      const done = messages.at(-1);
      if (done?.kind === 'DONE') {
        const rate = input.bytes / 1e6 / done.seconds;
        say(`${rate.toFixed(1)} MB/s end to end, ${rate >= WANTED_MB_PER_SECOND ? 'at least' : 'NOT'} the ${WANTED_MB_PER_SECOND} wanted; ${done.papers} papers, ${done.authors} authors, ${done.problems} problems\n`);
      }
      rmSync(path.join(work, `data-${kind}`), { recursive: true, force: true });
    }
    if (json !== null) writeFileSync(json, `${JSON.stringify({ node: process.version, size, results }, null, 2)}\n`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
