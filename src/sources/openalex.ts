/**
 * OpenAlex works: a page of the API (`{meta, results}`), a list, a single work, or JSON lines as in the snapshot.
 * Documented at https://docs.openalex.org/api-entities/works/work-object. The mapping is in openalex-mapping.ts.
 */
import type { SourceItem } from '../records/record.js';
import { readJson } from './json-stream.js';
import { isObject } from './json-values.js';
import { openalexWork } from './openalex-mapping.js';
import { RecordNotes } from './record-notes.js';
import type { Source, SourceInput } from './source.js';

async function* read(input: SourceInput): AsyncGenerator<SourceItem> {
  for await (const batch of readJson(input, 'results')) {
    for (const item of batch) {
      if (item.kind === 'problem') {
        yield item;
        continue;
      }
      const notes = new RecordNotes(input.file, item.line, item.byte);
      const record = isObject(item.value)
        ? openalexWork(item.value, item.layout, notes)
        : notes.drop('UNSUPPORTED_RECORD', 'results', JSON.stringify(item.value), 'This is no JSON object and so no work; it is left out.');
      for (const problem of notes.problems()) yield { kind: 'problem', problem };
      if (record !== null) yield { kind: 'paper', record };
    }
  }
}

/** The OpenAlex source. Memory: one work. */
export const openalex: Source = {
  id: 'openalex',
  title: 'OpenAlex works (JSON)',
  extensions: ['json', 'jsonl'],
  reads: 'an API page, a list of works, snapshot JSONL',
  detect(head) {
    if (!/^\uFEFF?\s*[[{]/.test(head)) return 0;
    if (/"id"\s*:\s*"https?:\/\/(?:api\.)?openalex\.org\/(?:works\/)?W\d+"/i.test(head)) return 1;
    // An empty page, and other entities: read far enough to say that they are no works.
    if (/"meta"\s*:\s*\{[^{}]*"db_response_time_ms"/.test(head)) return 0.9;
    if (/"id"\s*:\s*"W\d{4,}"/.test(head) && /"(?:authorships|publication_year)"\s*:/.test(head)) return 0.9;
    return /"id"\s*:\s*"https?:\/\/(?:api\.)?openalex\.org\/[A-Z]\d+"/i.test(head) ? 0.6 : 0;
  },
  read,
};
