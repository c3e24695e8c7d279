/** `--from` and `--to` hold for whatever a service answers, whether it filters by year itself or not. */
import { describe, expect, it } from 'vitest';
import { withOrigin } from '../../src/corpus/origins.js';
import type { PaperRecord } from '../../src/records/record.js';
import { ALL_YEARS, standingOf, yearsInWords } from '../../src/records/years.js';
import { arxiv } from '../../src/services/arxiv.js';
import type { CrawlQuestion, CrawlResult } from '../../src/services/crawl-types.js';
import { crossref } from '../../src/services/crossref.js';
import { dblp } from '../../src/services/dblp.js';
import { openalex } from '../../src/services/openalex.js';
import { orcid } from '../../src/services/orcid.js';
import { semanticScholar } from '../../src/services/semantic-scholar.js';
import type { Service } from '../../src/services/service.js';
import { openFile, readItems } from '../../src/sources/open.js';
import { detectSource, SOURCES } from '../../src/sources/registry.js';
import { paperRecord } from '../helpers/records.js';
import { collect } from '../sources/helpers.js';
import { crawled } from './crawling.js';
import { fixture, NOT_FOUND, replay, type Asked, type Reply } from './replay.js';

const XML = { 'content-type': 'application/xml' };
const EMPTY_OPENALEX: Reply = { body: '{"meta":{"count":0,"next_cursor":null},"results":[]}' };
const S2_PAGES = JSON.stringify(['1', '2'].flatMap((page) => (JSON.parse(fixture(`semanticscholar/papers-${page}.json`)) as { data: unknown[] }).data));
const ARXIV = fixture('arxiv/okonkwo.xml');
/** Both entries in one feed: of 2018 and of 2020. */
const ARXIV_FEED = ARXIV.replace(/<entry>[^]*<\/entry>/, (entry) => entry.replaceAll('NUMBER', '1') + entry.replaceAll('NUMBER', '2').replace('<published>2018', '<published>2020')).replace('START', '0');

interface Case {
  readonly service: Service;
  readonly what: string;
  readonly question: Partial<CrawlQuestion>;
  readonly answer: (asked: Asked) => Reply;
  /** The papers in the answers, with their years. */
  readonly papers: Readonly<Record<string, number>>;
  /** Takes the dates out of an answer. */
  readonly undated: (body: string) => string;
}

const withoutOpenalexDates = (body: string): string => body.replaceAll(/"publication_(?:year|date)": [^,]*, /g, '');

const CASES: readonly Case[] = [
  {
    service: openalex, what: 'an author', question: { authors: ['A70001'] }, undated: withoutOpenalexDates,
    answer: ({ path, query }) => ({ body: fixture(path === '/works/W90002' ? 'openalex/work-90002.json' : `openalex/okonkwo-${query.get('cursor') === '*' ? 1 : 2}.json`) }),
    papers: { 'openalex:W90001': 2018, 'openalex:W90002': 2019, 'openalex:W90003': 2020 },
  },
  {
    service: openalex, what: 'works and DOIs, together and singly', question: { papers: ['W90003', '10.5555/odd,comma'] }, undated: withoutOpenalexDates,
    answer: ({ path, query }) => {
      if (path !== '/works') return { body: fixture('openalex/okonkwo-1.json').replace(/^[^]*"results": \[/, '').replace(/,\s*\{\s*"id": "https:\/\/openalex\.org\/W90002[^]*$/, '') };
      return (query.get('filter') ?? '').includes('W90003') ? { body: fixture('openalex/okonkwo-2.json').replace('"count": 3', '"count": 1') } : EMPTY_OPENALEX;
    },
    papers: { 'openalex:W90001': 2018, 'openalex:W90003': 2020 },
  },
  {
    service: semanticScholar, what: 'papers by id', question: { papers: ['DOI:10.5555/lanterns.1', 'CorpusId:502', 'CorpusId:503'] },
    answer: () => ({ body: S2_PAGES }), undated: (body) => body.replaceAll(/"(?:year|publicationDate)":[^,]*,/g, ''),
    papers: { [`s2:${'a'.repeat(40)}`]: 2018, [`s2:${'b'.repeat(40)}`]: 2019, [`s2:${'c'.repeat(40)}`]: 2020 },
  },
  {
    service: crossref, what: 'DOIs, together and singly', question: { papers: ['10.5555/lanterns.1', '10.5555/lanterns.3', '10.5555/odd,comma'] },
    answer: ({ path }) => ({ body: fixture(path === '/works' ? 'crossref/works.json' : 'crossref/work.json') }), undated: (body) => body.replaceAll(/"(?:issued|published)": \{[^}]*\}/g, '"issued": null'),
    papers: { 'crossref:10.5555/lanterns.1': 2018, 'crossref:10.5555/lanterns.3': 2020, 'crossref:10.5555/odd,comma': 2021 },
  },
  {
    service: arxiv, what: 'papers by id', question: { papers: ['1801.00001', '1801.00002'] }, answer: () => ({ headers: XML, body: ARXIV_FEED }),
    undated: (body) => body.replaceAll(/<(published|updated)>[^<]*<\/\1>/g, ''), papers: { 'arxiv:1801.00001': 2018, 'arxiv:1801.00002': 2020 },
  },
  {
    service: dblp, what: 'a person', question: { authors: ['81/19840'] }, answer: () => ({ headers: XML, body: fixture('dblp/person.xml') }),
    undated: (body) => body.replaceAll(/<year>\d+<\/year>/g, ''), papers: { 'dblp:conf/jexample/OkonkwoN18': 2018, 'dblp:journals/jexample/Okonkwo20': 2020 },
  },
  {
    service: orcid, what: 'a person', question: { authors: ['0000-0002-1825-0097'] },
    answer: ({ path }) => ({ body: fixture(path.includes('/works/') ? 'orcid/works.json' : 'orcid/record.json') }), undated: (body) => body.replaceAll(/"year": \{[^}]*\}/g, '"year": null'),
    papers: { 'orcid:0000-0002-1825-0097/work/801': 2018, 'orcid:0000-0002-1825-0097/work/803': 2020 },
  },
];

async function recordsOf({ files }: CrawlResult): Promise<PaperRecord[]> {
  const papers: PaperRecord[] = [];
  for (const file of files) {
    const opened = await openFile(file.path);
    const read = await collect(withOrigin(readItems(opened, detectSource(opened.head, opened.file) ?? SOURCES[0]), file));
    papers.push(...read.papers);
  }
  return papers.toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

describe.each(CASES.map((each) => [`${each.service.id}, asked for ${each.what}`, each] as const))('%s', (_name, { service, question, answer, papers, undated }) => {
  const all = Object.keys(papers);

  it('gives every paper with its year where no years are asked for', async () => {
    const { url } = await replay(answer);
    const result = await crawled(service, url, question);
    expect(result).toMatchObject({ papers: all.length, leftOut: { outsideYears: 0, undated: 0 }, notFound: [] });
    expect(Object.fromEntries((await recordsOf(result)).map(({ key, date }) => [key, date?.year]))).toEqual(papers);
  });

  it.each([[{ from: 2019, to: null }], [{ from: null, to: 2018 }], [{ from: 2019, to: 2019 }]])('leaves papers of other years out and counts them: %j', async (years) => {
    const kept = all.filter((key) => papers[key] >= (years.from ?? 0) && papers[key] <= (years.to ?? 9999));
    const { url } = await replay(answer);
    const result = await crawled(service, url, { ...question, years });
    expect(result).toMatchObject({ papers: kept.length, leftOut: { outsideYears: all.length - kept.length, undated: 0 }, notFound: [] });
    expect((await recordsOf(result)).map(({ key }) => key)).toEqual(kept);
  });

  it('leaves undated papers out and counts them, where years are asked for', async () => {
    const { url } = await replay((asked) => {
      const reply = answer(asked);
      return { ...reply, body: undated(reply.body ?? '') };
    });
    const result = await crawled(service, url, { ...question, years: { from: 1900, to: null } });
    expect(result).toMatchObject({ papers: 0, authors: 0, leftOut: { outsideYears: 0, undated: all.length }, notFound: [] });
    expect(await recordsOf(result)).toEqual([]);
  });
});

describe('years', () => {
  it('are not asked of papers by id: one of another year would look unknown', async () => {
    const { url, asked } = await replay(({ path }) => (path === '/works' ? EMPTY_OPENALEX : NOT_FOUND));
    await crawled(openalex, url, { papers: ['W1', '10.5555/x', '10.5555/odd,comma'], years: { from: 2019, to: 2020 } });
    expect(asked.map(({ query }) => query.get('filter'))).toEqual(['ids.openalex:W1', 'doi:10.5555/x', null]);
  });

  it('keep co-authors of other years\' papers from being followed', async () => {
    const { url, asked } = await replay(() => ({ headers: XML, body: fixture('dblp/person.xml') }));
    const result = await crawled(dblp, url, { authors: ['81/19840'], radius: 1, years: { from: 2019, to: null } });
    expect(asked).toHaveLength(1);
    expect(result).toMatchObject({ papers: 1, authors: 1, leftOut: { outsideYears: 1, undated: 0 } });
  });

  it('count for --max-papers only where they were asked for', async () => {
    const { url, asked } = await replay(({ path }) => (path.endsWith('81/19840.xml') ? { headers: XML, body: fixture('dblp/person.xml') } : NOT_FOUND));
    const result = await crawled(dblp, url, { authors: ['81/19840', '92/5'], maxPapers: 2, years: { from: 2019, to: null } });
    expect(asked).toHaveLength(2);
    expect(result).toMatchObject({ papers: 1, limits: [] });
  });

  it('spare the authors of papers left out', async () => {
    const { url, asked } = await replay(() => ({ body: fixture('openalex/okonkwo-1.json').replace(/"next_cursor": "[^"]*"/, '"next_cursor": null').replace('"count": 3', '"count": 2') }));
    expect(await crawled(openalex, url, { authors: ['A70001'], years: { from: null, to: 2018 } })).toMatchObject({ papers: 1, authorListsCompleted: 0 });
    expect(asked.map(({ path }) => path)).toEqual(['/works']);
  });

  it('stand within, outside, or unknown', () => {
    const range = { from: 2015, to: 2020 };
    expect([2014, 2015, 2020, 2021, null].map((year) => standingOf(year, range))).toEqual(['OUTSIDE', 'WITHIN', 'WITHIN', 'OUTSIDE', 'UNDATED']);
    expect([standingOf(null, ALL_YEARS), standingOf(5, { from: null, to: 4 }), standingOf(5, { from: 5, to: null })]).toEqual(['WITHIN', 'OUTSIDE', 'WITHIN']);
    expect([range, { from: 2015, to: null }, { from: null, to: 2020 }, { from: 2015, to: 2015 }, ALL_YEARS].map(yearsInWords)).toEqual(['from 2015 to 2020', 'from 2015 on', 'up to 2020', 'of 2015', 'of any year']);
  });

  it('hold for records that the fetching did not see too, which is said', async () => {
    const records = [paperRecord('New', ['A. One'], { date: { year: 2020, month: null, day: null } }), paperRecord('Old', ['A. One'], { date: { year: 1999, month: 1, day: 2 } }), paperRecord('Undated', ['A. One'])];
    async function* items() {
      for (const record of records) yield { kind: 'paper' as const, record };
    }
    const read = await collect(withOrigin(items(), { url: 'https://example.org', retrievedAt: '2026-01-01', passOver: new Set(), years: { from: 2015, to: null } }));
    expect(read.papers.map(({ title }) => title)).toEqual(['New']);
    expect(read.problems.map(({ kind, value, reason, recordDropped }) => [kind, value, reason, recordDropped])).toEqual([
      ['OUTSIDE_YEARS', '1999', 'Papers from 2015 on were asked for; this one is of 1999 and is left out.', true],
      ['OUTSIDE_YEARS', null, 'Papers from 2015 on were asked for; this one has no date and is left out.', true],
    ]);
  });
});
