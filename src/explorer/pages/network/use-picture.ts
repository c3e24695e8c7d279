/** The picture of a state, asked in one question, and the registry of metrics beside it. */
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { ParamProblem } from '../../address/params.js';
import type { ApiError, AskError, Present } from '../../api/ask.js';
import { useAnswer } from '../../api/use-answer.js';
import { NetworkMetricsDocument, NetworkPictureDocument, NetworkProbeDocument, type NetworkMetricsQuery, type NetworkPictureQuery, type NetworkPictureQueryVariables, type NetworkProbeQueryVariables } from '../../generated/graphql.js';
import { isMetricColour, pictureQuestion } from './question.js';
import { INITIAL_STATE, type NetworkState } from './state.js';
import { useAwaited } from './use-awaited.js';

export type MetricInfo = NetworkMetricsQuery['metrics'][number];

export interface PictureAnswer {
  /** The state in use: with the default where the address names a metric that the registry does not have. */
  readonly state: NetworkState;
  readonly problems: readonly ParamProblem[];
  /** What was asked; null where the address does not say whose network it is. */
  readonly variables: NetworkPictureQueryVariables | null;
  readonly data: Present<NetworkPictureQuery> | null;
  readonly isLoading: boolean;
  readonly isStale: boolean;
  readonly failure: AskError | null;
  /** What is still being computed at the server, one error for each metric. */
  readonly computing: readonly ApiError[];
  /** Metrics by id; empty until they are here. */
  readonly metrics: readonly MetricInfo[];
  readonly retry: () => void;
}

/** Metrics that the registry lacks, or that name groups where sizes are wanted, replaced by their defaults and reported. */
export function withKnownMetrics(state: NetworkState, metrics: readonly Pick<MetricInfo, 'id' | 'isLabel'>[]): { readonly state: NetworkState; readonly problems: readonly ParamProblem[] } {
  if (metrics.length === 0) return { state, problems: [] };
  const values = new Set(metrics.filter(({ isLabel }) => !isLabel).map(({ id }) => id));
  const problems: ParamProblem[] = [];
  const known = (name: 'size' | 'colour' | 'metric'): string => {
    const value = state[name];
    if (values.has(value) || (name === 'colour' && !isMetricColour(value))) return value;
    problems.push({ name, value, accepts: 'the id of a metric of authors, such as DEGREE' });
    return INITIAL_STATE[name];
  };
  const checked = { ...state, size: known('size'), colour: known('colour'), metric: known('metric') };
  return problems.length === 0 ? { state, problems } : { state: checked, problems };
}

/** The metric that an error is about; empty where it is about none. */
export function metricOf({ extensions }: ApiError): string {
  const metric = extensions?.['metric'];
  return typeof metric === 'string' ? metric : '';
}

/** Errors once for each metric: the API reports one for each node. */
export function onceEach(errors: readonly ApiError[]): readonly ApiError[] {
  return [...new Map(errors.map((error) => [metricOf(error) || error.message, error])).values()];
}

const PAUSE_MS = 4000;

/**
 * While an answer lacks metrics, asks for those of one author until they are there, and then for the picture once more:
 * a large one is not asked for in vain.
 * @returns what is still being computed, as it was last told
 */
function useProbe(variables: NetworkPictureQueryVariables | null, computing: readonly ApiError[], isStale: boolean, retry: () => void): readonly ApiError[] {
  const isLacking = computing.length > 0 && !isStale && variables !== null;
  const probed = useMemo<NetworkProbeQueryVariables | null>(() => {
    if (!isLacking) return null;
    const { scope, graph, size, colour, withColour } = variables;
    return { scope, graph: graph ?? null, size, colour, withColour };
  }, [isLacking, variables]);
  const probe = useAwaited(NetworkProbeDocument, probed);
  const isThere = isLacking && probe.data !== null && !probe.isStale && !probe.isLoading && probe.computing.length === 0 && probe.awaited.length === 0;
  const attempts = useRef(0);
  useEffect(() => {
    if (!isLacking) attempts.current = 0;
    if (!isThere) return undefined;
    // A picture that lacks numbers which the probe has got is asked for again, but not without a pause.
    const timer = setTimeout(retry, attempts.current === 0 ? 0 : PAUSE_MS);
    attempts.current += 1;
    return () => clearTimeout(timer);
  }, [isLacking, isThere, computing]);
  return isLacking && probe.computing.length > 0 ? probe.computing : computing;
}

export function usePicture(asked: NetworkState): PictureAnswer {
  const registry = useAnswer(NetworkMetricsDocument, {});
  const metrics = registry.data?.metrics ?? [];
  const { state, problems } = useMemo(() => withKnownMetrics(asked, metrics), [asked, registry.data]);
  const variables = pictureQuestion(state);
  const { data, isLoading, isStale, failure, computing, awaited, retry } = useAwaited(NetworkPictureDocument, variables, false);
  const stillComputing = useProbe(variables, computing, isStale, retry);
  return {
    state,
    problems,
    variables,
    data,
    isLoading,
    isStale,
    failure,
    computing: awaited.length > 0 ? awaited : onceEach(stillComputing),
    metrics,
    retry,
  };
}
