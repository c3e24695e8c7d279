/** The operations guide's table of settings is that of the program. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withSettingsTable } from '../../.ci/settings-table.js';
import { readSettingsFile } from '../../src/settings/sources.js';
import { ALL_SETTINGS, effectiveSettings } from '../../src/settings/table.js';

const README = readFileSync('README.md', 'utf8');

it('has every setting with its default (else: npm run settings-table)', () => {
  expect(README).toBe(withSettingsTable(README));
});

it('shows settings files that can be used, for the port that nginx asks', () => {
  const files = [...README.matchAll(/cat > (\S+\.yaml) <<'END'\n([^]*?)END\n/g)];
  expect(files.length).toBeGreaterThan(0);
  const [[, , text]] = files;
  const folder = mkdtempSync(join(tmpdir(), 'readme-'));
  const path = join(folder, 'coterie.yaml');
  writeFileSync(path, text);
  try {
    const { settings } = effectiveSettings(new Map(), {}, readSettingsFile(path, {}, ALL_SETTINGS));
    expect(README).toContain(`server 127.0.0.1:${settings.port};`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
