/** Which papers count for the ranking, and how much: the graph spec as a form. */
import { navigate } from '../../address/address.js';
import { count } from '../../design/numbers.js';
import { COUNTINGS, graphOf, rankingAddress, type RankingState } from './ranking-state.js';

const COUNTING_WORDS: Readonly<Record<(typeof COUNTINGS)[number], string>> = {
  FULL: 'Each joint paper counts 1',
  FRACTIONAL: '1/(k−1) for a paper of k people (Newman)',
  FRACTIONAL_REFINED: '2/(k(k−1)): each paper gives 1 in all',
  HARMONIC: 'By place on the author list (Hagen)',
};

interface GraphFormProps {
  readonly state: RankingState;
  /** Types of papers that occur. */
  readonly types: ReadonlyArray<{ readonly key: string; readonly displayName: string; readonly count: number }>;
}

function NumberField({ label, value, least, onValue }: { readonly label: string; readonly value: number | null; readonly least: number; readonly onValue: (value: number | null) => void }) {
  return (
    <label>
      {label}
      <input
        type="number"
        inputMode="numeric"
        min={least}
        step={1}
        value={value ?? ''}
        onChange={({ currentTarget }) => currentTarget.reportValidity() && onValue(currentTarget.value === '' ? null : Number(currentTarget.value))}
      />
    </label>
  );
}

export function GraphForm({ state, types }: GraphFormProps) {
  const go = (change: Partial<RankingState>): void => navigate(rankingAddress(state, change));
  const isChanged = graphOf(state) !== null;
  const { yearFrom, yearTo } = state;
  return (
    <details class="rankings-graph" open={isChanged}>
      <summary>Which papers count{isChanged ? '' : ': all'}</summary>
      <div class="rankings-menu">
        <label>
          Counting
          <select value={state.counting} onChange={({ currentTarget }) => go({ counting: COUNTINGS.find((word) => word === currentTarget.value) ?? 'FULL' })}>
            {COUNTINGS.map((word) => <option key={word} value={word}>{COUNTING_WORDS[word]}</option>)}
          </select>
        </label>
        <NumberField label="At most so many authors" value={state.maxAuthors} least={1} onValue={(maxAuthors) => go({ maxAuthors })} />
        <NumberField label="From year" value={yearFrom} least={-32_767} onValue={(value) => go({ yearFrom: value })} />
        <NumberField label="To year" value={yearTo} least={-32_767} onValue={(value) => go({ yearTo: value })} />
      </div>
      {yearFrom !== null && yearTo !== null && yearFrom > yearTo && <p class="notice">The first year is after the last one: no paper is of such years.</p>}
      {types.length > 0 && (
        <fieldset class="rankings-types">
          <legend>Types of papers{state.types.length === 0 ? ': all' : ''}</legend>
          {types.map(({ key, displayName, count: papers }) => (
            <label key={key}>
              <input
                type="checkbox"
                checked={state.types.includes(key)}
                onChange={({ currentTarget }) => go({ types: currentTarget.checked ? [...state.types, key] : state.types.filter((type) => type !== key) })}
              />
              {displayName} <span class="quiet">{count(papers)}</span>
            </label>
          ))}
        </fieldset>
      )}
      {(state.venues.length > 0 || state.fields.length > 0) && <p>Only papers of {[...state.venues, ...state.fields].join(', ')}. <a href={rankingAddress(state, { venues: [], fields: [] })}>All venues and fields</a></p>}
      {isChanged && <p><a href={rankingAddress(state, { counting: 'FULL', maxAuthors: null, yearFrom: null, yearTo: null, types: [], venues: [], fields: [] })}>Count all papers alike</a></p>}
    </details>
  );
}
