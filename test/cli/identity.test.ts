/** Who is who at the command line: from a messy library to a graph in which one person is one person, and back. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { coterie, serve } from '../helpers/program.js';
import { tempDir } from '../helpers/temp-dir.js';
import { ran } from './in-process.js';

const FIXTURES = path.resolve(import.meta.dirname, '../fixtures/cli');
const fixture = (name: string) => path.join(FIXTURES, name);

const HEADER = '{"format":"coterie-records","version":1}';
const SAID = { who: 'the tests', when: '2024-01-31', why: 'They say so.' };
const line = (kind: string, content: object) => JSON.stringify({ kind, ...content, ...SAID });
const merge = (...names: string[]) => line('merge', { names });

const MESSY = `
@article{a1, author = {M{\\"u}ller, J{\\"o}rg and Lee, Ann}, title = {Spanning forests of sparse graphs}, journal = {Graph Notes}, year = 2015}
@article{a2, author = {Mueller, Joerg and Lee, Ann and Ek, Bo}, title = {Cuts in sparse graphs}, journal = {Graph Notes}, year = 2016}
@article{a3, author = {Mueller, J. and Ek, Bo}, title = {Flows in planar graphs}, year = 2017}
@inproceedings{a4, author = {Ek, Bo and Io, Cy}, title = {Planar separators revisited}, booktitle = {Proc. Plane}, year = 2018}
@article{a5, author = {J{\\"o}rg M{\\"u}ller and Dee Oh}, title = {Matroids for everybody}, year = 2019}
@article{a6, author = {Dee Oh and Eve Un}, title = {Matroids for nobody}, year = 2020}
`;

function written(name: string, text: string): string {
  const file = path.join(tempDir(), name);
  writeFileSync(file, text);
  return file;
}

const ledgerFile = (name: string, ...lines: string[]) => written(name, `${[HEADER, ...lines].join('\n')}\n`);

interface State {
  readonly displayName: string;
  readonly paperCount: number;
  readonly collaboratorCount: number;
  readonly betweennessRank: number;
}

function corpus() {
  const dataDir = tempDir();
  const run = (...args: string[]) => ran([...args, '--data', dataDir]);
  const json = async <T>(...args: string[]): Promise<T> => JSON.parse((await run(...args, '--json')).stdout) as T;
  const authors = async () => (await json<{ counts: { authors: number } }>('status')).counts.authors;
  return { dataDir, run, json, authors };
}

describe('one person under three spellings', () => {
  it('is proposed, merged, seen to change the graph, kept by a re-import, and parted again', async () => {
    const { run, json, authors } = corpus();
    const bib = written('messy.bib', MESSY);
    await run('import', bib, '--identity', 'ids-only');
    expect(await authors()).toBe(8);

    const proposed = await json<{ duplicates: Array<{ probability: number; authors: Array<{ id: string; displayName: string }>; for: Array<{ words: string }> }> }>('identity', 'suggest');
    expect(proposed.duplicates.map((pair) => pair.authors.map(({ displayName }) => displayName).toSorted())).toEqual([
      ['Joerg Mueller', 'Jörg Müller'], ['J. Mueller', 'Joerg Mueller'], ['J. Mueller', 'Jörg Müller'],
    ]);
    expect(proposed.duplicates[0].for.map(({ words }) => words).join('; ')).toContain('1 co-author in common: Ann Lee');
    const text = (await run('identity', 'suggest', '-n', '1')).stdout;
    expect(text).toContain('for      Jörg Müller and Joerg Mueller may be one name (transliteration)');
    expect(text).toMatch(/one person\? {2}coterie identity merge A\w{12} A\w{12}/);

    const names = ['Jörg Müller', 'Joerg Mueller', 'J. Mueller'];
    const trial = await run('identity', 'merge', ...names, '--dry-run');
    expect(trial.stdout).toContain('authors 8 → 6, collaborations 8 → 6');
    expect(await authors()).toBe(8);

    const merged = await json<{ effects: { before: State[]; after: State[] }; entries: Array<{ id: string; outcome: string }> }>('identity', 'merge', ...names, '--why', 'one page', '--who', 'me');
    expect(merged.entries).toMatchObject([{ outcome: 'added', names, who: 'me', why: 'one page' }]);
    expect(merged.effects.before).toMatchObject([
      { displayName: 'Jörg Müller', paperCount: 2, collaboratorCount: 2, betweennessRank: 3 },
      { displayName: 'Joerg Mueller', paperCount: 1, collaboratorCount: 2, betweennessRank: 5 },
      { displayName: 'J. Mueller', paperCount: 1, collaboratorCount: 1, betweennessRank: 5 },
    ]);
    expect(merged.effects.after).toMatchObject([{ displayName: 'Jörg Müller', paperCount: 4, collaboratorCount: 3, betweennessRank: 1 }]);
    expect(await authors()).toBe(6);
    expect((await run('identity', 'show', 'J. Mueller')).stdout).toMatch(/Jörg Müller[\s\S]*The curator said[\s\S]*one page/);
    expect((await run('identity', 'suggest')).stdout).toBe('no two authors here are likely to be one person\n');

    // The ledger outlives the library's next version, with a paper more and another one's title mended.
    writeFileSync(bib, `${MESSY.replace('Cuts in sparse', 'On cuts in sparse')}\n@article{a7, author = {J. Mueller and Fay Xu}, title = {Another one of these}, year = 2021}`);
    await run('import', bib);
    expect((await json<{ author: { displayName: string; paperCount: number } }>('identity', 'show', 'Joerg Mueller')).author).toMatchObject({ displayName: 'Jörg Müller' });

    const [{ id }] = merged.entries;
    expect((await run('identity', 'merge', ...names)).stdout).toContain(`${id}  merge  Jörg Müller = Joerg Mueller = J. Mueller: as before`);
    expect((await run('identity', 'undo', id.slice(0, 6), '--why', 'a mistake')).stdout).toContain('taken back');
    expect(await authors()).toBe(9);
    const log = (await run('identity', 'log')).stdout;
    expect(log).toContain('(taken back');
    expect(log).toMatch(/: a mistake\)\n {2}me, \d{4}-\d\d-\d\d: one page\n {2}it changed\n[\s\S]*taking it back changed/);
    expect((await run('identity', 'log', '--in-force')).stdout).toMatch(/^the ledger is empty/);
    await run('import', bib);
    expect(await authors()).toBe(9);
  }, 120_000);
});

describe('coterie identity', () => {
  it('splits an author by papers, answers the name with both, and says who is no author of what', async () => {
    const { run, json } = corpus();
    await run('import', written('wang.bib', `
@article{w1, author = {Wei Wang and Bo Ek}, title = {Planar things of all kinds}, journal = {Graph Notes}, year = 2001, doi = {10.1234/planar}}
@article{w2, author = {Wang, Wei and Flo Pi}, title = {Protein things of all kinds}, journal = {Cells}, year = 2019, doi = {10.1234/protein}}
@article{w3, author = {Bo Ek}, title = {Alone with graphs}, year = 2003, doi = {10.1234/alone}}`), '--identity', 'ids-only');
    const refused = async (...args: string[]) => (await run('identity', ...args)).stderr;
    expect(await refused('split', 'Wei Wang', '--papers', '10.1234/alone')).toMatch(/Wei Wang is no author of "10\.1234\/alone" \(Alone with graphs\)/);
    expect(await refused('split', 'Wei Wang', '--papers', '10.1234/planar,10.1234/protein')).toMatch(/nobody would be left/);
    expect(await refused('distinct', 'Wei Wang', 'wang, wei')).toMatch(/is one author with another of these/);

    const split = await json<{ entries: Array<{ names: string[]; groups: string[][] }> }>('identity', 'split', 'Wei Wang', '--papers', 'https://doi.org/10.1234/protein', '--why', 'another field');
    expect(split.entries).toMatchObject([{ names: ['Wang, Wei'], groups: [['doi:10.1234/protein']] }]);
    const ambiguous = await run('author', 'Wei Wang');
    expect(ambiguous.code).toBe(4);
    expect(ambiguous.stderr).toMatch(/"Wei Wang" may be any of 2 authors: give the id of the one you mean, such as A\w{12}/);
    expect(ambiguous.stderr).toMatch(/id +name +papers +years +venues +with/);
    expect(ambiguous.stderr).toMatch(/2001 +Graph Notes +Bo Ek/);
    expect(ambiguous.stderr).toMatch(/2019 +Cells +Flo Pi/);
    const [id] = /A\w{12}/.exec(ambiguous.stderr.split('\n').find((each) => each.includes('Cells')) ?? '') ?? [];
    expect((await json<{ author: { paperCount: number; identity: { evidence: Array<{ kind: string }> } } }>('identity', 'show', String(id))).author).toMatchObject({ paperCount: 1, identity: { evidence: [{ kind: 'LEDGER' }, { kind: 'KEPT_APART' }] } });
  }, 60_000);

  it('merges two names of a file, says so, and takes it back; the older name of the command does, too', async () => {
    const { run, authors } = corpus();
    await run('import', fixture('team.jsonl'), fixture('second-spelling.jsonl'), '--identity', 'ids-only');
    expect(await authors()).toBe(7);
    const added = await run('identity', 'add', fixture('aliases.jsonl'));
    expect(added.stdout).toMatch(/^read 1 statement from 1 file\n[0-9a-f]{16} {2}merge {2}Bo Two = Robert Two: stated\n/);
    expect(await authors()).toBe(6);
    const id = added.stdout.split('\n')[1].slice(0, 6);
    expect((await run('aliases', 'list')).stdout).toContain('Bo is short for Robert here.');
    expect((await run('aliases', 'revert', id)).code).toBe(0);
    expect(await authors()).toBe(7);
    expect((await run('identity', 'undo', 'ffffffff')).code).toBe(3);
    expect((await run('identity', 'undo', '', '--dry-run')).code).toBe(2);
    expect((await run('identity', 'add', fixture('aliases.jsonl'))).stdout).toContain('holds again');
    expect(await authors()).toBe(6);
  }, 60_000);

  it('changes nothing where a file is refused, and an import takes no statement of such a file either', async () => {
    const { dataDir, run, json } = corpus();
    await run('import', written('refs.bib', '@article{a, title = {One}, author = {Ada One and Bo Two}, year = 2001}'), '--identity', 'ids-only');
    const current = () => readFileSync(path.join(dataDir, 'snapshots/current'), 'utf8');
    const before = current();
    const file = ledgerFile('k.jsonl', merge('Ada One', 'A. One'), merge('Bo Two'));
    const { code, stdout, stderr } = await run('identity', 'add', fixture('aliases.jsonl'), file);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^coterie: k\.jsonl:3: .*must hold two different names.*nothing was changed/);
    expect(current()).toBe(before);
    const imported = await run('import', file);
    expect(imported.stdout + imported.stderr).toMatch(/LEDGER_REFUSED[\s\S]*k\.jsonl:3[\s\S]*line 3 is not right in every detail/);
    expect((await json<{ ledger: unknown[] }>('identity', 'log')).ledger).toEqual([]);
  }, 60_000);

  it('says which names nobody bears, which are ambiguous, and which merges were refused', async () => {
    const { run, json } = corpus();
    await run('import', fixture('team.jsonl'), '--identity', 'ids-only');
    const file = ledgerFile('curated.jsonl', merge('Bo Two', 'Bo Nobody'), merge('Di Four', 'Wei Wang'), merge('Cy Three', 'Bo Two'));
    const { code, stdout } = await run('identity', 'add', file);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^problem {3}1 LEDGER_NAME_UNKNOWN\n {2}curated\.jsonl:2 [0-9a-f]{16} Bo Nobody: The ledger names people that no paper/m);
    expect(stdout).toMatch(/^problem {3}1 LEDGER_NAME_AMBIGUOUS\n {2}curated\.jsonl:3 [0-9a-f]{16} Wei Wang: /m);
    expect(stdout).toMatch(/^problem {3}1 LEDGER_MERGE_REFUSED\n {2}curated\.jsonl:4 [0-9a-f]{16} Cy Three; Bo Two: .* kept apart: both are authors of P\w{12}\.$/m);
    const again = await json<{ entries: Array<{ outcome: string }>; problems: Array<{ kind: string }> }>('identity', 'add', file);
    expect(again.entries.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect(again.problems.map(({ kind }) => kind).toSorted()).toEqual(['LEDGER_MERGE_REFUSED', 'LEDGER_NAME_AMBIGUOUS', 'LEDGER_NAME_UNKNOWN']);
  }, 60_000);

  it('suppresses a name everywhere but in the log', async () => {
    const { run, json } = corpus();
    await run('import', written('names.bib', `
@article{n1, author = {Janet Formername and Bo Ek}, title = {Under the first name}, year = 2010}
@article{n2, author = {Jay Newname and Cy Io}, title = {Under the second name}, year = 2020}`), '--identity', 'ids-only');
    await run('identity', 'merge', 'Jay Newname', 'Janet Formername');
    expect((await run('identity', 'suppress', 'Janet Formername')).code).toBe(0);
    for (const args of [['author', 'Jay Newname'], ['author', 'Bo Ek'], ['search', 'jay'], ['path', 'Bo Ek', 'Cy Io'], ['top', 'degree'], ['identity', 'show', 'Jay Newname'], ['identity', 'suggest']]) {
      const { code, stdout, stderr } = await run(...args, '--json');
      expect([args, code]).toEqual([args, 0]);
      // `show` tells the curator's own machine the ledger's entries in full; everything else must not know.
      const told = JSON.stringify({ ...(JSON.parse(stdout) as object), ledger: null }) + stderr;
      expect([args, told.match(/former/i)?.[0]]).toEqual([args, undefined]);
    }
    const lookedUp = await run('author', 'Janet Formername');
    const unknown = await run('author', 'Nobody Unknownname');
    expect([lookedUp.code, lookedUp.stderr.replace('Janet Formername', 'Nobody Unknownname')]).toEqual([unknown.code, unknown.stderr]);
    expect((await run('identity', 'log')).stdout).toContain('Janet Formername');
    expect((await json<{ ledger: Array<{ entry: { op: string } }> }>('identity', 'log')).ledger.map(({ entry }) => entry.op)).toEqual(['merge', 'suppress']);
  }, 60_000);

  it('tells and changes the mode', async () => {
    const { run } = corpus();
    await run('import', fixture('team.jsonl'));
    expect((await run('identity', 'mode')).stdout).toBe('cautious\n');
    expect((await run('identity', 'mode', 'ids-only')).stdout).toMatch(/^ids-only: .*is now current\n$/);
    expect((await run('identity', 'mode')).stdout).toBe('ids-only\n');
    expect((await run('identity', 'mode', 'bold')).code).toBe(2);
  }, 60_000);
});

describe('coterie serve with a curator’s token', () => {
  it('lets its bearer change the ledger, in a thread, and serves what follows at once', async () => {
    const { dataDir, run } = corpus();
    await run('import', written('messy.bib', MESSY), '--identity', 'ids-only');
    const tokenFile = written('token', 'the-token-of-this-test\n');
    const server = await serve(['--curator-token-file', tokenFile, '--data', dataDir]);
    try {
      const ask = async (query: string, headers: Readonly<Record<string, string>> = {}) => {
        const response = await fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ query }) });
        return { status: response.status, ...((await response.json()) as { data: unknown; errors?: unknown }) };
      };
      const MERGE = 'mutation { mergeAuthors(input: { authors: ["Jörg Müller", "Joerg Mueller"], why: "one page" }) { outcome snapshotId effects { authorsBefore authorsAfter } } }';
      expect(await ask(MERGE)).toMatchObject({ status: 401 });
      const merging = ask(MERGE, { authorization: 'Bearer the-token-of-this-test' });
      // Others are answered meanwhile.
      expect(await ask('{ corpus { authorCount } }')).toMatchObject({ status: 200, data: { corpus: { authorCount: expect.any(Number) } } });
      expect(await merging).toMatchObject({ status: 200, data: { mergeAuthors: { outcome: 'ADDED', effects: { authorsBefore: 8, authorsAfter: 7 } } } });
      expect(await ask('{ corpus { authorCount } }')).toMatchObject({ data: { corpus: { authorCount: 7 } } });
    } finally {
      await server.stop();
    }
    expect((await coterie(['serve', '--curator-token-file', written('weak', 'abc'), '--data', dataDir])).stderr).toContain('needs 16 or more');
  }, 60_000);
});
