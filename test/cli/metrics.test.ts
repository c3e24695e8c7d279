/** `coterie metrics`: on network files, bibliographies and the stored corpus. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { runProgram } from '../../src/cli/program.js';
import { seededRandom } from '../../src/graph/prng.js';
import { coterie, type Outcome } from '../helpers/program.js';
import { tempDir } from '../helpers/temp-dir.js';

const FIXTURES = path.resolve(import.meta.dirname, '../fixtures');
const TEAM = path.join(FIXTURES, 'cli/team.jsonl');
const MAIN = path.resolve(import.meta.dirname, '../../dist/cli/main.js');
const dir = tempDir();
const fileOf = (name: string, content: string): string => {
  const file = path.join(dir, name);
  writeFileSync(file, content);
  return file;
};
const metrics = (...args: string[]) => coterie(['metrics', ...args], { cwd: dir });

// A triangle with a tail, a loop, an edge stated twice, and a name that CSV must quote.
const KITE = fileOf('kite.csv', 'source,target,weight\na,"b, c",1\n"b, c",d,0.25\na,d,0.5\nd,e,3\nd,e,1\ne,e,1\n');

/** The same without a process of its own, for commands that end before they compute. */
async function inThisProcess(...args: string[]): Promise<Outcome> {
  let [stdout, stderr] = ['', ''];
  const writes = [
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((stdout += String(text)), true)),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((stderr += String(text)), true)),
  ];
  try {
    const code = await runProgram(['metrics', ...args]);
    return { code, stdout, stderr };
  } finally {
    for (const write of writes) write.mockRestore();
  }
}

interface Answer {
  readonly graph: Record<string, unknown>;
  readonly nodes: ReadonlyArray<{ id: string; label: string }>;
  readonly metrics: ReadonlyArray<Record<string, unknown> & { id: string; values: Array<number | null> }>;
  readonly [key: string]: unknown;
}
/** Progress depends on how busy the machine is. */
const withoutProgress = (stderr: string): string => stderr.replaceAll(/^(?:computing|reading) .*\n/gm, '');
const askJson = async (...args: string[]): Promise<Answer> => {
  const { code, stdout, stderr } = await metrics(...args, '--json');
  expect({ code, stderr: withoutProgress(stderr) }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as Answer;
};

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

  it('allowed an error, are exact where that is affordable, and say so; sampled where that is insisted on', async () => {
    const allowed = await metrics(KITE, '--metric', 'betweenness,degree', '--epsilon', '0.1');
    expect(allowed.stdout).toBe((await metrics(KITE, '--metric', 'betweenness,degree')).stdout);
    expect(allowed.stderr).toContain('  betweenness: counted exactly, which is within any error, since that is affordable here; --sampled samples all the same\n');
    const { stderr } = await metrics(KITE, '--metric', 'betweenness,closeness', '--sampled', '--epsilon', '0.2', '--delta', '0.05');
    expect(stderr).toMatch(/^ {2}Betweenness: sampled; with probability 0\.95 no normalised value is off by more than 0(\.\d+)?$/m);
    expect(stderr).not.toContain('counted exactly');
    const sketched = await metrics(KITE, '--metric', 'harmonic_closeness', '--param', 'method=sketched', '--param', 'precision=8');
    expect(sketched.stderr).toContain('  Harmonic closeness: sketched, with a relative standard deviation of about 0.065 and no bound of the error\n');
    const json = await askJson(KITE, '--metric', 'harmonic_closeness', '--param', 'method=sketched', '--param', 'precision=8');
    expect(json.metrics[0]).toMatchObject({ method: 'SKETCHED', errorBound: null, standardError: 0.065 });
  });

  it('writes distributions as a table of their own', async () => {
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

describe('a corpus', () => {
  const dataDir = path.join(dir, 'data');
  beforeAll(async () => {
    const { code, stderr } = await coterie(['import', TEAM, '--data', dataDir]);
    if (code !== 0) throw new Error(stderr);
  });

  it('stored, gives what `coterie top` gives', async () => {
    const answer = await askJson('--data', dataDir, '--metric', 'betweenness,h-index,paper_count', '--counting', 'fractional', '--to', '2015');
    const top = await coterie(['top', 'betweenness', '-n', '100', '--counting', 'fractional', '--to', '2015', '--data', dataDir, '--json']);
    const ranked = (JSON.parse(top.stdout) as { authors: ReadonlyArray<{ id: string; value: number }> }).authors;
    expect(answer.nodes.length).toBe(ranked.length);
    expect(Object.fromEntries(answer.nodes.map(({ id }, i) => [id, answer.metrics[0].values[i]]))).toEqual(Object.fromEntries(ranked.map(({ id, value }) => [id, value])));
    expect(answer.graph).toMatchObject({ nodes: ranked.length, spec: { counting: 'FRACTIONAL', yearTo: 2015 } });
  });

  it('in a file is imported for the occasion, and nothing of it stays', async () => {
    const temporary = path.join(dir, 'tmp');
    mkdirSync(temporary);
    const run = (...args: string[]) => coterie(['metrics', ...args], { cwd: dir, env: { TMPDIR: temporary } });
    const { code, stdout, stderr } = await run(TEAM, '--metric', 'paper_count,degree');
    const stored = await metrics('--data', dataDir, '--metric', 'paper_count,degree');
    expect({ code, stdout }).toEqual({ code: 0, stdout: stored.stdout });
    expect(stderr).toContain(`${TEAM}: a corpus of 6 papers, 6 authors, 6 collaborations`);
    expect((await run(fileOf('nothing.bib', '% nothing\n'), '--metric', 'degree')).code).not.toBe(0);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('interrupted while it is imported leaves nothing either', async () => {
    const temporary = path.join(dir, 'interrupted');
    mkdirSync(temporary);
    const random = seededRandom(3);
    const lines = Array.from({ length: 40_000 }, (_, i) => {
      const authors = Array.from({ length: 4 }, () => ({ rawName: `Author${Math.floor(random() * 9000)} Surname${Math.floor(random() * 9000)}` }));
      return JSON.stringify({ kind: 'paper', title: `Paper number ${i} of many`, authors });
    });
    const file = fileOf('many.jsonl', `${readFileSync(TEAM, 'utf8').split('\n')[0]}\n${lines.join('\n')}\n`);
    let seen: string[] = [];
    const { code, stdout, stderr } = await coterie(['metrics', file, '--metric', 'degree'], {
      cwd: dir,
      env: { TMPDIR: temporary },
      onStderr: (child) => {
        if (seen.length === 0) seen = readdirSync(temporary);
        child.kill('SIGINT');
      },
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^coterie: interrupted$/m);
    expect(seen.length).toBe(1);
    expect(readdirSync(temporary)).toEqual([]);
  }, 60_000);
});

describe('what can’t be meant is refused before anything is read', () => {
  it.each([
    [[KITE], 'nothing says what to compute: add --metric NAME (--help lists the names) or --all'],
    [[KITE, '--metric', 'betweeness'], 'there is no metric "BETWEENESS"; did you mean BETWEENNESS'],
    [[KITE, '--metric', 'h-index,degree'], 'H_INDEX is about papers, and a network file has none'],
    [[KITE, '--all', '--metric', 'degree'], '--all and --metric both say what is computed'],
    [[KITE, '--metric', 'degree', '--scope', 'author'], '--scope says what --all covers'],
    [[KITE, '--all', '--scope', 'paper'], 'there is no scope "PAPER"; the scopes are author, collaboration, network, distribution'],
    [[KITE, '--metric', 'degree', '--max-authors', '5'], '--max-authors chooses among papers, and'],
    [[KITE, '--metric', 'degree', '--sample'], 'FILE and --sample or --data both say what is measured'],
    [[KITE, '--metric', 'degree', '--format', 'svg'], 'there is no format "svg"; the formats are graphml, gexf, gml, pajek, matrixmarket, edgelist, '],
    [[KITE, '--metric', 'degree', '--weight', 'none', '--weight-attribute', 'weight'], '--weight none reads no attribute'],
    [[KITE, '--metric', 'degree', '--weight', 'heavy'], 'It must be one of strength, cost, none.'],
    [[KITE, '--metric', 'degree', '--weight-attribute', 'mass'], 'no edge has the attribute "mass"'],
    [[KITE, '--metric', 'pagerank', '--param', 'damping=2'], 'PAGERANK: parameter "damping" is 2, but must be a number from'],
    [[KITE, '--metric', 'pagerank', '--param', 'dumping=0.5'], 'none of the metrics computed has a parameter "dumping"; they take '],
    [[KITE, '--metric', 'degree', '--param', 'pagerank.damping=0.5'], 'is aimed at PAGERANK, which is not computed: add --metric pagerank'],
    [[KITE, '--metric', 'pagerank', '--param', 'damping'], 'the parameter "damping" is not of the form name=value or metric.name=value'],
    [[KITE, '--metric', 'betweenness', '--exact', '--epsilon', '0.1'], '--exact leaves no error for --epsilon and --delta to bound'],
    [[KITE, '--metric', 'betweenness', '--exact', '--sampled'], '--exact and --sampled say opposite things: use one of them'],
    [[KITE, '--metric', 'betweenness', '--epsilon', '1.5'], 'It must be a number between 0 and 1.'],
    [[KITE, '--metric', 'degree,neighbourhood_overlap'], 'metrics of nodes and of edges are two tables: add -o FILE'],
    [[KITE, '--metric', 'degree', '--top', '3', '-o', 'x.csv'], '--top is the readable table'],
    [[KITE, '--metric', 'degree', '-o', 'no-such-folder/x.csv'], 'there is no folder no-such-folder to write no-such-folder/x.csv into'],
    [[KITE, '--metric', 'degree', '--checkpoint', 'no-such-folder/x'], 'there is no folder no-such-folder to write no-such-folder/x into'],
    [[KITE, '--metric', 'degree', '-o', '.'], '. is a folder: name a file in it'],
    [[TEAM, '--metric', 'degree', '--weight', 'cost'], '--weight and --weight-attribute say how a network file is read'],
    [['missing.gml', '--metric', 'degree'], 'there is no file missing.gml'],
    [[KITE, '--metric', 'degree', '--threads', '0'], 'It must be a whole number from 1 up.'],
    [[fileOf('prose.md', 'Once upon a time there was\na graph.\n'), '--metric', 'degree'], 'looks like no network and no bibliography: name its format with --format (graphml, '],
    [[fileOf('empty.gml', ''), '--metric', 'degree'], 'empty.gml: the file is empty'],
    [[fileOf('zero.csv', '1,2,0\n'), '--metric', 'degree'], 'zero.csv:1: the weight of this edge is "0", but a strength must be a positive finite number'],
  ])('%#', async (args, sentence) => {
    const { code, stdout, stderr } = await inThisProcess(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^coterie: /);
    expect(stderr).toContain(sentence);
  });

  it('as JSON too', async () => {
    const { code, stdout } = await metrics(KITE, '--metric', 'jaccard', '--json');
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'BAD_USER_INPUT', argument: 'metric', value: 'JACCARD' } });
  });

  it('but what merely changes nothing is said', async () => {
    const { code, stderr } = await metrics(KITE, '--metric', 'degree', '--epsilon', '0.01', '--exact');
    expect([code, stderr]).toEqual([2, expect.stringContaining('--exact leaves no error') as string]);
    expect((await metrics(KITE, '--metric', 'degree', '--epsilon', '0.01')).stderr).toContain('  --epsilon changes nothing: none of these metrics has a parameter epsilon\n');
    expect((await metrics(KITE, '--metric', 'degree', '--checkpoint', path.join(dir, 'idle'))).stderr).toContain('  --checkpoint keeps nothing: none of these metrics is computed in blocks\n');
    expect((await metrics(KITE, '--metric', 'degree', '--sampled')).stderr).toContain('--sampled changes nothing: each of these metrics has one way of being computed');
    expect((await metrics(KITE, '--metric', 'degree', '--exact')).stderr).toContain('--exact changes nothing: each of these metrics has one way of being computed');
  });
});

/** A network without structure that any shortcut could use, in which a computation lasts. */
function largeNetwork(): string {
  const file = path.join(dir, 'large.edges');
  if (existsSync(file)) return file;
  const random = seededRandom(11);
  const nodes = 2500;
  const lines = Array.from({ length: 5 * nodes }, () => `${Math.floor(random() * nodes)} ${Math.floor(random() * nodes)} ${(1 + random()).toFixed(4)}`);
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}
const LONG = ['--metric', 'betweenness', '--distance', 'cost', '--threads', '2'];

describe('a long computation', () => {
  it('killed in the middle goes on from its checkpoint to the same bits', async () => {
    const file = largeNetwork();
    const checkpoint = path.join(dir, 'long.checkpoint');
    const args = [file, ...LONG, '--checkpoint', checkpoint];
    const child = spawn(process.execPath, [MAIN, 'metrics', ...args], { cwd: dir, stdio: 'ignore' });
    const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
    // A record of this metric holds a number per node: two of them are on disk once the file is larger than that.
    const timer = setInterval(() => {
      if ((statSync(checkpoint, { throwIfNoEntry: false })?.size ?? 0) > 2 * 8 * 2500) child.kill('SIGKILL');
    }, 5);
    expect(await ended).toBe('SIGKILL');
    clearInterval(timer);
    const kept = readFileSync(checkpoint);
    // The kill may as well have torn a record.
    writeFileSync(checkpoint, kept.subarray(0, -5));

    const other = await metrics(KITE, ...LONG, '--checkpoint', checkpoint);
    expect({ code: other.code, stdout: other.stdout }).toEqual({ code: 2, stdout: '' });
    expect(other.stderr).toContain(`the checkpoint ${checkpoint} is of another graph: repeat the command that it was made by, remove it, or name another file`);

    const resumed = await metrics(...args);
    expect(resumed.code).toBe(0);
    expect(resumed.stderr).toMatch(/^resuming: [1-9]\d* blocks were kept in /m);
    expect(existsSync(checkpoint)).toBe(false);
    const whole = await metrics(file, ...LONG);
    expect(resumed.stdout).toBe(whole.stdout);
  }, 180_000);

  it('interrupted ends soon, says that its blocks are kept, and writes nothing', async () => {
    const checkpoint = path.join(dir, 'interrupted.checkpoint');
    let isSent = false;
    const { code, stdout, stderr } = await coterie(['metrics', largeNetwork(), ...LONG, '--checkpoint', checkpoint], {
      cwd: dir,
      onStderr: (running) => {
        if (!isSent) running.kill('SIGINT');
        isSent = true;
      },
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`coterie: interrupted; what was computed is kept in ${checkpoint}: run the same command again to go on`);
    expect(existsSync(checkpoint)).toBe(true);
  }, 60_000);
});

it('ends quietly where its reader closes the pipe', async () => {
  // More rows than a pipe holds.
  const file = fileOf('many.mtx', '%%MatrixMarket matrix coordinate pattern symmetric\n300000 300000 1\n2 1\n');
  const child = spawn('bash', ['-c', `set -o pipefail; "$0" "$1" metrics "$2" --metric degree | head -n 1`, process.execPath, MAIN, file], { cwd: dir, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'id,label,degree\n' });
  expect(stderr).not.toMatch(/EPIPE|Error/);
});

it('lists every metric and format in its help', async () => {
  const { code, stdout } = await metrics('--help');
  expect(code).toBe(0);
  for (const word of ['betweenness', 'neighbourhood_overlap', 'mean_distance', 'matrixmarket', '--checkpoint', 'coterie metrics netscience.gml']) expect(stdout).toContain(word);
});
