/** The people a reader pinned: kept in the address, ringed in every picture, and a network of their own if wished. */
import { AuthorLink } from '../../../design/author-link.js';
import { togglePin } from '../scope-changes.js';
import { networkHref, NOTHING_SELECTED, type NetworkChange, type NetworkState } from '../state.js';
import { AuthorPicker } from './author-picker.js';
import { useNames } from './scope-form.js';

/** So many are listed by name. */
const MOST_LISTED = 100;

interface PinsProps {
  readonly state: NetworkState;
  /** Ids in the picture. */
  readonly shown: { has(id: string): boolean };
  readonly onChange: (change: NetworkChange) => void;
}

export function Pins({ state, shown, onChange }: PinsProps) {
  const { authors: pins, scope } = state;
  const listed = pins.slice(0, MOST_LISTED);
  const names = useNames(listed);
  const outside = pins.filter((id) => !shown.has(names.get(id)?.id ?? id)).length;
  return (
    <div class="network-form">
      <AuthorPicker label="Pin somebody" chosen={null} onPick={({ id }) => onChange({ authors: pins.includes(id) ? pins : togglePin(pins, id) })} />
      {pins.length > 0 && (
        <>
          <ul class="network-pins">
            {listed.map((id) => (
              <li key={id}>
                <AuthorLink author={names.get(id) ?? { id, displayName: id }} />
                <button type="button" aria-label={`Unpin ${names.get(id)?.displayName ?? id}`} onClick={() => onChange({ authors: togglePin(pins, id) })}>×</button>
              </li>
            ))}
          </ul>
          {pins.length > listed.length && <p class="quiet small">and {pins.length - listed.length} more</p>}
          {outside > 0 && scope !== 'authors' && <p class="quiet small">{outside} of {pins.length} {pins.length === 1 ? 'is' : 'are'} not in this picture.</p>}
          <p class="network-buttons">
            {scope !== 'authors' && <a class="button" href={networkHref(state, { ...NOTHING_SELECTED, scope: 'authors' })}>Draw only these</a>}
            <button type="button" onClick={() => onChange({ authors: [] })}>Unpin all</button>
          </p>
        </>
      )}
    </div>
  );
}
