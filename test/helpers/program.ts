/** The built program, run as a process of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');
const MAIN = path.join(ROOT, 'dist/cli/main.js');
const START_TIMEOUT_MS = 60_000;
/** Longer than any command or end of a server takes on a busy machine: whoever waits for it beyond waits for ever. */
const END_TIMEOUT_MS = 180_000;

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** Called with the process once it runs. */
  readonly onStart?: (child: ChildProcess) => void;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Called with the process while it runs and everything it has said on stderr so far. */
  readonly onStderr?: (child: ChildProcess, said: string) => void;
}

function start(args: readonly string[], { cwd = ROOT, env = {} }: RunOptions): ChildProcess {
  if (!existsSync(MAIN)) throw new Error(`${MAIN} is missing: run \`npm run build\` first`);
  const { COTERIE_DATA: _data, PORT: _port, HOST: _host, ...inherited } = process.env;
  return spawn(process.execPath, [MAIN, ...args], { cwd, env: { ...inherited, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Runs a command to its end. */
export function coterie(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = start(args, options);
    options.onStart?.(child);
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      options.onStderr?.(child, stderr);
    });
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`\`coterie ${args.join(' ')}\` did not end in time; it said: ${stdout}${stderr}`));
    }, END_TIMEOUT_MS);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code, stdout, stderr });
    });
  });
}

export interface Server {
  /** `http://127.0.0.1:54321` */
  readonly url: string;
  readonly child: ChildProcess;
  /** Asks it to end, and resolves to its exit code. */
  stop(): Promise<number | null>;
}

/** Starts `coterie serve …` on a free port and waits until it says where it listens. */
export function serve(args: readonly string[], options: RunOptions = {}): Promise<Server> {
  return new Promise((resolve, reject) => {
    const child = start(['serve', '--port', '0', ...args], options);
    let said = '';
    const giveUp = (why: string) => {
      child.kill('SIGKILL');
      reject(new Error(`${why}; it said: ${said}`));
    };
    const timer = setTimeout(() => giveUp('the server did not start in time'), START_TIMEOUT_MS);
    const ended = new Promise<number | null>((done) => child.once('exit', done));
    void ended.then(() => {
      clearTimeout(timer);
      giveUp('the server ended');
    });
    const listen = (text: string): void => {
      said += text;
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve({
        url,
        child,
        stop() {
          child.kill('SIGTERM');
          const late = setTimeout(() => child.kill('SIGKILL'), END_TIMEOUT_MS);
          return ended.finally(() => clearTimeout(late));
        },
      });
    };
    child.stdout?.setEncoding('utf8').on('data', listen);
    child.stderr?.setEncoding('utf8').on('data', listen);
  });
}
