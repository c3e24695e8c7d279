/** What `coterie metrics` refuses, and what it says to do instead. */
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { runProgram } from '../../src/cli/program.js';
import { dir, fileOf, KITE, metrics, TEAM } from '../helpers/metrics-command.js';
import type { Outcome } from '../helpers/program.js';

/** `coterie metrics` without a process of its own, for commands that end before they compute. */
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
    [[KITE, '--metric', 'betweenness', '--epsilon', '1.5'], 'It must be a number from 0.0001 to 0.5.'],
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

describe('an answer is not written over', () => {
  it('the file being read, whatever it is called, and however', async () => {
    const file = fileOf('own.edges.csv', 'a b\nb c\n');
    for (const args of [['--metric', 'degree,bridge', '-o', path.join(dir, 'own.csv')], ['--metric', 'degree', '-o', file]]) {
      expect(await inThisProcess(file, ...args)).toMatchObject({ code: 2, stderr: expect.stringContaining(`the answer would be written over ${file}, which is the file being read`) as string });
    }
    symlinkSync(file, path.join(dir, 'link.csv'));
    expect(await inThisProcess(file, '--metric', 'degree', '-o', path.join(dir, 'link.csv'))).toMatchObject({ code: 2 });
    expect(readFileSync(file, 'utf8')).toBe('a b\nb c\n');
  });

  it('its own checkpoint, which is removed in the end', async () => {
    const same = path.join(dir, 'same.csv');
    expect(await inThisProcess(KITE, '--metric', 'betweenness', '--checkpoint', same, '-o', same)).toMatchObject({ code: 2, stderr: expect.stringContaining('which is the checkpoint') as string });
    expect(existsSync(same)).toBe(false);
  });
});

describe('--about', () => {
  it('says what metrics mean and what they take, and computes nothing', async () => {
    const { code, stdout } = await inThisProcess('--about', 'pagerank,Edge-Betweenness');
    expect(code).toBe(0);
    expect(stdout).toContain('pagerank (scope author)\nPageRank: Share of time that a random walker spends at the author');
    expect(stdout).toContain('  damping (a number from 0 to 0.99; default 0.85): Probability of walking on');
    expect(stdout).toContain('\n\nedge_betweenness (scope collaboration)\n');
    expect(stdout).toContain('doi:10.1073/pnas.122653799');
  });

  it('knows no others', async () => {
    expect(await inThisProcess('--about', 'pagerang')).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('did you mean PAGERANK') as string });
  });
});
