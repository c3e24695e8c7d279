/** Coterie's own record format: JSON lines with a header. The format itself is documented in data/README.md. */
import type { ImportProblem, RecordSource, SourceItem } from '../records/record.js';
import { isJsonObject, ObjectReader } from './jsonl-fields.js';
import type { JsonObject } from './jsonl-fields.js';
import { readLedgerLine } from './jsonl-ledger.js';
import { readPaper, readPerson } from './jsonl-records.js';
import { isNestedDeeper } from './json-depth.js';
import { repeatedKey } from './json-repeated-key.js';
import { MAX_LINE_DEPTH } from './limits.js';
import { importProblem } from './problems.js';
import type { Source, SourceInput } from './source.js';
import { EncodingReport, lines } from './text-lines.js';

/** What the header's `format` must say. */
export const JSONL_FORMAT = 'coterie-records';
/** The newest version of the format that this program reads and the one it writes. */
export const JSONL_VERSION = 1;

interface Header {
  readonly retrievedAt: string | null;
  readonly url: string | null;
}

/** The `coterie` source: papers, persons and merges as one JSON object per line. */
export const jsonl: Source = {
  id: 'coterie',
  title: 'Coterie records (JSON lines)',
  extensions: ['jsonl', 'ndjson'],
  reads: 'our own JSON lines, documented in data/README.md',
  detect: (head) => {
    const first = /\S[^\n]*/.exec(head)?.[0] ?? '';
    return first.startsWith('{') && /"format"\s*:\s*"coterie-records"/.test(first) ? 1 : 0;
  },
  read,
};

async function* read(input: SourceInput): AsyncGenerator<SourceItem> {
  const { file } = input;
  const encoding = new EncodingReport();
  let header: Header | null = null;
  for await (const line of lines(input.bytes, encoding)) {
    const place = { file, line: line.number, byte: line.byte };
    if (line.kind === 'overlong') {
      yield { kind: 'problem', problem: importProblem({ ...place, kind: 'REFUSED', recordDropped: true, reason: `Line ${line.number} has ${line.length} bytes, more than a record may have; it was left out.` }) };
      continue;
    }
    if (line.text.trim() === '') continue;
    const problems: ImportProblem[] = [];
    const object = parseLine(line.text, place, problems);
    if (header === null) {
      header = object === null ? null : readHeader(object, place, problems);
      yield* problems.map(asItem);
      if (header === null) return;
      continue;
    }
    const item = object === null ? null : readRecord(object, line.text, { format: 'coterie', ...place, ...header }, problems);
    yield* problems.map(asItem);
    if (item !== null) yield item;
  }
  const invalid = encoding.problem(file);
  if (invalid !== null) yield asItem(invalid);
}

function asItem(problem: ImportProblem): SourceItem {
  return { kind: 'problem', problem };
}

interface Place {
  readonly file: string;
  readonly line: number;
  readonly byte: number;
}

function parseLine(text: string, place: Place, problems: ImportProblem[]): JsonObject | null {
  // Deeper values would exhaust the stack wherever they are walked or written out.
  if (isNestedDeeper(text, MAX_LINE_DEPTH)) {
    problems.push(importProblem({
      ...place, kind: 'REFUSED', value: text, recordDropped: true,
      reason: `Line ${place.line} nests brackets deeper than ${MAX_LINE_DEPTH}; it was left out.`,
    }));
    return null;
  }
  let why = 'it is JSON but not an object';
  try {
    const value: unknown = JSON.parse(text);
    if (isJsonObject(value)) return value;
  } catch (error) {
    why = error instanceof Error ? error.message : String(error);
  }
  problems.push(importProblem({
    ...place, kind: 'MALFORMED', value: text, recordDropped: true,
    reason: `Line ${place.line} is not a JSON object and was left out: ${why}.`,
  }));
  return null;
}

function readHeader(object: JsonObject, place: Place, problems: ImportProblem[]): Header | null {
  const { format, version } = object;
  if (format !== JSONL_FORMAT) {
    problems.push(importProblem({
      ...place, kind: 'MALFORMED', field: 'format', value: JSON.stringify(format) ?? null,
      reason: `The first line must be the header {"format":"${JSONL_FORMAT}","version":${JSONL_VERSION}}; nothing was read.`,
    }));
    return null;
  }
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1 || version > JSONL_VERSION) {
    const newer = typeof version === 'number' && version > JSONL_VERSION;
    problems.push(importProblem({
      ...place, kind: 'REFUSED', field: 'version', value: JSON.stringify(version) ?? null,
      reason: newer
        ? `The file is of version ${version}, this program reads up to version ${JSONL_VERSION}; nothing was read: update the program.`
        : `The header's version must be an integer from 1 to ${JSONL_VERSION}; nothing was read.`,
    }));
    return null;
  }
  const reader = new ObjectReader(object, 'header', place, problems);
  reader.skip('format', 'version');
  reader.text('description');
  const header = { retrievedAt: reader.isoDate('retrievedAt'), url: reader.text('url') };
  reader.reportUnknown();
  return header;
}

function readRecord(object: JsonObject, text: string, source: RecordSource, problems: ImportProblem[]): SourceItem | null {
  const reader = new ObjectReader(object, '', { file: source.file, line: source.line, byte: source.byte }, problems);
  reader.skip('kind');
  switch (object['kind']) {
    case 'paper':
      return readPaper(reader, source);
    case 'person':
      return readPerson(reader, source);
    case 'merge':
    case 'split':
    case 'distinct':
    case 'suppress':
      return readLedgerLine(object['kind'], reader, source, problems, repeatedKey(text));
    default:
      reader.problem('UNKNOWN_KIND', 'kind', object['kind'], 'is none of "paper", "person", "merge", "split", "distinct", "suppress"; the line was left out', true);
      return null;
  }
}
