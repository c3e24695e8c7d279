/** Short hands to write a corpus as tests read it. */
import { parseName } from '../../../src/identity/names.js';
import type { BlockMentions, BlockOutcome, SimilarityMode } from '../../../src/identity/similarity/block.js';
import { resolveBlock } from '../../../src/identity/similarity/block.js';
import type { FeatureCorpus } from '../../../src/identity/similarity/features.js';
import { FeatureBuilder } from '../../../src/identity/similarity/gather.js';
import { NameFacts } from '../../../src/identity/similarity/name-facts.js';
import { PairEvidence } from '../../../src/identity/similarity/pair-evidence.js';

export interface TestPaper {
  readonly key: string;
  readonly authors: readonly string[];
  readonly title?: string;
  readonly abstract?: string;
  readonly venue?: string;
  readonly year?: number;
  readonly fields?: readonly string[];
  /** Per author. */
  readonly affiliations?: readonly string[];
  readonly domains?: readonly string[];
}

export function corpusOf(papers: readonly TestPaper[]): FeatureCorpus {
  const builder = new FeatureBuilder();
  for (const { key, authors, title = '', abstract = null, venue = null, year = null, fields = [], affiliations = [], domains = [] } of papers) {
    builder.add({
      key, title, abstract, venue, year, fields,
      mentions: authors.map((name, at) => ({
        name: builder.nameOf(parseName(name)),
        affiliations: affiliations[at] === undefined ? [] : [affiliations[at]],
        emailDomain: domains[at] ?? null,
      })),
    });
  }
  return builder.finish();
}

/** All mentions of the block of a name, none bound. */
export function blockOf(corpus: FeatureCorpus, name: string, more: Partial<BlockMentions> = {}): BlockMentions {
  const at = corpus.names.findIndex(({ parsed }) => parsed.display === name);
  const mentions = Uint32Array.from(Array.from(corpus.mentionName.keys()).filter((mention) => corpus.nameBlock[corpus.mentionName[mention]] === corpus.nameBlock[at]));
  return { mentions, unit: Int32Array.from(mentions.keys()), exclusiveIds: [], apart: [], ...more };
}

/** The block with equal names as one unit each, as the product hands it to CAUTIOUS. */
export function boundByName({ mentionName }: FeatureCorpus, block: BlockMentions): BlockMentions {
  const names = [...new Set(Array.from(block.mentions, (mention) => mentionName[mention]))];
  return { ...block, unit: Int32Array.from(block.mentions, (mention) => names.indexOf(mentionName[mention])) };
}

export function resolved(corpus: FeatureCorpus, block: BlockMentions, mode: SimilarityMode): BlockOutcome {
  return resolveBlock(block, corpus, new PairEvidence(corpus, new NameFacts(corpus)), { mode });
}

/** The clusters as sets of `paper: name`, in an order of their own. */
export function clustersIn(corpus: FeatureCorpus, block: BlockMentions, { clusterOf }: BlockOutcome): string[] {
  const found: string[][] = [];
  for (const [at, mention] of block.mentions.entries()) {
    (found[clusterOf[at]] ??= []).push(`${corpus.paperKeys[corpus.mentionPaper[mention]]}: ${corpus.names[corpus.mentionName[mention]].parsed.display}`);
  }
  return found.map((cluster) => cluster.toSorted().join('; ')).toSorted();
}
