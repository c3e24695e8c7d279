/**
 * Finds the records of a JSON file without holding the file: the elements of a top-level array, the elements of the
 * array at a named path of a top-level object (a page of an API), or top-level values one after the other (JSON lines; a single object).
 * Only the extents of records are found here, by brackets and quotes; each is then handed to `JSON.parse`.
 * Memory: one record and one chunk of the file.
 */
import { isUtf8 } from 'node:buffer';
import type { ImportProblem } from '../records/record.js';
import { encodingOfBom, firstInvalidUtf8 } from './decode.js';
import { JsonScanner } from './json-stream-scanner.js';
import type { JsonExtent, JsonFailure, JsonLayout } from './json-stream-scanner.js';
import { importProblem } from './problems.js';
import type { SourceInput } from './source.js';

export type JsonItem =
  | { readonly kind: 'record'; readonly value: unknown; readonly layout: JsonLayout; readonly byte: number; readonly line: number }
  | { readonly kind: 'problem'; readonly problem: ImportProblem };

/**
 * Reads `input` in batches, one per chunk. `listPaths` say where the array that holds the records of a page stands (OpenAlex:
 * `results`; Crossref: `message.items`), one path or several; '' for formats without pages. Never throws for content. What is no JSON becomes a MALFORMED problem; between top-level values
 * reading goes on with the next line, within an array it ends there. A file that ends inside a record or its array yields
 * a last TRUNCATED problem; deeper than 200 or longer than 64 MiB is REFUSED. Bytes that are not UTF-8 are reported and
 * read as U+FFFD.
 */
export async function* readJson(input: SourceInput, ...listPaths: readonly string[]): AsyncGenerator<readonly JsonItem[]> {
  const scanner = new JsonScanner(listPaths);
  let offset = 0;
  let head = Buffer.alloc(0);
  for await (const chunk of input.bytes) {
    let bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (offset === 0) {
      head = Buffer.concat([head, bytes]);
      if (head.length < 4) continue;
      const start = startOf(input.file, head);
      if (typeof start !== 'number') {
        yield [{ kind: 'problem', problem: start }];
        return;
      }
      bytes = head.subarray(start);
      offset = start;
    }
    scanner.scan(bytes, offset);
    offset += bytes.length;
    if (scanner.found.length > 0) yield scanner.take().flatMap((found) => itemsOf(input.file, found));
    if (scanner.ended) return;
  }
  if (offset === 0 && head.length > 0) {
    const bom = encodingOfBom(head)?.length ?? 0;
    scanner.scan(head.subarray(bom), bom);
  }
  scanner.finish();
  if (scanner.found.length > 0) yield scanner.take().flatMap((found) => itemsOf(input.file, found));
}

/** Length of the byte order mark, or why the file can't be read. */
function startOf(file: string, head: Buffer): number | ImportProblem {
  const bom = encodingOfBom(head);
  if (bom?.encoding === 'utf-8') return bom.length;
  if (bom === null && head[0] !== 0 && head[1] !== 0) return 0;
  return importProblem({ file, byte: 0, kind: 'UNSUPPORTED_ENCODING', reason: 'The file is not UTF-8 (UTF-16 or binary), the encoding of JSON; nothing was read: convert it to UTF-8.' });
}

function itemsOf(file: string, found: JsonExtent | JsonFailure): JsonItem[] {
  if (found.kind !== 'extent') return [{ kind: 'problem', problem: importProblem({ file, ...found.facts }) }];
  const { bytes, byte, line, layout } = found;
  const items: JsonItem[] = [];
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    if (!isUtf8(bytes)) {
      const at = firstInvalidUtf8(bytes);
      items.push({
        kind: 'problem',
        problem: importProblem({
          file, line, byte: byte + at, kind: 'INVALID_UTF8', value: `0x${(bytes[at] ?? 0).toString(16)}`,
          reason: `Byte ${byte + at} is not valid UTF-8; it and others of the record were read as the replacement character U+FFFD.`,
        }),
      });
    }
    items.push({ kind: 'record', value, layout, byte, line });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    items.push({
      kind: 'problem',
      problem: importProblem({
        file, line, byte, kind: 'MALFORMED', value: bytes.toString('utf8', 0, 400), recordDropped: true,
        reason: `This record is no valid JSON and left out (${why.slice(0, 100)}).`,
      }),
    });
  }
  return items;
}
