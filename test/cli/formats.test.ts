import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SOURCES } from '../../src/sources/registry.js';
import { ran } from './in-process.js';

/** A cell of a Markdown table as plain text. */
function plain(cell: string): string {
  return cell.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('`', '').trim();
}

/** Rows of the README's table of formats as `id | title | what is read`. */
function rowsOfReadme(): string[] {
  const readme = readFileSync('README.md', 'utf8');
  const table = /\| format \| `--format` \| what is read \|\n\|[-|]+\|\n((?:\|.*\n)+)/.exec(readme)?.[1] ?? '';
  return table.trim().split('\n').map((row) => row.split('|').slice(1, -1).map(plain)).map(([title, id, reads]) => `${id} | ${title} | ${reads}`);
}

describe('the formats', () => {
  it('stand in the README as they are registered: a row of title, id and `reads` for each source, in the same order', () => {
    expect(rowsOfReadme(), 'Write each source of src/sources/registry.ts into the table of README.md as | title | `id` | reads |').toEqual(SOURCES.map(({ id, title, reads }) => `${id} | ${title} | ${reads}`));
  });

  it('are listed with their endings and what is read of them', async () => {
    const { code, stdout } = await ran(['formats']);
    expect(code).toBe(0);
    for (const { id, title, extensions, reads } of SOURCES) {
      expect(stdout).toMatch(new RegExp(`^${id} +${title.replace(/[().*+?^$[\]\\]/g, '\\$&')} +\\.${extensions.join(' \\.')}$`, 'm'));
      expect(stdout.replace(/\n {2}/g, ' ')).toContain(`${id} ${reads}`);
    }
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it('are listed for programs', async () => {
    const { stdout } = await ran(['formats', '--json']);
    expect(JSON.parse(stdout)).toEqual({ formats: SOURCES.map(({ id, title, extensions, reads }) => ({ id, title, extensions, reads })) });
  });

  it('come with examples', async () => expect((await ran(['formats', '--help'])).stdout).toContain('Examples:\n  coterie formats\n'));
});
