import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, launchChromium, NEEDS_CHROMIUM } from '../helpers/chromium.js';
import { serve, type Server } from '../helpers/program.js';
import { tempDir } from '../helpers/temp-dir.js';

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
    await page.waitForLoadState('networkidle');
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
    await page.waitForLoadState('networkidle');
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
    await page.waitForLoadState('networkidle');
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
});
