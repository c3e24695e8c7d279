/** Each entry of each page's Export menu is a file that the server makes. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, NEEDS_CHROMIUM } from '../helpers/chromium.js';
import type { Server } from '../helpers/program.js';
import { expectAccessible } from './axe.js';
import { serveQuirky } from './quirky-corpus.js';
import { visit } from './visit.js';

describe.skipIf(CHROMIUM === null)(`what can be taken along${NEEDS_CHROMIUM}`, () => {
  let server: Server;
  beforeAll(async () => {
    ({ server } = await serveQuirky());
  });
  afterAll(() => server?.stop());

  const answer = async (query: string) => ((await (await fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) })).json()) as { data: Record<string, { nodes: { id: string }[] }> }).data;
  const first = async (kind: 'authors' | 'papers'): Promise<string> => (await answer(`{ ${kind}(first: 1) { nodes { id } } }`))[kind]?.nodes[0]?.id ?? '';

  /** Opens the menu, gets every file of it, and returns the headings. */
  async function offered(page: Page): Promise<string[]> {
    await page.getByRole('button', { name: 'Export' }).click();
    const entries = page.locator('.export-formats a');
    await entries.first().waitFor();
    await expectAccessible(page, '.disclosure-panel');
    for (const href of await entries.evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))) {
      const response = await page.request.get(`${server.url}${href}`);
      expect([href, response.status(), (await response.body()).length > 20]).toEqual([href, 200, true]);
    }
    return page.locator('.export-formats h2').allTextContents();
  }

  async function download(page: Page, section: string, entry: string | RegExp): Promise<string> {
    const link = page.locator('.export-formats section', { has: page.getByRole('heading', { name: section }) }).getByRole('link', { name: entry });
    const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
    const stream = await file.createReadStream();
    const chunks: Uint8Array[] = [];
    for await (const chunk of stream) chunks.push(chunk as Uint8Array);
    return `${file.suggestedFilename()}\n${Buffer.concat(chunks).toString('utf8')}`;
  }

  it('of a paper: the paper alone', async () => {
    const { page, faults } = await visit(server, `/paper/${await first('papers')}`);
    expect(await offered(page)).toEqual(['This paper']);
    const bibtex = await download(page, 'This paper', 'BibTeX');
    expect(bibtex).toMatch(/^coterie-.+\.bib\n/);
    expect(bibtex.match(/^@/gm)).toHaveLength(1);
    expect(JSON.parse((await download(page, 'This paper', 'CSL-JSON')).replace(/^.*\n/, ''))).toHaveLength(1);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('of an author: papers and the network around', async () => {
    const { page, faults } = await visit(server, `/author/${await first('authors')}`);
    expect(await offered(page)).toEqual(['Papers of this author', 'A picture', 'Network of the author and their co-authors']);
    expect(await download(page, 'Papers of this author', 'BibTeX')).toMatch(/\.bib\n[^]*^@/m);
    expect(await download(page, 'Network of the author', /^GEXF/)).toMatch(/^coterie-co-authors-of-.+\.gexf\n[^]*<gexf/);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('of a venue: its papers, of one year where one is chosen, and its network', async () => {
    const { page, faults } = await visit(server, '/venue/Serial%20Letters');
    expect(await offered(page)).toEqual(['Papers of this venue', 'A picture', 'Network of everybody who wrote here']);
    expect((await download(page, 'Papers of this venue', 'BibTeX')).match(/^@/gm)).toHaveLength(60);
    expect(await download(page, 'A picture', /^SVG/)).toContain('<svg');
    await page.goto(`${server.url}/venue/Serial%20Letters?year=2011`);
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('heading', { name: 'Papers of this venue, 2011' }).waitFor();
    expect(await page.getByRole('link', { name: 'BibTeX' }).getAttribute('href')).toBe('/export/papers.bib?venues=Serial+Letters&yearFrom=2011&yearTo=2011&format=bibtex');
    expect(faults).toEqual([]);
    await page.close();
  });

  it('of a ranking: everybody in a table, and who is on the page', async () => {
    const { page, faults } = await visit(server, '/rankings?metric=PAGERANK');
    const [all, ofPage, , network] = await offered(page);
    expect([all, ofPage, network]).toEqual([expect.stringMatching(/^All \d+ authors, ranked$/), 'The 13 authors of this page', 'Network of the 13 authors of this page']);
    const table = await download(page, all ?? '', /^CSV table/);
    expect(table).toMatch(/^coterie-.+\.csv\n[^\n]*pagerank_rank/);
    expect(table.trim().split('\r\n')).toHaveLength(1 + Number(/\d+/.exec(all ?? '')?.[0]));
    expect(faults).toEqual([]);
    await page.close();
  });

  it('of a network: the network, its drawing and its papers', async () => {
    const { page } = await visit(server, `/network?scope=ego&author=${await first('authors')}`);
    expect(await offered(page)).toEqual(['A picture', 'The network', expect.stringMatching(/^Papers of all \d+ authors of this network, all years$/)]);
    await page.close();
  });
});
