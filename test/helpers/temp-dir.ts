import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A fresh directory, removed with all others when the test run ends (temp-root.ts). */
export function tempDir(): string {
  return mkdtempSync(join(process.env['COTERIE_TEST_ROOT'] ?? tmpdir(), 'coterie-test-'));
}
