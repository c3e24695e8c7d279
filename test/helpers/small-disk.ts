/** A disk that can really be full: a small file system in memory. Needs the right to mount one. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll } from 'vitest';
import { tempDir } from './temp-dir.js';

export interface SmallDisk {
  /** A folder. */
  readonly path: string;
  /** Whether it is a disk of its own: nothing can be tried where it is not. */
  readonly isMounted: boolean;
  /** Leaves so many bytes free. */
  readonly leave: (bytes: number) => void;
  /** Gives back all room that was taken for that. */
  readonly makeRoom: () => void;
}

/** To be called at the top of a test file, which unmounts it at its end. @param isReadOnly whether nothing can be written to it at all */
export function smallDisk(bytes: number, isReadOnly = false): SmallDisk {
  const disk = path.join(tempDir(), 'disk');
  mkdirSync(disk);
  const isMounted = process.platform === 'linux' && spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}${isReadOnly ? ',ro' : ''}`, 'tmpfs', disk], { timeout: 10_000 }).status === 0;
  afterAll(() => {
    if (isMounted) spawnSync('umount', ['-l', disk]);
  });
  const filler = path.join(disk, 'filler');
  const makeRoom = (): void => rmSync(filler, { force: true });
  return {
    path: disk,
    isMounted,
    makeRoom,
    leave(left) {
      makeRoom();
      const { bavail, bsize } = statfsSync(disk);
      writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - left)));
    },
  };
}
