/** One metric of the registry, by family; what it means stands below. */
import { useId } from 'preact/hooks';
import { Described } from '../../../design/metric-figure.js';
import type { MetricFamily } from '../../../generated/graphql.js';
import type { MetricInfo } from '../use-picture.js';

const FAMILY_TITLES: Readonly<Record<MetricFamily, string>> = {
  BIBLIOMETRIC: 'Papers and citations',
  CENTRALITY: 'Centrality',
  COHESION: 'Cohesion',
  COLLABORATION: 'Collaboration',
  COMMUNITY: 'Communities',
  COMPONENTS: 'Components',
  NETWORK: 'Network',
};

interface MetricChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly metrics: readonly MetricInfo[];
  /** Choices before the metrics, which are none. */
  readonly before?: ReadonlyArray<readonly [word: string, text: string]>;
  readonly onValue: (id: string) => void;
}

/** Metrics whose values are no amounts (labels of groups) are left out. */
export function MetricChoice({ label, value, metrics, before = [], onValue }: MetricChoiceProps) {
  const id = useId();
  const amounts = metrics.filter(({ isLabel }) => !isLabel);
  const families = [...new Set(amounts.map(({ family }) => family))];
  const chosen = amounts.find((metric) => metric.id === value);
  const isListed = chosen !== undefined || before.some(([word]) => word === value);
  return (
    <div class="network-field">
      <label for={id}>{label}</label>
      <select id={id} value={value} aria-describedby={chosen === undefined ? undefined : `${id}-meaning`} onChange={({ currentTarget }) => onValue(currentTarget.value)}>
        {!isListed && <option value={value}>{value}</option>}
        {before.length > 0 && <optgroup label="Groups and years">{before.map(([word, text]) => <option key={word} value={word}>{text}</option>)}</optgroup>}
        {families.map((family) => (
          <optgroup key={family} label={FAMILY_TITLES[family]}>
            {amounts.filter((metric) => metric.family === family).map((metric) => <option key={metric.id} value={metric.id}>{metric.title}</option>)}
          </optgroup>
        ))}
      </select>
      {chosen !== undefined && (
        <details class="quiet small">
          <summary>What is {chosen.title}?</summary>
          <p id={`${id}-meaning`}><Described text={chosen.definition} />{chosen.nullMeaning !== null && chosen.nullMeaning !== undefined ? ` No value: ${chosen.nullMeaning}.` : ''}</p>
        </details>
      )}
    </div>
  );
}
