import { describe, expect, it } from 'vitest';
import { orcid } from '../../../src/sources/json/orcid.js';
import { orcidXml } from '../../../src/sources/xml/orcid-xml.js';
import { itemsOf, itemsOfFile } from '../../helpers/source-items.js';
import { fixture } from '../helpers.js';
import { holdsAgainstHostileInput } from '../hostile.js';

const ORCID = '0000-0002-1825-0097';
const record = (name: string, works = '', path = ORCID): string =>
  `<r:record xmlns:r="http://www.orcid.org/ns/record" path="/${path}"><person><name>${name}</name></person><activities-summary><works>${works}</works></activities-summary></r:record>`;
const work = (inner: string): string => `<group><work-summary put-code="1"><title><title>T</title></title>${inner}</work-summary></group>`;
const NAME = '<given-names>Ann</given-names><family-name>One</family-name>';

describe('a record', () => {
  it('is a person: names, identifiers, employments before educations, and no address', async () => {
    const { persons } = await itemsOfFile(orcidXml, fixture('orcid-xml/record.xml'));
    expect(persons).toEqual([{
      key: `orcid:${ORCID}`,
      externalIds: { orcid: ORCID, scopus: '7000000001', researcherid: 'A-1234-2010' },
      names: ['J. A. Müller', 'Jörg Müller', 'Joerg Mueller'],
      affiliations: [{ name: 'Example University', ror: '00wry3a77', countryCode: 'CH' }, { name: 'School of Examples', ror: null, countryCode: 'NO' }],
      fields: [], reported: [],
      source: { format: 'orcid-xml', file: 'record.xml', line: 2, byte: null, retrievedAt: null, url: `https://orcid.org/${ORCID}` },
    }]);
  });

  it('and a paper of each group, in the version that its owner prefers, with its own identifiers', async () => {
    const { papers } = await itemsOfFile(orcidXml, fixture('orcid-xml/record.xml'));
    expect(papers[0]).toEqual({
      key: `orcid:${ORCID}/12`,
      externalIds: { pmid: '90000021', scopus: '2-s2.0-85000000001', doi: '10.5555/orc.1' },
      title: 'A Title & More: And below',
      abstract: null,
      date: { year: 2032, month: 5, day: 9 },
      venue: 'Journal of Examples',
      type: 'ARTICLE',
      fields: [],
      mentions: [{ rawName: 'J. A. Müller', parts: null, position: null, kind: 'PERSON', externalIds: { orcid: ORCID }, affiliations: [], isCorresponding: null }],
      authorListComplete: false,
      citationCount: null,
      links: [{ kind: 'LANDING_PAGE', url: 'https://example.org/orc1' }],
      scores: [],
      source: { format: 'orcid-xml', file: 'record.xml', line: 21, byte: null, retrievedAt: null, url: null },
    });
  });

  it('whose owner edited a book did not write it; what is wrong with works is told at their lines', async () => {
    const { papers, problems } = await itemsOfFile(orcidXml, fixture('orcid-xml/record.xml'));
    expect(papers.slice(1)).toMatchObject([{ title: 'A book of others', type: 'BOOK', mentions: [], authorListComplete: false, externalIds: {} }]);
    expect(problems.map(({ kind, line, value, recordDropped }) => [kind, line, value, recordDropped])).toEqual([
      ['INVALID_IDENTIFIER', 36, 'none yet', false], ['MISSING_TITLE', 38, null, true],
    ]);
  });

  it('gives the parts of a name where none other is preferred', async () => {
    const { papers } = await itemsOf(orcidXml, record(NAME, work('')));
    expect(papers[0].mentions).toMatchObject([{ rawName: 'Ann One', parts: { given: 'Ann', particle: null, family: 'One', suffix: null } }]);
  });

  it.each([
    ['without an ORCID', record(NAME, work(''), 'nobody'), ['MISSING_KEY'], 0],
    ['with one of a wrong checksum', record(NAME, work(''), '0000-0002-1825-0098'), ['MISSING_KEY'], 0],
    ['without a public name', record('', work('')), ['MISSING_NAME', 'MISSING_AUTHORS'], 1],
    ['that is locked', '<error:error xmlns:error="http://www.orcid.org/ns/error"><error:response-code>409</error:response-code><error:developer-message>locked</error:developer-message></error:error>', ['SERVICE_ERROR'], 0],
    ['with an impossible day', record(NAME, work('<publication-date><year>2001</year><month>02</month><day>31</day></publication-date>')), ['INVALID_DATE'], 1],
  ])('%s', async (_, xml, expected, papers) => {
    const read = await itemsOf(orcidXml, xml);
    expect(read.kinds).toEqual(expected);
    expect(read.papers).toHaveLength(papers);
  });
});

it('is mapped as the JSON of the same record is', async () => {
  const json = {
    'orcid-identifier': { path: ORCID }, person: { name: { 'given-names': { value: 'Ann' }, 'family-name': { value: 'One' } } },
    'activities-summary': { works: { group: [{ 'work-summary': [{ 'put-code': 1, title: { title: { value: 'T' } }, type: 'book', 'journal-title': { value: 'J' }, 'publication-date': { year: { value: '2001' } } }] }] } },
  };
  const fromXml = await itemsOf(orcidXml, record(NAME, work('<type>book</type><journal-title>J</journal-title><publication-date><year>2001</year></publication-date>')));
  const fromJson = await itemsOf(orcid, JSON.stringify(json));
  const content = ({ papers, persons }: typeof fromXml): unknown => [...papers, ...persons].map(({ source: _source, ...facts }) => facts);
  expect(content(fromXml)).toEqual(content(fromJson));
  expect(fromXml.papers).toHaveLength(1);
});

it('holds one group of works at a time: a record of any length is read', async () => {
  const works = Array.from({ length: 9_000 }, (_, i) => `<group><work-summary put-code="${i}"><source><source-name>${'x'.repeat(2_000)}</source-name></source><title><title>Work ${i}</title></title></work-summary></group>`).join('');
  const { papers, persons, problems } = await itemsOf(orcidXml, record(NAME, works));
  expect([papers.length, persons.length, problems.length]).toEqual([9_000, 1, 0]);
});

it('a list of works by itself has its owner by the path', async () => {
  const { papers, persons } = await itemsOf(orcidXml, `<works path="/${ORCID}/works">${work('<contributors><contributor><credit-name>Ann One</credit-name></contributor></contributors>')}</works>`);
  expect(persons).toEqual([]);
  expect(papers).toMatchObject([{ key: `orcid:${ORCID}/1`, mentions: [{ rawName: 'Ann One' }] }]);
});

it('groups of fundings are no works, and a second record has an owner of its own', async () => {
  const fundings = '<fundings><group><work-summary><title><title>No work</title></title></work-summary></group></fundings>';
  const two = `<bulk>${record(NAME, work(''))}${record('<given-names>Bo</given-names>', work(''), '0000-0001-2345-6789').replace('<works>', `${fundings}<works>`)}</bulk>`;
  const { papers, persons } = await itemsOf(orcidXml, two);
  expect(persons.map(({ names }) => names)).toEqual([['Ann One'], ['Bo']]);
  expect(papers.map(({ mentions }) => mentions.map(({ rawName }) => rawName))).toEqual([['Ann One'], ['Bo']]);
});

it('a work with contributors has them as authors: each once, editors left out, the list whole', async () => {
  const { papers, problems } = await itemsOfFile(orcidXml, fixture('orcid-xml/work.xml'));
  expect(problems).toEqual([]);
  expect(papers).toMatchObject([{
    key: `orcid:${ORCID}/work/21`, type: 'CONFERENCE_PAPER', authorListComplete: true,
    mentions: [{ rawName: 'J. A. Müller', position: 1, externalIds: { orcid: ORCID } }, { rawName: 'Ann One', position: 2, externalIds: {} }, { rawName: 'Example Consortium', position: 3, kind: 'GROUP' }],
  }]);
});

it('detects ORCID by its root and namespace', () => {
  expect(orcidXml.detect('<record:record path="/0000" xmlns:record="http://www.orcid.org/ns/record">', 'x')).toBe(1);
  expect(orcidXml.detect('<record><name>A</name></record>', 'x')).toBe(0);
  expect(orcidXml.detect('<OAI-PMH><record>http://www.orcid.org/ns/record', 'x')).toBe(0);
});

holdsAgainstHostileInput({
  source: orcidXml, fixtures: ['orcid-xml/record.xml', 'orcid-xml/work.xml'],
  tokens: [`<record path="/${ORCID}">`, '</record>', '<person>', '</person>', '<name>', '</name>', '<given-names>', '</given-names>', 'A', '<activities-summary>', '</activities-summary>', '<works>', '</works>', '<group>', '</group>', '<work-summary>', '</work-summary>', '<title>', '</title>', '<work>', '</work>', '<external-ids>'],
});
