/** A page that is open while its corpus is replaced, or its server goes and comes back. */
import { afterEach, describe, expect, it } from 'vitest';
import { join } from 'node:path';
import { CHROMIUM, NEEDS_CHROMIUM } from '../helpers/chromium.js';
import { serve, type Server } from '../helpers/program.js';
import { paperRecord } from '../helpers/records.js';
import { tempDir } from '../helpers/temp-dir.js';
import { expectAccessible } from './axe.js';
import { importInto, LATER_PAPERS, QUIRKY_CORPUS, serveQuirky } from './quirky-corpus.js';
import { listening, visit } from './visit.js';

/** The browser itself logs each request that finds no server. */
const SILENCE = [/ERR_CONNECTION/, /status of 503/, /failed: .*\/graphql/];

describe.skipIf(CHROMIUM === null)(`an open page${NEEDS_CHROMIUM}`, () => {
  let server: Server;
  afterEach(() => server?.stop());

  it('offers the new corpus, keeps what is on screen until it is wanted, and mixes no pages of two states', async () => {
    const corpus = await serveQuirky();
    server = corpus.server;
    const { page, faults } = await visit(server, '/search?q=serial&types=PAPER');
    const start = await visit(server, '/');
    await page.getByText('25 of 60 papers shown').waitFor();
    await start.page.getByText('64', { exact: true }).waitFor();
    await importInto(corpus.dataDir, 'later', LATER_PAPERS);

    await start.page.evaluate('window.dispatchEvent(new Event("online"))');
    const offer = start.page.getByRole('button', { name: 'Show the new one' });
    await expect.poll(async () => {
      await start.page.evaluate('window.dispatchEvent(new Event("online"))');
      return offer.isVisible();
    }, { timeout: 15_000 }).toBe(true);
    await expectAccessible(start.page);
    expect(await start.page.getByText('64', { exact: true }).isVisible()).toBe(true);
    await offer.click();
    await start.page.getByText('65', { exact: true }).waitFor();
    expect(await offer.count()).toBe(0);

    await page.getByRole('button', { name: 'Show more papers' }).click();
    await page.getByText('the list was begun anew').waitFor();
    await page.getByText('50 of 60 papers shown').waitFor();
    expect(await page.locator('.paper-line').count()).toBe(50);
    expect([...faults, ...start.faults]).toEqual([]);
  });

  it('hears of new papers by itself, and shows them to whoever goes there by Tab and presses Enter', async () => {
    const corpus = await serveQuirky();
    server = corpus.server;
    const { prepare, hasBegun } = listening();
    const { page, faults } = await visit(server, '/', { prepare });
    await expect.poll(hasBegun, { timeout: 20_000 }).toBe(true);
    await importInto(corpus.dataDir, 'later', LATER_PAPERS);
    await page.getByText('New data since this page was shown: 1 paper more.').waitFor({ timeout: 20_000 });
    expect(await page.getByText('64', { exact: true }).isVisible()).toBe(true);
    const offer = page.getByRole('button', { name: 'Show the new one' });
    const isReached = (): Promise<boolean> => offer.evaluate((button) => button === document.activeElement);
    // Each way through the page passes it; how many links lie before it is not the matter.
    for (let stops = 0; stops < 60 && !(await isReached()); stops++) await page.keyboard.press('Tab');
    expect(await isReached()).toBe(true);
    await page.keyboard.press('Enter');
    await page.getByText('65', { exact: true }).waitFor();
    expect(await offer.count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it('begins a ranking anew that was gone through by half, and says so', async () => {
    const dataDir = join(tempDir(), 'data');
    const pairs = Array.from({ length: 60 }, (_, i) => paperRecord(`Study ${i}`, [`Person Number${i}`, `Person Number${i + 1}`]));
    await importInto(dataDir, 'pairs', pairs);
    server = await serve(['--data', dataDir]);
    const { page, faults } = await visit(server, '/rankings?metric=DEGREE');
    await page.getByRole('link', { name: 'Next page' }).waitFor();
    await importInto(dataDir, 'later', LATER_PAPERS);
    // The server has taken up the new corpus.
    await expect.poll(async () => {
      const answer = await fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ corpus { paperCount } }"}' });
      return ((await answer.json()) as { data: { corpus: { paperCount: number } } }).data.corpus.paperCount;
    }, { timeout: 15_000 }).toBe(61);
    await page.getByRole('link', { name: 'Next page' }).click();
    await page.getByText('the list was begun anew').waitFor();
    await expect.poll(() => page.locator('.rankings-list tbody tr').count()).toBe(25);
    expect(new URL(page.url()).search).toBe('');
    expect(await page.getByText('"after"').count()).toBe(0);
    await page.getByRole('link', { name: 'Next page' }).click();
    await page.getByText('Previous page').waitFor();
    expect(await page.getByText('the list was begun anew').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it('says in the reader’s words that nothing is there, for ids that are none and addresses that can’t be read', async () => {
    server = (await serveQuirky()).server;
    const { page, faults } = await visit(server, '/', { expected: [/status of 400/] });
    for (const [address, words, way] of [
      ['/author/nope', 'There is nothing for the author “nope”.', 'Search for “nope”'],
      ['/author/%00', 'There is nothing for the author “\ufffd”.', 'Go to the start page'],
      ['/author/A000000000000', 'There is nothing for the author “A000000000000”.', 'Search for “A000000000000”'],
      ['/paper/A000000000000', 'There is nothing for the paper “A000000000000”.', 'look for the author'],
      ['/author/P000000000000', 'There is nothing for the author “P000000000000”.', 'look for the paper'],
      ['/venue/%F0%9F', 'There is nothing for the venue “%F0%9F”.', 'search for it'],
      ['/author/%E0%A4%A', 'There is nothing for the author “%E0%A4%A”.', 'Go to the start page'],
    ]) {
      await page.goto(server.url + address);
      await page.getByText(words).waitFor();
      expect(await page.locator('h1').allTextContents()).toEqual(['Nothing is here']);
      expect(await page.getByText(way).count()).toBe(1);
      expect(await page.getByText(/Argument|Try again|query:/).count()).toBe(0);
    }
    await expectAccessible(page);
    expect(faults).toEqual([]);
  });

  it('stays as it is while the server is gone, and goes on by itself when it is back', async () => {
    const corpus = await serveQuirky();
    server = corpus.server;
    const { page, faults } = await visit(server, '/', { expected: SILENCE });
    await page.getByText('64', { exact: true }).waitFor();
    await server.stop();
    await page.locator('#search-box').fill('muller');
    await page.getByText('The server does not answer. What is on screen stays').waitFor();
    expect(await page.getByText('64', { exact: true }).isVisible()).toBe(true);
    await expectAccessible(page);
    server = await serve(['--data', corpus.dataDir, '--port', new URL(server.url).port]);
    await page.getByText('The server answers again.').waitFor({ timeout: 20_000 });
    await page.getByRole('option', { name: /Jürgen Müller/ }).waitFor();
    expect(faults).toEqual([]);
  });

  it('tells how to import where nothing is, and fills when something is there', async () => {
    const dataDir = join(tempDir(), 'data');
    server = await serve(['--data', dataDir]);
    const { page } = await visit(server, '/', { expected: SILENCE });
    await page.getByText('npx coterie import my-papers.bib').waitFor();
    await expectAccessible(page);
    await importInto(dataDir, 'quirky', QUIRKY_CORPUS);
    await page.getByText('64', { exact: true }).waitFor({ timeout: 20_000 });
  });
});
