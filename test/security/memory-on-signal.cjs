// @ts-check
/**
 * Loaded before a server (`node --require`): at SIGUSR2 everything that nobody holds is collected, and what is left is
 * written as a line of JSON to the file that MEMORY_LOG names.
 */
const { appendFileSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

const path = process.env['MEMORY_LOG'];
if (isMainThread && path !== undefined) {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  process.on('SIGUSR2', () => {
    collect();
    // What finalizers let go of is collected by a second round.
    setImmediate(() => {
      collect();
      const { heapUsed, external, rss } = process.memoryUsage();
      appendFileSync(path, `${JSON.stringify({ heapUsed, external, rss })}\n`);
    });
  });
}
