/** What goes wrong between a data directory and the place that its snapshots are pushed to or fetched from. */

/**
 * USAGE: the target or the data directory is none that can be meant; MISSING: what was asked for is not there; DENIED: the
 * credentials don't do; UNREACHABLE: nobody answers, or not in time; DAMAGED: bytes are not those that the manifest
 * describes; NO_ROOM: the disk is full.
 */
export type ReplicationFault = 'USAGE' | 'MISSING' | 'DENIED' | 'UNREACHABLE' | 'DAMAGED' | 'NO_ROOM' | 'FAILED';

/** One sentence: what failed, where, and what to do. */
export class ReplicationError extends Error {
  override readonly name = 'ReplicationError';

  constructor(
    readonly fault: ReplicationFault,
    message: string,
    /** The sentence as strangers may read it, where a server's own words stand in it. */
    readonly publicly: string = message,
  ) {
    super(message);
  }

  /** What failed, without what to do. */
  get brief(): string {
    return this.message.replace(/: (?!.*\)).*$/, '');
  }
}

/** Something that a snapshot needs is not in the store: it may have been replaced and removed meanwhile. */
export class GoneError extends ReplicationError {
  constructor(message: string) {
    super('DAMAGED', message);
  }
}

/** A snapshot that is whole, and of another format than this program's. */
export class OtherFormatError extends ReplicationError {
  constructor(message: string) {
    super('FAILED', message);
  }
}

/** An answer that ended before its end. */
export class BrokenOffError extends ReplicationError {
  constructor(title: string, reason: string) {
    super('UNREACHABLE', `${title} broke off in the middle of an answer (${reason}): run the same command again, which goes on where it was`);
  }
}

export function isUnreachable(error: unknown): error is ReplicationError {
  return error instanceof ReplicationError && error.fault === 'UNREACHABLE';
}
