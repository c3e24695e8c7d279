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

const GROUPS = 110;
/** A chain of 110 groups of three or more: the largest is 0, and each writes with the next on one paper. */
const PAPERS = Array.from({ length: GROUPS }, (_group, i) => {
  const people = Array.from({ length: i === 0 ? 40 : 3 }, (_person, k) => `Given${String.fromCharCode(97 + (k % 26))}${k} Family${i}`);
  const next = `Givena0 Family${(i + 1) % GROUPS}`;
  return [...Array.from({ length: 3 }, () => people), [people[0], next]].map((authors, n) => paperRecord(`Paper ${i} ${n}`, authors, { fields: i === 0 ? ['CL'] : [] }));
}).flat();

async function corpusOf(papers: typeof PAPERS): Promise<Server> {
  const dir = tempDir();
  await coterie(['import', writeRecords(join(dir, 'papers.jsonl'), papers), '--data', join(dir, 'data')]);
  return serve(['--data', join(dir, 'data')]);
}

const map = (page: Page) => page.getByRole('group', { name: /^Map of/ });
const table = (page: Page) => page.getByRole('table', { name: 'Communities on the map' });
const cells = async (page: Page, n: number): Promise<string[]> => (await table(page).locator(`tbody tr:nth-child(${n}) > *`).allTextContents()).map((text) => text.trim());

describe.skipIf(CHROMIUM === null)(`communities in a browser${NEEDS_CHROMIUM}`, () => {
  let server: Server;
  beforeAll(async () => void (server = await corpusOf(PAPERS)), 120_000);
  afterAll(() => server?.stop());

  it('draws the largest, says of how many, and shows more when asked', async () => {
    const { page, faults } = await visit(server, '/communities?algorithm=LABEL_PROPAGATION');
    await map(page).waitFor();
    await page.getByText('The 100 largest of 110 communities, and all 99 links among them.').first().waitFor();
    expect(await map(page).getByRole('link').count()).toBe(100);
    expect(await table(page).locator('tbody tr').count()).toBe(100);
    await page.getByRole('link', { name: 'Show all 110' }).click();
    await page.waitForURL(/maxCommunities=200/);
    await expect.poll(() => map(page).getByRole('link').count()).toBe(110);
    await page.reload();
    await expect.poll(() => map(page).getByRole('link').count()).toBe(110);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('says the same in a table that can be ordered, and keeps the order in the address', async () => {
    const { page } = await visit(server, '/communities?algorithm=LABEL_PROPAGATION');
    expect((await cells(page, 1)).slice(0, 2)).toEqual(['Community 0', '40']);
    expect((await cells(page, 1))[3]).toBe('CL');
    await table(page).getByRole('button', { name: 'Leaves' }).click();
    await page.waitForURL(/order=LEAVING\.DESC/);
    // The first and largest is the one that keeps most to itself.
    expect((await cells(page, 100))[0]).toBe('Community 0');
    await page.close();
  });

  it('is one stop of the Tab key, walked by arrows, with figures and neighbours of what has the focus', async () => {
    const { page } = await visit(server, '/communities?algorithm=LABEL_PROPAGATION');
    await map(page).getByRole('link', { name: /^Community 0,/ }).focus();
    await page.getByText(/^Community 0, 40 authors/).waitFor();
    await page.getByText(/Linked with .*\(\d+ collaborations?\)/).waitFor();
    expect(await map(page).locator('[tabindex="0"]').count()).toBe(1);
    await page.keyboard.press('End');
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toMatch(/^Community 99, 3 authors/);
    const before = await page.evaluate('document.activeElement.dataset.index');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowRight');
    expect(await page.evaluate('document.activeElement.dataset.index')).not.toBe(before);
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/communities\/0\?algorithm=LABEL_PROPAGATION/);
    await page.getByRole('heading', { level: 1, name: 'Community 0' }).waitFor();
    expect(await page.title()).toBe('Community 0 · Coterie');
    await page.close();
  });

  it('shows one community: neighbours, members page by page and ranked, its network, the way back', async () => {
    const { page, faults } = await visit(server, '/communities/0?algorithm=LABEL_PROPAGATION&maxCommunities=20');
    const members = page.getByRole('table', { name: 'Members of community 0' });
    await expect.poll(() => members.locator('tbody tr').count()).toBe(25);
    await page.getByRole('button', { name: 'Show more members' }).click();
    await expect.poll(() => members.locator('tbody tr').count()).toBe(40);
    await page.getByLabel('Rank by').selectOption('STRENGTH');
    await page.waitForURL(/metric=STRENGTH/);
    await members.getByRole('button', { name: 'Author' }).click();
    await page.waitForURL(/membersOrder=NAME\.ASC/);
    await page.getByText('Linked with 2 communities.').waitFor();
    const other = page.getByRole('table', { name: 'Communities linked with community 0' }).getByRole('link').first();
    const name = await other.textContent();
    await other.click();
    await page.getByRole('heading', { level: 1, name: name ?? '' }).waitFor();
    expect(await page.getByRole('link', { name: 'Draw its network' }).getAttribute('href')).toMatch(/^\/network\?scope=community&community=\d+&algorithm=LABEL_PROPAGATION$/);
    await page.getByRole('button', { name: 'Export' }).click();
    expect(await page.getByRole('link', { name: /GraphML/ }).getAttribute('href')).toMatch(/scope=community&community=\d+&algorithm=LABEL_PROPAGATION/);
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'All communities' }).click();
    await page.waitForURL(/\/communities\?algorithm=LABEL_PROPAGATION&maxCommunities=20$/);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('says that a number does not exist, in the API’s words, and what an address means wrongly', async () => {
    const { page } = await visit(server, '/communities/99999?algorithm=COMPONENTS');
    await page.getByRole('heading', { name: 'There is no community 99999' }).waitFor();
    await page.getByText(/scope\.community\.id.*99999/).waitFor();
    await page.getByText(/A number holds for this state of the corpus/).waitFor();
    await page.getByRole('link', { name: 'See which communities there are' }).click();
    await page.waitForURL(/\/communities\?algorithm=COMPONENTS$/);
    await page.getByText('1 component.').first().waitFor();
    expect(await table(page).locator('tbody tr').count()).toBe(1);
    await page.goto(`${server.url}/communities/three`);
    await page.getByText(/a community has a number/).waitFor();
    await page.goto(`${server.url}/communities?resolution=0`);
    await page.getByText(/resolution=0, which means nothing here/).waitFor();
    await page.close();
  });

  it('changes the division by its controls, each in the address', async () => {
    const { page } = await visit(server, '/communities');
    await page.getByLabel('Found by').selectOption('LEIDEN');
    await page.waitForURL(/algorithm=LEIDEN/);
    await page.getByLabel('Seed').fill('5');
    await page.keyboard.press('Enter');
    await page.waitForURL(/seed=5/);
    await page.getByText('(Leiden, seed 5, resolution 1)').waitFor();
    await page.getByText('Which papers count: all').click();
    await page.getByLabel('Each joint paper counts').selectOption('HARMONIC');
    await page.waitForURL(/counting=HARMONIC/);
    expect(await page.getByText('Which papers count (1 filter in use)').isVisible()).toBe(true);
    await page.close();
  });

  it('stays within the frame of another page', async () => {
    const { page } = await visit(server, '/embed/communities?algorithm=LABEL_PROPAGATION&maxCommunities=10');
    await map(page).getByRole('link', { name: /^Community 0,/ }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Community 0' }).waitFor();
    expect(page.url()).toBe(`${server.url}/embed/communities/0?algorithm=LABEL_PROPAGATION&maxCommunities=10`);
    await page.close();
  });

  it('tells how far the communities are computed', async () => {
    let isDone = false;
    const { page } = await visit(server, '/communities', {
      prepare: async (fresh) => void (await fresh.route('**/graphql', async (route) => {
        if (isDone || !(route.request().postData() ?? '').includes('query CommunityMap(')) return route.fallback();
        return route.fulfill({ json: { data: null, errors: [{ message: 'Computing.', path: ['communityMap'], extensions: { code: 'METRIC_COMPUTING', metric: 'COMMUNITY', progress: 0.42 } }] } });
      })),
    });
    await page.getByText('Computing community, 42 %').waitFor();
    isDone = true;
    await map(page).waitFor({ timeout: 15_000 });
    expect(await page.getByText('Computing community').count()).toBe(0);
    await page.close();
  });

  it.each([['light', 1280, '/communities?algorithm=LABEL_PROPAGATION'], ['dark', 360, '/communities?algorithm=LABEL_PROPAGATION&counting=FRACTIONAL'], ['dark', 1280, '/communities/0?algorithm=LABEL_PROPAGATION'], ['light', 360, '/communities/0?algorithm=LABEL_PROPAGATION'], ['light', 360, '/communities/99999']] as const)('has nothing that axe finds in %s at %i px on %s, and does not scroll sideways', async (colorScheme, width, path) => {
    const { page } = await visit(server, path, { colorScheme, viewport: { width, height: 800 } });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await expectAccessible(page);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    await page.close();
  });
});

describe.skipIf(CHROMIUM === null)(`communities of small corpora in a browser${NEEDS_CHROMIUM}`, () => {
  it('are one each where nobody collaborates, without modularity', async () => {
    const server = await corpusOf(['Ada One', 'Bo Two', 'Cy Three'].map((name) => paperRecord(`By ${name}`, [name])));
    const { page, faults } = await visit(server, '/communities');
    await page.getByText('Nobody collaborates, so that modularity is not defined.').waitFor();
    await page.getByText('All 3 communities; nothing links them.').first().waitFor();
    expect((await cells(page, 1)).at(-1)).toBe('–');
    await page.goto(`${server.url}/communities/2`);
    await page.getByText('Nobody here writes with anybody of another community.').waitFor();
    expect(faults).toEqual([]);
    await server.stop();
    await page.getByRole('link', { name: 'All communities' }).click();
    await page.getByText(/The server does not answer/).first().waitFor({ timeout: 15_000 });
    await page.close();
  });

  it('are none of an empty corpus, which is said', async () => {
    const server = await serve(['--data', tempDir()]);
    const { page } = await visit(server, '/communities');
    await page.getByText(/coterie import|no snapshot|import/i).first().waitFor();
    expect(await page.getByRole('table').count()).toBe(0);
    await server.stop();
    await page.close();
  });
});
