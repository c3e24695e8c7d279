/** Shown above the picture while the address does not say whose network it is. */
import { counted } from '../../design/numbers.js';
import { AuthorPicker } from './controls/author-picker.js';
import { PathEnds } from './controls/path-ends.js';
import { ScopeForm } from './controls/scope-form.js';
import type { NetworkChange, NetworkState } from './state.js';
import type { MetricInfo } from './use-picture.js';

interface StartFormProps {
  readonly state: NetworkState;
  readonly metrics: readonly MetricInfo[];
  /** Of the corpus; null while awaited. */
  readonly authorCount: number | null;
  readonly onChange: (change: NetworkChange) => void;
}

export function StartForm({ state, metrics, authorCount, onChange }: StartFormProps) {
  return (
    <section class="network-start" aria-labelledby="network-start">
      <h2 id="network-start">Whose network would you like to see?</h2>
      <div class="network-start-choices">
        <AuthorPicker label="Around one person" chosen={null} onPick={({ id }) => onChange({ scope: 'ego', author: id })} />
        <PathEnds state={state} onChange={onChange} />
        <details>
          <summary>Something else: a ranking, a community, people of your choice</summary>
          <ScopeForm state={state} metrics={metrics} onChange={onChange} />
        </details>
      </div>
      <p class="quiet small">
        Until you choose: the authors with most collaborators{authorCount === null ? '' : authorCount <= state.n ? `, all ${counted(authorCount, 'author')} of the corpus` : `, ${state.n} of ${counted(authorCount, 'author')}`}.
      </p>
    </section>
  );
}
