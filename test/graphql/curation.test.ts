/** Changing who is who over HTTP, as a curator's client does, and as others try. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lockCorpus } from '../../src/corpus/lock.js';
import { startServer, type RunningServer } from '../../src/serving/server.js';
import { readLedger } from '../../src/corpus/ledger-table.js';
import { corpusPath } from '../../src/corpus/store.js';
import { curate } from '../../src/snapshot/curation.js';
import type { Curator } from '../../src/snapshot/curator.js';
import { importFiles } from '../../src/snapshot/import.js';
import { openProvider } from '../../src/snapshot/provider.js';
import type { SnapshotProvider } from '../../src/snapshot/types.js';
import { mention, paperRecord } from '../helpers/records.js';
import { at, writeRecords } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';

const TOKEN = 'a-token-of-the-tests';
const OLD_ORCID = '0000-0002-1825-0097';
const year = (value: number) => ({ year: value, month: null, day: null });

const PAPERS = [
  paperRecord('Forests of sparse graphs', ['Jörg Müller', 'Ann Lee'], { date: year(2015), venue: 'Graph Notes', externalIds: { doi: '10.1234/forests' } }),
  paperRecord('Cuts of sparse graphs', ['Joerg Mueller', 'Ann Lee', 'Bo Ek'], { date: year(2016), venue: 'Graph Notes' }),
  paperRecord('Matroids for everybody', ['Jörg Müller', 'Dee Oh'], { date: year(2019) }),
  paperRecord('Matroids for nobody', ['Dee Oh', 'Eve Un'], { date: year(2020) }),
  paperRecord('Planar things', ['Wei Wang', 'Bo Ek'], { date: year(2001), externalIds: { doi: '10.1234/planar' } }),
  paperRecord('Protein things', ['Wei Wang', 'Flo Pi'], { date: year(2019), externalIds: { doi: '10.1234/protein' } }),
  paperRecord('Names that change', [mention('Janet Formername', { position: 1, externalIds: { orcid: OLD_ORCID } }), 'Bo Ek'], { date: year(2010) }),
  paperRecord('Names that stay', [mention('Jay Newname', { position: 1, externalIds: { orcid: OLD_ORCID } }), 'Cy Io'], { date: year(2020) }),
];

interface Answer {
  readonly status: number;
  readonly data: unknown;
  readonly errors: ReadonlyArray<{ readonly message: string; readonly extensions: Readonly<Record<string, unknown>> }>;
}

let dataDir: string;
let provider: SnapshotProvider;
let server: RunningServer;

/** As curatorOf, but in this thread: from source, starting one takes seconds. test/cli/identity.test.ts has the real one. */
const curator: Curator = {
  ledger: () => readLedger(corpusPath(dataDir)),
  async change(what, dryRun) {
    const report = await curate(what, { dataDir, dryRun, threads: 1 });
    if (report.snapshotBuilt) await provider.refresh();
    return report;
  },
};

async function ask(query: string, variables: object = {}, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const response = await fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ query, variables }) });
  const { data, errors = [] } = (await response.json()) as Partial<Answer>;
  return { status: response.status, data, errors };
}

const asCurator = (query: string, variables: object = {}) => ask(query, variables, { authorization: `Bearer ${TOKEN}` });

/** A mutation that must succeed. */
async function change(mutation: string, input: object): Promise<Record<string, unknown>> {
  const type = `${mutation[0].toUpperCase()}${mutation.slice(1)}Input`;
  const { data, errors } = await asCurator(`mutation ($input: ${type}!) { ${mutation}(input: $input) { entry { id op names suppressedName } outcome dryRun snapshotId effects { authorsBefore authorsAfter before { displayName paperCount collaboratorCount betweennessRank communitySize } after { id displayName paperCount collaboratorCount betweenness betweennessRank was communityJoined communityLeft } } problems { kind } } }`, { input });
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return at(data, mutation) as Record<string, unknown>;
}

async function get<T>(path: string, query: string): Promise<T> {
  const { data, errors } = await ask(query);
  expect(errors).toEqual([]);
  return at(data, path) as T;
}

const snapshotId = () => get<string>('corpus.snapshot.id', '{ corpus { snapshot { id } } }');
const undo = (id: unknown) => change('undoLedgerEntry', { id, why: 'the test is over' });

beforeAll(async () => {
  const dir = tempDir();
  dataDir = join(dir, 'data');
  await importFiles([writeRecords(join(dir, 'records.jsonl'), PAPERS)], { dataDir, threads: 1, identity: 'IDS_ONLY' });
  provider = await openProvider(dataDir, { pollMs: 0, threads: 1 });
  server = await startServer({ provider, port: 0, curatorToken: TOKEN, curator });
});
afterAll(async () => {
  await server.close();
  await provider.close();
});

describe('mutations of others than curators', () => {
  const MERGE = 'mutation { mergeAuthors(input: { authors: ["Jörg Müller", "Joerg Mueller"], why: "x" }) { outcome } }';

  it.each([
    ['without credentials', {}, 401, 'Only a curator may do this: send a key'],
    ['with another token', { authorization: 'Bearer another-token-here' }, 401, 'are not the curator\'s token'],
    ['with another scheme', { authorization: `Basic ${TOKEN}` }, 401, 'Only a curator may do this: send a key'],
    ['with a part of the token', { authorization: `Bearer ${TOKEN.slice(0, -1)}` }, 401, 'are not the curator\'s token'],
  ])('are refused %s', async (_, headers, status, sentence) => {
    const before = await snapshotId();
    const answer = await ask(MERGE, {}, headers);
    expect(answer).toMatchObject({ status, errors: [{ message: expect.stringContaining(sentence), extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(answer.data ?? null).toBeNull();
    expect(await snapshotId()).toBe(before);
  });

  it('are refused by a server that has no token and no keys, saying how to have one', async () => {
    const closed = await startServer({ provider, port: 0, curator });
    try {
      const response = await fetch(`${closed.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` }, body: JSON.stringify({ query: MERGE }) });
      expect([response.status, await response.json()]).toMatchObject([403, { errors: [{ message: expect.stringMatching(/coterie keys add .*--curator-token-file/), extensions: { code: 'FORBIDDEN' } }] }]);
    } finally {
      await closed.close();
    }
  });

  it('never come over GET, even from a curator', async () => {
    const response = await fetch(`${server.url}/graphql?query=${encodeURIComponent(MERGE)}`, { headers: { authorization: `Bearer ${TOKEN}`, 'apollo-require-preflight': 'yes' } });
    expect(response.status).toBe(405);
    expect(await get('ledger.totalCount', '{ ledger { totalCount } }')).toBe(0);
  });

  it('are not to be had with a token that can be guessed', async () => {
    await expect(startServer({ provider, port: 0, curatorToken: 'short' })).rejects.toThrow('needs 16 or more');
  });
});

describe('possible duplicates', () => {
  it('are told of an author and of the corpus, with reasons', async () => {
    const [found] = await get<Array<Record<string, unknown>>>('author.possibleDuplicates', '{ author(name: "Jörg Müller") { possibleDuplicates { author { displayName } probability for { kind words logOdds } against { kind } } } }');
    expect(found).toMatchObject({ author: { displayName: 'Joerg Mueller' }, probability: expect.any(Number) });
    expect(found['for']).toContainEqual(expect.objectContaining({ kind: 'COAUTHORS', words: '1 co-author in common: Ann Lee' }));
    const list = await get<{ totalCount: number; nodes: unknown[] }>('possibleDuplicates', '{ possibleDuplicates(first: 1) { totalCount nodes { authors { displayName } probability } truncated { reason } } }');
    expect(list.nodes).toMatchObject([{ authors: [{ displayName: 'Jörg Müller' }, { displayName: 'Joerg Mueller' }] }]);
  });
});

describe('a merge', () => {
  it('is tried, made, told with its effects, repeated to no effect, and undone', async () => {
    const before = await snapshotId();
    const input = { authors: ['Jörg Müller', 'Joerg Mueller'], why: 'one page' };
    const trial = await change('mergeAuthors', { ...input, dryRun: true });
    expect(trial).toMatchObject({ outcome: 'ADDED', dryRun: true, snapshotId: before, effects: { authorsBefore: 10, authorsAfter: 9 } });
    expect(await snapshotId()).toBe(before);
    expect(readdirSync(join(dataDir, 'snapshots')).filter((name) => name.startsWith('building'))).toEqual([]);

    const made = await change('mergeAuthors', input);
    expect(made).toMatchObject({
      outcome: 'ADDED', problems: [],
      effects: {
        before: [{ displayName: 'Jörg Müller', paperCount: 2, collaboratorCount: 2 }, { displayName: 'Joerg Mueller', paperCount: 1, collaboratorCount: 2 }],
        after: [{ displayName: 'Jörg Müller', paperCount: 3, collaboratorCount: 3 }],
      },
    });
    // The answer's snapshot is served when it comes.
    expect(await snapshotId()).toBe(made['snapshotId']);
    expect(await get('author.paperCount', '{ author(name: "Joerg Mueller") { paperCount } }')).toBe(3);

    expect(await change('mergeAuthors', { ...input, why: 'said again' })).toMatchObject({ outcome: 'UNCHANGED', entry: made['entry'], snapshotId: made['snapshotId'], effects: null });
    const { id } = made['entry'] as { id: string };
    expect(await undo(id)).toMatchObject({ outcome: 'REVOKED', snapshotId: before, effects: { authorsBefore: 9, authorsAfter: 10 } });
    expect(await undo(id)).toMatchObject({ outcome: 'UNCHANGED', effects: null });
    const [record] = await get<unknown[]>('ledger.nodes', '{ ledger(inForce: false) { nodes { entry { names why } revokedAt revokedBy revokedWhy effects { authorsAfter } undoEffects { authorsAfter } } } }');
    expect(record).toMatchObject({ entry: { names: input.authors, why: 'one page' }, revokedBy: 'curator', revokedWhy: 'the test is over', effects: { authorsAfter: 9 }, undoEffects: { authorsAfter: 10 } });
  });

  it('takes public ids, which it keeps as what outlives the snapshot', async () => {
    const ids = await Promise.all(['Jörg Müller', 'Joerg Mueller'].map((name) => get<string>('author.id', `{ author(name: "${name}") { id } }`)));
    const made = await change('mergeAuthors', { authors: ids, why: 'by id' });
    expect(made['entry']).toMatchObject({ names: ['Jörg Müller', 'Joerg Mueller'] });
    await undo((made['entry'] as { id: string }).id);
  });

  it.each([
    [{ authors: ['Jörg Müller'], why: 'x' }, 'BAD_USER_INPUT', 'two different names'],
    [{ authors: ['Jörg Müller', 'Nobody Atall'], why: 'x' }, 'NOT_FOUND', 'Nobody Atall'],
    [{ authors: ['Jörg Müller', 'Joerg Mueller'], why: '  ' }, 'BAD_USER_INPUT', 'input.why'],
    [{ authors: ['Jörg Müller', 'Joerg Mueller'], why: 'rung\u0007' }, 'BAD_USER_INPUT', 'U+0007'],
    [{ authors: ['Jörg Müller', 'Joerg Mueller'], why: 'x', who: 'me\u202Eem' }, 'BAD_USER_INPUT', 'U+202E'],
    [{ authors: ['Jörg Müller', 'Joerg Mueller'], why: '\u200b' }, 'BAD_USER_INPUT', 'is blank'],
    [{ authors: ['Jörg Müller', 'A0000000000000'], why: 'x' }, 'NOT_FOUND', 'A0000000000000'],
    [{ authors: ['Jörg Müller', 'Ann Lee'], why: 'x' }, 'BAD_USER_INPUT', 'both are authors of "Forests of sparse graphs" (P'],
  ])('of %j is refused with %s', async (input, code, part) => {
    const { errors } = await asCurator('mutation ($input: MergeAuthorsInput!) { mergeAuthors(input: $input) { outcome } }', { input });
    expect(errors).toMatchObject([{ message: expect.stringContaining(part), extensions: { code } }]);
  });

  it('waits for nobody: while somebody else writes it is refused', async () => {
    const lock = lockCorpus(dataDir);
    try {
      const { errors } = await asCurator('mutation { mergeAuthors(input: { authors: ["Jörg Müller", "Joerg Mueller"], why: "x" }) { outcome } }');
      expect(errors).toMatchObject([{ extensions: { code: 'CORPUS_LOCKED' } }]);
    } finally {
      lock.release();
    }
  });
});

describe('a split, and persons who are distinct', () => {
  it('make two of one, whom a name then means no more, and take them off the proposals', async () => {
    const made = await change('splitAuthor', { author: 'Wei Wang', groups: [['https://doi.org/10.1234/PROTEIN']], why: 'another field' });
    expect(made).toMatchObject({ outcome: 'ADDED', entry: { op: 'SPLIT', names: ['Wei Wang'] }, effects: { before: [{ paperCount: 2 }], after: [{ paperCount: 1 }, { paperCount: 1 }] } });
    const { errors } = await ask('{ author(name: "Wei Wang") { id } }');
    expect(errors).toMatchObject([{ extensions: { code: 'AMBIGUOUS_AUTHOR', total: 2, candidates: [{ topCoauthors: ['Bo Ek'], firstYear: 2001 }, { topCoauthors: ['Flo Pi'], firstYear: 2019, externalIds: [] }] } }]);
    const contradicted = await asCurator('mutation { mergeAuthors(input: { authors: ["Wei Wang @ doi:10.1234/protein", "Wei Wang @ doi:10.1234/planar"], why: "x" }) { outcome problems { kind value } } }');
    expect(at(contradicted.data, 'mergeAuthors.problems')).toContainEqual(expect.objectContaining({ kind: 'LEDGER_CONFLICT' }));
    const mine = await get<Array<{ entry: { id: string } }>>('ledger.nodes', '{ ledger(inForce: true) { nodes { entry { id op } } } }');
    for (const { entry } of mine.toReversed()) await undo(entry.id);

    const distinct = await change('markDistinct', { authors: ['Jörg Müller', 'Joerg Mueller'], why: 'two persons' });
    expect(await get('author.possibleDuplicates', '{ author(name: "Jörg Müller") { possibleDuplicates { probability } } }')).toEqual([]);
    const merge = await asCurator('mutation { mergeAuthors(input: { authors: ["Jörg Müller", "Joerg Mueller"], why: "x" }) { outcome } }');
    const { id } = distinct['entry'] as { id: string };
    expect(merge.errors).toMatchObject([{ message: expect.stringContaining('undo that entry first'), extensions: { code: 'LEDGER_CONTRADICTION', entryId: id } }]);
    await undo(id);
  });

  it.each([
    ['{ author: "Wei Wang", groups: [["10.1234/forests"]], why: "x" }', 'BAD_USER_INPUT', 'is no author of'],
    ['{ author: "Wei Wang", groups: [["10.9999/none"]], why: "x" }', 'NOT_FOUND', 'no paper here'],
    ['{ author: "Wei Wang", groups: [["10.1234/planar", "10.1234/protein"]], why: "x" }', 'BAD_USER_INPUT', 'nobody would be left'],
    ['{ author: "Wei Wang", groups: [], why: "x" }', 'BAD_USER_INPUT', 'at least one paper'],
  ])('of %s is refused with %s', async (input, code, part) => {
    const { errors } = await asCurator(`mutation { splitAuthor(input: ${input}) { outcome } }`);
    expect(errors).toMatchObject([{ message: expect.stringContaining(part), extensions: { code } }]);
  });
});

describe('a suppressed name', () => {
  it('is in no answer to anybody but a curator who reads the ledger, in no file of the snapshot, and in none beside it', async () => {
    const id = await get<string>('author.id', `{ author(id: "${OLD_ORCID}") { id } }`);
    expect(await get('author.id', '{ author(name: "Janet Formername") { id } }')).toBe(id);
    const made = await change('suppressName', { name: 'Janet Formername', replacement: 'Jay Newname', why: 'asked for' });
    expect(made['entry']).toMatchObject({ suppressedName: 'Janet Formername' });

    const FORMER = /former/i;
    const answers = await Promise.all([
      ask(`{ author(id: "${id}") { id displayName disambiguator nameVariants { name count } mentions { nodes { rawName paper { authors: authorships { nodes { rawName author { displayName } } } } } } identity { evidence { detail ledgerEntry { names suppressedName why } } } possibleDuplicates { author { displayName } for { words } } collaborators { nodes { displayName collaborators { nodes { displayName } } } } } }`),
      ask('{ authors { nodes { displayName nameVariants { name } identity { evidence { detail } } possibleDuplicates { for { words } against { words } } } } papers { nodes { title  authorships { nodes { rawName } } } } }'),
      ask('{ search(query: "former") { totalCount } more: search(query: "janet") { totalCount } }'),
      ask('{ ledger { nodes { entry { names suppressedName why } effects { before { displayName } after { displayName } } } } corpus { ledger { names suppressedName why } problems { nodes { value reason } } } possibleDuplicates { nodes { authors { displayName } for { words } } } }'),
      ask(`{ collaborationPath(from: "${id}", to: "${await get<string>('author.id', '{ author(name: "Ann Lee") { id } }')}") { from { displayName } paths { authors { displayName } } } network(scope: { top: { metric: DEGREE, n: 20 } }) { nodes { author { displayName } } } }`),
    ]);
    for (const answer of answers) {
      expect(answer.errors).toEqual([]);
      expect(JSON.stringify(answer.data)).not.toMatch(FORMER);
    }
    expect(answers[0].data).toMatchObject({ author: { id, displayName: 'Jay Newname', nameVariants: [{ name: 'Jay Newname', count: 2 }] } });
    expect(answers[2].data).toEqual({ search: { totalCount: 0 }, more: { totalCount: 0 } });
    const unknown = await ask('{ author(name: "Somebody Unknown") { id } }');
    const lookedUp = await ask('{ author(name: "Janet Formername") { id } }');
    expect(lookedUp.errors[0].message.replace('Janet Formername', 'Somebody Unknown')).toBe(unknown.errors[0].message);

    const snapshots = readdirSync(join(dataDir, 'snapshots'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(snapshots.map(({ name }) => name)).toContain('records.sqlite');
    for (const { parentPath, name } of snapshots) expect([name, readFileSync(join(parentPath, name)).toString('latin1').match(FORMER)]).toEqual([name, null]);

    const told = await asCurator('{ ledger(inForce: true) { nodes { entry { suppressedName } } } }');
    expect(told.data).toEqual({ ledger: { nodes: [{ entry: { suppressedName: 'Janet Formername' } }] } });
    await undo((made['entry'] as { id: string }).id);
    expect(await get('author.id', '{ author(name: "Janet Formername") { id } }')).toBe(id);
  });

  it('must be somebody’s, who has another', async () => {
    const refusals = [['{ name: "Nobody Atall", why: "x" }', 'NOT_FOUND'], ['{ name: "Eve Un", why: "x" }', 'BAD_USER_INPUT'], ['{ name: "Eve Un", person: "Ann Lee", why: "x" }', 'NOT_FOUND']];
    for (const [input, code] of refusals) {
      const { errors } = await asCurator(`mutation { suppressName(input: ${input}) { outcome } }`);
      expect([input, errors[0].extensions['code']]).toEqual([input, code]);
    }
  });
});

describe('an undo', () => {
  it('of what is not there is NOT_FOUND', async () => {
    const { errors } = await asCurator('mutation { undoLedgerEntry(input: { id: "0123456789abcdef", why: "x" }) { outcome } }');
    expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  });
});
