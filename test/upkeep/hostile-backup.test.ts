/** A backup from anybody: whatever it names and says, one sentence, nothing read outside of it, and nothing left. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { checksumOf, type Backup } from '../../src/upkeep/backup-manifest.js';
import { makeBackup, restoreBackup } from '../../src/upkeep/backup.js';
import { copyOf, wholeData } from '../helpers/broken-data.js';

let sound: string;
let said: Omit<Backup, 'checksum'>;
beforeAll(async () => {
  const { dataDir } = await wholeData();
  sound = join(dirname(dataDir), 'backup');
  await makeBackup(dataDir, sound);
  const { checksum: _, ...rest } = JSON.parse(readFileSync(join(sound, 'backup.json'), 'utf8')) as Backup;
  said = rest;
}, 60_000);

const aboutText = (text: string) => ({ bytes: text.length, sha256: createHash('sha256').update(text).digest('hex') });
const without = (name: string) => Object.fromEntries(Object.entries(said.files).filter(([each]) => each !== name));

it('is refused', async () => {
  const backup = copyOf(sound);
  const target = join(dirname(backup), 'restored');
  const says = (change: object) => {
    const changed = { ...said, ...change };
    writeFileSync(join(backup, 'backup.json'), JSON.stringify({ ...changed, checksum: checksumOf(changed) }));
  };
  const names = (name: string) => says({ files: { ...said.files, [name]: aboutText('secret') } });
  const outside = join(dirname(backup), 'outside');
  mkdirSync(outside);
  writeFileSync(join(outside, 'secret'), 'secret');
  for (const [breaking, sentence] of [
    [() => { execFileSync('mkfifo', [join(backup, 'pipe')]); names('pipe'); }, /pipe is no regular file/],
    [() => { mkdirSync(join(backup, 'folder')); names('folder'); }, /folder is no regular file/],
    [() => { symlinkSync(join(outside, 'secret'), join(backup, 'file')); names('file'); }, /file is a link, which no backup holds/],
    [() => { symlinkSync(outside, join(backup, 'way')); names('way/secret'); }, /way is a link/],
    [() => { names('corpus.sqlite/below'); }, /corpus\.sqlite is no folder/],
    ...['../outside/secret', '/etc/passwd', 'a//b', '', './a', 'a\\b', 'a\0b', 'backup.json'].map((name) => [() => names(name), /names ".*", which lies outside the backup/] as const),
    [() => says({ files: {} }), /names no corpus\.sqlite/],
    [() => says({ files: without('snapshots/current') }), /names no snapshots\/current/],
    [() => says({ formatVersion: 'abc' }), /has "abc" as its formatVersion/],
    [() => says({ formatVersion: undefined }), /has nothing as its formatVersion/],
    [() => says({ files: [] }), /has no object of files/],
    [() => says({ files: { 'corpus.sqlite': null } }), /gives no bytes and sha256 of "corpus\.sqlite"/],
    [() => says({ snapshot: '../../etc' }), /has "\.\.\/\.\.\/etc" as its snapshot/],
    [() => says({ madeAt: 7 }), /has 7 as madeAt/],
    ...['null', '7', '"text"', '[]', '{'].map((text) => [() => writeFileSync(join(backup, 'backup.json'), text), /backup\.json (?:can't be read|holds no object)/] as const),
    [() => { rmSync(join(backup, 'backup.json')); execFileSync('mkfifo', [join(backup, 'backup.json')]); }, /backup\.json can't be read \(.*no regular file/],
    [() => { writeFileSync(join(backup, 'corpus.sqlite'), 'garbage'); says({ files: { ...said.files, 'corpus.sqlite': aboutText('garbage') } }); }, /what .* holds is not sound: .*corpus\.sqlite/],
  ] as const) {
    rmSync(backup, { recursive: true });
    cpSync(sound, backup, { recursive: true });
    breaking();
    await expect(restoreBackup(backup, target)).rejects.toThrow(sentence);
    expect(readdirSync(dirname(backup)).toSorted()).toEqual(['data', 'outside']);
  }
  renameSync(outside, `${outside}-gone`);
  await restoreBackup(sound, target);
  expect(existsSync(join(target, 'corpus.sqlite'))).toBe(true);
}, 120_000);
