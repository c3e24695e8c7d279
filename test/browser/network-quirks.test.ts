import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, NEEDS_CHROMIUM } from '../helpers/chromium.js';
import type { Server } from '../helpers/program.js';
import { serveQuirky } from './quirky-corpus.js';
import { visit, type VisitOptions } from './visit.js';

const DRIVER = /GL Driver Message|GPU stall/;

describe.skipIf(CHROMIUM === null)(`the network view of what is unusual${NEEDS_CHROMIUM}`, () => {
  let server: Server;
  const people = new Map<string, string>();
  const id = (name: string): string => people.get(name) ?? `nobody is named ${name}`;
  const open = (query: string, options: VisitOptions = {}) => visit(server, `/network${query}`, { ...options, expected: [DRIVER, ...(options.expected ?? [])] });

  beforeAll(async () => {
    ({ server } = await serveQuirky());
    const response = await fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: '{ authors(first: 50) { nodes { id displayName } } }' }) });
    const { data } = (await response.json()) as { data: { authors: { nodes: { id: string; displayName: string }[] } } };
    for (const { id: each, displayName } of data.authors.nodes) people.set(displayName, each);
  });
  afterAll(async () => {
    await server?.stop();
  });

  it('says so of a path that does not exist, and of somebody who works alone', async () => {
    const path = await open(`?scope=path&from=${id('Sole Author')}&to=${id('Jürgen Müller')}`);
    await path.page.getByText(/No chain of joint papers leads from/).waitFor();
    expect(path.faults).toEqual([]);
    await path.page.close();
    const alone = await open(`?scope=ego&author=${id('Sole Author')}`);
    await alone.page.getByText(/Sole Author has no collaborators in this corpus\./).waitFor();
    await alone.page.locator('.drawing-stage canvas').first().waitFor();
    expect(alone.faults).toEqual([]);
    await alone.page.close();
  });

  it('writes names of all directions as they are', async () => {
    const { page, faults } = await open('?scope=top&n=50&tab=authors');
    for (const name of ['محمد الخوارزمي', '李明', 'Łukasz Żółć']) await page.locator('.network-table').getByText(name, { exact: true }).waitFor();
    expect(await page.locator('.network-table bdi', { hasText: 'محمد الخوارزمي' }).count()).toBeGreaterThan(0);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('waits for a metric by asking for that of one author, and then asks for the picture once', async () => {
    const asked: string[] = [];
    let isDone = false;
    const { page } = await open('?size=PAGERANK', {
      prepare: (fresh) => fresh.route('**/graphql', async (route) => {
        const name = /query (\w+)/.exec(route.request().postData() ?? '')?.[1] ?? '';
        asked.push(name);
        const times = asked.filter((each) => each === name).length;
        const response = await route.fetch();
        if (!((name === 'NetworkPicture' && times === 1) || (name === 'NetworkProbe' && !isDone))) return route.fulfill({ response });
        const body = (await response.json()) as { data: { network: { nodes: { size: unknown }[] } } };
        body.data.network.nodes.forEach((node) => (node.size = null));
        const errors = body.data.network.nodes.map((_, i) => ({ message: 'PAGERANK is being computed.', path: ['network', 'nodes', i, 'size'], extensions: { code: 'METRIC_COMPUTING', metric: 'PAGERANK', progress: 0.4, retryAfterMs: 500 } }));
        return route.fulfill({ response, json: { ...body, errors } });
      }),
    });
    await page.getByText('PageRank is being computed: 40 %.').waitFor();
    await page.locator('.drawing-stage canvas').first().waitFor();
    const countOf = (query: string): number => asked.filter((name) => name === query).length;
    await expect.poll(() => countOf('NetworkProbe'), { timeout: 20_000 }).toBeGreaterThanOrEqual(2);
    expect(countOf('NetworkPicture')).toBe(1);
    isDone = true;
    await page.getByText('PageRank is being computed: 40 %.').waitFor({ state: 'detached', timeout: 20_000 });
    expect(countOf('NetworkPicture')).toBe(2);
    await page.close();
  });

  it('offers a smaller picture where one is too large', async () => {
    const { page } = await open('?scope=top&n=1400', {
      prepare: (fresh) => fresh.route('**/graphql', (route) => (/query NetworkPicture/.test(route.request().postData() ?? '') && /"maxNodes":1400/.test(route.request().postData() ?? '')
        ? route.fulfill({ json: { data: null, errors: [{ message: 'This request takes more work than one may.', extensions: { code: 'COST_LIMIT', cost: 2_000_000, limit: 1_000_000 } }] } }) : route.continue())),
    });
    await page.getByText('This request takes more work than one may.').waitFor();
    await page.getByRole('button', { name: 'Draw 500 authors' }).click();
    await page.locator('.drawing-stage canvas').first().waitFor();
    expect(new URL(page.url()).searchParams.get('n')).toBe('500');
    await page.close();
  });

  it('keeps the picture while the server is away', async () => {
    const { page } = await open('?scope=top&n=50', { expected: [/ERR_FAILED/] });
    await page.locator('.drawing-stage canvas').first().waitFor();
    await page.route('**/graphql', (route) => route.abort());
    await page.getByText('Looks', { exact: true }).click();
    await page.getByLabel('Size', { exact: true }).selectOption('PAPER_COUNT');
    await page.getByText(/does not answer/).first().waitFor();
    expect(await page.locator('.drawing-stage canvas').count()).toBeGreaterThan(0);
    await page.close();
  });

  it('has lines as wide as the joint papers until the slider’s year, and says so', async () => {
    const { page, faults } = await open('?scope=top&n=50&year=2000');
    await page.locator('.drawing-stage canvas').first().waitFor();
    await page.getByText('Of the joint papers until 2000; those without a known year count.').waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });

  it('shows circles in the legend as small as they are drawn on a phone', async () => {
    const radius = async (options: VisitOptions): Promise<number> => {
      const { page } = await open('?scope=top&n=50', options);
      await page.locator('.drawing-stage canvas').first().waitFor();
      const r = Number(await page.locator('.network-sizes circle').last().getAttribute('r'));
      await page.close();
      return r;
    };
    const [desk, phone] = [await radius({ viewport: { width: 1400, height: 1000 } }), await radius({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })];
    expect(phone).toBeLessThan(desk * 0.9);
  });
});
