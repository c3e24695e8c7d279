/** Authors in the order of any metric, narrowed by field, venue, years and name, under any graph. */
import { readState } from '../../address/params.js';
import { useAnswer } from '../../api/use-answer.js';
import type { PageProps } from '../../app/routes.js';
import { PageTitle } from '../../design/page-title.js';
import { Failure, Loading, Notice } from '../../design/states.js';
import { RankingMenuDocument, type AuthorMetric } from '../../generated/graphql.js';
import { FacetLists } from './facet-lists.js';
import { GraphForm } from './graph-form.js';
import { MetricMenu } from './metric-menu.js';
import { NameFilter } from './name-filter.js';
import { Ranking } from './ranking.js';
import { RANKING_PARAMS } from './ranking-state.js';
import './rankings.css';

export function RankingsPage({ address }: PageProps) {
  const { state, problems } = readState(RANKING_PARAMS, address.params);
  const menu = useAnswer(RankingMenuDocument, {});
  if (menu.failure) return <Failure message={menu.failure.message} retry={menu.retry} />;
  if (menu.data === null) return <Loading what="the metrics" />;
  const { metrics, corpus } = menu.data;
  const metric = metrics.find(({ id }) => id === state.metric);

  return (
    <>
      <PageTitle title={metric === undefined ? 'Rankings' : `Authors by ${metric.title}`}>Rankings</PageTitle>
      {problems.map(({ name, value, accepts }) => <Notice key={name}>The address says {name}={value}, which means nothing here: {name} takes {accepts}. It is left out.</Notice>)}
      <MetricMenu metrics={metrics} metric={metric} state={state} />
      {metric === undefined ? <Notice>There is no metric {state.metric} of authors. Choose one from the menu.</Notice> : metric.isLabel ? (
        <Notice>{metric.title} names a group: a larger number is not more, so authors can’t be put in order by it. Groups of close collaborators are shown as <a href="/communities">communities</a>.</Notice>
      ) : (
        <>
          <NameFilter state={state} />
          <GraphForm state={state} types={corpus.types.groups} />
          <div class="rankings-columns">
            <FacetLists state={state} />
            <Ranking state={state} metric={metric.id as AuthorMetric} title={metric.title} nullMeaning={metric.nullMeaning} />
          </div>
        </>
      )}
    </>
  );
}
