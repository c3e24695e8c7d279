/** `coterie metrics` killed, interrupted, and left by its reader. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/graph/prng.js';
import { dir, fileOf, KITE, metrics } from '../helpers/metrics-command.js';
import { coterie } from '../helpers/program.js';

const MAIN = path.resolve(import.meta.dirname, '../../dist/cli/main.js');

/** A network without structure that any shortcut could use, in which a computation lasts. */
function largeNetwork(): string {
  const file = path.join(dir, 'large.edges');
  if (existsSync(file)) return file;
  const random = seededRandom(11);
  const nodes = 2500;
  const lines = Array.from({ length: 5 * nodes }, () => `${Math.floor(random() * nodes)} ${Math.floor(random() * nodes)} ${(1 + random()).toFixed(4)}`);
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}
const LONG = ['--metric', 'betweenness', '--distance', 'cost', '--threads', '2'];

describe('a long computation', () => {
  it('killed in the middle goes on from its checkpoint to the same bits', async () => {
    const file = largeNetwork();
    const checkpoint = path.join(dir, 'long.checkpoint');
    const args = [file, ...LONG, '--checkpoint', checkpoint];
    const child = spawn(process.execPath, [MAIN, 'metrics', ...args], { cwd: dir, stdio: 'ignore' });
    const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
    // A record of this metric holds a number per node: two of them are on disk once the file is larger than that.
    const timer = setInterval(() => {
      if ((statSync(checkpoint, { throwIfNoEntry: false })?.size ?? 0) > 2 * 8 * 2500) child.kill('SIGKILL');
    }, 5);
    expect(await ended).toBe('SIGKILL');
    clearInterval(timer);
    const kept = readFileSync(checkpoint);
    // The kill may as well have torn a record.
    writeFileSync(checkpoint, kept.subarray(0, -5));

    const other = await metrics(KITE, ...LONG, '--checkpoint', checkpoint);
    expect({ code: other.code, stdout: other.stdout }).toEqual({ code: 2, stdout: '' });
    expect(other.stderr).toContain(`the checkpoint ${checkpoint} is of another graph: repeat the command that it was made by, remove it, or name another file`);

    const resumed = await metrics(...args);
    expect(resumed.code).toBe(0);
    expect(resumed.stderr).toMatch(/^resuming: [1-9]\d* blocks were kept in /m);
    expect(existsSync(checkpoint)).toBe(false);
    const whole = await metrics(file, ...LONG);
    expect(resumed.stdout).toBe(whole.stdout);
  }, 180_000);

  it('interrupted ends soon, says that its blocks are kept, and writes nothing', async () => {
    const checkpoint = path.join(dir, 'interrupted.checkpoint');
    let isSent = false;
    const { code, stdout, stderr } = await coterie(['metrics', largeNetwork(), ...LONG, '--checkpoint', checkpoint], {
      cwd: dir,
      onStderr: (running) => {
        if (!isSent) running.kill('SIGINT');
        isSent = true;
      },
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`coterie: interrupted; what was computed is kept in ${checkpoint}: run the same command again to go on`);
    expect(existsSync(checkpoint)).toBe(true);
  }, 60_000);
});

it('ends quietly where its reader closes the pipe', async () => {
  // More rows than a pipe holds.
  const file = fileOf('many.mtx', '%%MatrixMarket matrix coordinate pattern symmetric\n300000 300000 1\n2 1\n');
  const child = spawn('bash', ['-c', `set -o pipefail; "$0" "$1" metrics "$2" --metric degree | head -n 1`, process.execPath, MAIN, file], { cwd: dir, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'id,label,degree\n' });
  expect(stderr).not.toMatch(/EPIPE|Error/);
});
