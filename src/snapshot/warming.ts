/** A few look-ups of a snapshot before it is served: the first reader finds its pages read, and what can't answer is not served at all. */
import type { Snapshot } from './types.js';

/** Authors and papers of each look-up. */
const ROWS = 25;

/** Reads what most questions begin with. O(1) in the size of the corpus. @throws whatever a look-up throws */
export function warm({ records, search, incidence, manifest }: Snapshot): void {
  const { authorCount, paperCount, authorOffsets, authorPapers } = incidence;
  const authors = records.authors(spread(authorCount));
  const papers = records.papers(spread(paperCount));
  records.authorDetails(authors.slice(0, 1).map(({ index }) => index));
  const [author] = authors;
  const [paper] = papers;
  if (author !== undefined) {
    requireThat(records.authorsByPublicId([author.id])[0]?.index === author.index, manifest.id, `the author ${author.id} is not found by this id`);
    records.authorships([...authorPapers.subarray(authorOffsets[author.index], authorOffsets[author.index + 1])].slice(0, ROWS));
    search.authors(author.displayName, { limit: ROWS });
  }
  if (paper !== undefined) {
    requireThat(records.papersByPublicId([paper.id])[0]?.index === paper.index, manifest.id, `the paper ${paper.id} is not found by this id`);
    records.abstracts([paper.index]);
    search.papers(paper.title, { limit: ROWS });
  }
}

/** Indices all over what there is, the first and the last among them. */
function spread(count: number): number[] {
  const wanted = Math.min(count, ROWS);
  return Array.from({ length: wanted }, (_, at) => (wanted === 1 ? 0 : Math.floor((at * (count - 1)) / (wanted - 1))));
}

function requireThat(holds: boolean, id: string, sentence: string): void {
  if (!holds) throw new Error(`the snapshot ${id} does not answer (${sentence}): run \`coterie verify\``);
}
