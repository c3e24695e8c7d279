/** The loaders of one request: everything that leaves memory is read through these, in batches. */
import { parsePaperId, parsePersonId } from '../../records/ids.js';
import type { LedgerEntry } from '../../records/record.js';
import type { AuthorDetails, AuthorRow, AuthorshipRow, PaperRow, RecordReader, Resolved } from '../../snapshot/types.js';
import { RowLoader } from './row-loader.js';

export interface Loaders {
  readonly authors: RowLoader<number, AuthorRow>;
  readonly authorDetails: RowLoader<number, AuthorDetails>;
  readonly papers: RowLoader<number, PaperRow>;
  readonly abstracts: RowLoader<number, string | null>;
  readonly authorships: RowLoader<number, AuthorshipRow[]>;
  /** By any form of an id; null where unknown. */
  readonly authorsById: RowLoader<string, Resolved | null>;
  readonly papersById: RowLoader<string, Resolved | null>;
  /** The whole ledger by id of entry: read when first asked for. */
  ledger(): ReadonlyMap<string, LedgerEntry>;
}

export function createLoaders(records: RecordReader): Loaders {
  let ledger: ReadonlyMap<string, LedgerEntry> | null = null;
  return {
    authors: new RowLoader((keys) => records.authors(keys)),
    authorDetails: new RowLoader((keys) => records.authorDetails(keys)),
    papers: new RowLoader((keys) => records.papers(keys)),
    abstracts: new RowLoader((keys) => records.abstracts(keys)),
    authorships: new RowLoader((keys) => records.authorships(keys)),
    authorsById: new RowLoader((ids) => byAnyId(ids, (keys) => records.authorsByPublicId(keys), parsePersonId, (keys) => records.authorsByExternalId(keys))),
    papersById: new RowLoader((ids) => byAnyId(ids, (keys) => records.papersByPublicId(keys), parsePaperId, (keys) => records.papersByExternalId(keys))),
    ledger: () => (ledger ??= new Map(records.ledger().map((entry) => [entry.id, entry]))),
  };
}

/**
 * Looks ids up as public ids first, whose spelling wins over a scheme's, then as external ones: one read where all are public
 * ids as answers have them, three at most.
 */
function byAnyId<E>(
  ids: readonly string[],
  byPublicId: (ids: readonly string[]) => Array<Resolved | null>,
  parse: (id: string) => E | null,
  byExternalId: (ids: readonly E[]) => Array<number | null>,
): Array<Resolved | null> {
  const results = ids.map((): Resolved | null => null);
  const bare = ids.map((id, i) => ({ i, id: id.trim() })).filter(({ id }) => /^\w+$/.test(id));
  const readPublic = (asked: ReadonlyArray<{ readonly i: number; readonly id: string }>): void => {
    if (asked.length > 0) byPublicId(asked.map(({ id }) => id)).forEach((found, j) => (results[asked[j].i] ??= found));
  };
  readPublic(bare);
  readPublic(bare.flatMap(({ i, id }) => (results[i] === null ? otherSpellings(id).map((spelling) => ({ i, id: spelling })) : [])));
  const external = ids.flatMap((id, i) => {
    const parsed = results[i] === null ? parse(id) : null;
    return parsed === null ? [] : [{ i, parsed }];
  });
  if (external.length > 0) {
    byExternalId(external.map(({ parsed }) => parsed)).forEach((index, j) => {
      if (index !== null) results[external[j].i] = { index, redirectedFrom: null };
    });
  }
  return results;
}

/** With the letter upper and the rest lower or upper case, where that is not as given: public ids are matched whatever their case. */
function otherSpellings(id: string): string[] {
  return [...new Set([id[0].toUpperCase() + id.slice(1).toLowerCase(), id.toUpperCase()])].filter((spelling) => spelling !== id);
}
