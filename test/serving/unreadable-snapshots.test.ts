/** A server whose folder of snapshots can't be read any more, and one that is started on it. */
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startServer } from '../../src/serving/server.js';
import { snapshotsDir } from '../../src/snapshot/layout.js';
import { openProvider } from '../../src/snapshot/provider.js';
import { paperRecord } from '../helpers/records.js';
import { servedCorpus } from '../helpers/served-corpus.js';

interface Fault {
  readonly happens: (folder: string) => void;
  readonly mended: (folder: string) => void;
  readonly said: RegExp;
}

const away = (folder: string): string => `${folder}-away`;
/** What lies in the folder's place, while the folder is away. */
const inItsPlace = (put: (folder: string) => void, said: RegExp): Fault => ({
  happens: (folder) => (renameSync(folder, away(folder)), put(folder)),
  mended: (folder) => (rmSync(folder), renameSync(away(folder), folder)),
  said,
});

const FAULTS: Readonly<Record<string, Fault>> = {
  'is a file': inItsPlace((folder) => writeFileSync(folder, ''), /snapshots\/current can't be read \(ENOTDIR: .*\): see that .*snapshots is the folder that it was$/),
  'is a link that leads nowhere': inItsPlace((folder) => symlinkSync('nowhere', folder), /snapshots\/current can't be read \(ENOENT: .*\): see that .*snapshots is the folder that it was$/),
  'may not be read': {
    happens: (folder) => chmodSync(folder, 0o000),
    mended: (folder) => chmodSync(folder, 0o700),
    said: /snapshots\/current can't be read \(EACCES: .*\): let the user who runs this read it and the folders above$/,
  },
};

// Root may read everything.
const skips = (name: string): boolean => name === 'may not be read' && process.getuid?.() === 0;

for (const [name, { happens, mended, said }] of Object.entries(FAULTS)) {
  describe.skipIf(skips(name))(`a folder of snapshots that ${name}`, () => {
    it('is named by /health/ready, while what was there before goes on being served', async () => {
      const { dataDir } = await servedCorpus([paperRecord('One', ['Ann Lee', 'Bo Ek'])]);
      const errors: string[] = [];
      const provider = await openProvider(dataDir, { pollMs: 20, retryMs: 20, threads: 1, onError: ({ message }) => errors.push(message) });
      const server = await startServer({ provider, port: 0, news: { provider, maxListeners: 1, maxListenersPerClient: 1 } });
      const ready = async () => {
        const response = await fetch(`${server.url}/health/ready`);
        return { status: response.status, ...((await response.json()) as { problem?: string; snapshot: string }) };
      };
      try {
        const before = await ready();
        expect(before).toEqual({ status: 'ready', snapshot: expect.any(String) as string, ageSeconds: expect.any(Number) as number });
        happens(snapshotsDir(dataDir));
        await expect.poll(async () => (await ready()).problem).toMatch(said);
        expect(await ready()).toMatchObject({ status: 'ready', snapshot: before.snapshot });
        expect(errors).toHaveLength(1);
        mended(snapshotsDir(dataDir));
        await expect.poll(async () => (await ready()).problem).toBeUndefined();
      } finally {
        await server.close();
        await provider.close();
      }
    });

    it('is no empty corpus to a server that is started', async () => {
      const { dataDir } = await servedCorpus([paperRecord('One', ['Ann Lee', 'Bo Ek'])]);
      happens(snapshotsDir(dataDir));
      await expect(openProvider(dataDir, { pollMs: 0, threads: 1 })).rejects.toThrow(said);
      mended(snapshotsDir(dataDir));
      await (await openProvider(dataDir, { pollMs: 0, threads: 1 })).close();
    });
  });
}

describe('a folder that is not there', () => {
  it('is that of a corpus into which nothing has been imported yet', async () => {
    const { dataDir } = await servedCorpus([paperRecord('One', ['Ann Lee'])]);
    rmSync(snapshotsDir(dataDir), { recursive: true });
    mkdirSync(join(dataDir, 'snapshots'));
    const provider = await openProvider(dataDir, { pollMs: 0, threads: 1 });
    expect(provider.acquire()).toBeNull();
    await provider.close();
  });
});
