/** The picture of a state, asked in one question, and the registry of metrics beside it. */
import { useMemo } from 'preact/hooks';
import type { ParamProblem } from '../../address/params.js';
import type { ApiError, AskError } from '../../api/ask.js';
import { useAnswer } from '../../api/use-answer.js';
import { NetworkMetricsDocument, NetworkPictureDocument, type NetworkMetricsQuery, type NetworkPictureQuery, type NetworkPictureQueryVariables } from '../../generated/graphql.js';
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
  readonly data: NetworkPictureQuery | null;
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

export function usePicture(asked: NetworkState): PictureAnswer {
  const registry = useAnswer(NetworkMetricsDocument, {});
  const metrics = registry.data?.metrics ?? [];
  const { state, problems } = useMemo(() => withKnownMetrics(asked, metrics), [asked, registry.data]);
  const variables = pictureQuestion(state);
  const { data, isLoading, isStale, failure, computing, awaited, retry } = useAwaited(NetworkPictureDocument, variables);
  return {
    state,
    problems,
    variables,
    data,
    isLoading,
    isStale,
    failure,
    computing: awaited.length > 0 ? awaited : onceEach(computing),
    metrics,
    retry,
  };
}
