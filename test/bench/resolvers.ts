/** What is scored: the engine in its modes, and the two baselines that any bibliography tool has. */
import { groupBy, itemsOf } from '../../src/identity/groups.js';
import { nameKey, parseName } from '../../src/identity/names.js';
import { resolveBlock, type SimilarityMode } from '../../src/identity/similarity/block.js';
import { resolveAuthors } from '../../src/identity/resolve.js';
import { blockKeyOf } from '../../src/identity/similarity/blocking.js';
import type { FeatureCorpus } from '../../src/identity/similarity/features.js';
import { FeatureBuilder } from '../../src/identity/similarity/gather.js';
import { NameFacts } from '../../src/identity/similarity/name-facts.js';
import { PairEvidence } from '../../src/identity/similarity/pair-evidence.js';
import type { Mention } from '../../src/records/record.js';
import type { LabelledPaper } from './labelled-sets.js';

/** A labelled mention, the ambiguous name it belongs to, and the cluster that a resolver gave it. */
export interface ResolvedMention {
  readonly label: string;
  /** Family name and first initial: the name that is scored by itself. */
  readonly name: string;
  readonly cluster: number | string;
}

/** Resolves one corpus; answers its labelled mentions in order. */
export type Resolver = (papers: readonly LabelledPaper[]) => ResolvedMention[];

export const EXACT_NAME: Resolver = byName((mention) => nameKey(parseName(mention.rawName, mention.parts)));
export const FAMILY_AND_INITIAL: Resolver = byName((mention) => blockKeyOf(parseName(mention.rawName, mention.parts)));

function byName(clusterOf: (mention: Mention) => string): Resolver {
  return (papers) => papers.flatMap(({ record, labels }) =>
    record.mentions.flatMap((mention, at) => {
      const label = labels[at];
      return label === null ? [] : [{ label, name: blockKeyOf(parseName(mention.rawName, mention.parts)), cluster: clusterOf(mention) }];
    }));
}

/** The similarity engine alone, without ids, ledger or person records. */
export function engine(mode: SimilarityMode): Resolver {
  return (papers) => {
    const { corpus, labels } = gathered(papers);
    const evidence = new PairEvidence(corpus, new NameFacts(corpus));
    const blocks = groupBy(Int32Array.from(corpus.mentionName, (name) => corpus.nameBlock[name]), corpus.blockKeys.length);
    const clusters = new Map<number, string>();
    for (let block = 0; block < corpus.blockKeys.length; block++) {
      const mentions = itemsOf(blocks, block);
      if (!mentions.some((mention) => labels[mention] !== null)) continue;
      const unit = Int32Array.from(mentions, (_, at) => at);
      const { clusterOf } = resolveBlock({ mentions, unit, exclusiveIds: [], apart: [] }, corpus, evidence, { mode });
      for (const [at, mention] of mentions.entries()) clusters.set(mention, `${block}/${clusterOf[at]}`);
    }
    return labels.flatMap((label, mention) =>
      label === null ? [] : [{ label, name: corpus.blockKeys[corpus.nameBlock[corpus.mentionName[mention]]], cluster: clusters.get(mention)! }]);
  };
}

/** What users get: resolution as a snapshot runs it, over the same papers; equal names are joined by its own rules, too. */
export function product(mode: SimilarityMode): Resolver {
  return (papers) => {
    const resolution = resolveAuthors(
      papers.map(({ record }) => ({
        key: record.key, mentions: record.mentions, formats: [record.source.format],
        content: { title: record.title, abstract: record.abstract, venue: record.venue, year: record.date?.year ?? null, fields: record.fields },
      })), [], [], { mode });
    return papers.flatMap(({ record, labels }, paper) => {
      const authors = resolution.authorOf(paper);
      return record.mentions.flatMap((mention, at) => {
        const label = labels[at];
        if (label === null || mention.kind !== 'PERSON') return [];
        return [{ label, name: blockKeyOf(parseName(mention.rawName, mention.parts)), cluster: authors[at] < 0 ? `nobody ${paper}/${at}` : authors[at] }];
      });
    });
  };
}

/** The features of a corpus's persons, and the label per mention. */
export function gathered(papers: readonly LabelledPaper[]): { corpus: FeatureCorpus; labels: (string | null)[] } {
  const builder = new FeatureBuilder();
  const labels: (string | null)[] = [];
  for (const { record, labels: ofPaper } of papers) {
    const persons = record.mentions.flatMap((mention, at) => (mention.kind === 'PERSON' ? [{ mention, label: ofPaper[at] }] : []));
    builder.add({
      key: record.key, title: record.title, abstract: record.abstract, venue: record.venue, year: record.date?.year ?? null, fields: record.fields,
      mentions: persons.map(({ mention }) => ({
        name: builder.nameOf(parseName(mention.rawName, mention.parts)),
        affiliations: mention.affiliations.map(({ name }) => name),
        emailDomain: mention.emailDomain ?? null,
      })),
    });
    labels.push(...persons.map(({ label }) => label));
  }
  return { corpus: builder.finish(), labels };
}
