/** A title that is corrected in a library, seen from the paper and from what a curator said of it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { localRecordKey } from '../../src/records/titles.js';
import { paperIdOf } from '../../src/records/public-ids.js';
import { importFiles } from '../../src/snapshot/import.js';
import { openProvider } from '../../src/snapshot/provider.js';
import type { Snapshot } from '../../src/snapshot/types.js';
import { tempDir } from '../helpers/temp-dir.js';

async function withSnapshot<T>(dataDir: string, ask: (snapshot: Snapshot) => T): Promise<T> {
  const provider = await openProvider(dataDir, { pollMs: 0 });
  const lease = provider.acquire();
  if (!lease) throw new Error('no snapshot');
  try {
    return ask(lease.snapshot);
  } finally {
    lease.release();
    await provider.close();
  }
}

const LIBRARY = (title: string, doi = '') => `
@article{cells, title={${title}}, author={Wang, Wei and Bo, Al}, year=2001${doi}}
@article{plane, title={Planar graphs}, author={Wang, Wei and Cy, Di}, year=2002}
@article{trees, title={Spanning trees}, author={Wang, Wei and Cy, Di}, year=2003}
`;
const OLD_KEY = localRecordKey('bibtex', 'cells', 'Proteins of cels');
const split = (paper: string) =>
  [
    '{"format":"coterie-records","version":1}',
    JSON.stringify({ kind: 'split', names: ['Wei Wang'], groups: [[paper]], who: 'the tests', when: '2024-01-31', why: 'another field' }),
  ].join('\n');

const papersOfWang = ({ records, incidence }: Snapshot): number[] =>
  records.authorsByName('Wei Wang').map((author) => incidence.authorOffsets[author + 1] - incidence.authorOffsets[author]).toSorted((a, b) => a - b);

describe('a title corrected under its citation key', () => {
  it.each([
    ['public id', paperIdOf(OLD_KEY), ''],
    ['record key', OLD_KEY, ''],
    ['public id of before it had a DOI', paperIdOf(OLD_KEY), ', doi={10.1000/cells}'],
  ])('leaves one paper, to which the old id leads and a split by its %s applies', async (_name, reference, doi) => {
    const dir = tempDir();
    const dataDir = join(dir, 'data');
    const library = join(dir, 'library.bib');
    const ledger = join(dir, 'ledger.jsonl');
    writeFileSync(library, LIBRARY('Proteins of cels'));
    writeFileSync(ledger, split(reference));
    await importFiles([library, ledger], { dataDir });
    expect(await withSnapshot(dataDir, papersOfWang)).toEqual([1, 2]);

    writeFileSync(library, LIBRARY('Proteins of cells', doi));
    const report = await importFiles([library], { dataDir });
    expect(report.files[0]).toMatchObject({ added: 0, updated: 1, unchanged: 2, gone: 0 });
    expect(report.manifest?.counts).toMatchObject({ papers: 3, records: 3 });
    expect(await withSnapshot(dataDir, papersOfWang)).toEqual([1, 2]);
    await withSnapshot(dataDir, ({ records }) => {
      const found = records.papersByPublicId([paperIdOf(OLD_KEY)])[0];
      expect(found?.redirectedFrom).toBe(paperIdOf(OLD_KEY));
      expect(records.papers([found?.index ?? -1])[0].title).toBe('Proteins of cells');
      expect(records.problemCounts()).toEqual([]);
    });
  });

  it('leads to the paper that is called so now, where there is one', async () => {
    const dir = tempDir();
    const dataDir = join(dir, 'data');
    const [library, other, ledger] = ['library.bib', 'other.bib', 'ledger.jsonl'].map((name) => join(dir, name));
    writeFileSync(library, LIBRARY('Proteins of cels'));
    writeFileSync(ledger, split(paperIdOf(OLD_KEY)));
    await importFiles([library, ledger], { dataDir });
    writeFileSync(library, LIBRARY('Proteins of cells'));
    writeFileSync(other, '@article{cells, title={Proteins of cels}, author={Wang, Wei and Eve, Fay}, year=2011}');
    await importFiles([library, other], { dataDir });
    await withSnapshot(dataDir, ({ records }) => {
      const found = records.papersByPublicId([paperIdOf(OLD_KEY)])[0];
      expect(found?.redirectedFrom).toBeNull();
      expect(records.papers([found?.index ?? -1])[0].date?.year).toBe(2011);
    });
    expect(await withSnapshot(dataDir, papersOfWang)).toEqual([1, 3]);
  });
});
