/** The server under test as a process of its own: begun, watched, killed, ended as an operator ends it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import path from 'node:path';

export const PROGRAM = path.resolve(import.meta.dirname, '../../dist/cli/main.js');

export interface MemorySample {
  /** Seconds since the process began. */
  readonly at: number;
  /** Bytes. */
  readonly resident: number;
  readonly openFiles: number;
}

export class ServerProcess {
  readonly samples: MemorySample[] = [];
  /** What it wrote to its log, the last part. */
  log = '';
  #child: ChildProcess;
  readonly #startedAt = performance.now();
  readonly #sampling: NodeJS.Timeout;

  private constructor(
    child: ChildProcess,
    readonly url: string,
    /** Milliseconds from its beginning to its first answer. */
    readonly readyAfterMs: number,
  ) {
    this.#child = child;
    child.stderr?.on('data', (chunk: Buffer) => (this.log = `${this.log}${chunk.toString()}`.slice(-20_000)));
    this.#sampling = setInterval(() => this.#sample(), 5_000).unref();
  }

  /** Resolves once it listens. @throws Error with its log where it ends before */
  static async start(dataDir: string, port: number, more: readonly string[] = []): Promise<ServerProcess> {
    const startedAt = performance.now();
    const child = spawn(process.execPath, [PROGRAM, 'serve', '--data', dataDir, '--port', String(port), '--json', ...more], { stdio: ['ignore', 'pipe', 'pipe'] });
    let early = '';
    child.stderr.on('data', (chunk: Buffer) => (early += chunk.toString()));
    const url = await new Promise<string>((resolve, reject) => {
      let text = '';
      child.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        const found = /"url": "([^"]+)"/.exec(text)?.[1];
        if (found !== undefined) resolve(found);
      });
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${early}`)));
    });
    return new ServerProcess(child, url, performance.now() - startedAt);
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** As an operator does. @returns its exit code, or the signal that ended it */
  async stop(): Promise<number | NodeJS.Signals | null> {
    await this.#end('SIGTERM');
    return this.#child.exitCode ?? this.#child.signalCode;
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    clearInterval(this.#sampling);
    if (this.hasEnded) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill(signal);
    await gone;
  }

  #sample(): void {
    try {
      const resident = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.#child.pid}/status`, 'utf8'))?.[1]) * 1024;
      const openFiles = readdirSync(`/proc/${this.#child.pid}/fd`).length;
      this.samples.push({ at: (performance.now() - this.#startedAt) / 1000, resident, openFiles });
    } catch {
      // It has just ended.
    }
  }
}
