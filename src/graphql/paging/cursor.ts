/**
 * Opaque cursors. A cursor names an item of a list by the snapshot, the list (what it lists, in which order) and the
 * item's index. The order's key values need not be in it: a snapshot never changes, so they follow from the index,
 * and the index also breaks ties. That makes a cursor small, exact, and useless in any other snapshot.
 */
import { createHash } from 'node:crypto';
import { badUserInput, cursorExpired } from '../errors.js';

/** Characters of the snapshot's id that a cursor carries: enough to tell snapshots of one corpus apart. */
const SNAPSHOT_PREFIX = 16;

/** A short name of a list: equal for equal descriptions. */
export function listKey(description: string): string {
  return createHash('sha1').update(description).digest('base64url').slice(0, 10);
}

export function encodeCursor(snapshotId: string, list: string, index: number): string {
  return Buffer.from(`${snapshotId.slice(0, SNAPSHOT_PREFIX)}|${list}|${index}`).toString('base64url');
}

/**
 * The index in a cursor of this list.
 * @throws GraphQLError CURSOR_EXPIRED for another snapshot's cursor, BAD_USER_INPUT for another list's or no cursor
 */
export function decodeCursor(snapshotId: string, list: string, cursor: string, argument: string): number {
  const parts = /^([^|]+)\|([\w-]+)\|(\d{1,10})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (!parts) throw badUserInput(argument, cursor, 'which is no cursor: give one that an answer contained');
  const [, snapshot, madeFor, index] = parts;
  if (snapshot !== snapshotId.slice(0, SNAPSHOT_PREFIX)) throw cursorExpired(argument);
  if (madeFor !== list) {
    throw badUserInput(argument, cursor, 'which belongs to another list or order: give a cursor of this list, or none');
  }
  return Number(index);
}
