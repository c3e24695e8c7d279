/** What a source made up for want of a title is shown only where nobody states one, and decides nothing. */
import { describe, expect, it } from 'vitest';
import { findDuplicates } from '../../src/corpus/duplicates.js';
import { mergeRecords } from '../../src/corpus/merge.js';
import { comparedTitle, shownTitle } from '../../src/corpus/stated-titles.js';
import type { PaperRecord } from '../../src/records/record.js';
import { SOURCES } from '../../src/sources/registry.js';
import { paperRecord } from '../helpers/records.js';

function record(format: string, title: string, facts: Partial<PaperRecord> = {}): PaperRecord {
  const made = paperRecord(title, ['A. One'], { key: `${format}:${title}`, ...facts });
  return { ...made, source: { ...made.source, format } };
}

const MADE_UP = 'BPHY-2018-08 (LANTERN)';

describe('a made-up title', () => {
  it.each(SOURCES.filter(({ id }) => id !== 'inspire-authors').map(({ id }) => id))('is never preferred to one of %s', (format) => {
    const list = record('inspire-authors', MADE_UP, { venue: 'Journal of Examples' });
    const real = record(format, 'Search for lanterns', { type: 'PREPRINT', venue: 'arXiv' });
    for (const records of [[list, real], [real, list]]) {
      const merged = mergeRecords(records);
      expect(merged.title).toBe('Search for lanterns');
      expect(merged.conflicts.filter(({ field }) => field === 'TITLE')).toEqual([]);
    }
  });

  it('yields even to one in capitals', () => {
    expect(shownTitle([record('inspire-authors', MADE_UP), record('ris', 'SEARCH FOR LANTERNS')])).toBe('SEARCH FOR LANTERNS');
  });

  it('is shown where there is no other', () => {
    expect(mergeRecords([record('inspire-authors', MADE_UP)]).title).toBe(MADE_UP);
  });

  it('is not that of a version that another record gives its title', () => {
    const merged = mergeRecords([record('inspire-authors', MADE_UP, { externalIds: { arxiv: '2001.00001' } }), record('arxiv', 'Search for lanterns', { externalIds: { arxiv: '2001.00001' } })]);
    expect(merged.versions.map(({ stage, title }) => [stage, title])).toEqual([['PREPRINT', 'Search for lanterns']]);
  });
});

describe('papers', () => {
  const clustersOf = (...records: readonly PaperRecord[]): number[] => [...findDuplicates(records.map((each, index) => ({
    index, externalIds: each.externalIds, titleKey: comparedTitle(each), year: null, authorKeys: ['one'], authorListComplete: true,
  }))).clusterOf];
  const ARXIV = { externalIds: { arxiv: '2001.00001' } };

  it('are not joined by an equal made-up title', () => {
    const title = 'Author list of the Lantern Collaboration';
    expect(clustersOf(record('inspire-authors', title), record('inspire-authors', title))).toEqual([0, 1]);
    expect(clustersOf(record('bibtex', title), record('bibtex', title))).toEqual([0, 0]);
  });

  it('are not kept apart by one, where they share an id', () => {
    expect(clustersOf(record('inspire-authors', 'GLANCE-77', ARXIV), record('arxiv', 'Search for lanterns', ARXIV))).toEqual([0, 0]);
    expect(clustersOf(record('bibtex', 'GLANCE-77', ARXIV), record('arxiv', 'Search for lanterns', ARXIV))).toEqual([0, 1]);
  });

  it('of entirely different titles are not joined by one between them, whatever the order', () => {
    const doi = { externalIds: { doi: '10.5555/volume' } };
    const [list, lanterns, kites] = [record('inspire-authors', 'GLANCE-77', doi), record('crossref', 'Search for lanterns', doi), record('bibtex', 'Kites above hills', doi)];
    expect(clustersOf(list, lanterns, kites)).toEqual([0, 1, 2]);
    expect(clustersOf(lanterns, kites, list)).toEqual([0, 1, 2]);
    // Two titles alike are one paper, and the list is of that.
    expect(clustersOf(list, lanterns, record('bibtex', 'A search for lanterns', doi))).toEqual([0, 0, 0]);
  });
});
