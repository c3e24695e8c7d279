/** Which metrics a command line asks for, with their parameters. */
import type { MetricDescriptor, MetricScope, Parameters } from '../../metrics/metric.js';
import { idInWords } from '../../metrics/parameter-words.js';
import { resolveParameters } from '../../metrics/parameters.js';
import { METRICS } from '../../metrics/registry.js';
import { CliError, EXIT } from '../errors.js';
import { parametersOf } from '../metric-choice.js';
import { suggestion } from '../suggestion.js';
import { isAboutPapers } from './paperless-metrics.js';

export const SCOPES: readonly MetricScope[] = ['AUTHOR', 'COLLABORATION', 'NETWORK', 'DISTRIBUTION'];
const SCOPES_OF_ALL: readonly MetricScope[] = ['AUTHOR', 'NETWORK'];

export interface ChoiceOptions {
  readonly metric?: readonly string[];
  readonly all?: boolean;
  readonly scope?: readonly string[];
  readonly param?: readonly string[];
  readonly distance?: 'UNWEIGHTED' | 'INVERSE_STRENGTH';
  readonly exact?: boolean;
  readonly sampled?: boolean;
  readonly epsilon?: number;
  readonly delta?: number;
  readonly seed?: number;
}

export interface ChosenMetric {
  readonly metric: MetricDescriptor;
  /** Complete and checked. */
  readonly parameters: Parameters;
}

export interface Choice {
  readonly chosen: readonly ChosenMetric[];
  /** Ids that `--all` leaves out, since they are about papers. */
  readonly left: readonly string[];
  /** What was asked for and changes nothing, a sentence each. */
  readonly notes: readonly string[];
}

/** Comma-separated values of a repeatable option, one by one, each once. */
function separated(values: readonly string[] | undefined): string[] {
  return [...new Set((values ?? []).flatMap((value) => value.split(',')).map(idInWords).filter((value) => value !== ''))];
}

function metricOf(id: string): MetricDescriptor {
  const found = METRICS.find((metric) => metric.id === id);
  if (found !== undefined) return found;
  const hint = suggestion(id, METRICS.map((metric) => metric.id)) || '; `coterie metrics --help` lists them';
  throw new CliError(`there is no metric "${id}"${hint}`, EXIT.usage, { argument: 'metric', value: id });
}

/** The metrics of comma-separated names, each once. @throws CliError (usage) for one that does not exist */
export function metricsNamed(names: readonly string[]): MetricDescriptor[] {
  return separated(names).map(metricOf);
}

function scopesOf(scope: readonly string[] | undefined): readonly MetricScope[] {
  const wanted = separated(scope);
  const unknown = wanted.find((name) => !SCOPES.some((known) => known === name));
  if (unknown !== undefined) throw new CliError(`there is no scope "${unknown}"; the scopes are ${SCOPES.join(', ').toLowerCase()}`, EXIT.usage);
  return wanted.length === 0 ? SCOPES_OF_ALL : SCOPES.filter((known) => wanted.includes(known));
}

function metricsAskedFor(options: ChoiceOptions, hasPapers: boolean): { readonly metrics: MetricDescriptor[]; readonly left: string[] } {
  const named = metricsNamed(options.metric ?? []);
  if (options.all === true) {
    if (named.length > 0) throw new CliError('--all and --metric both say what is computed: use one of them', EXIT.usage);
    const scopes = scopesOf(options.scope);
    const all = METRICS.filter(({ scope }) => scopes.includes(scope));
    const metrics = all.filter((metric) => hasPapers || !isAboutPapers(metric));
    return { metrics, left: all.filter((metric) => !metrics.includes(metric)).map(({ id }) => id) };
  }
  if (options.scope !== undefined) throw new CliError('--scope says what --all covers: add --all, or leave --scope out', EXIT.usage);
  if (named.length === 0) throw new CliError('nothing says what to compute: add --metric NAME (--help lists the names) or --all', EXIT.usage);
  const impossible = hasPapers ? [] : named.filter(isAboutPapers).map(({ id }) => id);
  if (impossible.length > 0) {
    const subject = impossible.length === 1 ? `${impossible[0]} is` : `${impossible.join(', ')} are`;
    throw new CliError(`${subject} about papers, and a network file has none: import the papers (\`coterie metrics papers.bib …\`), or choose other metrics`, EXIT.usage, { argument: 'metric', value: impossible[0] });
  }
  return { metrics: named, left: [] };
}

const hasParameter = ({ parameters }: MetricDescriptor, name: string): boolean => parameters.some((parameter) => parameter.name === name);

/** The pairs of `--param` that are meant for a metric, as `name=value`. */
function pairsFor(metric: MetricDescriptor, pairs: readonly Pair[]): string[] {
  return pairs.filter(({ of, name }) => (of === null ? hasParameter(metric, name) : of === metric.id)).map(({ name, value }) => `${name}=${value}`);
}

interface Pair {
  /** Id of the one metric that it is aimed at; null for all that have it. */
  readonly of: string | null;
  readonly name: string;
  readonly value: string;
}

function pairsOf(texts: readonly string[], metrics: readonly MetricDescriptor[]): Pair[] {
  return texts.map((text) => {
    const [, of, name, value] = /^(?:([^.=]+)\.)?([^=]+)=(.*)$/s.exec(text) ?? [];
    if (name === undefined || value === undefined) throw new CliError(`the parameter "${text}" is not of the form name=value or metric.name=value`, EXIT.usage);
    const id = of === undefined ? null : metricOf(idInWords(of)).id;
    if (id !== null && !metrics.some((metric) => metric.id === id)) throw new CliError(`the parameter "${text}" is aimed at ${id}, which is not computed: add --metric ${id.toLowerCase()}`, EXIT.usage);
    if (id === null && !metrics.some((metric) => hasParameter(metric, name))) {
      const known = [...new Set(metrics.flatMap(({ parameters }) => parameters.map((parameter) => parameter.name)))];
      throw new CliError(`none of the metrics computed has a parameter "${name}"; ${known.length === 0 ? 'they take none' : `they take ${known.join(', ')}`}`, EXIT.usage);
    }
    return { of: id, name, value };
  });
}

/** Parameters that have options of their own. */
function shorthands({ distance, exact, sampled, epsilon, delta, seed }: ChoiceOptions): ReadonlyArray<{ readonly option: string; readonly name: string; readonly value: number | string }> {
  if (exact === true && sampled === true) throw new CliError('--exact and --sampled say opposite things: use one of them', EXIT.usage);
  if (exact === true && (epsilon !== undefined || delta !== undefined)) throw new CliError('--exact leaves no error for --epsilon and --delta to bound: use one or the other', EXIT.usage);
  const given = [
    { option: '--distance', name: 'distance', value: distance },
    { option: '--exact', name: 'method', value: exact === true ? 'EXACT' : undefined },
    { option: '--sampled', name: 'method', value: sampled === true ? 'SAMPLED' : undefined },
    { option: '--epsilon', name: 'epsilon', value: epsilon },
    { option: '--delta', name: 'delta', value: delta },
    { option: '--seed', name: 'seed', value: seed },
  ];
  return given.flatMap(({ option, name, value }) => (value === undefined ? [] : [{ option, name, value }]));
}

/**
 * The metrics that the options name, in that order (or in the registry's for `--all`).
 * @param hasPapers whether what is measured is made of papers
 * @throws CliError (usage) for names that do not exist or can't be had; RangeError for parameters out of range
 */
export function chooseMetrics(options: ChoiceOptions, hasPapers: boolean): Choice {
  const { metrics, left } = metricsAskedFor(options, hasPapers);
  const pairs = pairsOf(options.param ?? [], metrics);
  const short = shorthands(options);
  const chosen = metrics.map((metric) => {
    const given = Object.fromEntries(short.filter(({ name }) => hasParameter(metric, name)).map(({ name, value }) => [name, value]));
    return { metric, parameters: resolveParameters(metric, { ...given, ...parametersOf(metric, pairsFor(metric, pairs)) }) };
  });
  const idle = short.filter(({ name }) => !metrics.some((metric) => hasParameter(metric, name)));
  const notes = idle.map(({ option, name }) =>
    name === 'method' ? `${option} changes nothing: each of these metrics has one way of being computed` : `${option} changes nothing: none of these metrics has a parameter ${name}`,
  );
  return { chosen, left, notes };
}
