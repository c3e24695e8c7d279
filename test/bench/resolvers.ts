/** What is scored: the engine in its modes, and the two baselines that any bibliography tool has. */
import { nameKey, parseName } from '../../src/identity/names.js';
import { resolveAuthors } from '../../src/identity/resolve.js';
import type { SimilarityMode } from '../../src/identity/similarity/block.js';
import { blockKeyOf } from '../../src/identity/similarity/blocking.js';
import type { FeatureCorpus } from '../../src/identity/similarity/features.js';
import { FeatureBuilder } from '../../src/identity/similarity/gather.js';
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

/** The product's resolution, by what similarity finds: no ids, ledger or person records. */
export function engine(mode: SimilarityMode): Resolver {
  return (papers) => {
    const resolution = resolveAuthors(papers.map(({ record }) => ({
      key: record.key,
      formats: [],
      mentions: record.mentions.map((mention) => ({ ...mention, externalIds: {} })),
      content: { title: record.title, abstract: record.abstract, venue: record.venue, year: record.date?.year ?? null, fields: record.fields },
    })), [], [], { mode });
    return papers.flatMap(({ record, labels }, paper) =>
      record.mentions.flatMap((mention, at) => {
        const label = labels[at];
        return label === null || mention.kind !== 'PERSON' ? [] : [{ label, name: blockKeyOf(parseName(mention.rawName, mention.parts)), cluster: resolution.authorOf(paper)[at] }];
      }));
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
