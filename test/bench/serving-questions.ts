/** What the serving benchmark asks, and whom: the author with most collaborators of a generated corpus. */
import type { RequestContext } from '../../src/graphql/context.js';

/** A request that is sent again and again. */
export interface Question {
  readonly name: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Author metrics of the reference query: counts, strengths, citations, and places in the graph. */
const FIVE = ['DEGREE', 'STRENGTH', 'H_INDEX', 'PAGERANK', 'CORE_NUMBER'] as const;

const REFERENCE = `query Reference($id: ID!) {
  author(id: $id) {
    id
    displayName
    collaborators(first: 50) {
      edges { paperCount strength node { id displayName ${FIVE.map((id, at) => `m${at}: metric(id: ${id}) { value }`).join(' ')} } }
    }
  }
}`;

const SMALL = 'query Small($id: ID!) { author(id: $id) { id displayName paperCount } }';

const PAPERS = `query Papers {
  papers(first: 25) {
    totalCount
    nodes { id title publicationYear venue citedByCount authors(first: 10) { nodes { id displayName } } }
  }
}`;

/** The questions about one author. */
export function questionsAbout(id: string): Question[] {
  return [
    { name: 'reference', query: REFERENCE, variables: { id } },
    { name: 'small', query: SMALL, variables: { id } },
    { name: 'papers', query: PAPERS, variables: {} },
  ];
}

/** Public id of the author with most collaborators, and their number. */
export function mostConnected({ snapshot }: RequestContext): { id: string; collaborators: number } {
  const { authorOffsets, authorPapers, paperOffsets, paperAuthors, authorCount } = snapshot.incidence;
  let best = { index: 0, collaborators: -1 };
  for (let index = 0; index < authorCount; index++) {
    const met = new Set<number>();
    for (const paper of authorPapers.subarray(authorOffsets[index], authorOffsets[index + 1])) {
      for (const other of paperAuthors.subarray(paperOffsets[paper], paperOffsets[paper + 1])) if (other !== index) met.add(other);
    }
    if (met.size > best.collaborators) best = { index, collaborators: met.size };
  }
  return { id: snapshot.records.authors([best.index])[0].id, collaborators: best.collaborators };
}
