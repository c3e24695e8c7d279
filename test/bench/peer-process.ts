/** A peer: another library in a process of its own, spoken to in JSON lines (the protocol is in peers/protocol.py). */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** How to start a peer. */
export interface PeerCommand {
  /** The tool's name for people, e.g. `igraph`. */
  readonly tool: string;
  readonly command: string;
  readonly args: readonly string[];
}

export interface Peer {
  readonly tool: string;
  readonly version: string;
  /** Keys of the pairs that it can run. */
  readonly metrics: ReadonlySet<string>;
  /** Sends a request and resolves to the seconds that the peer took. Rejects with what it says, or after `patienceMs`, which ends it. */
  ask(request: Readonly<Record<string, unknown>>, patienceMs: number): Promise<number>;
  /** False once it has ended or was ended. */
  isAlive(): boolean;
  end(): void;
}

export class OutOfPatienceError extends Error {
  override readonly name = 'OutOfPatienceError';
}

type Reply = Readonly<Record<string, unknown>>;

const START_PATIENCE_MS = 120_000;
const LAST_WORDS = 2_000;

interface Line {
  next(patienceMs: number): Promise<Reply>;
}

/** Replies of a process one after another; noise that is no JSON object is passed over. */
function repliesOf(child: ChildProcess, tool: string): Line {
  const waiting: Array<{ resolve: (reply: Reply) => void; reject: (error: Error) => void }> = [];
  const received: Reply[] = [];
  let lastWords = '';
  let ended: Error | null = null;
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (lastWords = (lastWords + text).slice(-LAST_WORDS)));
  const fail = (why: string): void => {
    ended ??= new Error(`${tool} ${why}${lastWords.trim() === '' ? '' : `: ${lastWords.trim().split('\n').at(-1)}`}`);
    for (const { reject } of waiting.splice(0)) reject(ended);
  };
  child.once('error', (error) => fail(`could not be started (${error.message})`));
  child.once('close', (code, signal) => fail(`ended with ${signal ?? `code ${code}`}`));
  child.stdin?.on('error', () => fail('takes no more requests'));
  if (child.stdout === null) throw new Error(`${tool} has no output to read`);
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (!line.startsWith('{')) return;
    const reply = JSON.parse(line) as Reply;
    const first = waiting.shift();
    if (first === undefined) received.push(reply);
    else first.resolve(reply);
  });
  return {
    next: (patienceMs) =>
      new Promise((resolve, reject) => {
        const early = received.shift();
        if (early !== undefined) return resolve(early);
        if (ended !== null) return reject(ended);
        const timer = setTimeout(() => {
          ended ??= new OutOfPatienceError(`${tool} took longer than ${(patienceMs / 1000).toFixed(0)} s and was ended`);
          child.kill('SIGKILL');
          for (const one of waiting.splice(0)) one.reject(ended);
        }, patienceMs);
        const settled = <T>(settle: (value: T) => void) => (value: T): void => {
          clearTimeout(timer);
          settle(value);
        };
        waiting.push({ resolve: settled(resolve), reject: settled(reject) });
      }),
  };
}

/** Starts a peer with `threads` OpenMP threads and waits until it says who it is. Rejects where it does not. */
export async function startPeer({ tool, command, args }: PeerCommand, threads: number): Promise<Peer> {
  const child = spawn(command, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, OMP_NUM_THREADS: String(threads), PYTHONDONTWRITEBYTECODE: '1' },
  });
  const replies = repliesOf(child, tool);
  const hello = await replies.next(START_PATIENCE_MS);
  const isAlive = (): boolean => child.exitCode === null && child.signalCode === null && !child.killed;
  return {
    tool,
    version: String(hello['version']),
    metrics: new Set(hello['metrics'] as string[]),
    isAlive,
    async ask(request, patienceMs) {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      const reply = await replies.next(patienceMs);
      if (typeof reply['error'] === 'string') throw new Error(`${tool}: ${reply['error']}`);
      return Number(reply['seconds']);
    },
    end: () => void child.kill('SIGKILL'),
  };
}
