import { describe, expect, it } from 'vitest';
import { jats } from '../../../src/sources/xml/jats.js';
import { itemsOf, itemsOfFile } from '../../helpers/source-items.js';
import { fixture } from '../helpers.js';
import { holdsAgainstHostileInput } from '../hostile.js';
import { HANGING_SECONDS, processorSeconds } from '../../helpers/processor-time.js';

const article = (meta: string, rest = ''): string => `<article article-type="research-article"><front><article-meta><title-group><article-title>T</article-title></title-group>${meta}</article-meta></front>${rest}</article>`;
const by = (contribs: string, rest = ''): string => article(`<contrib-group>${contribs}</contrib-group>${rest}`);
const author = (inner: string): string => `<contrib contrib-type="author">${inner}</contrib>`;
const A = '<name><surname>A</surname></name>';

describe('one article', () => {
  it('is mapped in full: its front matter and nothing of its body, references and replies', async () => {
    const { papers, problems } = await itemsOfFile(jats, fixture('jats/article.xml'));
    const first = { name: 'Dept of Examples, Example University, Bern, Switzerland', ror: '00wry3a77', countryCode: 'CH' };
    const second = { name: 'Second Institute, Paris, France', ror: null, countryCode: null };
    expect(papers).toEqual([{
      key: 'jats:10.5555/jex.11:on e coli in h2o with x a study',
      externalIds: { doi: '10.5555/jex.11', pmid: '90000011', pmcid: 'PMC9000011' },
      title: 'On E. coli in H2O with x: A study',
      abstract: 'Background: We ask why. Results: Because. So.',
      date: { year: 2032, month: 5, day: 9 },
      venue: 'Journal of Examples',
      type: 'ARTICLE',
      fields: ['Biology', 'Genetics'],
      mentions: [
        {
          rawName: 'Jörg A. Müller Jr', parts: { given: 'Jörg A.', particle: null, family: 'Müller', suffix: 'Jr' }, position: 1, kind: 'PERSON',
          externalIds: { orcid: '0000-0002-1825-0097' }, affiliations: [first, second], emailDomain: 'uni.example.ch', isCorresponding: true,
        },
        { rawName: 'Wang Wei', parts: { given: 'Wei', particle: null, family: 'Wang', suffix: null }, position: 2, kind: 'PERSON', externalIds: {}, affiliations: [second], emailDomain: 'second.example.fr', isCorresponding: false },
        { rawName: 'Example Consortium', parts: null, position: 3, kind: 'GROUP', externalIds: {}, affiliations: [], isCorresponding: null },
        { rawName: 'Ann de One', parts: { given: 'Ann', particle: null, family: 'de One', suffix: null }, position: 4, kind: 'PERSON', externalIds: {}, affiliations: [], emailDomain: 'mail.example.org', isCorresponding: false },
        { rawName: 'the Ex Study Group', parts: null, position: null, kind: 'GROUP', externalIds: {}, affiliations: [], isCorresponding: null },
      ],
      authorListComplete: true,
      citationCount: null,
      links: [{ kind: 'LANDING_PAGE', url: 'https://example.org/11' }, { kind: 'PDF', url: 'https://example.org/11/print' }],
      scores: [],
      source: { format: 'jats', file: 'article.xml', line: 3, byte: null, retrievedAt: null, url: null },
    }]);
    expect(problems.map(({ kind, value }) => [kind, value])).toEqual([['UNKNOWN_REFERENCE', 'aff9']]);
  });

  it('with a body of any length needs only its front matter', async () => {
    const body = `<body>${`<p>${'text '.repeat(200)}</p>`.repeat(20_000)}</body>`;
    const { papers, problems } = await itemsOf(jats, article(`<contrib-group>${author(A)}</contrib-group>`, body));
    expect(papers).toHaveLength(1);
    expect(problems).toEqual([]);
  });
});

describe('many articles', () => {
  it('share places and correspondence where nobody is told apart; others are told', async () => {
    const { papers, problems } = await itemsOfFile(jats, fixture('jats/articles.xml'));
    const place = [{ name: 'The One Place, Oslo', ror: null, countryCode: null }];
    expect(papers).toMatchObject([
      {
        key: 'jats::shared places yes', title: 'Shared places? Yes', externalIds: {}, type: 'REVIEW', venue: 'Old Journal', date: { year: 1999, month: null, day: null }, abstract: null, authorListComplete: false,
        mentions: [{ rawName: 'A. Alone', affiliations: place, isCorresponding: null }, { rawName: 'Both', affiliations: place, isCorresponding: null }],
      },
      { key: 'jats:PMC9000012:only editors', type: 'OTHER', mentions: [], date: { year: 2030, month: 2, day: 3 }, abstract: null, authorListComplete: true, venue: null },
    ]);
    expect(papers[0].mentions.some((mention) => 'emailDomain' in mention)).toBe(false);
    expect(problems.map(({ kind, line, recordDropped }) => [kind, line, recordDropped])).toEqual([
      ['INVALID_IDENTIFIER', 3, false], ['MISSING_AUTHORS', 11, false], ['MISSING_TITLE', 19, true], ['UNSUPPORTED_RECORD', 20, true],
    ]);
  });
});

describe('contributors', () => {
  it.each([
    ['a name in several scripts', author('<name-alternatives><name><surname>Tanaka</surname><given-names>Aki</given-names></name><name xml:lang="ja" name-style="eastern"><surname>田中</surname><given-names>亜紀</given-names></name></name-alternatives>'), ['Aki Tanaka']],
    ['a group in alternatives', author('<collab-alternatives><collab xml:lang="en">Ex Group</collab><collab xml:lang="fr">Groupe Ex</collab></collab-alternatives>'), ['Ex Group']],
    ['no type at all', `<contrib>${A}</contrib>`, ['A']],
    ['a collab beside contributors', `${author(A)}<collab>Ex Group</collab>`, ['A', 'Ex Group']],
    ['a person on behalf of a group', author(`${A}<on-behalf-of>Ex Group</on-behalf-of>`), ['A', 'Ex Group']],
    ['translators and reviewers', `${author(A)}<contrib contrib-type="translator">${A}</contrib><contrib contrib-type="reviewer">${A}</contrib>`, ['A']],
  ])('with %s', async (_, xml, names) => {
    const { papers, problems } = await itemsOf(jats, by(xml));
    expect(papers[0].mentions.map(({ rawName }) => rawName)).toEqual(names);
    expect(problems).toEqual([]);
  });

  it.each([
    ['nobody', article(''), 'MISSING_AUTHORS', true],
    ['an anonymous author', by(`${author('<anonymous/>')}${author(A)}`), 'MALFORMED_AUTHOR', false],
    ['a wrong ORCID', by(author(`<contrib-id contrib-id-type="orcid">0000-0002-1825-0098</contrib-id>${A}`)), 'INVALID_IDENTIFIER', true],
  ])('who are %s are told', async (_, xml, kind, complete) => {
    const { papers, kinds } = await itemsOf(jats, xml);
    expect(kinds).toEqual([kind]);
    expect(papers[0].authorListComplete).toBe(complete);
  });

  it('have the address of a note only where it is theirs for certain', async () => {
    const corresp = (addresses: string): string => `<author-notes><corresp id="c">${addresses}</corresp></author-notes>`;
    const one = author(`${A}<xref ref-type="corresp" rid="c"/>`);
    const domains = async (xml: string): Promise<unknown[]> => (await itemsOf(jats, xml)).papers[0].mentions.map(({ emailDomain }) => emailDomain);
    expect(await domains(by(one, corresp('<email>a@x.org</email> or <email>b@x.org</email>')))).toEqual(['x.org']);
    expect(await domains(by(one, corresp('<email>a@x.org</email> (A), <email>b@y.org</email> (B)')))).toEqual([undefined]);
    expect(await domains(by(one, corresp('Write to a@x.org.')))).toEqual(['x.org']);
  });

  it('of a very long list cost no more than its length', async () => {
    const xml = by(Array.from({ length: 20_000 }, (_, i) => author(`<name><surname>N${i}</surname></name>`)).join(''), '<aff>Place</aff>');
    expect(await processorSeconds(async () => expect((await itemsOf(jats, xml)).papers[0].mentions).toHaveLength(20_000))).toBeLessThan(HANGING_SECONDS);
  });
});

it('detects JATS and the DTDs before it, alone or in sets, and not DBLP\'s articles', () => {
  const front = '<front><article-meta>';
  expect(jats.detect(`<article article-type="letter">${front}`, 'x')).toBe(1);
  expect(jats.detect('<!DOCTYPE article PUBLIC "-//NLM//DTD Journal Publishing DTD v2.3 20070202//EN" "x">\n<article>', 'x')).toBe(0.8);
  expect(jats.detect('<pmc-articleset><Reply/>', 'x')).toBe(1);
  expect(jats.detect(`<OAI-PMH><GetRecord><record><metadata><article>${front}`, 'x')).toBe(0.9);
  expect(jats.detect('<article key="journals/x/Y"><author>A</author>', 'x')).toBe(0);
  expect(jats.detect('<PubmedArticleSet><PubmedArticle>', 'x')).toBe(0);
});

holdsAgainstHostileInput({
  source: jats, fixtures: ['jats/article.xml', 'jats/articles.xml'],
  tokens: ['<articles>', '</articles>', '<article>', '</article>', '<front>', '</front>', '<article-meta>', '</article-meta>', '<title-group>', '<article-title>', '</article-title>', '</title-group>', '<contrib-group>', '</contrib-group>', '<contrib>', '</contrib>', '<collab>', '</collab>', '<aff id="a">', '</aff>', '<xref ref-type="aff" rid="a"/>', '<body>', '</body>', 'A', '<pub-date/>'],
});
