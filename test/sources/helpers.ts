/** Reading sources in tests. */
import { fileURLToPath } from 'node:url';
import type { ImportProblem, LedgerEntry, PaperRecord, PersonRecord, SourceItem } from '../../src/records/record.js';
import { openFile, readItems } from '../../src/sources/open.js';
import type { Source } from '../../src/sources/source.js';

export interface ReadResult {
  readonly papers: PaperRecord[];
  readonly persons: PersonRecord[];
  readonly ledger: LedgerEntry[];
  readonly problems: ImportProblem[];
}

export function fixture(path: string): string {
  return fileURLToPath(new URL(`../fixtures/sources/${path}`, import.meta.url));
}

export async function collect(items: AsyncIterable<SourceItem>): Promise<ReadResult> {
  const result: ReadResult = { papers: [], persons: [], ledger: [], problems: [] };
  for await (const item of items) {
    if (item.kind === 'paper') result.papers.push(item.record);
    else if (item.kind === 'person') result.persons.push(item.record);
    else if (item.kind === 'ledger') result.ledger.push(item.entry);
    else result.problems.push(item.problem);
  }
  return result;
}

export async function* chunks(bytes: Uint8Array, size = 4096): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export async function readBytes(source: Source, bytes: Uint8Array, file = 'test', size = 4096): Promise<ReadResult> {
  return await collect(source.read({ file, bytes: chunks(bytes, size) }));
}

export async function readText(source: Source, text: string, file = 'test'): Promise<ReadResult> {
  return await readBytes(source, Buffer.from(text, 'utf8'), file);
}

export async function readFixture(source: Source, path: string): Promise<ReadResult> {
  return await collect(readItems(await openFile(fixture(path)), source));
}

export function kinds(result: ReadResult): string[] {
  return result.problems.map((problem) => problem.kind);
}
