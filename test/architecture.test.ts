/** The tree holds its shape: who imports whom, how long a file is, what lies at the top. */
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/** Every room with the rooms it may import, all of which stand above it: so no two import one another, in whatever round. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  records: [],
  caches: [],
  graph: [],
  threads: [],
  web: [],
  sources: ['records'],
  services: ['web', 'records', 'sources'],
  corpus: ['threads', 'records', 'sources'],
  callers: ['caches', 'corpus'],
  identity: ['records', 'sources', 'corpus'],
  synthetic: ['records', 'graph'],
  networks: ['graph'],
  metrics: ['graph'],
  compute: ['threads', 'graph', 'metrics'],
  snapshot: ['caches', 'threads', 'records', 'sources', 'corpus', 'identity', 'graph', 'metrics', 'compute'],
  replication: ['threads', 'web', 'corpus', 'snapshot'],
  intake: ['threads', 'records', 'sources', 'corpus', 'callers', 'snapshot'],
  pipeline: ['records', 'corpus', 'graph'],
  packing: ['records', 'sources', 'corpus', 'identity', 'graph', 'metrics', 'compute', 'snapshot', 'pipeline'],
  upkeep: ['corpus', 'callers', 'identity', 'graph', 'snapshot'],
  exports: ['records', 'identity', 'snapshot'],
  graphql: ['caches', 'records', 'sources', 'corpus', 'callers', 'identity', 'graph', 'metrics', 'compute', 'snapshot', 'exports', 'intake'],
  operations: ['web', 'callers', 'snapshot', 'graphql'],
  serving: ['caches', 'records', 'callers', 'graph', 'metrics', 'snapshot', 'exports', 'graphql', 'operations'],
  settings: [],
  cli: ['web', 'records', 'sources', 'services', 'corpus', 'callers', 'identity', 'graph', 'metrics', 'compute', 'snapshot', 'upkeep', 'exports', 'graphql', 'operations', 'serving', 'intake', 'replication', 'settings', 'synthetic', 'networks', 'pipeline', 'packing'],
  explorer: [],
};

const MAX_LINES = 300;
/** Data in the shape of code: a lookup table is as long as its subject. */
const TABLE = /(?:^|[-./])table\.ts$/;
const MAX_FILE_BYTES = 1024 * 1024;
const TOP_LEVEL =
  /^(?:\..+|src|schema|data|test|package(?:-lock)?\.json|tsconfig[a-z.]*\.json|codegen\.yml|[a-z]+\.config\.(?:ts|js)|README\.md|LICENSE|CHANGELOG\.md)$/;

const root = path.resolve(import.meta.dirname, '..');

function sourceFiles(): string[] {
  return readdirSync(path.join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((file) => !file.includes('/generated/'));
}

/** Everything a module names as another module: imports of any kind, re-exports, and workers started by URL. */
function specifiersOf(code: string): string[] {
  const patterns = [
    /\b(?:import|export)\s[^;'"]*?\bfrom\s*['"]([^'"]+)['"]/g,
    /\bimport\s*\(?\s*['"]([^'"]+)['"]/g,
    /\bnew URL\(\s*['"](\.[^'"]+)['"]/g,
  ];
  return patterns.flatMap((pattern) => [...code.matchAll(pattern)].map((match) => match[1]));
}

/** `src/graph/csr.ts` + `../metrics/x.js` -> `metrics/x.js`; null for packages. */
function targetWithinSrc(file: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null;
  return path.posix.relative('src', path.posix.join(path.posix.dirname(file), specifier));
}

/** All that the files of a room name within `src`. */
function importsOf(room: string): { file: string; target: string }[] {
  return files
    .filter((file) => file.startsWith(`src/${room}/`))
    .flatMap((file) =>
      specifiersOf(readFileSync(path.join(root, file), 'utf8'))
        .map((specifier) => targetWithinSrc(file, specifier))
        .filter((target): target is string => target !== null && !target.startsWith('..'))
        .map((target) => ({ file, target })),
    );
}

const roomOf = (target: string): string => target.split('/')[0];

/** Files git has or would take; null outside a checkout. */
function filesOfTheProject(): string[] | null {
  try {
    return execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
      .split('\0')
      .filter((file) => file !== '' && statSync(path.join(root, file), { throwIfNoEntry: false })?.isFile() === true);
  } catch {
    return null;
  }
}

const files = sourceFiles();
const tracked = filesOfTheProject();

describe('rooms', () => {
  it('sees the imports it judges', () => {
    expect(
      specifiersOf(`
        import a, { b } from './a.js';
        import type { C } from "../c/c.js";
        import './side-effect.js';
        export * from './d.js';
        import {
          e,
        } from 'e';
        const f = await import('./f.js');
        new Worker(new URL('./worker.js', import.meta.url));
      `).toSorted(),
    ).toEqual(['../c/c.js', './a.js', './d.js', './f.js', './side-effect.js', './worker.js', 'e']);
    expect(targetWithinSrc('src/graph/csr.ts', '../metrics/x.js')).toBe('metrics/x.js');
  });

  it('are those of the design', () => {
    const found = new Set(files.map((file) => file.split('/')[1]));
    expect([...found].toSorted()).toEqual(Object.keys(ROOMS).toSorted());
  });

  it.each(Object.keys(ROOMS))('%s imports the rooms that it is allowed, every one and no other', (room) => {
    const allowed = new Set([room, ...ROOMS[room]]);
    const imports = importsOf(room);
    expect(imports.filter(({ target }) => !allowed.has(roomOf(target))).map(({ file, target }) => `${file} -> ${target}`)).toEqual([]);
    expect(ROOMS[room].filter((neighbour) => !imports.some(({ target }) => roomOf(target) === neighbour)), 'allowed, and imported by no file').toEqual([]);
  });

  it.each(Object.keys(ROOMS))('%s is allowed rooms that stand above it alone', (room) => {
    const rooms = Object.keys(ROOMS);
    expect(ROOMS[room].filter((neighbour) => !rooms.slice(0, rooms.indexOf(room)).includes(neighbour))).toEqual([]);
  });

  it('never import from the tests', () => {
    const outside = files
      .flatMap((file) =>
        specifiersOf(readFileSync(path.join(root, file), 'utf8'))
          .map((specifier) => targetWithinSrc(file, specifier))
          .filter((target) => target?.startsWith('../test/') === true)
          .map((target) => `${file} -> ${target}`),
      );
    expect(outside).toEqual([]);
  });
});

describe('files', () => {
  it(`of src have at most ${MAX_LINES} lines`, () => {
    const long = files
      .filter((file) => !TABLE.test(file))
      .map((file) => ({ file, lines: readFileSync(path.join(root, file), 'utf8').split('\n').length - 1 }))
      .filter(({ lines }) => lines > MAX_LINES);
    expect(long).toEqual([]);
  });

  it('lie in no folder named for having no better name', () => {
    const vague = files.filter((file) => /\/(?:utils?|helpers?|misc|common|lib)(?:\/|\.tsx?$)/.test(file));
    expect(vague).toEqual([]);
  });

  it.skipIf(tracked === null)('lie under the top level agreed on (skipped outside a git checkout)', () => {
    const tops = new Set(tracked?.map((file) => file.split('/')[0]));
    expect([...tops].filter((name) => !TOP_LEVEL.test(name))).toEqual([]);
  });

  it.skipIf(tracked === null)('are at most 1 MiB each (skipped outside a git checkout)', () => {
    const large = tracked?.filter((file) => statSync(path.join(root, file)).size > MAX_FILE_BYTES);
    expect(large).toEqual([]);
  });
});
