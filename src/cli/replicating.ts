/** What commands and a server share that follow or fill a place of snapshots: its options, and what its failures mean. */
import { Option } from 'commander';
import { ReplicationError } from '../replication/errors.js';
import { shownAddress } from '../replication/server-words.js';
import type { Store, WritableStore } from '../replication/store.js';
import { storeAt, writableStoreAt } from '../replication/target.js';
import type { Waiting } from '../replication/waiting.js';
import { CliError, EXIT } from './errors.js';
import { printable } from './output.js';
import type { Progress } from './progress.js';

export function targetOption(): Option {
  return new Option('--endpoint <url>', 'the S3 server, such as https://s3.example.org; else $AWS_ENDPOINT_URL, else Amazon\'s');
}

/**
 * @param isNeeded whether a bucket is named that this process speaks to
 * @throws CliError where the option would mean nothing
 */
export function refuseEndpoint(endpoint: string | undefined, isNeeded: boolean, remedy = 'leave it out, or name a place such as s3://bucket/prefix'): void {
  if (endpoint === undefined || isNeeded) return;
  throw new CliError(`--endpoint ${shownAddress(endpoint)} names an S3 server, and nothing is asked of a bucket here: ${remedy}`, EXIT.usage);
}

/** Says on stderr what a store waits for. */
export function showWaiting(waiting: Waiting | undefined, progress: Progress): void {
  if (waiting === undefined) return;
  waiting.listener = (sentence) => {
    if (sentence !== null) progress.note(printable(sentence));
  };
}

/** A failure as that of a command; others as they are. */
export function asCommandError(error: unknown): unknown {
  if (!(error instanceof ReplicationError)) return error;
  return new CliError(error.message, error.fault === 'USAGE' ? EXIT.usage : error.fault === 'MISSING' ? EXIT.notFound : EXIT.failure);
}

/** @throws CliError */
export function openTarget(target: string, endpoint: string | undefined): Store {
  return opened(() => storeAt(target, { endpoint: endpoint ?? null, environment: process.env }));
}

/** @throws CliError */
export function openWritableTarget(target: string, endpoint: string | undefined, purpose: 'push' | 'list' | 'rollback'): WritableStore {
  return opened(() => writableStoreAt(target, { endpoint: endpoint ?? null, environment: process.env }, purpose));
}

function opened<T>(open: () => T): T {
  try {
    return open();
  } catch (error) {
    throw asCommandError(error);
  }
}

/** A whole number that an option gives; null where it is not given. @throws CliError */
export function countOf(option: string, given: string | undefined): number | null {
  if (given === undefined) return null;
  if (!/^\d{1,6}$/.test(given)) throw new CliError(`${option} is ${JSON.stringify(given)}, but must be a whole number of 0 or more`, EXIT.usage);
  return Number(given);
}

