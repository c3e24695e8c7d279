import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, launchChromium, NEEDS_CHROMIUM } from '../helpers/chromium.js';
import { serve, type Server } from '../helpers/program.js';
import { tempDir } from '../helpers/temp-dir.js';
import { quiet } from './visit.js';

const EXECUTE = '.graphiql-execute-button';
const HEADERS = '{"authorization":"Bearer SECRET"}';

describe.skipIf(CHROMIUM === null)(`what the playground stores${NEEDS_CHROMIUM}`, () => {
  let server: Server;
  let browser: Browser;

  beforeAll(async () => {
    [server, browser] = await Promise.all([serve(['--sample', '--data', tempDir()]), launchChromium()]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function open(page: Page): Promise<void> {
    await page.goto(`${server.url}/graphql`);
    await page.waitForSelector(EXECUTE);
  }

  /** Runs the open tab; gives the authorization that was sent. */
  async function execute(page: Page): Promise<string | undefined> {
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    await page.click(EXECUTE);
    return (await answered).request().headers()['authorization'];
  }

  it('sends headers that were typed, keeps the query in its history, and stores the headers nowhere', async () => {
    const page = await browser.newPage();
    await open(page);
    await page.getByRole('button', { name: 'Headers', exact: true }).click();
    await page.locator('.graphiql-editor-tool .graphiql-editor:not(.hidden) .view-lines').click();
    await page.keyboard.insertText(HEADERS);
    expect(await execute(page)).toBe('Bearer SECRET');
    await page.waitForFunction('localStorage["graphiql:queries"] !== undefined');
    // Tabs are stored after a pause.
    await page.waitForFunction('Object.keys(localStorage).some((key) => key.startsWith("graphiql:tabState"))');
    const stored = String(await page.evaluate('JSON.stringify(localStorage)'));
    expect(stored).toContain('author');
    expect(stored).not.toContain('SECRET');
    await page.close();
  });

  it('takes out what an earlier version stored', async () => {
    const page = await browser.newPage();
    await open(page);
    const old = JSON.stringify({ queries: [{ query: '{ corpus { id } }', variables: '', headers: HEADERS }] });
    await page.evaluate(`localStorage.setItem('graphiql:queries', ${JSON.stringify(old)})`);
    await open(page);
    expect(await page.evaluate('localStorage["graphiql:queries"]')).toBe('{"queries":[{"query":"{ corpus { id } }","variables":"","headers":""}]}');
    await page.close();
  });

  it('works where storage is blocked, and says that nothing is kept', async () => {
    const page = await browser.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    await page.addInitScript('Object.defineProperty(window, "localStorage", { get() { throw new DOMException("Access is denied", "SecurityError"); } })');
    await open(page);
    await page.getByText('This browser lets the page store nothing').waitFor();
    await quiet(page);
    await execute(page);
    await page.locator('.graphiql-response').getByText('"author"').waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });

  it.each([['wide', 1280], ['phone', 360]])('says in a readable line that a link was copied (%s)', async (_name, width) => {
    const context = await browser.newContext({ viewport: { width, height: 740 }, permissions: ['clipboard-read', 'clipboard-write'] });
    const page = await context.newPage();
    await open(page);
    await page.getByRole('button', { name: 'Copy link to this query' }).click();
    const said = page.getByText('Link copied.');
    await said.waitFor();
    const box = await said.boundingBox();
    expect(box?.width).toBeGreaterThan(180);
    expect(box?.height).toBeLessThan(90);
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
    if (process.env['SHOTS'] !== undefined) await page.screenshot({ path: `${process.env['SHOTS']}/copied-${width}.png` });
    // Nothing lies over it or cuts it off.
    expect(await page.evaluate(`(() => {
      const said = document.querySelector('.playground-said');
      const { left, right, top, bottom } = said.getBoundingClientRect();
      return [[left + 3, top + 3], [right - 3, bottom - 3]].every(([x, y]) => said.contains(document.elementFromPoint(x, y)));
    })()`)).toBe(true);
    await context.close();
  });
});
