import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, NEEDS_CHROMIUM } from '../helpers/chromium.js';
import { serve, type Server } from '../helpers/program.js';
import { tempDir } from '../helpers/temp-dir.js';
import { ADA, ADA_NAME, ARABIC_NAME, CHINESE_NAME, HYPER_AUTHORS, LONG_NAME, writeAuthorCorpus } from './author-corpus.js';
import { expectAccessible } from './axe.js';
import { quiet, takeServerAway, visit } from './visit.js';

const PHONE = { viewport: { width: 360, height: 780 }, hasTouch: true };

describe.skipIf(CHROMIUM === null)(`the pages of authors and papers${NEEDS_CHROMIUM}`, () => {
  let server: Server;
  const dir = tempDir();

  beforeAll(async () => {
    server = await serve(['--data', `${dir}/data`, writeAuthorCorpus(dir)]);
  });
  afterAll(async () => {
    await server?.stop();
  });

  async function idOf(name: string): Promise<string> {
    const response = await fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: 'query ($name: String!) { author(name: $name) { id } }', variables: { name } }) });
    const { data } = (await response.json()) as { data: { author: { id: string } } };
    return data.author.id;
  }

  const paperTitles = (page: Page): Promise<string[]> => page.locator('.author-papers h3').allTextContents();
  const heads = (page: Page): Promise<string[]> => page.locator('.sortable tbody tr > th').allTextContents();

  it('shows who it is under the author’s own address, whatever id led there', async () => {
    const { page, faults } = await visit(server, `/author/${ADA}?papers=TITLE.ASC`);
    await page.getByRole('heading', { level: 1, name: ADA_NAME }).waitFor();
    const id = await idOf(ADA_NAME);
    await page.waitForURL(`${server.url}/author/${id}?papers=TITLE.ASC`);
    expect(await page.title()).toBe(`${ADA_NAME} · Coterie`);
    expect(await page.getByRole('link', { name: ADA }).getAttribute('href')).toBe(`https://orcid.org/${ADA}`);
    expect(await page.getByRole('link', { name: ADA }).getAttribute('rel')).toContain('noopener');
    await page.getByText('University of Nowhere').first().waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });

  it('shows reported figures beside computed ones, with source and date, and says when they contradict each other', async () => {
    const { page } = await visit(server, `/author/${ADA}`);
    const row = page.locator('.author-figures tr', { hasText: 'h-index' });
    expect(await row.textContent()).toMatch(/h-index\d+90 quirks\.jsonl, 2026-01-02/);
    const notice = page.locator('.author-figures .notice');
    expect(await notice.textContent()).toMatch(/h-index of 90/);
    await page.close();
  });

  it('narrows the papers to the year of a bar, in the address, and goes back', async () => {
    const { page, faults } = await visit(server, `/author/${ADA}`);
    await page.getByRole('button', { name: '2015: 1 paper' }).click();
    await page.getByText('1 paper of 2015').waitFor();
    expect(new URL(page.url()).searchParams.get('year')).toBe('2015');
    await page.locator('.author-papers > li:only-child').waitFor();
    await page.goBack();
    await page.locator('.author-papers > li').nth(5).waitFor();
    expect(await page.getByRole('button', { name: '2015: 1 paper' }).getAttribute('aria-pressed')).toBe('false');
    expect(faults).toEqual([]);
    await page.close();
  });

  it('chooses a year with the arrow keys', async () => {
    const { page } = await visit(server, `/author/${ADA}`);
    const bars = page.locator('.year-bars svg [role="button"]');
    await bars.last().focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await page.waitForURL(/year=2017/);
    await page.locator('.author-papers h3', { hasText: 'By a collaboration' }).waitFor();
    expect(await bars.evaluateAll((all) => all.filter((bar) => bar.getAttribute('tabindex') === '0').length)).toBe(1);
    await page.close();
  });

  it('restores order and filters from a copied address', async () => {
    const { page } = await visit(server, `/author/${ADA}?papers=TITLE.ASC&venue=Example+Letters&field=Testing&collaborators=NAME.ASC&collaborator=colleague`);
    await page.getByText('12 papers in Example Letters, on Testing').waitFor();
    const titles = await paperTitles(page);
    expect(titles[0]).toBe('Study 02 of series');
    expect(titles).toEqual(titles.toSorted());
    expect((await heads(page)).slice(0, 2)).toEqual(['Colleague Ason', 'Colleague Bson']);
    expect(await page.getByLabel('Find a name').inputValue()).toBe('colleague');
    await page.close();
  });

  it('says which parameters of an address mean nothing, and goes on without them', async () => {
    const { page } = await visit(server, `/author/${ADA}?papers=COLOUR.UP&metrics=nonsense`);
    await page.getByText('The address has papers=COLOUR.UP, which can’t be used').waitFor();
    expect((await paperTitles(page)).length).toBeGreaterThan(5);
    await page.close();
  });

  it('fetches more papers where there are more, and says how many are shown', async () => {
    const { page } = await visit(server, `/author/${ADA}`);
    await page.getByText('20 of 28 papers shown').waitFor();
    await page.getByRole('button', { name: 'Show more papers' }).click();
    await page.locator('.author-papers > li').nth(27).waitFor();
    const titles = await paperTitles(page);
    expect(new Set(titles).size).toBe(28);
    await page.close();
  });

  it('orders collaborators by their heads, by keyboard, and lists joint papers below a row', async () => {
    const { page, faults } = await visit(server, `/author/${ADA}?collaborator=partner+steady`);
    await page.getByRole('button', { name: '8 papers with Steady Partner' }).press('Enter');
    const joint = page.getByRole('list', { name: 'Papers with Steady Partner' });
    await joint.waitFor();
    expect(await joint.getByRole('listitem').count()).toBe(8);
    const head = page.locator('.sortable thead th', { hasText: 'Name' });
    await head.getByRole('button').press('Enter');
    await page.waitForURL(/collaborators=NAME\.ASC/);
    expect(await head.getAttribute('aria-sort')).toBe('ascending');
    await head.getByRole('button').press('Enter');
    await page.waitForURL(/collaborators=NAME\.DESC/);
    expect(await head.getAttribute('aria-sort')).toBe('descending');
    expect(faults).toEqual([]);
    await page.close();
  });

  it('narrows collaborators while typing, in whatever order and accents', async () => {
    const { page } = await visit(server, `/author/${ADA}`);
    await page.getByLabel('Find a name').fill('bson cólleague');
    await page.locator('.sortable tbody tr:only-child').waitFor();
    expect(await heads(page)).toEqual(['Colleague Bson']);
    await page.getByLabel('Find a name').fill('nobody of this name');
    await page.getByText('Nobody of the collaborators matches').waitFor();
    await page.close();
  });

  it('explains a metric when it is focused, and lets Escape close it', async () => {
    const { page } = await visit(server, `/author/${ADA}#metrics`);
    const metric = page.getByRole('button', { name: 'PageRank' });
    await metric.waitFor();
    await page.getByRole('button', { name: 'Total collaboration strength' }).focus();
    // The card of one leads to the next one and not into its own links.
    await page.keyboard.press('Tab');
    const card = page.locator('.explained-card');
    await card.getByText('Reference').waitFor();
    expect(await card.textContent()).toMatch(/damping 0\.85/);
    expect(await card.textContent()).toMatch(/Place\d+\w\w of [\d,]+, above/);
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'detached' });
    expect(await metric.evaluate((button) => button === document.activeElement)).toBe(true);
    await page.close();
  });

  it('explains a metric when it is tapped, within the width of a phone', async () => {
    const { page } = await visit(server, `/author/${ADA}#metrics`, PHONE);
    await page.getByRole('button', { name: 'Betweenness' }).tap();
    const box = await page.locator('.explained-card').boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(360);
    await page.close();
  });

  it('shows metrics that the address names, under the graph that it names', async () => {
    const { page } = await visit(server, `/author/${ADA}?metrics=PAPER_COUNT,DEGREE&maxAuthors=10&yearTo=2015#metrics`);
    const rows = page.locator('.author-metrics tbody tr');
    await rows.nth(1).waitFor();
    expect(await rows.nth(0).textContent()).toMatch(/^Papers25/);
    expect(await rows.nth(1).textContent()).toMatch(/^Collaborators13/);
    await page.getByText('Papers up to 2015 of at most 10 authors').first().waitFor();
    await page.close();
  });

  it('shows how far a metric’s computation is, and its value when it is there', async () => {
    let asked = 0;
    const { page, faults } = await visit(server, `/author/${ADA}?metrics=PAPER_COUNT,DEGREE#metrics`, {
      prepare: async (opened) => void await opened.route('**/graphql', async (route) => {
        if (!(route.request().postData() ?? '').includes('query AuthorMetrics(')) return route.fallback();
        asked += 1;
        const response = await route.fetch();
        if (asked > 1) return route.fulfill({ response });
        const answer = (await response.json()) as { data: { author: { metrics: unknown[] } } };
        answer.data.author.metrics[1] = null;
        return route.fulfill({ response, json: { ...answer, errors: [{ message: 'Being computed.', path: ['author', 'metrics', 1], extensions: { code: 'METRIC_COMPUTING', progress: 0.4 } }] } });
      }),
    });
    const row = page.locator('.author-metrics tbody tr').nth(1);
    await row.getByText('3,013').waitFor();
    expect(asked).toBe(2);
    expect(await row.locator('progress').count()).toBe(0);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('executes nothing of a title, a link or an abstract, and shows formulas as letters', async () => {
    const { page, faults } = await visit(server, `/author/${ADA}?year=2015`);
    const item = page.locator('.paper-item');
    expect(await item.locator('h3').textContent()).toBe('A <script>window.hacked = true</script> & the α-x2 of R&D');
    expect(await item.locator('h3 sup').textContent()).toBe('2');
    await item.getByText('Abstract').click();
    await item.getByText('We show β.').waitFor();
    expect(await item.locator('a[href^="javascript"], img').count()).toBe(0);
    expect(await item.getByText('Code', { exact: true }).count()).toBe(1);
    await item.getByRole('link').first().click();
    await page.getByRole('heading', { level: 1 }).filter({ hasText: 'α-x2' }).waitFor();
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(faults).toEqual([]);
    await page.close();
  });

  it('folds a list of three thousand authors and says how many there are', async () => {
    const { page } = await visit(server, `/author/${ADA}?year=2016`);
    const item = page.locator('.paper-item');
    await item.getByRole('button', { name: `and ${(HYPER_AUTHORS - 10).toLocaleString('en')} more, this author among them` }).click();
    await item.getByRole('button', { name: `and ${(HYPER_AUTHORS - 200).toLocaleString('en')} more` }).waitFor();
    await item.getByRole('link').first().click();
    await page.getByText(`50 of ${HYPER_AUTHORS.toLocaleString('en')} authors shown`).waitFor();
    await page.getByRole('button', { name: 'Show more authors' }).click();
    await page.getByText(`250 of ${HYPER_AUTHORS.toLocaleString('en')} authors shown`).waitFor();
    expect(await page.locator('.paper-mentions > li').count()).toBe(250);
    await page.close();
  });

  it('marks groups and incomplete lists', async () => {
    const { page } = await visit(server, `/author/${ADA}?year=2017`);
    const item = page.locator('.paper-item');
    expect(await item.locator('.paper-authors').textContent()).toMatch(/Ada Testova, The Example Collaboration list incomplete/);
    await item.getByRole('link').first().click();
    await page.getByText('The list is incomplete').waitFor();
    expect(await page.locator('.paper-mentions li', { hasText: 'The Example Collaboration' }).textContent()).toContain('group');
    await page.close();
  });

  it('tells where a paper’s facts came from, and where its records disagree', async () => {
    const { page, faults } = await visit(server, '/paper/doi:10.1234/same');
    await page.getByRole('heading', { level: 1, name: 'One of two records' }).waitFor();
    await page.waitForURL(/\/paper\/P[0-9A-Z]+$/);
    const sources = page.locator('#sources');
    await sources.getByText('2 records were judged to be one paper').waitFor();
    expect(await sources.textContent()).toMatch(/quirks\.jsonl, line 30.*quirks\.jsonl, line 31/s);
    const conflict = sources.locator('.conflicts > li', { hasText: 'Venue' });
    expect(await conflict.textContent()).toMatch(/Journal of Examples.*shown.*Other Journal/s);
    expect(faults).toEqual([]);
    await page.close();
  });

  it.each([
    ['an id that nobody has', '/author/A0000000000XX', 'Nothing is here'],
    ['no id at all', '/author/', 'Nothing is here'],
    ['a paper that is not there', '/paper/doi:10.9999/none', 'Nothing is here'],
  ])('says what it can of %s', async (_what, path, heading) => {
    const { page, faults } = await visit(server, path);
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    await expectAccessible(page);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('has a state for authors without years, citations and collaborators', async () => {
    const { page } = await visit(server, `/author/${await idOf('Timeless Writer')}`);
    await page.getByText('The year of no paper is known.').waitFor();
    expect(await page.locator('.author-figures').textContent()).toContain('no value: no citation count is known');
    await page.goto(`${server.url}/author/${await idOf('Lonely Author')}`);
    await page.getByText('Nobody: no paper of this author in the graph lists another person.').waitFor();
    await page.getByText('Without collaborators in this graph there is nothing to draw.').waitFor();
    await page.getByRole('link', { name: 'Who to work with next' }).click();
    await page.getByText('an author without collaborators is near to nobody').waitFor();
    await page.close();
  });

  it('sets names and titles of other scripts in their own direction', async () => {
    const { page } = await visit(server, `/author/${await idOf(ARABIC_NAME)}`);
    const name = page.locator('h1 bdi');
    expect(await name.textContent()).toBe(ARABIC_NAME);
    expect(await name.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');
    expect(await page.locator('.paper-item h3 bdi').evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');
    await page.getByRole('link', { name: CHINESE_NAME }).first().waitFor();
    await page.close();
  });

  it('tells when the server is gone, in each section for itself, and tries again', async () => {
    const { page } = await visit(server, `/author/${ADA}`, { expected: [/ERR_FAILED|Failed to load/] });
    const { bringBack } = await takeServerAway(page);
    await page.getByLabel('Order').selectOption('TITLE.ASC');
    await page.locator('#papers').getByText('The server does not answer.').waitFor();
    expect(await heads(page)).not.toEqual([]);
    bringBack();
    await page.locator('#papers').getByRole('button', { name: 'Try again' }).click();
    await page.locator('.paper-item').first().waitFor();
    await page.close();
  });

  describe.each([
    ['light', {}], ['dark', { colorScheme: 'dark' as const }], ['on a phone', PHONE], ['dark on a phone, without motion', { ...PHONE, colorScheme: 'dark' as const, reducedMotion: 'reduce' as const }],
  ])('%s', (_name, options) => {
    it('is accessible and as wide as the window', async () => {
      for (const path of [`/author/${ADA}`, `/author/${await idOf(LONG_NAME)}`, '/paper/doi:10.1234/same']) {
        const { page, faults } = await visit(server, path, options);
        await page.waitForSelector('h2');
        // All sections come to be seen.
        await page.evaluate('window.dispatchEvent(new Event("beforeprint"))');
        await quiet(page);
        for (const summary of await page.locator('summary').all()) await summary.evaluate((element) => (element as HTMLElement).click());
        await quiet(page);
        await expectAccessible(page);
        expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
        expect(faults).toEqual([]);
        await page.close();
      }
    });
  });
});
