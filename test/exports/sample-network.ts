/** Networks that hold every difficulty at once: markup, quotes, scripts of three directions, nulls, tiny and huge numbers. */
import type { Column, ExportedEdge, ExportedNetwork, ExportedNode } from '../../src/exports/network.js';

export const NODES: readonly ExportedNode[] = [
  { id: 'A0000000000A1', label: 'Zofia Łukasiewicz', values: ['Łódź & "Sons" <A>', 3, 0.1, true], position: { x: -1.5, y: 2 } },
  { id: 'A0000000000B2', label: '王伟', values: ['=SUM(A1)', 0, 1e-7, false], position: { x: 0, y: 0 } },
  { id: 'A0000000000C3', label: "Seán O'Brien", values: [null, null, null, null], position: { x: 1e3, y: -0.25 } },
  { id: 'A0000000000D4', label: 'محمد علي, "Mo" 😀', values: ['tab\tand\nline', 9_007_199_254_740_991, 123_456.789, null], position: { x: 4, y: 4 } },
];

export const EDGES: readonly ExportedEdge[] = [
  { source: 0, target: 1, strength: 2, values: [2, 2001] },
  { source: 0, target: 2, strength: 1 / 3, values: [1, null] },
  { source: 1, target: 3, strength: 1e-7, values: [1, 1999] },
];

const EDGE_COLUMNS: readonly Column[] = [
  { name: 'paper_count', title: 'Joint papers', type: 'INTEGER', description: 'Papers together.' },
  { name: 'first_year', title: 'First year', type: 'INTEGER', description: 'Year of the first joint paper.' },
];

const METADATA = {
  title: 'A & B <network>', snapshot: '0123456789abcdef', graph: 'counting=FULL', creator: 'coterie 0.2.0', date: '2024-05-01',
  methods: ['BETWEENNESS: EXACT'],
};

function network(nodeColumns: readonly Column[], nodes: readonly ExportedNode[], edges: readonly ExportedEdge[]): ExportedNetwork {
  return { metadata: METADATA, nodeColumns, edgeColumns: EDGE_COLUMNS, nodeCount: nodes.length, edgeCount: edges.length, nodes: () => nodes, edges: () => edges };
}

export const SAMPLE: ExportedNetwork = network([
  { name: 'affiliation', title: 'Affiliation', type: 'TEXT', description: 'Where.' },
  { name: 'community', title: 'Community', type: 'INTEGER', isLabel: true, description: 'Number of the community, from 0.' },
  { name: 'betweenness', title: 'Betweenness', type: 'DOUBLE', description: 'Paths through & between.' },
  { name: 'is_group', title: 'Group', type: 'BOOLEAN', description: 'True for groups.' },
], NODES, EDGES);

/** A name with what becomes of it in XML, in GML and in Pajek; all other formats keep it. */
interface HardName {
  readonly name: string;
  readonly xml?: string;
  readonly gml?: string;
  readonly pajek?: string;
}

export const HARD_NAMES: readonly HardName[] = [
  { name: 'Quote " & <tag> \' ]]> --> end', pajek: "Quote ' & <tag> ' ]]> --> end" },
  { name: 'control\u0000\u0001\u001b\u007fs', xml: 'control\ufffd\ufffd\ufffd\u007fs', gml: 'control\ufffd\ufffd\ufffd\ufffds', pajek: 'control s' },
  { name: '👩‍👩‍👧 Ω 😀' },
  { name: '\u202bמרים כהן\u202c, محمد' },
  { name: '𠮷野 家' },
  { name: 'half\ud800and\udc00half', xml: 'half\ufffdand\ufffdhalf', gml: 'half\ufffdand\ufffdhalf', pajek: 'half\ufffdand\ufffdhalf' },
  { name: 'line\none\ttab\r\nend', pajek: 'line one tab end' },
  { name: 'ñ'.repeat(10_000) },
  { name: '  spaced  out  ', pajek: 'spaced out' },
  { name: '' },
  { name: 'Wei Wang', pajek: 'Wei Wang [H10]' },
  { name: 'Wei Wang', pajek: 'Wei Wang [H11]' },
  { name: 'back\\slash\\', pajek: 'back/slash/' },
  { name: 'Jose\u0301 (decomposed)' },
  { name: 'no\ufffecharacter', xml: 'no\ufffdcharacter' },
  { name: '&amp; &#65; %20 \\u0041 {curly} $x$', pajek: '&amp; &#65; %20 /u0041 {curly} $x$' },
];

/** Numbers at the edge of what a double holds, NaN and infinity among them. */
export const HARD_NUMBERS: readonly (number | null)[] = [
  0, 1e-7, -1e-7, 5e-324, 1.797_693_134_862_315_7e308, 0.1, 1 / 3, 123_456_789.125, Infinity, -Infinity, NaN, null, 1e21, -0.5, 1, 2 ** 53 - 1,
];

export const HARD: ExportedNetwork = network(
  [
    { name: 'also', title: 'Also', type: 'TEXT', description: 'The same text as a column.' },
    { name: 'measure', title: 'Measure', type: 'DOUBLE', description: 'A number.' },
    { name: 'count', title: 'Count', type: 'INTEGER', description: 'A whole number.' },
  ],
  HARD_NAMES.map(({ name }, at) => ({ id: `H${at}`, label: name, values: [name, HARD_NUMBERS[at], at === 3 ? null : at === 4 ? 2 ** 53 - 1 : at], position: null })),
  HARD_NAMES.slice(1).map((_, at) => ({ source: at, target: at + 1, strength: 2 ** -at, values: [at + 1, null] })),
);

export const EMPTY: ExportedNetwork = network([], [], []);
export const ONE: ExportedNetwork = network(SAMPLE.nodeColumns, [{ ...NODES[0], position: null }], []);
export const UNLINKED: ExportedNetwork = network(SAMPLE.nodeColumns, NODES, []);

export const NETWORKS: Readonly<Record<string, ExportedNetwork>> = { sample: SAMPLE, hard: HARD, empty: EMPTY, one: ONE, unlinked: UNLINKED };
