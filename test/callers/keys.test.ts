/** Keys: what is kept of them, when they are let in, and what becomes of them when their file is not sound. */
import { chownSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clientOf, networkOf, reaches } from '../../src/callers/caller.js';
import { commandLineActor } from '../../src/callers/audit-entry.js';
import { AuditLog } from '../../src/callers/audit-log.js';
import { isWellFormedKey, makeKey } from '../../src/callers/key.js';
import { addKey, keysPath, readKeys, revokeKey, stateOf } from '../../src/callers/key-file.js';
import { KeyRing } from '../../src/callers/key-ring.js';
import { tempDir } from '../helpers/temp-dir.js';

const before = (): void => undefined;
const NEVER = { expiresAt: null } as const;

describe('files that root makes in the directory of another', () => {
  it.runIf(process.getuid?.() === 0)('belong to whoever owns the directory, so that a server of that user can go on', () => {
    const dataDir = tempDir();
    chownSync(dataDir, 4_321, 4_322);
    addKey(dataDir, { name: 'ines', role: 'READER', ...NEVER }, before);
    new AuditLog(dataDir).append({ actor: commandLineActor(), action: 'KEY_MADE', outcome: 'DONE', details: {} });
    const names = readdirSync(dataDir);
    expect(names).toEqual(expect.arrayContaining(['audit.jsonl', 'audit.lock', 'audit.pid', 'keys.json', 'keys.lock', 'keys.pid']));
    for (const name of names) expect([name, statSync(join(dataDir, name)).uid, statSync(join(dataDir, name)).gid]).toEqual([name, 4_321, 4_322]);
  });
});

describe('a key', () => {
  it('is known by its beginning, and a slip in it by its checksum', () => {
    const key = makeKey();
    expect(key).toMatch(/^coterie_[0-9a-f]{72}$/);
    expect(isWellFormedKey(key)).toBe(true);
    const slip = key[20] === 'a' ? 'b' : 'a';
    expect([isWellFormedKey(`${key.slice(0, 20)}${slip}${key.slice(21)}`), isWellFormedKey(key.slice(0, -1)), isWellFormedKey(`${key}0`)]).toEqual([false, false, false]);
  });

  it('is found until it is revoked, from one request to the next, and stands nowhere in the data directory', () => {
    const dataDir = tempDir();
    const ring = new KeyRing(dataDir);
    expect([ring.hasKeys, ring.find(makeKey()).kind]).toEqual([false, 'UNKNOWN']);
    const { key, stored } = addKey(dataDir, { name: 'zofia', role: 'CURATOR', ...NEVER }, before);
    const other = addKey(dataDir, { name: 'ines', role: 'READER', ...NEVER }, before);
    expect(ring.find(key)).toEqual({ kind: 'VALID', key: expect.objectContaining({ id: stored.id, name: 'zofia', role: 'CURATOR' }) });
    for (const name of readdirSync(dataDir)) expect([name, readFileSync(join(dataDir, name), 'latin1').includes(key.slice(8))]).toEqual([name, false]);
    expect(statSync(keysPath(dataDir)).mode & 0o777).toBe(0o600);

    expect(revokeKey(dataDir, 'zofia', before)).toMatchObject({ isNew: true, stored: { id: stored.id } });
    expect([ring.find(key).kind, ring.find(other.key).kind]).toEqual(['REVOKED', 'VALID']);
    expect(revokeKey(dataDir, stored.id, before).isNew).toBe(false);
  });

  it('expires at its instant', () => {
    const stored = addKey(tempDir(), { name: 'x', role: 'READER', expiresAt: '2031-01-31T00:00:00.000Z' }, before).stored;
    const instant = Date.parse('2031-01-31T00:00:00.000Z');
    expect([stateOf(stored, instant - 1), stateOf(stored, instant)]).toEqual(['VALID', 'EXPIRED']);
  });

  it('is not made where its name is taken or can\'t be shown, nor where the change can\'t be written down', () => {
    const dataDir = tempDir();
    addKey(dataDir, { name: 'zofia', role: 'READER', ...NEVER }, before);
    expect(() => addKey(dataDir, { name: 'zofia', role: 'ADMIN', ...NEVER }, before)).toThrow('holds already');
    expect(() => addKey(dataDir, { name: 'a\u0007', role: 'ADMIN', ...NEVER }, before)).toThrow('visible characters');
    expect(() => revokeKey(dataDir, 'nobody', before)).toThrow('keys list');
    const refuse = (): never => {
      throw new Error('no log');
    };
    expect(() => addKey(dataDir, { name: 'ines', role: 'ADMIN', ...NEVER }, refuse)).toThrow('no log');
    expect(() => revokeKey(dataDir, 'zofia', refuse)).toThrow('no log');
    expect(readKeys(dataDir).map(({ name, revokedAt }) => [name, revokedAt])).toEqual([['zofia', null]]);
    revokeKey(dataDir, 'zofia', before);
    expect(addKey(dataDir, { name: 'zofia', role: 'READER', ...NEVER }, before).stored.name).toBe('zofia');
  });

  it.each([
    ['{"formatVersion":1,"keys":[{"id":"00', 'not JSON'],
    ['{"formatVersion":1,"keys":[{"id":"00"}]}', 'key 1 in it is none'],
    ['[]', 'no list of keys'],
    ['{"formatVersion":2,"keys":[]}', 'has format 2, this program reads format 1'],
  ])('lets nobody in by a file that is %s', (text, words) => {
    const dataDir = tempDir();
    const { key } = addKey(dataDir, { name: 'zofia', role: 'ADMIN', ...NEVER }, before);
    const sound = readFileSync(keysPath(dataDir));
    const faults: string[] = [];
    const ring = new KeyRing(dataDir, { onFault: (sentence) => faults.push(sentence) });
    expect(ring.find(key).kind).toBe('VALID');
    writeFileSync(keysPath(dataDir), text);
    expect([ring.find(key).kind, ring.find(key).kind, ring.hasKeys]).toEqual(['UNREADABLE', 'UNREADABLE', true]);
    expect(faults).toEqual([expect.stringContaining(words)]);
    expect(() => addKey(dataDir, { name: 'x', role: 'READER', ...NEVER }, before)).toThrow(words);
    expect(readFileSync(keysPath(dataDir), 'utf8')).toBe(text);
    writeFileSync(keysPath(dataDir), sound);
    expect(ring.find(key).kind).toBe('VALID');
    rmSync(keysPath(dataDir));
    expect(ring.find(key).kind).toBe('UNKNOWN');
  });
});

describe('a caller', () => {
  it('may what its role and those below may', () => {
    expect([reaches('CURATOR', 'READER'), reaches('CURATOR', 'CURATOR'), reaches('CURATOR', 'ADMIN'), reaches(null, 'READER')]).toEqual([true, true, false, false]);
  });

  it('is one client by its key, else by its address, of IPv6 by the first 64 bits', () => {
    expect([networkOf('192.0.2.7'), networkOf('2001:db8:1:2:3:4:5:6'), networkOf('2001:db8:1:2::9'), networkOf('2001:0db8::1'), networkOf('::1'), networkOf('fe80::1%eth0')])
      .toEqual(['192.0.2.7', '2001:db8:1:2::/64', '2001:db8:1:2::/64', '2001:db8:0:0::/64', '0:0:0:0::/64', 'fe80:0:0:0::/64']);
    const caller = { kind: 'KEY', id: '12345678', name: 'x', role: 'READER', address: '192.0.2.7' } as const;
    expect([clientOf(caller), clientOf({ ...caller, kind: 'ANONYMOUS', id: null })]).toEqual(['key 12345678', 'address 192.0.2.7']);
  });
});
