import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { arxiv } from '../../../src/sources/xml/arxiv.js';
import { namesInText } from '../../../src/sources/xml/arxiv-raw-authors.js';
import { itemsOf, itemsOfFile } from '../../helpers/source-items.js';
import { fixture } from '../helpers.js';
import { holdsAgainstHostileInput } from '../hostile.js';
import { HANGING_SECONDS, processorSeconds } from '../../helpers/processor-time.js';

const SHARED = '../shared/data/arxiv-atom';
const person = { kind: 'PERSON', externalIds: {}, affiliations: [], isCorresponding: null };

describe('the Atom feed', () => {
  it('maps an entry: names, a collaboration, affiliations, ids, the first version\'s date', async () => {
    const { papers } = await itemsOfFile(arxiv, fixture('arxiv/feed.xml'));
    expect(papers[0]).toEqual({
      key: 'arxiv:2901.00001',
      externalIds: { arxiv: '2901.00001' },
      relatedIds: [{ scheme: 'doi', value: '10.5555/ex.1', relation: 'PUBLISHED' }],
      title: 'On Examples: a $k_t$ study',
      abstract: 'We show that it holds.',
      date: { year: 2029, month: 1, day: 2 },
      venue: 'arXiv',
      type: 'PREPRINT',
      fields: ['hep-ex', 'cs.LG'],
      mentions: [
        { ...person, rawName: 'Jörg Müller', parts: null, position: 1, affiliations: [{ name: 'Example University', ror: null, countryCode: null }], emailDomain: 'ex.example.org' },
        { ...person, rawName: 'Example Collaboration', parts: null, position: 2, kind: 'GROUP' },
        { ...person, rawName: 'A. B. One', parts: null, position: 3 },
      ],
      authorListComplete: false,
      citationCount: null,
      links: [{ kind: 'LANDING_PAGE', url: 'https://arxiv.org/abs/2901.00001' }, { kind: 'PDF', url: 'http://arxiv.org/pdf/2901.00001v2' }],
      scores: [],
      source: { format: 'arxiv', file: 'feed.xml', line: 7, byte: null, retrievedAt: '2031-05-06', url: 'https://arxiv.org/abs/2901.00001' },
    });
  });

  it('puts names right that were encoded twice and tells so; takes its errors for no papers', async () => {
    const { papers, problems } = await itemsOfFile(arxiv, fixture('arxiv/feed.xml'));
    expect(papers.slice(1).map(({ key, mentions }) => [key, mentions.map(({ rawName }) => rawName)])).toEqual([['arxiv:hep-ex/0301001', ['José Kroiß', 'ÉCOLE «É» Dupré']]]);
    expect(problems.map(({ kind, value, record, recordDropped }) => [kind, value, record, recordDropped])).toEqual([
      ['DOUBLE_ENCODED', 'JosÃ© KroiÃ\u009f', 'arxiv:hep-ex/0301001', false],
      ['SERVICE_ERROR', 'incorrect id format for 1234', null, true],
    ]);
  });
});

it('the daily feed has its authors in one text', async () => {
  const { papers, problems } = await itemsOf(arxiv, `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/"><id>http://rss.arxiv.org/atom/cs.DL</id><updated>2031-05-06T04:00:00+00:00</updated>
    <entry><id>oai:arXiv.org:2901.00031v1</id><title>Daily</title><summary>arXiv:2901.00031v1 Announce Type: new \nAbstract: We ask.</summary><category term="cs.DL"/><published>2031-05-06T00:00:00-04:00</published><arxiv:announce_type>new</arxiv:announce_type><dc:creator>Ann One, Bo Two (Example Lab)</dc:creator></entry></feed>`);
  expect(problems).toEqual([]);
  expect(papers).toMatchObject([{ key: 'arxiv:2901.00031', abstract: 'We ask.', mentions: [{ rawName: 'Ann One', position: 1 }, { rawName: 'Bo Two', position: 2 }] }]);
});

describe('OAI-PMH', () => {
  it('in the format arXiv gives parts of names; deleted records are told', async () => {
    const { papers, problems } = await itemsOfFile(arxiv, fixture('arxiv/oai-arxiv.xml'));
    expect(papers).toMatchObject([{
      key: 'arxiv:2901.00002', title: 'Parts of names', externalIds: { arxiv: '2901.00002' }, relatedIds: [{ scheme: 'doi', value: '10.5555/a', relation: 'PUBLISHED' }, { scheme: 'doi', value: '10.5555/b', relation: 'PUBLISHED' }], date: { year: 2029, month: 1, day: 3 }, fields: ['cs.DL', 'stat.ML'], abstract: 'Text.',
      mentions: [
        { rawName: 'Anna B. van der Ex III', parts: { given: 'Anna B.', particle: null, family: 'van der Ex', suffix: 'III' }, kind: 'PERSON', affiliations: [{ name: 'Example Lab' }, { name: 'Second Lab' }] },
        { rawName: 'Example Collaboration', parts: null, kind: 'GROUP' },
      ],
      source: { retrievedAt: '2031-05-06', line: 6 },
    }]);
    expect(problems).toMatchObject([{ kind: 'DELETED_RECORD', record: 'arxiv:2901.00003', line: 16, recordDropped: true }]);
  });

  it('in the format arXivRaw has one text of names, in TeX', async () => {
    const { papers, problems } = await itemsOfFile(arxiv, fixture('arxiv/oai-raw.xml'));
    expect(problems).toEqual([]);
    expect(papers).toMatchObject([{
      key: 'arxiv:hep-ph/0301002', date: { year: 2003, month: 1, day: 2 }, fields: ['hep-ph', 'hep-ex'],
      mentions: [{ rawName: 'Jörg Müller', affiliations: [] }, { rawName: 'C. Two Jr.', affiliations: [{ name: 'Univ. of Examples, Bern' }] }, { rawName: 'D. Three', affiliations: [] }],
      authorListComplete: true,
    }]);
  });

  it('in Dublin Core has inverted names; comments are no abstracts', async () => {
    const { papers, problems } = await itemsOfFile(arxiv, fixture('arxiv/oai-dc.xml'));
    expect(problems).toEqual([]);
    expect(papers).toMatchObject([{
      key: 'arxiv:2901.00004', externalIds: { arxiv: '2901.00004' }, relatedIds: [{ scheme: 'doi', value: '10.5555/dc.1', relation: 'PUBLISHED' }], abstract: 'Text.', date: { year: 2029, month: 1, day: 5 }, fields: ['Computer Science - Digital Libraries'],
      mentions: [{ rawName: 'Anna B. Ex', parts: { given: 'Anna B.', family: 'Ex' } }, { rawName: 'Carl Two Jr', parts: { suffix: 'Jr' } }, { rawName: 'The Example Consortium', kind: 'GROUP', parts: null }],
    }]);
  });

  it.each([
    ['an error of the service', '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><request>http://arxiv.org/oai2</request><error code="noRecordsMatch">none</error></OAI-PMH>', 'SERVICE_ERROR'],
    ['a record of another repository', '<OAI-PMH><ListRecords><record><header><identifier>oai:else.org:1</identifier></header><metadata><dc><title>T</title></dc></metadata></record></ListRecords></OAI-PMH>', 'MISSING_KEY'],
    ['another format of metadata', '<OAI-PMH><ListRecords><record><header><identifier>oai:arXiv.org:2901.00009</identifier></header><metadata><marc/></metadata></record></ListRecords></OAI-PMH>', 'UNSUPPORTED_RECORD'],
    ['a feed without entries', '<feed xmlns="http://www.w3.org/2005/Atom"><updated>2031-01-01</updated></feed>', 'NO_RECORDS'],
    ['an entry without an id', '<feed><entry><title>T</title></entry></feed>', 'MISSING_KEY'],
    ['an entry without a title', '<feed><entry><id>http://arxiv.org/abs/2901.00001</id></entry></feed>', 'MISSING_TITLE'],
  ])('tells of %s', async (_, xml, kind) => {
    const read = await itemsOf(arxiv, xml);
    expect(read.papers).toEqual([]);
    expect(read.kinds).toEqual([kind]);
  });
});

describe('names in one text', () => {
  it.each([
    ['A. One, B. Two and C. Three', ['A. One', 'B. Two', 'C. Three']],
    ['A. One, B. Two, and C. Three', ['A. One', 'B. Two', 'C. Three']],
    ['Ex Collaboration: A. One (Univ (of X)), B. Two', ['Ex Collaboration', 'A. One', 'B. Two']],
    ['A. One (Univ X', ['A. One']],
    ['Sandy Anders & Ford Prefect', ['Sandy Anders', 'Ford Prefect']],
    ['', []],
  ])('%s', (text, names) => {
    expect(namesInText(text).map(({ name }) => name)).toEqual(names);
  });

  it('takes linear time', async () => {
    expect(await processorSeconds(() => {
      namesInText('('.repeat(400_000));
      namesInText(' and '.repeat(200_000));
      namesInText(`${' '.repeat(400_000)}x`);
    })).toBeLessThan(HANGING_SECONDS);
  });
});

it('detects arXiv\'s feeds and answers, and no other feed or repository', () => {
  expect(arxiv.detect('<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><link href="http://arxiv.org/api/query?x"/>', 'x')).toBe(1);
  expect(arxiv.detect('<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><request>http://export.arxiv.org/oai2</request>', 'x')).toBe(1);
  expect(arxiv.detect('<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><request>http://example.org/oai</request>', 'x')).toBe(0);
  expect(arxiv.detect('<feed xmlns="http://www.w3.org/2005/Atom"><title>A blog on https://arxiv.org/abs/2901.00001</title>', 'x')).toBe(0);
  expect(arxiv.detect('<OAI-PMH><request>http://example.org/oai</request><record><metadata><article>See arxiv.org/abs/2901.00001', 'x')).toBe(0);
  expect(arxiv.detect('<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>oai:arXiv.org:2901.00031v1</id>', 'x')).toBe(1);
});

it.skipIf(!existsSync(SHARED))('reads the real feeds: every entry, and no name that was encoded twice', async () => {
  const counts: Record<string, number> = {};
  const kinds = new Set<string>();
  for (const file of readdirSync(SHARED).toSorted()) {
    const read = await itemsOfFile(arxiv, `${SHARED}/${file}`);
    counts[file.replace(/_[^_]*\.xml$/, '')] = read.papers.length;
    for (const kind of read.kinds) kinds.add(kind);
    expect(JSON.stringify(read.papers)).not.toMatch(/[ÃÂ][\u0080-\u00bf]/);
    expect(read.papers.every(({ mentions, authorListComplete }) => mentions.length > 0 && authorListComplete)).toBe(true);
  }
  expect(counts).toEqual({
    q_testing_s0_m100: 100, q_testing_s0_m10: 10, q_testing_s0_m15: 15, q_testing_s10_m10: 10, q_testing_s20_m10: 10, q_testing_s30_m10: 10,
    q_testing_s40_m10: 10, q_testing_s50_m10: 10, q_testing_s5_m10: 10, q_testing_s5_m15: 15, q_testing_s9_m15: 15,
  });
  expect([...kinds]).toEqual(['DOUBLE_ENCODED']);
});

holdsAgainstHostileInput({
  source: arxiv, fixtures: ['arxiv/feed.xml', 'arxiv/oai-arxiv.xml', 'arxiv/oai-raw.xml', 'arxiv/oai-dc.xml'],
  tokens: ['<feed>', '</feed>', '<entry>', '</entry>', '<id>', '</id>', 'http://arxiv.org/abs/2901.00001', '<title>', '</title>', '<author>', '</author>', '<name>', '</name>', 'A', '<record>', '</record>', '<header status="deleted">', '</header>', '<metadata>', '<arXivRaw>', '<authors>', '\\"o', ':'],
});
