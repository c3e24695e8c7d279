import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PaperRecord } from '../../src/records/record.js';
import { CHROMIUM, NEEDS_CHROMIUM } from '../helpers/chromium.js';
import { serve, type Server } from '../helpers/program.js';
import { paperRecord } from '../helpers/records.js';
import { tempDir } from '../helpers/temp-dir.js';
import { importInto } from './quirky-corpus.js';
import { visit, type VisitOptions } from './visit.js';

const DRIVER = /GL Driver Message|GPU stall/;
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const year = (value: number) => ({ year: value, month: null, day: null });
const two = (i: number) => String(i).padStart(2, '0');

/** One paper of sixty, who are first by collaborators; thirty others in a ring, of whom two write together for years. */
const PAPERS: readonly PaperRecord[] = [
  paperRecord('A very large detector', Array.from({ length: 60 }, (_, i) => `Detector Person${two(i)}`), { date: year(2015) }),
  ...Array.from({ length: 30 }, (_, i) => paperRecord(`Of the ring ${i}`, [`Ring Person${two(i)}`, `Ring Person${two((i + 1) % 30)}`], { date: year(2011 + (i % 3)) })),
  ...[2016, 2018, 2020].map((each) => paperRecord(`Later, in ${each}`, ['Ring Person00', 'Ring Person01'], { date: year(each) })),
];

describe.skipIf(CHROMIUM === null)(`the network view under filters${NEEDS_CHROMIUM}`, () => {
  let server: Server;
  let empty: Server;
  const people = new Map<string, string>();
  const open = (query: string, options: VisitOptions = {}) => visit(server, `/network${query}`, { ...options, expected: [DRIVER, ...(options.expected ?? [])] });
  const id = (name: string): string => people.get(name) ?? `nobody is named ${name}`;

  beforeAll(async () => {
    const data = join(tempDir(), 'data');
    await importInto(data, 'detector', PAPERS);
    [server, empty] = await Promise.all([serve(['--data', data]), serve(['--data', join(tempDir(), 'empty')])]);
    const response = await fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: '{ authors(first: 100) { nodes { id displayName } } }' }) });
    const { data: answer } = (await response.json()) as { data: { authors: { nodes: { id: string; displayName: string }[] } } };
    for (const { id: each, displayName } of answer.authors.nodes) people.set(displayName, each);
  });
  afterAll(async () => {
    await Promise.all([server?.stop(), empty?.stop()]);
  });

  it('lays out the first authors of a filtered graph by themselves where they are other people, all in view', async () => {
    const { page, faults } = await open('?scope=top&metric=DEGREE&n=30&maxAuthors=50&labels=30');
    await page.locator('.drawing-stage canvas').first().waitFor();
    await page.getByRole('button', { name: 'Export' }).click();
    const saved = page.waitForRequest((request) => request.method() === 'POST' && request.url().includes('/export/'));
    await page.getByRole('button', { name: /SVG/ }).click();
    const { positions } = (await saved).postDataJSON() as { positions: Record<string, readonly [number, number]> };
    const at = (name: string) => positions[id(name)];
    const middle = (axis: 0 | 1) => Object.values(positions).reduce((sum, place) => sum + place[axis], 0) / 30;
    const [x, y] = [middle(0), middle(1)];
    // A ring lies around its middle, neighbours beside one another; a grid in order of id does not.
    const radii = Object.values(positions).map((place) => Math.hypot(place[0] - x, place[1] - y));
    const largest = Math.max(...radii);
    expect(Object.keys(positions)).toHaveLength(30);
    expect(Math.min(...radii)).toBeGreaterThan(largest * 0.2);
    for (let i = 0; i < 30; i += 1) {
      const [a, b] = [at(`Ring Person${two(i)}`), at(`Ring Person${two((i + 1) % 30)}`)];
      expect(Math.hypot(a[0] - b[0], a[1] - b[1])).toBeLessThan(largest * 0.8);
    }
    expect(faults).toEqual([]);
    await page.close();
  });

  it('has the numbers of the slider’s year: joint papers, last year, collaborators, people in the legend', async () => {
    const { page, faults } = await open(`?scope=ego&author=${id('Ring Person00')}&year=2016&tab=collaborations&pair=${id('Ring Person00')},${id('Ring Person01')}`);
    const row = page.locator('.network-table tbody tr', { hasText: 'Ring Person01' });
    await row.waitFor();
    expect((await row.locator('td, th').allTextContents()).slice(2)).toEqual(['2', '2', '2011', '2016']);
    await page.getByText(/4 papers, 2011–2020 in all years; by the end of 2016: 2 papers/).waitFor();
    await page.getByText(/^By the end of 2016: 3 authors and 2 collaborations of this picture, with their joint papers until then\./).waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });

  it('has the picture in the first screen of a phone, before the question whose network it should be', async () => {
    const { page, faults } = await open('', PHONE);
    await page.locator('.drawing-stage canvas').first().waitFor();
    const [frame, question] = [await page.locator('.network-frame').boundingBox(), await page.locator('.network-start').boundingBox()];
    expect((frame?.y ?? 0) + 300).toBeLessThan(844);
    expect(question?.y).toBeGreaterThan((frame?.y ?? 0) + (frame?.height ?? 0));
    expect(faults).toEqual([]);
    await page.close();
  });

  it('says of a corpus without anybody that there is nobody yet', async () => {
    const { page, faults } = await visit(empty, '/network', { expected: [DRIVER, /503/] });
    await page.getByText(/Nothing has been imported yet: run/).first().waitFor();
    expect(await page.locator('.drawing-stage canvas').count()).toBe(0);
    expect(faults).toEqual([]);
    await page.close();
  });
});
