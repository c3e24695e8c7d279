/** Content that can't be read truly is refused with file, line, value and remedy; nothing is guessed. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { NetworkBuilder } from '../../src/networks/builder.js';
import { openNetworkFile } from '../../src/networks/file.js';
import { edgesOf, fileOf, fixture, read, refusalOf } from './reading.js';

const graphmlOf = (inner: string): string => `<graphml>\n<key id="w" for="edge" attr.name="weight"/>\n<graph edgedefault="undirected">\n${inner}</graph></graphml>`;

describe('strengths', () => {
  const REMEDY = 'but a strength must be a positive finite number: correct it, name another attribute, or read the file without (weight NONE)';

  it.each(['0', '-1', 'NaN', 'Infinity', 'nan', 'x', '1e400'])('%s is refused in an edge list', async (value) => {
    expect(await refusalOf(`1 2 1\n2 3 ${value}\n`)).toBe(`:2: the weight of this edge is ${JSON.stringify(value)}, ${REMEDY}`);
  });

  it.each([
    ['gml', 'graph [\n node [ id 1 ]\n node [ id 2 ]\n edge [ source 1 target 2 value 0 ]\n]', `:4: the value of this edge is "0", ${REMEDY}`],
    ['graphml', graphmlOf('<node id="a"/><node id="b"/>\n<edge source="a" target="b"><data key="w">-3</data></edge>\n'), `:5: the weight of this edge is "-3", ${REMEDY}`],
    ['gexf', '<gexf><graph>\n<edges><edge source="a" target="b" weight="NaN"/></edges></graph></gexf>', `:2: the weight of this edge is "NaN", ${REMEDY}`],
    ['pajek', '*Vertices 2\n*Edges\n1 2 0\n', `:3: the value of this edge is "0", ${REMEDY}`],
    ['pajek', '*Vertices 2\n*Matrix\n0 -1\n-1 0\n', `:3: the value of this edge is "-1", ${REMEDY}`],
    ['matrixmarket', '%%MatrixMarket matrix coordinate real general\n2 2 1\n1 2 0\n', `:3: the value of this edge is "0", ${REMEDY}`],
  ])('of %s too', async (_format, text, sentence) => {
    expect(await refusalOf(text)).toBe(sentence);
    expect((await read(fileOf(text), { weight: 'NONE' })).graph.edgeCount).toBe(1);
  });

  it('as costs: what has no finite reciprocal is refused', async () => {
    expect(edgesOf(await read(fileOf('1 2 4\n2 3 1e-300\n'), { weight: 'COST' }))).toEqual(['1—2 0.25', `2—3 ${1 / 1e-300}`]);
    expect(await refusalOf('1 2 1e-320\n', { weight: 'COST' })).toMatch(/^:1: the weight of this edge is "1e-320", but a cost must be/);
  });

  it('that add up beyond a float', async () => {
    expect(await refusalOf('1 2 1e308\n1 2 1e308\n')).toBe(': the strengths of one pair add up beyond the largest number: divide all strengths by a common factor');
  });

  it('of an attribute that no edge has', async () => {
    const path = fixture('gephi.gml');
    await expect(read(path, { weightAttribute: 'year' })).rejects.toThrow(`${path}: no edge has the attribute "year": name one that edges have, or read the file without (weight NONE)`);
    expect(await refusalOf('*Vertices 2\n*Edges\n1 2 3\n', { weightAttribute: 'weight' })).toMatch(/^: there is no attribute "weight": a Pajek network has one value per edge/);
  });
});

describe('several statements of one pair', () => {
  const text = (rows: string): string => `${rows.split(' ').map((row) => row.replaceAll('-', ' ')).join('\n')}\n`;

  it.each([
    // Same direction: strengths add up, costs take the cheapest, without weights a pair stands once.
    ['a-b-2 a-b-3', 5, 1 / 2, 1, 1, 0],
    // Both directions: the stronger.
    ['a-b-2 b-a-3', 3, 1 / 2, 1, 0, 1],
    ['a-b-2 b-a-3 a-b-4', 6, 1 / 2, 1, 1, 1],
    ['b-a-2 b-a-2 b-a-2', 6, 1 / 2, 1, 2, 0],
  ])('%s', async (rows, strength, ofCost, _of, duplicates, reciprocal) => {
    const network = await read(fileOf(text(rows)));
    expect(network.graph.strength).toEqual(Float64Array.of(strength, strength));
    expect(network).toMatchObject({ duplicates, reciprocal });
    expect((await read(fileOf(text(rows)), { weight: 'COST' })).graph.strength[0]).toBe(ofCost);
    expect((await read(fileOf(text(rows)), { weight: 'NONE' })).graph.strength[0]).toBe(1);
  });

  it('in an undirected file are duplicates in either order', async () => {
    const network = await read(fileOf('*Vertices 2\n*Edges\n1 2 2\n2 1 3\n'));
    expect(edgesOf(network)).toEqual(['1—2 5']);
    expect(network).toMatchObject({ directed: false, duplicates: 1, reciprocal: 0 });
  });
});

describe('dangling and repeated nodes', () => {
  it.each([
    ['graph [ node [ id 1 ]\nedge [ source 1 target 2 ] ]', ':2: this edge names the node "2", which the file does not declare: declare it or remove the edge'],
    [graphmlOf('<node id="a"/><edge source="x" target="y"/>'), ':4: this edge names the node "x", which the file does not declare (and 1 more): declare it or remove the edge'],
    ['<gexf><graph><nodes><node id="1"/></nodes>\n<edges><edge source="1" target="3"/></edges></graph></gexf>', ':2: this edge names the node "3", which the file does not declare: declare it or remove the edge'],
    ['*Vertices 2\n*Edges\n1 3\n', ':3: "1 3" names the vertex "3", but vertices are numbered from 1 to 2'],
    ['*Vertices 2\n*Arcslist\n1 2 0\n', ':3: "1 2 0" names the vertex "0", but vertices are numbered from 1 to 2'],
    ['%%MatrixMarket matrix coordinate pattern symmetric\n2 2 1\n3 1\n', ':3: the entry "3 1" does not begin with two numbers from 1 to 2'],
    ['graph [ node [ id 1 ]\nnode [ id 1 ] ]', ':2: the node "1" is declared twice: give one of them another id'],
  ])('%#', async (text, sentence) => {
    expect(await refusalOf(text)).toBe(sentence);
  });
});

describe('files that are cut off', () => {
  it.each([
    ['graph [ node [ id 1 ]', ': the file is cut off: it ends inside of a block, a string, or between a key and its value'],
    ['graph [ node [ id 1 label "x', ': the file is cut off: it ends inside of a block, a string, or between a key and its value'],
    ['<graphml><graph><node id="a"/>', ': the file is cut off'],
    ['<gexf><graph><nodes>', ': the file is cut off'],
    ['%%MatrixMarket matrix coordinate pattern symmetric\n3 3 2\n2 1\n', ': the file is cut off: it promises 2 entries and has 1'],
    ['%%MatrixMarket matrix coordinate pattern symmetric\n', ': the file ends before the size of its matrix: it is cut off'],
    ['*Vertices 2\n*Matrix\n0 1\n1\n', ':4: the matrix is cut off: it has 3 of 2 × 2 numbers'],
  ])('%#', async (text, sentence) => {
    expect((await refusalOf(text)).replace(/^:\d+:(?= the file)/, ':')).toContain(sentence);
  });

  it('gzip', async () => {
    const packed = gzipSync(Buffer.from('1 2\n'.repeat(5000)));
    expect(await refusalOf(packed.subarray(0, packed.length - 10), {}, 'edgelist')).toBe(': the file ends before its gzip stream does: fetch it again');
    const damaged = Buffer.from(packed);
    damaged[damaged.length - 6] ^= 0xff;
    expect(await refusalOf(damaged, {}, 'edgelist')).toMatch(/^: the file is damaged \(gzip: .*\): fetch it again$/);
    expect(await refusalOf(gzipSync(''), {}, 'edgelist')).toBe(': the file is empty once unpacked');
  });

  it('empty, or nothing but comments', async () => {
    await expect(openNetworkFile(fileOf(''))).rejects.toThrow(/: the file is empty$/);
    expect(await refusalOf('# nothing\n\n', {}, 'edgelist')).toMatch(/^: there is no node in the file, read as edge list/);
    expect(await refusalOf('graph [ ]')).toMatch(/^: there is no node in the file, read as GML/);
  });
});

describe('content of another kind', () => {
  it.each([
    ['1\n', 'edgelist', ':1: this line has no two node ids ("1"): an edge is written as two ids and, if wanted, a strength'],
    ['1 2\n3\n', 'edgelist', ':2: this line has no two node ids ("3"): an edge is written as two ids and, if wanted, a strength'],
    ['a,"b\n', 'edgelist', ':1: a quotation in this line is not closed: close it or remove the quotation mark'],
    ['%%MatrixMarket matrix array real general\n2 2\n1\n', 'matrixmarket', ':1: the layout is array: only coordinate is read as a network'],
    ['%%MatrixMarket matrix coordinate complex general\n2 2 0\n', 'matrixmarket', ':1: the field is complex: only pattern, real and integer can be strengths'],
    ['%%MatrixMarket matrix coordinate real skew-symmetric\n2 2 0\n', 'matrixmarket', ':1: the symmetry is skew-symmetric: only symmetric and general are read as a network'],
    ['%%MatrixMarket matrix coordinate real general\n2 3 0\n', 'matrixmarket', ':2: the matrix has 2 rows and 3 columns: only a square matrix says which nodes are tied to which'],
    ['%%MatrixMarket matrix coordinate pattern general\n2 2 1\n1 2\n2 1\n', 'matrixmarket', ':4: there are more than the 1 entries that the file promises: correct the number or remove what is too much'],
    ['%%MatrixMarket matrix coordinate pattern general\n4000000000 4000000000 1\n1 2\n', 'matrixmarket', ':2: the matrix has 4000000000 rows: a network may have at most 134217728 nodes here'],
    ['*Vertices 4000000000\n', 'pajek', ':1: the file promises 4000000000 vertices: it may have at most 134217728 here'],
    ['1 2\n', 'pajek', ':1: "1 2" stands before *Vertices: a Pajek network begins with it'],
    ['*Vertices 1\n*Vertices 1\n', 'pajek', ':2: a second *Vertices begins here: save each network as a file of its own'],
    ['graph [ node [ id 1 ] ]\ngraph [ ]', 'gml', ':2: a second graph begins here: save each as a file of its own'],
    ['graph [ directed yes ]', 'gml', ':1: directed is "yes", but must be 0 or 1'],
    ['graph [ node [ label "x" ] ]', 'gml', ':1: this node has no id'],
    ['graph [ edge [ source 1 ] ]', 'gml', ':1: this edge has no target'],
    ['graph [ ] ]', 'gml', ':1: a "]" closes nothing'],
    ['graph [ node ] ]', 'gml', ':1: the key "node" has no value'],
    ['[ ]', 'gml', ':1: a "[" stands where a key is expected'],
    [`graph ${'[ a '.repeat(200)}`, 'gml', ':1: blocks are nested deeper than 100'],
    ['<html/>', 'graphml', ':1: the root element is <html>, but GraphML begins with <graphml>'],
    ['<graphml/>', 'graphml', ': there is no <graph> in the file'],
    [graphmlOf('<hyperedge/>'), 'graphml', ':4: this is a hyperedge: write it as the edges that it means'],
    ['<graphml><graph><node id="a&undefined;"/></graph></graphml>', 'graphml', ':1: the file is not well-formed XML (undefined entity)'],
    ['<!DOCTYPE g [<!ENTITY x SYSTEM "file:///etc/passwd">]><graphml><graph><node id="&x;"/></graph></graphml>', 'graphml', ':1: the file is not well-formed XML (undefined entity)'],
    ['<gexf><graph><edges><edge source="a" target="b" type="odd"/></edges></graph></gexf>', 'gexf', ':1: the type is "odd", but must be directed, undirected or mutual'],
    ['<?xml version="1.0" encoding="klingon"?><gexf><graph/></gexf>', 'gexf', ': the declared encoding klingon is unknown: save the file as UTF-8'],
  ])('%#: %s', async (text, format, sentence) => {
    expect(await refusalOf(text, {}, format)).toBe(sentence);
  });
});

describe('more edges than can be addressed', () => {
  it('is refused with the number', async () => {
    expect(await refusalOf('1 2\n2 3\n3 1\n', { maxEntries: 5 })).toBe(': the network has 3 edges, 6 directed entries, more than the 5 that can be addressed: read a part of it');
    expect((await read(fileOf('1 2\n2 3\n3 1\n'), { maxEntries: 6 })).graph.edgeCount).toBe(3);
  });
});

it('keeps a builder’s notes few', () => {
  const build = new NetworkBuilder({ file: 'x', weight: 'NONE', weightAttribute: null });
  for (let i = 0; i < 1000; i += 1) build.note(`sentence ${i}`);
  expect(build.finish('gml').notes.length).toBe(50);
});
