/** Gathers features paper by paper. A paper costs its length; nothing of it is kept but numbers and each token's text once. */
import { foldedWords } from '../../records/words.js';
import { Growable } from '../growable.js';
import { nameKey, type ParsedName } from '../names.js';
import { keysOfNames } from './blocking.js';
import { coauthorTokens, hashOf, teamOf, type CoauthorTokens } from './coauthor-tokens.js';
import { rowOf, TOKEN_KINDS, type FeatureCorpus, type NameFeatures, type Rows, type TokenKind } from './features.js';
import { isTellingWord, tellingWords, venueTokens } from './tokens.js';

/** What similarity takes from a mention of a person (groups are left out). */
export interface MentionEvidence {
  /** As `FeatureBuilder.nameOf` numbers it. */
  readonly name: number;
  readonly affiliations: readonly string[];
  readonly emailDomain: string | null;
}

/** What similarity takes from a paper. */
export interface PaperEvidence {
  readonly key: string;
  readonly title: string;
  readonly abstract: string | null;
  readonly venue: string | null;
  readonly year: number | null;
  readonly fields: readonly string[];
  readonly mentions: readonly MentionEvidence[];
}

/** Kinds whose tokens stand in the paper; co-authors' tokens depend on all names of the corpus and are made at the end. */
const GATHERED_KINDS = ['TITLE_WORD', 'ABSTRACT_WORD', 'VENUE', 'FIELD', 'AFFILIATION_WORD', 'EMAIL_DOMAIN'] as const satisfies readonly TokenKind[];
type GatheredKind = (typeof GATHERED_KINDS)[number];

class RowBuilder {
  readonly #offsets = new Growable(Uint32Array);
  readonly #values = new Growable(Uint32Array);
  readonly #numbers = new Map<string, number>();
  readonly texts: string[] = [];
  readonly #frequency = new Growable(Uint32Array);

  constructor() {
    this.#offsets.push(0);
  }

  /** Adds a row of distinct tokens, ascending. */
  add(tokens: Iterable<string>): void {
    const row = [...new Set(tokens)].map((token) => this.#numberOf(token));
    for (const token of row.toSorted((a, b) => a - b)) {
      this.#values.push(token);
      this.#frequency.set(token, this.#frequency.at(token) + 1);
    }
    this.#offsets.push(this.#values.length);
  }

  #numberOf(token: string): number {
    let found = this.#numbers.get(token);
    if (found === undefined) {
      found = this.texts.length;
      this.#numbers.set(token, found);
      this.texts.push(token);
      this.#frequency.set(found, 0);
    }
    return found;
  }

  rows(): Rows {
    return { offsets: this.#offsets.view(), values: this.#values.view() };
  }

  frequency(): Uint32Array {
    return this.#frequency.view();
  }
}

export class FeatureBuilder {
  readonly #paperKeys: string[] = [];
  readonly #paperYear = new Growable(Int32Array);
  readonly #nameOffsets = new Growable(Uint32Array);
  readonly #paperNames = new Growable(Uint32Array);
  readonly #mentionPaper = new Growable(Uint32Array);
  readonly #names: NameFeatures[] = [];
  readonly #nameNumbers = new Map<string, number>();
  readonly #rows = Object.fromEntries(GATHERED_KINDS.map((kind) => [kind, new RowBuilder()])) as { [kind in GatheredKind]: RowBuilder };

  constructor() {
    this.#nameOffsets.push(0);
  }

  /** The number of a name. Of several ways to take the same words apart, the one with the longest family name is kept: it was written with a comma. */
  nameOf(parsed: ParsedName, key = nameKey(parsed)): number {
    const found = this.#nameNumbers.get(key);
    if (found === undefined) {
      this.#nameNumbers.set(key, this.#names.length);
      return this.#names.push({ key, parsed }) - 1;
    }
    if (splitRank(parsed) > splitRank(this.#names[found].parsed)) this.#names[found] = { key, parsed };
    return found;
  }

  /** Adds a paper; its mentions are numbered in order, from the count of those before. */
  add(paper: PaperEvidence): void {
    const at = this.#paperKeys.length;
    this.#paperKeys.push(paper.key);
    this.#paperYear.push(paper.year ?? 0);
    for (const { name, affiliations, emailDomain } of paper.mentions) {
      this.#mentionPaper.push(at);
      this.#paperNames.push(name);
      this.#rows.AFFILIATION_WORD.add(affiliations.flatMap((text) => foldedWords(text)).filter(isTellingWord));
      this.#rows.EMAIL_DOMAIN.add(emailDomain === null ? [] : [emailDomain]);
    }
    this.#nameOffsets.push(this.#paperNames.length);
    this.#rows.TITLE_WORD.add(tellingWords(foldedWords(paper.title)));
    this.#rows.ABSTRACT_WORD.add(paper.abstract === null ? [] : tellingWords(foldedWords(paper.abstract)));
    this.#rows.VENUE.add(paper.venue === null ? [] : venueTokens(paper.venue));
    this.#rows.FIELD.add(paper.fields.map((field) => foldedWords(field).join(' ')).filter((field) => field !== ''));
  }

  /** The finished corpus; nothing may be added afterwards. */
  finish(): FeatureCorpus {
    const blocks = new Map<string, number>();
    const guests = keysOfNames(this.#names.map(({ parsed }) => parsed));
    const nameBlock = Uint32Array.from(guests.homes, (key) => {
      const found = blocks.get(key) ?? blocks.size;
      blocks.set(key, found);
      return found;
    });
    const mentionName = this.#paperNames.view();
    const nameFrequency = new Uint32Array(this.#names.length);
    for (const name of mentionName) nameFrequency[name]++;
    const paperNames = { offsets: this.#nameOffsets.view(), values: mentionName };
    const blockKeys = [...blocks.keys()];
    const tokens = coauthorTokens(this.#names, nameBlock, blockKeys);
    const teams = teamRows(paperNames, tokens);
    const perKind = <T>(coauthors: T, make: (rows: RowBuilder) => T): { [kind in TokenKind]: T } =>
      Object.fromEntries(TOKEN_KINDS.map((kind) => [kind, kind === 'COAUTHOR' ? coauthors : make(this.#rows[kind])])) as { [kind in TokenKind]: T };
    return {
      paperCount: this.#paperKeys.length,
      mentionCount: mentionName.length,
      paperKeys: this.#paperKeys,
      paperYear: Int16Array.from(this.#paperYear.view()),
      paperNames,
      rows: perKind(teams.rows, (rows) => rows.rows()),
      tokens: perKind(tokens.texts, ({ texts }) => texts),
      frequency: perKind(teams.frequency, (rows) => rows.frequency()),
      mentionPaper: this.#mentionPaper.view(),
      mentionName,
      names: this.#names,
      nameFrequency,
      nameToken: tokens.ofName,
      nameBlock,
      blockKeys,
      guestKeys: guests.others,
    };
  }
}

function teamRows(paperNames: Rows, { ofName, texts }: CoauthorTokens): { rows: Rows; frequency: Uint32Array } {
  const hashes = Uint32Array.from(texts, hashOf);
  const frequency = new Uint32Array(texts.length);
  const offsets = new Uint32Array(paperNames.offsets.length);
  const values = new Growable(Uint32Array);
  for (let paper = 0; paper + 1 < offsets.length; paper++) {
    for (const token of teamOf(Array.from(rowOf(paperNames, paper), (name) => ofName[name]), hashes)) {
      values.push(token);
      frequency[token]++;
    }
    offsets[paper + 1] = values.length;
  }
  return { rows: { offsets, values: values.view() }, frequency };
}

function splitRank({ family, particles }: ParsedName): number {
  return family.length * 10 + particles.length;
}
