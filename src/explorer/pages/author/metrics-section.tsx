/** An author's metrics under the chosen graph: each with its place among all, and what it means and how it was made behind it. */
import { useAnswer } from '../../api/use-answer.js';
import { isAwaited, type ApiError } from '../../api/ask.js';
import { MetricFigure } from '../../design/metric-figure.js';
import { percentileWords, rankWords } from '../../design/metric-words.js';
import { measure } from '../../design/numbers.js';
import { OnDemand } from '../../design/section.js';
import { Empty, Failure, Loading, Notice } from '../../design/states.js';
import { AuthorMetricsDocument, type AuthorMetric, type MetricFigureFragment } from '../../generated/graphql.js';
import type { SectionProps } from './author-sections.js';
import { graphOf, type AuthorView } from './author-state.js';
import { MetricChooser, useRegistry } from './metric-chooser.js';

/** The error at one place of the list; its place is the last step of its path. */
function errorAt(errors: readonly ApiError[], index: number): ApiError | undefined {
  return errors.find(({ path }) => path?.at(-1) === index);
}

/** In place of a value: how far its computation is, or why there is none. */
function Missing({ error }: { readonly error: ApiError | undefined }) {
  if (!isAwaited(error)) return <span>{error?.message ?? 'There is no value.'}</span>;
  const progress = error?.extensions?.['progress'];
  const share = typeof progress === 'number' ? progress : null;
  return (
    <span class="metric-computing">
      <progress aria-label="Being computed" value={share ?? undefined} max={1} /> <span class="quiet">being computed{share !== null && `, ${Math.floor(share * 100)} %`}</span>
    </span>
  );
}

function Row({ id, title, figure, error }: { readonly id: string; readonly title: string; readonly figure: MetricFigureFragment | null; readonly error: ApiError | undefined }) {
  if (figure === null) return <tr key={id}><th scope="row">{title}</th><td colSpan={4}><Missing error={error} /></td></tr>;
  const { value, normalized, percentile, metric, method } = figure;
  return (
    <tr>
      <th scope="row"><MetricFigure figure={figure}>{title}</MetricFigure></th>
      <td class="number">{value === null ? <span class="quiet" title={metric.nullMeaning ?? undefined}>no value</span> : <span title={String(value)}>{method === 'EXACT' ? '' : '≈ '}{measure(value)}</span>}</td>
      <td class="number">{normalized === null ? <span class="quiet">–</span> : measure(normalized)}</td>
      <td class="number">{rankWords(figure) ?? <span class="quiet">{metric.isLabel ? 'a label' : '–'}</span>}</td>
      <td>{percentileWords(percentile) ?? <span class="quiet">–</span>}</td>
    </tr>
  );
}

function Values({ author, view, known }: Pick<SectionProps, 'author' | 'view'> & { readonly known: ReadonlyMap<string, string> }) {
  const ids = view.state.metrics.filter((id) => known.has(id)) as readonly AuthorMetric[];
  const unknown = view.state.metrics.filter((id) => !known.has(id));
  const { data, errors, failure, isStale, retry } = useAnswer(AuthorMetricsDocument, ids.length === 0 ? null : { id: author.id, ids: [...ids], graph: graphOf(view.state) });
  const values = data?.author?.metrics ?? null;
  const refused = failure ?? (data !== null && values === null ? (errors[0] ?? null) : null);
  return (
    <>
      {unknown.length > 0 && <Notice>There is no metric {unknown.join(', ')}.</Notice>}
      {ids.length === 0 ? <Empty>No metric is chosen.</Empty> : refused ? <Failure message={refused.message} retry={retry} /> : values === null || values.length !== ids.length ? <Loading what="the metrics" /> : (
        <div class="author-scroll" tabIndex={0} role="group" aria-label="Metrics">
          <table class="author-metrics" aria-busy={isStale}>
            <caption class="visually-hidden">Metrics of {author.displayName}</caption>
            <thead><tr><th scope="col">Metric</th><th scope="col" class="number">Value</th><th scope="col" class="number">Normalised</th><th scope="col" class="number">Place</th><th scope="col">Percentile</th></tr></thead>
            <tbody>{ids.map((id, index) => <Row key={id} id={id} title={known.get(id) ?? id} figure={values[index] ?? null} error={errorAt(errors, index)} />)}</tbody>
          </table>
        </div>
      )}
    </>
  );
}

export function MetricsSection({ author, view }: { readonly author: SectionProps['author']; readonly view: AuthorView }) {
  const { metrics, failure, retry } = useRegistry();
  if (failure) return <Failure message={failure.message} retry={retry} />;
  if (metrics === null) return <Loading what="the metrics" />;
  return (
    <>
      <Values author={author} view={view} known={new Map(metrics.map(({ id, title }) => [id, title]))} />
      <OnDemand summary="Choose metrics">{() => <MetricChooser metrics={metrics} view={view} />}</OnDemand>
    </>
  );
}
