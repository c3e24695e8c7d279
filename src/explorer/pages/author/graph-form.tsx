/** Which co-authorship graph is meant by strengths, metrics, suggestions and the picture: said always, changed on demand. */
import { useId } from 'preact/hooks';
import { OnDemand } from '../../design/section.js';
import type { Counting } from '../../generated/graphql.js';
import { COUNTINGS, type AuthorState, type AuthorView } from './author-state.js';
import { COUNTING_WORDS, graphWords } from './graph-words.js';

const COUNTING_NAMES: Readonly<Record<Counting, string>> = { FULL: 'Full', FRACTIONAL: 'Fractional (Newman)', FRACTIONAL_REFINED: 'Fractional, refined', HARMONIC: 'Harmonic' };
const ALL = { counting: 'FULL', maxAuthors: null, yearFrom: null, yearTo: null } as const satisfies Partial<AuthorState>;

/** A whole number or nothing, taken when the field is left or Enter is pressed. */
function NumberField({ label, value, least, largest, onValue }: { readonly label: string; readonly value: number | null; readonly least: number; readonly largest: number; readonly onValue: (value: number | null) => void }) {
  const take = (field: HTMLInputElement): void => {
    if (field.value === '') onValue(null);
    else if (field.checkValidity()) onValue(Number(field.value));
    else field.reportValidity();
  };
  return (
    <label>
      <span>{label}</span>
      <input type="number" min={least} max={largest} step={1} inputMode="numeric" placeholder="any" value={value ?? ''} onChange={({ currentTarget }) => take(currentTarget)} />
    </label>
  );
}

export function GraphForm({ view: { state, change } }: { readonly view: AuthorView }) {
  const id = useId();
  const isChanged = state.counting !== 'FULL' || state.maxAuthors !== null || state.yearFrom !== null || state.yearTo !== null;
  const isEmptySpan = state.yearFrom !== null && state.yearTo !== null && state.yearFrom > state.yearTo;
  return (
    <div class="author-graph">
      <p class="quiet small" id={id}>{graphWords(state)} Strengths, metrics, suggestions and the picture are of this graph.</p>
      <OnDemand summary="Choose another graph" startsOpen={isChanged}>
        {() => (
          <form class="author-controls" aria-describedby={id} onSubmit={(event) => event.preventDefault()}>
            <label>
              <span>Counting</span>
              <select value={state.counting} title={COUNTING_WORDS[state.counting]} onChange={({ currentTarget }) => change({ counting: COUNTINGS.find((each) => each === currentTarget.value) ?? 'FULL' })}>
                {COUNTINGS.map((each) => <option key={each} value={each}>{COUNTING_NAMES[each]}</option>)}
              </select>
            </label>
            <NumberField label="Most authors of a paper" value={state.maxAuthors} least={1} largest={1_000_000} onValue={(maxAuthors) => change({ maxAuthors })} />
            <NumberField label="From year" value={state.yearFrom} least={0} largest={9999} onValue={(yearFrom) => change({ yearFrom })} />
            <NumberField label="To year" value={state.yearTo} least={0} largest={9999} onValue={(yearTo) => change({ yearTo })} />
            {isChanged && <button type="button" onClick={() => change(ALL)}>All papers</button>}
            {isEmptySpan && <p role="alert">The first year lies after the last: no paper is in this graph.</p>}
          </form>
        )}
      </OnDemand>
    </div>
  );
}
