/** Which metrics an author's page shows: the registry's, by family. */
import type { AskError } from '../../api/ask.js';
import { useAnswer } from '../../api/use-answer.js';
import { plainText } from '../../design/metric-words.js';
import { AuthorMetricChoicesDocument, type AuthorMetricChoicesQuery, type MetricFamily } from '../../generated/graphql.js';
import { FIRST_METRICS, type AuthorView } from './author-state.js';

const FAMILIES: Readonly<Record<MetricFamily, string>> = {
  BIBLIOMETRIC: 'Papers and citations', CENTRALITY: 'Centrality', COHESION: 'Cohesion', COMMUNITY: 'Communities', COMPONENTS: 'Components', COLLABORATION: 'Collaboration', NETWORK: 'Network',
};

type Choices = AuthorMetricChoicesQuery['metrics'];

/** The metrics of authors that the server knows; null while they are awaited. */
export function useRegistry(): { readonly metrics: Choices | null; readonly failure: AskError | null; readonly retry: () => void } {
  const { data, failure, retry } = useAnswer(AuthorMetricChoicesDocument, {});
  return { metrics: data?.metrics ?? null, failure, retry };
}

export function MetricChooser({ metrics, view: { state, change } }: { readonly metrics: Choices; readonly view: AuthorView }) {
  const chosen = new Set(state.metrics);
  const toggle = (id: string): void => {
    // In the registry's order, whatever the order of choosing.
    const next = metrics.map((each) => each.id).filter((each) => (each === id ? !chosen.has(id) : chosen.has(each)));
    change({ metrics: next }, { replace: true });
  };
  return (
    <div class="metric-chooser">
      {[...new Set(metrics.map(({ family }) => family))].map((family) => (
        <fieldset key={family}>
          <legend>{FAMILIES[family]}</legend>
          {metrics.filter((each) => each.family === family).map(({ id, title, definition }) => (
            <label key={id} title={plainText(definition)}>
              <input type="checkbox" checked={chosen.has(id)} onChange={() => toggle(id)} /> {title}
            </label>
          ))}
        </fieldset>
      ))}
      <p class="small quiet">Closeness, betweenness and eccentricity of large networks are computed when they are first asked for, which may take a while. <button type="button" onClick={() => change({ metrics: FIRST_METRICS }, { replace: true })}>The usual ones</button></p>
    </div>
  );
}
