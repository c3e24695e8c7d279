/**
 * How sure we are that all mentions of an author are one human. Each kind of attachment has a weight (below), an
 * author's confidence is the mean over its mentions, times 0.6 where its name is known to be several persons' (not in
 * FULL, where the probabilities of similarity have weighed that). An
 * author of one mention is 1: nothing was joined. These weights are judgement, not calibrated frequencies; a
 * higher number means better evidence, no more.
 */
export const WEIGHTS = {
  /** ORCID, dblp and ACL ids are given by people; OpenAlex and Semantic Scholar ids by an algorithm. */
  CURATED_ID: 0.98,
  ALGORITHMIC_ID: 0.9,
  PERSON_RECORD: 0.97,
  LEDGER: 0.98,
  UNIQUE_NAME_OF_ID: 0.8,
  FULL_NAME: 0.75,
  /** Names of which only initials are known, however joined by name. */
  INITIALS: 0.4,
} as const;
const AMBIGUOUS = 0.6;

/** What a mention may rest on: one of these, or similarity, which weighs what it is probable. */
export type Weight = keyof typeof WEIGHTS | 'SIMILARITY';

/**
 * The confidence by the rule at the head of this file, from how many mentions rest on each kind; two decimals.
 * @param similarity the mean probability of the author's joins by similarity; of no account where no mention rests on them
 */
export function confidenceOf(mentions: ReadonlyMap<Weight, number>, ambiguous: boolean, similarity = 0): number {
  let total = 0;
  let sum = 0;
  for (const [kind, count] of mentions) {
    total += count;
    sum += (kind === 'SIMILARITY' ? similarity : WEIGHTS[kind]) * count;
  }
  if (total <= 1) return 1;
  return Math.round((sum / total) * (ambiguous ? AMBIGUOUS : 1) * 100) / 100;
}
