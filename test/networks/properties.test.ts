/** Any bytes end in a network or a sentence; what is written is what is read; pieces may be cut anywhere. */
import { existsSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NetworkBuilder } from '../../src/networks/builder.js';
import { canonicalInteger, NodeIds } from '../../src/networks/node-ids.js';
import type { Network, NetworkFormat } from '../../src/networks/network.js';
import { detectNetwork, NETWORK_FORMATS, networkFormatById } from '../../src/networks/registry.js';
import { decodedText, lineBatches } from '../../src/networks/text.js';
import { csrFromEdges, readEdgeList, readGml } from '../helpers/graphs.js';
import { edgesOf, fixture, read } from './reading.js';

async function* inPieces(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function parse(format: NetworkFormat, text: string, size = 64): Promise<Network> {
  const build = new NetworkBuilder({ file: 'x', weight: 'STRENGTH', weightAttribute: null });
  await format.read({ file: 'x', pieces: () => inPieces(text, size) }, build);
  return build.finish(format.id);
}

/** The edges, or the sentence of the refusal; anything else fails. */
async function outcome(format: NetworkFormat, text: string, size?: number): Promise<unknown> {
  try {
    const network = await parse(format, text, size);
    return [edgesOf(network), network.loops, network.duplicates, network.reciprocal, network.notes];
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

const TOKENS: Readonly<Record<string, readonly string[]>> = {
  gml: ['graph [', 'node [', 'edge [', ']', 'id 1', 'id 2', 'source 1', 'target 2', 'label "x"', '"', 'value 2', 'directed 1', '#', '\n', ' ', '&#9;'],
  graphml: ['<graphml>', '<graph edgedefault="directed">', '<node id="a"/>', '<node id="b">', '</node>', '<edge source="a" target="b">', '</edge>', '<data key="w">', '2', '</data>', '</graph>', '</graphml>', '<!--', '-->', '&amp;', '<![CDATA[', ']]>'],
  gexf: ['<gexf>', '<graph>', '<nodes>', '<node id="a"/>', '</nodes>', '<edges>', '<edge source="a" target="b"/>', '</edges>', '</graph>', '</gexf>', '<attvalue for="w" value="1"/>', '\n'],
  pajek: ['*Vertices 3', '*Edges', '*Arcs', '*Matrix', '*Arcslist', '\n', '1 2', '1 "x"', '3 1 2.5', '0 1 0', '%', '-1'],
  matrixmarket: ['%%MatrixMarket matrix coordinate real general', '\n', '3 3 2', '1 2 1', '2 3 0', '% x', '3', '1e9'],
  edgelist: ['1', '2', 'a', ' ', ' ', ',', '\t', '\n', '\n', '"', '#', '{', "'weight': 2}", 'source target', '1.5'],
};

describe.each(NETWORK_FORMATS)('$id', (format) => {
  it('reads any bytes to a network or a sentence', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      const found = await outcome(format, Buffer.from(bytes).toString('latin1'));
      expect(typeof found === 'string' ? /\S+ \S+/.test(found) : Array.isArray(found)).toBe(true);
    }), { numRuns: 200 });
  });

  it('reads text of its own making alike, however it is cut into pieces', async () => {
    const text = fc.array(fc.constantFrom(...TOKENS[format.id]), { maxLength: 40 }).map((tokens) => tokens.join(format.id === 'gml' ? ' ' : ''));
    await fc.assert(fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (content, size) => {
      expect(await outcome(format, content, size)).toEqual(await outcome(format, content, 1 << 20));
    }), { numRuns: 300 });
  });
});

describe('a file cut off anywhere', () => {
  const names = ['newman-style.gml', 'gephi.gml', 'networkx.graphml', 'defaults.graphml', 'gephi-1.3.gexf', 'general.mtx'];
  // These formats mark their end, or count: a part of such a file must not pass for the whole.
  it.each(names)('%s is never taken for whole', async (name) => {
    const text = readFileSync(fixture(name), 'utf8');
    const found = detectNetwork(text, name);
    if (found === null) throw new Error(name);
    const whole = await outcome(found.format, text);
    expect(Array.isArray(whole)).toBe(true);
    const mistaken: unknown[] = [];
    for (let end = 1; end < text.trimEnd().length; end += 1) {
      const part = await outcome(found.format, text.slice(0, end));
      if (typeof part !== 'string' && JSON.stringify(part) !== JSON.stringify(whole)) mistaken.push([end, part]);
    }
    expect(mistaken).toEqual([]);
  });
});

describe('what is written is read', () => {
  const network = fc.integer({ min: 1, max: 8 }).chain((n) =>
    fc.tuple(fc.constant(n), fc.uniqueArray(fc.tuple(fc.nat(n - 1), fc.nat(n - 1), fc.double({ min: 1e-3, max: 1e3, noNaN: true })), { selector: ([a, b]) => `${Math.min(a, b)} ${Math.max(a, b)}`, maxLength: 14 })));
  const writers: Record<string, (n: number, edges: ReadonlyArray<readonly [number, number, number]>) => string> = {
    gml: (n, edges) => `graph [\n${Array.from({ length: n }, (_, i) => `node [ id ${i} ]\n`).join('')}${edges.map(([a, b, w]) => `edge [ source ${a} target ${b} weight ${w} ]\n`).join('')}]`,
    graphml: (n, edges) => `<graphml><graph edgedefault="undirected">${Array.from({ length: n }, (_, i) => `<node id="${i}"/>`).join('')}${edges.map(([a, b, w]) => `<edge source="${a}" target="${b}"><data key="weight">${w}</data></edge>`).join('')}</graph></graphml>`,
    gexf: (n, edges) => `<gexf><graph><nodes>${Array.from({ length: n }, (_, i) => `<node id="${i}"/>`).join('')}</nodes><edges>${edges.map(([a, b, w]) => `<edge source="${a}" target="${b}" weight="${w}"/>`).join('')}</edges></graph></gexf>`,
    pajek: (n, edges) => `*Vertices ${n}\n*Edges\n${edges.map(([a, b, w]) => `${a + 1} ${b + 1} ${w}\n`).join('')}`,
    matrixmarket: (n, edges) => `%%MatrixMarket matrix coordinate real symmetric\n${n} ${n} ${edges.length}\n${edges.map(([a, b, w]) => `${a + 1} ${b + 1} ${w}\n`).join('')}`,
  };

  it.each(Object.keys(writers))('as %s, bit for bit', async (id) => {
    await fc.assert(fc.asyncProperty(network, async ([n, edges]) => {
      const { graph, loops } = await parse(networkFormatById(id), writers[id](n, edges));
      const expected = csrFromEdges(n, edges);
      expect([...graph.offsets, ...graph.neighbours]).toEqual([...expected.offsets, ...expected.neighbours]);
      expect([...graph.strength]).toEqual([...expected.strength]);
      expect(loops).toBe(edges.filter(([a, b]) => a === b).length);
    }), { numRuns: 100 });
  });
});

describe('pieces', () => {
  it('of bytes decode as the whole does', async () => {
    await fc.assert(fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.integer({ min: 1, max: 300 }), async (text, size) => {
      const content = text.replace(/\p{Cs}/gu, '').replace(/^\uFEFF+/, '');
      const bytes = Buffer.from(content);
      const cut = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
      let decoded = '';
      for await (const piece of decodedText(cut, { onInvalid: () => expect.unreachable() }).pieces()) decoded += piece;
      expect(decoded).toBe(content);
    }));
  });

  it('of text give the same lines', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.constantFrom('a', 'b ', '\n', '\r\n', '\r'), { maxLength: 30 }), fc.integer({ min: 1, max: 5 }), async (tokens, size) => {
      const text = tokens.join('');
      const lines: string[] = [];
      for await (const batch of lineBatches('x', inPieces(text, size))) {
        expect(batch.first).toBe(lines.length + 1);
        lines.push(...batch.lines);
      }
      const expected = text.split(/\r\n?|\n/);
      expect(lines).toEqual(text === '' || /[\r\n]$/.test(text) ? expected.slice(0, -1) : expected);
    }));
  });
});

describe('node ids', () => {
  it('number texts by first appearance', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.nat(50).map(String), fc.maxSafeInteger().map(String), fc.string({ maxLength: 3 }), fc.constantFrom('0', '00', '-1', '1e3', '999999999999999', '1000000000000000'))), (texts) => {
      const ids = new NodeIds();
      const known = [...new Set(texts)];
      expect(texts.map((text) => ids.nodeOf(text))).toEqual(texts.map((text) => known.indexOf(text)));
      expect(Array.from({ length: ids.count }, (_, node) => ids.idOf(node))).toEqual(known);
    }));
  });

  it('hold more than their first table', () => {
    const ids = new NodeIds();
    for (let i = 0; i < 50_000; i += 1) expect(ids.nodeOfInteger(i * 4096)).toBe(i);
    for (let i = 0; i < 50_000; i += 1) expect(ids.nodeOf(String(i * 4096))).toBe(i);
    expect(ids.count).toBe(50_000);
  });

  it('take no number for another', () => {
    expect(['0', '10', '01', '', '1.0', ' 1', '999999999999999', '1234567890123456'].map(canonicalInteger)).toEqual([0, 10, -1, -1, -1, -1, 999999999999999, -1]);
  });
});

describe('published networks (skipped where the shared files are not there)', () => {
  const GRAPHS = '../shared/data/graphs';
  it.skipIf(!existsSync(`${GRAPHS}/netscience.gml`)).each([['netscience.gml', 1589, 2742], ['erdos971.gml', 472, 1314]])('%s', async (name, nodes, edges) => {
    const { graph, labels, strengthAttribute } = await read(`${GRAPHS}/${name}`);
    const expected = readGml(`${GRAPHS}/${name}`);
    expect([graph.nodeCount, graph.edgeCount, strengthAttribute]).toEqual([nodes, edges, 'value']);
    expect(graph).toEqual({ ...csrFromEdges(nodes, expected.edges) });
    expect(expected.labels.every((label, node) => labels.labelOf(node) === label)).toBe(true);
  });

  it.skipIf(!existsSync(`${GRAPHS}/snap-CA-GrQc.txt`)).each([['snap-CA-GrQc.txt', 5242, 14484, 12], ['snap-CA-HepTh.txt', 9877, 25973, 25]])('%s', async (name, nodes, edges, loops) => {
    const network = await read(`${GRAPHS}/${name}`);
    expect(network).toMatchObject({ loops, duplicates: 0, reciprocal: edges, directed: false });
    const list = readEdgeList(`${GRAPHS}/${name}`);
    expect([network.graph.nodeCount, network.graph.edgeCount]).toEqual([nodes, edges]);
    expect(network.graph).toEqual(csrFromEdges(list.nodeCount, list.edges));
  });
});
