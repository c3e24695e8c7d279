/** The true totals of the last `npm test`, read from vitest's JSON reports. Run alone, prints them as one line. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

export const REPORTS = 'dist/test-results';

/**
 * @typedef {object} Report the part of vitest's JSON report that is read here
 * @property {ReadonlyArray<{ name: string, status: string, message: string,
 *   assertionResults: ReadonlyArray<{ fullName: string, status: string }> }>} testResults
 */

/** A file that could not even be loaded has no tests to count: it counts as one failure. */
export function readReports() {
  let passed = 0;
  /** @type {string[]} */
  const failedTests = [];
  /** @type {import('./why-skipped.mjs').SkippedTest[]} */
  const skipped = [];
  for (const file of existsSync(REPORTS) ? readdirSync(REPORTS) : []) {
    /** @type {Report} */
    const report = JSON.parse(readFileSync(path.join(REPORTS, file), 'utf8'));
    for (const suite of report.testResults) {
      const where = path.relative('.', suite.name);
      for (const test of suite.assertionResults) {
        if (test.status === 'passed') passed += 1;
        else if (test.status === 'failed') failedTests.push(`${where}: ${test.fullName}`);
        else skipped.push({ where, name: test.fullName });
      }
      const fileFailed = suite.status === 'failed' && !suite.assertionResults.some((test) => test.status === 'failed');
      if (fileFailed) failedTests.push(`${where}: ${suite.message.split('\n')[0]}`);
    }
  }
  return { passed, failedTests, skipped };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { passed, failedTests, skipped } = readReports();
  const rest = skipped.length > 0 ? `, ${skipped.length} skipped` : '';
  console.log(`${passed} passed, ${failedTests.length} failed${rest}`);
}
