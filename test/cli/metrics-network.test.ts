/** `coterie metrics` on network files. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { askJson, dir, fileOf, KITE, metrics, withoutProgress } from '../helpers/metrics-command.js';

describe('a network file', () => {
  it('becomes a row per node, to full precision, with what was done said on stderr', async () => {
    const { code, stdout, stderr } = await metrics(KITE, '--metric', 'degree,strength', '--metric', 'betweenness', '--normalized');
    expect(code).toBe(0);
    expect(stdout).toBe(
      'id,label,degree,degree_normalized,strength,betweenness,betweenness_normalized\n' +
      `a,a,2,${2 / 3},1.5,0,0\n"b, c","b, c",2,${2 / 3},1.25,0,0\nd,d,3,1,4.75,2,${2 / 3}\ne,e,1,${1 / 3},4,0,0\n`,
    );
    expect(withoutProgress(stderr)).toBe(
      `${KITE}: edge list (two ids and, if wanted, a strength per line), 4 nodes, 4 edges, strength from weight\n` +
      '  1 self-loop was left out\n  1 duplicate edge was merged into the first of the same pair: their strengths were added up\n',
    );
  });

  it('says all of it as JSON', async () => {
    const answer = await askJson(KITE, '--metric', 'pagerank,density,neighbourhood_overlap', '--threads', '1');
    expect(answer.graph).toMatchObject({ nodes: 4, edges: 4, format: 'edgelist', directed: false, statedEdges: 6, loops: 1, duplicates: 1, reciprocal: 0, weight: 'STRENGTH', strengthAttribute: 'weight' });
    expect(answer.nodes).toEqual(['a', 'b, c', 'd', 'e'].map((id) => ({ id, label: id })));
    expect(answer['edges']).toEqual([[0, 1], [0, 2], [1, 2], [2, 3]]);
    const [pagerank, density, overlap] = answer.metrics;
    expect(pagerank).toMatchObject({ id: 'PAGERANK', scope: 'AUTHOR', method: 'EXACT', converged: true, parameters: { damping: 0.85 } });
    expect(pagerank.values.reduce((sum: number, value) => sum + (value ?? NaN), 0)).toBeCloseTo(1, 9);
    expect(typeof pagerank['iterations']).toBe('number');
    expect(density).toMatchObject({ id: 'DENSITY', value: 4 / 6 });
    // No common neighbour can e have with d.
    expect(overlap.values).toHaveLength(4);
    expect(answer).toMatchObject({ failed: [], aboutPapers: [], threads: 1 });
  });

  it.each([
    ['strength', ['1.5', '1.25', '4.75', '4']],
    ['cost', ['3', '5', '7', '1']],
    ['none', ['2', '2', '3', '1']],
  ])('with weights read as %s', async (weight, strengths) => {
    const { stdout } = await metrics(KITE, '--metric', 'strength', '--weight', weight);
    expect(stdout.trim().split('\n').slice(1).map((line) => line.split(',').at(-1))).toEqual(strengths);
  });

  it('goes by cost where metrics have the choice', async () => {
    const byCost = await askJson(KITE, '--metric', 'closeness,degree', '--weight', 'cost', '--distance', 'cost');
    expect(byCost.metrics.map(({ parameters }) => parameters)).toMatchObject([{ distance: 'INVERSE_STRENGTH' }, {}]);
    // From a at costs 1 (b), 1/2 (d) and 3/2 (e, by the cheaper of its two edges); b–d costs 1/4, so b is reached over d.
    expect(byCost.metrics[0].values[0]).toBeCloseTo(3 / (0.75 + 0.5 + 1.5), 12);
  });

  it('writes nodes, edges and figures of the network side by side', async () => {
    const out = path.join(dir, 'out.csv');
    const { code, stdout, stderr } = await metrics(KITE, '--all', '--scope', 'author,collaboration', '--scope', 'network', '-o', out);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    const files = ['out.csv', 'out.edges.csv', 'out.network.csv'].map((name) => readFileSync(path.join(dir, name), 'utf8'));
    expect(files.map((text) => text.split('\n').length - 2)).toEqual([4, 4, (/^diameter,/m.exec(files[2]) === null ? 0 : files[2].split('\n').length - 2)]);
    expect(files[0]).toMatch(/^id,label,degree,strength,/);
    expect(files[1]).toMatch(/^source,target,source_label,target_label,collaboration_strength,neighbourhood_overlap/);
    expect(files[1]).toContain('\na,"b, c",a,"b, c",1,');
    expect(files[2]).toContain('\ndiameter,2,\n');
    expect(stderr).toContain('left out, since they are about papers and a network file has none: paper_count,');
    expect(stderr).toContain(`written: ${out}, `);
    expect(readdirSync(dir).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('keeps figures of the network beside the table, or makes them the table', async () => {
    const beside = await metrics(KITE, '--metric', 'degree,diameter');
    expect(beside.stdout.split('\n')[0]).toBe('id,label,degree');
    expect(beside.stderr).toMatch(/^ {2}Diameter +2$/m);
    expect((await metrics(KITE, '--metric', 'diameter')).stdout).toBe('metric,value,normalized\ndiameter,2,\n');
  });

  it('allowed an error, are exact where that is affordable, and say so; sampled where that is insisted on', { timeout: 60_000 }, async () => {
    const allowed = await metrics(KITE, '--metric', 'betweenness,degree', '--epsilon', '0.1');
    expect(allowed.stdout).toBe((await metrics(KITE, '--metric', 'betweenness,degree')).stdout);
    expect(allowed.stderr).toContain('  betweenness: counted exactly, which is within any error, since that is affordable here; --sampled samples all the same\n');
    const { stderr } = await metrics(KITE, '--metric', 'betweenness,closeness', '--sampled', '--epsilon', '0.2', '--delta', '0.05');
    // So few authors need no sample: all were counted.
    expect(stderr).not.toContain('sampled');
    const sketched = await metrics(KITE, '--metric', 'harmonic_closeness', '--param', 'method=sketched', '--param', 'precision=8');
    expect(sketched.stderr).toContain('  Harmonic closeness: sketched, with a relative standard deviation of about 0.065 and no bound of the error\n');
    const json = await askJson(KITE, '--metric', 'harmonic_closeness', '--param', 'method=sketched', '--param', 'precision=8');
    expect(json.metrics[0]).toMatchObject({ method: 'SKETCHED', errorBound: null, standardError: 0.065 });
  });

  it('writes distributions as a table of their own', { timeout: 60_000 }, async () => {
    const { stdout } = await metrics(KITE, '--metric', 'distance_distribution');
    expect(stdout).toBe('metric,at,value,normalized\ndistance_distribution,1,4,0.6666666666666666\ndistance_distribution,2,2,0.3333333333333333\ndistance_distribution,inf,0,0\n');
    expect((await metrics(KITE, '--metric', 'degree,distance_distribution')).stderr).toMatch(/^ {2}Distances between authors:\n {2} +hops +pairs +share\n {2} +1 +4 +0\.666667\n/m);
    expect((await askJson(KITE, '--metric', 'distance_distribution')).metrics[0]).toMatchObject({ scope: 'DISTRIBUTION', at: [1, 2, null], values: [4, 2, 0], normalized: [4 / 6, 2 / 6, 0] });
    const out = path.join(dir, 'distances.csv');
    await metrics(KITE, '--metric', 'degree,distance_distribution', '-o', out);
    expect(readFileSync(path.join(dir, 'distances.distributions.csv'), 'utf8')).toBe(stdout);
  });

  it('shows the head of a ranking to people', async () => {
    const { stdout } = await metrics(KITE, '--metric', 'betweenness,degree', '--top', '2');
    expect(stdout.split('\n').slice(0, 5)).toEqual(['label  Betweenness  Collaborators', 'd                2              3', 'a                0              2', '', '2 of 4 nodes shown, by betweenness, the largest value first']);
  });

  it('leaves undefined values empty, or null', async () => {
    const file = fileOf('lonely.mtx', '%%MatrixMarket matrix coordinate pattern symmetric\n2 2 1\n1 1\n');
    expect((await metrics(file, '--metric', 'diameter,mean_distance')).stdout).toBe('metric,value,normalized\ndiameter,0,\nmean_distance,,\n');
    expect((await askJson(file, '--metric', 'mean_distance')).metrics[0]['value']).toBeNull();
  });

  it('gives the same numbers on any number of threads', async () => {
    const [one, three] = [await metrics(KITE, '--all', '--threads', '1'), await metrics(KITE, '--all', '--threads', '3')];
    expect(one.stdout).toBe(three.stdout);
    expect(one.stdout.split('\n').length).toBe(6);
  });

  const netscience = path.resolve(import.meta.dirname, '../../../shared/data/graphs/netscience.gml');
  it.skipIf(!existsSync(netscience))('gives the known values of netscience (skipped where the shared file is not there)', async () => {
    const answer = await askJson(netscience, '--metric', 'betweenness,diameter,triangle_count');
    const newman = answer.nodes.findIndex(({ label }) => label === 'NEWMAN, M');
    expect(answer.metrics[0].values[newman]).toBeCloseTo(28300.5645, 4);
    expect([answer.metrics[1]['value'], answer.metrics[2]['value']]).toEqual([17, 3764]);
  });
});

it('lists every metric and format in its help', async () => {
  const { code, stdout } = await metrics('--help');
  expect(code).toBe(0);
  for (const word of ['betweenness', 'neighbourhood_overlap', 'mean_distance', 'matrixmarket', '--checkpoint', 'coterie metrics netscience.gml']) expect(stdout).toContain(word);
});

describe('a list with named columns', () => {
  it('has its strengths read where they are called as our own tables call them', async () => {
    const file = fileOf('ours.csv', 'source,target,joint_papers,collaboration_strength\na,b,1,2.5\nb,c,3,4\n');
    const { stdout, stderr } = await metrics(file, '--metric', 'strength');
    expect(stdout).toBe('id,label,strength\na,a,2.5\nb,b,6.5\nc,c,4\n');
    expect(stderr).toContain('strength from collaboration_strength');
  });

  it('is said to have columns that were not read', async () => {
    const file = fileOf('unread.csv', 'source,target,joint papers,since\na,b,1,2020\n');
    const { stdout, stderr } = await metrics(file, '--metric', 'strength');
    expect(stdout).toBe('id,label,strength\na,a,1\nb,b,1\n');
    expect(stderr).toContain('every edge has strength 1, since "joint papers", "since" are no usual names of one: name the attribute that is the strength or the cost to have it read');
    expect((await metrics(file, '--metric', 'strength', '--weight', 'none')).stderr).not.toContain('usual names');
  });
});

describe('a first line of names', () => {
  it.each([
    ['author_a,author_b\nx,y\ny,z\n', 'x,x,1\ny,y,2\nz,z,1\n'],
    ['Author 1,Author 2,Papers\nx,y,3\ny,z,1\n', 'x,x,1\ny,y,2\nz,z,1\n'],
    ['a,b,weight\nx,y,3\ny,z,1\n', 'x,x,3\ny,y,4\nz,z,1\n'],
  ])('is no edge: %j', async (text, rows) => {
    const { code, stdout } = await metrics(fileOf('named.csv', text), '--metric', 'strength');
    expect({ code, stdout }).toEqual({ code: 0, stdout: `id,label,strength\n${rows}` });
  });

  it('is an edge like the others where words follow words', async () => {
    const { code, stderr } = await metrics(fileOf('words.csv', 'x,y,friend\ny,z,friend\n'), '--metric', 'strength', '--format', 'edgelist');
    expect(code).toBe(2);
    expect(stderr).toContain('words.csv:1: the weight of this edge is "friend"');
  });
});

describe('what is easily mistaken is said', () => {
  it('of costs, that distances are by hops all the same', async () => {
    expect((await metrics(KITE, '--metric', 'betweenness,degree', '--weight', 'cost')).stderr).toContain('betweenness: by hops, each edge of length 1; --distance cost goes by the costs');
    expect((await metrics(KITE, '--metric', 'betweenness', '--weight', 'cost', '--distance', 'cost')).stderr).not.toContain('by hops');
  });

  it('by its ending, that a file is to be JSON', async () => {
    const file = path.join(dir, 'values.json');
    expect((await metrics(KITE, '--metric', 'degree', '-o', file)).code).toBe(0);
    expect((JSON.parse(readFileSync(file, 'utf8')) as { metrics: Array<{ id: string }> }).metrics[0].id).toBe('DEGREE');
  });
});

describe('text of old and odd kinds', () => {
  it('has lines that end with CR alone', async () => {
    const file = fileOf('mac.txt', '1 2\r2 3\r3 4\r');
    expect((await metrics(file, '--metric', 'degree')).stdout).toBe('id,label,degree\n1,1,1\n2,2,2\n3,3,2\n4,4,1\n');
  });

  it.each([
    ['a NUL', 'a b\0c\nb d\n', 'a NUL character stands in this line'],
    ['a strength whose reciprocal is beyond numbers', '1 2 1e-320\n', 'the weight of this edge is "1e-320", whose reciprocal is beyond numbers: multiply all by a common factor'],
  ])('is refused for %s', async (_, text, reason) => {
    const { code, stdout, stderr } = await metrics(fileOf('odd.txt', text), '--metric', 'degree', '--format', 'edgelist');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(reason);
  });
});
