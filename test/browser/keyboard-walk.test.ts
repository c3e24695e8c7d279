/** From a name to a file by the keyboard alone: search, author, network, path, export. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, NEEDS_CHROMIUM } from '../helpers/chromium.js';
import { serve, type Server } from '../helpers/program.js';
import { tempDir } from '../helpers/temp-dir.js';
import { visit } from './visit.js';

const MOST_TABS = 150;
/** What the focused element is called, as far as this walk needs. */
const NAME = `(() => { const at = document.activeElement; return (at.labels?.[0]?.textContent ?? at.getAttribute('aria-label') ?? at.textContent ?? '').trim(); })()`;

describe.skipIf(CHROMIUM === null)(`the keyboard alone${NEEDS_CHROMIUM}`, () => {
  let server: Server;
  beforeAll(async () => {
    server = await serve(['--sample', '--data', tempDir()]);
  });
  afterAll(() => server?.stop());

  /** Moves on until something of that name has the focus. */
  async function tabTo(page: Page, name: RegExp): Promise<void> {
    for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
      if (name.test(String(await page.evaluate(NAME)))) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`nothing called ${String(name)} within ${MOST_TABS} steps of the Tab key`);
  }

  it('leads from a name to the drawing of a path', async () => {
    const { page, faults } = await visit(server, '/');
    await page.keyboard.press('/');
    await page.keyboard.type('mazzawi hanna');
    await page.getByRole('option', { name: /Hanna Mazzawi/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Hanna Mazzawi' }).waitFor();

    await tabTo(page, /^Explore the network$/);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/network?scope=ego*');
    await page.getByText('14 authors; 25 collaborations among them.').waitFor();

    // On to one of her co-authors, and from him the way to another, with whom he never wrote.
    await page.keyboard.press('/');
    await page.keyboard.type('bshouty');
    await page.getByRole('option', { name: /Bshouty/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /Bshouty/ }).waitFor();
    await tabTo(page, /^Find the path to$/);
    await page.keyboard.type('dherin');
    await page.getByRole('option', { name: /Benoit Dherin/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/network?scope=path*');
    await page.getByText(/3 authors; 2 collaborations among them/).waitFor();

    await tabTo(page, /^Export$/);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'SVG drawing' }).waitFor();
    const saved = async (name: RegExp): Promise<{ readonly name: string; readonly text: string }> => {
      await tabTo(page, name);
      const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
      return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
    };
    const svg = await saved(/^SVG drawing$/);
    expect(svg.name).toMatch(/\.svg$/);
    expect(svg.text).toContain('Hanna Mazzawi');
    const gexf = await saved(/^GEXF 1\.2$/);
    expect(gexf.name).toMatch(/\.gexf$/);
    expect(gexf.text.match(/<node /g)).toHaveLength(3);
    const bibtex = await saved(/^BibTeX$/);
    expect(bibtex.text).toContain('@');
    expect(faults).toEqual([]);
    await page.close();
  });
});
