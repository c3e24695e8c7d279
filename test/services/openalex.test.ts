import { describe, expect, it } from 'vitest';
import { openalex } from '../../src/services/openalex.js';
import { tempDir } from '../helpers/temp-dir.js';
import { addresses, crawled } from './crawling.js';
import { fixture, NOT_FOUND, replay, type Asked, type Reply } from './replay.js';

const CURSOR = 'IlsxLjAsICdXMiddIg==';

/** Ada's three papers on two pages, the whole of the one whose authors are cut, and her co-authors' papers. */
function library({ path, query }: Asked): Reply {
  if (path === '/works/W90002') return { body: fixture('openalex/work-90002.json') };
  const filter = query.get('filter') ?? '';
  if (path === '/works' && /A70002/.test(filter)) return { body: fixture('openalex/coauthors.json') };
  if (path === '/works' && /A70001|0000-0002-1825-0097/.test(filter)) {
    if (query.get('cursor') === '*') return { body: fixture('openalex/okonkwo-1.json') };
    if (query.get('cursor') === CURSOR) return { body: fixture('openalex/okonkwo-2.json') };
  }
  return { body: '{"meta":{"count":0,"next_cursor":null},"results":[]}' };
}

describe('papers of an author of OpenAlex', () => {
  it('come from every page, and cut lists of authors are completed', async () => {
    const { url, asked } = await replay(library);
    const result = await crawled(openalex, url, { authors: ['A70001'] });
    expect(asked.map(({ path, query }) => `${path} ${query.get('filter') ?? ''} ${query.get('cursor') ?? ''}`.trim())).toEqual([
      '/works authorships.author.id:A70001 *', `/works authorships.author.id:A70001 ${CURSOR}`, '/works/W90002',
    ]);
    expect(asked[0].query.get('per_page')).toBe('100');
    expect(result).toMatchObject({ papers: 3, authors: 5, authorsAsked: 1, authorListsCompleted: 1, limits: [], notFound: [], notes: [], missing: [] });
    expect(result.files.map(({ passOver }) => [...passOver])).toEqual([[], ['openalex:W90002'], []]);
    expect(addresses(result, url)).toEqual(['/works/W90002', '/works?filter=authorships.author.id:A70001&per_page=100&cursor=*', `/works?filter=authorships.author.id:A70001&per_page=100&cursor=${CURSOR}`]);
    expect(result.files[0].retrievedAt).toBe('2026-02-03T04:05:06.000Z');
  });

  it('are asked by ORCID and years too', async () => {
    const { url, asked } = await replay(library);
    const result = await crawled(openalex, url, { authors: ['0000-0002-1825-0097'], years: { from: 2015, to: null } });
    expect(asked[0].query.get('filter')).toBe('authorships.author.orcid:0000-0002-1825-0097,publication_year:2015-');
    expect(result).toMatchObject({ papers: 3, notFound: [] });
  });

  it('with radius 1 bring the co-authors\' papers, in one request for many, and nobody twice', async () => {
    const { url, asked } = await replay(library);
    const result = await crawled(openalex, url, { authors: ['0000-0002-1825-0097'], radius: 1 });
    expect(asked.slice(3).map(({ query }) => query.get('filter'))).toEqual(['authorships.author.id:A70002|A70003|A70004']);
    expect(result).toMatchObject({ papers: 4, authors: 6, authorsAsked: 4, notes: ['1 co-author at radius 1 has no id in OpenAlex and can\'t be followed'] });
  });

  it('stop where a limit says, and say so', async () => {
    const { url } = await replay(library);
    const followed = await crawled(openalex, url, { authors: ['A70001'], radius: 1, maxAuthors: 1 });
    // Inés has two papers with Ada, the others one.
    expect(followed.limits).toEqual([{ limit: 'maxAuthors', value: 1, reason: '2 co-authors at radius 1 were not followed, those with the fewest papers here: --max-authors 1 allows no more' }]);
    expect(followed).toMatchObject({ papers: 4, authorsAsked: 2 });
    const few = await crawled(openalex, url, { authors: ['A70001'], radius: 1, maxPapers: 2 });
    expect(few.papers).toBe(2);
    expect(few.limits.map(({ reason }) => reason)).toEqual([
      '1 of the 3 papers of a listing were not asked for: --max-papers 2 was reached', 'the papers of the co-authors at radius 1 were not asked for: --max-papers 2 was reached',
    ]);
    const exact = await crawled(openalex, url, { authors: ['A70001'], maxPapers: 3 });
    expect(exact).toMatchObject({ papers: 3, limits: [] });
  });

  it('that are none are said', async () => {
    const { url } = await replay(library);
    const result = await crawled(openalex, url, { authors: ['A70001', 'A79999'], papers: ['W404404', '10.5555/lanterns.1'] });
    // One request asks for both authors, and only one of them is in its answer.
    expect(result.notFound).toEqual(['W404404', 'A79999']);
  });
});

describe('papers by id', () => {
  it('are asked for many at a time, and those with a comma or a bar by themselves', async () => {
    const { url, asked } = await replay(({ path }) => (path === '/works' ? { body: '{"meta":{"count":0,"next_cursor":null},"results":[]}' } : NOT_FOUND));
    const dois = Array.from({ length: 51 }, (_, index) => `10.5555/${index}`);
    const result = await crawled(openalex, url, { papers: ['W90001', ...dois, '10.5555/a,b', '10.5555/a|b'] });
    expect(asked.map(({ path, query }) => `${decodeURIComponent(path)} ${(query.get('filter') ?? '').split('|').length}`)).toEqual(['/works 1', '/works 50', '/works 1', '/works/https://doi.org/10.5555/a,b 1', '/works/https://doi.org/10.5555/a|b 1']);
    expect(asked[0].query.get('filter')).toBe('ids.openalex:W90001');
    expect(asked[1].query.get('filter')).toMatch(/^doi:10\.5555\/0\|10\.5555\/1\|/);
    expect(result.notFound).toHaveLength(54);
  });

  it('are found under the id of the work that they were merged into', async () => {
    const { url } = await replay(() => ({ body: fixture('openalex/work-90002.json') }));
    const result = await crawled(openalex, url, { papers: ['10.5555/was,another'] });
    expect(result).toMatchObject({ papers: 1, notFound: [] });
  });
});

describe('a search', () => {
  it('asks for words', async () => {
    const { url, asked } = await replay(() => ({ body: fixture('openalex/okonkwo-2.json').replace('"count": 3', '"count": 1') }));
    const result = await crawled(openalex, url, { search: 'lanterns & worlds', years: { from: 2020, to: 2020 } });
    expect([asked[0].query.get('search'), asked[0].query.get('filter')]).toEqual(['lanterns & worlds', 'publication_year:2020']);
    expect(result).toMatchObject({ papers: 1, notFound: [], notes: [] });
  });

  it('without any hit is said', async () => {
    const { url } = await replay(library);
    expect(await crawled(openalex, url, { search: 'zzz' })).toMatchObject({ files: [], notFound: ['zzz'] });
  });
});

describe('a listing', () => {
  it('of which fewer papers come than announced is said', async () => {
    const { url } = await replay((asked) => ({ body: (library(asked).body ?? '').replace('"count": 3', '"count": 5') }));
    expect((await crawled(openalex, url, { authors: ['A70001'] })).notes).toEqual(['OpenAlex announced 5 papers for works-A70001 and gave 3']);
  });

  it('that announces papers and begins with none is asked again, and never kept', async () => {
    const broken = '{"meta":{"count":1000,"next_cursor":"x"},"results":[]}';
    let failures = 2;
    const { url } = await replay((one) => (failures-- > 0 ? { body: broken } : library(one)));
    const dir = tempDir();
    const once = crawled(openalex, url, { authors: ['A70001'] }, { retries: 0, dir });
    await expect(once).rejects.toThrow(/^OpenAlex did not answer .*: a first page without papers, of 1000 that it announces$/);
    await expect(crawled(openalex, url, { authors: ['A70001'] }, { offline: true, dir })).resolves.toMatchObject({ papers: 0, missing: [expect.stringContaining('/works?')] });
    expect(await crawled(openalex, url, { authors: ['A70001'] }, { dir })).toMatchObject({ papers: 3, notFound: [], notes: [], test: { client: { counts: { retries: 1 } } } });
  });

  it('that answers the same papers over and over ends, with what came, and is asked for anew', async () => {
    let isMended = false;
    const { url, asked } = await replay((one) => (isMended || one.path !== '/works' ? library(one) : { body: fixture('openalex/okonkwo-1.json').replace(CURSOR, `again-${one.number}`) }));
    const first = await crawled(openalex, url, { authors: ['A70001'] }, { retries: 0 });
    const note = 'OpenAlex answers the same papers over and over for works-A70001: page 2 brought nothing new, and the listing was ended there with 2 papers of the 3 announced; the same command asks for it anew';
    expect(first).toMatchObject({ papers: 2, notes: [note] });
    expect(addresses(first, url).map((address) => address.split('?')[0]).toSorted()).toEqual(['/works', '/works/W90002']);
    const before = asked.length;
    const kept = await crawled(openalex, url, { authors: ['A70001'] }, { dir: first.test.dir, offline: true });
    expect([kept.papers, kept.notes.includes(note), asked.length]).toEqual([2, true, before]);
    isMended = true;
    expect(await crawled(openalex, url, { authors: ['A70001'] }, { dir: first.test.dir })).toMatchObject({ papers: 3 });
  });

  it('is fetched anew where the cursor of an earlier run has expired', async () => {
    let cursor = CURSOR;
    const { url, asked } = await replay((one) => {
      const given = one.query.get('cursor');
      if (given === CURSOR) return cursor === CURSOR ? { status: 500 } : { status: 400, body: 'cursor expired' };
      if (given === 'new') return { body: fixture('openalex/okonkwo-2.json') };
      const reply = library(one);
      return { ...reply, body: (reply.body ?? '').replace(CURSOR, cursor) };
    });
    const dir = tempDir();
    await expect(crawled(openalex, url, { authors: ['A70001'] }, { retries: 0, dir })).rejects.toMatchObject({ status: 500 });
    cursor = 'new';
    const result = await crawled(openalex, url, { authors: ['A70001'] }, { retries: 0, dir });
    expect(result).toMatchObject({ papers: 3, notes: [] });
    expect(asked.map(({ query }) => query.get('cursor'))).toEqual(['*', CURSOR, CURSOR, '*', 'new', null]);
  });

  it('whose cursor is refused although it is new ends in an error', async () => {
    const { url, asked } = await replay((one) => (one.query.get('cursor') === CURSOR ? { status: 400, body: 'bad cursor' } : library(one)));
    await expect(crawled(openalex, url, { authors: ['A70001'] })).rejects.toThrow('status 400: bad cursor');
    expect(asked).toHaveLength(4);
  });

  it('is fetched anew where what was kept does not add up any more', async () => {
    let count = 2;
    const { url, asked } = await replay(({ query, path }) => {
      if (path !== '/works') return { body: fixture('openalex/work-90002.json') };
      // Two papers at first; then a third has appeared, and the old end of the list is no longer its end.
      if (query.get('cursor') === '*') return { body: fixture('openalex/okonkwo-1.json').replace('"count": 3', `"count": ${count}`) };
      return count === 2 ? { body: '{"meta":{"count":3,"next_cursor":null},"results":[]}' } : { body: fixture('openalex/okonkwo-2.json') };
    });
    const first = await crawled(openalex, url, { authors: ['A70001'] });
    expect(first).toMatchObject({ papers: 2, notes: ['OpenAlex announced 3 papers for works-A70001 and gave 2'] });
    count = 3;
    const second = await crawled(openalex, url, { authors: ['A70001'] }, { dir: first.test.dir });
    expect(second).toMatchObject({ papers: 3, notes: [] });
    expect(asked).toHaveLength(5);
  });
});

describe('a fetch that was stopped', () => {
  it('goes on where it was, without asking again for what came', async () => {
    let works = false;
    const { url, asked } = await replay((one) => (one.query.get('cursor') === CURSOR && !works ? { status: 500 } : library(one)));
    const dir = tempDir();
    await expect(crawled(openalex, url, { authors: ['A70001'] }, { retries: 0, dir })).rejects.toThrow('did not answer');
    works = true;
    const before = asked.length;
    const result = await crawled(openalex, url, { authors: ['A70001'] }, { dir });
    expect(asked.slice(before).map(({ path, query }) => `${path} ${query.get('cursor') ?? ''}`.trim())).toEqual([`/works ${CURSOR}`, '/works/W90002']);
    expect(result).toMatchObject({ papers: 3, test: { client: { counts: { requests: 2, fromCache: 1 } } } });
  });

  it('offline brings what there is and says what is missing', async () => {
    const { url, asked } = await replay(library);
    const { test } = await crawled(openalex, url, { authors: ['A70001'] });
    const before = asked.length;
    const whole = await crawled(openalex, url, { authors: ['A70001'] }, { dir: test.dir, offline: true });
    expect(whole).toMatchObject({ papers: 3, authorListsCompleted: 1, missing: [] });
    const wider = await crawled(openalex, url, { authors: ['A70001', '0000-0002-1825-0097'], radius: 1 }, { dir: test.dir, offline: true });
    expect(wider.papers).toBe(3);
    expect(wider.missing.map((address) => decodeURIComponent(address.slice(url.length)))).toEqual([
      '/works?filter=authorships.author.orcid:0000-0002-1825-0097&per_page=100&cursor=*', '/works?filter=authorships.author.id:A70002|A70003|A70004&per_page=100&cursor=*',
    ]);
    expect(asked).toHaveLength(before);
  });
});

describe('ids of OpenAlex', () => {
  it('are read in any spelling', () => {
    expect(['https://openalex.org/A5023888391', 'a5023888391', 'https://orcid.org/0000-0002-1825-0097', 'W2741809807', 'Ada'].map((text) => openalex.author(text))).toEqual(['A5023888391', 'A5023888391', '0000-0002-1825-0097', null, null]);
    expect(['https://openalex.org/W2741809807', 'https://doi.org/10.5555/ABC', 'doi:10.5555/x', 'A5023888391', 'Ada'].map((text) => openalex.paper(text))).toEqual(['W2741809807', '10.5555/abc', '10.5555/x', null, null]);
  });
});
