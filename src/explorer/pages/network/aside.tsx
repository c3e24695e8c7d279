/** Beside the picture, below it on a phone: what is selected, what the picture means, and what can be changed. */
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ApiError } from '../../api/ask.js';
import { FilterForm } from './controls/filter-form.js';
import { LooksForm } from './controls/looks-form.js';
import { Pins } from './controls/pins.js';
import { ScopeForm } from './controls/scope-form.js';
import { Legend } from './legend.js';
import { pairOf } from './rows.js';
import { metricOf } from './use-picture.js';
import { PairPanel } from './panels/pair-panel.js';
import { PersonPanel } from './panels/person-panel.js';
import { linesGrow } from './question.js';
import { FILTER_NAMES, NETWORK_PARAMS, type NetworkChange, type NetworkState } from './state.js';
import { strengthUnit } from './words.js';
import type { Drawn } from './use-drawn.js';
import type { MetricInfo } from './use-picture.js';

interface AsideProps {
  readonly state: NetworkState;
  readonly drawn: Drawn | null;
  readonly metrics: readonly MetricInfo[];
  readonly titles: ReadonlyMap<string, string>;
  /** What the legend's pixels are multiplied with: see `CanvasProps.onSizes`. */
  readonly factor: number;
  readonly computing: readonly ApiError[];
  /** Nothing is drawn until another scope is chosen. */
  readonly needsScope: boolean;
  readonly onChange: (change: NetworkChange) => void;
}

const NOBODY: ReadonlySet<string> = new Set();

function Section({ title, isOpen = false, children }: { readonly title: string; readonly isOpen?: boolean; readonly children: ComponentChildren }) {
  const [open, setOpen] = useState(isOpen);
  useEffect(() => {
    if (isOpen) setOpen(true);
  }, [isOpen]);
  // What is folded away is not made either: the lists of the corpus are asked for when somebody looks.
  return (
    <details class="network-section" open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary><h2>{title}</h2></summary>
      {open && children}
    </details>
  );
}

export function Aside({ state, drawn, metrics, titles, factor, computing, needsScope, onChange }: AsideProps) {
  const person = drawn?.rows.byId.get(state.person);
  const filters = FILTER_NAMES.filter((name) => JSON.stringify(state[name]) !== JSON.stringify(NETWORK_PARAMS[name].initial)).length;
  const form = { state, metrics, onChange };
  return (
    <div class="network-aside">
      {drawn !== null && person !== undefined && <PersonPanel state={state} person={person} rows={drawn.shown} year={drawn.year} sizeTitle={titles.get(state.size) ?? state.size} onChange={onChange} />}
      {state.pair.length === 2 && <PairPanel state={state} then={drawn === null || drawn.year === null ? null : { year: drawn.year, paperCount: pairOf(drawn.shown, state.pair)?.paperCount ?? 0 }} onChange={onChange} />}
      {drawn !== null && drawn.rows.people.length > 0 && (
        <Section title="Legend" isOpen>
          <Legend appearance={drawn.appearance} factor={factor} year={drawn.year} linesGrow={linesGrow(state)} people={drawn.shown.people} size={state.size} colour={state.colour} titles={titles} awaited={computing.map(metricOf)} strengthUnit={strengthUnit(state.counting)} />
        </Section>
      )}
      {state.scope !== null && <Section title="Whose network" isOpen={needsScope}><ScopeForm {...form} /></Section>}
      <Section title="Looks"><LooksForm {...form} /></Section>
      <Section title={filters === 0 ? 'Filters' : `Filters (${filters} in use)`} isOpen={filters > 0}><FilterForm state={state} onChange={onChange} /></Section>
      <Section title={state.authors.length === 0 ? 'Pinned people' : `Pinned people (${state.authors.length})`} isOpen={state.scope === 'authors'}><Pins state={state} shown={drawn?.rows.byId ?? NOBODY} onChange={onChange} /></Section>
    </div>
  );
}
