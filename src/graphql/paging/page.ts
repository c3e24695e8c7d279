/** Cutting a page out of a list by Relay's arguments. */
import { badUserInput } from '../errors.js';
import type { PageInfo } from '../generated/resolvers.js';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../limits.js';
import { decodeCursor, encodeCursor } from './cursor.js';
import type { IndexList } from './index-list.js';

export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

export interface IndexPage {
  readonly snapshotId: string;
  readonly list: IndexList;
  /** The page's items, in the list's order. */
  readonly indices: readonly number[];
  /** Positions in the list of the page's first item and after its last one; both where the page would be when empty. */
  readonly from: number;
  readonly to: number;
}

/** A page size within its bounds. @throws GraphQLError BAD_USER_INPUT naming the argument */
export function pageSize(argument: string, value: number): number {
  if (value < 0 || value > MAX_PAGE_SIZE) {
    throw badUserInput(argument, value, `but a page has from 0 to ${MAX_PAGE_SIZE} items: ask for fewer and go on with "after" or "before"`);
  }
  return value;
}

/** A whole number within its bounds. @throws GraphQLError BAD_USER_INPUT naming the argument */
export function bounded(argument: string, value: number, low: number, high: number): number {
  if (!(value >= low && value <= high)) throw badUserInput(argument, value, `but must be from ${low} to ${high}`);
  return value;
}

/**
 * The page that the arguments ask for: forward by default, backward with `last`. O(page + items the filter passes
 * over), as a cursor's position is found at once.
 * @throws GraphQLError for sizes out of bounds, both directions at once, foreign cursors
 */
export function pageOf(snapshotId: string, list: IndexList, { first, after, last, before }: PageArguments): IndexPage {
  if (typeof first === 'number' && typeof last === 'number') {
    throw badUserInput('last', last, 'but "first" is given, too: give one of them');
  }
  const position = (argument: string, cursor: string) => {
    const found = list.positionOf(decodeCursor(snapshotId, list.key, cursor, argument));
    if (found < 0) throw badUserInput(argument, cursor, 'which is not in this list: give a cursor of this list, or none');
    return found;
  };
  const low = typeof after === 'string' ? position('after', after) + 1 : 0;
  const high = typeof before === 'string' ? position('before', before) : list.length;
  return typeof last === 'number'
    ? backward(snapshotId, list, low, high, pageSize('last', last))
    : forward(snapshotId, list, low, high, pageSize('first', first ?? DEFAULT_PAGE_SIZE));
}

function forward(snapshotId: string, list: IndexList, low: number, high: number, size: number): IndexPage {
  const indices: number[] = [];
  let position = low;
  for (; position < high && indices.length < size; position++) {
    const index = list.at(position);
    if (list.accepts === null || list.accepts(index)) indices.push(index);
  }
  return { snapshotId, list, indices, from: low, to: position };
}

function backward(snapshotId: string, list: IndexList, low: number, high: number, size: number): IndexPage {
  const indices: number[] = [];
  let position = high;
  while (position > low && indices.length < size) {
    position -= 1;
    const index = list.at(position);
    if (list.accepts === null || list.accepts(index)) indices.push(index);
  }
  return { snapshotId, list, indices: indices.toReversed(), from: position, to: high };
}

export function cursorOf(page: Pick<IndexPage, 'snapshotId' | 'list'>, index: number): string {
  return encodeCursor(page.snapshotId, page.list.key, index);
}

function anyAccepted(list: IndexList, from: number, to: number): boolean {
  if (list.accepts === null) return to > from;
  for (let position = from; position < to; position++) if (list.accepts(list.at(position))) return true;
  return false;
}

/** Exact both ways, whichever direction was paged in. */
export function pageInfo(page: IndexPage): PageInfo {
  const { list, indices, from, to } = page;
  const last = indices.at(-1);
  return {
    hasNextPage: anyAccepted(list, to, list.length),
    hasPreviousPage: anyAccepted(list, 0, from),
    startCursor: indices.length > 0 ? cursorOf(page, indices[0]) : null,
    endCursor: last === undefined ? null : cursorOf(page, last),
  };
}
