/** Identity keys as numbers: what mentions attach to and joins connect. */
import { PERSON_ID_SCHEMES, type PersonIdScheme } from '../records/record.js';
import { Growable } from './growable.js';

/** schemeOf() of nodes that are no external id. Smaller is stronger evidence of identity. */
export const NAME_SCHEME = PERSON_ID_SCHEMES.length;
/** A mention that must stand alone: the second with one id on a paper, a name of nobody, or a person whom a curator told apart. */
export const APART_SCHEME = NAME_SCHEME + 3;
/** The scheme of one mention known by name alone, where a name may be several persons' (FULL). Its key is made when it is asked for. */
export const MENTION_SCHEME = NAME_SCHEME + 1;
/** A person record without any id, where its name may be several persons' (FULL). */
const PERSON_SCHEME = NAME_SCHEME + 2;

/** What the keys of single mentions are made of: the keys of names and of papers, by their numbers. */
export interface MentionTexts {
  readonly nameKeys: readonly string[];
  readonly paperKeys: readonly string[];
}

/**
 * Interns identity keys. A key is `scheme:value`, `name:<nameKey>`, `name:<nameKey>@<paper key>` for one mention, or
 * any with `~2`, `~3`, … behind it.
 */
export class IdentityNodes {
  readonly #byScheme: Map<string, number>[] = Array.from({ length: APART_SCHEME + 1 }, () => new Map<string, number>());
  readonly #values: string[] = [];
  readonly #schemes = new Growable(Uint8Array);
  /** Of nodes of single mentions: name, paper, and which bearer of the name on the paper. */
  readonly #name = new Growable(Uint32Array);
  readonly #paper = new Growable(Uint32Array);
  readonly #bearer = new Growable(Uint32Array);
  #texts: MentionTexts = { nameKeys: [], paperKeys: [] };

  get count(): number {
    return this.#values.length;
  }

  /** Says where the texts of single mentions' keys are to be had. */
  spellMentions(texts: MentionTexts): void {
    this.#texts = texts;
  }

  /** A new node of one mention: the n-th bearer of a name on a paper. Not interned: ask once per mention. */
  ofMention(name: number, paper: number, bearer: number): number {
    const node = this.#values.length;
    this.#values.push('');
    this.#schemes.push(MENTION_SCHEME);
    this.#name.set(node, name);
    this.#paper.set(node, paper);
    this.#bearer.set(node, bearer);
    return node;
  }

  /** The node of a person record without ids. */
  ofPersonRecord(recordKey: string): number {
    return this.#intern(PERSON_SCHEME, recordKey);
  }

  isMention(node: number): boolean {
    return this.#schemes.at(node) === MENTION_SCHEME;
  }

  /** The name of a node of one mention. */
  nameOfMention(node: number): number {
    return this.#name.at(node);
  }

  areMentions(a: number, b: number): boolean {
    return this.isMention(a) && this.isMention(b);
  }

  isPersonRecord(node: number): boolean {
    return this.#schemes.at(node) === PERSON_SCHEME;
  }

  /** The node of an external id. */
  ofId(scheme: PersonIdScheme, value: string): number {
    return this.#intern(PERSON_ID_SCHEMES.indexOf(scheme), value);
  }

  /** The node of the n-th bearer of a name on a paper (n = 1 for nearly all). */
  ofName(nameKey: string, bearer = 1): number {
    return this.#intern(NAME_SCHEME, bearer === 1 ? nameKey : `${nameKey}~${bearer}`);
  }

  /** A node that is never joined with another but by a curator; `key` is its whole identity key. */
  apart(key: string): number {
    return this.#intern(APART_SCHEME, key);
  }

  findApart(key: string): number | undefined {
    return this.#byScheme[APART_SCHEME].get(key);
  }

  findId(scheme: PersonIdScheme, value: string): number | undefined {
    return this.#byScheme[PERSON_ID_SCHEMES.indexOf(scheme)].get(value);
  }

  findName(nameKey: string): number | undefined {
    return this.#byScheme[NAME_SCHEME].get(nameKey);
  }

  schemeOf(node: number): number {
    return this.#schemes.at(node);
  }

  isId(node: number): boolean {
    return this.#schemes.at(node) < NAME_SCHEME;
  }

  /** The value without its scheme. */
  valueOf(node: number): string {
    return this.#schemes.at(node) === MENTION_SCHEME ? this.#mentionText(node) : this.#values[node];
  }

  keyOf(node: number): string {
    const scheme = this.#schemes.at(node);
    if (scheme === APART_SCHEME) return this.#values[node];
    if (scheme === PERSON_SCHEME) return `person:${this.#values[node]}`;
    return `${scheme < NAME_SCHEME ? PERSON_ID_SCHEMES[scheme] : 'name'}:${this.valueOf(node)}`;
  }

  /** Order of canonical keys: stronger scheme first, then older-looking (shorter) ids, then by letters. */
  compare(a: number, b: number): number {
    const scheme = this.#schemes.at(a);
    const byScheme = scheme - this.#schemes.at(b);
    if (byScheme !== 0) return byScheme;
    const left = this.valueOf(a);
    const right = this.valueOf(b);
    if (scheme < NAME_SCHEME && left.length !== right.length) return left.length - right.length;
    return left < right ? -1 : left > right ? 1 : 0;
  }

  #mentionText(node: number): string {
    const bearer = this.#bearer.at(node);
    return `${this.#texts.nameKeys[this.#name.at(node)]}@${this.#texts.paperKeys[this.#paper.at(node)]}${bearer === 1 ? '' : `~${bearer}`}`;
  }

  #intern(scheme: number, value: string): number {
    const map = this.#byScheme[scheme];
    let node = map.get(value);
    if (node === undefined) {
      node = this.#values.length;
      map.set(value, node);
      this.#values.push(value);
      this.#schemes.push(scheme);
    }
    return node;
  }
}
