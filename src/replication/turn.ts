/** Which of several processes fetches for a data directory: two servers may share one, and each may have been told to follow. */
import { FollowLockedError, lockFollowing, type Lock } from '../corpus/lock.js';
import { ReplicationError } from './errors.js';
import { expectReplica, explained } from './pull.js';

export class Turn {
  readonly #dataDir: string;
  readonly #target: string;
  readonly #say: (sentence: string) => void;
  #lock: Lock | null = null;
  /** Who fetches instead, as it was told. */
  #told: string | null = null;

  /** @param say hears once who fetches instead, and once that this process does so now */
  constructor(dataDir: string, target: string, say: (sentence: string) => void) {
    this.#dataDir = dataDir;
    this.#target = target;
    this.#say = say;
  }

  /** Whether this process is the one; once it is, it is so until the end. @throws ReplicationError where the directory is none for a replica, or another target fills it */
  isOurs(): boolean {
    if (this.#lock !== null) return true;
    expectReplica(this.#dataDir);
    try {
      this.#lock = lockFollowing(this.#dataDir, this.#target);
    } catch (error) {
      if (!(error instanceof FollowLockedError)) throw explained(error, this.#dataDir);
      if (error.target !== null && error.target !== this.#target) throw new ReplicationError('USAGE', `${error.message}, and this one is to follow ${this.#target}: one directory has the snapshots of one target, name another with --data`);
      if (this.#told !== error.message) this.#say(`${error.message} already: it alone fetches, and this one takes over when it ends`);
      this.#told = error.message;
      return false;
    }
    if (this.#told !== null) this.#say(`the process that followed ${this.#target} for ${this.#dataDir} has ended: this one fetches now`);
    return true;
  }

  end(): void {
    this.#lock?.release();
  }
}
