/** Identifiers, counts and links as exports state them, checked once for all text formats. */
import { arxivIdOfDoi, normalizePaperId, parsePaperId } from '../records/ids.js';
import type { CitationCount, Link, PaperIdScheme } from '../records/record.js';
import { MAX_STATED_COUNT } from './limits.js';
import type { RecordNotes } from './record-notes.js';

export type PaperIdDraft = { [scheme in PaperIdScheme]?: string };

/** Adds the identifier that a field of its own states; one that can't be of its scheme is noted, a second one passed over. */
export function addStatedId(ids: PaperIdDraft, scheme: PaperIdScheme, text: string, field: string, notes: RecordNotes): void {
  const written = text.trim();
  if (written === '') return;
  const value = normalizePaperId(scheme, written);
  if (value !== null) ids[scheme] ??= value;
  else {
    const other = parsePaperId(written);
    if (other === null) notes.add('INVALID_IDENTIFIER', field, written, `This is no valid ${scheme} identifier; the record is kept without it.`);
    else ids[other.scheme] ??= other.value;
  }
}

/** Adds the identifier that an address names, if any; an arXiv paper's DOI names its arXiv id too. */
export function addIdOfAddress(ids: PaperIdDraft, address: string): void {
  const found = parsePaperId(decodedAddress(address));
  if (found !== null) ids[found.scheme] ??= found.value;
}

/** What a DOI of arXiv's own says besides. Call when all identifiers are known. */
export function addImpliedIds(ids: PaperIdDraft): void {
  const arxiv = arxivIdOfDoi(ids.doi);
  if (arxiv !== null) ids.arxiv ??= arxiv;
}

function decodedAddress(address: string): string {
  if (!/%[0-9a-f]{2}/i.test(address)) return address;
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

/** A citation count as written (`13169`, `1,204`); blank is unknown, what is no count is noted and unknown. `asOf`: ISO date or null. */
export function statedCitations(text: string, source: string, asOf: string | null, field: string, notes: RecordNotes): CitationCount | null {
  const written = text.trim();
  if (written === '') return null;
  const value = /^\d{1,3}(?:,\d{3})+$/.test(written) ? Number(written.replaceAll(',', '')) : /^\d+(?:\.0+)?$/.test(written) ? Number(written) : Number.NaN;
  if (Number.isInteger(value) && value <= MAX_STATED_COUNT) return { value, source, asOf };
  notes.add('INVALID_VALUE', field, written, `This is no whole number from 0 to ${MAX_STATED_COUNT}; the citation count is taken as unknown.`);
  return null;
}

/** Adds a link where the text is an address of the web, each once. */
export function addLink(links: Link[], kind: Link['kind'], text: string): void {
  const url = text.trim();
  if (/^https?:\/\/\S+$/i.test(url) && !links.some((link) => link.kind === kind && link.url === url)) links.push({ kind, url });
}
