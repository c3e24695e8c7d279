/** The metrics that a download's address asks for. */
import { idInWords, parametersInWords } from '../../metrics/parameter-words.js';
import { resolveParameters } from '../../metrics/parameters.js';
import { METRICS } from '../../metrics/registry.js';
import type { AskedMetric } from '../../graphql/downloads/network-question.js';
import type { Parameters } from './parameters.js';

/** Metrics that one download may ask for. */
const MAX_METRICS = 20;

/**
 * The metrics of `metrics`, with values of their parameters from `param` (`damping=0.9`, or `pagerank.damping=0.9` for one of
 * several), each given as often as needed.
 * @throws GraphQLError BAD_USER_INPUT
 */
export function metricsFromAddress(parameters: Parameters): AskedMetric[] {
  const names = [...new Set(parameters.list('metrics').map(idInWords))];
  if (names.length > MAX_METRICS) throw parameters.problem('metrics', names.join(', '), `but at most ${MAX_METRICS} are downloaded at once`);
  const pairs = parameters.list('param').map((text) => pairOf(parameters, text));
  const metrics = names.map((name) => metricNamed(parameters, name));
  for (const { of, name, text } of pairs) {
    const takers = metrics.filter((metric) => (of === null || metric.id === of) && metric.parameters.some((parameter) => parameter.name === name));
    if (takers.length === 0) throw parameters.problem('param', text, 'but none of the metrics asked for takes it');
  }
  return metrics.map((metric) => {
    const own = pairs.filter(({ of, name }) => (of === null ? metric.parameters.some((parameter) => parameter.name === name) : of === metric.id));
    try {
      return { metric, parameters: resolveParameters(metric, parametersInWords(metric, own.map(({ name, value }) => [name, value]))) };
    } catch (error) {
      if (error instanceof RangeError) throw parameters.problem('param', own.map(({ text }) => text).join(', '), `but ${error.message.replace(/\.$/, '')}`);
      throw error;
    }
  });
}

function pairOf(parameters: Parameters, text: string): { readonly of: string | null; readonly name: string; readonly value: string; readonly text: string } {
  const [, of, name, value] = /^(?:([^.=]+)\.)?([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw parameters.problem('param', text, 'but must be name=value or metric.name=value');
  return { of: of === undefined ? null : idInWords(of), name, value, text };
}

/** Metrics that can stand in a column. */
const PER_SUBJECT = METRICS.filter(({ scope }) => scope === 'AUTHOR' || scope === 'COLLABORATION').map(({ id }) => id.toLowerCase());

function metricNamed(parameters: Parameters, name: string) {
  const metric = METRICS.find(({ id }) => id === name);
  if (metric === undefined) throw parameters.problem('metrics', name, `but there is no such metric of authors or collaborations: there are ${PER_SUBJECT.join(', ')}`);
  if (metric.scope !== 'AUTHOR' && metric.scope !== 'COLLABORATION') throw parameters.problem('metrics', name, 'but has no value for each author or collaboration: leave it out');
  return metric;
}
