/** Which papers count, and how: the graph spec. */
import { useAnswer } from '../../../api/use-answer.js';
import { count } from '../../../design/numbers.js';
import { NetworkVocabularyDocument } from '../../../generated/graphql.js';
import { isFiltered, NO_FILTERS, PAPER_TYPES, type NetworkChange, type NetworkState } from '../state.js';
import { Choice, NumberField } from './fields.js';
import { FieldPicker, VenuePicker } from './term-picker.js';

type PaperTypeName = (typeof PAPER_TYPES)[number];

/** `CONFERENCE_PAPER` as `conference paper`. */
export function typeName(type: string): string {
  return type.toLowerCase().replaceAll('_', ' ');
}

interface FilterFormProps {
  readonly state: NetworkState;
  readonly onChange: (change: NetworkChange) => void;
}

export function FilterForm({ state, onChange }: FilterFormProps) {
  const { data } = useAnswer(NetworkVocabularyDocument, {});
  const corpus = data?.corpus ?? null;
  const counts = new Map(corpus?.types.groups.map(({ key, count: papers }) => [key, papers]));
  const types = PAPER_TYPES.filter((type) => counts.has(type) || state.types.includes(type));
  const toggled = (type: PaperTypeName): readonly PaperTypeName[] => PAPER_TYPES.filter((other) => (other === type ? !state.types.includes(other) : state.types.includes(other)));
  return (
    <div class="network-form">
      <Choice
        label="Each joint paper counts"
        value={state.counting}
        options={[['FULL', '1'], ['FRACTIONAL', '1/(k − 1), for k authors'], ['FRACTIONAL_REFINED', '2/(k(k − 1)): each paper 1 in all'], ['HARMONIC', 'by place on the author list']]}
        onValue={(counting) => onChange({ counting })}
      />
      <NumberField label="Only papers of at most … authors" placeholder="any number" value={state.maxAuthors} least={1} largest={1_000_000} isOptional onValue={(maxAuthors) => onChange({ maxAuthors })} />
      <div class="network-years">
        <NumberField label="From year" value={state.yearFrom} least={0} largest={state.yearTo ?? 9999} isOptional onValue={(yearFrom) => onChange({ yearFrom })} />
        <NumberField label="To year" value={state.yearTo} least={state.yearFrom ?? 0} largest={9999} isOptional onValue={(yearTo) => onChange({ yearTo })} />
      </div>
      {types.length > 0 && (
        <fieldset>
          <legend>Types of papers</legend>
          {types.map((type) => (
            <label key={type}>
              <input type="checkbox" checked={state.types.includes(type)} onChange={() => onChange({ types: toggled(type) })} /> {typeName(type)} <span class="quiet small">{count(counts.get(type) ?? 0)}</span>
            </label>
          ))}
          <p class="quiet small">{state.types.length === 0 ? 'None chosen: all count.' : ''}</p>
        </fieldset>
      )}
      <VenuePicker label="Venues" chosen={state.venues} onChoose={(venues) => onChange({ venues })} />
      {(corpus === null || corpus.fields.groups.length > 0 || state.fields.length > 0) && (
        <FieldPicker label="Fields of study" chosen={state.fields} onChoose={(fields) => onChange({ fields })} fields={corpus?.fields.groups ?? null} total={corpus?.fields.truncated?.total ?? null} />
      )}
      <NumberField label="Least strength of a collaboration" value={state.minStrength} least={0} largest={1_000_000} step="any" onValue={(minStrength) => onChange({ minStrength: minStrength ?? 0 })} />
      <Choice label="Components" value={state.component} options={[['ALL', 'All'], ['GIANT', 'The largest one only']]} onValue={(component) => onChange({ component })} />
      {isFiltered(state) && <button type="button" onClick={() => onChange(NO_FILTERS)}>Clear all filters</button>}
    </div>
  );
}
