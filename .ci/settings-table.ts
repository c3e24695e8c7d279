/** Writes the table of settings in README.md from src/settings/table.ts: `npm run settings-table` after adding or changing one. */
import { readFileSync, writeFileSync } from 'node:fs';
import { argv } from 'node:process';
import { DEFAULT_DATA_DIR } from '../src/cli/corpus.js';
import { ALL_SETTINGS, DATA_SETTING } from '../src/settings/table.js';
import type { Setting } from '../src/settings/setting.js';

const HEAD = '| setting | default | what |\n|---|---|---|\n';

function row(setting: Setting): string {
  const { name, variable, default: standard, kind, about, isSecret } = setting;
  const own = `COTERIE_${name.toUpperCase().replaceAll('-', '_')}`;
  const names = isSecret === true ? `$${variable}` : variable === own ? name : `${name}\`, \`$${variable}`;
  const value = setting === DATA_SETTING ? DEFAULT_DATA_DIR : kind.write(standard);
  return `| \`${names}\` | ${value} | ${about.replaceAll('|', '\\|')} |\n`;
}

/** All settings as a table in Markdown. */
export const settingsTable = (): string => HEAD + ALL_SETTINGS.map(row).join('');

/** The README with that table in the place of the one it has. @throws Error where it has none */
export function withSettingsTable(readme: string): string {
  const start = readme.indexOf(HEAD);
  if (start < 0) throw new Error(`README.md has no table that begins with "${HEAD.split('\n')[0]}"`);
  const end = readme.indexOf('\n\n', start) + 1;
  return readme.slice(0, start) + settingsTable() + readme.slice(end);
}

if (argv[1].endsWith('settings-table.ts')) writeFileSync('README.md', withSettingsTable(readFileSync('README.md', 'utf8')));
