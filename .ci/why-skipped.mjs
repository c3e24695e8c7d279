/** Why tests were skipped: the condition that their file tests for, in words. */
import { existsSync, readFileSync } from 'node:fs';

/**
 * @typedef {object} SkippedTest
 * @property {string} where path of the test's file
 * @property {string} name
 */

const PUBLIC_DATA = '../shared/data';

/**
 * The first that applies is the reason.
 * @type {ReadonlyArray<readonly [applies: (test: SkippedTest, code: string) => boolean, reason: string]>}
 */
const REASONS = [
  [({ where }) => where.startsWith('test/browser/'), 'they need Chromium: on Debian `apt-get install chromium`, or set CHROMIUM_PATH'],
  [({ where, name }) => where.startsWith('test/exports/') && /\((?:Debian: |pip )/.test(name), 'they need a program that reads exported files, named in brackets; `.ci/run` installs those of Debian that are small'],
  [({ name }) => name.includes('(needs nginx)'), 'they need nginx: on Debian `apt-get install nginx-light`, or set NGINX_PATH'],
  [({ name }) => name.includes('(COTERIE_SPARK)'), 'they need a Spark cluster: `npm run spark:up` fetches and starts one on this machine and says what to set COTERIE_SPARK to'],
  [({ name }) => name.includes('(skipped without openssl)'), 'they need openssl: on Debian `apt-get install openssl`'],
  [({ name }) => name.includes('git checkout'), 'they need a git checkout'],
  [(_test, code) => code.includes('getuid'), 'they need a user other than root, who may read everything'],
  [(_test, code) => code.includes('shared/data') && !existsSync(PUBLIC_DATA), `they need public data sets that are not part of the project: public data not present at ${PUBLIC_DATA}`],
  [(_test, code) => code.includes('shared/data'), `they need a public data set that is not among those at ${PUBLIC_DATA}`],
];
const UNKNOWN = 'the condition in their file does not hold here';

/**
 * The tests by why they were skipped.
 * @param {readonly SkippedTest[]} skipped
 * @returns {Map<string, SkippedTest[]>}
 */
export function byReason(skipped) {
  /** @type {Map<string, SkippedTest[]>} */
  const groups = new Map();
  for (const test of skipped) {
    const code = existsSync(test.where) ? readFileSync(test.where, 'utf8') : '';
    const reason = REASONS.find(([applies]) => applies(test, code))?.[1] ?? UNKNOWN;
    groups.set(reason, [...(groups.get(reason) ?? []), test]);
  }
  return groups;
}
