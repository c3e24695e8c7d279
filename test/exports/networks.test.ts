import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { NetworkFormat } from '../../src/exports/network.js';
import { NETWORK_FORMATS, networkFormat } from '../../src/exports/registry.js';
import { xmlText } from '../../src/exports/xml-text.js';
import { tempDir } from '../helpers/temp-dir.js';
import { pythonsWith, readBy } from './independent-readers.js';
import { EDGES, NODES, SAMPLE } from './sample-network.js';

const dir = tempDir();

function written(id: string, part = ''): string {
  const format = networkFormat(id) as NetworkFormat;
  const found = format.parts.find((candidate) => candidate.part === part) ?? format.parts[0];
  const file = path.join(dir, `${id}-${part}.${found.extension}`);
  writeFileSync(file, [...found.write(SAMPLE)].join(''));
  return file;
}

function textOf(id: string, part = ''): string {
  const format = networkFormat(id) as NetworkFormat;
  return [...(format.parts.find((candidate) => candidate.part === part) ?? format.parts[0]).write(SAMPLE)].join('');
}

interface Read {
  readonly nodes: ReadonlyArray<Record<string, unknown>>;
  readonly edges: ReadonlyArray<Record<string, unknown>>;
  readonly directed: boolean;
}

const LABELS = NODES.map(({ label }) => label);
const STRENGTHS = EDGES.map(({ strength }) => strength);
const networkxs = pythonsWith('networkx');
const igraphs = pythonsWith('igraph');

describe.skipIf(networkxs.length === 0)('networkx reads', () => {
  describe.each(networkxs)('with %s', (python) => {
    it.each([
      ['gexf', 'Affiliation', 'Community', 'Betweenness', 'Group', 'Joint papers', 'First year'],
      ['graphml', 'affiliation', 'community', 'betweenness', 'is_group', 'paper_count', 'first_year'],
      ['gml', 'affiliation', 'community', 'betweenness', 'isGroup', 'paperCount', 'firstYear'],
      ['node-link', 'affiliation', 'community', 'betweenness', 'is_group', 'paper_count', 'first_year'],
    ])('%s with every attribute', (id, affiliation, community, betweenness, group, papers, first) => {
      const read = readBy(python, `networkx-${id}`, written(id)) as Read;
      expect(read.directed).toBe(false);
      expect(read.nodes.map(({ label }) => label)).toEqual(LABELS);
      expect(read.nodes.map((node) => node[affiliation] ?? null)).toEqual(NODES.map(({ values }) => values[0]));
      expect(read.nodes.map((node) => node[community] ?? null)).toEqual(NODES.map(({ values }) => values[1]));
      expect(read.nodes.map((node) => node[betweenness] ?? null)).toEqual(NODES.map(({ values }) => values[2]));
      expect(read.nodes.map((node) => (node[group] === undefined || node[group] === null ? null : Boolean(node[group])))).toEqual(NODES.map(({ values }) => values[3]));
      expect(read.edges.map(({ weight }) => weight)).toEqual(STRENGTHS);
      expect(read.edges.map((edge) => edge[papers])).toEqual(EDGES.map(({ values }) => values[0]));
      expect(read.edges.map((edge) => edge[first] ?? null)).toEqual(EDGES.map(({ values }) => values[1]));
    });

    it('Pajek with labels, whose quotation marks became apostrophes, and strengths', () => {
      const read = readBy(python, 'networkx-pajek', written('pajek')) as Read;
      expect(read.nodes.map(({ key }) => key)).toEqual(LABELS.map((label) => label.replaceAll('"', "'")));
      expect(read.edges.map(({ weight }) => weight)).toEqual(STRENGTHS);
    });
  });
});

describe.skipIf(igraphs.length === 0)('igraph reads', () => {
  describe.each(igraphs)('with %s', (python) => {
    it('GraphML with every attribute', () => {
      const read = readBy(python, 'igraph-graphml', written('graphml')) as Read;
      expect(read.nodes.map(({ label, id }) => [id, label])).toEqual(NODES.map(({ id, label }) => [id, label]));
      expect(read.nodes[0]).toMatchObject({ affiliation: 'Łódź & "Sons" <A>', community: 3, betweenness: 0.1, is_group: true, x: -1.5 });
      expect(read.edges.map(({ weight, paper_count }) => [weight, paper_count])).toEqual(EDGES.map(({ strength, values }) => [strength, values[0]]));
    });

    it('GML with ids and strengths', () => {
      const read = readBy(python, 'igraph-gml', written('gml')) as Read;
      expect(read.nodes.map(({ name }) => name)).toEqual(NODES.map(({ id }) => id));
      expect(read.edges.map(({ source, target, weight }) => [source, target, weight])).toEqual(EDGES.map(({ source, target, strength }) => [source, target, strength]));
    });

    it('Pajek with places', () => {
      const read = readBy(python, 'igraph-pajek', written('pajek')) as Read;
      expect(read.nodes.map(({ x, y }) => [x, y])).toEqual(NODES.map(({ position }) => [position?.x, position?.y]));
      expect(read.edges.map(({ weight }) => weight)).toEqual(STRENGTHS);
    });
  });
});

describe('what we write', () => {
  it('knows each format by its own id', () => {
    expect(new Set(NETWORK_FORMATS.map(({ id }) => id)).size).toBe(NETWORK_FORMATS.length);
    expect(networkFormat('xls')).toBeUndefined();
  });

  it('is the same bytes each time', () => {
    for (const { parts } of NETWORK_FORMATS) for (const part of parts) expect([...part.write(SAMPLE)].join('')).toBe([...part.write(SAMPLE)].join(''));
  });

  it('says where it came from wherever there is a place for it', () => {
    for (const id of ['gexf', 'graphml', 'gml', 'pajek-project', 'cytoscape', 'node-link']) {
      expect(textOf(id)).toContain('0123456789abcdef');
      expect(textOf(id)).toContain('counting=FULL');
    }
    expect(textOf('vosviewer-json')).toContain('0123456789abcdef');
  });

  it('keeps JSON that any parser reads, with nothing lost', () => {
    const cytoscape = JSON.parse(textOf('cytoscape')) as { elements: { nodes: { data: Record<string, unknown>; position?: unknown }[]; edges: { data: Record<string, unknown> }[] } };
    expect(cytoscape.elements.nodes[3]).toEqual({ data: { id: 'A0000000000D4', name: LABELS[3], label: LABELS[3], affiliation: 'tab\tand\nline', community: 9_007_199_254_740_991, betweenness: 123_456.789, is_group: null }, position: { x: 4, y: 4 } });
    expect(cytoscape.elements.edges[1].data).toEqual({ id: 'e1', source: 'A0000000000A1', target: 'A0000000000C3', weight: 1 / 3, paper_count: 1, first_year: null });
  });

  it('numbers VOSviewer\'s items and clusters from 1, with counts as weights and measures as scores', () => {
    expect(textOf('vosviewer', 'map')).toBe(
      'id\tlabel\tx\ty\tcluster\tscore<Betweenness>\tauthor_id\n'
      + '1\tZofia Łukasiewicz\t-1.5\t2\t4\t0.1\tA0000000000A1\n'
      + '2\t王伟\t0\t0\t1\t1e-7\tA0000000000B2\n'
      + "3\tSeán O'Brien\t1000\t-0.25\t\t\tA0000000000C3\n"
      + '4\t"محمد علي, ""Mo"" 😀"\t4\t4\t9007199254740992\t123456.789\tA0000000000D4\n',
    );
    expect(textOf('vosviewer', 'network')).toBe('1\t2\t2\n1\t3\t0.3333333333333333\n2\t4\t1e-7\n');
    const json = JSON.parse(textOf('vosviewer-json')) as { network: { items: Record<string, unknown>[]; links: unknown[] } };
    expect(json.network.items[0]).toEqual({ id: 1, label: 'Zofia Łukasiewicz', x: -1.5, y: 2, cluster: 4, description: 'A0000000000A1', weights: {}, scores: { Betweenness: 0.1 } });
    expect(json.network.links).toEqual([{ source_id: 1, target_id: 2, strength: 2 }, { source_id: 1, target_id: 3, strength: 1 / 3 }, { source_id: 2, target_id: 4, strength: 1e-7 }]);
  });

  it('writes Pajek projects with partitions and vectors', () => {
    expect(textOf('pajek-project')).toContain('*Partition community\n*Vertices 4\n4\n1\n0\n');
    expect(textOf('pajek-project')).toContain('*Vector betweenness\n*Vertices 4\n0.1\n1e-7\n999999998\n123456.789\n');
  });

  it('defuses formulas in spreadsheets and quotes what CSV divides by', () => {
    expect(textOf('csv', 'nodes').split('\r\n').slice(0, 3)).toEqual([
      'id,label,x,y,affiliation,community,betweenness,is_group',
      'A0000000000A1,Zofia Łukasiewicz,-1.5,2,"Łódź & ""Sons"" <A>",3,0.1,true',
      "A0000000000B2,王伟,0,0,'=SUM(A1),0,1e-7,false",
    ]);
    expect(textOf('csv', 'edges')).toBe('source,target,weight,paper_count,first_year\r\nA0000000000A1,A0000000000B2,2,2,2001\r\nA0000000000A1,A0000000000C3,0.3333333333333333,1,\r\nA0000000000B2,A0000000000D4,1e-7,1,1999\r\n');
  });

  it('lets nothing into XML that may not stand there', () => {
    expect(xmlText('a\u0000b\u001f\ufffe\ud800<&"')).toBe('a\ufffdb\ufffd\ufffd\ufffd&lt;&amp;&quot;');
    expect(xmlText('😀')).toBe('😀');
  });
});
