/** Names as text formats write them. */
import { describe, expect, it } from 'vitest';
import { affiliationWithoutFullStop, withoutFullStop } from '../../src/sources/full-stops.js';
import { isOthersName } from '../../src/sources/group-names.js';
import { nbib } from '../../src/sources/nbib/nbib.js';
import { AuthorDraft } from '../../src/sources/people/author-drafts.js';
import { NameMatcher } from '../../src/sources/people/name-matching.js';
import { RecordNotes } from '../../src/sources/record-notes.js';
import { bareInitialsParts, initialsLastParts, invertedParts, isInitials, isWrittenGroup } from '../../src/sources/people/written-names.js';
import { pubmed } from '../../src/sources/xml/pubmed.js';
import { itemsOf } from '../helpers/source-items.js';

const parts = (family: string, given: string | null, particle: string | null = null, suffix: string | null = null) => ({ given, particle, family, suffix });

describe('parts of written names', () => {
  it.each([
    ['One, Ann', parts('One', 'Ann')], ['van den Berg, Jan Piet', parts('Berg', 'Jan Piet', 'van den')], ["d'Alembert, Jean", parts('Alembert', 'Jean', "d'")], ['García Márquez, Gabriel', parts('García Márquez', 'Gabriel')],
    ['King, Martin Luther, Jr.', parts('King', 'Martin Luther', null, 'Jr.')], ['King, Jr., Martin', parts('King', 'Martin', null, 'Jr.')], ['Smith, John A 3rd', parts('Smith', 'John A', null, '3rd')], ['Plato,', null], ['Cedar J., Jr.', parts('Cedar', 'J.', null, 'Jr.')], ['Davis, Jr.', parts('Davis', null, null, 'Jr.')], ['Sammy Davis, Jr.', null], ['Ann One', null], ['山田, 太郎', parts('山田', '太郎')],
  ])('inverted: %s', (name, expected) => expect(invertedParts(name)).toEqual(expected));
  it.each([
    ['Liu R.', parts('Liu', 'R.')], ['De Leenheer P.', parts('De Leenheer', 'P.')], ['von Kamp A.-M.', parts('Kamp', 'A.-M.', 'von')], ['Wu S.-J. Jr.', parts('Wu', 'S.-J.', null, 'Jr.')], ['R. Liu', null], ['Ann One', null], ['Liu R', null],
  ])('initials last: %s', (name, expected) => expect(initialsLastParts(name)).toEqual(expected));
  it.each([['Mangalam HJ', parts('Mangalam', 'HJ')], ['van der Meer A', parts('Meer', 'A', 'van der')], ['Smith J Jr', parts('Smith', 'J', null, 'Jr')], ['J Smith', null], ['WHO', null]])('bare initials: %s', (name, expected) => expect(bareInitialsParts(name)).toEqual(expected));
  it.each(['J.', 'J.-P.', 'J. P.', 'JP', 'É.'])('%s are initials', (text) => expect(isInitials(text)).toBe(true));
  it.each(['Jo', 'Ma', 'Jean', 'ABCDEFG', ''])('%s are none', (text) => expect(isInitials(text)).toBe(false));
  it.each(['et al.', 'et al', 'others', '…', 'and others', '[et al.]'])('%s stands for people who are not named', (text) => expect(isOthersName(text)).toBe(true));
  it.each(['Al Etsy', 'Other, A.'])('%s is a person', (text) => expect(isOthersName(text)).toBe(false));
  it.each([
    'ATLAS Collaboration', 'The ATLAS Collaboration', 'GBD 2019 Diseases and Injuries Collaborators', 'World Health Organization', 'European Association for the Study of the Liver', 'RECOVERY Study Group', 'University of Invention',
    'Collaboration, ATLAS', 'Centers for Disease Control', 'Ministry of Health', 'Consortium, The Foo',
  ])('%s is a group', (name) => expect(isWrittenGroup(name)).toBe(true));
  it.each(['Ann One', 'One, Ann', 'Group, Anna', 'J. Group', 'J. P. Council', 'Society, B.', 'Church, Alonzo', 'Team', 'Network', 'Marie-Institute One, A.'])('%s is a person', (name) => expect(isWrittenGroup(name)).toBe(false));
});

describe('finding an author by a name elsewhere in the record', () => {
  const drafts = ['Adler, Douglas G.', 'Liu R.', 'Liu R.A.', 'Kim, Min', 'Kim, Mia', 'Ann van den One', 'Côté, Zoé'].map((name, index) => new AuthorDraft(name, null, index + 1, 'PERSON', new RecordNotes('test', 1, null), 'AD'));
  const matcher = new NameMatcher(drafts);
  it.each([
    ['D.G. Adler', 1], ['Adler D.G.', 1], ['Adler, D', 1], ['Adler DG', 1], ['Douglas G. Adler', 1], ['Liu R.', 2], ['Liu R.A.', 3], ['Kim, Min', 4], ['Kim, M.', null], ['Kim, Bo', null], ['A. One', 6], ['Cote, Z.', 7], ['Nobody, A', null], ['', null],
  ])('%s', (name, position) => expect(matcher.find(name)?.position ?? null).toBe(position));
});

describe('titles of databases', () => {
  it.each([['A title.', 'A title'], ['To be continued...', 'To be continued...'], ['Made in the U.S.', 'Made in the U.S.'], ['Why?', 'Why?']])('%s', (text, expected) => expect(withoutFullStop(text)).toBe(expected));
});

describe('affiliations of databases', () => {
  it.each([
    ['University of Kites, Hilltown.', 'University of Kites, Hilltown'], ['Hilltown 12345.', 'Hilltown 12345'], ['Kites (KIT).', 'Kites (KIT)'], ['Kite Works Inc.', 'Kite Works Inc.'], ['Hilltown, U.K.', 'Hilltown, U.K.'], ['Hilltown Univ.', 'Hilltown Univ.'],
    ['Kites GmbH & Co.', 'Kites GmbH & Co.'], ['and so on...', 'and so on...'], ['.', '.'], ['', ''],
  ])('%s', (text, expected) => expect(affiliationWithoutFullStop(text)).toBe(expected));

  it('are the same from PubMed\'s XML and its nbib', async () => {
    const written = ['Department of Kites, University of Kites, Hilltown, Norway. ann@kites.example.no', 'Kite Works Inc., Hilltown, U.K.', 'Institute of Lanterns, Hilltown 12345.'];
    const xml = `<?xml version="1.0"?><PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>31</PMID><Article><ArticleTitle>Kites over hills.</ArticleTitle><AuthorList><Author><LastName>Lee</LastName><ForeName>Ann</ForeName>${written.map((each) => `<AffiliationInfo><Affiliation>${each}</Affiliation></AffiliationInfo>`).join('')}</Author></AuthorList></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>`;
    const tagged = `PMID- 31\nTI  - Kites over hills.\nFAU - Lee, Ann\nAU  - Lee A\n${written.map((each) => `AD  - ${each}\n`).join('')}\n`;
    const [fromXml, fromNbib] = await Promise.all([itemsOf(pubmed, xml), itemsOf(nbib, tagged)]);
    const of = ({ papers }: typeof fromXml) => papers[0].mentions.map(({ affiliations, emailDomain }) => [emailDomain, affiliations.map(({ name }) => name)]);
    expect(of(fromXml)).toEqual([['kites.example.no', ['Department of Kites, University of Kites, Hilltown, Norway', 'Kite Works Inc., Hilltown, U.K.', 'Institute of Lanterns, Hilltown 12345']]]);
    expect(of(fromNbib)).toEqual(of(fromXml));
  });
});
