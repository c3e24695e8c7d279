import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, NEEDS_CHROMIUM } from '../helpers/chromium.js';
import { serve, type Server } from '../helpers/program.js';
import { tempDir } from '../helpers/temp-dir.js';
import { expectAccessible } from './axe.js';
import { visit } from './visit.js';

const EXECUTE = '.graphiql-execute-button';
const tabNames = async (page: Page): Promise<string[]> => (await page.locator('.graphiql-tab-button').allTextContents()).map((name) => name.trim());
const activeTab = (page: Page) => page.locator('.graphiql-tab-active .graphiql-tab-button').textContent();
const panel = (page: Page, name: string) => page.getByRole('button', { name: `Show ${name}` });

describe.skipIf(CHROMIUM === null)(`examples and links of the playground${NEEDS_CHROMIUM}`, () => {
  let server: Server;
  const dataDir = tempDir();
  beforeAll(async () => {
    server = await serve(['--sample', '--data', dataDir]);
  });
  afterAll(() => server?.stop());

  async function open(path = '/graphql', options: Parameters<typeof visit>[2] = {}) {
    const visited = await visit(server, path, options);
    await visited.page.waitForSelector(EXECUTE);
    return visited;
  }

  /** What the page asks the API for while something is done, the schema apart. */
  function asked(page: Page): string[] {
    const names: string[] = [];
    page.on('request', (request) => {
      const { query = '' } = (request.postDataJSON() ?? {}) as { query?: string };
      if (request.method() === 'POST' && !query.includes('IntrospectionQuery')) names.push(/(?:query|mutation) (\w+)/.exec(query)?.[1] ?? '');
    });
    return names;
  }

  it('opens an example in a tab of its own, once, by keyboard alone, and runs it', async () => {
    const { page, faults } = await open();
    await panel(page, 'Example queries').press('Enter');
    const entry = page.getByRole('button', { name: 'Suggested collaborators', exact: true });
    await entry.press('Enter');
    expect(await tabNames(page)).toEqual(['Author', 'Path', 'Network', 'Suggestions']);
    expect(await activeTab(page)).toBe('Suggestions');
    await page.locator(EXECUTE).press('Enter');
    await page.locator('.graphiql-response').getByText('"suggestedCollaborators"').waitFor();
    await page.locator('.graphiql-tab-button').first().click();
    await entry.press('Enter');
    expect(await tabNames(page)).toEqual(['Author', 'Path', 'Network', 'Suggestions']);
    expect(await activeTab(page)).toBe('Suggestions');
    expect(faults).toEqual([]);
    await page.close();
  });

  it('gives way to the query on a phone', async () => {
    const { page } = await open('/graphql', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    await panel(page, 'Example queries').tap();
    await page.getByRole('button', { name: 'Growth by year' }).tap();
    await page.locator(EXECUTE).tap();
    await page.locator('.graphiql-response').getByText('"growth"').waitFor();
    expect((await page.locator('.graphiql-query-editor').boundingBox())?.width).toBeGreaterThanOrEqual(300);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await page.close();
  });

  it('opens the query of an address in a tab before the others, with its variables, and does not run it', async () => {
    const query = 'query Shared($n: Int!) {\n  authors(first: $n) { totalCount }\n}';
    const page = (await open(`/graphql?${new URLSearchParams({ query, variables: '{ "n": 3 }' }).toString()}`)).page;
    const names = asked(page);
    expect(await activeTab(page)).toBe('Shared');
    expect(await tabNames(page)).toEqual(['Shared', 'Author', 'Path', 'Network']);
    await page.waitForTimeout(500);
    expect(names).toEqual([]);
    expect(await page.locator('.graphiql-response .view-lines').textContent()).toBe('');
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    await page.locator(EXECUTE).click();
    expect(await (await answered).json()).toMatchObject({ data: { authors: { totalCount: 14 } } });
    expect((await answered).request().postDataJSON()).toMatchObject({ query, variables: { n: 3 } });
    await page.close();
  });

  it('adds the query of an address to the tabs that were open before', async () => {
    const { page } = await open();
    await page.locator('.graphiql-tab-button').nth(1).click();
    await page.waitForTimeout(700);
    await page.goto(`${server.url}/graphql?${new URLSearchParams({ query: 'query Later { corpus { paperCount } }' }).toString()}`);
    await page.waitForSelector(EXECUTE);
    expect(await tabNames(page)).toEqual(['Author', 'Path', 'Network', 'Later']);
    expect(await activeTab(page)).toBe('Later');
    await page.reload();
    await page.waitForSelector(EXECUTE);
    expect(await tabNames(page)).toEqual(['Author', 'Path', 'Network', 'Later']);
    await page.close();
  });

  it('chooses the operation that an address names', async () => {
    const query = 'query One { corpus { paperCount } }\nquery Two { corpus { authorCount } }';
    const { page } = await open(`/graphql?${new URLSearchParams({ query, operationName: 'Two' }).toString()}`);
    await page.locator('.graphiql-query-editor .view-lines').waitFor();
    await page.waitForTimeout(300);
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    await page.locator('.graphiql-query-editor textarea, .graphiql-query-editor .native-edit-context').first().focus();
    await page.keyboard.press('Control+Enter');
    expect((await answered).request().postDataJSON()).toMatchObject({ operationName: 'Two' });
    await page.close();
  });

  it('copies a link that opens the same query elsewhere, also one of many kilobytes', async () => {
    const { page } = await open('/graphql', { permissions: ['clipboard-read', 'clipboard-write'] });
    const text = `query Long {\n  corpus { paperCount }\n}\n${'# a remark about this query\n'.repeat(400)}`;
    await page.goto(`${server.url}/graphql#${new URLSearchParams({ query: text }).toString()}`);
    await page.locator('.graphiql-tab-active').getByText('Long').waitFor();
    await page.getByRole('button', { name: 'Copy link to this query' }).click();
    await page.getByRole('status').getByText('Link copied').waitFor();
    const link = String(await page.evaluate('navigator.clipboard.readText()'));
    expect(link.length).toBeGreaterThan(10_000);
    const other = await open(link.slice(server.url.length));
    expect(await activeTab(other.page)).toBe('Long');
    const answered = other.page.waitForResponse((response) => response.request().method() === 'POST');
    await other.page.locator(EXECUTE).click();
    expect((await answered).request().postDataJSON()).toMatchObject({ query: text });
    expect(other.faults).toEqual([]);
    await Promise.all([page.close(), other.page.close()]);
  });

  it('lets the address bar follow what is open', async () => {
    const { page } = await open();
    await page.locator('.graphiql-tab-button').nth(1).click();
    await page.waitForURL(/\/graphql\?query=/);
    expect(new URL(page.url()).searchParams.get('query')).toContain('collaborationPath(');
    await page.close();
  });

  it('takes fields and arguments into a query by keyboard alone', async () => {
    const { page, faults } = await open(`/graphql?${new URLSearchParams({ query: 'query Mine { corpus { paperCount } }' }).toString()}`);
    await panel(page, 'Field Explorer').press('Enter');
    const fields = page.getByRole('region', { name: 'Fields' });
    await fields.getByRole('checkbox', { name: 'authors', exact: true }).press('Space');
    await fields.getByRole('checkbox', { name: 'orderBy [AuthorOrder!]' }).first().press('Space');
    const value = fields.getByLabel('Value of orderBy').first();
    await value.fill('[{ metric: ');
    await value.press('Enter');
    await fields.getByText('This is no value of [AuthorOrder!]').waitFor();
    await value.fill('[{ metric: PAGERANK }]');
    await value.press('Enter');
    await fields.getByRole('checkbox', { name: 'totalCount', exact: true }).first().check();
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    await page.waitForTimeout(300);
    await page.locator(EXECUTE).press('Enter');
    const { query } = (await answered).request().postDataJSON() as { query: string };
    expect(query).toContain('authors(orderBy: [{metric: PAGERANK}])');
    expect(await (await answered).json()).toMatchObject({ data: { corpus: { paperCount: 11 }, authors: { totalCount: 14 } } });
    expect(faults).toEqual([]);
    await page.close();
  });

  it('has the theme that was chosen in the explorer, and hands its own on', async () => {
    const { page } = await open('/graphql', { colorScheme: 'light' });
    await page.evaluate("localStorage.setItem('coterie:theme', 'dark')");
    await page.reload();
    await page.waitForSelector(EXECUTE);
    const ground = () => page.evaluate("getComputedStyle(document.querySelector('.graphiql-container')).backgroundColor");
    expect(await ground()).toBe('rgb(20, 23, 26)');
    await page.getByRole('button', { name: 'Open settings dialog' }).click();
    await page.getByRole('button', { name: 'Light', exact: true }).click();
    expect(await ground()).toBe('rgb(255, 255, 255)');
    expect(await page.evaluate("localStorage.getItem('coterie:theme')")).toBe('light');
    await page.close();
  });

  it.each(['light', 'dark'] as const)('has nothing that axe finds, panels included, in %s', async (colorScheme) => {
    const { page, faults } = await open('/graphql', { colorScheme });
    await page.locator(EXECUTE).click();
    await page.locator('.graphiql-response').getByText('"author"').first().waitFor();
    await expectAccessible(page);
    for (const name of ['Documentation Explorer', 'Example queries', 'Field Explorer', 'History']) {
      await panel(page, name).click();
      await page.waitForTimeout(200);
      await expectAccessible(page);
    }
    expect(faults).toEqual([]);
    await page.close();
  });
});
