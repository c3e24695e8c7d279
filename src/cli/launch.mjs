#!/usr/bin/env node
/**
 * What `npx coterie` runs. It is committed as it stands, since npx makes its link before anything has been built and
 * a build would leave no executable file behind. Where the compiled program is missing it is built; then it runs in
 * this process, in the caller's folder, whichever link the call came through.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = path.resolve(path.dirname(realpathSync(fileURLToPath(import.meta.url))), '../..');
const PROGRAM = path.join(ROOT, 'dist/cli/main.js');
const COMPILER = path.join(ROOT, 'node_modules/.bin/tsc');

/**
 * @param {string} sentence
 * @returns {never}
 */
function fail(sentence) {
  process.stderr.write(`coterie: ${sentence}\n`);
  process.exit(1);
}

if (!existsSync(PROGRAM)) {
  if (!existsSync(COMPILER)) fail(`it has not been built yet, and the build tools are missing: run \`npm ci\` first in ${ROOT}`);
  // Everything the build says goes to stderr: stdout is for the answer.
  const { status, error } = spawnSync(process.execPath, ['.ci/build.mjs'], { cwd: ROOT, stdio: ['ignore', 2, 2] });
  if (error !== undefined) fail(`it could not be built: ${error.message}`);
  if (status !== 0 || !existsSync(PROGRAM)) fail(`it could not be built: see above, or run \`npm run build\` in ${ROOT}`);
}

try {
  await import(pathToFileURL(PROGRAM).href);
} catch (error) {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
  if (!isMissing) throw error;
  fail(`a package that it needs is missing: run \`npm ci\` first in ${ROOT} (${error.message.split('\n')[0]})`);
}
