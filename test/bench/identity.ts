/** `npm run bench -- identity`: how well persons are told apart and together, on every labelled set found. */
import { writeFileSync } from 'node:fs';
import { NAME_END } from './aminer.js';
import { meanScore, scoreClustering, type ClusteringScore, type Score } from './clustering-scores.js';
import { findLabelledSets, type LabelledSet } from './labelled-sets.js';
import { engine, EXACT_NAME, FAMILY_AND_INITIAL, type ResolvedMention, type Resolver } from './resolvers.js';

export const RESOLVERS: Readonly<Record<string, Resolver>> = {
  'exact name': EXACT_NAME,
  'family, initial': FAMILY_AND_INITIAL,
  cautious: engine('CAUTIOUS'),
  full: engine('FULL'),
};

export interface IdentityBenchOptions {
  readonly data: string;
  readonly set: readonly string[];
  /** Print every name too. */
  readonly names: boolean;
  readonly json: string | null;
}

export interface SetResult {
  readonly set: string;
  readonly title: string;
  readonly resolver: string;
  readonly seconds: number;
  /** Of every name by itself, averaged: how well an ambiguous name is resolved. */
  readonly mean: { readonly bCubed: Score; readonly pairwise: Score };
  /** Of all mentions at once: large names weigh more. */
  readonly pooled: ClusteringScore;
  readonly perName: readonly (ClusteringScore & { readonly name: string })[];
}

/** Runs every resolver on every set and prints tables. Answers how many sets were found. */
export async function benchIdentity({ data, set, names, json }: IdentityBenchOptions): Promise<number> {
  const sets = await findLabelledSets(data, set);
  const results: SetResult[] = [];
  for (const labelled of sets) {
    const ofSet = Object.entries(RESOLVERS).map(([resolver, resolve]) => resultOf(labelled, resolver, resolve));
    results.push(...ofSet);
    process.stdout.write(`${tableOf(labelled, ofSet).join('\n')}\n\n`);
    if (names) process.stdout.write(`${namesTable(ofSet).join('\n')}\n\n`);
  }
  if (sets.length === 0) process.stderr.write(`bench: no labelled set was found in ${data}\n`);
  if (json !== null) writeFileSync(json, `${JSON.stringify(results, null, 2)}\n`);
  return sets.length;
}

/** Scores a resolver on a set. A name counts where it has two labelled mentions or more. */
export function resultOf({ id, title, corpora }: LabelledSet, resolver: string, resolve: Resolver): SetResult {
  const start = performance.now();
  const resolved = corpora.map((corpus) => resolve(corpus));
  const seconds = (performance.now() - start) / 1000;
  const perName = resolved.flatMap((mentions) => namesOf(mentions)).map(({ name, mentions }) => ({ name, ...scoreOf(mentions) }));
  const all = resolved.flatMap((mentions, corpus) => mentions.map((mention) => ({ ...mention, cluster: `${corpus}/${mention.cluster}` })));
  return {
    set: id, title, resolver, seconds,
    mean: { bCubed: meanScore(perName.map(({ bCubed }) => bCubed)), pairwise: meanScore(perName.map(({ pairwise }) => pairwise)) },
    pooled: scoreOf(all),
    perName,
  };
}

function scoreOf(mentions: readonly ResolvedMention[]): ClusteringScore {
  return scoreClustering(mentions.map(({ cluster }) => cluster), mentions.map(({ label }) => label));
}

function namesOf(mentions: readonly ResolvedMention[]): { name: string; mentions: ResolvedMention[] }[] {
  const names = new Map<string, ResolvedMention[]>();
  for (const mention of mentions) {
    // Labels of files by name begin with that name; other sets are scored by block.
    const name = mention.label.includes(NAME_END) ? mention.label.slice(0, mention.label.indexOf(NAME_END)) : mention.name;
    names.set(name, [...(names.get(name) ?? []), mention]);
  }
  return Array.from(names, ([name, ofName]) => ({ name, mentions: ofName })).filter(({ mentions: { length } }) => length > 1);
}

const digits = (value: number): string => value.toFixed(3).replace(/^0/, '');
const cells = ({ precision, recall, f1 }: Score): string => [precision, recall, f1].map((value) => digits(value).padStart(5)).join(' ');

function tableOf({ title }: LabelledSet, results: readonly SetResult[]): string[] {
  const { mentions, persons } = results[0].pooled;
  return [
    `${title}: ${results[0].perName.length} names, ${mentions} mentions, ${persons} persons`,
    '                    mean of names                          all mentions',
    '                    B-cubed P R F1      pairs P R F1        B-cubed P R F1      pairs P R F1        clusters    time',
    ...results.map(({ resolver, mean, pooled, seconds }) =>
      `  ${resolver.padEnd(16)}  ${cells(mean.bCubed)}   ${cells(mean.pairwise)}   ${cells(pooled.bCubed)}   ${cells(pooled.pairwise)}   ${String(pooled.clusters).padStart(8)}  ${seconds.toFixed(2)} s`),
  ];
}

function namesTable(results: readonly SetResult[]): string[] {
  const full = results.at(-1)!;
  return full.perName.map(({ name, mentions, persons, clusters, bCubed }) =>
    `  ${name.padEnd(24)} ${String(mentions).padStart(5)} mentions ${String(persons).padStart(4)} persons ${String(clusters).padStart(4)} clusters  B-cubed ${cells(bCubed)}`);
}
