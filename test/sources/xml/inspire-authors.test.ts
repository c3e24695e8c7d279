import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MAX_AUTHORS } from '../../../src/sources/limits.js';
import { inspireAuthors } from '../../../src/sources/xml/inspire-authors.js';
import { itemsOf, itemsOfFile } from '../../helpers/source-items.js';
import { fixture } from '../helpers.js';
import { holdsAgainstHostileInput } from '../hostile.js';

const SHARED = '../shared/data/hyperauthored/atlas-author.xml';
const list = (inner: string): string => `<collaborationauthorlist xmlns:f="http://xmlns.com/foaf/0.1/">${inner}</collaborationauthorlist>`;
const person = (name: string, organizations = ''): string => `<f:Person><f:name>${name}</f:name><authorAffiliations>${organizations}</authorAffiliations></f:Person>`;

describe('an author list', () => {
  it('is one paper with its collaboration as a group', async () => {
    const { papers } = await itemsOfFile(inspireAuthors, fixture('inspire-authors/author.xml'));
    const second = { name: 'Second Lab', ror: null, countryCode: null };
    expect(papers).toEqual([{
      key: 'inspire-authors:EX-2032-01:ex 2032 01 experiment',
      externalIds: { arxiv: '2901.00007' },
      title: 'EX-2032-01 (EXPERIMENT)',
      abstract: null, date: null, venue: null, type: null, fields: [],
      mentions: [
        {
          rawName: 'Jörg Müller Jr.', parts: { given: 'Jörg', particle: null, family: 'Müller', suffix: 'Jr.' }, position: 1, kind: 'PERSON',
          externalIds: { inspire: 'INSPIRE-00123456', orcid: '0000-0002-1825-0097' }, isCorresponding: null,
          affiliations: [second, { name: 'Université de l\'Exemple, Bern', ror: '00wry3a77', countryCode: null }],
        },
        { rawName: 'Ann de One', parts: { given: 'Ann', particle: null, family: 'de One', suffix: null }, position: 2, kind: 'PERSON', externalIds: {}, affiliations: [], isCorresponding: null },
        { rawName: 'B. Two', parts: null, position: 3, kind: 'PERSON', externalIds: {}, affiliations: [], isCorresponding: null },
        { rawName: 'EXPERIMENT', parts: null, position: null, kind: 'GROUP', externalIds: {}, affiliations: [], isCorresponding: null },
      ],
      authorListComplete: true, citationCount: null,
      links: [{ kind: 'LANDING_PAGE', url: 'https://example.org/papers/7' }],
      scores: [],
      source: { format: 'inspire-authors', file: 'author.xml', line: 4, byte: null, retrievedAt: '2032-03-03', url: null },
    }]);
  });

  it('tells of a wrong ORCID at its line, of organizations that are missing, and that the title is not the paper\'s', async () => {
    const { problems } = await itemsOfFile(inspireAuthors, fixture('inspire-authors/author.xml'));
    expect(problems.map(({ kind, line, value }) => [kind, line, value])).toEqual([
      ['INVALID_IDENTIFIER', 24, '0000-0002-1825-0098'], ['MISSING_TITLE', 4, 'EX-2032-01 (EXPERIMENT)'], ['UNKNOWN_REFERENCE', 4, 'o9'],
    ]);
  });

  it('may name its organizations behind the authors, and its references as bare identifiers', async () => {
    const { papers } = await itemsOf(inspireAuthors, list(`<publicationReference>2901.00008</publicationReference>${person('A B', '<authorAffiliation organizationid="x"/>')}<f:Organization id="x"><f:name>Lab</f:name></f:Organization>`));
    expect(papers).toMatchObject([{ title: '2901.00008', externalIds: { arxiv: '2901.00008' }, mentions: [{ affiliations: [{ name: 'Lab' }] }] }]);
  });

  it('without a reference is called after the collaboration', async () => {
    const { papers } = await itemsOf(inspireAuthors, list(`<collaboration><f:name>EX</f:name></collaboration>${person('A B')}`));
    expect(papers.map(({ title }) => title)).toEqual(['Author list of EX']);
  });

  it('that is cut off makes no paper', async () => {
    const { papers, problems } = await itemsOf(inspireAuthors, list(person('A B')).slice(0, -10));
    expect(papers).toEqual([]);
    expect(problems.map(({ kind, recordDropped }) => [kind, recordDropped])).toEqual([['TRUNCATED', false], ['INCOMPLETE_LIST', true]]);
  });

  it.each([
    ['nobody at all', list('<publicationReference>X-1</publicationReference>'), 'MISSING_AUTHORS'],
    ['nothing', list(''), 'NO_RECORDS'],
  ])('with %s makes no paper', async (_, xml, kind) => {
    const { papers, kinds } = await itemsOf(inspireAuthors, xml);
    expect(papers).toEqual([]);
    expect(kinds).toEqual([kind]);
  });

  it(`has at most ${MAX_AUTHORS} authors and says so`, async () => {
    const { papers, kinds } = await itemsOf(inspireAuthors, list(person('A B').repeat(MAX_AUTHORS + 5)));
    expect(papers[0].mentions).toHaveLength(MAX_AUTHORS);
    expect(papers[0].authorListComplete).toBe(false);
    expect(kinds).toEqual(['REFUSED', 'MISSING_TITLE']);
  });
});

it('detects an author list by its root', () => {
  expect(inspireAuthors.detect('<?xml version="1.0"?>\n<!DOCTYPE collaborationauthorlist SYSTEM "author.dtd">\n<collaborationauthorlist', 'x')).toBe(1);
  expect(inspireAuthors.detect('<collection>collaborationauthorlist</collection>', 'x')).toBe(0);
});

it.skipIf(!existsSync(SHARED))('reads the real list of 2,911 authors', async () => {
  const { papers, kinds } = await itemsOfFile(inspireAuthors, SHARED);
  expect(kinds).toEqual(['MISSING_TITLE']);
  expect(papers).toHaveLength(1);
  const people = papers[0].mentions.filter(({ kind }) => kind === 'PERSON');
  expect(people).toHaveLength(2911);
  expect(people.filter(({ externalIds }) => externalIds.orcid !== undefined)).toHaveLength(2759);
  expect(people.filter(({ externalIds }) => externalIds.inspire !== undefined)).toHaveLength(2315);
  expect(people.every(({ affiliations }) => affiliations.length > 0)).toBe(true);
  expect(JSON.stringify(people)).not.toContain('\\\\');
  expect(papers[0].mentions.at(-1)).toMatchObject({ rawName: 'ATLAS', kind: 'GROUP', position: null });
});

holdsAgainstHostileInput({
  source: inspireAuthors, fixtures: ['inspire-authors/author.xml'],
  tokens: ['<collaborationauthorlist>', '</collaborationauthorlist>', '<Person>', '</Person>', '<f:name>', '</f:name>', 'A', '<Organization id="o">', '</Organization>', '<publicationReference>', '</publicationReference>', '<authorAffiliation organizationid="o"/>', '<authorAffiliations>', '&x;'],
});
