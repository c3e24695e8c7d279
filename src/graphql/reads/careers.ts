/** Years and fields of a few authors' papers under a graph, read off the papers: pictures ask for thousands, never for all. */
import { UNKNOWN_YEAR, type Incidence } from '../../graph/types.js';
import type { GraphInUse } from '../graph-in-use.js';

/** Known years of some papers, ascending, one entry per paper. O(p log p). */
export function yearsOf({ paperYear }: Pick<Incidence, 'paperYear'>, papers: Iterable<number>): number[] {
  const years: number[] = [];
  for (const paper of papers) if (paperYear[paper] !== UNKNOWN_YEAR) years.push(paperYear[paper]);
  return years.sort((x, y) => x - y);
}

function* keptPapers({ snapshot, selection }: GraphInUse, author: number): Generator<number, void, undefined> {
  const { authorOffsets, authorPapers } = snapshot.incidence;
  for (let s = authorOffsets[author]; s < authorOffsets[author + 1]; s++) {
    if (selection.paperMask[authorPapers[s]] === 1) yield authorPapers[s];
  }
}

/** Year of the author's earliest paper under the graph; null where none is known. O(papers of the author). */
export function firstYearOf(graph: GraphInUse, author: number): number | null {
  return yearsOf(graph.snapshot.incidence, keptPapers(graph, author)).at(0) ?? null;
}

/** Year of the author's latest paper under the graph; null where none is known. O(papers of the author). */
export function lastYearOf(graph: GraphInUse, author: number): number | null {
  return yearsOf(graph.snapshot.incidence, keptPapers(graph, author)).at(-1) ?? null;
}

/**
 * The most frequent field of study of the author's papers under the graph, among equals the one whose name comes first, as in
 * `topFields`; null where no paper has any. O(fields of the author's papers).
 */
export function mainFieldOf(graph: GraphInUse, author: number): string | null {
  const { incidence: { paperFields, paperFieldOffsets }, vocabulary } = graph.snapshot;
  const counts = new Map<number, number>();
  for (const paper of keptPapers(graph, author)) {
    for (let s = paperFieldOffsets[paper]; s < paperFieldOffsets[paper + 1]; s++) counts.set(paperFields[s], (counts.get(paperFields[s]) ?? 0) + 1);
  }
  let main: string | null = null;
  let most = 0;
  for (const [field, count] of counts) {
    const name = vocabulary.fields[field];
    if (main !== null && (count < most || (count === most && name > main))) continue;
    main = name;
    most = count;
  }
  return main;
}
