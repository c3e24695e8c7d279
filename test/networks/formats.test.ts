/** Each format as real programs write it: what is taken, and what is said of it. */
import { describe, expect, it } from 'vitest';
import { edgesOf, fileOf, fixture, labelsOf, read } from './reading.js';

const CY = 'Çy "Q" & co';

describe('what networkx 2.8.8 writes', () => {
  it.each(['networkx.gml', 'networkx.graphml', 'networkx.gexf', 'networkx.net'])('%s', async (name) => {
    const network = await read(fixture(name));
    expect(labelsOf(network)).toEqual(['Ada', 'Bo', CY, 'Zoë']);
    expect(edgesOf(network)).toEqual(['Ada—Bo 2.5', `Bo—${CY} 1`]);
    expect(network).toMatchObject({ directed: false, loops: 0, duplicates: 0, reciprocal: 0, notes: [], format: { gml: 'gml', graphml: 'graphml', gexf: 'gexf', net: 'pajek' }[name.split('.')[1]] });
  });

  it('an edge list with dictionaries', async () => {
    const network = await read(fixture('networkx.edgelist'));
    expect(edgesOf(network)).toEqual(['1—2 3', '2—3 0.5']);
    expect(network.strengthAttribute).toBe('weight');
    expect(edgesOf(await read(fileOf('1 2 {}\n2 3 {}\n')))).toEqual(['1—2 1', '2—3 1']);
  });
});

describe('what igraph 0.10.2 writes', () => {
  it.each(['igraph.gml', 'igraph.graphml'])('%s', async (name) => {
    const network = await read(fixture(name));
    expect(labelsOf(network)).toEqual(['Ada', 'Bo', 'Çy', 'Zoë']);
    expect(edgesOf(network)).toEqual(['Ada—Bo 2.5', 'Bo—Çy 1']);
  });

  it('Pajek without labels, and NCOL', async () => {
    expect(edgesOf(await read(fixture('igraph.net')))).toEqual(['1—2 2.5', '2—3 1']);
    expect(labelsOf(await read(fixture('igraph.net')))).toEqual(['1', '2', '3', '4']);
    expect(edgesOf(await read(fixture('igraph.ncol')))).toEqual(['Ada—Bo 2.5', 'Bo—Çy 1']);
  });
});

describe('GML', () => {
  it('takes edges before nodes, strings over lines, comments, inner blocks, references; an empty label is none', async () => {
    const network = await read(fixture('newman-style.gml'));
    expect(network.labels.idOf(0)).toBe('7');
    expect(labelsOf(network)).toEqual(['SEVEN "S" & CO', 'ONE, A', '9']);
    expect(edgesOf(network)).toEqual(['SEVEN "S" & CO—ONE, A 0.5']);
  });

  it('of Gephi, directed: the stronger direction counts, loops are counted', async () => {
    const network = await read(fixture('gephi.gml'));
    expect(edgesOf(network)).toEqual(['a—b 3']);
    expect(network).toMatchObject({ directed: true, stated: 3, loops: 1, duplicates: 0, reciprocal: 1, strengthAttribute: 'value' });
  });

  it('takes ids that are no numbers, and nodes that no one declares', async () => {
    const network = await read(fileOf('graph [ edge [ source "x y" target b ] edge [ source b target 03 ] ]'));
    expect(edgesOf(network)).toEqual(['x y—b 1', 'b—03 1']);
    expect(network.notes).toEqual(['the file declares no nodes: those that its edges name were taken']);
  });
});

describe('GraphML', () => {
  it('of yEd: labels as drawn, groups flattened', async () => {
    const network = await read(fixture('yed.graphml'));
    expect(labelsOf(network)).toEqual(['Ada', 'Bo', 'Group']);
    expect(edgesOf(network)).toEqual(['Ada—Bo 1', 'Bo—Group 1']);
    expect(network).toMatchObject({ directed: true, strengthAttribute: null, notes: ['graphs within nodes were flattened: their nodes and edges are read like the others'] });
  });

  it('with defaults, capitals, one directed edge, edges before nodes', async () => {
    const network = await read(fixture('defaults.graphml'));
    expect(edgesOf(network)).toEqual(['A & Co—b 2', 'b—c 4']);
    expect(network).toMatchObject({ directed: true, notes: [] });
    expect(edgesOf(await read(fixture('defaults.graphml'), { weightAttribute: 'length' }))).toEqual(['A & Co—b 10', 'b—c 20']);
    expect(edgesOf(await read(fixture('defaults.graphml'), { weightAttribute: 'length', weight: 'COST' }))).toEqual(['A & Co—b 0.1', 'b—c 0.05']);
    expect(edgesOf(await read(fixture('defaults.graphml'), { weight: 'NONE' }))).toEqual(['A & Co—b 1', 'b—c 1']);
  });

  it('in another encoding', async () => {
    const text = '<?xml version="1.0" encoding="ISO-8859-1"?><graphml><graph edgedefault="undirected"><node id="é"/></graph></graphml>';
    expect(labelsOf(await read(fileOf(Buffer.from(text, 'latin1'))))).toEqual(['é']);
    const utf16 = Buffer.from(`\uFEFF${text.replace('ISO-8859-1', 'UTF-16')}`, 'utf16le');
    expect(labelsOf(await read(fileOf(utf16), {}, 'graphml'))).toEqual(['é']);
  });
});

describe('GEXF', () => {
  it('1.3 of Gephi: attributes with defaults, edges of either type', async () => {
    const network = await read(fixture('gephi-1.3.gexf'));
    expect(edgesOf(network)).toEqual(['Ada—Bo 2', 'Bo—n3 1']);
    expect(network).toMatchObject({ directed: true, notes: ['1 of 2 stated edges have no weight: they count as strength 1'] });
    expect(edgesOf(await read(fixture('gephi-1.3.gexf'), { weightAttribute: 'Years' }))).toEqual(['Ada—Bo 3', 'Bo—n3 5']);
  });

  it('1.1 with a hierarchy, dynamic', async () => {
    const network = await read(fixture('hierarchy-1.1.gexf'));
    expect(labelsOf(network)).toEqual(['Group', 'Inner', 'Other']);
    expect(edgesOf(network)).toEqual(['Group—Inner 1', 'Inner—Other 0.5']);
    expect(network.directed).toBe(false);
    expect(network.notes.join('\n')).toMatch(/is dynamic.*\n.*flattened.*\n1 of 2 stated edges have no weight/);
  });
});

describe('Pajek', () => {
  it('with lists, relations, quoted labels, what is no part of the network', async () => {
    const network = await read(fixture('lists.net'));
    expect(labelsOf(network)).toEqual(['Ada One', '2', 'Bo', 'Çy "C" Two', '5']);
    expect(edgesOf(network)).toEqual(['Ada One—2 2.5', 'Ada One—Bo 1', 'Bo—Çy "C" Two 1', 'Çy "C" Two—5 1']);
    expect(network).toMatchObject({ directed: true, reciprocal: 1 });
    expect(network.notes).toEqual([
      'the file has several relations: they were read together as one network',
      '*Partition is no part of a network and was not read',
      '4 of 5 stated edges have no value: they count as strength 1',
    ]);
  });

  it('with a matrix, broken anywhere', async () => {
    const network = await read(fixture('matrix.net'));
    expect(edgesOf(network)).toEqual(['1—2 2', '2—3 0.5']);
    expect(network).toMatchObject({ loops: 1, reciprocal: 1 });
    const twoModes = await read(fileOf('*Vertices 3 1\n*Matrix\n1 2\n'));
    expect(edgesOf(twoModes)).toEqual(['1—2 1', '1—3 2']);
  });

  it('in Latin-1 with CRLF', async () => {
    const network = await read(fixture('latin1.net'));
    expect(labelsOf(network)).toEqual(['André', 'Bo']);
    expect(network.notes).toEqual(['the file is not UTF-8: from the piece that begins at byte 0 on it was read as windows-1252']);
  });
});

describe('Matrix Market', () => {
  it('symmetric', async () => {
    const network = await read(fixture('symmetric.mtx'));
    expect(edgesOf(network)).toEqual(['1—2 1.5', '2—4 0.2']);
    expect(network).toMatchObject({ directed: false, loops: 1, strengthAttribute: 'value' });
  });

  it.each(['general.mtx', 'general.mtx.gz'])('general, a pattern (%s)', async (name) => {
    const network = await read(fixture(name));
    expect(edgesOf(network)).toEqual(['1—2 1', '2—3 2']);
    expect(network).toMatchObject({ directed: true, stated: 4, duplicates: 1, reciprocal: 1 });
    expect([...network.graph.paperCount]).toEqual([1, 1, 2, 2]);
  });
});

describe('edge lists', () => {
  it('with column names and quotations', async () => {
    const network = await read(fixture('header.csv'));
    expect(edgesOf(network)).toEqual(['One; Ada—Bo 2', 'Bo—Cy "C" 3']);
    expect(network.strengthAttribute).toBe('weight');
  });

  it('of KONECT, the fourth column said to be left', async () => {
    const network = await read(fixture('konect.tsv'));
    expect(edgesOf(network)).toEqual(['1—2 2', '2—3 1']);
    expect(network.loops).toBe(1);
    expect(network.notes).toEqual(['the lines have more than three columns: the third was read as strength, those behind it were not read']);
  });

  it.each([
    ['commas', '1,2\n2,3\n'],
    ['commas and blanks', '1, 2\n2 , 3\n'],
    ['tabs', '1\t2\n2\t3'],
    ['blanks of any kind', '  1   2\n2 \t 3  \n'],
    ['CRLF, comments, empty lines', '# x\r\n\r\n1 2\r\n% y\r\n2 3\r\n'],
    ['a byte order mark', '\uFEFF1 2\n2 3\n'],
    ['the column names of SNAP without #', 'FromNodeId\tToNodeId\n1\t2\n2\t3\n'],
  ])('separated by %s', async (_, text) => {
    expect(edgesOf(await read(fileOf(text)))).toEqual(['1—2 1', '2—3 1']);
  });

  it('keeps ids apart that differ in spelling alone', async () => {
    const network = await read(fileOf('7 07\n7 +7\n9007199254740993 9007199254740992\n'));
    expect(labelsOf(network)).toEqual(['7', '07', '+7', '9007199254740993', '9007199254740992']);
  });

  it('knows names with tabs between them', async () => {
    expect(edgesOf(await read(fileOf('Ada One\tBo Two\t2\nBo Two\tCy\t3\n', 'x.tsv')))).toEqual(['Ada One—Bo Two 2', 'Bo Two—Cy 3']);
  });
});
