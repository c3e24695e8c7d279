/** Every network format, read by other people's programs: nothing is lost but what the format says it leaves out. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { tempDir } from '../helpers/temp-dir.js';
import { hasSchemas, pythonsWith, readAll } from './independent-readers.js';
import { EDGES, HARD, HARD_NAMES, HARD_NUMBERS, NETWORKS, NODES, SAMPLE } from './sample-network.js';
import { bytesOf } from './written.js';

const dir = tempDir();

interface Read {
  readonly nodes: ReadonlyArray<Record<string, unknown>>;
  readonly edges: ReadonlyArray<Record<string, unknown>>;
  readonly directed: boolean;
  readonly graph: Record<string, string>;
}

async function written(id: string, network: string): Promise<string> {
  const file = path.join(dir, `${network}.${id}`);
  writeFileSync(file, await bytesOf(id, null, { network: NETWORKS[network] }));
  return file;
}

/** All networks in these formats, read in one run of the interpreter; by format and network. */
async function everything(python: string, reader: string, ids: readonly string[]): Promise<(id: string, network: string) => unknown> {
  const wanted = ids.flatMap((id) => Object.keys(NETWORKS).map((network) => [id, network] as const));
  const jobs = await Promise.all(wanted.map(async ([id, network]) => [`${reader}:${id}`, await written(id, network)] as const));
  const found = readAll(python, jobs);
  return (id, network) => found[wanted.findIndex(([a, b]) => a === id && b === network)];
}

const LABELS = NODES.map(({ label }) => label);
const STRENGTHS = EDGES.map(({ strength }) => strength);
const column = (at: number): unknown[] => NODES.map(({ values }) => values[at]);
const SMALL = { empty: [0, 0], one: [1, 0], unlinked: [4, 0] } as const;

function sizes(of: (network: string) => Read): Record<string, readonly [number, number]> {
  return Object.fromEntries(Object.keys(SMALL).map((network) => [network, [of(network).nodes.length, of(network).edges.length]]));
}

/** Infinity as readers.py prints it; NaN, which is written as unknown, and what is below the smallest normal number. */
const NUMBERS_IN_XML = HARD_NUMBERS.map((value) => (value === null || Number.isNaN(value) ? null : Number.isFinite(value) ? (value === 5e-324 ? 0 : value) : String(value)));
const COUNTS = Array.from(HARD.nodes(), ({ values }) => values[2]);

const networkxs = pythonsWith('networkx');
const igraphs = pythonsWith('igraph');
const graphTools = pythonsWith('graph_tool');
const lxmls = pythonsWith('lxml');

describe.skipIf(networkxs.length === 0)('networkx (Debian: python3-networkx) reads', () => {
  describe.each(networkxs.length === 0 ? ['none'] : networkxs)('with %s', (python) => {
    let of: (id: string, network: string) => Read;
    beforeAll(async () => {
      of = (await everything(python, 'networkx', ['gexf', 'graphml', 'gml', 'node-link', 'pajek'])) as typeof of;
    });

    it.each([
      ['gexf', 'Affiliation', 'Community', 'Betweenness', 'Group', 'Joint papers', 'First year'],
      ['graphml', 'affiliation', 'community', 'betweenness', 'is_group', 'paper_count', 'first_year'],
      ['gml', 'affiliation', 'community', 'betweenness', 'isGroup', 'paperCount', 'firstYear'],
      ['node-link', 'affiliation', 'community', 'betweenness', 'is_group', 'paper_count', 'first_year'],
    ])('%s with every attribute', (id, affiliation, community, betweenness, group, papers, first) => {
      const read = of(id, 'sample');
      expect(read.directed).toBe(false);
      expect(read.nodes.map(({ label }) => label)).toEqual(LABELS);
      expect(read.nodes.map((node) => node[affiliation] ?? null)).toEqual(column(0));
      expect(read.nodes.map((node) => node[community] ?? null)).toEqual(column(1));
      expect(read.nodes.map((node) => node[betweenness] ?? null)).toEqual(column(2));
      expect(read.nodes.map((node) => (node[group] === undefined || node[group] === null ? null : Boolean(node[group])))).toEqual(column(3));
      expect(read.edges.map(({ weight }) => weight)).toEqual(STRENGTHS);
      expect(read.edges.map((edge) => edge[papers])).toEqual(EDGES.map(({ values }) => values[0]));
      expect(read.edges.map((edge) => edge[first] ?? null)).toEqual(EDGES.map(({ values }) => values[1]));
    });

    it.each([['gexf', 'xml'], ['graphml', 'xml'], ['gml', 'gml'], ['node-link', 'name']] as const)('%s with names of every kind, as labels and as a column', (id, form) => {
      const names = HARD_NAMES.map((name) => name[form] ?? name.name);
      // networkx before 3 has no label where it is empty. In GML, labels of persons of one name bear their ids.
      expect(of(id, 'hard').nodes.map(({ label, displayName }) => (id === 'gml' ? displayName : label) ?? '')).toEqual(names);
      expect(of(id, 'hard').nodes.map((node) => node['also'] ?? node['Also'] ?? '')).toEqual(names);
    });

    it('GML by label, as it does when nothing is said: persons of one name are two', () => {
      const labels = of('gml', 'hard').nodes.map(({ label }) => label ?? '');
      expect(labels).toEqual(HARD_NAMES.map(({ name, gml }, at) => (name === 'Wei Wang' ? `Wei Wang [H${at}]` : (gml ?? name))));
      expect(new Set(labels).size).toBe(HARD_NAMES.length);
    });

    it('every number in GEXF, GraphML, GML and node-link JSON, unknown ones as unknown', () => {
      const measures = (id: string): unknown[] => of(id, 'hard').nodes.map((node) => node['measure'] ?? node['Measure'] ?? null);
      const finite = NUMBERS_IN_XML.map((value) => (typeof value === 'string' ? null : value));
      expect(measures('gexf')).toEqual(NUMBERS_IN_XML);
      expect(measures('graphml')).toEqual(NUMBERS_IN_XML);
      expect(measures('gml')).toEqual(finite);
      expect(measures('node-link')).toEqual(finite.map((value, at) => (HARD_NUMBERS[at] === 5e-324 ? 5e-324 : value)));
      for (const id of ['gexf', 'graphml', 'gml', 'node-link']) expect(of(id, 'hard').nodes.map((node) => node['count'] ?? node['Count'] ?? null)).toEqual(COUNTS);
    });

    it('where a GraphML, a GML and a node-link network came from', () => {
      expect(of('graphml', 'sample').graph).toMatchObject({ title: 'A & B <network>', snapshot: '0123456789abcdef', graph: 'counting=FULL', methods: 'BETWEENNESS: EXACT' });
      expect(of('gml', 'sample').graph['comment']).toContain('snapshot: 0123456789abcdef; graph: counting=FULL; method: BETWEENNESS: EXACT; affiliation: Affiliation. Where.');
      expect(of('node-link', 'sample').graph).toMatchObject({ snapshot: '0123456789abcdef', node_columns: SAMPLE.nodeColumns, edge_columns: SAMPLE.edgeColumns });
    });

    it('Pajek with names and strengths, and persons of one name as two', () => {
      const { nodes, edges } = of('pajek', 'sample');
      expect(nodes.map(({ key }) => key)).toEqual(LABELS.map((label) => label.replaceAll('"', "'")));
      expect(edges.map(({ weight }) => weight)).toEqual(STRENGTHS);
      expect(of('pajek', 'hard').nodes.map(({ key }) => key)).toEqual(HARD_NAMES.map(({ name, pajek }) => pajek ?? name));
      expect(of('pajek', 'hard').edges.length).toBe(HARD_NAMES.length - 1);
    });

    it('networks without nodes, with one, and without edges', () => {
      for (const id of ['gexf', 'graphml', 'gml', 'node-link', 'pajek']) expect(sizes((network) => of(id, network))).toEqual(SMALL);
    });
  });
});

describe.skipIf(igraphs.length === 0)('igraph (Debian: python3-igraph) reads', () => {
  describe.each(igraphs.length === 0 ? ['none'] : igraphs)('with %s', (python) => {
    let of: (id: string, network: string) => Read;
    beforeAll(async () => {
      of = (await everything(python, 'igraph', ['graphml', 'gml', 'pajek'])) as typeof of;
    });

    it('GraphML with every attribute, name and number', () => {
      const read = of('graphml', 'sample');
      expect(read.nodes.map(({ label, id }) => [id, label])).toEqual(NODES.map(({ id, label }) => [id, label]));
      expect(read.nodes[0]).toMatchObject({ affiliation: 'Łódź & "Sons" <A>', community: 3, betweenness: 0.1, is_group: true, x: -1.5 });
      expect(read.edges.map(({ weight, paper_count }) => [weight, paper_count])).toEqual(EDGES.map(({ strength, values }) => [strength, values[0]]));
      expect(of('graphml', 'hard').nodes.map(({ label }) => label)).toEqual(HARD_NAMES.map(({ name, xml }) => xml ?? name));
      expect(of('graphml', 'hard').nodes.map(({ measure }) => measure)).toEqual(NUMBERS_IN_XML);
      expect(of('graphml', 'hard').graph).toMatchObject({ snapshot: '0123456789abcdef', graph: 'counting=FULL' });
    });

    it('GML with ids, numbers and strengths; letters beyond ASCII as their numbers', () => {
      const read = of('gml', 'sample');
      expect(read.nodes.map(({ name }) => name)).toEqual(NODES.map(({ id }) => id));
      expect(read.nodes.map(({ betweenness }) => betweenness)).toEqual(column(2));
      expect(read.nodes[0]['label']).toBe('Zofia &#321;ukasiewicz');
      expect(read.edges.map(({ source, target, weight }) => [source, target, weight])).toEqual(EDGES.map(({ source, target, strength }) => [source, target, strength]));
      expect(of('gml', 'hard').nodes.map(({ count }) => count)).toEqual(COUNTS);
    });

    it('Pajek with names, and places in the unit square, y downwards', () => {
      const read = of('pajek', 'sample');
      expect(read.nodes.map(({ name, x, y }) => [name, x, y])).toEqual([
        ['Zofia Łukasiewicz', 0.05, 0.499888], ['王伟', 0.051348, 0.501685], ["Seán O'Brien", 0.95, 0.50191], ["محمد علي, 'Mo' 😀", 0.054943, 0.49809],
      ]);
      expect(read.edges.map(({ weight }) => weight)).toEqual(STRENGTHS);
      expect(of('pajek', 'hard').nodes.map(({ name }) => name)).toEqual(HARD_NAMES.map(({ name, pajek }) => pajek ?? name));
    });

    it('networks without nodes, with one, and without edges', () => {
      for (const id of ['graphml', 'gml', 'pajek']) expect(sizes((network) => of(id, network))).toEqual(SMALL);
    });
  });
});

describe.skipIf(graphTools.length === 0)('graph-tool (Debian: python3-graph-tool) reads', () => {
  let of: (id: string, network: string) => Read;
  beforeAll(async () => {
    of = (await everything(graphTools[0], 'graph-tool', ['graphml', 'gml'])) as typeof of;
  });

  it('GraphML with every attribute and name; it knows no missing numbers and has 0 for them', () => {
    const read = of('graphml', 'sample');
    expect(read.nodes.map((node) => [node['_graphml_vertex_id'], node['label'], node['affiliation']])).toEqual(NODES.map(({ id, label, values }) => [id, label, values[0] ?? '']));
    expect(read.nodes.map(({ community }) => community)).toEqual(NODES.map(({ values }) => values[1] ?? 0));
    expect(read.edges.map(({ weight }) => weight)).toEqual(STRENGTHS);
    expect(of('graphml', 'hard').nodes.map(({ label }) => label)).toEqual(HARD_NAMES.map(({ name, xml }) => xml ?? name));
  });

  it('GML with ids and strengths', () => {
    expect(of('gml', 'sample').nodes.map(({ name }) => name)).toEqual(NODES.map(({ id }) => id));
    expect(of('gml', 'sample').edges.map(({ weight }) => weight)).toEqual(STRENGTHS);
    expect(of('gml', 'hard').nodes.map(({ name }) => name)).toEqual(HARD_NAMES.map((_, at) => `H${at}`));
  });
});

describe.skipIf(lxmls.length === 0 || !hasSchemas)('the published schema (Debian: python3-lxml, libjgrapht-java) accepts', () => {
  it.each([['gexf'], ['graphml']])('%s of every network', async (id) => {
    const of = await everything(lxmls[0], 'schema', [id]);
    for (const network of Object.keys(NETWORKS)) expect([network, of(id, network)]).toEqual([network, []]);
  });

  it('gexf with sizes and colours', async () => {
    const file = path.join(dir, 'looks.gexf');
    writeFileSync(file, await bytesOf('gexf', null, { network: SAMPLE, drawing: { sizeBy: 'betweenness', colourBy: 'community' } }));
    expect(readAll(lxmls[0], [['schema:gexf', file]])[0]).toEqual([]);
  });

  it('and refuses what it does not know', async () => {
    const text = Buffer.from(await bytesOf('gexf')).toString();
    const file = path.join(dir, 'wrong.gexf');
    writeFileSync(file, text.replace('type="long"', 'type="int"'));
    expect(readAll(lxmls[0], [['schema:gexf', file]])[0]).not.toEqual([]);
  });
});
