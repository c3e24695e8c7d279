/**
 * Names that persons no longer use. They change nothing of who is who: mentions stay with their author, and only what is
 * shown and searched is another name. Where it is not certain whose name is meant, it is hidden with everybody who bears
 * it: a name shown once too often can't be taken back.
 */
import { suppressedReplacements } from '../records/ledger-contradictions.js';
import type { LedgerEntry, SuppressEntry } from '../records/ledger-entry.js';
import type { PersonRecord, RecordSource } from '../records/record.js';
import type { AttachedPersons } from './attach-persons.js';
import type { NumberedAuthors } from './authors.js';
import { foldWords } from './fold.js';
import type { AppliedEntry } from './ledger.js';
import type { MentionTable } from './mentions.js';
import { nameKey, parseName, type ParsedName } from './names.js';
import type { PersonFinder } from './person-finder.js';
import { mayHoldName } from './written-text.js';

/** Shown where a person's only known name is suppressed and no other was given. */
export const WITHHELD = '[name withheld]';

interface Rule {
  readonly words: readonly string[];
  /** The first initial and the family name, where the replacement has another family name: "J. Old" then tells it, too. */
  readonly shortForm: readonly string[] | null;
  readonly replacement: string | null;
}

function ruleOf({ name, replacement }: SuppressEntry): Rule {
  const parsed = parseName(name);
  const family = foldWords([...parsed.particles, ...parsed.family].join(' ')).split(' ');
  const initial = foldWords(parsed.given.join(' ')).slice(0, 1);
  const kept = new Set(replacement === null ? [] : wordsOf(parseName(replacement)));
  const keepsFamily = replacement === null || family.every((word) => kept.has(word));
  return { words: wordsOf(parsed), shortForm: keepsFamily || initial === '' ? null : [initial, ...family], replacement };
}

function covers({ words, shortForm }: Rule, name: string): boolean {
  const found = new Set(wordsOf(parseName(name)));
  // One word alone is a part of many names.
  if (words.length === 1) return found.size === 1 && found.has(words[0]);
  return words.every((word) => found.has(word)) || (shortForm !== null && shortForm.every((word) => found.has(word)));
}

/** Stands for a whole text that may hold a suppressed name in a way that can't be told from the rest of it. */
export const WITHHELD_TEXT = '[withheld: it may hold a suppressed name]';

/** A piece of text that may be a key, an id or an address. */
const KEY = /[^\s"'`“”(),;<>[\]]+/g;

export class Suppressions {
  readonly #ofAuthor = new Map<number, Rule[]>();
  readonly #ofEverybody: Rule[] = [];
  /** Spellings of suppressed names, the longest first, with what stands for them. */
  readonly #spellings: Array<readonly [spelling: string, shown: string]> = [];
  #pattern: RegExp | null = null;

  /** What entries say by themselves, whoever bears the names. */
  static of(entries: Iterable<LedgerEntry>): Suppressions {
    const suppressions = new Suppressions();
    const all = [...entries];
    const refused = suppressedReplacements(all);
    for (const entry of all) if (entry.op === 'suppress') suppressions.add(null, withoutReplacement(entry, refused), []);
    return suppressions;
  }

  get isEmpty(): boolean {
    return this.#spellings.length === 0;
  }

  add(author: number | null, entry: SuppressEntry, spellings: Iterable<string>): void {
    const { name, replacement } = entry;
    const rule = ruleOf(entry);
    if (author === null) this.#ofEverybody.push(rule);
    else {
      const known = this.#ofAuthor.get(author);
      if (known === undefined) this.#ofAuthor.set(author, [rule]);
      else known.push(rule);
    }
    const all = [...spellings].flatMap((spelling) => [spelling, parseName(spelling).display, nameKey(parseName(spelling))]);
    for (const spelling of new Set([name, nameKey(parseName(name)), ...all])) this.#spellings.push([spelling, replacement ?? WITHHELD]);
    this.#spellings.sort(([a], [b]) => b.length - a.length);
    const alternatives = this.#spellings.map(([spelling]) => spelling.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|');
    this.#pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives})(?![\\p{L}\\p{N}])`, 'giu');
  }

  /** The rule by which a name of an author is hidden, or null. `author` −1 for a name that belongs to no author. */
  #ruleFor(author: number, name: string): Rule | null {
    const own = this.#ofAuthor.get(author);
    // A name beside the authors (on a list that was not chosen) may be anybody's.
    const rules = author < 0 ? [...this.#ofEverybody, ...[...this.#ofAuthor.values()].flat()] : own === undefined ? this.#ofEverybody : [...own, ...this.#ofEverybody];
    if (rules.length === 0) return null;
    return rules.find((rule) => covers(rule, name)) ?? null;
  }

  hides(author: number, name: string): boolean {
    return this.#ruleFor(author, name) !== null;
  }

  /** How a name is shown that stands with no author: itself, or what stands for it. */
  shownBeside(name: string): string {
    const rule = this.#ruleFor(-1, name);
    return rule === null ? name : (rule.replacement ?? WITHHELD);
  }

  /** The name that is to be shown for one that is hidden, where the curator gave one. */
  replacementFor(author: number, name: string): string | null {
    return this.#ruleFor(author, name)?.replacement ?? null;
  }

  /**
   * A text (evidence, a problem's value) without the suppressed names as they were met: what is shown for them stands
   * in their place, or `standIn` where one is given.
   */
  scrub(text: string, standIn?: string): string {
    if (this.#pattern === null) return text;
    if (standIn !== undefined) return text.replace(this.#pattern, standIn);
    const known = new Map(this.#spellings.map(([spelling, shown]) => [spelling.toLowerCase(), shown]));
    return text.replace(this.#pattern, (found) => known.get(found.toLowerCase()) ?? WITHHELD);
  }

  /**
   * The same for a text as it lies in a file (a problem's value), where a name may be written with LaTeX's accents, references
   * or escapes, or be cut off: a text that may hold one after all is withheld whole.
   */
  scrubWritten(text: string): string {
    if (this.#pattern === null) return text;
    return this.#withoutKeys(this.scrub(text, WITHHELD));
  }

  /** The same for what the program says (evidence, affiliations): what is shown for a name stands in its place; ids and keys that spell one are withheld. */
  scrubSaid(text: string): string {
    if (this.#pattern === null || !this.mayName(text)) return text;
    const rest = this.#withoutKeys(this.scrub(text, ' '));
    return rest.includes(WITHHELD_TEXT) ? WITHHELD_TEXT : this.scrub(text).replace(KEY, (key) => (this.#spells(key) ? WITHHELD : key));
  }

  /** Ids, keys and addresses that spell a name (`JaneOld2011`, `acl:jane-old`) withheld one by one; what is left, whole, where a name may still be in it. */
  #withoutKeys(text: string): string {
    const shown = text.replace(KEY, (key) => (this.#spells(key) ? WITHHELD : key));
    return this.mayName(shown.replaceAll(WITHHELD, ' ')) ? WITHHELD_TEXT : shown;
  }

  /** Whether one piece of text spells a whole name; a name of one word is no key. */
  #spells(key: string): boolean {
    return this.#rules().some(({ words, shortForm }) => [words, shortForm].some((name) => name !== null && name.length > 1 && mayHoldName(key, name)));
  }

  /** Whether an id of an author (`jane-old`, `o/JaneOld`) spells a name that is hidden of that author. */
  hidesId(author: number, id: string): boolean {
    const rules = [...(this.#ofAuthor.get(author) ?? []), ...this.#ofEverybody];
    return rules.some(({ words, shortForm }) => mayHoldName(id, words) || (shortForm !== null && mayHoldName(id, shortForm)));
  }

  /** Where something was read, without an address that spells a name; names of files stay. */
  shownSource(source: RecordSource): RecordSource {
    return source.url !== null && !this.isEmpty && this.mayName(source.url) ? { ...source, url: null } : source;
  }

  #rules(): Rule[] {
    return [...this.#ofEverybody, ...[...this.#ofAuthor.values()].flat()];
  }

  /** Whether a text as it lies in a file may hold a suppressed name, of whomever; errs on the side of yes. O(length · rules). */
  mayName(text: string): boolean {
    return this.#rules().some((rule) => mayHoldName(text, rule.words) || (rule.shortForm !== null && mayHoldName(text, rule.shortForm)));
  }
}

/** A longer form of a name (a middle name more) is the same name: all words of the shorter are in it. Initials are not. */
function wordsOf(parsed: ParsedName): string[] {
  return foldWords([...parsed.given, ...parsed.particles, ...parsed.family].join(' ')).split(' ').filter((word) => word !== '');
}

/** An entry whose replacement is suppressed itself, as a file may bring it, hides its name and shows another one. */
function withoutReplacement(entry: SuppressEntry, refused: ReadonlyMap<SuppressEntry, unknown>): SuppressEntry {
  return refused.has(entry) ? { ...entry, replacement: null } : entry;
}

export interface AppliedSuppressions {
  readonly suppressions: Suppressions;
  readonly applied: readonly AppliedEntry[];
}

/** Where names of authors are written. */
interface WrittenNames {
  readonly table: MentionTable;
  readonly authors: NumberedAuthors;
  readonly persons: readonly PersonRecord[];
  readonly attached: AttachedPersons;
}

/** Finds whose names are suppressed. O(names + mentions) per entry. */
export function applySuppressions(entries: ReadonlyArray<LedgerEntry & { readonly op: 'suppress' }>, finder: PersonFinder, written: WrittenNames): AppliedSuppressions {
  const { authors } = written;
  const suppressions = new Suppressions();
  const refused = suppressedReplacements(entries);
  const applied = entries.map((entry): AppliedEntry => {
    const suppressed = refused.get(entry);
    const rule = withoutReplacement(entry, refused);
    const bearers = bearersOf(ruleOf(rule), written);
    const person = entry.person === null ? null : finder.nodesMeant(entry.person);
    const meant = new Set((person?.found ?? []).map((node) => authors.ofNode[node]).filter((author) => author >= 0));
    const isKnown = meant.size > 0;
    const whose = isKnown ? [...meant] : [...bearers.keys()];
    const spellings = whose.flatMap((author) => [...(bearers.get(author) ?? [])]);
    if (isKnown) for (const author of meant) suppressions.add(author, rule, spellings);
    else suppressions.add(null, rule, spellings);
    return {
      entry,
      nodes: whose.map((author) => authors.canonicalNode[author]),
      unmatched: entry.person !== null && !isKnown ? [entry.person] : whose.some((author) => bearers.has(author)) ? [] : [entry.name],
      ambiguous: !isKnown && bearers.size > 1 ? [entry.name] : [],
      refused: suppressed === undefined ? 0 : 1,
      conflicts: suppressed === undefined ? [] : [`what it gives to be shown is suppressed by the entry ${suppressed.id}, so that the best other name is shown; undo one of the two`],
    };
  });
  return { suppressions, applied };
}

/**
 * Per author that is anywhere written with a name that a rule hides, the spellings: by papers, by other records of a
 * paper, of which the folded name is kept, and by person records.
 */
function bearersOf(rule: Rule, { table, authors, persons, attached }: WrittenNames): Map<number, Set<string>> {
  const { rawNames } = table.names;
  const fits = Uint8Array.from(rawNames, (raw) => (covers(rule, raw) ? 1 : 0));
  const bearers = new Map<number, Set<string>>();
  const add = (author: number, spelling: string): void => {
    const known = bearers.get(author);
    if (known === undefined) bearers.set(author, new Set([spelling]));
    else known.add(spelling);
  };
  for (let mention = 0; mention < table.node.length; mention++) {
    const spelling = table.spelling.at(mention);
    const author = authors.ofMention[mention];
    if (author < 0) continue;
    if (fits[spelling] === 1) add(author, rawNames[spelling]);
    for (const name of table.former.namesOf(mention)) if (covers(rule, name)) add(author, name);
  }
  for (const [author, list] of attached.ofAuthor) {
    for (const name of list.flatMap((at) => persons[at].names)) if (covers(rule, name)) add(author, name);
  }
  return bearers;
}
