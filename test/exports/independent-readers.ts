/** Other people's programs that read what we write: Debian's python3-networkx and python3-igraph, where they are installed. */
import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';

const SCRIPT = path.join(import.meta.dirname, 'readers.py');
/** Debian's own interpreter knows Debian's packages; another one in the path may know newer ones. */
const PYTHONS = ['/usr/bin/python3', 'python3'];

function knows(python: string, module: string): boolean {
  return spawnSync(python, ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0;
}

/** The interpreters that have a module, each once. */
export function pythonsWith(module: string): string[] {
  return PYTHONS.filter((python, at) => knows(python, module) && (at === 0 || versionOf(python) !== versionOf(PYTHONS[0])));
}

function versionOf(python: string): string {
  return spawnSync(python, ['-c', 'import sys; print(sys.executable, sys.version)'], { encoding: 'utf8' }).stdout;
}

/** What a reader of readers.py finds in a file. */
export function readBy(python: string, reader: string, file: string): unknown {
  return JSON.parse(execFileSync(python, ['-W', 'ignore', SCRIPT, reader, file], { encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'pipe'] }));
}
