/** The search box and the pages it leads to. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, NEEDS_CHROMIUM } from '../helpers/chromium.js';
import type { Server } from '../helpers/program.js';
import { expectAccessible } from './axe.js';
import { serveQuirky } from './quirky-corpus.js';
import { visit } from './visit.js';

describe.skipIf(CHROMIUM === null)(`the search${NEEDS_CHROMIUM}`, () => {
  let server: Server;
  beforeAll(async () => {
    ({ server } = await serveQuirky());
  });
  afterAll(() => server?.stop());

  const options = (page: Page) => page.getByRole('listbox').getByRole('option');
  const labels = async (page: Page) => (await page.locator('.combobox-label').allTextContents()).map((label) => label.trim());
  const active = (page: Page) => page.evaluate('document.getElementById(document.activeElement.getAttribute("aria-activedescendant"))?.querySelector(".combobox-label").textContent ?? null');

  async function typed(page: Page, text: string): Promise<void> {
    await page.keyboard.press('/');
    await page.keyboard.type(text);
  }

  it('answers while one types, by keyboard alone, forgiving of accents and of the order of names', async () => {
    const { page, faults } = await visit(server, '/overview');
    await typed(page, 'muller jurg');
    await options(page).first().waitFor();
    expect(await labels(page)).toEqual(['Jürgen Müller']);
    expect(await page.locator('mark').allTextContents()).toEqual(['Jürg', 'Müller']);
    expect(await active(page)).toBeNull();
    await page.keyboard.press('ArrowDown');
    expect(await active(page)).toBe('Jürgen Müller');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/author/A*');
    expect(faults).toEqual([]);
    await page.close();
  });

  it('has papers and venues, too, with how many there are of each', async () => {
    const { page } = await visit(server, '/');
    await typed(page, 'seri');
    await page.getByRole('group', { name: 'Papers, 4 of 60' }).waitFor();
    expect(await page.getByRole('group', { name: 'Venues, 1' }).getByRole('option').allTextContents()).toEqual(['Serial Letters 60 papers']);
    await page.keyboard.press('ArrowUp');
    expect(await active(page)).toBe('Serial Letters');
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Serial Letters', level: 1 }).waitFor();
    await page.close();
  });

  it('closes at Escape, then empties itself, and takes a text without a choice to the page of all results', async () => {
    const { page } = await visit(server, '/overview');
    await typed(page, 'quokka');
    await options(page).first().waitFor();
    await page.keyboard.press('Escape');
    await options(page).first().waitFor({ state: 'detached' });
    expect(await page.locator('#search-box').inputValue()).toBe('quokka');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('#search-box').inputValue()).toBe('');
    await page.keyboard.type('quokka');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/search?q=quokka');
    await page.getByRole('link', { name: /quokkas & their kin/ }).waitFor();
    await page.close();
  });

  it('says what to try where nothing matches', async () => {
    const { page } = await visit(server, '/overview');
    await typed(page, 'zzyzx');
    await page.getByText('No author, paper or venue matches “zzyzx”.').waitFor();
    expect(await page.locator('.combobox-said').textContent()).toContain('in any order, with or without accents');
    expect(await page.locator('#search-box').getAttribute('aria-expanded')).toBe('false');
    await expectAccessible(page);
    await page.close();
  });

  it('takes an earlier question back when a later one is asked, and shows the later answer only', async () => {
    const { page } = await visit(server, '/overview');
    let held = 0;
    await page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('"text":"anne"') === true) {
        held += 1;
        await new Promise((done) => setTimeout(done, 700));
      }
      await route.continue().catch(() => undefined);
    });
    await typed(page, 'anne');
    await page.waitForTimeout(300);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('sole');
    await page.getByRole('option', { name: /Sole Author/ }).waitFor();
    await page.waitForTimeout(900);
    expect(held).toBe(1);
    expect((await labels(page))[0]).toBe('Sole Author');
    await page.close();
  });

  it('asks nothing while an input method composes, and finds names in other scripts', async () => {
    const { page } = await visit(server, '/overview');
    const asked: string[] = [];
    page.on('request', (request) => {
      const text = /"text":"([^"]*)"/.exec(request.postData() ?? '')?.[1];
      if (text !== undefined) asked.push(text);
    });
    await page.locator('#search-box').focus();
    const session = await page.context().newCDPSession(page);
    await session.send('Input.imeSetComposition', { text: 'li', selectionStart: 2, selectionEnd: 2 });
    await page.waitForTimeout(400);
    expect(asked).toEqual([]);
    await session.send('Input.insertText', { text: '李' });
    await page.getByRole('option', { name: /李明/ }).waitFor();
    expect(asked).toEqual(['李']);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('الخوا');
    await page.getByRole('option', { name: /محمد الخوارزمي/ }).waitFor();
    expect(await page.locator('.combobox-label bdi').first().textContent()).toBe('محمد الخوارزمي');
    await page.close();
  });

  it.each(['/search?q=quokka', '/search?q=mull&types=AUTHOR', '/search?q=zzyzx+nothing', '/search', '/venue/Serial%20Letters?year=2001', '/venue/Nowhere', '/'])('%s is accessible in light, dark and on a phone, without a fault', async (path) => {
    for (const context of [{}, { colorScheme: 'dark' as const, viewport: { width: 360, height: 640 } }]) {
      const { page, faults } = await visit(server, path, context);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await expectAccessible(page);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      expect(faults).toEqual([]);
      await page.close();
    }
  });

  it('lists one kind page by page, and has the pages in the address', async () => {
    const { page } = await visit(server, '/search?q=serial&types=PAPER');
    await page.getByText('25 of 60 papers shown').waitFor();
    await page.getByRole('button', { name: 'Show more papers' }).click();
    await page.getByText('50 of 60 papers shown').waitFor();
    expect(page.url()).toBe(`${server.url}/search?q=serial&types=PAPER&pages=2`);
    await page.reload();
    await page.getByText('50 of 60 papers shown').waitFor();
    expect(await page.locator('.paper-line').count()).toBe(50);
    await page.close();
  });

  it('shows markup in titles and venues as text, and shows where an abstract matched', async () => {
    const { page, faults } = await visit(server, '/search?q=owned');
    await page.getByRole('link', { name: '<script>document.title = "owned"</script> and <img src=x onerror=alert(1)>' }).waitFor();
    expect(await page.title()).toBe('Search: owned · Coterie');
    await page.getByRole('link', { name: 'Proceedings of the <b>A/B</b> & C, 50 %' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Proceedings of the <b>A/B</b> & C, 50 %' }).waitFor();
    await page.getByText('1 paper of this venue').waitFor();
    await page.goto(`${server.url}/search?q=resume`);
    expect(await page.locator('.paper-snippet').textContent()).toBe('At great length we study the résumé of every quokka.');
    expect(faults).toEqual([]);
    await page.close();
  });

  it('knows a public id', async () => {
    const { page } = await visit(server, '/search?q=sole');
    const href = await page.getByRole('link', { name: 'Sole Author' }).getAttribute('href');
    await typed(page, href?.split('/').at(-1) ?? '');
    await page.getByRole('group', { name: 'By this id, 1' }).waitFor();
    expect(await labels(page)).toEqual(['Sole Author']);
    await page.close();
  });
});
