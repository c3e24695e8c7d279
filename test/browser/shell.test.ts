/** The frame around the pages. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, NEEDS_CHROMIUM } from '../helpers/chromium.js';
import type { Server } from '../helpers/program.js';
import { expectAccessible } from './axe.js';
import { serveQuirky } from './quirky-corpus.js';
import { visit } from './visit.js';

describe.skipIf(CHROMIUM === null)(`the frame${NEEDS_CHROMIUM}`, () => {
  let server: Server;
  beforeAll(async () => {
    ({ server } = await serveQuirky());
  });
  afterAll(() => server?.stop());

  const ground = (page: Page) => page.evaluate('getComputedStyle(document.body).backgroundColor');
  const WHITE = 'rgb(255, 255, 255)';

  it('takes a theme, also in other windows, and remembers it', async () => {
    const { page } = await visit(server, '/overview', { colorScheme: 'light' });
    const other = await page.context().newPage();
    await other.goto(`${server.url}/rankings`);
    expect(await ground(page)).toBe(WHITE);
    await page.getByLabel('Colours').selectOption('dark');
    await expect.poll(() => ground(page)).not.toBe(WHITE);
    await expect.poll(() => ground(other)).not.toBe(WHITE);
    await page.reload();
    await page.getByLabel('Colours').waitFor();
    expect(await ground(page)).not.toBe(WHITE);
    await page.getByLabel('Colours').selectOption('system');
    await expect.poll(() => ground(page)).toBe(WHITE);
    await page.close();
  });

  it('works where storage is blocked', async () => {
    const blocked = `Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('blocked', 'SecurityError'); } });`;
    const { page, faults } = await visit(server, '/overview', { prepare: (opened) => opened.addInitScript(blocked), colorScheme: 'light' });
    await page.getByLabel('Colours').selectOption('dark');
    await expect.poll(() => ground(page)).not.toBe(WHITE);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('lets the keyboard skip to the page', async () => {
    const { page } = await visit(server, '/overview');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the page');
    expect(await page.locator('.skip-link').boundingBox()).toMatchObject({ x: 8, y: 8 });
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    await page.close();
  });

  it('tells which page has come, moves the focus there, and finds the reader’s place on the way back', async () => {
    const { page } = await visit(server, '/search?q=serial&types=PAPER', { viewport: { width: 800, height: 500 } });
    const link = page.locator('.paper-line > a').nth(15);
    await link.scrollIntoViewIfNeeded();
    await page.waitForTimeout(300);
    const y = await page.evaluate('scrollY');
    expect(y).toBeGreaterThan(200);
    const href = await link.getAttribute('href');
    await link.click();
    await page.waitForURL(`**${href}`);
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    await expect.poll(() => page.evaluate('scrollY')).toBe(0);
    await expect.poll(() => page.locator('[aria-live="polite"].visually-hidden').textContent()).toMatch(/· Coterie$/);
    await page.goBack();
    await expect.poll(() => page.evaluate('document.activeElement.getAttribute("href")')).toBe(href);
    expect(Math.abs(Number(await page.evaluate('scrollY')) - Number(y))).toBeLessThan(3);
    await page.reload();
    await expect.poll(async () => Math.abs(Number(await page.evaluate('scrollY')) - Number(y))).toBeLessThan(3);
    await page.close();
  });

  it('has its ways behind a button on a phone', async () => {
    const { page } = await visit(server, '/search?q=quokka', { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true });
    const rankings = page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Rankings' });
    expect(await rankings.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Menu' }).tap();
    expect(await rankings.isVisible()).toBe(true);
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await rankings.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Menu' }).tap();
    await rankings.tap();
    await page.waitForURL('**/rankings');
    await rankings.waitFor({ state: 'hidden' });
    await page.close();
  });

  it('says that nothing is at an address of nothing', async () => {
    const { page } = await visit(server, '/nowhere/at-all?x=1', { expected: [/status of 404/] });
    await page.getByText('There is nothing for the address /nowhere/at-all.').waitFor();
    expect(await page.title()).toBe('Nothing is here · Coterie');
    await expectAccessible(page);
    await page.close();
  });

  it('stays when a page breaks, says what happened, and goes on', async () => {
    const broken = `export function VenuePage() { throw new Error('broken on purpose'); }`;
    const { page, faults } = await visit(server, '/venue/Serial%20Letters', { prepare: (opened) => opened.route('**/assets/venue-page-*.js', (route) => route.fulfill({ contentType: 'text/javascript', body: broken })) });
    await page.getByRole('heading', { name: 'This page broke' }).waitFor();
    await page.getByText('What happened', { exact: true }).click();
    const report = await page.locator('.report').textContent();
    expect(report).toContain('broken on purpose');
    expect(report).toContain('Address: /venue/Serial%20Letters');
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Coterie' }).click();
    await page.getByRole('heading', { name: 'Who writes with whom' }).waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });

  it('says so when the code of a page is gone with an update', async () => {
    const { page } = await visit(server, '/overview', { expected: [/venue-page/, /status of 404/, /MIME type/], prepare: (opened) => opened.route('**/assets/venue-page-*', (route) => route.fulfill({ status: 404, contentType: 'application/json', body: '{}' })) });
    await page.evaluate('history.pushState(null, "", "/venue/Serial%20Letters"); window.dispatchEvent(new Event("coterie:address"))');
    await page.getByText('The server may have been updated').waitFor();
    await expectAccessible(page);
    await page.unroute('**/assets/venue-page-*');
    await page.getByRole('button', { name: 'Load the explorer anew' }).click();
    await page.getByRole('heading', { name: 'Serial Letters' }).waitFor();
    await page.close();
  });

  it('offers the query, the link and the files of a view', async () => {
    const { page, faults } = await visit(server, '/venue/Serial%20Letters', { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.getByRole('button', { name: 'Copy link' }).click();
    await page.getByText('Link copied').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(`${server.url}/venue/Serial%20Letters`);
    await page.getByRole('button', { name: 'Export' }).press('Enter');
    const bibtex = page.getByRole('link', { name: 'BibTeX' });
    await bibtex.waitFor();
    await expectAccessible(page, '.disclosure-panel');
    const [download] = await Promise.all([page.waitForEvent('download'), bibtex.click()]);
    expect(download.suggestedFilename()).toMatch(/\.bib$/);
    const text = await (await page.request.get(`${server.url}${await bibtex.getAttribute('href')}`)).text();
    expect(text.match(/^@/gm)).toHaveLength(60);
    await page.keyboard.press('Escape');
    await bibtex.waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Export');
    const query = new URL(await page.getByRole('link', { name: 'Show the query' }).getAttribute('href') ?? '', server.url);
    expect(query.searchParams.get('query')).toContain('query VenuePage($venue: String!)');
    expect(JSON.parse(query.searchParams.get('variables') ?? '')).toEqual({ venue: 'Serial Letters' });
    expect(faults).toEqual([]);
    await page.close();
  });
});
