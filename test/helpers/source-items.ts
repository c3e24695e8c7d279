/** Runs a source over bytes held in memory, cut into chunks of a chosen size. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { ImportProblem, PaperRecord, PersonRecord, SourceItem } from '../../src/records/record.js';
import type { Source } from '../../src/sources/source.js';

export interface ReadItems {
  readonly items: SourceItem[];
  readonly papers: PaperRecord[];
  readonly persons: PersonRecord[];
  readonly problems: ImportProblem[];
  /** Kinds of the problems, in order. */
  readonly kinds: string[];
}

export async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export async function itemsOf(source: Source, content: string | Uint8Array, chunkSize = 1 << 16, file = 'test-file'): Promise<ReadItems> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const items: SourceItem[] = [];
  for await (const item of source.read({ file, bytes: chunksOf(bytes, chunkSize) })) items.push(item);
  const problems = items.flatMap((item) => (item.kind === 'problem' ? [item.problem] : []));
  return {
    items,
    papers: items.flatMap((item) => (item.kind === 'paper' ? [item.record] : [])),
    persons: items.flatMap((item) => (item.kind === 'person' ? [item.record] : [])),
    problems,
    kinds: problems.map(({ kind }) => kind),
  };
}

export function itemsOfFile(source: Source, path: string, chunkSize = 1 << 16): Promise<ReadItems> {
  return itemsOf(source, readFileSync(path), chunkSize, basename(path));
}
