import { describe, expect, it } from 'vitest';
import { figureName, figureValue } from '../../../src/explorer/pages/author/figure-words.js';
import { graphWords, omissionWords } from '../../../src/explorer/pages/author/graph-words.js';
import { originWords } from '../../../src/explorer/pages/overview/origin-words.js';
import { citationWords, countedByWords, dateWords, precisionWords, typeWords } from '../../../src/explorer/pages/paper/paper-words.js';
import { placeWords, readWords, sourceWords } from '../../../src/explorer/pages/paper/source-words.js';
import { PACKED_PRODUCT } from '../../../src/packing/pack.js';
import { PRODUCT } from '../../../src/snapshot/builder-version.js';

describe('words about papers', () => {
  it.each([['2016', '2016'], ['2016-08', 'August 2016'], ['2016-08-07', '7 August 2016'], ['0987', '0987'], ['sometime', 'sometime'], ['2016-13', '2016-13']])('%s is %s', (date, words) => {
    expect(dateWords(date)).toBe(words);
  });

  it('say what a date leaves open', () => {
    expect([precisionWords('YEAR'), precisionWords('MONTH'), precisionWords('DAY'), precisionWords(null)]).toEqual(['only the year is known', 'the day is not known', null, null]);
  });

  it('name the kind of work, and nothing where it is unknown', () => {
    expect(typeWords('CONFERENCE_PAPER')).toBe('Conference paper');
    expect(typeWords(null)).toBeNull();
  });

  it('say how often a paper was cited, who counted, and when; unknown is not zero', () => {
    expect(citationWords({ citedByCount: 1204 })).toBe('1,204 citations');
    expect(citationWords({ citedByCount: 1 })).toBe('1 citation');
    expect(citationWords({ citedByCount: 0 })).toBe('0 citations');
    expect(citationWords({ citedByCount: null })).toBeNull();
    expect(countedByWords({ citationSource: { source: 'openalex', asOf: '2024-05-01' } })).toBe('counted by openalex, 2024-05-01');
    expect(countedByWords({ citationSource: { source: 's2', asOf: null } })).toBe('counted by s2, undated');
    expect(countedByWords({ citationSource: { source: 'works', asOf: null } })).toBe('counted by the works given to the pipeline, undated');
  });

  it('say where a fact came from, also where works told no file', () => {
    const source = { format: 'bibtex', file: 'refs.bib', line: 1200, byte: null, retrievedAt: '2024-05-01T10:00:00Z' };
    expect([placeWords(source), sourceWords(source), readWords(source)]).toEqual(['refs.bib, line 1,200', 'refs.bib, 2024-05-01', 'read as bibtex, retrieved 2024-05-01']);
    const works = { format: 'works', file: '', line: null, byte: null, retrievedAt: null };
    expect([placeWords(works), sourceWords(works), readWords(works)]).toEqual(['works given to the pipeline', 'works given to the pipeline, undated', null]);
  });

  it('say what they were made of: records, or works that were packed', () => {
    const counts = { recordCount: 348, paperCount: 347, problemCount: 66 };
    expect(originWords({ ...counts, snapshot: { product: PRODUCT } })).toBe('348 records became 347 papers.');
    expect(originWords({ ...counts, recordCount: 347, problemCount: 0, snapshot: { product: PACKED_PRODUCT } })).toBe('347 papers from 347 works, with 0 problems noted in packing.');
  });
});

describe('words about figures', () => {
  it('name known ones, and others readably', () => {
    expect(figureName('H_INDEX')).toBe('h-index');
    expect(figureName('IMPACT_FACTOR')).toBe('Impact factor');
  });

  it.each([[53, 'percent', '53 %'], [145, 'citations', '145'], [3, 'points', '3 points'], [1.5, null, '1.5']])('%d %s is %s', (value, unit, words) => {
    expect(figureValue(value, unit)).toBe(words);
  });
});

describe('words about the graph', () => {
  const ALL = { counting: 'FULL', maxAuthors: null, yearFrom: null, yearTo: null } as const;

  it('say which papers count, and how much', () => {
    expect(graphWords(ALL)).toBe('All papers; each joint paper counts 1.');
    expect(graphWords({ ...ALL, yearFrom: 2010, yearTo: 2015, maxAuthors: 20, counting: 'FRACTIONAL' })).toBe('Papers of 2010 to 2015 of at most 20 authors; a paper of k authors gives each pair 1/(k − 1).');
    expect(graphWords({ ...ALL, yearFrom: 2010 })).toBe('All papers since 2010; each joint paper counts 1.');
  });

  it('say what is left out and what is missing, and nothing where nothing is', () => {
    expect(omissionWords({ papersExcluded: 0, hyperAuthoredPapersExcluded: 0, incompleteAuthorLists: 0 })).toBe('');
    expect(omissionWords({ papersExcluded: 3, hyperAuthoredPapersExcluded: 1, incompleteAuthorLists: 1 })).toBe('3 papers of the corpus left out, 1 for too many authors. 1 author list in the graph is incomplete: some collaborations are missing.');
  });
});
