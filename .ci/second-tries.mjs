/** A reporter that names the tests which passed at their second try alone: each of them is a flaw, of the test or of what it tests. */

export default class SecondTries {
  /** @type {string[]} */
  #names = [];

  /** @param {import('vitest/node').TestCase} testCase */
  onTestCaseResult(testCase) {
    if (testCase.diagnostic()?.flaky === true) this.#names.push(`${testCase.module.relativeModuleId}: ${testCase.fullName}`);
  }

  onTestRunEnd() {
    for (const name of this.#names) console.log(`PASSED AT THE SECOND TRY ALONE: ${name}`);
  }
}
