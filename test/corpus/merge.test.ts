import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { mergeRecords } from '../../src/corpus/merge.js';
import { inPreferenceOrder, stageOfRecord } from '../../src/corpus/merge-preference.js';
import type { Mention, PaperRecord } from '../../src/records/record.js';

function mention(rawName: string, position: number | null, more: Partial<Mention> = {}): Mention {
  return { rawName, parts: null, position, kind: 'PERSON', externalIds: {}, affiliations: [], isCorresponding: null, ...more };
}

function record(format: string, more: Partial<PaperRecord> = {}): PaperRecord {
  return {
    key: `${format}:1`, externalIds: {}, title: 'Deep fusion of networks', abstract: null, date: null, venue: null, type: null, fields: [], mentions: [], authorListComplete: true,
    citationCount: null, links: [], scores: [], source: { format, file: `x.${format}`, line: 1, byte: null, retrievedAt: null, url: null }, ...more,
  };
}
const count = (value: number, asOf: string | null) => ({ value, source: 's', asOf });
const names = (mentions: readonly Mention[]): string[] => mentions.map((each) => `${each.position ?? '?'} ${each.rawName}`);

describe('preference', () => {
  it('is published before preprint, then by format', () => {
    const preprint = record('openalex', { key: 'openalex:W1', externalIds: { doi: '10.48550/arxiv.2001.00001' } });
    const bibtex = record('bibtex', { externalIds: { doi: '10.1/a' } });
    const dblp = record('dblp', { externalIds: { dblp: 'conf/x/A20' } });
    const profile = record('profile');
    const unheard = record('unheard');
    expect(inPreferenceOrder([profile, unheard, preprint, bibtex, dblp]).map((each) => each.source.format)).toEqual(['dblp', 'bibtex', 'openalex', 'unheard', 'profile']);
  });
  it('is the latest of the versions that DOIs name, and a DOI of none before them', () => {
    const of = (doi: string) => record('crossref', { key: `doi:${doi}`, externalIds: { doi }, ...(doi.endsWith('.1') ? { abstract: 'more is known of it' } : {}) });
    const dois = ['10.1002/essoar.105.1', '10.1002/essoar.105.2', '10.1002/essoar.105.10'];
    expect(inPreferenceOrder(dois.map(of)).map(({ externalIds }) => externalIds.doi)).toEqual(dois.toReversed());
    expect(mergeRecords(['10.26686/wgtn.7.v2', '10.26686/wgtn.7'].map(of))).toMatchObject({ key: 'doi:10.26686/wgtn.7', otherIds: [{ scheme: 'doi', value: '10.26686/wgtn.7.v2' }] });
  });
  it('takes type and venue where ids do not tell the stage', () => {
    expect([record('x', { type: 'PREPRINT' }), record('x', { venue: 'CoRR' }), record('x', { venue: 'ICML' }), record('x')].map(stageOfRecord)).toEqual(['PREPRINT', 'PREPRINT', 'PUBLISHED', 'UNKNOWN']);
  });
});

describe('facts', () => {
  it('come from the preferred record that knows them', () => {
    const merged = mergeRecords([
      record('bibtex', { abstract: 'typed', venue: 'Proc. ICML', externalIds: { doi: '10.1/a' }, fields: ['ml', 'Graphs'] }),
      record('openalex', { externalIds: { doi: '10.1/a', openalex: 'W1000' }, title: 'DEEP FUSION OF NETWORKS', type: 'PREPRINT', fields: ['ML'] }),
      record('dblp', { externalIds: { dblp: 'conf/icml/X20' }, venue: 'ICML', type: 'CONFERENCE_PAPER' }),
    ]);
    expect(merged).toMatchObject({
      key: 'doi:10.1/a', title: 'Deep fusion of networks', abstract: 'typed', venue: 'ICML', type: 'CONFERENCE_PAPER', fields: ['ML', 'Graphs'],
      externalIds: { doi: '10.1/a', openalex: 'W1000', dblp: 'conf/icml/X20' }, otherIds: [],
    });
    expect(merged.mergedKeys).toEqual(['openalex:W1000', 'dblp:conf/icml/X20', 'openalex:1', 'dblp:1', 'bibtex:1']);
    expect(merged.sources.map(({ key }) => key)).toEqual(['openalex:1', 'dblp:1', 'bibtex:1']);
  });

  it('keep the displaced id of a scheme, and find the paper by it', () => {
    const merged = mergeRecords([record('arxiv', { externalIds: { doi: '10.48550/arxiv.2001.00001' } }), record('bibtex', { externalIds: { doi: '10.1/a' } })]);
    expect(merged.externalIds.doi).toBe('10.1/a');
    expect(merged.otherIds).toEqual([{ scheme: 'doi', value: '10.48550/arxiv.2001.00001' }]);
    expect(merged.mergedKeys).toContain('doi:10.48550/arxiv.2001.00001');
  });

  it('do not name the paper by an id that another paper claims', () => {
    const both = record('openalex', { externalIds: { doi: '10.1/a', openalex: 'W1000' } });
    expect(mergeRecords([both], new Set(['doi:10.1/a']))).toMatchObject({ key: 'openalex:W1000', mergedKeys: ['openalex:1'], externalIds: { doi: '10.1/a' } });
    expect(mergeRecords([record('bibtex', { externalIds: { doi: '10.1/a' } })], new Set(['doi:10.1/a'])).key).toBe('bibtex:1');
  });

  it('use the record key where there is no id', () => {
    expect(mergeRecords([record('bibtex', { key: 'bibtex:x:deep fusion' })]).key).toBe('bibtex:x:deep fusion');
  });

  it.each([
    ['a day refines the preferred year', { year: 2020, month: null, day: null }, { year: 2020, month: 3, day: 4 }, { year: 2020, month: 3, day: 4 }],
    ['a day refines the preferred month', { year: 2020, month: 3, day: null }, { year: 2020, month: 3, day: 4 }, { year: 2020, month: 3, day: 4 }],
    ['another month does not', { year: 2020, month: 5, day: null }, { year: 2020, month: 3, day: 4 }, { year: 2020, month: 5, day: null }],
    ['another year does not', { year: 2020, month: null, day: null }, { year: 2019, month: 3, day: 4 }, { year: 2020, month: null, day: null }],
    ['any date is better than none', null, { year: 2019, month: 3, day: 4 }, { year: 2019, month: 3, day: 4 }],
  ])('date: %s', (_, preferred, other, shown) => {
    expect(mergeRecords([record('dblp', { date: preferred }), record('bibtex', { date: other })]).date).toEqual(shown);
  });

  it('take the latest citation count, never a sum', () => {
    expect(mergeRecords([record('acl', { citationCount: count(5, null) }), record('openalex', { citationCount: count(7, '2024-01-01') }), record('bibtex', { citationCount: count(6, '2025-01-01') })]).citationCount?.value).toBe(6);
    expect(mergeRecords([record('acl'), record('bibtex')]).citationCount).toBeNull();
  });

  it('unite links and scores without repeats', () => {
    const merged = mergeRecords([
      record('profile', { links: [{ kind: 'CODE', url: null }, { kind: 'PDF', url: null }], scores: [{ name: 'NOVELTY', value: 53, unit: 'percent' }] }),
      record('openalex', { links: [{ kind: 'CODE', url: 'https://x.org/c' }], scores: [{ name: 'NOVELTY', value: 53, unit: 'percent' }] }),
    ]);
    expect(merged.links).toEqual([{ kind: 'CODE', url: 'https://x.org/c' }, { kind: 'PDF', url: null }]);
    expect(merged.scores).toHaveLength(1);
  });

  it('need a record', () => expect(() => mergeRecords([])).toThrow(RangeError));
});

describe('author lists', () => {
  const cut = { authorListComplete: false };

  it('a complete list wins over a longer cut one, then the longer, then the preferred', () => {
    const complete = record('profile', { mentions: [mention('Ann Lee', 1), mention('Bo Ek', 2)] });
    const longer = record('acl', { mentions: [mention('Ann Lee', 1), mention('Bo Ek', 2), mention('Cy Oz', 3)], ...cut });
    const merged = mergeRecords([longer, complete]);
    expect(names(merged.mentions)).toEqual(['1 Ann Lee', '2 Bo Ek']);
    expect(merged.authorListComplete).toBe(true);
    expect(names(merged.unlistedMentions)).toEqual(['3 Cy Oz']);
    expect(mergeRecords([record('acl', { mentions: [] }), record('profile', { mentions: [mention('Ann Lee', 1)], ...cut })]).authorListComplete).toBe(false);
  });

  it('complete lists of equal length add ids and affiliations place by place', () => {
    const place = { name: 'Google', ror: '00njsd438', countryCode: 'US' };
    const merged = mergeRecords([
      record('acl', { mentions: [mention('Wei Li', 1), mention('Wen Li', 2, { externalIds: { acl: 'wen-li' } })] }),
      record('openalex', { mentions: [mention('W. Li', 1, { externalIds: { openalex: 'A1000' }, affiliations: [place] }), mention('W. Li', 2, { externalIds: { openalex: 'A2000', acl: 'other' } })] }),
    ]);
    expect(merged.mentions.map((each) => each.externalIds)).toEqual([{ openalex: 'A1000' }, { openalex: 'A2000', acl: 'wen-li' }]);
    expect(merged.mentions[0]).toMatchObject({ rawName: 'Wei Li', affiliations: [place], alsoWritten: ['W. Li'] });
  });

  it('other lists add by unique name, not by guess', () => {
    const merged = mergeRecords([
      record('acl', { mentions: [mention('Wei Li', 1), mention('Wen Li', 2), mention('Ann Lee', 3)] }),
      record('openalex', { mentions: [mention('Lee, Ann', 1, { externalIds: { openalex: 'A3000' } }), mention('Wen Li', 2, { externalIds: { openalex: 'A2000' } }), mention('W. Li', 3, { externalIds: { openalex: 'A1000' } })], ...cut }),
    ]);
    expect(merged.mentions.map((each) => each.externalIds)).toEqual([{}, { openalex: 'A2000' }, { openalex: 'A3000' }]);
    expect(names(merged.unlistedMentions)).toEqual(['3 W. Li']);
  });

  it('the same place and family name are one person, other initials elsewhere are not', () => {
    const complete = record('openalex', { mentions: [mention('Hanna Mazzawi', 1), mention('Javier Gonzalvo', 2)] });
    const samePlace = mergeRecords([complete, record('profile', { mentions: [mention('Xavi Gonzalvo', 2)], ...cut })]);
    expect(samePlace.mentions[1].alsoWritten).toEqual(['Xavi Gonzalvo']);
    expect(samePlace.unlistedMentions).toEqual([]);
    const elsewhere = mergeRecords([complete, record('profile', { mentions: [mention('Xavi Gonzalvo', 7)], ...cut })]);
    expect(names(elsewhere.unlistedMentions)).toEqual(['7 Xavi Gonzalvo']);
  });

  it('a name whose place is unknown falls into place', () => {
    const shown = record('profile', { mentions: [mention('Ann Lee', 1), mention('Bo Ek', 2), mention('Hanna Mazzawi', null)], ...cut });
    const complete = mergeRecords([shown, record('dblp', { mentions: [mention('Ann Lee', 1), mention('Bo Ek', 2), mention('Cy Oz', 3), mention('H. Mazzawi', 4)] })]);
    expect(names(complete.mentions)).toEqual(['1 Ann Lee', '2 Bo Ek', '3 Cy Oz', '4 Hanna Mazzawi']);
    const otherCut = mergeRecords([shown, record('openalex', { mentions: [mention('Hanna Mazzawi', 4)], ...cut })]);
    expect(names(otherCut.mentions)).toEqual(['1 Ann Lee', '2 Bo Ek', '4 Hanna Mazzawi']);
  });

  it('cut lists add to each other, at their place where it is free', () => {
    const merged = mergeRecords([
      record('openalex', { mentions: [mention('Ann Lee', 1), mention('Bo Ek', 2)], ...cut }),
      record('profile', { mentions: [mention('Zoe Fox', 1), mention('Cy Oz', 3)], ...cut }),
    ]);
    expect(names(merged.mentions)).toEqual(['1 Ann Lee', '2 Bo Ek', '3 Cy Oz', '? Zoe Fox']);
    expect(merged.authorListComplete).toBe(false);
  });

  it('a given name written out replaces initials, with the parts that go with it', () => {
    const parts = { given: 'Javier', particle: null, family: 'Gonzalvo', suffix: null };
    const merged = mergeRecords([record('openalex', { mentions: [mention('J. Gonzalvo', 1)] }), record('bibtex', { mentions: [mention('Gonzalvo, Javier', 1, { parts })] })]);
    expect(merged.mentions[0]).toMatchObject({ rawName: 'Gonzalvo, Javier', parts, alsoWritten: ['J. Gonzalvo'] });
  });

  it('groups stay groups', () => {
    const group = mention('Lee', 2, { kind: 'GROUP' });
    const merged = mergeRecords([record('acl', { mentions: [mention('Ann Lee', 1), group], ...cut }), record('bibtex', { mentions: [mention('A. Lee', 1)], ...cut })]);
    expect(merged.mentions.map((each) => each.kind)).toEqual(['PERSON', 'GROUP']);
  });
});

describe('mergeRecords', () => {
  it('does not depend on the order of the records', () => {
    const anyRecord = fc.record({
      format: fc.constantFrom('acl', 'openalex', 'dblp', 'bibtex', 'profile'), file: fc.constantFrom('a', 'b'), year: fc.constantFrom(2019, 2020, null),
      people: fc.subarray(['Ann Lee', 'A. Lee', 'Bo Ek', 'Cy Oz']), authorListComplete: fc.boolean(), doi: fc.constantFrom('10.1/a', '10.1/b', '10.48550/arxiv.1'),
    });
    fc.assert(
      fc.property(fc.uniqueArray(anyRecord, { minLength: 1, maxLength: 6, selector: ({ format, file }) => format + file }), (seeds) => {
        const records = seeds.map(({ format, file, year, people, authorListComplete, doi }) =>
          record(format, {
            key: `${format}:${file}`, externalIds: { doi }, date: year === null ? null : { year, month: null, day: null }, authorListComplete,
            mentions: people.map((name, at) => mention(name, at + 1)),
          }),
        );
        const merged = mergeRecords(records);
        expect(mergeRecords(records.toReversed())).toEqual(merged);
        const places = merged.mentions.map((each) => each.position).filter((position) => position !== null);
        expect(new Set(places).size).toBe(places.length);
      }),
      { numRuns: 300 },
    );
  });
});
