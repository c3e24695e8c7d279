import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { restoredPaper, restoredPerson, storedText } from '../../src/corpus/stored-record.js';
import type { Mention, PaperRecord, PersonRecord, RecordSource } from '../../src/records/record.js';
import { mention, paperRecord } from '../helpers/records.js';

const text = fc.string({ maxLength: 20, unit: 'grapheme' });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const ids = fc.dictionary(fc.constantFrom('orcid', 'dblp', 'openalex'), text, { maxKeys: 2, noNullPrototype: true });
const affiliations = fc.array(fc.record({ name: text, ror: maybe(text), countryCode: maybe(text) }), { maxLength: 2 });
const source: fc.Arbitrary<RecordSource> = fc.record({ format: text, file: text, line: maybe(fc.nat()), byte: maybe(fc.nat()), retrievedAt: maybe(text), url: maybe(text) });
const listed: fc.Arbitrary<Mention> = fc.record(
  {
    rawName: text, parts: maybe(fc.record({ given: maybe(text), particle: maybe(text), family: maybe(text), suffix: maybe(text) })), position: maybe(fc.nat()),
    kind: fc.constantFrom('PERSON', 'GROUP'), externalIds: ids, affiliations, emailDomain: text, isCorresponding: maybe(fc.boolean()),
  },
  { requiredKeys: ['rawName', 'parts', 'position', 'kind', 'externalIds', 'affiliations', 'isCorresponding'] },
);
const paper: fc.Arbitrary<PaperRecord> = fc.record(
  {
    key: text, externalIds: fc.dictionary(fc.constantFrom('doi', 'arxiv'), text, { maxKeys: 2, noNullPrototype: true }), title: text, abstract: maybe(text),
    date: maybe(fc.record({ year: fc.integer(), month: maybe(fc.nat(12)), day: maybe(fc.nat(31)) })), venue: maybe(text), type: maybe(fc.constantFrom('ARTICLE', 'PREPRINT')),
    fields: fc.array(text, { maxLength: 2 }), mentions: fc.array(listed, { maxLength: 3 }), authorListComplete: fc.boolean(),
    citationCount: maybe(fc.record({ value: fc.nat(), source: text, asOf: maybe(text) })), links: fc.array(fc.record({ kind: fc.constantFrom('CODE', 'PDF'), url: maybe(text) }), { maxLength: 2 }),
    scores: fc.array(fc.record({ name: text, value: fc.nat(), unit: maybe(text) }), { maxLength: 2 }), source,
    relatedIds: fc.array(fc.record({ scheme: fc.constantFrom('doi', 'arxiv'), value: text, relation: fc.constantFrom('PUBLISHED', 'VERSION') }), { minLength: 1, maxLength: 2 }),
  },
  { requiredKeys: ['key', 'externalIds', 'title', 'abstract', 'date', 'venue', 'type', 'fields', 'mentions', 'authorListComplete', 'citationCount', 'links', 'scores', 'source'] },
);
const person: fc.Arbitrary<PersonRecord> = fc.record({ key: text, externalIds: ids, names: fc.array(text), affiliations, fields: fc.array(text), reported: fc.array(fc.record({ name: text, value: fc.nat(), unit: maybe(text) })), source });

describe('a stored record', () => {
  it('is the record again', () => {
    fc.assert(fc.property(paper, (record) => { expect(restoredPaper(storedText(record).json)).toEqual(record); }));
    fc.assert(fc.property(person, (record) => { expect(restoredPerson(storedText(record).json)).toEqual(record); }));
  });

  it('of an earlier version, the JSON of the record itself, is read too', () => {
    const record = paperRecord('Old', ['A. One'], { venue: 'V' });
    expect(restoredPaper(JSON.stringify(record))).toEqual(record);
  });

  it('has a hash that follows what it says and the format, not the file', () => {
    const hashOf = (facts: Partial<PaperRecord>) => storedText(paperRecord('T', [mention('A. One')], facts)).hash;
    const base = paperRecord('T', []).source;
    expect(hashOf({ source: { ...base, file: 'elsewhere', line: 7 } })).toBe(hashOf({}));
    expect(hashOf({ venue: 'V' })).not.toBe(hashOf({}));
    expect(hashOf({ source: { ...base, format: 'bibtex' } })).not.toBe(hashOf({}));
  });
});
