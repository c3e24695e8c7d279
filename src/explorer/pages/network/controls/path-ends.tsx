/** The two ends of a path, side by side wherever a path is chosen. */
import { scopeKind } from '../question.js';
import { NOTHING_SELECTED, type NetworkChange, type NetworkState } from '../state.js';
import { AuthorPicker, type NamedAuthor } from './author-picker.js';
import { useNames } from './scope-form.js';

interface PathEndsProps {
  readonly state: NetworkState;
  readonly onChange: (change: NetworkChange) => void;
}

export function PathEnds({ state, onChange }: PathEndsProps) {
  const isPath = scopeKind(state) === 'path';
  const [from, to] = isPath ? [state.from, state.to] : ['', ''];
  const names = useNames([from, to]);
  const chosen = (id: string): NamedAuthor | null => names.get(id) ?? (id === '' ? null : { id, displayName: id });
  const set = (change: NetworkChange) => onChange({ ...NOTHING_SELECTED, scope: 'path', from, to, ...change });
  return (
    <fieldset class="network-ends">
      <legend>A path between two people</legend>
      <div class="network-end-from"><AuthorPicker label="From" chosen={chosen(from)} onPick={({ id }) => set({ from: id })} /></div>
      <div class="network-end-to"><AuthorPicker label="To" chosen={chosen(to)} onPick={({ id }) => set({ to: id })} /></div>
    </fieldset>
  );
}
