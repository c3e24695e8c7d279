/** One folder for everything a test run writes, removed when the run ends. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default function setup(): () => void {
  const root = mkdtempSync(join(tmpdir(), 'coterie-tests-'));
  process.env['COTERIE_TEST_ROOT'] = root;
  return () => rmSync(root, { recursive: true, force: true });
}
