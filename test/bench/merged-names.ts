/**
 * Homonyms made of people who are known apart: persons with rare full names are given a common one together, so that
 * their own names are the labels. No label of anybody's is needed, and every corpus with rare names becomes a test
 * (artificial ambiguity, as Schütze 1998 made pseudowords for senses). All are of one corpus and so of one field: harder than namesakes at large.
 */
import { commonness } from '../../src/identity/similarity/commonness.js';
import { hashOf } from '../../src/identity/similarity/coauthor-tokens.js';
import { nameKey, parseName } from '../../src/identity/names.js';
import type { Mention } from '../../src/records/record.js';
import type { LabelledPaper } from './labelled-sets.js';

/** Names and how many persons are given each, about as many as the name has among a few thousand authors of a field over the years. */
const GIVEN_NAMES: readonly (readonly [string, number])[] = [
  ['Thomas Meyer', 2], ['Sanjay Gupta', 2], ['Peter Hansen', 2], ['Marco Rossi', 2], ['Daniel Becker', 2], ['Antonio Lopez', 3], ['John Collins', 3], ['David Cooper', 3], ['Paul Walker', 3],
  ['Yan Tang', 4], ['Hong Xie', 4], ['Anil Kumar', 4], ['Yue Zhao', 5], ['Wei Xu', 6], ['Michael Smith', 6], ['Jie Yang', 6], ['Gang Chen', 7], ['Min Liu', 7], ['Lei Wang', 9], ['Jun Zhang', 9],
];
/** Nobody shares a full name that so few of a million authors bear. */
const RARE = 1.2;
/** Persons with fewer mentions say nothing about recall. */
const FEWEST_MENTIONS = 3;

const NO_COUNTS = { names: 0, ofFamily: (): number => 0 };

/** The corpus with persons of rare names renamed; they are labelled, nobody else is. Deterministic. */
export function withMergedNames(papers: readonly LabelledPaper[]): LabelledPaper[] {
  const newName = new Map<string, string>();
  const persons = rarePersons(papers);
  for (const [name, count] of GIVEN_NAMES) for (const person of persons.splice(0, count)) newName.set(person, name);
  return papers.map(({ record }) => {
    const used = new Set<string>();
    const labels: (string | null)[] = [];
    const mentions = record.mentions.map((mention): Mention => {
      const key = mention.kind === 'PERSON' ? nameKey(parseName(mention.rawName, mention.parts)) : '';
      const name = newName.get(key);
      // Two persons of one new name on one paper would be told apart by that alone.
      const isRenamed = name !== undefined && !used.has(name);
      labels.push(isRenamed ? key : null);
      if (!isRenamed) return mention;
      used.add(name);
      return { ...mention, rawName: name, parts: null };
    });
    return { record: { ...record, mentions }, labels };
  });
}

/** Keys of full names that one person bears, in an order of chance. */
function rarePersons(papers: readonly LabelledPaper[]): string[] {
  const counts = new Map<string, number>();
  for (const { record } of papers) {
    for (const { kind, rawName, parts } of record.mentions) {
      if (kind === 'GROUP') continue;
      const parsed = parseName(rawName, parts);
      if (parsed.given.join('').length < 4 || commonness(parsed, NO_COUNTS) > RARE) continue;
      const key = nameKey(parsed);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return [...counts].filter(([, count]) => count >= FEWEST_MENTIONS).map(([key]) => key).toSorted((a, b) => hashOf(a) - hashOf(b));
}
