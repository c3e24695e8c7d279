/** Names, addresses and dates as text formats write them. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AuthorDraft } from '../../src/sources/people/author-drafts.js';
import { emailDomains, withoutEmails } from '../../src/sources/people/emails.js';
import { NameMatcher } from '../../src/sources/people/name-matching.js';
import { bareInitialsParts, initialsLastParts, invertedParts, isGroupName, isInitials, isOthers } from '../../src/sources/people/written-names.js';
import { withoutFullStop, withoutMarkup } from '../../src/sources/plain-text.js';

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
  it.each(['et al.', 'et al', 'others', '…', 'and others', '[et al.]'])('%s stands for people who are not named', (text) => expect(isOthers(text)).toBe(true));
  it.each(['Al Etsy', 'Other, A.'])('%s is a person', (text) => expect(isOthers(text)).toBe(false));
  it.each([
    'ATLAS Collaboration', 'The ATLAS Collaboration', 'GBD 2019 Diseases and Injuries Collaborators', 'World Health Organization', 'European Association for the Study of the Liver', 'RECOVERY Study Group', 'University of Invention',
    'Collaboration, ATLAS', 'Centers for Disease Control', 'Ministry of Health', 'Consortium, The Foo',
  ])('%s is a group', (name) => expect(isGroupName(name)).toBe(true));
  it.each(['Ann One', 'One, Ann', 'Group, Anna', 'J. Group', 'J. P. Council', 'Society, B.', 'Church, Alonzo', 'Team', 'Network', 'Marie-Institute One, A.'])('%s is a person', (name) => expect(isGroupName(name)).toBe(false));
});

describe('mail addresses', () => {
  it.each([
    ['Dept X, Town. a.b@Example.AC.uk', ['example.ac.uk'], 'Dept X, Town.'], ['X; Electronic address: a@b.example.org.', ['b.example.org'], 'X'], ['X, Town (a@b.org; c@d.org)', ['b.org', 'd.org'], 'X, Town ( )'], ['no address @ all', [], 'no address @ all'],
    ['a@b', [], 'a@b'], ['E-mail: a@b.org', ['b.org'], ''],
  ])('of %s', (text, domains, rest) => expect([emailDomains(text), withoutEmails(text)]).toEqual([domains, rest]));
  it('leaves no address behind, whatever the text', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('a', '@', '.', 'b.org', ' ', ';', 'é', 'E-mail:', '(', '@b.org'), { maxLength: 30 }).map((list) => list.join('')), (text) => {
      expect(emailDomains(withoutEmails(text))).toEqual([]);
    }));
  });
  it('is quick on long runs', () => {
    const started = performance.now();
    withoutEmails('a'.repeat(100_000) + '@');
    withoutEmails('a@'.repeat(50_000));
    withoutEmails('a.'.repeat(50_000) + '@' + 'b.'.repeat(50_000));
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe('finding an author by a name elsewhere in the record', () => {
  const drafts = ['Adler, Douglas G.', 'Liu R.', 'Liu R.A.', 'Kim, Min', 'Kim, Mia', 'Ann van den One', 'Côté, Zoé'].map((name, index) => new AuthorDraft(name, null, index + 1, 'PERSON'));
  const matcher = new NameMatcher(drafts);
  it.each([
    ['D.G. Adler', 1], ['Adler D.G.', 1], ['Adler, D', 1], ['Adler DG', 1], ['Douglas G. Adler', 1], ['Liu R.', 2], ['Liu R.A.', 3], ['Kim, Min', 4], ['Kim, M.', null], ['Kim, Bo', null], ['A. One', 6], ['Cote, Z.', 7], ['Nobody, A', null], ['', null],
  ])('%s', (name, position) => expect(matcher.find(name)?.position ?? null).toBe(position));
});

describe('text of databases', () => {
  it.each([
    ['<i>In vitro</i> H<sub>2</sub>O', 'In vitro H2O'], ['<p>One.</p><p>Two.</p>', ' One.  Two. '], ['a < b &amp; c > d &lt;x&gt;', 'a < b & c > d <x>'], ['&#945;&#x3b2; &unknown; &#0;', 'αβ &unknown; &#0;'], ['<jats:title>T</jats:title>', ' T '], ['<unknown>x</unknown>', '<unknown>x</unknown>'],
  ])('%s', (text, expected) => expect(withoutMarkup(text)).toBe(expected));
  it.each([['A title.', 'A title'], ['To be continued...', 'To be continued...'], ['Made in the U.S.', 'Made in the U.S.'], ['Why?', 'Why?']])('%s', (text, expected) => expect(withoutFullStop(text)).toBe(expected));
});
