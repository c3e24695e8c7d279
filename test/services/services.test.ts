/** How each service is asked and read. OpenAlex has a file of its own. */
import { gunzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { arxiv } from '../../src/services/arxiv.js';
import { crossref } from '../../src/services/crossref.js';
import { dblp } from '../../src/services/dblp.js';
import { orcid } from '../../src/services/orcid.js';
import { semanticScholar } from '../../src/services/semantic-scholar.js';
import { SERVICES } from '../../src/services/registry.js';
import { tempDir } from '../helpers/temp-dir.js';
import { addresses, crawled } from './crawling.js';
import { fixture, NOT_FOUND, replay, type Asked, type Reply } from './replay.js';

const XML = { 'content-type': 'application/xml' };

describe('Semantic Scholar', () => {
  const A = 'a'.repeat(40);

  it('gives an author\'s papers page by page', async () => {
    const { url, asked } = await replay(({ query, path }) => (path.endsWith('/3001/papers') ? { body: fixture(`semanticscholar/papers-${query.get('offset') === '0' ? 1 : 2}.json`) } : NOT_FOUND));
    const result = await crawled(semanticScholar, url, { authors: ['3001'], radius: 1, years: { from: 2018, to: 2020 } });
    expect(asked.map(({ path, query }) => `${path} ${query.get('offset')}`)).toEqual(['/graph/v1/author/3001/papers 0', '/graph/v1/author/3001/papers 2', '/graph/v1/author/3002/papers 0']);
    expect(asked[0].query.get('publicationDateOrYear')).toBe('2018:2020');
    expect(asked[0].query.get('fields')?.split(',')).toEqual(expect.arrayContaining(['authors', 'externalIds', 'citationCount', 'abstract']));
    expect(result).toMatchObject({ papers: 3, authors: 3, authorsAsked: 2, notFound: [], notes: ['1 co-author at radius 1 has no id in Semantic Scholar and can\'t be followed'] });
  });

  it('answers ids in batches, and null is what it does not know', async () => {
    const { url, asked } = await replay(() => ({ body: fixture('semanticscholar/batch.json') }));
    const result = await crawled(semanticScholar, url, { papers: ['DOI:10.5555/lanterns.1', 'ARXIV:1801.00001'] });
    expect(asked[0]).toMatchObject({ method: 'POST', path: '/graph/v1/paper/batch', body: '{"ids":["DOI:10.5555/lanterns.1","ARXIV:1801.00001"]}' });
    expect(result).toMatchObject({ papers: 1, notFound: ['ARXIV:1801.00001'] });
  });

  it('is not believed where a batch answers fewer than were asked', async () => {
    const { url } = await replay(() => ({ body: '[null]' }));
    await expect(crawled(semanticScholar, url, { papers: ['DOI:10.5555/1', 'DOI:10.5555/2'] }, { retries: 0 })).rejects.toThrow('does not answer the ids one by one');
  });

  it('is searched in bulk with a token', async () => {
    const { url, asked } = await replay(({ query }) => ({ body: query.get('token') === null ? fixture('semanticscholar/papers-1.json').replace('"offset": 0, "next": 2', '"total": 3, "token": "T1"') : fixture('semanticscholar/search.json').replace('"total": 1', '"total": 3') }));
    const result = await crawled(semanticScholar, url, { search: 'lantern', years: { from: null, to: 2020 } });
    expect(asked.map(({ path, query }) => [path, query.get('query'), query.get('year'), query.get('token')])).toEqual([['/graph/v1/paper/search/bulk', 'lantern', '-2020', null], ['/graph/v1/paper/search/bulk', 'lantern', '-2020', 'T1']]);
    expect(result).toMatchObject({ papers: 3, notes: [] });
  });

  it('has the authors of a paper with a suspiciously round number of them by themselves', async () => {
    const author = (index: number) => ({ authorId: String(index), name: `Author ${index}` });
    const cut = { paperId: A, title: 'A detector with many hands', authors: Array.from({ length: 100 }, (_, index) => author(index)) };
    const { url, asked } = await replay(({ path, query }) => {
      if (!path.endsWith('/authors')) return { body: JSON.stringify({ offset: 0, data: [cut] }) };
      return { body: JSON.stringify(query.get('offset') === '0' ? { offset: 0, next: 100, data: cut.authors } : { offset: 100, data: [author(100), author(101)] }) };
    });
    const result = await crawled(semanticScholar, url, { authors: ['5'] });
    expect(asked.slice(1).map(({ path, query }) => `${path} ${query.get('offset')}`)).toEqual([`/graph/v1/paper/${A}/authors 0`, `/graph/v1/paper/${A}/authors 100`]);
    expect(result).toMatchObject({ authors: 102, authorListsCompleted: 1 });
    expect(result.files.map(({ passOver }) => [...passOver])).toEqual([[], [`s2:${A}`]]);
    const composed = JSON.parse(gunzipSync(readFileSync(result.files[0].path)).toString()) as { data: Array<{ title: string; authors: unknown[] }> };
    expect([composed.data[0].title, composed.data[0].authors.length]).toEqual(['A detector with many hands', 102]);
  });

  it('keeps the list as it was where the round number is the whole', async () => {
    const whole = { paperId: A, title: 'T', authors: Array.from({ length: 100 }, (_, index) => ({ authorId: String(index), name: `Author ${index}` })) };
    const { url } = await replay(({ path }) => ({ body: JSON.stringify({ offset: 0, data: path.endsWith('/authors') ? whole.authors : [whole] }) }));
    const result = await crawled(semanticScholar, url, { authors: ['5'] });
    expect(result).toMatchObject({ authors: 100, authorListsCompleted: 0 });
    expect(result.files).toHaveLength(1);
  });

  it('does not go in circles where the offset of the next list of authors is no further', async () => {
    const cut = { paperId: A, title: 'T', authors: Array.from({ length: 100 }, (_, index) => ({ authorId: String(index), name: `Author ${index}` })) };
    const { url, asked } = await replay(({ path }) => ({ body: JSON.stringify(path.endsWith('/authors') ? { offset: 0, next: 0, data: cut.authors } : { offset: 0, data: [cut] }) }));
    expect(await crawled(semanticScholar, url, { authors: ['5'] })).toMatchObject({ authors: 100 });
    expect(asked).toHaveLength(2);
  });

  it('takes ids in any spelling', () => {
    expect(['1741101', 'https://www.semanticscholar.org/author/A-Okonkwo/3001', '0000-0002-1825-0097'].map((text) => semanticScholar.author(text))).toEqual(['1741101', '3001', null]);
    expect([A.toUpperCase(), 'CorpusID:12', 'doi:10.5555/X', 'arxiv:1706.03762v5', 'pmid:12', 'acl:2020.acl-main.1', 'W123456', 'words'].map((text) => semanticScholar.paper(text)))
      .toEqual([A, 'CorpusId:12', 'DOI:10.5555/x', 'ARXIV:1706.03762', 'PMID:12', 'ACL:2020.acl-main.1', null, null]);
  });
});

describe('Crossref', () => {
  const page = (items: readonly unknown[], total: number) => JSON.stringify({ status: 'ok', message: { 'total-results': total, 'next-cursor': 'same==', items } });
  const works = (from: number, count: number) => Array.from({ length: count }, (_, index) => ({ DOI: `10.5555/${from + index}`, author: [] }));

  it('is asked by ORCID, and co-authors with an ORCID can be followed', async () => {
    const { url, asked } = await replay(() => ({ body: fixture('crossref/works.json') }));
    const result = await crawled(crossref, url, { authors: ['0000-0002-1825-0097'], radius: 1, years: { from: 2018, to: 2020 } });
    expect(asked.map(({ query }) => query.get('filter'))).toEqual(['orcid:0000-0002-1825-0097,from-pub-date:2018,until-pub-date:2020', 'orcid:0000-0001-5109-3700,from-pub-date:2018,until-pub-date:2020']);
    expect(result).toMatchObject({ papers: 2, authors: 3, notFound: [], notes: ['1 co-author at radius 1 has no id in Crossref and can\'t be followed'] });
  });

  it('gives the same cursor for every page, and a short page ends them', async () => {
    const { url, asked } = await replay(({ number }) => ({ body: page(number < 2 ? works(number * 200, 200) : works(400, 7), 407) }));
    const result = await crawled(crossref, url, { search: 'lanterns' });
    expect(asked.map(({ query }) => query.get('cursor'))).toEqual(['*', 'same==', 'same==']);
    expect(result).toMatchObject({ papers: 407, notes: [] });
    expect(new Set(result.files.map(({ path }) => path)).size).toBe(3);
    expect(asked[0].query.get('query.bibliographic')).toBe('lanterns');
  });

  it('answers an expired cursor with nothing: then everything is fetched anew', async () => {
    let run = 1;
    const { url, asked } = await replay(({ query }) => {
      if (query.get('cursor') === '*') return { body: page(works(0, 200), 203).replace('same==', `cursor-${run}`) };
      return { body: page(query.get('cursor') === 'cursor-2' ? works(200, 3) : [], 203) };
    });
    const { test } = await crawled(crossref, url, { search: 'x', maxPapers: 200 });
    run = 2;
    const second = await crawled(crossref, url, { search: 'x' }, { dir: test.dir });
    expect(second).toMatchObject({ papers: 203, notes: [] });
    expect(asked.map(({ query }) => query.get('cursor'))).toEqual(['*', 'cursor-1', '*', 'cursor-2']);
  });

  it('takes DOIs together, and one with a comma by itself', async () => {
    const { url, asked } = await replay(({ path }) => (path === '/works' ? { body: fixture('crossref/works.json') } : { body: fixture('crossref/work.json') }));
    const result = await crawled(crossref, url, { papers: ['10.5555/lanterns.1', '10.5555/lanterns.3', '10.5555/odd,comma'] });
    expect(asked.map(({ path, query }) => `${decodeURIComponent(path)} ${query.get('filter') ?? ''}`)).toEqual(['/works doi:10.5555/lanterns.1,doi:10.5555/lanterns.3', '/works/10.5555/odd,comma ']);
    expect(result).toMatchObject({ papers: 3, notFound: [] });
  });
});

describe('arXiv', () => {
  const feed = (start: number) => ({ headers: XML, body: fixture('arxiv/okonkwo.xml').replaceAll('START', String(start)).replaceAll('NUMBER', String(start + 1)) });

  it('is asked by name', async () => {
    const { url, asked } = await replay(({ query }) => feed(Number(query.get('start'))));
    const result = await crawled(arxiv, url, { authors: ['Ada Okonkwo'], years: { from: 2018, to: null } });
    expect(asked.map(({ path, query }) => [path, query.get('search_query'), query.get('start'), query.get('max_results')])).toEqual([
      ['/api/query', '(au:"Ada Okonkwo") AND submittedDate:[201801010000 TO 999912312359]', '0', '200'],
      ['/api/query', '(au:"Ada Okonkwo") AND submittedDate:[201801010000 TO 999912312359]', '1', '200'],
    ]);
    expect(asked[0].headers.accept).toContain('xml');
    expect(result).toMatchObject({ papers: 2, authors: 2, notFound: [], notes: ['arXiv is asked by name: other people of the same name come along'] });
  });

  it('follows co-authors by their names', async () => {
    const { url, asked } = await replay(({ query }) => feed(Number(query.get('start'))));
    await crawled(arxiv, url, { authors: ['Ada Okonkwo'], radius: 1 });
    expect(asked.at(-1)?.query.get('search_query')).toBe('au:"Inés Niño"');
  });

  it('now and then answers an empty page: asked again it is full', async () => {
    const empty = { headers: XML, body: fixture('arxiv/okonkwo.xml').replace(/<entry>[^]*<\/entry>/, '').replaceAll('START', '0') };
    const { url, asked } = await replay(({ number, query }) => (number === 0 ? empty : feed(Number(query.get('start')))));
    expect(await crawled(arxiv, url, { authors: ['Ada Okonkwo'] })).toMatchObject({ papers: 2 });
    expect(asked).toHaveLength(3);
  });

  it('takes ids together, and says which it does not know', async () => {
    const { url, asked } = await replay(() => feed(0));
    const result = await crawled(arxiv, url, { papers: ['1801.00001', '1801.00009'] });
    expect(asked[0].query.get('id_list')).toBe('1801.00001,1801.00009');
    expect(asked).toHaveLength(1);
    expect(result).toMatchObject({ papers: 1, notFound: ['1801.00009'] });
  });

  it.each([
    ['a feed that breaks off', '<?xml version="1.0"?><feed><entry><id>http://arxiv.org/abs/1801.00001v1</id>', /XML that breaks off/],
    ['a web page', '<!DOCTYPE html><html><body><p>Rate exceeded.</body></html>', /a web page instead of XML/],
    ['a page that is XML', '<html><body/></html>', /a web page instead of XML/],
    ['words', 'Rate exceeded.', /XML/],
    ['an error in a feed', '<feed><entry><id>http://arxiv.org/api/errors#bad</id><summary>malformed id</summary></entry></feed>', /an error instead of papers: malformed id/],
  ])('is not believed when it answers %s', async (_name, body, sentence) => {
    const { url } = await replay(() => ({ headers: XML, body }));
    await expect(crawled(arxiv, url, { authors: ['Ada Okonkwo'] }, { retries: 0 })).rejects.toThrow(sentence);
  });

  it('tells names from ids', () => {
    expect(['Okonkwo, Ada', 'Ada  Okonkwo', 'Ø. Ångström', '0000-0002-1825-0097', '10.5555/x', 'https://x.org'].map((text) => arxiv.author(text))).toEqual(['Ada Okonkwo', 'Ada Okonkwo', 'Ø. Ångström', null, null, null]);
    expect(['1706.03762', 'arXiv:1706.03762v5', 'hep-th/9901001', 'https://doi.org/10.48550/arXiv.1706.03762', '10.5555/x', 'Ada Okonkwo'].map((text) => arxiv.paper(text))).toEqual(['1706.03762', '1706.03762', 'hep-th/9901001', '1706.03762', null, null]);
  });

  it('is searched for words, or for what its own language says', () => {
    const query = (text: string) => new URL(`http://x${arxiv.search(text, { from: null, to: null }).path}`).searchParams.get('search_query');
    expect([query('link prediction'), query('cat:cs.DL AND ti:graph')]).toEqual(['all:link AND all:prediction', 'cat:cs.DL AND ti:graph']);
  });
});

describe('DBLP', () => {
  function library({ path }: Asked): Reply {
    if (path === '/pid/81/19840.xml') return { headers: XML, body: fixture('dblp/person.xml') };
    if (path === '/rec/conf/jexample/OkonkwoN18.xml') return { headers: XML, body: fixture('dblp/record.xml') };
    if (path === '/orcid/0000-0002-1825-0097') return { status: 303, headers: { location: '/pid/81/19840.html' } };
    if (path === '/doi/10.5555/lanterns.1') return { status: 303, headers: { location: '/rec/conf/jexample/OkonkwoN18' } };
    if (path === '/search/publ/api') return { headers: XML, body: fixture('dblp/hits.xml').replace('TOTAL', '1') };
    return NOT_FOUND;
  }

  it('gives a person\'s page, and co-authors by their pid', async () => {
    const { url, asked } = await replay(library);
    const result = await crawled(dblp, url, { authors: ['81/19840'], radius: 1 });
    expect(asked.map(({ path }) => path)).toEqual(['/pid/81/19840.xml', '/pid/92/5.xml']);
    expect(result).toMatchObject({ papers: 2, authors: 2, authorsAsked: 2, notFound: [] });
  });

  it('redirects ORCIDs and DOIs to pages for people, of which those for programs are taken', async () => {
    const { url, asked } = await replay(library);
    const result = await crawled(dblp, url, { authors: ['0000-0002-1825-0097'], papers: ['10.5555/lanterns.1', 'conf/x/Y99'] });
    expect(asked.map(({ path }) => path)).toEqual(['/doi/10.5555/lanterns.1', '/rec/conf/jexample/OkonkwoN18.xml', '/rec/conf/x/Y99.xml', '/orcid/0000-0002-1825-0097', '/pid/81/19840.xml']);
    expect(result).toMatchObject({ papers: 2, notFound: ['conf/x/Y99'] });
  });

  it('names records in a search, which are fetched one by one', async () => {
    const { url, asked } = await replay(library);
    const result = await crawled(dblp, url, { search: 'lantern' });
    expect(asked.map(({ path }) => path)).toEqual(['/search/publ/api', '/rec/conf/jexample/OkonkwoN18.xml']);
    expect([asked[0].query.get('q'), asked[0].query.get('format'), asked[0].query.get('h')]).toEqual(['lantern', 'xml', '1000']);
    expect(addresses(result, url)).toEqual(['/rec/conf/jexample/OkonkwoN18.xml']);
    expect(result).toMatchObject({ papers: 1, notFound: [], notes: [] });
  });

  it('answers no hits beyond the first ten thousand, which is said', async () => {
    const { url, asked } = await replay((one) => (one.path === '/search/publ/api' ? { headers: XML, body: fixture('dblp/hits.xml').replace('TOTAL', '12345').replace('conf/jexample/OkonkwoN18<', `conf/x/${one.query.get('f')}<`) } : { headers: XML, body: fixture('dblp/record.xml') }));
    const result = await crawled(dblp, url, { search: 'a', maxPapers: 1 });
    // One hit is enough of hits, and its record enough of records.
    expect(asked.map(({ path }) => path)).toEqual(['/search/publ/api', '/rec/conf/x/0.xml']);
    expect(result.limits.map(({ reason }) => reason)).toEqual(['a listing goes on: --max-papers 1 was reached']);
    expect(result.notes).toEqual(['DBLP\'s search answers the first 10000 of these 12345 papers alone: ask for less at a time']);
  });

  it('takes pids, ORCIDs, keys and DOIs in any spelling', () => {
    expect(['https://dblp.org/pid/81/19840.html', '81/19840', 'm/HMazzawi', '0000-0002-1825-0097', 'conf/x/Y99', '10.5555/x'].map((text) => dblp.author(text))).toEqual(['81/19840', '81/19840', 'm/HMazzawi', '0000-0002-1825-0097', null, null]);
    expect(['https://dblp.org/rec/conf/x/Y99.html', 'conf/x/Y99', '10.5555/X', '81/19840'].map((text) => dblp.paper(text))).toEqual(['conf/x/Y99', 'conf/x/Y99', '10.5555/x', null]);
  });
});

describe('ORCID', () => {
  it('gives a record, and then the works in it, of each group the preferred one', async () => {
    const { url, asked } = await replay(({ path }) => {
      if (path === '/v3.0/0000-0002-1825-0097/record') return { body: fixture('orcid/record.json') };
      return path.includes('/works/') ? { body: fixture('orcid/works.json') } : NOT_FOUND;
    });
    const result = await crawled(orcid, url, { authors: ['0000-0002-1825-0097'], radius: 1 });
    expect(asked.map(({ path }) => path)).toEqual(['/v3.0/0000-0002-1825-0097/record', '/v3.0/0000-0002-1825-0097/works/801,803', '/v3.0/0000-0001-5109-3700/record']);
    expect(asked[0].headers.accept).toBe('application/json');
    // One file: the record with its works in the place of their summaries.
    expect(result.files.map(({ path, url: address }) => [path.split('/').at(-1), address.slice(url.length)])).toEqual([['record-0000-0002-1825-0097-whole.json.gz', '/v3.0/0000-0002-1825-0097/record']]);
    const whole = JSON.parse(gunzipSync(readFileSync(result.files[0].path)).toString()) as { person: unknown; 'activities-summary': { works: { group: Array<{ 'work-summary': Array<{ 'put-code': number; contributors?: { contributor: unknown[] } }> }> } } };
    expect(whole['activities-summary'].works.group.map((group) => group['work-summary'].map((work) => [work['put-code'], work.contributors?.contributor.length ?? null]))).toEqual([[[801, 2], [802, null]], [[803, 1]]]);
    expect(whole.person).toBeDefined();
    expect(result).toMatchObject({ papers: 2, authors: 3, authorsAsked: 2, notFound: [], notes: ['1 co-author at radius 1 has no id in ORCID and can\'t be followed'] });
  });

  it('is asked for the version of a work that its owner prefers, the one that the source takes', async () => {
    const record = fixture('orcid/record.json').replace('"put-code": 802,', '"put-code": 802, "display-index": "1",');
    const { url, asked } = await replay(({ path }) => (path.endsWith('/record') ? { body: record } : { body: fixture('orcid/works.json').replaceAll('801', '802') }));
    await crawled(orcid, url, { authors: ['0000-0002-1825-0097'] });
    expect(asked.map(({ path }) => path)).toEqual(['/v3.0/0000-0002-1825-0097/record', '/v3.0/0000-0002-1825-0097/works/802,803']);
  });

  it('offline has the record without the works that are missing, and names them', async () => {
    const { url } = await replay(({ path }) => (path.endsWith('/record') ? { body: fixture('orcid/record.json') } : { status: 500 }));
    const dir = tempDir();
    await crawled(orcid, url, { authors: ['0000-0002-1825-0097'] }, { dir, retries: 0 }).catch(() => null);
    const result = await crawled(orcid, url, { authors: ['0000-0002-1825-0097'] }, { dir, offline: true });
    expect(result.missing).toEqual([`${url}/v3.0/0000-0002-1825-0097/works/801,803`]);
    expect(result.files).toHaveLength(1);
  });

  it('does not know everybody', async () => {
    const { url } = await replay(() => NOT_FOUND);
    expect(await crawled(orcid, url, { authors: ['0000-0001-5109-3700'] })).toMatchObject({ papers: 0, files: [], notFound: ['0000-0001-5109-3700'] });
  });
});

describe('every service', () => {
  it.each(SERVICES.map((service) => [service.id, service] as const))('%s is asked over https, and waits between requests', (_id, service) => {
    expect(service.baseUrl).toMatch(/^https:\/\/[a-z.]+$/);
    expect(service.pauseMs({ mailto: null, key: null })).toBeGreaterThan(0);
    expect(service.baseUrlVariable).toBe(`COTERIE_${service.id.toUpperCase()}_URL`);
  });

  it.each(SERVICES.map((service) => [service.id, service] as const))('%s is not believed when it answers JSON or XML of something else', async (_id, service) => {
    const other = service.ending === 'json' ? '{"message":"hello"}' : '<hello/>';
    const { url } = await replay(() => ({ body: other }));
    const seed = ['3001', 'A70001', '0000-0002-1825-0097', 'Ada Okonkwo', '81/19840'].map((text) => service.author(text)).find((id) => id !== null) ?? '';
    await expect(crawled(service, url, { authors: [seed] }, { retries: 0 })).rejects.toThrow(/did not answer/);
  });
});
