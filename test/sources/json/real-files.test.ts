/** The answers of services in the shared data (absent from a checkout, then skipped): how many records, which problems. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openFile, readItems } from '../../../src/sources/open.js';
import { sourceById } from '../../../src/sources/registry.js';
import { collect } from '../helpers.js';
import type { ReadResult } from '../helpers.js';

const SHARED = '../shared/data';

async function readAll(folder: string, format: string): Promise<Map<string, ReadResult>> {
  const results = new Map<string, ReadResult>();
  for (const name of readdirSync(join(SHARED, folder)).toSorted()) results.set(name, await collect(readItems(await openFile(join(SHARED, folder, name)), sourceById(format))));
  return results;
}

/** Records, then how many problems of each kind. */
function tally({ papers, persons, problems }: ReadResult): unknown[] {
  const kinds: Record<string, number> = {};
  for (const { kind } of problems) kinds[kind] = (kinds[kind] ?? 0) + 1;
  return [papers.length + persons.length, kinds];
}

function tallies(results: ReadonlyMap<string, ReadResult>): Record<string, unknown[]> {
  return Object.fromEntries([...results].map(([name, result]) => [name, tally(result)]));
}

describe.skipIf(!existsSync(join(SHARED, 'crossref')))('Crossref', () => {
  it('is read whole', async () => {
    const results = await readAll('crossref', 'crossref');
    expect(tallies(results)).toEqual({
      'cr_works-0.json': [20, {}], 'cr_works-1.json': [19, { MISSING_TITLE: 1, MISSING_AUTHORS: 6 }], 'cr_works-10.json': [1, {}], 'cr_works-2.json': [3, {}], 'cr_works-3.json': [20, { MISSING_AUTHORS: 3 }],
      'huge_crossref_doi.json.gz': [1, {}], 'test_works_field_queries-0.json': [20, {}], 'test_works_field_query_publisher_name-0.json': [20, {}],
      'test_works_mixed_ids_warn-0.json': [1, {}], 'test_works_mixed_ids_warn-2.json': [1, {}], 'test_works_no_id_withlimit-0.json': [2, { MISSING_AUTHORS: 1 }], 'test_works_query-0.json': [2, { MISSING_AUTHORS: 1 }],
      'test_works_with_many_ids-0.json': [1, {}], 'test_works_with_many_ids-1.json': [1, {}], 'test_works_with_many_ids-2.json': [1, {}], 'test_works_with_many_ids-3.json': [1, {}], 'test_works_with_one_id-0.json': [1, {}],
    });
    const papers = [...results.values()].flatMap((result) => result.papers);
    const mentions = papers.flatMap((paper) => paper.mentions);
    // 1,354 entries, of whom two are of the work without a title; 134 ORCIDs.
    expect([mentions.length, mentions.filter(({ externalIds }) => externalIds.orcid !== undefined).length, mentions.filter(({ parts }) => parts?.suffix !== null).length]).toEqual([1352, 134, 3]);
    expect(results.get('huge_crossref_doi.json.gz')?.papers[0].mentions).toHaveLength(1014);
    expect(papers.every((paper) => paper.authorListComplete && paper.externalIds.doi !== undefined)).toBe(true);
    expect(papers.filter((paper) => /[<>]|&[a-z#]/.test(`${paper.title} ${paper.venue ?? ''}`))).toEqual([]);
    expect(new Set(papers.filter((paper) => paper.type === 'PREPRINT').map((paper) => paper.venue))).toEqual(new Set(['Earth and Space Science Open Archive', 'bioRxiv']));
  });
});

describe.skipIf(!existsSync(join(SHARED, 'semanticscholar')))('Semantic Scholar', () => {
  it('is read whole', async () => {
    const results = await readAll('semanticscholar', 's2');
    expect(tallies(results)).toEqual({
      'get_dataset_download_links-0.json': [0, { UNSUPPORTED_RECORD: 1 }], 'get_papers_not_found_warning-0.json': [3, { NOT_FOUND: 1 }], 'get_papers_return_not_found-0.json': [3, { NOT_FOUND: 1 }],
      'get_release-0.json': [0, { UNSUPPORTED_RECORD: 1 }], 'search_paper_open_access_pdf-0.json': [0, { MISSING_TITLE: 100 }],
      'search_paper_publication_date_or_year-2.json': [100, { MISSING_AUTHORS: 100 }], 'search_paper_publication_date_or_year-3.json': [100, { MISSING_AUTHORS: 100 }], 'search_paper_publication_date_or_year-4.json': [100, { MISSING_AUTHORS: 100 }],
    });
    const [first] = results.get('get_papers_return_not_found-0.json')?.papers ?? [];
    expect(first).toMatchObject({ date: { year: 2001, month: 10, day: 1 }, type: 'REVIEW', externalIds: { mag: '2096684396' }, fields: ['Psychology', 'Economics', 'Mathematics'], citationCount: { value: 10670 } });
    expect(first.mentions.map(({ externalIds }) => externalIds.s2)).toEqual(['81141608', '2259683', '2062143']);
  });
});

describe.skipIf(!existsSync(join(SHARED, 'orcid')))('ORCID', () => {
  it('is read whole', async () => {
    const results = await readAll('orcid', 'orcid');
    expect(tallies(results)).toEqual({ 'record-full-3.0.json': [2, { INVALID_NAME: 1, SANDBOX_RECORD: 1, INVALID_IDENTIFIER: 1 }] });
    expect(results.get('record-full-3.0.json')?.persons[0].names[0]).toBe(results.get('record-full-3.0.json')?.papers[0].mentions[0].rawName);
  });
});
