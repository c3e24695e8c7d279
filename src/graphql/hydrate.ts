/** From indices to parents: one batched read per level of a query. */
import type { AuthorRow, Resolved } from '../snapshot/types.js';
import type { RequestContext } from './context.js';
import { whenLoaded } from './loaders/row-loader.js';
import type { AuthorParent, PaperParent } from './parents.js';

export function authorsAt(context: RequestContext, indices: readonly number[]): AuthorParent[] | Promise<AuthorParent[]> {
  return whenLoaded(context.loaders.authors.loadMany(indices), (rows) =>
    rows.map((row) => authorOf(row, null)),
  );
}

/** With the fields that nearly all ask for, so that these are read without a resolver. */
function authorOf(row: AuthorRow, redirectedFrom: string | null): AuthorParent {
  return { kind: 'author', index: row.index, id: row.id, displayName: row.displayName, row, redirectedFrom };
}

export function authorAt(context: RequestContext, { index, redirectedFrom }: Resolved): AuthorParent | Promise<AuthorParent> {
  return whenLoaded(context.loaders.authors.load(index), (row) => authorOf(row, redirectedFrom));
}

export function papersAt(context: RequestContext, indices: readonly number[]): PaperParent[] | Promise<PaperParent[]> {
  return whenLoaded(context.loaders.papers.loadMany(indices), (rows) =>
    rows.map((row) => ({ kind: 'paper' as const, index: row.index, row, redirectedFrom: null })),
  );
}

export function paperAt(context: RequestContext, { index, redirectedFrom }: Resolved): PaperParent | Promise<PaperParent> {
  return whenLoaded(context.loaders.papers.load(index), (row) => ({ kind: 'paper' as const, index, row, redirectedFrom }));
}
