/** Runs a command line of the installed tools, as an npm script would. */
import { spawn } from 'node:child_process';
import path from 'node:path';

const TOOLS = path.resolve('node_modules/.bin');

/**
 * Resolves when `command` ended well; its output goes where ours goes. Rejects with its exit code or signal.
 * @param {string} command
 * @returns {Promise<void>}
 */
export function run(command) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, {
      shell: true,
      stdio: 'inherit',
      env: { ...process.env, PATH: `${TOOLS}${path.delimiter}${process.env.PATH ?? ''}` },
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`\`${command}\` ended with ${signal ?? `exit code ${code}`}`));
    });
  });
}
