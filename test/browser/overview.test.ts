import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, NEEDS_CHROMIUM } from '../helpers/chromium.js';
import { serve, type Server } from '../helpers/program.js';
import { tempDir } from '../helpers/temp-dir.js';
import { expectAccessible } from './axe.js';
import { visit } from './visit.js';

describe.skipIf(CHROMIUM === null)(`the overview in a browser${NEEDS_CHROMIUM}`, () => {
  let server: Server;

  beforeAll(async () => {
    server = await serve(['--sample', '--data', tempDir()]);
  });
  afterAll(() => server?.stop());

  it.each(['light', 'dark'] as const)('tells the network in numbers and pictures that anybody can read, in %s colours', async (colorScheme) => {
    const { page, faults } = await visit(server, '/overview', { colorScheme });
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    expect(await page.title()).toBe('Overview · Coterie');
    await page.getByText('11 papers by 14 authors, who form 25 collaborations').waitFor();
    await page.getByRole('row', { name: /^Density 0\.2747 exact$/ }).waitFor();
    await page.getByRole('row', { name: /^Diameter of the largest component 2 exact$/ }).waitFor();
    // What rests on communities is told with how they were found: a better division may exist.
    for (const figure of ['Communities', 'Modularity']) await page.getByRole('row', { name: new RegExp(`^${figure} [\\d.]+ by Louvain, seed 1$`) }).waitFor();
    await page.getByRole('row', { name: /^1 25 27\.5 %/ }).waitFor();
    await page.getByRole('img', { name: /^How many authors have how many collaborators/ }).waitFor();
    await page.getByText('Connected components: 1 of 14 authors.').waitFor();
    await expectAccessible(page);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('says what a figure means when it is reached by keyboard', async () => {
    const { page } = await visit(server, '/overview');
    await page.getByRole('button', { name: 'Density' }).focus();
    await page.keyboard.press('Enter');
    const meaning = page.getByText('the share of the possible pairs that have collaborated');
    await meaning.waitFor();
    expect(await meaning.isVisible()).toBe(true);
    await page.close();
  });

  it('fits a phone', async () => {
    const { page } = await visit(server, '/overview', { viewport: { width: 360, height: 740 } });
    await page.getByRole('row', { name: /^Density/ }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await page.close();
  });
});
