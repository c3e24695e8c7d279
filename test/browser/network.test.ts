import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, NEEDS_CHROMIUM } from '../helpers/chromium.js';
import { serve, type Server } from '../helpers/program.js';
import { tempDir } from '../helpers/temp-dir.js';
import { expectAccessible } from './axe.js';
import { quiet, takeServerAway, visit, type VisitOptions } from './visit.js';

/** What software rendering says of itself. */
const DRIVER = /GL Driver Message|GPU stall/;
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

interface Person {
  readonly id: string;
  readonly displayName: string;
}

describe.skipIf(CHROMIUM === null)(`the network view in a browser${NEEDS_CHROMIUM}`, () => {
  let server: Server;
  /** By name, of the bundled corpus. */
  const people = new Map<string, string>();
  const id = (name: string): string => {
    const found = people.get(name);
    if (found === undefined) throw new Error(`the bundled corpus has nobody named ${name}`);
    return found;
  };

  beforeAll(async () => {
    server = await serve(['--sample', '--data', tempDir()]);
    const response = await fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: '{ authors(first: 50) { nodes { id displayName } } }' }) });
    const { data } = (await response.json()) as { data: { authors: { nodes: Person[] } } };
    for (const { id: each, displayName } of data.authors.nodes) people.set(displayName, each);
  });
  afterAll(async () => {
    await server?.stop();
  });

  async function open(query: string, options: VisitOptions = {}) {
    const opened = await visit(server, `/network${query}`, { ...options, expected: [DRIVER, ...(options.expected ?? [])] });
    return opened;
  }
  const status = (page: Page) => page.locator('.network-page > [role=status]').textContent();
  const drawn = (page: Page) => page.locator('.drawing-stage canvas').first().waitFor();
  const shown = (page: Page) => page.locator('.network-shown').textContent();

  /** Where a person stands on the canvas: in the middle of the ring that is drawn around whoever is selected. */
  async function placeOnScreen(query: string, person: string): Promise<{ readonly x: number; readonly y: number }> {
    const { page } = await open(`${query}&person=${person}`, {
      prepare: (fresh) => fresh.addInitScript(`
        window.rings = [];
        const arc = CanvasRenderingContext2D.prototype.arc;
        CanvasRenderingContext2D.prototype.arc = function (x, y, ...more) { window.rings.push({ x, y }); return arc.call(this, x, y, ...more); };
      `),
    });
    await drawn(page);
    await page.waitForFunction('window.rings.length > 0');
    const rings = await page.evaluate<Array<{ x: number; y: number }>>('window.rings');
    await page.close();
    return rings[rings.length - 1];
  }

  it('begins with everybody of a small corpus, and says how many that are', async () => {
    const { page, faults } = await open('');
    await drawn(page);
    expect(await page.locator('h1').textContent()).toBe('All 14 authors');
    expect(await shown(page)).toContain('14 authors; 25 collaborations among them.');
    expect(await status(page)).toBe('14 authors, 25 collaborations');
    await page.getByText('all 14 authors of the corpus').waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });

  it('asks one question for the picture, whatever the looks', async () => {
    const asked: string[] = [];
    const { page } = await open(`?scope=ego&author=${id('Javier Gonzalvo')}&size=PAGERANK&colour=BETWEENNESS&yearFrom=2015`, {
      prepare: async (fresh) => void fresh.on('request', (request) => /query (\w+)/.exec(request.postData() ?? '')?.[1] === 'NetworkPicture' && asked.push(request.url())),
    });
    await drawn(page);
    expect(asked).toHaveLength(1);
    await page.close();
  });

  it('draws around somebody who is typed, by keyboard alone, and goes back', async () => {
    const { page, faults } = await open('');
    await page.getByRole('combobox', { name: 'Around one person' }).focus();
    await page.keyboard.type('gonzalvo jav');
    await page.getByRole('option', { name: /Javier Gonzalvo/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Network of Javier Gonzalvo' }).waitFor();
    expect(new URL(page.url()).search).toBe(`?scope=ego&author=${id('Javier Gonzalvo')}`);
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'All 14 authors' }).waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });

  it('finds the path between two people', async () => {
    const { page } = await open(`?scope=path&from=${id('Charles Weill')}`);
    await page.getByText('Choose where the path ends.').waitFor();
    await page.getByRole('combobox', { name: 'To' }).fill('abasi');
    await page.getByRole('option', { name: /Hasan Abasi/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Path from Charles Weill to Hasan Abasi' }).waitFor();
    expect(await shown(page)).toContain('3 authors; 2 collaborations among them.');
    await page.close();
  });

  it('leads the keyboard from one end of a path to the other and to the picture, and states the path', async () => {
    const { page, faults } = await open('');
    const focused = () => page.evaluate<string>("document.activeElement.labels?.[0]?.textContent ?? document.activeElement.tagName");
    const choose = async (typed: string, name: RegExp) => {
      await page.keyboard.type(typed);
      await page.getByRole('option', { name }).waitFor();
      await page.keyboard.press('Enter');
    };
    await page.getByRole('combobox', { name: 'From' }).focus();
    await choose('weill', /Charles Weill/);
    await page.getByText('Choose where the path ends.').waitFor();
    expect(await focused()).toBe('To');
    await choose('abasi', /Hasan Abasi/);
    await page.getByRole('heading', { level: 1, name: 'Path from Charles Weill to Hasan Abasi' }).waitFor();
    expect(await focused()).toBe('H1');
    const words = page.locator('.network-path-words');
    await words.waitFor();
    expect((await words.textContent())?.replaceAll(/\s+/g, ' ')).toMatch(/^2 steps; 1 shortest path: Charles Weill – \d+ joint papers? – .+ – \d+ joint papers? – Hasan Abasi$/);
    // The ends stay at hand, and the papers of a step are a click away.
    expect(await page.getByRole('combobox', { name: 'To' }).inputValue()).toBe('Hasan Abasi');
    await words.getByRole('link', { name: /joint paper/ }).first().click();
    await page.waitForURL(/pair=/);
    await expectAccessible(page);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('restores everything from the address', async () => {
    const query = `?scope=ego&author=${id('Javier Gonzalvo')}&counting=FRACTIONAL&yearFrom=2015&size=PAGERANK&colour=FIRST_YEAR&tab=authors&year=2019&person=${id('Charles Weill')}&peopleOrder=NAME.ASC`;
    const { page, faults } = await open(query);
    await page.getByRole('heading', { level: 2, name: 'Charles Weill' }).waitFor();
    expect(await page.getByRole('slider').inputValue()).toBe('2019');
    expect(await page.locator('.network-legend').textContent()).toMatch(/Size: PageRank.*Colour: Year of the first paper.*strength, each joint paper of k authors 1\/\(k − 1\)/s);
    expect(await page.getByLabel('Each joint paper counts').inputValue()).toBe('FRACTIONAL');
    expect(await shown(page)).toMatch(/The filters leave out \d+ papers?\./);
    const names = await page.locator('.network-table tbody th a').allTextContents();
    expect(names).toEqual(names.toSorted());
    expect(names).toContain('Charles Weill');
    expect(names).not.toContain('Pranjal Awasthi');
    await page.reload();
    await page.getByRole('heading', { level: 2, name: 'Charles Weill' }).waitFor();
    expect(new URL(page.url()).search).toBe(query);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('lists the joint papers of a collaboration, as does a click on it', async () => {
    const { page } = await open('?tab=collaborations');
    await page.getByRole('button', { name: /^4 joint papers of .*Gonzalvo/ }).click();
    const panel = page.locator('.network-panel');
    await panel.locator('.network-papers li').nth(3).waitFor();
    expect(await panel.locator('.network-papers li').count()).toBe(4);
    expect(await panel.textContent()).toMatch(/AdaNet: A Scalable and Flexible Framework.*2019/);
    expect(await panel.locator('.network-papers a').first().getAttribute('href')).toMatch(/^\/paper\/P/);
    expect(new URL(page.url()).searchParams.get('pair')?.split(',').toSorted()).toEqual([id('Hanna Mazzawi'), id('Javier Gonzalvo')].toSorted());
    await page.close();
  });

  it('selects a node by keyboard, shows the person, and pins them', async () => {
    const { page, faults } = await open('?scope=top&n=14&metric=DEGREE');
    await drawn(page);
    await page.locator('.drawing-stage').focus();
    await page.keyboard.press('n');
    await page.keyboard.press('Enter');
    const panel = page.locator('.network-panel');
    await panel.waitFor();
    const name = await panel.locator('h2 a').first().textContent();
    await panel.getByRole('button', { name: 'Pin' }).click();
    await page.getByText('Pinned people (1)').click();
    await page.getByRole('button', { name: `Unpin ${name}` }).waitFor();
    await page.getByRole('link', { name: 'Draw only these' }).click();
    await page.getByRole('heading', { level: 1, name: 'Pinned people' }).waitFor();
    await page.getByText('1 author, 0 collaborations').waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });

  it('flies to somebody in the picture, and offers to draw around those who are not', async () => {
    const { page } = await open(`?scope=ego&author=${id('Javier Gonzalvo')}`);
    await drawn(page);
    const find = page.getByRole('combobox', { name: 'Find in the picture' });
    await find.fill('weill');
    await page.getByRole('option', { name: /^Charles Weill/ }).click();
    await page.getByRole('heading', { level: 2, name: 'Charles Weill' }).waitFor();
    await find.fill('abasi');
    await page.getByRole('option', { name: /Hasan Abasi.*not in this picture/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Network of Hasan Abasi' }).waitFor();
    expect(new URL(page.url()).searchParams.get('author')).toBe(id('Hasan Abasi'));
    await page.close();
  });

  it('plays growth, also without motion, and takes single years by the keyboard', async () => {
    const { page } = await open('', { reducedMotion: 'reduce' });
    await drawn(page);
    await page.getByRole('button', { name: 'Play growth' }).click();
    await page.waitForURL(/year=2016/);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('slider').focus();
    await page.keyboard.press('Home');
    expect(new URL(page.url()).searchParams.get('year')).toBe('2014');
    expect(await status(page)).toMatch(/^\d authors, \d collaborations by the end of 2014$/);
    await page.keyboard.press('End');
    expect(new URL(page.url()).searchParams.get('year')).toBeNull();
    await page.close();
  });

  it('fills in what the filters ask for, and clears them', async () => {
    const { page } = await open('?scope=top&n=14');
    await page.getByText('Filters', { exact: true }).click();
    await page.getByLabel('From year').fill('2020');
    await page.keyboard.press('Enter');
    await page.waitForURL(/yearFrom=2020/);
    await page.getByText('The filters leave out').waitFor();
    await page.getByRole('button', { name: 'Clear all filters' }).click();
    await page.getByText('14 authors; 25 collaborations among them.').waitFor();
    expect(new URL(page.url()).search).toBe('?scope=top&n=14');
    await page.close();
  });

  it.each([
    ['an unknown author', '?scope=ego&author=A0', 'No author has the id “A0”.'],
    ['a community that is not there', '?scope=community&community=99', 'There is no community 99'],
    ['values that mean nothing', '?scope=galaxy&n=0&counting=HALF', 'The address says scope=galaxy'],
    ['a person who is not in the picture', '?person=A404', 'The selected person, A404, is not in this picture.'],
    ['filters that leave nothing', '?yearTo=1900', 'No author is left under these filters.'],
  ])('says so of %s', async (_what, query, sentence) => {
    const { page, faults } = await open(query, { expected: [/status of 400/] });
    await page.getByText(sentence).first().waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });

  it('says so of a metric that does not exist, and takes the default', async () => {
    const { page } = await open('?size=NONSENSE', { expected: [/status of 400/] });
    await page.getByText('The address says size=NONSENSE').waitFor();
    await drawn(page);
    expect(await page.locator('.network-legend').textContent()).toContain('Size: Collaborators');
    await page.close();
  });

  it('says so when the server is gone, and draws when it is back', async () => {
    let bringBack = (): void => undefined;
    const { page } = await open('', { expected: [/ERR_FAILED/], prepare: async (fresh) => void ({ bringBack } = await takeServerAway(fresh)) });
    await page.getByText('The server does not answer.').first().waitFor();
    bringBack();
    await page.getByRole('button', { name: 'Try again' }).click();
    await drawn(page);
    expect(await page.getByText('The server does not answer.').count()).toBe(0);
    await page.close();
  });

  it('stays where it was while filters change', async () => {
    const { page } = await open('?scope=top&n=14');
    await drawn(page);
    const layouts: string[] = [];
    page.on('worker', (worker) => layouts.push(worker.url()));
    await page.getByText('Filters', { exact: true }).click();
    await page.getByLabel('Each joint paper counts').selectOption('FRACTIONAL');
    await page.getByText(/strength, each joint paper of k authors/).waitFor();
    expect(layouts).toEqual([]);
    await page.close();
  });

  it('saves a drawing in which everybody stands where they stand on the screen, in the year of the slider', async () => {
    const { page, faults } = await open('?year=2021');
    await drawn(page);
    await page.getByRole('button', { name: 'Export' }).click();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: /SVG/ }).click();
    const download = await saved;
    expect(download.suggestedFilename()).toMatch(/^coterie-.*\.svg$/);
    await page.getByText(/^Saved as coterie-.*\.svg\.$/).waitFor();
    await page.keyboard.press('Escape');
    const svg = readFileSync(await download.path(), 'utf8');
    expect(svg).toMatch(/Shown as of the end of 2021: [1-9]\d* authors? and \d+ collaborations? that came later are left out/);
    const circles = [...svg.matchAll(/<circle cx="([^"]+)" cy="([^"]+)" r="[^"]+" fill="[^"]+"><title>([^<]+)/g)].map(([, x, y, name]) => ({ x: Number(x), y: Number(y), name }));
    expect(await status(page)).toContain(`${circles.length} authors`);
    expect(circles.length).toBeLessThan(14);
    const places = [];
    for (const { name } of circles.slice(0, 3)) places.push(await placeOnScreen('?year=2021', id(name)));
    const shape = ([a, b, c]: ReadonlyArray<{ readonly x: number; readonly y: number }>) => {
      const [u, v] = [{ x: b.x - a.x, y: b.y - a.y }, { x: c.x - a.x, y: c.y - a.y }];
      // Of a triangle, what neither place nor size changes: the ratio of two sides, and the turn from one to the other.
      return [Math.hypot(v.x, v.y) / Math.hypot(u.x, u.y), Math.atan2(v.y, v.x) - Math.atan2(u.y, u.x), Math.atan2(u.y, u.x)];
    };
    const [drawnShape, screenShape] = [shape(circles), shape(places)];
    for (const [i, value] of drawnShape.entries()) expect(Math.abs(value - screenShape[i])).toBeLessThan(0.06);
    expect(faults).toEqual([]);
    await page.close();
  });

  it.each([
    ['light', ''], ['dark', ''], ['light', '?tab=authors&scope=top'], ['dark', '?tab=collaborations&scope=path&from=A&to=B'], ['light', 'SELECTED'], ['dark', 'SELECTED'],
  ] as const)('has nothing that axe minds: %s %s', async (colorScheme, query) => {
    const selected = `?scope=ego&author=${id('Javier Gonzalvo')}&person=${id('Charles Weill')}&pair=${id('Hanna Mazzawi')},${id('Javier Gonzalvo')}&authors=${id('Hasan Abasi')}&yearFrom=2010`;
    const { page } = await open(query === 'SELECTED' ? selected : query, { colorScheme, expected: [/status of 400/] });
    for (const title of ['Looks', 'Filters', 'Pinned people']) await page.locator('summary', { hasText: title }).first().click().catch(() => undefined);
    await quiet(page);
    await expectAccessible(page);
    expect(await page.locator('h1').count()).toBe(1);
    await page.close();
  });

  it('fits a phone: the picture above the controls, nothing wider than the screen, everything in reach of the finger', async () => {
    const { page, faults } = await open(`?scope=ego&author=${id('Javier Gonzalvo')}`, PHONE);
    await drawn(page);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    const [stage, aside] = [await page.locator('.network-frame').boundingBox(), await page.locator('.network-aside').boundingBox()];
    expect(stage?.height).toBeGreaterThanOrEqual(320);
    expect(aside?.y).toBeGreaterThan((stage?.y ?? 0) + (stage?.height ?? 0));
    await page.locator('summary', { hasText: 'Looks' }).tap();
    await page.getByLabel('Size', { exact: true }).selectOption('PAGERANK');
    await page.getByText('Size: PageRank').waitFor();
    await page.getByRole('link', { name: 'Authors', exact: true }).tap();
    await page.locator('.network-table').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await expectAccessible(page);
    expect(faults).toEqual([]);
    await page.close();
  });
});
