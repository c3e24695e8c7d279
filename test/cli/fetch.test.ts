import { readdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PaperRecord } from '../../src/records/record.js';
import { lockFetching } from '../../src/corpus/lock.js';
import { CorpusStore } from '../../src/corpus/store.js';
import { coterie } from '../helpers/program.js';
import { tempDir } from '../helpers/temp-dir.js';
import { fixture, NOT_FOUND, replay, type Asked, type Reply } from '../services/replay.js';
import { ran } from './in-process.js';

const CURSOR = 'IlsxLjAsICdXMiddIg==';

function openalex({ path: asked, query }: Asked): Reply {
  if (asked === '/works/W90002') return { body: fixture('openalex/work-90002.json') };
  const filter = query.get('filter') ?? '';
  if (filter.includes('A70002')) return { body: fixture('openalex/coauthors.json') };
  if (filter.includes('A70001')) return { body: fixture(`openalex/okonkwo-${query.get('cursor') === CURSOR ? 2 : 1}.json`) };
  return { body: '{"meta":{"count":0,"next_cursor":null},"results":[]}' };
}

function recordsIn(dataDir: string): PaperRecord[] {
  const store = CorpusStore.open(dataDir);
  try {
    return [...store.papers()].map(({ record }) => record).toSorted((a, b) => (a.key < b.key ? -1 : 1));
  } finally {
    store.close();
  }
}

interface FetchJson {
  readonly fetched: { readonly requests: number; readonly fromCache: number; readonly papers: number; readonly authors: number; readonly limits: unknown[]; readonly notFound: string[]; readonly unreadable: string[]; readonly missing: string[] };
  readonly imported: { readonly files: ReadonlyArray<{ added: number; updated: number; unchanged: number }> };
  readonly counts: { readonly papers: number };
}

describe('coterie fetch', () => {
  it('brings an author\'s papers and those of the co-authors into the corpus, with where they are from', async () => {
    const { url, asked } = await replay(openalex);
    const dataDir = tempDir();
    const args = ['fetch', 'openalex', 'https://openalex.org/A70001', '--radius', '1', '--base-url', url, '--data', dataDir, '--mailto', 'ada@example.org'];
    const first = await coterie(args);
    expect(first.code).toBe(0);
    expect(first.stdout).toContain('fetched   4 papers of 6 authors from OpenAlex, 4 authors asked for\nrequests  4, 0 answers from the cache in ');
    expect(first.stdout).toContain('completed 1 list of authors that the service had cut\nnote      1 co-author at radius 1 has no id in OpenAlex');
    expect(first.stdout).toContain('of these  4 new, 0 changed, 0 as before');
    expect(first.stdout).toContain('corpus    4 papers');
    expect(asked[0].headers['user-agent']).toMatch(/^Coterie\/\d+\.\d+\.\d+ \(mailto:ada@example\.org\)$/);
    const records = recordsIn(dataDir);
    expect(records.map(({ key, mentions, authorListComplete }) => [key, mentions.length, authorListComplete])).toEqual([
      ['openalex:W90001', 2, true], ['openalex:W90002', 4, true], ['openalex:W90003', 2, true], ['openalex:W90005', 2, true],
    ]);
    expect(records[1].source).toMatchObject({ format: 'openalex', url: `${url}/works/W90002`, retrievedAt: new Date().toISOString().slice(0, 10) });
    expect(records[2].source.url).toBe(`${url}/works?filter=authorships.author.id%3AA70001&per_page=100&cursor=${encodeURIComponent(CURSOR)}`);

    const second = JSON.parse((await coterie([...args, '--json'])).stdout) as FetchJson;
    expect(second.fetched).toMatchObject({ requests: 0, fromCache: 4, papers: 4, authors: 6, limits: [] });
    expect(second.imported.files.map(({ added, updated }) => added + updated)).toEqual([0, 0, 0, 0]);
    expect(asked).toHaveLength(4);
    expect(recordsIn(dataDir)).toEqual(records);
  });

  it.each([
    ['SIGKILL', null, /^$/],
    ['SIGINT', 1, /^coterie: interrupted; 2 papers of 2 answers are kept in .*openalex, none imported yet: run the same command again to go on from there, or add --offline to import what there is$/],
  ] as const)('goes on where it was when it was ended by %s', async (signal, exitCode, lastWords) => {
    let stopped = false;
    let onSecondPage: (() => void) | null = null;
    const { url, asked } = await replay((one) => {
      if (one.query.get('cursor') !== CURSOR || stopped) return openalex(one);
      onSecondPage?.();
      return { body: '{"meta":', end: 'never' };
    });
    const dataDir = tempDir();
    const args = ['fetch', 'openalex', 'A70001', '--base-url', url, '--data', dataDir];
    const ended = coterie(args, { onStart: (child) => (onSecondPage = () => child.kill(signal)) });
    const { code, stderr } = await ended;
    expect(code).toBe(exitCode);
    expect(stderr.split('\n').filter((line) => !line.startsWith('fetching')).join('')).toMatch(lastWords);
    stopped = true;
    const before = asked.length;
    const again = await coterie(args);
    expect(again.code).toBe(0);
    expect(again.stdout).toContain('fetched   3 papers');
    expect(asked.slice(before).map(({ path: address, query }) => `${address} ${query.get('cursor') ?? ''}`.trim())).toEqual([`/works ${CURSOR}`, '/works/W90002']);
  });

  it('reads files of ids, and says which lines are none and which ids nobody knows', async () => {
    const { url } = await replay(() => ({ body: fixture('openalex/okonkwo-2.json').replace('"count": 3', '"count": 1') }));
    const list = path.join(tempDir(), 'dois.txt');
    writeFileSync(list, '\uFEFF# my papers\r\nhttps://doi.org/10.5555/LANTERNS.3\r\n\r\nnot an id\r\n"10.5555/unknown",\r\n');
    const args = ['fetch', 'openalex', '--dois', list, '--base-url', url, '--data', tempDir()];
    const { code, stdout } = await ran(args);
    expect(code).toBe(0);
    expect(stdout).toContain('unknown   to OpenAlex: 10.5555/unknown\n');
    expect(stdout).toContain(`left out  1 line without an id that OpenAlex takes: ${list}:4: not an id\n`);
  });

  it('takes persons of DBLP with their page', async () => {
    const { url } = await replay(({ path: asked }) => (asked === '/pid/81/19840.xml' ? { headers: { 'content-type': 'text/xml' }, body: fixture('dblp/person.xml') } : NOT_FOUND));
    const dataDir = tempDir();
    const { code, stdout } = await ran(['fetch', 'dblp', '81/19840', '--data', dataDir], { COTERIE_DBLP_URL: url });
    expect(code).toBe(0);
    expect(stdout).toContain('read      2 paper records, 1 person record from 1 file');
    expect(recordsIn(dataDir)[0].source).toMatchObject({ format: 'dblp', url: `${url}/pid/81/19840.xml` });
  });

  it('joins what several services say of a paper, each with its origin', async () => {
    const { url } = await replay(({ path: asked }) => {
      if (asked.startsWith('/v3.0/')) return { body: fixture(asked.includes('/works/') ? 'orcid/works.json' : 'orcid/record.json') };
      return { body: fixture(asked.startsWith('/graph/') ? 'semanticscholar/batch.json' : 'crossref/works.json') };
    });
    const dataDir = tempDir();
    const place = ['--base-url', url, '--data', dataDir];
    const outcomes = [
      await ran(['fetch', 'orcid', '0000-0002-1825-0097', ...place]),
      await ran(['fetch', 'semanticscholar', '10.5555/lanterns.1', 'arxiv:1801.00009', ...place]),
      await ran(['fetch', 'crossref', '0000-0002-1825-0097', '--json', ...place]),
    ];
    expect(outcomes.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(outcomes[1].stdout).toContain('unknown   to Semantic Scholar: ARXIV:1801.00009\n');
    const counts = JSON.parse(outcomes[2].stdout) as FetchJson;
    const records = recordsIn(dataDir);
    expect(records.filter(({ externalIds }) => externalIds.doi === '10.5555/lanterns.1').map(({ source }) => source.format)).toEqual(['crossref', 'orcid', 's2']);
    // Those three are one paper; the others may be.
    expect(counts.counts.papers).toBeLessThanOrEqual(3);
    expect(records.map(({ source }) => [source.format, source.url?.slice(url.length).split('?')[0]])).toEqual([
      ['crossref', '/works'], ['crossref', '/works'], ['orcid', '/v3.0/0000-0002-1825-0097/record'], ['orcid', '/v3.0/0000-0002-1825-0097/record'], ['s2', '/graph/v1/paper/batch'],
    ]);
  });

  it('offline uses what there is and names what is missing', async () => {
    const { url, asked } = await replay(openalex);
    const dataDir = tempDir();
    const args = ['--base-url', url, '--data', dataDir];
    await ran(['fetch', 'openalex', 'A70001', ...args]);
    const before = asked.length;
    const part = await ran(['fetch', 'openalex', 'A70001', '--radius', '1', '--offline', '--json', ...args]);
    const { fetched, counts } = JSON.parse(part.stdout) as FetchJson;
    expect(part.code).toBe(0);
    expect([fetched.papers, fetched.missing.length, counts.papers]).toEqual([3, 1, 3]);
    const none = await ran(['fetch', 'openalex', 'A79999', '--offline', ...args]);
    expect(none.code).toBe(3);
    expect(none.stderr).toContain('nothing of this has been fetched before');
    expect(asked).toHaveLength(before);
  });

  it('says what failed, what is kept and how to go on', async () => {
    const { url } = await replay((one) => (one.query.get('cursor') === CURSOR ? { status: 403, body: 'no more for today' } : openalex(one)));
    const dataDir = tempDir();
    const args = ['fetch', 'openalex', 'A70001', '--base-url', url, '--data', dataDir];
    const { code, stdout, stderr } = await ran(args, { OPENALEX_API_KEY: 's3cret', COTERIE_MAILTO: 'ada@example.org' });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('status 403: no more for today (is the API key in OPENALEX_API_KEY right?)\n  2 papers of 2 answers are kept in ');
    expect(stderr).toContain('run the same command again to go on');
    expect(stderr).not.toMatch(/s3cret|ada@/);
    const { error } = JSON.parse((await ran([...args, '--json', '--refresh'])).stdout) as { error: Record<string, unknown> };
    expect(error).toMatchObject({ code: 'FAILURE', status: 403, papers: 2, requests: 2, resume: 'run the same command with --max-age 1 instead of --refresh' });
    expect(readdirSync(dataDir)).toEqual(['fetched']);
    expect(stderr).toContain('or add --offline to import what there is\n');
    const offline = await ran([...args, '--offline']);
    expect([offline.code, recordsIn(dataDir).map(({ key }) => key)]).toEqual([0, ['openalex:W90001', 'openalex:W90002']]);
    expect(offline.stdout).toContain('missing   ');
  });

  it('asks a service once at a time, so that its pauses are kept', async () => {
    const { url, asked } = await replay((one) => (one.path.startsWith('/works/10') ? NOT_FOUND : openalex(one)));
    const dataDir = tempDir();
    const args = (service: string, ...more: string[]) => ['fetch', service, ...more, '--base-url', url, '--data', dataDir];
    expect((await ran(args('openalex', 'A70001'))).code).toBe(0);
    const before = asked.length;
    const lock = lockFetching(path.join(dataDir, 'fetched', 'openalex'), 'OpenAlex');
    try {
      const second = await coterie(args('openalex', 'A70002'));
      expect(second.code).toBe(1);
      expect(second.stderr).toContain(`another process (pid ${process.pid} on ${hostname()}) is asking OpenAlex for `);
      expect(second.stderr).toContain('wait for it to end and run the same command again');
      expect(asked).toHaveLength(before);
      // Neither another service nor the cache alone is in its way.
      expect((await ran(args('crossref', '10.5555/odd,comma'))).code).toBe(3);
      expect((await ran(args('openalex', 'A70001', '--offline'))).code).toBe(0);
    } finally {
      lock.release();
    }
    expect((await ran(args('openalex', 'A70002'))).code).toBe(0);
  });

  it('says how many papers the years asked for leave out', async () => {
    const { url } = await replay(() => ({ body: '[null]' }));
    const dblp = await replay(() => ({ headers: { 'content-type': 'text/xml' }, body: fixture('dblp/person.xml') }));
    const dataDir = tempDir();
    const args = ['fetch', 'dblp', '81/19840', '--base-url', dblp.url, '--data', dataDir];
    const part = await ran([...args, '--from', '2019']);
    expect(part.code).toBe(0);
    expect(part.stdout).toContain('fetched   1 paper of 1 author from DBLP');
    expect(part.stdout).toContain('left out  1 paper of other years: --from and --to ask for papers from 2019 on\n');
    expect(recordsIn(dataDir).map(({ key }) => key)).toEqual(['dblp:journals/jexample/Okonkwo20']);
    const none = await ran([...args, '--to', '1999', '--json']);
    expect(none.code).toBe(3);
    expect(JSON.parse(none.stdout)).toMatchObject({ error: { message: 'DBLP has no papers up to 1999 for what was asked', leftOut: { outsideYears: 2, undated: 0 } } });
    const unknown = await ran(['fetch', 'semanticscholar', '10.5555/x', '--from', '2019', '--base-url', url, '--data', tempDir()]);
    expect(unknown.stderr).toContain('unknown   to Semantic Scholar, or without papers from 2019 on: DOI:10.5555/x');
  });

  it('ends with 3 where the service knows nothing of it', async () => {
    const { url } = await replay(openalex);
    const { code, stderr } = await ran(['fetch', 'openalex', 'W404404', '--base-url', url, '--data', tempDir()]);
    expect(code).toBe(3);
    expect(stderr).toContain('coterie: OpenAlex knows nothing of what was asked for\n');
    expect(stderr).toContain('  unknown   to OpenAlex: W404404\n');
  });
});
