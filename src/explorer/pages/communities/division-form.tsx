/** How communities are found, how many are shown, and of which graph. */
import { ALGORITHM_TITLES } from '../../design/algorithm-titles.js';
import { ALGORITHMS, FILTER_NAMES, INITIAL_STATE, isFiltered } from '../network/state.js';
import { Choice, NumberField } from '../network/controls/fields.js';
import { FilterForm } from '../network/controls/filter-form.js';
import { useState } from 'preact/hooks';
import '../network/network.css';
import { Described } from '../../design/metric-figure.js';
import { asNetwork, MOST_COMMUNITIES, USUAL_COMMUNITIES, type DivisionChange, type DivisionState } from './division.js';
import { METHODS, takesResolution } from './division-words.js';

interface DivisionFormProps {
  readonly state: DivisionState;
  /** Left out where the page does not show a number of communities. */
  readonly hasNumber?: boolean;
  readonly onChange: (change: DivisionChange) => void;
}

export function DivisionForm({ state, hasNumber = true, onChange }: DivisionFormProps) {
  const network = asNetwork(state);
  const filters = FILTER_NAMES.filter((name) => isFiltered({ ...INITIAL_STATE, [name]: state[name] })).length;
  const [isOpen, setOpen] = useState(filters > 0);
  return (
    <div class="communities-controls">
      <div class="communities-form">
        <Choice label="Found by" value={state.algorithm} options={ALGORITHMS.map((algorithm) => [algorithm, ALGORITHM_TITLES[algorithm]] as const)} onValue={(algorithm) => onChange({ algorithm })} />
        {takesResolution(state.algorithm) && <NumberField label="Resolution: higher, smaller groups" value={state.resolution} least={0.000001} largest={100} step="any" onValue={(resolution) => onChange({ resolution: resolution ?? 1 })} />}
        <NumberField label={state.algorithm === 'COMPONENTS' ? 'Seed of the places' : 'Seed'} value={state.seed} least={0} largest={2_147_483_647} onValue={(seed) => onChange({ seed: seed ?? 1 })} />
        {hasNumber && <NumberField label="Show at most" value={state.maxCommunities} least={1} largest={MOST_COMMUNITIES} onValue={(maxCommunities) => onChange({ maxCommunities: maxCommunities ?? USUAL_COMMUNITIES })} />}
      </div>
      <p class="quiet small"><Described text={METHODS[state.algorithm]} /></p>
      <details class="communities-filters" open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>Which papers count{filters === 0 ? ': all' : ` (${filters} ${filters === 1 ? 'filter' : 'filters'} in use)`}</summary>
        {isOpen && <FilterForm state={network} onChange={onChange} />}
      </details>
    </div>
  );
}
