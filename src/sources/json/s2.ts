/**
 * Semantic Scholar: answers of the graph API (a paper, the list of a batch, pages of a search, of citations, of an author's
 * papers; authors with their papers), of recommendations, and the bulk datasets' JSON lines. Mappings: s2-mapping.ts, s2-author.ts.
 */
import type { SourceItem } from '../../records/record.js';
import { isObject, objectOf, writtenOut } from '../json-values.js';
import type { Source, SourceInput } from '../source.js';
import { hasPath, jsonShape, textAt } from './json-head.js';
import { itemsOf } from '../record-items.js';
import { eachRecord, notesAt, readRecords } from './json-records.js';
import type { JsonPlace } from './json-records.js';
import { isS2Author, s2Author } from './s2-author.js';
import { s2Field, s2Paper } from './s2-mapping.js';

const LIST_PATHS = ['data', 'recommendedPapers'];
const PLACES = ['data[].', 'recommendedPapers[].', '[].', ''];

function* itemsOfValue(value: unknown, place: JsonPlace): Generator<SourceItem> {
  if (isObject(value) && isS2Author(value)) {
    const notes = notesAt(place);
    yield* itemsOf(s2Author(value, notes), notes);
    const papers: unknown = value.papers;
    if (Array.isArray(papers)) for (const paper of papers as unknown[]) yield* itemsOfValue(paper, place);
    return;
  }
  // Pages of citations and references wrap the paper.
  const paper = isObject(value) ? objectOf(value.citingPaper) ?? objectOf(value.citedPaper) ?? value : value;
  yield* eachRecord([paper], place, (each, notes) => {
    if (each === null) return notes.drop('NOT_FOUND', 'data', null, 'The answer holds null here: Semantic Scholar knew no paper of the id that was asked for.');
    if (isObject(each) && ['paperId', 'corpusId', 'externalIds', 'title'].some((name) => s2Field(each, name) !== undefined)) return s2Paper(each, place.layout, notes);
    if (isObject(each) && (each.release_id !== undefined || (each.README !== undefined && each.files !== undefined))) {
      return notes.drop('UNSUPPORTED_RECORD', 'files', writtenOut(each.name ?? each.release_id), 'This describes a release of datasets and holds no papers: download the files of its dataset "papers" and import those.');
    }
    return notes.drop('UNSUPPORTED_RECORD', 'data', writtenOut(each), 'This is neither a paper nor an author of Semantic Scholar; it is left out.');
  });
}

function read(input: SourceInput): AsyncGenerator<SourceItem> {
  return readRecords(input, LIST_PATHS, itemsOfValue);
}

/** The Semantic Scholar source. Memory: one paper, or one author with all papers that the answer gives. */
export const s2: Source = {
  id: 's2',
  title: 'Semantic Scholar papers (JSON)',
  extensions: ['json', 'jsonl'],
  reads: 'answers of the graph API (papers, batches, searches, authors with their papers) and the bulk datasets: author ids, fields, citations, abstracts',
  detect(head) {
    const shape = jsonShape(head);
    if (shape.size === 0) return 0;
    const paperId = textAt(shape, [...PLACES, 'data[].citingPaper.', 'data[].citedPaper.', '[].papers[].', 'papers[].'], 'paperId');
    if (paperId !== null && /^[0-9a-f]{40}$/.test(paperId)) return 1;
    if (hasPath(shape, PLACES, 'corpusid') && ['externalids', 'title', 'abstract', 'openaccessinfo'].some((name) => hasPath(shape, PLACES, name))) return 1;
    if (hasPath(shape, PLACES, 'authorId') && hasPath(shape, PLACES, 'name')) return 0.9;
    if (hasPath(shape, PLACES, 'authorid') && hasPath(shape, PLACES, 'name')) return 0.9;
    // Releases and download links of the datasets: read, to say that they are no papers.
    if (textAt(shape, [''], 'README')?.startsWith('Semantic Scholar Academic Graph') === true) return 0.9;
    // An empty page of a search.
    return shape.has('data') && shape.has('offset') && (shape.has('total') || shape.has('next')) && /"data"\s*:\s*\[\s*\]/.test(head) ? 0.6 : 0;
  },
  read,
};
