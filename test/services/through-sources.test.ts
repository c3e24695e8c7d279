/** What services answer goes through the sources as it is: every record whole, no problem, its origin stated. */
import { describe, expect, it } from 'vitest';
import { withOrigin } from '../../src/corpus/origins.js';
import type { PaperRecord } from '../../src/records/record.js';
import { arxiv } from '../../src/services/arxiv.js';
import { crossref } from '../../src/services/crossref.js';
import { dblp } from '../../src/services/dblp.js';
import { openalex } from '../../src/services/openalex.js';
import { orcid } from '../../src/services/orcid.js';
import { semanticScholar } from '../../src/services/semantic-scholar.js';
import type { Service } from '../../src/services/service.js';
import { openFile, readItems } from '../../src/sources/open.js';
import { detectSource, SOURCES } from '../../src/sources/registry.js';
import { collect } from '../sources/helpers.js';
import { crawled } from './crawling.js';
import { fixture, replay, type Asked, type Reply } from './replay.js';

const XML = { 'content-type': 'application/xml' };

const CASES: ReadonlyArray<readonly [string, Service, string, (asked: Asked) => Reply, readonly (readonly [key: string, authors: number])[]]> = [
  ['openalex', openalex, 'A70001', ({ path, query }) => ({ body: fixture(path === '/works/W90002' ? 'openalex/work-90002.json' : `openalex/okonkwo-${query.get('cursor') === '*' ? 1 : 2}.json`) }),
    [['openalex:W90001', 2], ['openalex:W90002', 4], ['openalex:W90003', 2]]],
  ['s2', semanticScholar, '3001', ({ query }) => ({ body: fixture(`semanticscholar/papers-${query.get('offset') === '0' ? 1 : 2}.json`) }),
    [[`s2:${'a'.repeat(40)}`, 2], [`s2:${'b'.repeat(40)}`, 2], [`s2:${'c'.repeat(40)}`, 1]]],
  ['crossref', crossref, '0000-0002-1825-0097', () => ({ body: fixture('crossref/works.json') }), [['crossref:10.5555/lanterns.1', 2], ['crossref:10.5555/lanterns.3', 2]]],
  ['arxiv', arxiv, 'Ada Okonkwo', ({ query }) => ({ headers: XML, body: fixture('arxiv/okonkwo.xml').replaceAll('START', query.get('start') ?? '').replaceAll('NUMBER', String(Number(query.get('start')) + 1)) }),
    [['arxiv:1801.00001', 2], ['arxiv:1801.00002', 2]]],
  ['dblp', dblp, '81/19840', () => ({ headers: XML, body: fixture('dblp/person.xml') }), [['dblp:conf/jexample/OkonkwoN18', 2], ['dblp:journals/jexample/Okonkwo20', 1]]],
  ['orcid', orcid, '0000-0002-1825-0097', ({ path }) => ({ body: fixture(path.includes('/works/') ? 'orcid/works.json' : 'orcid/record.json') }),
    [['orcid:0000-0002-1825-0097/work/801', 2], ['orcid:0000-0002-1825-0097/work/803', 1]]],
];

describe('answers of', () => {
  it.each(CASES)('%s', passes);
});

async function passes(format: string, service: Service, author: string, answer: (asked: Asked) => Reply, expected: readonly (readonly [string, number])[]): Promise<void> {
  const { url } = await replay(answer);
  const { files } = await crawled(service, url, { authors: [author] });
  const papers: PaperRecord[] = [];
  for (const file of files) {
    const opened = await openFile(file.path);
    const source = detectSource(opened.head, opened.file);
    expect([source?.id, service.format]).toEqual([format, format]);
    const read = await collect(withOrigin(readItems(opened, source ?? SOURCES[0]), file));
    expect(read.problems).toEqual([]);
    for (const { source: from } of read.papers) expect([from.url, from.retrievedAt]).toEqual([file.url, '2026-02-03']);
    papers.push(...read.papers);
  }
  const found = papers.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map(({ key, mentions }) => [key, mentions.length]);
  expect(found).toEqual(expected);
}
