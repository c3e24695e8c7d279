/** The exports that lie beside the project (../shared/data): what each file gives, and that no other file is taken for one of these formats. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openFile, readItems } from '../../src/sources/open.js';
import { detectSource } from '../../src/sources/registry.js';
import { collect } from './helpers.js';

const SHARED = '../shared/data';
const OURS: ReadonlySet<string> = new Set(['ris', 'nbib', 'wos', 'wos-tab', 'scopus-csv', 'csv']);

interface Expected {
  readonly format: string;
  readonly papers: number;
  readonly authors: number;
  /** Affiliations, ids and mail domains over all authors. */
  readonly facts: readonly [affiliations: number, ids: number, mailDomains: number];
  readonly problems: Readonly<Record<string, number>>;
}

const FILES: Readonly<Record<string, Expected>> = {
  'ris/baseline_zotero.ris': { format: 'ris', papers: 100, authors: 648, facts: [0, 0, 0], problems: {} },
  'ris/embase.ris': { format: 'ris', papers: 6, authors: 29, facts: [34, 0, 6], problems: {} },
  'ris/example.ris': { format: 'ris', papers: 25, authors: 163, facts: [0, 0, 0], problems: {} },
  'ris/ovid_psycinfo.ris': { format: 'ris', papers: 6, authors: 32, facts: [3, 6, 6], problems: {} },
  'ris/proquest.ris': { format: 'ris', papers: 6, authors: 47, facts: [0, 0, 0], problems: {} },
  // The affiliations of these stand by themselves in records of several authors.
  'ris/pubmed_endnote.txt': { format: 'ris', papers: 6, authors: 50, facts: [0, 0, 0], problems: { UNASSIGNED_AFFILIATIONS: 6 } },
  'ris/scopus.ris': { format: 'ris', papers: 6, authors: 26, facts: [1, 0, 5], problems: { UNASSIGNED_AFFILIATIONS: 5 } },
  'web-of-science/web_of_science.txt': { format: 'ris', papers: 10, authors: 36, facts: [0, 0, 0], problems: { UNASSIGNED_AFFILIATIONS: 9 } },
  // Columns of journals, mostly unsigned.
  'ris/ris_issue_992.txt': { format: 'ris', papers: 19, authors: 13, facts: [1, 0, 0], problems: { MISSING_AUTHORS: 16, UNASSIGNED_AFFILIATIONS: 2 } },
  'pubmed/pubmed_result1.txt': { format: 'nbib', papers: 1, authors: 1, facts: [1, 0, 1], problems: {} },
  'pubmed/pubmed_result2.txt': { format: 'nbib', papers: 4, authors: 13, facts: [4, 0, 4], problems: {} },
  'pubmed/pubmed_result3.txt': { format: 'nbib', papers: 1, authors: 4, facts: [1, 0, 0], problems: {} },
  // 56 rows have a cell more than the header has columns.
  'scopus-csv/scopus.csv': { format: 'scopus-csv', papers: 58, authors: 213, facts: [249, 213, 43], problems: { EXTRA_COLUMNS: 1 } },
};

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

async function detected(file: string): Promise<string | null> {
  const opened = await openFile(file);
  await opened.close();
  return detectSource(opened.head, opened.file)?.id ?? null;
}

describe.skipIf(!existsSync(SHARED))('text exports as people have them', () => {
  it('are told from all other files there', async () => {
    const wrong: string[] = [];
    for (const file of filesBelow(SHARED)) {
      const name = path.relative(SHARED, file).split(path.sep).join('/');
      const id = await detected(file);
      const expected = FILES[name]?.format ?? null;
      if ((expected !== null || OURS.has(id ?? '')) && id !== expected) wrong.push(`${name}: ${id} instead of ${expected}`);
    }
    expect(wrong).toEqual([]);
  });

  it.each(Object.entries(FILES))('%s', async (name, { format, papers, authors, facts, problems }) => {
    const opened = await openFile(path.join(SHARED, name));
    const source = detectSource(opened.head, opened.file);
    expect(source?.id).toBe(format);
    if (source === null) return;
    const result = await collect(readItems(opened, source));
    const mentions = result.papers.flatMap((paper) => paper.mentions);
    const counts: Record<string, number> = {};
    for (const { kind } of result.problems) counts[kind] = (counts[kind] ?? 0) + 1;
    expect({
      papers: result.papers.length,
      authors: mentions.length,
      facts: [mentions.flatMap((mention) => mention.affiliations).length, mentions.flatMap((mention) => Object.keys(mention.externalIds)).length, mentions.filter((mention) => mention.emailDomain !== undefined).length],
      problems: counts,
    }).toEqual({ papers, authors, facts, problems });
    expect(result.papers.filter(({ date }) => date === null)).toEqual([]);
    expect(JSON.stringify(mentions)).not.toMatch(/[\w.]@\w/);
  });
});
