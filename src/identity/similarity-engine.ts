/** The product's own similarity (similarity/), as the resolving step uses it; tests put a simpler one in its place. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { resolveBlock, type BlockMentions, type BlockOutcome, type SimilarityMode } from './similarity/block.js';
import { compareClusters, type Comparison } from './similarity/compare.js';
import type { FeatureCorpus, TokenKind } from './similarity/features.js';
import { NameFacts } from './similarity/name-facts.js';
import { KIND_OF_FEATURE, PairEvidence } from './similarity/pair-evidence.js';
import { TOKEN_FEATURES } from './similarity/weights.js';

/**
 * One text for all modules below a folder: another where any of them is changed. Nobody has to remember which tables,
 * rules and limits an outcome depends on; that a new comment counts as a change costs one resolution. O(their length).
 */
export function digestOfModules(folder: string): string {
  const hash = createHash('sha256');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /(?<!\.d)\.[jt]s$/.test(file));
  for (const file of files.toSorted()) hash.update(`${file}\n`).update(readFileSync(path.join(folder, file)));
  return hash.digest('hex').slice(0, 32);
}

/** Similarity made ready for one corpus. */
export interface PreparedSimilarity {
  readonly version: string;
  resolveBlock(block: BlockMentions, mode: SimilarityMode): BlockOutcome;
  /** Weighs two sets of mentions (numbers of the corpus), in words. */
  compareClusters(a: Uint32Array, b: Uint32Array): Comparison;
  /** All that resolveBlock reads of a token but which mentions have it: its rarity, rounded. */
  levelOf(kind: TokenKind, token: number): number;
  /** All that resolveBlock reads of a name but the name itself: how common it is, from rounded counts. */
  commonnessOf(name: number): number;
  /** … and at large. */
  perMillionOf(name: number): number;
}

export interface SimilarityEngine {
  /** Changes with whatever else changes outcomes: those kept under another version don't count. */
  readonly version: string;
  /** O(distinct tokens and names). */
  prepare(corpus: FeatureCorpus): PreparedSimilarity;
}

export const ENGINE: SimilarityEngine = {
  version: digestOfModules(path.dirname(fileURLToPath(import.meta.url))),
  prepare(corpus) {
    const names = new NameFacts(corpus);
    const evidence = new PairEvidence(corpus, names);
    const featureOf = new Map(TOKEN_FEATURES.map((feature, at) => [KIND_OF_FEATURE[feature], at]));
    return {
      version: ENGINE.version,
      resolveBlock(block, mode) {
        const outcome = resolveBlock(block, corpus, evidence, { mode });
        names.forget();
        return outcome;
      },
      compareClusters: (a, b) => compareClusters(a, b, corpus, evidence),
      levelOf: (kind, token) => evidence.rarityOf(featureOf.get(kind)!, token),
      commonnessOf: (name) => names.commonnessOf(name),
      perMillionOf: (name) => names.perMillionOf(name),
    };
  },
};
