/** `crossref` and `xdata`: what an entry takes from the entries it points to, after BibLaTeX's default rules. */
import type { RawEntry } from './bibtex-raw.js';

export interface ResolvedEntry {
  readonly entry: RawEntry;
  readonly fields: ReadonlyMap<string, string>;
  /** Keys of `crossref` or `xdata` that no entry of the file has. */
  readonly missingParents: readonly string[];
  readonly circular: boolean;
}

/** Fields that say something about the one entry alone. Identifiers are among them: a chapter is not its book. */
const NEVER_INHERITED = new Set([
  'crossref', 'xdata', 'xref', 'ids', 'entryset', 'related', 'relatedtype', 'label', 'shorthand', 'options', 'keywords', 'execute', 'presort', 'sortkey',
  'doi', 'eprint', 'archiveprefix', 'eprinttype', 'arxivid', 'arxiv', 'pmid', 'pmcid', 'url', 'ee', 'biburl', 'bdsk-url-1', 'file', 'pdf', 'pages', 'abstract', 'note', 'addendum', 'howpublished',
]);

/** Children that are parts of their parent: the parent's title becomes the child's `booktitle` (or journal), never its title. */
const PARTS: Readonly<Record<string, string>> = {
  inproceedings: 'booktitle', conference: 'booktitle', incollection: 'booktitle', inbook: 'booktitle', bookinbook: 'booktitle', suppbook: 'booktitle',
  suppcollection: 'booktitle', inreference: 'booktitle', article: 'journaltitle', suppperiodical: 'journaltitle',
};
/** Multi-volume parents give their title as the whole work's title. */
const MULTI_VOLUME = /^mv/;

/** Resolves inheritance across a file; parents may stand before or after their children, also in chains. Keys are matched without case, exact ones first. */
export class Inheritance {
  private readonly exact = new Map<string, RawEntry>();
  private readonly folded = new Map<string, RawEntry>();
  private readonly done = new Map<RawEntry, ResolvedEntry>();

  constructor(entries: readonly RawEntry[]) {
    for (const entry of entries) {
      if (entry.key === '') continue;
      if (!this.exact.has(entry.key)) this.exact.set(entry.key, entry);
      const folded = entry.key.toLowerCase();
      if (!this.folded.has(folded)) this.folded.set(folded, entry);
    }
    // BibLaTeX's `ids` are further names of an entry; they never win over a key.
    for (const entry of entries) {
      for (const alias of keysIn(entry.fields.get('ids'))) {
        if (!this.exact.has(alias)) this.exact.set(alias, entry);
      }
    }
  }

  resolve(entry: RawEntry): ResolvedEntry {
    return this.resolveWithin(entry, new Set());
  }

  private resolveWithin(entry: RawEntry, ancestors: Set<RawEntry>): ResolvedEntry {
    const known = this.done.get(entry);
    if (known !== undefined) return known;
    if (!entry.fields.has('crossref') && !entry.fields.has('xdata')) return { entry, fields: entry.fields, missingParents: [], circular: false };
    // Chains of real files have three links; a longer one could exhaust the stack.
    if (ancestors.has(entry) || ancestors.size > MAX_CHAIN) return { entry, fields: entry.fields, missingParents: [], circular: true };
    ancestors.add(entry);
    const fields = new Map(entry.fields);
    const missingParents: string[] = [];
    let circular = false;
    const inherit = (key: string, copy: (parent: RawEntry, from: ReadonlyMap<string, string>) => void): void => {
      const parent = this.exact.get(key) ?? this.folded.get(key.toLowerCase());
      if (parent === undefined) {
        missingParents.push(key);
        return;
      }
      const resolved = this.resolveWithin(parent, ancestors);
      circular ||= resolved.circular;
      copy(parent, resolved.fields);
    };
    for (const key of keysIn(entry.fields.get('xdata'))) inherit(key, (_, from) => copyAll(from, fields));
    for (const key of keysIn(entry.fields.get('crossref')).slice(0, 1)) inherit(key, (parent, from) => copyFromParent(entry.type, parent.type, from, fields));
    ancestors.delete(entry);
    const result = { entry, fields, missingParents, circular };
    this.done.set(entry, result);
    return result;
  }
}

const MAX_CHAIN = 64;
const DATE_FIELDS: readonly string[] = ['date', 'year', 'month', 'day'];

function keysIn(value: string | undefined): string[] {
  return (value ?? '').split(',').map((key) => key.replace(/[{}]/g, '').trim()).filter((key) => key !== '');
}

function copyAll(from: ReadonlyMap<string, string>, to: Map<string, string>): void {
  for (const [name, value] of from) {
    if (isAbsent(to, name) && name !== 'crossref') to.set(name, value);
  }
}

function copyFromParent(childType: string, parentType: string, from: ReadonlyMap<string, string>, to: Map<string, string>): void {
  const part = PARTS[childType];
  const titleGoesTo = part ?? (MULTI_VOLUME.test(parentType) && parentType !== childType ? 'maintitle' : 'title');
  // A month belongs to the year beside it: a child's own year is never completed with the parent's month.
  const hasOwnDate = DATE_FIELDS.some((name) => !isAbsent(to, name));
  const title = from.get('title');
  if (title !== undefined) inheritTitle(titleGoesTo, title, to);
  for (const [name, value] of from) {
    if (name === 'title' || NEVER_INHERITED.has(name) || isSubtitle(name, part) || (hasOwnDate && DATE_FIELDS.includes(name))) continue;
    if (isAbsent(to, name)) to.set(name, value);
  }
}

function isSubtitle(name: string, part: string | undefined): boolean {
  return part !== undefined && /^(?:sub|short)?title(?:addon)?$/.test(name) && name !== 'title';
}

function inheritTitle(name: string, value: string, to: Map<string, string>): void {
  const alsoJournal = name === 'journaltitle' && !isAbsent(to, 'journal');
  if (!alsoJournal && isAbsent(to, name)) to.set(name, value);
}

function isAbsent(fields: ReadonlyMap<string, string>, name: string): boolean {
  return (fields.get(name) ?? '').trim() === '';
}
