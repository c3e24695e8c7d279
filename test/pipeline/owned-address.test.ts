/** Two runs with states of their own do not write to one address, though no lock of this machine is there. */
import { expect, it } from 'vitest';
import { SPARK } from '../../src/pipeline/dialect.js';
import { EngineError, type SqlEngine } from '../../src/pipeline/engine.js';
import { OwnedAddress } from '../../src/pipeline/owned-address.js';
import { Workspace } from '../../src/pipeline/workspace.js';
import { tempDir } from '../helpers/temp-dir.js';

const OUT = 's3a://library/tables';

/** Knows one table, of one row, at each folder that was written. */
class MarkEngine implements SqlEngine {
  readonly dialect = SPARK;
  readonly marks = new Map<string, string>();
  run(statement: string): Promise<void> {
    const owner = /SELECT '([^']+)' AS owner/.exec(statement)?.[1];
    const folder = /s3a:[^`'" ]+owner/.exec(statement)?.[0];
    if (owner !== undefined && folder !== undefined) this.marks.set(folder, owner);
    return Promise.resolve();
  }
  rows(query: string): Promise<readonly Readonly<Record<string, string>>[]> {
    const folder = /s3a:[^`'" ]+owner/.exec(query)?.[0] ?? '';
    const owner = this.marks.get(folder);
    return owner === undefined ? Promise.reject(new EngineError(`[PATH_NOT_FOUND] Path does not exist: ${folder}. SQLSTATE: 42K03`)) : Promise.resolve([{ owner }]);
  }
  close(): Promise<void> {
    return Promise.resolve();
  }
}

const ownedBy = (engine: SqlEngine, stateDir: string, out = OUT): OwnedAddress => new OwnedAddress(new Workspace(engine, [], { out, stateDir, fingerprint: 'same' }), out);

it('is refused to another state, whole or not, and kept for its own when it goes on', async () => {
  const engine = new MarkEngine();
  const [mine, other] = [tempDir(), tempDir()];
  await ownedBy(engine, mine).claim(false);
  expect([...engine.marks.keys()]).toEqual([`${OUT}/work/owner`]);
  await expect(ownedBy(engine, other).claim(false)).rejects.toThrow(new RangeError(`${OUT} has tables that were made, or are being made, with another --state: name that folder, or another --out, or begin anew with --restart`));
  const resumed = ownedBy(engine, mine);
  await resumed.claim(false);
  await resumed.confirm();
});

it('is taken by --restart, which the run before notices before it says that its tables are whole', async () => {
  const engine = new MarkEngine();
  const first = ownedBy(engine, tempDir());
  await first.claim(false);
  const second = ownedBy(engine, tempDir());
  await second.claim(true);
  await second.confirm();
  await expect(first.confirm()).rejects.toThrow(`${OUT} was begun anew by another pipeline meanwhile`);
});

it('is not taken for free where it can\'t be read', async () => {
  const engine = new MarkEngine();
  engine.rows = () => Promise.reject(new EngineError('Spark failed: Access Denied'));
  await expect(ownedBy(engine, tempDir()).claim(true)).rejects.toThrow('Access Denied');
  expect(engine.marks.size).toBe(0);
});

it('is no matter of a folder on this machine', async () => {
  const engine = new MarkEngine();
  const owned = ownedBy(engine, tempDir(), '/somewhere/tables');
  await owned.claim(false);
  await owned.confirm();
  expect(engine.marks.size).toBe(0);
});
