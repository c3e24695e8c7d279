/** A small corpus with what pages may stumble over: scripts of all directions, markup in titles, lists of more than a page. */
import { join } from 'node:path';
import type { PaperRecord } from '../../src/records/record.js';
import { coterie, serve, type Server } from '../helpers/program.js';
import { paperRecord } from '../helpers/records.js';
import { writeRecords } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';

const year = (value: number) => ({ year: value, month: null, day: null });

export const QUIRKY_CORPUS: readonly PaperRecord[] = [
  paperRecord('Quokkas of the north', ['Jürgen Müller', 'Łukasz Żółć', 'Anne Muller'], { date: year(2019), venue: 'Journal of Çedillas', abstract: 'At great length we study the résumé of every quokka.', fields: ['BIO'] }),
  paperRecord('<script>document.title = "owned"</script> and <img src=x onerror=alert(1)>', ['Jürgen Müller', 'محمد الخوارزمي'], { date: year(2020), venue: 'Proceedings of the <b>A/B</b> & C, 50 %' }),
  paperRecord('On $\\alpha_{1}$-quokkas &amp; their kin', ['محمد الخوارزمي', '李明'], { date: year(2021), venue: 'Journal of Çedillas' }),
  paperRecord('Alone', ['Sole Author'], { date: null }),
  ...Array.from({ length: 60 }, (_, i) => paperRecord(`Serial study ${i + 1}`, ['Jürgen Müller', `Helper Number${i % 7}`], { date: year(1990 + (i % 30)), venue: 'Serial Letters' })),
];

/** What a second import brings. */
export const LATER_PAPERS: readonly PaperRecord[] = [paperRecord('Afterthoughts', ['Late Comer', 'Jürgen Müller'], { date: year(2022) })];

/** Imports records into a directory of data. */
export async function importInto(dataDir: string, name: string, records: readonly PaperRecord[]): Promise<void> {
  const file = writeRecords(join(tempDir(), `${name}.jsonl`), records);
  const { code, stderr } = await coterie(['import', '--data', dataDir, file]);
  if (code !== 0) throw new Error(stderr);
}

/** A server of the corpus. */
export async function serveQuirky(): Promise<{ readonly server: Server; readonly dataDir: string }> {
  const dataDir = join(tempDir(), 'data');
  await importInto(dataDir, 'quirky', QUIRKY_CORPUS);
  return { server: await serve(['--data', dataDir]), dataDir };
}
