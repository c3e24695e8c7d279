/** arXiv's metadata dump: one JSON object per line, or a list of them. The mapping is in arxiv-json-mapping.ts. */
import type { SourceItem } from '../../records/record.js';
import { isObject, writtenOut } from '../json-values.js';
import type { Source, SourceInput } from '../source.js';
import { arxivLine, isArxivId } from './arxiv-json-mapping.js';
import { hasPath, jsonShape, textAt } from './json-head.js';
import { eachRecord, readRecords } from './json-records.js';

const PLACES = ['[].', ''];

function read(input: SourceInput): AsyncGenerator<SourceItem> {
  return readRecords(input, [], (value, place) => eachRecord([value], place, (line, notes) => {
    if (isObject(line) && (line.id !== undefined || line.title !== undefined)) return arxivLine(line, notes);
    return notes.drop('UNSUPPORTED_RECORD', 'id', writtenOut(line), 'This is no paper of arXiv\'s metadata dump (it has neither id nor title); it is left out.');
  }));
}

/** The source of arXiv's metadata dump. Memory: one line. */
export const arxivJson: Source = {
  id: 'arxiv-json',
  title: 'arXiv metadata dump (JSON lines)',
  extensions: ['json', 'jsonl'],
  reads: "the metadata dump, all of it or some lines: names in parts, suffixes, collaborations, versions' dates, categories as fields",
  detect(head) {
    const shape = jsonShape(head);
    const id = textAt(shape, PLACES, 'id');
    const hasMarks = ['authors_parsed', 'submitter', 'journal-ref', 'update_date', 'versions'].filter((name) => hasPath(shape, PLACES, name)).length;
    if (hasMarks === 0 || !hasPath(shape, PLACES, 'title')) return 0;
    return id !== null && isArxivId(id) && (hasPath(shape, PLACES, 'categories') || hasMarks > 1) ? 1 : hasMarks > 2 ? 0.8 : 0;
  },
  read,
};
