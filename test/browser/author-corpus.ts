/** A small corpus of quirks for the pages of authors and papers: each record has one. Invented: no such people, no such papers. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The ORCID of the author who is on almost all papers. */
export const ADA = '0000-0002-1825-0097';
export const ADA_NAME = 'Ada Testova';
export const HOSTILE_TITLE = 'A <script>window.hacked = true</script> & the $\\alpha$-$x^2$ of R&amp;D';
export const LONG_NAME = `Maximiliana ${'Wolfeschlegelsteinhausen'.repeat(12)}`;
export const ARABIC_NAME = 'ليلى الحسن';
export const CHINESE_NAME = '王小明';
/** Persons on the longest list; Ada stands near its end. */
export const HYPER_AUTHORS = 3000;

const ada = { name: ADA_NAME, externalIds: { orcid: ADA }, affiliations: [{ name: 'University of Nowhere', countryCode: 'NO' }] };

const paper = (title: string, authors: readonly unknown[], more: object = {}): object => ({ kind: 'paper', title, authors, ...more });

const RECORDS: readonly object[] = [
  { format: 'coterie-records', version: 1, retrievedAt: '2026-01-02', description: 'made by a test' },
  { kind: 'person', names: [ADA_NAME, 'A. Testova'], externalIds: { orcid: ADA }, fields: ['Testing'], reported: [{ name: 'H_INDEX', value: 90 }, { name: 'PAPER_COUNT', value: 4, unit: 'papers' }] },
  ...Array.from({ length: 24 }, (_, index) => paper(`Study ${String(index + 1).padStart(2, '0')} of series`, [ada, `Colleague ${String.fromCharCode(65 + (index % 12))}son`, ...(index % 3 === 0 ? ['Steady Partner'] : [])], {
    date: `${2004 + (index % 8)}-0${(index % 9) + 1}`, venue: index % 2 === 0 ? 'Journal of Examples' : 'Example Letters', fields: [index % 4 === 0 ? 'Optics' : 'Testing'], type: 'ARTICLE',
    ...(index < 6 ? { citationCount: { value: 10 * index, source: 'openalex', asOf: '2025-05-01' } } : {}),
  })),
  paper(HOSTILE_TITLE, [ada, 'Mallory Odd'], { date: '2015-03-09', links: [{ kind: 'PDF', url: 'javascript:window.hacked = true' }, { kind: 'CODE' }], abstract: '<img src=x onerror="window.hacked = true"> We show $\\beta$.' }),
  paper('Everybody wrote this', Array.from({ length: HYPER_AUTHORS }, (_, index) => (index === 2900 ? ada : `Member${index} Number${index}`)), { date: '2016' }),
  paper('By a collaboration', [ada, { name: 'The Example Collaboration', kind: 'GROUP' }], { date: '2017', authorListComplete: false }),
  paper('One of two records', [ada, 'Second Hand'], { key: 'first', externalIds: { doi: '10.1234/same' }, date: '2018-01-15', venue: 'Journal of Examples', abstract: 'The same in both.' }),
  paper('One of two records', [ada, 'Second Hand'], { key: 'second', externalIds: { doi: '10.1234/same' }, date: '2019', venue: 'Other Journal' }),
  paper('Undated', ['Timeless Writer', 'Other Timeless']),
  paper('نصوص بلا حروف', [ARABIC_NAME, CHINESE_NAME], { date: '2020' }),
  paper('On long names', [LONG_NAME, 'Short Name'], { date: '2020' }),
  paper('Alone', ['Lonely Author'], { date: '2021' }),
];

/** Writes the corpus into a directory and returns its file. */
export function writeAuthorCorpus(dir: string): string {
  const file = join(dir, 'quirks.jsonl');
  writeFileSync(file, `${RECORDS.map((record) => JSON.stringify(record)).join('\n')}\n`);
  return file;
}
