import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, launchChromium, NEEDS_CHROMIUM } from '../helpers/chromium.js';
import { serve, type Server } from '../helpers/program.js';
import { tempDir } from '../helpers/temp-dir.js';
import { quiet } from './visit.js';

const EXECUTE = '.graphiql-execute-button';

interface Visit {
  readonly page: Page;
  /** Everything that should not have happened. */
  readonly faults: string[];
}

describe.skipIf(CHROMIUM === null)(`the playground in a browser${NEEDS_CHROMIUM}`, () => {
  let server: Server;
  let browser: Browser;
  const dataDir = tempDir();

  beforeAll(async () => {
    [server, browser] = await Promise.all([serve(['--sample', '--data', dataDir]), launchChromium()]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function visit(options: Parameters<Browser['newPage']>[0] = {}): Promise<Visit> {
    const page = await browser.newPage(options);
    const faults: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') faults.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`));
    page.on('requestfailed', (request) => faults.push(`failed: ${request.url()}`));
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol.startsWith('http') && origin !== server.url) faults.push(`another origin: ${request.url()}`);
    });
    await page.goto(`${server.url}/graphql`);
    await page.waitForSelector(EXECUTE);
    return { page, faults };
  }

  /** Runs the open tab and returns what the API answered. */
  async function execute(page: Page): Promise<{ data?: unknown; errors?: unknown }> {
    const answered = page.waitForResponse((response) => response.request().method() === 'POST' && response.url() === `${server.url}/graphql`);
    await page.click(EXECUTE);
    return (await (await answered).json()) as { data?: unknown; errors?: unknown };
  }

  it('opens with three examples that run on the loaded corpus, asking nothing of any other origin', async () => {
    const { page, faults } = await visit();
    await quiet(page);
    expect(await page.title()).toBe('Coterie playground');
    const names = (await page.locator('.graphiql-tab-button').allTextContents()).map((name) => name.trim());
    expect(names).toEqual(['Author', 'Path', 'Network']);
    for (const [index, root] of ['author', 'collaborationPath', 'network'].entries()) {
      await page.locator('.graphiql-tab-button').nth(index).click();
      const { data, errors } = await execute(page);
      expect(errors).toBeUndefined();
      expect(data).toHaveProperty(root, expect.objectContaining({}));
      await page.getByText(`"${root}"`).first().waitFor();
    }
    expect(faults).toEqual([]);
    await page.close();
  });

  it('shows an author of the bundled corpus with collaborators, and a path with papers as evidence', async () => {
    const { page } = await visit();
    await quiet(page);
    const { data } = (await execute(page)) as { data: { author: { displayName: string; collaborators: { totalCount: number } } } };
    expect(data.author.displayName).toBe('Hanna Mazzawi');
    expect(data.author.collaborators.totalCount).toBeGreaterThan(0);
    await page.locator('.graphiql-tab-button').nth(1).click();
    const answer = (await execute(page)) as { data: { collaborationPath: { distance: number; paths: Array<{ collaborations: Array<{ papers: { nodes: unknown[] } }> }> } } };
    const { distance, paths } = answer.data.collaborationPath;
    expect(distance).toBeGreaterThan(0);
    for (const { collaborations } of paths) {
      expect(collaborations).toHaveLength(distance);
      for (const { papers } of collaborations) expect(papers.nodes.length).toBeGreaterThan(0);
    }
    await page.close();
  });

  it('knows the schema: a field that does not exist is marked while typing', async () => {
    const { page } = await visit();
    await quiet(page);
    await page.locator('.graphiql-query-editor .view-lines').click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('{ corpus { noSuchField } }');
    const mark = page.locator('.graphiql-query-editor .squiggly-error').first();
    await mark.waitFor();
    expect(await mark.isVisible()).toBe(true);
    await page.close();
  });

  it.each(['light', 'dark'] as const)('follows the system’s %s colours', async (colorScheme) => {
    const { page } = await visit({ colorScheme });
    const background = await page.evaluate('getComputedStyle(document.body).backgroundColor + getComputedStyle(document.querySelector(".graphiql-container")).backgroundColor');
    const luminance = /rgba?\((\d+), (\d+), (\d+)\)$/.exec(String(background))?.slice(1).map(Number) ?? [];
    expect(luminance).toHaveLength(3);
    const isLight = luminance.every((channel) => channel > 128);
    expect(isLight).toBe(colorScheme === 'light');
    await page.close();
  });

  it.each([
    ['desktop', { width: 1280, height: 800 }],
    ['phone', { width: 390, height: 844 }],
    ['small phone', { width: 320, height: 480 }],
  ])('fills the window of a %s and no more: the page itself does not scroll', async (_name, viewport) => {
    const { page } = await visit({ viewport });
    await quiet(page);
    await execute(page);
    await page.getByText('"author"').first().waitFor();
    expect(await page.evaluate('[document.documentElement.scrollWidth, document.documentElement.scrollHeight]')).toEqual([viewport.width, viewport.height]);
    await page.evaluate('window.scrollTo(0, 1000)');
    expect(await page.evaluate('window.scrollY')).toBe(0);
    await page.close();
  });

  describe('on a phone', () => {
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    const QUERY_PANE = '.graphiql-query-editor';
    const ANSWER_PANE = '.graphiql-response';

    async function boxOf(page: Page, selector: string) {
      const box = await page.locator(selector).boundingBox();
      if (box === null) throw new Error(`${selector} is not on the page`);
      return box;
    }

    it('has the query above the answer, and runs one by touch and by keyboard', async () => {
      const { page, faults } = await visit(phone);
      await quiet(page);
      const [query, answer] = [await boxOf(page, QUERY_PANE), await boxOf(page, ANSWER_PANE)];
      for (const { width, height } of [query, answer]) {
        expect(width).toBeGreaterThanOrEqual(300);
        expect(height).toBeGreaterThanOrEqual(250);
      }
      expect(answer.y).toBeGreaterThanOrEqual(query.y + query.height);
      expect(answer.y + answer.height).toBeLessThanOrEqual(phone.viewport.height);

      await page.locator('.graphiql-tab-button').nth(1).tap();
      await page.locator(EXECUTE).tap();
      await page.locator(ANSWER_PANE).getByText('"collaborationPath"').waitFor();
      await page.locator('.graphiql-tab-button').nth(2).tap();
      await page.locator(`${QUERY_PANE} .view-lines`).tap();
      await page.keyboard.press('Control+Enter');
      await page.locator(ANSWER_PANE).getByText('"network"').waitFor();
      expect(faults).toEqual([]);
      await page.close();
    });

    it('shows the documentation in place of the query, and gives the query back', async () => {
      const { page } = await visit(phone);
      await quiet(page);
      await page.getByRole('button', { name: 'Show Documentation Explorer' }).tap();
      await page.getByRole('link', { name: 'Query', exact: true }).waitFor();
      expect((await boxOf(page, '.graphiql-plugin')).width).toBe(phone.viewport.width);
      expect(await page.locator(QUERY_PANE).isVisible()).toBe(false);
      await page.getByRole('button', { name: 'Hide Documentation Explorer' }).tap();
      await page.locator(QUERY_PANE).waitFor();
      expect((await boxOf(page, QUERY_PANE)).width).toBeGreaterThanOrEqual(300);
      await page.close();
    });

    it.each(['0.1', '9', 'hide-first', 'hide-second'])('has room for both whatever a wide window left behind (%s)', async (editorFlex) => {
      const { page } = await visit(phone);
      await page.evaluate(`localStorage.setItem('graphiql:editorFlex', '${editorFlex}')`);
      await page.reload();
      await page.waitForSelector(EXECUTE);
      for (const pane of [QUERY_PANE, ANSWER_PANE]) {
        const { x, height } = await boxOf(page, pane);
        expect(x).toBeGreaterThanOrEqual(0);
        expect(height).toBeGreaterThanOrEqual(250);
      }
      await page.close();
    });
  });
});
