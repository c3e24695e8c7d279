/**
 * Builds what is out of date: resolver types from the schema, the server, the browser pages. A step whose inputs
 * hash as they did at its last success is skipped, so that a second start costs a fraction of a second.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from './run-command.mjs';

const DIST = 'dist';
const STAMP = path.join(DIST, '.build.json');
/** What the server's step may not sweep away: the other steps' output. */
const KEPT_IN_DIST = new Set(['explorer', 'test-results', '.build.json']);

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string} command
 * @property {readonly string[]} inputs files and folders hashed by content, also as a glob of one ending within a folder
 * @property {readonly string[]} [except] folders left out of the inputs
 * @property {string} output must exist for the step to count as done
 * @property {() => void} [before]
 */

/** @type {Step} */
const CODEGEN = {
  name: 'types of the schema',
  command: 'graphql-codegen --config codegen.yml',
  inputs: ['schema', 'codegen.yml', 'package-lock.json', 'src/explorer/**/*.graphql'],
  output: 'src/explorer/generated',
};
/** @type {Step} */
const KERNELS = {
  name: 'WebAssembly kernels',
  command: 'node .ci/wasm.mjs',
  inputs: ['src/metrics/wasm', '.ci/wasm.mjs', 'package-lock.json'],
  output: 'src/metrics/generated',
};
/** @type {Step} */
const SERVER = {
  name: 'server',
  command: 'tsc -p tsconfig.build.json',
  inputs: ['src', 'schema', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'],
  except: ['src/explorer', 'src/metrics/wasm'],
  output: 'dist/cli/main.js',
  before: sweepServerOutput,
};
/** @type {Step} */
const PAGES = {
  name: 'browser pages',
  command: 'vite build src/explorer --logLevel warn',
  inputs: ['src/explorer', 'package-lock.json'],
  output: 'dist/explorer',
};

/**
 * Files under `entry`, itself where it is a file, sorted so that the hash does not depend on the file system.
 * @returns {string[]}
 */
function filesOf(/** @type {string} */ entry, /** @type {readonly string[]} */ except) {
  const [root, ending] = entry.split('/**/*');
  if (ending !== undefined) return filesOf(root, except).filter((file) => file.endsWith(ending));
  if (!existsSync(entry)) return [];
  if (statSync(entry).isFile()) return [entry];
  return readdirSync(entry, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => path.join(item.parentPath, item.name))
    .filter((file) => !except.some((folder) => file.startsWith(path.normalize(folder) + path.sep)))
    .toSorted();
}

/** sha256 over the step's command and the names and bytes of its inputs. */
function fingerprint(/** @type {Step} */ step) {
  const hash = createHash('sha256').update(step.command).update(process.version);
  for (const file of step.inputs.flatMap((entry) => filesOf(entry, step.except ?? []))) {
    hash.update(`\0${file}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** Modules whose source is gone must not stay importable. */
function sweepServerOutput() {
  for (const name of existsSync(DIST) ? readdirSync(DIST) : []) {
    if (!KEPT_IN_DIST.has(name)) rmSync(path.join(DIST, name), { recursive: true });
  }
}

/** @returns {Record<string, string>} the fingerprint of each step's last success */
function readStamp() {
  try {
    return JSON.parse(readFileSync(STAMP, 'utf8'));
  } catch {
    return {}; // none yet, or a write that was cut short: everything is built
  }
}

const stamp = readStamp();

async function build(/** @type {Step} */ step) {
  const wanted = fingerprint(step);
  if (stamp[step.name] === wanted && existsSync(step.output)) return;
  if (!existsSync('node_modules/.bin')) throw new Error('the build tools are not installed: run `npm ci` first');
  step.before?.();
  process.stderr.write(`building ${step.name} …\n`);
  const started = performance.now();
  await run(step.command);
  process.stderr.write(`built ${step.name} in ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  stamp[step.name] = wanted;
  mkdirSync(DIST, { recursive: true });
  writeFileSync(STAMP, JSON.stringify(stamp, null, 2));
}

try {
  await Promise.all([build(CODEGEN), build(KERNELS)]);
  await Promise.all([build(SERVER), build(PAGES)]);
} catch (error) {
  process.stderr.write(`build failed: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
