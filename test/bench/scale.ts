/** `npm run bench -- scale`: the whole task at millions of papers, with its time and its peak of memory. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { formatSeconds } from './report.js';
import { SCALE_LIMITS } from './scale-steps.js';
import type { ScaleMessage } from './scale-steps.js';

export interface ScaleOptions {
  readonly papers: number;
  readonly threads: number;
  /** Seconds after which a metric is given up. */
  readonly patience: number;
  /** Where the generated incidence is kept for the next run; a temporary folder where null. */
  readonly folder: string | null;
  readonly json: string | null;
}

const CHILD = path.join(import.meta.dirname, 'scale-child.ts');
const say = (line = ''): void => void process.stdout.write(`${line}\n`);
const gibibytes = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(2)} GiB`;

/** Runs a child to its end, passing on what it tells. Rejects where it fails. */
function child(task: string, folder: string, { papers, threads, patience }: ScaleOptions, tell: (message: ScaleMessage) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const args = ['--import', 'tsx', CHILD, task, folder, String(papers), String(threads), String(patience)];
    const running = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    createInterface({ input: running.stdout }).on('line', (line) => tell(JSON.parse(line) as ScaleMessage));
    running.once('error', reject);
    running.once('close', (code, signal) => (code === 0 ? resolve() : reject(new Error(`the step "${task}" ended with ${signal ?? `code ${code}`}`))));
  });
}

function tellStep(message: ScaleMessage): void {
  if (message.kind === 'OMITTED') say(`${message.name.padEnd(32)} left out: ${message.why}`);
  else if (message.name !== 'TASK') say(`${message.name.padEnd(32)} ${formatSeconds(message.seconds).padStart(11)}   peak ${gibibytes(message.peakBytes).padStart(9)}   ${message.detail}`);
}

/** One sentence on a limit: it is met, or not, or said of another size than it is set for. */
function judge(what: string, value: string, isMet: boolean, limit: string): string {
  return `${what}: ${value}, ${isMet ? 'within' : 'NOT within'} ${limit}`;
}

/** Runs the benchmark and prints it as it goes. */
export async function benchScale(options: ScaleOptions): Promise<void> {
  const folder = options.folder ?? mkdtempSync(path.join(tmpdir(), 'coterie-scale-'));
  mkdirSync(folder, { recursive: true });
  const messages: ScaleMessage[] = [];
  const tell = (message: ScaleMessage): void => {
    messages.push(message);
    tellStep(message);
  };
  say(`Node ${process.version}, ${options.threads} threads, ${options.papers} generated papers`);
  try {
    if (existsSync(path.join(folder, `incidence-${options.papers}.bin`))) say(`incidence taken from ${folder}`);
    else await child('generate', folder, options, tellStep);
    say();
    await child('run', folder, options, tell);
    const steps = messages.filter((message) => message.kind === 'STEP');
    const seconds = steps.reduce((sum, step) => sum + (step.name === 'TASK' ? 0 : step.seconds), 0);
    const peak = steps.find(({ name }) => name === 'TASK')?.peakBytes ?? NaN;
    await child('open', folder, options, tell);
    const opening = messages.at(-1);
    const openSeconds = opening?.kind === 'STEP' ? opening.seconds : NaN;
    say();
    const omitted = messages.filter(({ kind }) => kind === 'OMITTED').map(({ name }) => name);
    const whole = omitted.length === 0 ? 'all steps' : `all steps but ${omitted.join(', ')}`;
    say(judge(`time of ${whole}`, formatSeconds(seconds), seconds <= SCALE_LIMITS.seconds, '10 minutes'));
    say(judge('peak of memory', gibibytes(peak), peak <= SCALE_LIMITS.bytes, '6 GiB'));
    say(judge('opening for serving', formatSeconds(openSeconds), openSeconds <= SCALE_LIMITS.openSeconds, '5 s'));
    if (options.json !== null) {
      writeFileSync(options.json, `${JSON.stringify({ node: process.version, threads: options.threads, papers: options.papers, seconds, peakBytes: peak, openSeconds, omitted, steps: messages }, null, 2)}\n`);
    }
  } finally {
    if (options.folder === null) rmSync(folder, { recursive: true, force: true });
  }
}
