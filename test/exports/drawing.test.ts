import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PALETTE } from '../../src/exports/drawing-colours.js';
import { shortened, textWidth, wrapped } from '../../src/exports/drawing-text.js';
import { DEFAULT_DRAWING, draw, type Drawing, type DrawingOptions } from '../../src/exports/drawing.js';
import type { Column, ExportedNetwork, ExportedNode } from '../../src/exports/network.js';
import { openExport } from '../../src/exports/open-export.js';
import { exportFormat } from '../../src/exports/registry.js';
import { undrawable } from '../../src/exports/undrawable-letters.js';
import { tempDir } from '../helpers/temp-dir.js';
import { pythonsWith, readAll } from './independent-readers.js';
import { pixelsOf } from './pictures.js';
import { EMPTY, HARD, HARD_NAMES, ONE, SAMPLE } from './sample-network.js';
import { bytesOf, textOf } from './written.js';

const COLUMNS: readonly Column[] = [
  { name: 'papers', title: 'Papers', type: 'INTEGER', description: 'd' }, { name: 'community', title: 'Community', type: 'INTEGER', isLabel: true, description: 'd' },
  { name: 'share', title: 'Share', type: 'DOUBLE', description: 'd' }, { name: 'field', title: 'Field', type: 'TEXT', description: 'd' },
];

function networkOf(nodes: readonly ExportedNode[]): ExportedNetwork {
  const edges = nodes.slice(1).map((_, at) => ({ source: at, target: at + 1, strength: at + 1, values: [1, null] }));
  return { ...SAMPLE, nodeColumns: COLUMNS, nodeCount: nodes.length, edgeCount: edges.length, nodes: () => nodes, edges: () => edges };
}

function line(count: number, values: (at: number) => ExportedNode['values'] = (at) => [at, at % 9, at / 10, `Field ${at % 3}`]): ExportedNetwork {
  return networkOf(Array.from({ length: count }, (_, at) => ({ id: `A${at}`, label: `Author ${at}`, values: values(at), position: { x: at, y: (at * 7) % 5 } })));
}

const drawn = (network: ExportedNetwork, options: Partial<DrawingOptions> = {}): Drawing => draw(network, { ...DEFAULT_DRAWING, ...options });

describe('a drawing', () => {
  it('never lays a name over another, nor beyond the edge, nor away from its circle', () => {
    const node = fc.record({ label: fc.oneof(fc.string({ maxLength: 60, unit: 'grapheme' }), fc.constantFrom('Wei Wang', 'Maximilian-Alexander von Hohenzollern-Sigmaringen zu Württemberg', '王伟')), x: fc.integer({ min: -50, max: 50 }), y: fc.integer({ min: -50, max: 50 }), papers: fc.integer({ min: 0, max: 100 }) });
    fc.assert(fc.property(fc.array(node, { maxLength: 60 }), fc.integer({ min: 200, max: 900 }), fc.integer({ min: 200, max: 900 }), (nodes, width, height) => {
      const network = networkOf(nodes.map(({ label, x, y, papers }, at) => ({ id: `A${at}`, label, values: [papers, at % 4, 0, null], position: { x, y } })));
      const { labels, sheet: { plot } } = drawn(network, { width, height, sizeBy: 'papers', colourBy: 'community', labels: 40 });
      const boxes = labels.map(({ x, y, width: wide, fontSize }) => ({ left: x, right: x + wide, top: y - fontSize / 2, bottom: y + fontSize / 2 }));
      for (const [at, box] of boxes.entries()) {
        expect(box.left >= plot.left - 0.01 && box.right <= plot.right + 0.01 && box.top >= plot.top && box.bottom <= plot.bottom).toBe(true);
        for (const other of boxes.slice(at + 1)) expect(box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom).toBe(false);
        const { circle, fontSize } = labels[at];
        const [dx, dy] = [Math.max(box.left - circle.x, circle.x - box.right, 0), Math.max(box.top - circle.y, circle.y - box.bottom, 0)];
        expect(Math.hypot(dx, dy)).toBeLessThanOrEqual(circle.radius * 1.1 + fontSize);
      }
    }), { numRuns: 40 });
  });

  it('keeps every circle on the plot, in the proportions of the layout', () => {
    const { circles, sheet: { plot } } = drawn(line(50), { sizeBy: 'papers' });
    for (const { x, y, radius } of circles) expect([x - radius >= plot.left, x + radius <= plot.right, y - radius >= plot.top, y + radius <= plot.bottom]).toEqual([true, true, true, true]);
    const [a, b, c] = [0, 1, 2].map((at) => circles.find(({ node }) => node.id === `A${at}`)!);
    // The second lies 7 mod 5 = 2 above the first: 2 up for 1 to the right, and y of a sheet grows downwards.
    expect((a.y - b.y) / (b.x - a.x)).toBeCloseTo(2);
    expect((b.x - a.x) / (c.x - b.x)).toBeCloseTo(1);
  });

  it('makes areas of numbers', () => {
    const { circles, sizes } = drawn(line(11), { sizeBy: 'papers' });
    const radius = (papers: number): number => circles.find(({ node }) => node.values[0] === papers)!.radius;
    const least = radius(0);
    expect((radius(10) - least) ** 2 / (radius(5) - least) ** 2).toBeCloseTo(2);
    expect(sizes).toMatchObject({ title: 'Papers', steps: [{ text: '10' }, { text: '3' }, { text: '0' }] });
    expect(circles.map(({ node }) => node.values[0])).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
  });

  it('colours numbered groups by their numbers, names them after their largest circle, and says how many are grey', () => {
    const { colours, notes, circles } = drawn(line(90, (at) => [1, at === 0 ? null : at % 9, 0, null]), { colourBy: 'community' });
    expect(colours?.title).toBe('Community');
    expect(colours?.groups.map(({ text, nodes, colour }) => [text, nodes, colour])).toEqual([
      ...[1, 2, 3, 4, 5, 6].map((group) => [`${group}: Author ${group}`, 10, PALETTE[group]]), ['0: Author 9', 9, PALETTE[0]], ['2 more', 20, '#999999'], ['unknown', 1, '#dddddd'],
    ]);
    expect(notes).toContain('only 7 of 9 groups have a colour of their own: the others are grey');
    expect(circles.find(({ node }) => node.id === 'A1')?.colour).toBe(PALETTE[1]);
  });

  it('colours numbers on a scale with its ends', () => {
    const { colours, circles } = drawn(line(11), { colourBy: 'share' });
    expect(colours).toMatchObject({ title: 'Share', groups: [], scale: { least: '0', most: '1' } });
    expect([0, 5, 10].map((at) => circles.find(({ node }) => node.id === `A${at}`)?.colour)).toEqual(['#440154', '#2e728c', '#5ec962']);
  });

  it('says what it does not show', () => {
    expect(drawn(line(30), { labels: 10 }).notes).toContain('10 of 30 names are written: those of the 10 largest circles');
    expect(drawn(networkOf(Array.from({ length: 30 }, (_, at) => ({ id: `A${at}`, label: `Author ${at}`, values: [1, 1, 1, null], position: { x: 0, y: 0 } })))).notes[0]).toMatch(/^\d of 30 names are written: those of the largest circles that find room$/);
    expect(drawn(networkOf(Array.from(line(3).nodes(), (node, at) => (at === 1 ? { ...node, position: null } : node)))).notes).toContain('1 of 3 authors have no position and stand on a circle');
    expect(drawn(line(3)).notes).toEqual([]);
  });

  it.each<[Partial<DrawingOptions>, string]>([
    [{ width: 100 }, "The drawing's width is 100, but must be from 200 to 10,000."],
    [{ height: Number.NaN }, "The drawing's height is NaN, but must be from 200 to 10,000."],
    [{ sizeBy: 'hindex' }, 'The network can\'t be sized by "hindex": its columns are papers, community, share, field.'],
    [{ sizeBy: 'field' }, 'The network can\'t be sized by "field": it holds no numbers.'],
    [{ colourBy: 'x' }, 'The network can\'t be coloured by "x": its columns are papers, community, share, field.'],
  ])('refuses %o', (options, message) => {
    expect(() => drawn(line(3), options)).toThrow(expect.objectContaining({ name: 'ExportError', message, refused: expect.objectContaining({ argument: Object.keys(options)[0] }) }));
  });

  it('refuses more than can be seen, before it reads them', () => {
    const large = { ...SAMPLE, nodeCount: 20_001, nodes: () => { throw new Error('read'); } };
    expect(() => drawn(large)).toThrow('A drawing shows at most 20,000 authors and 200,000 collaborations; this network has 20,001 and 3. Ask for fewer authors, or take GEXF and draw it in Gephi.');
  });
});

describe('text', () => {
  it('is as wide as resvg draws it, or a little less than it is taken for', () => {
    for (const text of ['Zofia Łukasiewicz', 'João da Silva e Souza', 'Анна Ковальчук', 'Αλέξανδρος Παπαδόπουλος', 'WWWW MMMM', 'Maximilian-Alexander von Hohenzollern']) {
      const box = new Resvg(`<svg xmlns="http://www.w3.org/2000/svg" width="900" height="60"><text x="5" y="30" font-size="20" font-family="DejaVu Sans">${text}</text></svg>`, { font: { fontFiles: [font], loadSystemFonts: false } }).getBBox();
      expect([text, textWidth(text, 20) / (box?.width ?? 0) > 0.97, textWidth(text, 20) / (box?.width ?? 0) < 1.35]).toEqual([text, true, true]);
    }
  });

  it('is cut between letters, not within them', () => {
    expect(shortened('Zofia Łukasiewicz', 10, 200)).toBe('Zofia Łukasiewicz');
    expect(shortened('👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧 e\u0301e\u0301', 10, 80)).toMatch(/^(?:👩‍👩‍👧)+…$/u);
    expect(shortened('x'.repeat(100_000), 10, 50).length).toBeLessThan(10);
    expect(shortened('line\none\ttab', 10, 500)).toBe('line one tab');
    expect(wrapped('one two three four', 10, 60, 2)).toEqual(['one two', 'three four']);
    expect(wrapped('one two three four five six', 10, 60, 2)).toEqual(['one two', 'three fo…']);
  });
});

const { resolve } = createRequire(import.meta.url);
const font = resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');

describe('letters that no font has', () => {
  it('are found by drawing them', async () => {
    const pixels = (svg: string): Promise<Uint8Array> => Promise.resolve(new Resvg(svg, { font: { fontFiles: [font], loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans' } }).render().pixels);
    expect(await undrawable(['Zofia Łukasiewicz', 'محمد علي', 'מרים', 'სოფიო', '王伟', 'ธ', '王 again'], pixels)).toEqual(new Set(['王', '伟', 'ธ']));
    expect(await undrawable(['Ada'], () => Promise.reject(new Error('nothing needs drawing')))).toEqual(new Set());
  });
});

describe('SVG', () => {
  it('bears title, description, caption and legends, and the name of every circle', async () => {
    const text = await textOf('svg', null, { network: line(20), drawing: { sizeBy: 'papers', colourBy: 'community' } });
    expect(text).toContain('<title id="title">A &amp; B &lt;network&gt;</title>');
    expect(text).toContain('<desc id="desc">20 authors, 19 collaborations, sized by Papers, coloured by Community&#10;creator: coterie 0.2.0&#10;date: 2024-05-01&#10;snapshot: 0123456789abcdef&#10;graph: counting=FULL&#10;method: BETWEENNESS: EXACT');
    expect(text).toContain('>Snapshot 0123456789abcdef of 2024-05-01. Graph: counting=FULL. Wider lines are stronger collaborations. Drawn by coterie 0.2.0.</text>');
    expect(text).toMatch(/font-weight="bold">Community<\/text>[^]*>0: Author 18 \(3\)<[^]*font-weight="bold">Papers<\/text>/);
    expect(text.match(/<title>Author \d+<\/title>/g)?.length).toBe(20);
  });

  it('has paper unless it is to be transparent, and the ink of its theme', async () => {
    const of = (drawing: Partial<DrawingOptions>): Promise<string> => textOf('svg', null, { network: SAMPLE, drawing });
    expect(await of({})).toContain('<rect width="1200" height="900" fill="#ffffff"/>');
    expect(await of({ theme: 'dark' })).toContain('<rect width="1200" height="900" fill="#14161a"/>');
    expect(await of({ theme: 'dark', transparent: true })).not.toContain('<rect width="1200"');
    expect(await of({ theme: 'dark', transparent: true })).toContain('<g id="names" fill="#f2f2f2"');
  });

  it('draws networks without nodes, with one, and with names of every kind, the same each time', async () => {
    for (const network of [EMPTY, ONE, HARD]) {
      const text = await textOf('svg', null, { network });
      expect(text).not.toMatch(/NaN|undefined|Infinity[^<]*"/);
      expect(text.match(/<circle /g)?.length ?? 0).toBe(network.nodeCount);
      expect(await textOf('svg', null, { network })).toBe(text);
    }
  });

  it('tells with the file what it leaves out', async () => {
    expect((await openExport(exportFormat('svg')!, { network: line(30), drawing: { labels: 3 } })).notes).toEqual([
      'of the columns a drawing shows those that it is sized and coloured by', '3 of 30 names are written: those of the 3 largest circles',
    ]);
  });
});

const lxmls = pythonsWith('lxml');

describe.skipIf(lxmls.length === 0)('lxml (Debian: python3-lxml) reads', () => {
  it('SVG of names of every kind', async () => {
    const file = path.join(tempDir(), 'hard.svg');
    writeFileSync(file, await bytesOf('svg', null, { network: HARD }));
    const [elements] = readAll(lxmls[0], [['xml', file]]) as [name: string, attributes: Record<string, string>, text: string | null][][];
    const titles = elements.filter(([name, { id }]) => name === 'title' && id === undefined).map(([, , text]) => text ?? '');
    expect(titles.toSorted()).toEqual(HARD_NAMES.map(({ name, xml }) => xml ?? name).toSorted());
    expect(elements.filter(([name]) => name === 'line').length).toBe(HARD.edgeCount);
  });
});

describe('PNG', () => {
  it('is as large as asked for, with the paper, the ink and the colours of the drawing', async () => {
    const options: Partial<DrawingOptions> = { width: 400, height: 300, sizeBy: 'papers', scale: 2 };
    const picture = pixelsOf(await bytesOf('png', null, { network: line(5), drawing: options }));
    expect([picture.width, picture.height]).toEqual([800, 600]);
    expect(picture.at(0, 0)).toEqual([255, 255, 255, 255]);
    const [largest] = drawn(line(5), options).circles;
    expect(picture.at(Math.round(largest.x * 2), Math.round(largest.y * 2))).toEqual([0x00, 0x72, 0xb2, 255]);
    const dark = pixelsOf(await bytesOf('png', null, { network: line(5), drawing: { ...options, theme: 'dark', transparent: true, scale: 1 } }));
    expect([dark.width, dark.at(0, 0)[3]]).toEqual([400, 0]);
  });

  it('writes names without any font of the machine', async () => {
    const options: Partial<DrawingOptions> = { width: 400, height: 300, scale: 1 };
    const [label] = drawn(line(2), options).labels;
    const picture = pixelsOf(await bytesOf('png', null, { network: line(2), drawing: options }));
    const dark = Array.from({ length: Math.round(label.width) }, (_, dx) => Array.from({ length: 10 }, (__, dy) => picture.at(Math.round(label.x + dx), Math.round(label.y - 5 + dy))[0])).flat().filter((red) => red < 100);
    expect(dark.length).toBeGreaterThan(40);
  });

  it('is refused beyond 50 million pixels', async () => {
    await expect(openExport(exportFormat('png')!, { network: SAMPLE, drawing: { width: 10_000, height: 8000, scale: 1 } })).rejects.toThrow(expect.objectContaining({ name: 'ExportError', message: 'The picture would have 80 million pixels, but at most 50 million are drawn. Ask for a smaller width, height or scale, or take SVG.' }));
  });
});
