import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, NEEDS_CHROMIUM } from '../helpers/chromium.js';
import { coterie, serve, type Server } from '../helpers/program.js';
import { paperRecord } from '../helpers/records.js';
import { writeRecords } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';
import { expectAccessible } from './axe.js';
import { visit } from './visit.js';

const year = (value: number) => ({ year: value, month: null, day: null });
/** Thirty people of one paper each with Hub, who leads; two of them have citations. */
const PAPERS = Array.from({ length: 30 }, (_, i) => paperRecord(`Paper ${i}`, ['Hub Central', `Person Number${String(i).padStart(2, '0')}`], {
  date: year(2000 + (i % 3)), fields: [i < 10 ? 'CL' : 'LG'], venue: i === 0 ? 'Nature, Science' : null, type: i < 5 ? 'BOOK' : 'ARTICLE',
  citationCount: i < 2 ? { value: 5, source: 'openalex', asOf: null } : null,
}));

describe.skipIf(CHROMIUM === null)(`rankings in a browser${NEEDS_CHROMIUM}`, () => {
  let server: Server;
  const dir = tempDir();
  beforeAll(async () => {
    await coterie(['import', writeRecords(join(dir, 'papers.jsonl'), PAPERS), '--data', join(dir, 'data')]);
    server = await serve(['--data', join(dir, 'data')]);
  });
  afterAll(() => server?.stop());

  const open = (query: string, options: Parameters<typeof visit>[2] = {}) => visit(server, `/rankings${query}`, options);
  const row = async (page: Page, n: number): Promise<string[]> => (await page.locator(`tbody tr:nth-child(${n}) > *`).allInnerTexts()).map((text) => text.trim());
  const shown = (page: Page) => page.locator('.rankings-list tbody tr').count();

  it('lists places, values and people, ties sharing a place, page by page and back', async () => {
    const { page, faults } = await open('');
    expect(await row(page, 1)).toEqual(['1', 'Hub Central', '30', expect.any(String), '100', '30', '2000–2002', 'LG']);
    expect((await row(page, 2))[0]).toBe('2=');
    expect(await shown(page)).toBe(25);
    await page.getByRole('link', { name: 'Next page' }).click();
    await page.getByRole('link', { name: 'Previous page' }).waitFor();
    await expect.poll(() => shown(page)).toBe(6);
    await page.goBack();
    await expect.poll(() => shown(page)).toBe(25);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('is narrowed by facets with counts, which the address keeps and chips take off', async () => {
    const { page } = await open('');
    const facet = page.getByRole('region', { name: 'Field' });
    expect(await facet.getByRole('listitem').allInnerTexts()).toEqual(['LG 21', 'CL 11']);
    await facet.getByRole('link', { name: 'CL' }).click();
    await page.waitForURL(/field=CL/);
    await expect.poll(() => shown(page)).toBe(11);
    // A facet's own counts stay those of the list without it.
    expect(await facet.getByRole('listitem').allInnerTexts()).toEqual(['LG 21', 'CL 11']);
    await page.getByText('places are among all 31 of the network').waitFor();
    await page.getByRole('region', { name: 'Venue' }).getByRole('link', { name: 'Nature, Science' }).click();
    await expect.poll(() => shown(page)).toBe(2);
    await page.reload();
    await expect.poll(() => shown(page)).toBe(2);
    await page.getByRole('link', { name: /Take off Venue: Nature, Science/ }).click();
    await page.getByRole('link', { name: /Take off Field: CL/ }).click();
    await expect.poll(() => shown(page)).toBe(25);
    expect(new URL(page.url()).search).toBe('');
    await page.close();
  });

  it('is narrowed by name while typing, and by the papers that count', async () => {
    const { page } = await open('');
    await page.getByLabel('Name begins with').pressSequentially('number07', { delay: 20 });
    await page.waitForURL(/name=number07/);
    await expect.poll(() => shown(page)).toBe(1);
    await page.goto(`${server.url}/rankings?metric=DEGREE&types=BOOK&yearTo=2001`);
    await page.getByText('26 papers of the corpus are left out').waitFor();
    expect(await shown(page)).toBe(5);
    expect((await row(page, 1)).slice(0, 3)).toEqual(['1', 'Hub Central', '4']);
    await page.getByLabel('Counting').selectOption('FRACTIONAL');
    await page.waitForURL(/counting=FRACTIONAL/);
    await page.close();
  });

  it('chooses the metric from a menu by family, and says what it means', async () => {
    const { page } = await open('');
    await page.getByLabel('Order by').selectOption('PAGERANK');
    await page.getByRole('heading', { name: 'Authors by PageRank' }).waitFor();
    expect(new URL(page.url()).search).toBe('?metric=PAGERANK');
    await page.getByText('What PageRank means').click();
    await page.getByText(/^Range$/).waitFor();
    expect(await page.getByLabel('Order by').locator('optgroup').count()).toBeGreaterThan(3);
    await page.getByLabel('Direction').selectOption('Smallest first');
    await expect.poll(async () => (await row(page, 1))[1]).not.toBe('Hub Central');
    await page.close();
  });

  it('puts those without a value last and says why; refuses labels; says what an address means wrongly', async () => {
    const { page } = await open('?metric=H_INDEX&name=number');
    expect((await row(page, 1)).slice(0, 2)).toEqual(['2=', expect.stringMatching(/Person Number0[01]/)]);
    expect((await row(page, 3))[0]).toBe('–');
    await page.getByText('Authors without a value come last').waitFor();
    await page.goto(`${server.url}/rankings?metric=COMMUNITY`);
    await page.getByText('authors can’t be put in order by it').waitFor();
    expect(await page.locator('table').count()).toBe(0);
    await page.goto(`${server.url}/rankings?metric=NONSENSE`);
    await page.getByText('There is no metric NONSENSE of authors').waitFor();
    await page.goto(`${server.url}/rankings?maxAuthors=many`);
    await page.getByText('maxAuthors takes a whole number').waitFor();
    await page.goto(`${server.url}/rankings?field=Alchemy`);
    await page.getByText('no paper has such a field').first().waitFor();
    await page.getByRole('link', { name: /Take off Field: Alchemy/ }).click();
    await expect.poll(() => shown(page)).toBe(25);
    await page.goto(`${server.url}/rankings?after=rubbish`);
    await page.getByRole('link', { name: 'Begin at the first page' }).click();
    await expect.poll(() => shown(page)).toBe(25);
    await page.close();
  });

  it('waits while the metric is computed, telling how far it is', async () => {
    let isDone = false;
    const { page } = await open('?metric=BETWEENNESS', {
      prepare: async (fresh) => void (await fresh.route('**/graphql', async (route) => {
        if (isDone || !(route.request().postData() ?? '').includes('query Ranking(')) return route.fallback();
        return route.fulfill({ json: { data: null, errors: [{ message: 'Computing.', path: ['authors'], extensions: { code: 'METRIC_COMPUTING', metric: 'BETWEENNESS', progress: 0.42 } }] } });
      })),
    });
    await page.getByText('Computing betweenness, 42 %').waitFor();
    isDone = true;
    await expect.poll(() => shown(page), { timeout: 15_000 }).toBe(25);
    expect(await page.getByText('Computing betweenness').count()).toBe(0);
    await page.close();
  });

  it.each([['light', 1280], ['dark', 360]] as const)('has nothing that axe finds in %s at %i px, and does not scroll sideways', async (colorScheme, width) => {
    const { page, faults } = await open('?metric=PAGERANK&counting=FRACTIONAL&field=LG', { colorScheme, viewport: { width, height: 800 } });
    await page.getByText('What PageRank means').click();
    await expectAccessible(page);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    expect(faults).toEqual([]);
    await page.close();
  });
});
