/** Groups on author lists (collaborations, institutions) that somebody may mean where no author is called so. */
import { foldedWords } from '../records/words.js';
import type { Snapshot } from '../snapshot/types.js';
import { formatNumber } from './output.js';

/** In a larger corpus no groups are looked for: it is done paper by paper. */
const MOST_PAPERS = 200_000;
const AT_ONCE = 5_000;

export interface GroupNamed {
  readonly name: string;
  readonly papers: number;
}

/**
 * Groups whose names hold all words of a text, most papers first; none where groups are authors, and so found as such, and
 * none in a corpus of more than 200,000 papers. O(papers).
 */
export function groupsNamed({ manifest, incidence, records }: Snapshot, text: string): GroupNamed[] {
  const words = foldedWords(text);
  if (manifest.groupMode === 'AUTHORS' || incidence.paperCount > MOST_PAPERS || words.length === 0) return [];
  const found = new Map<string, { name: string; papers: number }>();
  for (let from = 0; from < incidence.paperCount; from += AT_ONCE) {
    const indices = Array.from({ length: Math.min(AT_ONCE, incidence.paperCount - from) }, (_, at) => from + at);
    for (const { groups } of records.papers(indices)) {
      const keys = new Map(groups.map((name) => [foldedWords(name).join(' '), name]));
      for (const [key, name] of keys) {
        const own = key.split(' ');
        if (!words.every((word) => own.includes(word))) continue;
        const known = found.get(key);
        if (known === undefined) found.set(key, { name, papers: 1 });
        else known.papers += 1;
      }
    }
  }
  return [...found.values()].toSorted((a, b) => b.papers - a.papers || (a.name < b.name ? -1 : 1));
}

/** What is said of a group to somebody who looks for an author. */
export function groupText({ name, papers }: GroupNamed): string {
  return `"${name}" stands as a group on ${formatNumber(papers)} ${papers === 1 ? 'paper' : 'papers'}: \`coterie import FILE --groups authors\` makes groups authors`;
}
