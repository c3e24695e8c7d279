/** `coterie export` at the command line: every format by its name, what is refused, and what stays on disk. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { partialOf } from '../../src/cli/exporting/place-file.js';
import { ExportError, type Chunk } from '../../src/exports/format.js';
import { EXPORT_FORMATS } from '../../src/exports/registry.js';
import { tempDir } from '../helpers/temp-dir.js';
import { ran } from './in-process.js';

const dir = tempDir();
const dataDir = path.join(dir, 'data');
const at = (name: string): string => path.join(dir, name);
const run = (...args: string[]) => ran(['export', ...args, '--data', dataDir]);
const text = (name: string): string => readFileSync(at(name), 'utf8');

beforeAll(async () => {
  writeFileSync(at('library.bib'), `
@article{a, author = {Ada One and Bo Two and Cy Three}, title = {Lanterns of the northern harbour}, journal = {Harbour Notes}, year = 2010, doi = {10.1234/lanterns}}
@article{b, author = {Ada One and Bo Two}, title = {Lighthouses & tides in 100\\% fog}, journal = {Shore Notes}, year = 2015}
@article{c, author = {Cy Three and Dee Four}, title = {Fog signals of the coast}, journal = {Shore Notes}, year = 2020}
@article{d, author = {Eve Five and Flo Six}, title = {Gardens far from any sea}, journal = {Garden Notes}, year = 2021}`);
  await ran(['import', at('library.bib'), '--data', dataDir]);
}, 60_000);

describe('each format by its file name', () => {
  it.each([
    ['net.gexf', /<gexf[^]*label="Ada One"/], ['net.graphml', /<graphml[^]*Ada One/], ['net.gml', /graph \[[^]*"Ada One"/], ['net.net', /\*Vertices 6\n[^]*"Ada One"/],
    ['net.paj', /\*Network[^]*"Ada One"/], ['net.json', /"nodes":\[[^]*Ada One/], ['net.cyjs', /"elements"[^]*Ada One/], ['drawing.svg', /<svg[^]*Ada One/],
    ['papers.bib', /@article\{one2010lanterns,/], ['papers.csl.json', /"title":"Lanterns of the northern harbour"/],
  ])('%s', async (name, expected) => {
    const { code, stdout } = await run(at(name));
    expect([code, stdout.split(':')[0]]).toEqual([0, at(name)]);
    expect(text(name)).toMatch(expected);
  });

  it('of several files, a file each, or an archive', async () => {
    expect((await run(at('net.csv'))).stdout).toBe(`${at('net-nodes.csv')}, ${at('net-edges.csv')}, ${at('net-metadata.json')}: The co-authorship network: 6 authors, 5 collaborations (CSV tables of nodes and edges)\n`);
    expect([text('net-nodes.csv').split('\r\n').length, text('net-edges.csv').split('\r\n').length, existsSync(at('net.csv'))]).toEqual([8, 7, false]);
    await run(at('map.zip'), '--format', 'vosviewer');
    expect(Object.keys(unzipSync(readFileSync(at('map.zip')))).toSorted()).toEqual(['map.txt', 'network.txt']);
    await run(at('only.csv'), '--part', 'edges');
    expect(text('only.csv')).toBe(text('net-edges.csv'));
    await run(at('p.parquet'));
    expect(readFileSync(at('p-nodes.parquet')).subarray(0, 4).toString()).toBe('PAR1');
    await run(at('d.png'));
    expect(readFileSync(at('d.png')).subarray(1, 4).toString()).toBe('PNG');
  });

  it('on stdout, with nothing else there', async () => {
    const { code, stdout, stderr } = await run('-', '--format', 'pajek', '--author', 'Eve Five', '--author', 'Flo Six');
    // Lines that begin with % are comments.
    expect([code, stdout.replaceAll(/^%.*\n/gm, '')]).toEqual([0, '*Vertices 2\n1 "Eve Five"\n2 "Flo Six"\n*Edges\n1 2 1\n']);
    expect(stderr).toContain('2 chosen authors: 2 authors, 1 collaboration (Pajek .net)');
    expect(stderr).toMatch(/^note: .*\.net/m);
  });
});

describe('the part that is meant', () => {
  const edges = async (...args: string[]): Promise<string[]> => (await run('-', '--format', 'csv', '--part', 'nodes', '--columns', 'none', ...args)).stdout.trim().split('\r\n').slice(1).map((line) => line.split(',')[1]).toSorted();

  it.each([
    [['--ego', 'Bo Two'], ['Ada One', 'Bo Two', 'Cy Three']],
    [['--ego', 'Bo Two', '--radius', '2'], ['Ada One', 'Bo Two', 'Cy Three', 'Dee Four']],
    [['--ego', 'Ada One', '--from', '2012'], ['Ada One', 'Bo Two']],
    [['--path', 'Ada One', '--path', 'Dee Four'], ['Ada One', 'Cy Three', 'Dee Four']],
    [['--top', 'degree', '-n', '1'], ['Cy Three']],
    [['--venue', 'garden notes'], ['Eve Five', 'Flo Six']],
    [['--ego', 'Ada One', '--year-from', '2012'], ['Ada One', 'Bo Two']],
    [['--ego', 'Ada One', '--year-to', '2012'], ['Ada One', 'Bo Two', 'Cy Three']],
    [['--component-of', 'Flo Six'], ['Eve Five', 'Flo Six']],
    [['--path', 'Ada One', '--path', 'Dee Four', '--distance', 'inverse-strength'], ['Ada One', 'Cy Three', 'Dee Four']],
    [['--giant'], ['Ada One', 'Bo Two', 'Cy Three', 'Dee Four']],
    [['--max-nodes', '2'], ['Ada One', 'Cy Three']],
  ])('%j', async (args, expected) => {
    expect(await edges(...args)).toEqual(expected);
  });

  it('tells on stderr the whole graph, where the file has no place for it', async () => {
    const table = await run('-', '--format', 'csv', '--part', 'nodes', '--metric', 'pagerank', '--counting', 'fractional', '--venue', 'Shore Notes', '--from', '2016');
    expect(table.stdout).not.toContain('2016');
    expect(table.stderr).toMatch(/^graph: fractional counting \(a paper of k authors adds 1\/\(k − 1\)\); years from 2016; venues Shore Notes$/m);
    expect(table.stderr).toMatch(/^snapshot: [0-9a-f]{16}$/m);
    expect(table.stderr).toMatch(/^method: pagerank: PageRank; exact/m);
    const chosen = await run('-', '--format', 'bibtex', '--from', '2016', '--to', '2020');
    expect(chosen.stderr).toMatch(/^-: Chosen papers \(years 2016 to 2020\): 1 paper \(BibTeX\)$/m);
    expect(chosen.stderr).toMatch(/^graph: full counting .*; years 2016 to 2020$/m);
    expect((await run('-', '--format', 'bibtex', '--from', '2000')).stderr).toMatch(/^-: All papers: 4 papers \(BibTeX\)$/m);
  });

  it('of the papers', async () => {
    const titles = async (...args: string[]): Promise<string[]> => (JSON.parse((await run('-', '--format', 'csl-json', ...args)).stdout) as { title: string }[]).map(({ title }) => title);
    expect(await titles('--author', 'Ada One')).toEqual(['Lighthouses & tides in 100% fog', 'Lanterns of the northern harbour']);
    expect(await titles('--venue', 'Shore Notes', '--from', '2016')).toEqual(['Fog signals of the coast']);
    expect(await titles('--ego', 'Dee Four')).toEqual(['Fog signals of the coast', 'Lanterns of the northern harbour']);
    expect(await titles('--paper', 'https://doi.org/10.1234/lanterns')).toEqual(['Lanterns of the northern harbour']);
  });

  it.each([
    [['papers.bib', '--paper', '10.1234/nothing'], '--paper is "10.1234/nothing", by which no paper is known'],
    [['papers.bib', '--paper', 'lanterns'], '--paper is "lanterns", which is no form of a paper\'s id'],
    [['papers.bib', '--paper', '10.1234/lanterns', '--from', '2012'], '--paper names the papers themselves'],
    [['papers.bib', '--paper', '10.1234/lanterns', '--author', 'Ada One'], '--paper names the papers themselves'],
    [['net.gexf', '--paper', '10.1234/lanterns'], '--paper names papers, and GEXF'],
  ])('%j is refused', async ([name, ...args], expected) => {
    const { code, stderr } = await run(at(`refused-${name}`), ...args);
    expect([code === 0, existsSync(at(`refused-${name}`))]).toEqual([false, false]);
    expect(stderr).toContain(expected);
  });

  it.each([['gml'], ['svg'], ['csv', '--part', 'metadata']])('tells what it leaves out in the file and beside it: %s', async (format, ...part) => {
    const { stdout, stderr } = await run('-', '--format', format, ...part, '--max-nodes', '3', '--max-edges', '1');
    expect(stderr.match(/only 3 of the 6/g)).toHaveLength(1);
    for (const said of [stdout, stderr]) {
      expect(said).toContain('only 3 of the 6 authors of this scope are here, as was asked for');
      expect(said).toContain('only the 1 strongest of the 3 collaborations among these authors are here, as was asked for');
    }
  });
});

describe('metrics and drawings', () => {
  it('stand in columns, with how each was made', async () => {
    await run(at('measured.graphml'), '--metric', 'pagerank,edge-betweenness', '--param', 'pagerank.damping=0.5');
    const file = text('measured.graphml');
    expect(file).toContain('attr.name="pagerank_damping_0_5"');
    expect(file).toContain('attr.name="edge_betweenness"');
    expect(file).toMatch(/pagerank_damping_0_5: PageRank; exact, \d+ iterations, converged, error bound [^;]+; damping 0\.5; read from collaborations/);
  });

  it('size and colour circles', async () => {
    await run(at('sized.svg'), '--size-by', 'pagerank', '--colour-by', 'component', '--theme', 'dark', '--width', '640');
    expect(text('sized.svg')).toMatch(/width="640"[^]*Component/);
  });

  it('stand elsewhere with another seed of the layout, and in the same communities', async () => {
    const positions = async (...args: string[]): Promise<string[]> => ((await run('-', '--format', 'gexf', '--layout', ...args)).stdout.match(/<viz:position[^>]*>/g) ?? []);
    const [usual, same, other] = [await positions(), await positions('--layout-seed', '1', '--seed', '9'), await positions('--layout-seed', '9')];
    expect(usual).toHaveLength(6);
    expect(same).toEqual(usual);
    expect(other).not.toEqual(usual);
  });

  it('are described as JSON', async () => {
    const { stdout } = await run(at('told.gexf'), '--layout', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ files: [at('told.gexf')], format: 'gexf', title: 'The co-authorship network', nodes: 6, edges: 5, notes: [] });
    expect(text('told.gexf')).toContain('<viz:position');
  });
});

describe('what is refused', () => {
  it.each<[string[], number, string]>([
    [['fig.pdf'], 2, 'drawings are not written as PDF: name the file .svg'],
    [['thing.xyz'], 2, '.zip with --format are): add --format'],
    [['thing.xyz'], 2, 'no format is known by the name of'],
    [['thing.zip'], 2, 'an archive of a format that its name does not tell: add --format'],
    [['thing.gexf', '--format', 'gefx'], 2, 'there is no format "gefx"; the formats are gexf, graphml'],
    [['-'], 2, 'nothing says in which format: add --format'],
    [['-', '--format', 'csv'], 2, 'has several files: add --part (nodes, edges, '],
    [['thing.gexf', '--part', 'nodes'], 2, 'GEXF 1.2 has no part "nodes"; it is one file: leave --part out'],
    [['none/thing.gexf'], 2, 'there is no folder'],
    [['thing.gexf', '--ego', 'Nobody Here'], 3, 'no author here has the name or id "Nobody Here"'],
    [['thing.gexf', '--community', '9'], 2, '--community is 9, but the graph has'],
    [['thing.gexf', '--top', 'degree', '--ego', 'Ada One'], 2, '--ego and --top each say which part is meant'],
    [['thing.gexf', '--path', 'Ada One'], 2, '--path is given once, but a path has two ends'],
    [['thing.gexf', '--radius', '2'], 2, '--radius says how far around --ego'],
    [['thing.gexf', '--metric', 'density'], 2, 'density has no value for each author or collaboration'],
    [['thing.gexf', '--metric', 'pagerank', '--param', 'damping=2'], 2, 'parameter "damping" is 2'],
    [['thing.gexf', '--columns', 'shoes'], 2, 'there is no column "shoes"'],
    [['thing.svg', '--size-by', 'shoes'], 2, '--size-by is "shoes", but must be a metric of authors, none, or one of papers'],
    [['thing.svg', '--colour-by', 'shoes'], 2, '--colour-by is "shoes", but must be a metric of authors'],
    [['thing.gexf', '--top', 'degree', '-n', '3', '--layout', '--iterations', '2000'], 2, 'from 0 to 1000'],
    [['thing.gexf', '--from', '2010', '--year-from', '2012'], 2, 'cannot be used with'],
    [['thing.gexf', '--component-of', 'Nobody Here'], 3, 'no author here has the name or id "Nobody Here"'],
    [['thing.svg', '--size-by', 'field'], 2, '--size-by is "top_field", but holds no numbers'],
    [['thing.svg', '--width', '15000'], 2, 'It must be a whole number from 200 to 10000.'],
    [['thing.svg', '--labels', '20001'], 2, 'It must be a whole number from 0 to 20000.'],
    [['thing.png', '--scale', '11'], 2, 'It must be a number from 0.1 to 10.'],
    [['thing.png', '--width', '9000', '--height', '9000'], 2, '--scale is 2, which makes 324 million pixels'],
    [['thing.gexf', '--venue', 'Nowhere'], 2, 'no paper has the venue "Nowhere"'],
  ])('%j', async ([name, ...rest], code, message) => {
    const said = await run(name === '-' ? name : at(name), ...rest);
    expect([said.code, said.stderr]).toEqual([code, expect.stringContaining(message)]);
    expect(existsSync(at(name))).toBe(false);
  });

  it('is a file that exists, unless it may be replaced', async () => {
    writeFileSync(at('mine.gexf'), 'mine');
    expect(await run(at('mine.gexf'))).toMatchObject({ code: 2, stderr: expect.stringContaining('exists already: choose another name, or replace it with --force') as string });
    expect(text('mine.gexf')).toBe('mine');
    expect((await run(at('mine.gexf'), '--force')).code).toBe(0);
    expect(text('mine.gexf')).toContain('<gexf');
    mkdirSync(at('folder.gexf'));
    expect((await run(at('folder.gexf'), '--force')).stderr).toContain('is a folder: name a file in it');
  });

  it('is a link that leads nowhere', async () => {
    symlinkSync(at('nowhere'), at('link.gexf'));
    expect(await run(at('link.gexf'))).toMatchObject({ code: 2, stderr: expect.stringContaining('link.gexf exists already') as string });
    expect(existsSync(at('nowhere'))).toBe(false);
  });

  it('removes what a killed export to the same file left, and says so', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    const host = hostname().replace(/[^\w.-]/g, '_');
    const [left, running, elsewhere] = [`again.gexf.${pid}@${host}.partial`, `again.gexf.${process.ppid}@${host}.partial`, `again.gexf.${pid}@elsewhere.partial`];
    for (const name of [left, running, elsewhere]) writeFileSync(at(name), 'half');
    const { code, stderr } = await run(at('again.gexf'));
    expect([code, stderr]).toEqual([0, expect.stringContaining(`note: ${left} was left unfinished by an export that was killed, and is removed`)]);
    expect(readdirSync(dir).filter((name) => name.startsWith('again.')).toSorted()).toEqual(['again.gexf', running, elsewhere].toSorted());
    for (const name of [running, elsewhere]) rmSync(at(name));
  });

  it('is the corpus itself, whatever is said', async () => {
    const before = readFileSync(path.join(dataDir, 'corpus.sqlite'));
    expect((await run(path.join(dataDir, 'corpus.sqlite'), '--format', 'gexf', '--force')).stderr).toContain('lies in the corpus');
    expect(readFileSync(path.join(dataDir, 'corpus.sqlite')).equals(before)).toBe(true);
  });

});

describe('a writing that fails half-way', () => {
  const leftovers = (): string[] => readdirSync(dir).filter((name) => name.includes('partial') || name.startsWith('half')).toSorted();

  /** Makes a part of a format refuse after a megabyte, and tells what stood in the folder when it did. */
  function refusingLate(id: string, part: string): { readonly whileWriting: string[] } {
    const found = EXPORT_FORMATS.find((format) => format.id === id)!.parts.find((each) => each.part === part)!;
    const seen = { whileWriting: [] as string[] };
    async function* chunks(): AsyncGenerator<Chunk> {
      for (let piece = 0; piece < 16; piece += 1) yield 'x'.repeat(65_536);
      await vi.waitFor(() => expect(leftovers().some((name) => name.includes(`${part}.`) && name.endsWith('.partial'))).toBe(true));
      seen.whileWriting = leftovers();
      throw new ExportError('This is more than the format takes.');
    }
    vi.spyOn(found, 'open').mockReturnValue({ notes: [], chunks: chunks() });
    return seen;
  }

  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('leaves nothing behind, and what was there as it was', async () => {
    writeFileSync(at('half.gml'), 'mine');
    const seen = refusingLate('gml', '');
    const { code, stdout, stderr } = await run(at('half.gml'), '--force');
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining('This is more than the format takes.')]);
    expect(seen.whileWriting).toEqual(['half.gml', path.basename(partialOf(at('half.gml')))]);
    expect([leftovers(), text('half.gml')]).toEqual([['half.gml'], 'mine']);
    rmSync(at('half.gml'));
  });

  it('takes the whole files of the same format with it', async () => {
    const seen = refusingLate('csv', 'edges');
    expect((await run(at('half.csv'))).code).toBe(2);
    expect(seen.whileWriting).toEqual(['edges', 'nodes'].map((part) => path.basename(partialOf(at(`half-${part}.csv`)))));
    expect(leftovers()).toEqual([]);
  });
});

describe('the help', () => {
  it('lists every format with what it leaves out', async () => {
    const { stdout } = await ran(['export', '--help']);
    for (const { id, leavesOut } of EXPORT_FORMATS) {
      expect(stdout).toContain(`  ${id.padEnd(15)}`);
      expect(stdout).toContain(leavesOut ?? id);
    }
  });
});
