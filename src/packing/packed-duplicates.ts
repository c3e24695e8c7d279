/** Authors of packed tables who may be one person: found as an import finds them, where memory holds their names. */
import type { Incidence } from '../graph/types.js';
import { findPossibleDuplicates, type NamedAuthor } from '../snapshot/possible-duplicates.js';
import type { RecordsWriter } from '../snapshot/records-writer.js';
import type { Vocabulary } from '../snapshot/types.js';

/** Authors who are compared: their names and profiles are held meanwhile, a kilobyte or two each. Of more none are, which the snapshot then says. */
const MOST_COMPARED = 1_000_000;

/** An author of the tables as it is compared. */
export interface ComparedAuthor extends NamedAuthor {
  /** Public id. */
  readonly id: string;
  /** Public ids of those from whom a curator of the corpus told the author apart. */
  readonly distinctFrom: readonly string[];
  readonly isGroup: boolean;
}

/** Gathers authors, in their order, and finds the duplicates among them. Memory: their names and ids, or nothing where they are too many. */
export class PackedDuplicates {
  readonly #authors: ComparedAuthor[] = [];
  readonly #isSought: boolean;

  constructor(readonly authorCount: number, readonly mostCompared = MOST_COMPARED) {
    this.#isSought = authorCount <= mostCompared;
  }

  add(author: ComparedAuthor): void {
    if (this.#isSought) this.#authors.push(author);
  }

  /** Writes the pairs, or why there are none. O(authors + authorships) and the pairs of namesakes. */
  write(records: RecordsWriter, incidence: Incidence, { venues, fields }: Vocabulary, onProgress: (share: number) => void): void {
    if (!this.#isSought) {
      records.noPossibleDuplicates(`Possible duplicates are not sought among more than ${this.mostCompared.toLocaleString('en')} authors of a packed snapshot, and this one has ${this.authorCount.toLocaleString('en')}.`);
      return;
    }
    const authorAt = (author: number): ComparedAuthor => this.#authors[author];
    const areDistinct = (a: number, b: number): boolean => authorAt(a).distinctFrom.includes(authorAt(b).id) || authorAt(b).distinctFrom.includes(authorAt(a).id);
    records.possibleDuplicates(findPossibleDuplicates({ authorCount: this.authorCount, authorAt, incidence, venues, fields, areDistinct, isGroup: (author) => authorAt(author).isGroup, onProgress }));
  }
}
