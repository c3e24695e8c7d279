/**
 * INSPIRE's author.xml, the author list that a collaboration hands in with a paper: one file, one paper, thousands of names
 * (https://github.com/inspirehep/author.xml). The mapping is in inspire-authors-mapping.ts.
 * Memory: the one record, and the table of organizations that it refers to.
 */
import type { SourceItem } from '../../records/record.js';
import { RecordNotes } from '../record-notes.js';
import type { Source, SourceInput } from '../source.js';
import { readXml, XML_ENDINGS } from '../xml.js';
import type { XmlVocabulary } from '../xml.js';
import { xmlRoot } from '../xml-element.js';
import { CollaborationPaper } from './inspire-authors-mapping.js';

const VOCABULARY: XmlVocabulary = {
  records: new Set(['publicationReference', 'creationDate', 'collaboration', 'Organization', 'Person']),
  keyOf: () => null,
  isPrefixed: true,
};

async function* read(input: SourceInput): AsyncGenerator<SourceItem> {
  let paper: CollaborationPaper | null = null;
  let isWhole = true;
  let hadProblem = false;
  for await (const batch of readXml(input, VOCABULARY)) {
    for (const item of batch) {
      if (item.kind === 'problem') {
        hadProblem = true;
        isWhole &&= !XML_ENDINGS.has(item.problem.kind);
        yield item;
      } else if (item.kind === 'record') {
        paper ??= new CollaborationPaper(input.file, item.element.line);
        const notes = new RecordNotes(input.file, item.element.line, null);
        paper.take(item.element, notes);
        for (const problem of notes.problems()) {
          hadProblem = true;
          yield { kind: 'problem', problem };
        }
      }
    }
  }
  const notes = paper?.notes ?? new RecordNotes(input.file, 1, null);
  let record = null;
  if (paper !== null && !isWhole) notes.drop('INCOMPLETE_LIST', 'authors', null, 'The file could not be read to its end, so its author list is not whole: the one paper it describes is left out.');
  else if (paper !== null) record = paper.record();
  else if (!hadProblem) notes.add('NO_RECORDS', 'collaborationauthorlist', null, 'The file holds no author list: expected elements Person within collaborationauthorlist.');
  for (const problem of notes.problems()) yield { kind: 'problem', problem };
  if (record !== null) yield { kind: 'paper', record };
}

/** The source of INSPIRE's author lists. Memory: the one record of the file. */
export const inspireAuthors: Source = {
  id: 'inspire-authors',
  title: 'INSPIRE author list (author.xml)',
  extensions: ['xml'],
  reads: 'the author list of a collaboration (author.xml): thousands of names with their ids and affiliations',
  detect: (head) => (xmlRoot(head)?.name.replace(/^.*:/, '') === 'collaborationauthorlist' ? 1 : 0),
  read,
};
