import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { placeAsNew } from '../../src/cli/exporting/place-file.js';
import { Writing } from '../../src/cli/exporting/target.js';
import { tempDir } from '../helpers/temp-dir.js';

/** How a file system without hard links answers (FAT, some network shares). */
function noLinks(): never {
  throw Object.assign(new Error('operation not permitted'), { code: 'EPERM' });
}

describe.each([['with hard links', undefined], ['without', noLinks]])('a file that is to be new, %s', (_name, link) => {
  it('comes under its name whole, and leaves nothing beside it', () => {
    const dir = tempDir();
    const [partial, name] = [path.join(dir, 'partial'), path.join(dir, 'name')];
    writeFileSync(partial, 'whole');
    expect(placeAsNew(partial, name, link)).toBe(true);
    expect([readFileSync(name, 'utf8'), existsSync(partial)]).toEqual(['whole', false]);
  });

  it('leaves what has the name already', () => {
    const dir = tempDir();
    const [partial, name] = [path.join(dir, 'partial'), path.join(dir, 'name')];
    writeFileSync(partial, 'whole');
    writeFileSync(name, 'mine');
    expect(placeAsNew(partial, name, link)).toBe(false);
    expect([readFileSync(name, 'utf8'), readFileSync(partial, 'utf8')]).toEqual(['mine', 'whole']);
  });
});

it('of several files none comes, where one has come to be meanwhile', async () => {
  const dir = tempDir();
  const writing = new Writing(false);
  async function* text() { yield await Promise.resolve('ours'); }
  for (const name of ['nodes.csv', 'edges.csv']) await writing.write(path.join(dir, name), text());
  writeFileSync(path.join(dir, 'edges.csv'), 'mine');
  expect(() => writing.finish()).toThrow('edges.csv exists already');
  writing.abandon();
  expect([existsSync(path.join(dir, 'nodes.csv')), readFileSync(path.join(dir, 'edges.csv'), 'utf8')]).toEqual([false, 'mine']);
});
