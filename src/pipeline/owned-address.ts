/**
 * Whose the tables at an address are. A lock on this machine keeps nobody away from a bucket, so that a mark lies there, as
 * a table of one row, since it is the engine that reads and writes at addresses.
 */
import { randomUUID } from 'node:crypto';
import { EngineError } from './engine.js';
import { WORK_FOLDER } from './own-folders.js';
import { isAddress } from './places.js';
import type { Workspace } from './workspace.js';

/** What engines say of a folder that is not there, or in which a table was begun and not ended. */
const NOTHING_THERE = /PATH_NOT_FOUND|UNABLE_TO_INFER_SCHEMA|No files found/;

/** The mark at the address of a run; a folder of this machine has its own (own-folders.ts), and none is made. */
export class OwnedAddress {
  readonly #work: Workspace;
  readonly #out: string;
  readonly #folder: string;

  constructor(work: Workspace, out: string) {
    this.#work = work;
    this.#out = out;
    this.#folder = `${out}/${WORK_FOLDER}/owner`;
  }

  /**
   * Marks the address as that of this run's state.
   * @param restarts whether what is there may be replaced, whosesoever it is
   * @throws RangeError where the tables there are of another state, EngineError
   */
  async claim(restarts: boolean): Promise<void> {
    if (!isAddress(this.#out)) return;
    const { dialect } = this.#work.engine;
    const mine = await this.#mine();
    const there = await this.#there();
    if (there === mine) return;
    if (there !== null && !restarts) throw new RangeError(`${this.#out} has tables that were made, or are being made, with another --state: name that folder, or another --out, or begin anew with --restart`);
    await this.#work.during('owner', () => this.#work.engine.run(dialect.writeParquet(`SELECT ${dialect.text(mine)} AS owner`, this.#folder)));
  }

  /** To be asked before the tables are said to be whole. @throws EngineError where another run has begun anew there meanwhile */
  async confirm(): Promise<void> {
    if (!isAddress(this.#out) || (await this.#there()) === (await this.#mine())) return;
    throw new EngineError(`${this.#out} was begun anew by another pipeline meanwhile, so that the tables are not one another's: name another --out, or begin anew with --restart when the other has ended`);
  }

  async #mine(): Promise<string> {
    const answer = await this.#work.remember('whose the address is', () => Promise.resolve({ owner: randomUUID() }));
    return String(answer?.['owner']);
  }

  async #there(): Promise<string | null> {
    const { engine } = this.#work;
    try {
      const [row] = await engine.rows(`SELECT owner FROM ${engine.dialect.parquetFolder(this.#folder)} AS mark`);
      return row === undefined ? null : String(row['owner']);
    } catch (error) {
      if (NOTHING_THERE.test((error as Error).message)) return null;
      throw error;
    }
  }
}
