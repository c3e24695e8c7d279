/** Which metric the order is by: a menu by family, and what the chosen one means. */
import { navigate } from '../../address/address.js';
import { Described } from '../../design/metric-figure.js';
import type { RankingMenuQuery } from '../../generated/graphql.js';
import { rankingAddress, type RankingState } from './ranking-state.js';

type Metric = RankingMenuQuery['metrics'][number];

const FAMILIES: Readonly<Record<Metric['family'], string>> = {
  BIBLIOMETRIC: 'Papers and citations',
  CENTRALITY: 'Central in the network',
  COHESION: 'Surroundings',
  COLLABORATION: 'Working together',
  COMMUNITY: 'Communities',
  COMPONENTS: 'Components',
  NETWORK: 'The network',
};

function Meaning({ metric }: { readonly metric: Metric }) {
  const { definition, range, normalization, nullMeaning, parameters, complexity, reference } = metric;
  return (
    <details class="rankings-meaning">
      <summary>What {metric.title} means</summary>
      <p><Described text={definition} /></p>
      <dl>
        <dt>Range</dt><dd>{range}</dd>
        {normalization !== null && <><dt>Normalised</dt><dd>{normalization}</dd></>}
        {nullMeaning !== null && <><dt>No value</dt><dd>{nullMeaning}</dd></>}
        {parameters.length > 0 && (
          <><dt>Parameters</dt><dd><ul>{parameters.map((parameter) => <li key={parameter.name}>{parameter.name} = {parameter.default}: <Described text={parameter.description} /></li>)}</ul></dd></>
        )}
        <dt>Cost</dt><dd><Described text={complexity} /></dd>
        <dt>Reference</dt><dd><Described text={reference} /></dd>
      </dl>
    </details>
  );
}

/** @param metric undefined where the address names none that there is */
export function MetricMenu({ metrics, metric, state }: { readonly metrics: readonly Metric[]; readonly metric: Metric | undefined; readonly state: RankingState }) {
  const families = [...new Set(metrics.map(({ family }) => family))];
  return (
    <section aria-label="Metric">
      <div class="rankings-menu">
        <label>
          Order by
          <select value={metric?.id ?? ''} onChange={({ currentTarget }) => navigate(rankingAddress(state, { metric: currentTarget.value }))}>
            {metric === undefined && <option value="">Choose a metric</option>}
            {families.map((family) => (
              <optgroup key={family} label={FAMILIES[family]}>
                {metrics.filter((each) => each.family === family).map(({ id, title, isLabel }) => <option key={id} value={id}>{title}{isLabel ? ' (names a group)' : ''}</option>)}
              </optgroup>
            ))}
          </select>
        </label>
        <label>
          Direction
          <select value={state.ascending ? '1' : '0'} onChange={({ currentTarget }) => navigate(rankingAddress(state, { ascending: currentTarget.value === '1' }))}>
            <option value="0">Largest first</option>
            <option value="1">Smallest first</option>
          </select>
        </label>
      </div>
      {metric && <Meaning metric={metric} />}
    </section>
  );
}
