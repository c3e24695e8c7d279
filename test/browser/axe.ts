/** axe-core on a page: WCAG 2.2 to level AA, and axe's own good practice. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds on the page as it stands, one line for each element: rule, place, what to do. Empty where all is well. */
export async function findingsOf(page: Page, tags: readonly string[] = TAGS, within: string | null = null): Promise<string[]> {
  // Evaluated by the debugger, which the page's policy against inline script does not concern.
  await page.evaluate(`{ ${SOURCE} }; undefined`);
  const { violations } = await page.evaluate<AxeResults>(`axe.run(${within === null ? 'document' : JSON.stringify(within)}, { runOnly: ${JSON.stringify(tags)}, resultTypes: ['violations'] })`);
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, failureSummary }) => `${id} (${help}) at ${target.join(' ')}: ${failureSummary ?? ''}`));
}

/** Expects that axe finds nothing. @param within a selector: what an open menu half covers is too small to touch, and meant to be */
export async function expectAccessible(page: Page, within: string | null = null): Promise<void> {
  expect(await findingsOf(page, TAGS, within)).toEqual([]);
}
