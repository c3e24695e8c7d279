import cytoscape from 'cytoscape';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { Column, ExportedNetwork } from '../../src/exports/network.js';
import { EXPORT_FORMATS } from '../../src/exports/registry.js';
import { xmlNumber, xmlText } from '../../src/exports/xml-text.js';
import { csvCell } from '../../src/exports/csv.js';
import { EMPTY, HARD, HARD_NAMES, NETWORKS, NODES, ONE, SAMPLE } from './sample-network.js';
import { bytesOf, textOf } from './written.js';

const LABELS = NODES.map(({ label }) => label);
/** Half a surrogate pair has no UTF-8: it becomes U+FFFD. */
const NAMES_IN_UTF8 = HARD_NAMES.map(({ name }) => name.replace(/\p{Surrogate}/gu, '\ufffd'));

const of = (network: ExportedNetwork) => ({ network });

function nodeColumn(name: string, type: Column['type']): Column {
  return { name, title: `Title of ${name}`, type, description: `Meaning of ${name}.` };
}

/** Every fact is a text that occurs nowhere else. */
const FACTS: ExportedNetwork = {
  metadata: { title: 'TITLE', snapshot: 'SNAPSHOT', graph: 'GRAPHSPEC', creator: 'CREATOR', date: '2024-05-01', methods: ['METHOD'], notes: ['NOTEMARK'] },
  nodeColumns: [nodeColumn('place', 'TEXT'), nodeColumn('amount', 'INTEGER'), nodeColumn('share', 'DOUBLE')],
  edgeColumns: [nodeColumn('kind', 'TEXT'), nodeColumn('first', 'INTEGER')],
  nodeCount: 2,
  edgeCount: 1,
  nodes: () => [{ id: 'AN1', label: 'Ada', values: ['NODETEXT', 424_242, 0.515_151], position: { x: 0, y: 0 } }, { id: 'AN2', label: 'Bo', values: ['NODETEXT', 1, 0.5], position: { x: 1, y: 1 } }],
  edges: () => [{ source: 0, target: 1, strength: 0.626_262, values: ['EDGETEXT', 737_373] }],
};
const MARKS = ['Ada', '0.626262', 'AN1', 'NODETEXT', '424242', '0.515151', 'EDGETEXT', '737373', 'Title of amount', 'Meaning of amount', 'TITLE', 'SNAPSHOT', 'GRAPHSPEC', 'METHOD', 'NOTEMARK'];
const ORIGIN = ['TITLE', 'SNAPSHOT', 'GRAPHSPEC', 'METHOD', 'NOTEMARK'];
const EDGE_FACTS = ['EDGETEXT', '737373'];
const MISSING: Readonly<Record<string, readonly string[]>> = {
  pajek: ['AN1', 'NODETEXT', '424242', '0.515151', ...EDGE_FACTS, 'Title of amount', 'Meaning of amount'],
  'pajek-project': ['AN1', 'NODETEXT', ...EDGE_FACTS],
  vosviewer: [...EDGE_FACTS, 'Meaning of amount', ...ORIGIN],
  'vosviewer-json': [...EDGE_FACTS, 'Meaning of amount'],
};

async function everyPart(id: string, network: ExportedNetwork): Promise<string> {
  const parts = EXPORT_FORMATS.find((format) => format.id === id)?.parts ?? [];
  return (await Promise.all(parts.map(async ({ part }) => textOf(id, part, of(network))))).join('');
}

const TEXT_IDS = EXPORT_FORMATS.filter(({ kind, id }) => kind === 'NETWORK' && id !== 'parquet').map(({ id }) => id);

describe('network formats', () => {
  it.each(Object.keys(MISSING))('%s says that it has no place for all', (id) => {
    expect(EXPORT_FORMATS.find((format) => format.id === id)?.leavesOut).toMatch(/no place/);
  });

  it.each(TEXT_IDS)('%s holds all facts but those that it says it leaves out', async (id) => {
    const text = await everyPart(id, FACTS);
    expect(MARKS.filter((mark) => !text.includes(mark))).toEqual(MARKS.filter((mark) => (MISSING[id] ?? []).includes(mark)));
  });

  it.each(['nodes', 'edges'])('Parquet’s %s hold what is said of the whole', async (part) => {
    const text = Buffer.from(await bytesOf('parquet', part, of(FACTS))).toString('utf8');
    expect([...ORIGIN, 'CREATOR'].filter((mark) => !text.includes(mark))).toEqual([]);
  });

  it('drawings show what is left out where everybody sees it', async () => {
    const drawing = { colourBy: 'amount' };
    const shown = (await textOf('svg', null, { network: FACTS, drawing })).split('<g id="caption"')[1];
    expect(shown).toContain('NOTEMARK. Snapshot SNAPSHOT');
    const without = { ...FACTS, metadata: { ...FACTS.metadata, notes: [] } };
    const [full, part] = await Promise.all([without, FACTS].map((network) => bytesOf('png', null, { network, drawing })));
    expect(Buffer.from(full).equals(Buffer.from(part))).toBe(false);
  });

  it('whole numbers that name groups are groups, whatever their column is called', async () => {
    const column = nodeColumn('amount', 'INTEGER');
    const network = (isLabel: boolean): ExportedNetwork => ({
      ...FACTS, nodeColumns: [isLabel ? { ...column, isLabel } : column], nodeCount: 9, edgeCount: 0, edges: () => [],
      nodes: () => Array.from({ length: 9 }, (_, at) => ({ id: `A${at}`, label: `Author ${at}`, values: [at], position: { x: at, y: 0 } })),
    });
    for (const isLabel of [true, false]) {
      const svg = await textOf('svg', null, { network: network(isLabel), drawing: { colourBy: 'amount' } });
      expect([svg.includes('2 more'), svg.includes('linearGradient')]).toEqual([isLabel, !isLabel]);
      expect((await textOf('pajek-project', null, of(network(isLabel)))).includes('*Partition amount')).toBe(isLabel);
      expect((await textOf('vosviewer', 'map', of(network(isLabel)))).split('\n')[0].includes('cluster')).toBe(isLabel);
    }
  });

  it('VOSviewer draws nobody larger for a later place, and has one column for one number', async () => {
    const titled = (name: string, title: string, isRank = false) => ({ ...nodeColumn(name, 'INTEGER'), title, isRank });
    const network: ExportedNetwork = {
      ...FACTS, nodeColumns: [titled('collaborators', 'Collaborators'), titled('degree', 'Collaborators'), titled('degree_rank', 'Collaborators (rank)', true), titled('papers', 'Papers'), titled('papers_before', 'Papers')],
      nodeCount: 2, edgeCount: 0, edges: () => [],
      nodes: () => [{ id: 'A1', label: 'Ann', values: [3, 3, 1, 5, 4], position: null }, { id: 'A2', label: 'Bo', values: [1, 1, 2, 5, 5], position: null }],
    };
    expect((await textOf('vosviewer', 'map', of(network))).split('\n')[0].split('\t').filter((title) => /^(?:weight|score)</.test(title))).toEqual([
      'weight<Collaborators>', 'score<Collaborators (rank)>', 'weight<Papers>', 'weight<Papers (papers_before)>',
    ]);
  });

  it.each(EXPORT_FORMATS.filter(({ kind }) => kind === 'NETWORK').map(({ id }) => id))('%s is the same bytes each time', async (id) => {
    for (const network of Object.values(NETWORKS)) {
      const bytes = await bytesOf(id, null, of(network));
      expect(bytes.length).toBeGreaterThan(0);
      expect(await bytesOf(id, null, of(network))).toEqual(bytes);
    }
  });

  it.each(TEXT_IDS)('%s never holds NaN', async (id) => {
    expect(await everyPart(id, HARD)).not.toMatch(/NaN|undefined/);
  });

  it.each([['Reserved', 'label'], ['malformed', 'h-index'], ['malformed', 'Degree']])('refuse a %s name of a column', async (_, name) => {
    await expect(textOf('csv', 'nodes', of({ ...SAMPLE, nodeColumns: [nodeColumn(name, 'TEXT')] }))).rejects.toThrow(`"${name}" can't name a column`);
  });
});

describe('GEXF', () => {
  it('has sizes and colours of a drawing where they are asked for, none elsewhere', async () => {
    const text = await textOf('gexf', null, { network: SAMPLE, drawing: { sizeBy: 'betweenness', colourBy: 'community' } });
    // 3 and 0 have their own colours in every picture, unknown is pale; of 0.1 and nothing nothing is to be seen beside 123,456.789.
    expect(text.match(/<viz:color [^>]*>/g)).toEqual(['<viz:color r="204" g="121" b="167"/>', '<viz:color r="0" g="114" b="178"/>', '<viz:color r="221" g="221" b="221"/>', '<viz:color r="230" g="159" b="0"/>']);
    expect(text.match(/<viz:size [^>]*>/g)).toEqual(['<viz:size value="3.16"/>', '<viz:size value="3.14"/>', '<viz:size value="3.14"/>', '<viz:size value="22"/>']);
    expect(await textOf('gexf')).not.toMatch(/viz:(size|color)/);
    await expect(textOf('gexf', null, { network: SAMPLE, drawing: { sizeBy: 'height' } })).rejects.toThrow('The network can\'t be sized by "height"');
  });
});

describe('JSON', () => {
  it('keeps names of every kind exactly, and is read by Cytoscape.js', async () => {
    const graph = cytoscape({ headless: true, layout: { name: 'preset' }, ...(JSON.parse(await textOf('cytoscape', null, of(HARD))) as object) });
    expect(graph.nodes().map((node) => node.data('label') as string)).toEqual(HARD_NAMES.map(({ name }) => name));
    expect(graph.edges().map((edge) => [edge.source().id(), edge.target().id(), edge.data('weight') as number]).slice(0, 2)).toEqual([['H0', 'H1', 1], ['H1', 'H2', 0.5]]);
  });

  it('puts places as Cytoscape.js has them, y downwards, and the metadata into the data of the graph', async () => {
    const graph = cytoscape({ headless: true, layout: { name: 'preset' }, ...(JSON.parse(await textOf('cytoscape')) as object) });
    expect(graph.nodes().map((node) => ({ ...node.position() }))).toEqual([{ x: -1.5, y: -2 }, { x: 0, y: 0 }, { x: 1000, y: 0.25 }, { x: 4, y: -4 }]);
    expect(graph.nodes()[3].data()).toEqual({ id: 'A0000000000D4', name: LABELS[3], label: LABELS[3], affiliation: 'tab\tand\nline', community: 9_007_199_254_740_991, betweenness: 123_456.789, is_group: null });
    expect(graph.edges()[1].data()).toEqual({ id: 'e1', source: 'A0000000000A1', target: 'A0000000000C3', weight: 1 / 3, paper_count: 1, first_year: null });
    expect(graph.data()).toMatchObject({ name: 'A & B <network>', snapshot: '0123456789abcdef', graph: 'counting=FULL', node_columns: SAMPLE.nodeColumns });
    for (const network of [EMPTY, ONE]) expect(cytoscape({ headless: true, layout: { name: 'preset' }, ...(JSON.parse(await textOf('cytoscape', null, of(network))) as object) }).nodes().length).toBe(network.nodeCount);
  });
});

describe('VOSviewer', () => {
  it('numbers items and clusters from 1, with columns as VOSviewer documents them', async () => {
    expect(await textOf('vosviewer', 'map')).toBe(
      'id\tlabel\tdescription\tx\ty\tcluster\tscore<Betweenness>\n'
      + '1\tZofia Łukasiewicz\t"Author A0000000000A1<br>Affiliation: Łódź &amp; &quot;Sons&quot; &lt;A&gt;<br>Group: yes"\t-1.5\t2\t4\t0.1\n'
      + '2\t王伟\tAuthor A0000000000B2<br>Affiliation: =SUM(A1)<br>Group: no\t0\t0\t1\t1e-7\n'
      + "3\tSeán O'Brien\tAuthor A0000000000C3\t1000\t-0.25\t\t\n"
      + '4\t"محمد علي, ""Mo"" 😀"\t"Author A0000000000D4<br>Affiliation: tab&#9;and&#10;line"\t4\t4\t\t123456.789\n',
    );
    expect(await textOf('vosviewer', 'network')).toBe('1\t2\t2\n1\t3\t0.3333333333333333\n2\t4\t1e-7\n');
  });

  it('is parsed as tab-delimited CSV, as VOSviewer Online does, whatever the names', async () => {
    const rows = parse(await textOf('vosviewer', 'map', of(HARD)), { columns: true, delimiter: '\t', relax_quotes: false }) as Record<string, string>[];
    // oxlint-disable-next-line no-control-regex -- they are what VOSviewer's files have no place for
    expect(rows.map(({ label }) => label)).toEqual(NAMES_IN_UTF8.map((name) => name.replace(/[\s\u0000-\u001f\u007f]+/gu, ' ').trim()));
  });

  it('makes weights of counts that all items have, and scores of the others', async () => {
    const columns = [nodeColumn('paper_count', 'INTEGER'), nodeColumn('citations', 'INTEGER'), nodeColumn('url', 'TEXT')];
    const network: ExportedNetwork = { ...SAMPLE, nodeColumns: columns, nodes: () => NODES.map((node, at) => ({ ...node, values: [at, at === 1 ? null : 7, `https://example.org/${at}`] })) };
    const { network: { items }, info, config } = JSON.parse(await textOf('vosviewer-json', null, of(network))) as { network: { items: Record<string, unknown>[] }; info: Record<string, string>; config: { terminology: Record<string, string> } };
    expect(items.slice(0, 2)).toEqual([
      { id: 1, label: 'Zofia Łukasiewicz', description: 'Author A0000000000A1', url: 'https://example.org/0', x: -1.5, y: 2, weights: { 'Title of paper_count': 0 }, scores: { 'Title of citations': 7 } },
      { id: 2, label: '王伟', description: 'Author A0000000000B2', url: 'https://example.org/1', x: 0, y: 0, weights: { 'Title of paper_count': 1 }, scores: {} },
    ]);
    expect(info).toEqual({ title: 'A & B <network>', description: 'creator: coterie 0.2.0; date: 2024-05-01; snapshot: 0123456789abcdef; graph: counting=FULL; method: BETWEENNESS: EXACT' });
    expect(config.terminology['items']).toBe('Authors');
  });

  it('leaves coordinates out where an item has none, and links to items by number', async () => {
    const json = JSON.parse(await textOf('vosviewer-json', null, of({ ...SAMPLE, nodes: () => NODES.map((node, at) => (at === 2 ? { ...node, position: null } : node)) }))) as { network: { items: object[]; links: unknown[] }; info: { description: string } };
    for (const item of json.network.items) expect(item).not.toHaveProperty('x');
    expect(json.info.description).toMatch(/; cluster: Community \+ 1\. Number of the community, from 0\.$/);
    expect(json.network.links).toEqual([{ source_id: 1, target_id: 2, strength: 2 }, { source_id: 1, target_id: 3, strength: 1 / 3 }, { source_id: 2, target_id: 4, strength: 1e-7 }]);
  });
});

describe('Pajek', () => {
  it('writes projects with partitions and vectors, and tells where they came from', async () => {
    const text = await textOf('pajek-project');
    expect(text).toContain('% A & B <network>\n% creator: coterie 0.2.0\n% date: 2024-05-01\n% snapshot: 0123456789abcdef\n');
    expect(text).toContain('*Partition community\n*Vertices 4\n4\n1\n0\n');
    expect(text.match(/^% community: .*$/m)?.[0]).toMatch(/In this file the class is that number \+ 1: number 0 is class 1, and class 0 means none\.$/);
    expect(text.match(/^% betweenness: .*$/m)?.[0]).not.toContain('class');
    expect(text).toContain('*Vector betweenness\n*Vertices 4\n0.1\n1e-7\n999999998\n123456.789\n');
  });
});

describe('CSV', () => {
  it.each([
    ["-2+3+cmd|' /C calc'!A0 Foo", "'-2+3+cmd|' /C calc'!A0 Foo"], ['-1.5e-3', '-1.5e-3'], ['-.5', '-.5'], ['-7.', '-7.'], ['-1-1', "'-1-1"], ['--1', "'--1"], ['-', "'-"], ['-1 ', "'-1 "], ['-1e', "'-1e"],
    ['\uff1d1+1', "'\uff1d1+1"], ['\uff0b1', "'\uff0b1"], ['\uff0d1', "'\uff0d1"], ['\uff20SUM(A1)', "'\uff20SUM(A1)"], ['\n=1', "\"'\n=1\""], ['Anne-Marie', 'Anne-Marie'],
  ])('CSV defuses what a spreadsheet would compute, and leaves numbers: %j', (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });

  it('defuses formulas and quotes what it divides by', async () => {
    expect((await textOf('csv', 'nodes')).split('\r\n').slice(0, 3)).toEqual([
      'id,label,x,y,affiliation,community,betweenness,is_group',
      'A0000000000A1,Zofia Łukasiewicz,-1.5,2,"Łódź & ""Sons"" <A>",3,0.1,true',
      "A0000000000B2,王伟,0,0,'=SUM(A1),0,1e-7,false",
    ]);
    expect(await textOf('csv', 'edges')).toBe('source,target,weight,paper_count,first_year\r\nA0000000000A1,A0000000000B2,2,2,2001\r\nA0000000000A1,A0000000000C3,0.3333333333333333,1,\r\nA0000000000B2,A0000000000D4,1e-7,1,1999\r\n');
  });

  it('is read back whatever the names', async () => {
    const rows = parse(await textOf('csv', 'nodes', of(HARD)), { columns: true }) as Record<string, string>[];
    expect(rows.map(({ label }) => label)).toEqual(NAMES_IN_UTF8.map((name) => name.replaceAll('\0', '\ufffd')));
    expect(rows.map(({ measure }) => measure).slice(3, 12)).toEqual(['5e-324', '1.7976931348623157e+308', '0.1', '0.3333333333333333', '123456789.125', 'Infinity', '-Infinity', '', '']);
  });

  it('says in CSV on the Web what the columns mean', async () => {
    const metadata = JSON.parse(await textOf('csv', 'metadata')) as { tables: { url: string; tableSchema: { columns: Record<string, string>[] } }[] };
    expect(metadata).toMatchObject({ '@context': 'http://www.w3.org/ns/csvw', 'dc:identifier': '0123456789abcdef', 'dc:description': ['counting=FULL', 'BETWEENNESS: EXACT'] });
    expect(metadata.tables.map(({ url, tableSchema }) => [url, tableSchema.columns.map(({ name, datatype }) => `${name} ${datatype}`).join(', ')])).toEqual([
      ['nodes.csv', 'id string, label string, x double, y double, affiliation string, community integer, betweenness double, is_group boolean'],
      ['edges.csv', 'source string, target string, weight double, paper_count integer, first_year integer'],
    ]);
    for (const { url, tableSchema } of metadata.tables) {
      expect((await textOf('csv', url.replace('.csv', ''))).split('\r\n')[0]).toBe(tableSchema.columns.map(({ name }) => name).join(','));
    }
  });
});

describe('XML', () => {
  it('lets nothing in that may not stand there', () => {
    expect(xmlText('a\u0000b\u001f\ufffe\ud800<&"')).toBe('a\ufffdb\ufffd\ufffd\ufffd&lt;&amp;&quot;');
    expect(xmlText('😀')).toBe('😀');
    expect([0, -0, 1e-7, Infinity, -Infinity, 5e-324, 2 ** -1022].map(xmlNumber)).toEqual(['0', '0', '1e-7', 'INF', '-INF', '0', '2.2250738585072014e-308']);
  });
});
