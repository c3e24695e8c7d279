import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { dblp } from '../../src/sources/dblp.js';
import { itemsOf, itemsOfFile } from '../helpers/source-items.js';

const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/sources/dblp/${name}`, import.meta.url));
const SHARED = '../shared/data/dblp';
const one = (inner: string, attributes = 'key="journals/x/Y1"'): string => `<dblp><article ${attributes}>${inner}</article></dblp>`;

describe('an extract in ISO-8859-1 with entities', () => {
  it('maps an article: names, markup, full stop, ids, date, links', async () => {
    const { papers } = await itemsOfFile(dblp, fixture('extract.xml'));
    expect(papers[0]).toEqual({
      key: 'dblp:journals/jexample/MuellerW19',
      externalIds: { dblp: 'journals/jexample/MuellerW19', doi: '10.1234/jex.2019.7' },
      title: 'On k-Cores in H2O Networks & Beyond',
      abstract: null,
      date: { year: 2019, month: 3, day: null },
      venue: 'J. Example',
      type: 'ARTICLE',
      fields: [],
      mentions: [
        { rawName: 'Jörg Müller', parts: null, position: 1, kind: 'PERSON', externalIds: { orcid: '0000-0002-1825-0097' }, affiliations: [], isCorresponding: null },
        { rawName: 'Wei Wang 0001', parts: null, position: 2, kind: 'PERSON', externalIds: {}, affiliations: [], isCorresponding: null },
      ],
      authorListComplete: true,
      citationCount: null,
      links: [{ kind: 'LANDING_PAGE', url: 'https://doi.org/10.1234/JEx.2019.7' }, { kind: 'PDF', url: 'https://example.org/paper.pdf' }],
      scores: [],
      source: { format: 'dblp', file: 'extract.xml', line: 4, byte: null, retrievedAt: null, url: null },
    });
  });

  it('reads Latin-1 bytes, ids of addresses, and keeps question marks and ellipses of titles', async () => {
    const { papers } = await itemsOfFile(dblp, fixture('extract.xml'));
    expect(papers[1]).toMatchObject({ title: 'Why Not?', type: 'CONFERENCE_PAPER', venue: 'ExConf', externalIds: { acl: 'P19-1001' }, mentions: [{ rawName: 'Solo Çelik' }] });
    expect(papers[2]).toMatchObject({ title: 'Waiting for ...', type: 'PREPRINT', externalIds: { arxiv: '1706.99999' } });
  });

  it('names types by element and publtype; editors are no authors', async () => {
    const { papers, problems } = await itemsOfFile(dblp, fixture('extract.xml'));
    expect(papers.slice(3).map(({ type, mentions }) => [type, mentions.length])).toEqual([['PROCEEDINGS', 0], ['DISSERTATION', 1], ['REFERENCE_ENTRY', 0]]);
    expect(problems.filter(({ kind }) => kind === 'MISSING_AUTHORS').map(({ record, reason }) => [record, reason.includes('editors alone')])).toEqual([['dblp:conf/exconf/2020', true], ['dblp:reference/ex/A1', false]]);
  });

  it('reads person records, passes redirects over, and takes neither disambiguation pages nor web sites for persons', async () => {
    const { persons, problems } = await itemsOfFile(dblp, fixture('extract.xml'));
    expect(persons).toHaveLength(1);
    expect(persons[0]).toMatchObject({
      key: 'dblp:m/JorgMuller',
      externalIds: { dblp: 'm/JorgMuller', orcid: '0000-0002-1825-0097' },
      names: ['Jörg Müller', 'J. Müller'],
      affiliations: [{ name: 'New University' }, { name: 'Old University' }],
    });
    expect(problems.map(({ kind, recordDropped }) => [kind, recordDropped])).toEqual([['MISSING_AUTHORS', false], ['MISSING_AUTHORS', false], ['DISAMBIGUATION_PAGE', true], ['UNSUPPORTED_RECORD', true]]);
  });
});

it('reads a person page, pids of authors, and reports 31 February at the precision that holds', async () => {
  const { persons, papers, problems } = await itemsOfFile(dblp, fixture('person.xml'), 7);
  expect(persons[0]).toMatchObject({ key: 'dblp:m/JorgMuller', names: ['Jörg Müller', 'Joerg Mueller'] });
  expect(papers[0].mentions.map(({ externalIds }) => externalIds.dblp)).toEqual(['m/JorgMuller', '35/7092-1']);
  expect(papers[0].date).toEqual({ year: 2019, month: 2, day: null });
  expect(problems).toMatchObject([{ kind: 'INVALID_DATE', field: 'month', value: '31 February', record: 'dblp:journals/jexample/MuellerW19', line: 7 }]);
});

describe('records that are not as they should be', () => {
  it.each([
    ['no title', one('<author>A B</author><year>2000</year>'), 'MISSING_TITLE', 0],
    ['no key', one('<author>A B</author><title>T.</title>', 'mdate="2000-01-01"'), 'MISSING_KEY', 0],
    ['no authors', one('<title>T.</title>'), 'MISSING_AUTHORS', 1],
    ['a year in words', one('<author>A B</author><title>T.</title><year>MM</year>'), 'INVALID_DATE', 1],
    ['an ORCID with a wrong checksum', one('<author orcid="0000-0002-1825-0098">A B</author><title>T.</title>'), 'INVALID_IDENTIFIER', 1],
    ['an unknown element with a key', '<dblp><poem key="journals/p/1"><title>T.</title></poem></dblp>', 'UNSUPPORTED_RECORD', 0],
    ['no record at all', '<dblp></dblp>', 'NO_RECORDS', 0],
  ])('%s', async (_, xml, kind, papers) => {
    const read = await itemsOf(dblp, xml);
    expect(read.kinds).toEqual([kind]);
    expect(read.papers).toHaveLength(papers);
    expect(read.problems[0].recordDropped).toBe(papers === 0 && kind !== 'NO_RECORDS');
  });

  it('refuses a name of two megabytes, keeps the paper, and marks its list as incomplete', async () => {
    const { papers, problems } = await itemsOf(dblp, one(`<author>${'x'.repeat(2 << 20)}</author><author>A B</author><title>T.</title>`));
    expect(problems).toMatchObject([{ kind: 'REFUSED', field: 'author', record: 'dblp:journals/x/Y1', recordDropped: false }]);
    expect(problems[0].value?.length).toBeLessThanOrEqual(200);
    expect(papers[0]).toMatchObject({ authorListComplete: false, mentions: [{ rawName: 'A B', position: 2 }] });
  });

  it('treats names of object properties as any other word', async () => {
    const { papers } = await itemsOf(dblp, one('<author>A B</author><title>T.</title><year>2000</year><month>constructor</month>', 'key="journals/x/Y1" publtype="constructor"'));
    expect(papers[0]).toMatchObject({ type: 'ARTICLE', date: { year: 2000, month: null } });
  });
});

it('detects DBLP by its root and nothing else', () => {
  expect(dblp.detect('<?xml version="1.0"?>\n<!DOCTYPE dblp SYSTEM "dblp.dtd">\n<dblp>\n<article', 'x')).toBe(1);
  expect(dblp.detect('<dblpperson name="A" pid="1/2">', 'x')).toBe(1);
  expect(dblp.detect('<article mdate="2001-01-01" key="journals/x/Y"><author>', 'x')).toBeGreaterThan(0.5);
  expect(dblp.detect('<collection id="2020.acl"><dblp>', 'x')).toBe(0);
  expect(dblp.detect('<html><body>dblp <dblp></body></html>', 'x')).toBe(0);
  expect(dblp.detect('{"dblp": 1}', 'x')).toBe(0);
});

it.skipIf(!existsSync(SHARED))('reads the real extracts: every record, every author', async () => {
  const first = await itemsOfFile(dblp, `${SHARED}/sample-1.xml`);
  const second = await itemsOfFile(dblp, `${SHARED}/sample-2.xml`);
  expect(first.papers).toHaveLength(131);
  expect(second.papers).toHaveLength(85);
  expect(new Set([...first.kinds, ...second.kinds])).toEqual(new Set(['MISSING_AUTHORS']));
  expect(second.papers.flatMap(({ mentions }) => mentions.map(({ rawName }) => rawName))).toContain('Arnold Schönhage');
});
