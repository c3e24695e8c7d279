/** Identifiers in the free notes of reference managers: lines such as `PMID: 123`, `arXiv: 1706.03762 [cs]`, `DOI: 10.1/x`. */
import type { PaperIdScheme } from '../../records/record.js';
import { textValue } from '../json-values.js';
import type { PaperIdList } from './json-facts.js';

const LABELS: Readonly<Record<string, PaperIdScheme>> = { doi: 'doi', arxiv: 'arxiv', _eprint: 'arxiv', eprint: 'arxiv', pmid: 'pmid', pmcid: 'pmcid', mag: 'mag' };
const LINE = /^\s*(doi|arxiv|_?eprint|pmid|pmcid|mag)\s*[:=]\s*(\S+)/i;
const MAX_LINES = 200;

/** Adds what the lines of `note` name; text that only looks like a label is passed over. */
export function addExtraIds(note: unknown, ids: PaperIdList): void {
  const text = textValue(note);
  if (text === null) return;
  for (const line of text.slice(0, 50_000).split(/\r\n|\n|\r|;/).slice(0, MAX_LINES)) {
    const [, label = '', value = ''] = LINE.exec(line.slice(0, 500)) ?? [];
    if (label === '') continue;
    const scheme = LABELS[label.toLowerCase()];
    ids.find(`${scheme}:${value}`, [scheme]);
  }
}
