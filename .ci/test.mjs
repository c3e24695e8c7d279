/** Everything that must hold, in one run: each step is tried whatever became of those before it, then one summary. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { run } from './run-command.mjs';
import { REPORTS, readReports } from './totals.mjs';
import { byReason } from './why-skipped.mjs';

const VITEST = 'vitest run --reporter=default --reporter=json --reporter=./.ci/second-tries.mjs';

/** The minutes are some three times what a step takes on two cores: what takes longer waits for something that never comes. */
/** @type {ReadonlyArray<readonly [name: string, command: string, limitMinutes: number]>} */
const STEPS = [
  ['build', 'npm run --silent build', 6],
  ['types', 'npm run --silent types', 6],
  ['lint', 'npm run --silent lint', 3],
  ['unit tests', `${VITEST} --project unit --project alone --outputFile.json=${REPORTS}/unit.json`, 30],
  ['browser tests', `${VITEST} --project browser --outputFile.json=${REPORTS}/browser.json`, 20],
];

console.log('Build, types, lint, unit tests, browser tests: this takes about a quarter of an hour on two cores.');
rmSync(REPORTS, { recursive: true, force: true });
/** @type {string[]} */
const lines = [];
/** @type {string[]} */
const failedSteps = [];
for (const [name, command, limitMinutes] of STEPS) {
  console.log(`\n── ${name} ──`);
  const started = performance.now();
  let outcome = 'ok    ';
  try {
    await run(command, { limitMinutes });
  } catch (error) {
    outcome = 'FAILED';
    failedSteps.push(name);
    console.error(error instanceof Error ? error.message : error);
  }
  lines.push(`${outcome} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
}

// A step that failed without a test report of its own counts as one failure, so that the totals never hide it.
const unreported = failedSteps.filter((name) => !existsSync(`${REPORTS}/${name.replace(' tests', '')}.json`));
if (unreported.length > 0) {
  mkdirSync(REPORTS, { recursive: true });
  const assertionResults = unreported.map((name) => ({ fullName: name, status: 'failed' }));
  writeFileSync(`${REPORTS}/steps.json`, JSON.stringify({ testResults: [{ name: 'npm test', status: 'failed', message: '', assertionResults }] }));
}

const { passed, failedTests, skipped } = readReports();
console.log(`\n── summary ──\n${lines.join('\n')}`);
console.log(`tests: ${passed} passed, ${failedTests.length} failed, ${skipped.length} skipped`);
for (const test of failedTests) console.log(`  failed: ${test}`);
for (const [reason, tests] of byReason(skipped)) {
  console.log(`  skipped, ${tests.length}: ${reason}`);
  for (const { where, name } of tests) console.log(`    ${where}: ${name}`);
}
process.exitCode = failedSteps.length === 0 ? 0 : 1;
