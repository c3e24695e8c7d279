/** How the picture looks. */
import { COLOUR_PROPERTIES, type NetworkChange, type NetworkState } from '../state.js';
import { colourTitle } from '../colours.js';
import type { MetricInfo } from '../use-picture.js';
import { NumberField } from './fields.js';
import { MetricChoice } from './metric-choice.js';

const NO_TITLES: ReadonlyMap<string, string> = new Map();

interface LooksFormProps {
  readonly state: NetworkState;
  readonly metrics: readonly MetricInfo[];
  readonly onChange: (change: NetworkChange) => void;
}

export function LooksForm({ state, metrics, onChange }: LooksFormProps) {
  return (
    <div class="network-form">
      <MetricChoice label="Size" value={state.size} metrics={metrics} onValue={(size) => onChange({ size })} />
      <MetricChoice label="Colour" value={state.colour} metrics={metrics} before={COLOUR_PROPERTIES.map((property) => [property, colourTitle(property, NO_TITLES)] as const)} onValue={(colour) => onChange({ colour })} />
      <NumberField label="Names shown, at most" value={state.labels} least={0} largest={500} onValue={(labels) => onChange({ labels: labels ?? 0 })} />
      <p>
        <button type="button" onClick={() => onChange({ layoutSeed: state.layoutSeed % 1_000_000 + 1 })}>Shuffle the layout</button>{' '}
        <span class="quiet small">Layout {state.layoutSeed}; the same number gives the same picture.</span>
      </p>
    </div>
  );
}
