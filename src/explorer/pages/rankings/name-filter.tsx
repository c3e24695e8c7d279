/** Narrows the list by beginnings of names; the address follows after a pause in typing, without a step to go back for every letter. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { navigate } from '../../address/address.js';
import { rankingAddress, type RankingState } from './ranking-state.js';

const PAUSE_MS = 300;

export function NameFilter({ state }: { readonly state: RankingState }) {
  const [typed, setTyped] = useState(state.name);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setTyped(state.name), [state.name]);
  useEffect(() => () => clearTimeout(timer.current), []);

  function go(name: string): void {
    clearTimeout(timer.current);
    if (name !== state.name) navigate(rankingAddress(state, { name }), { replace: true });
  }

  return (
    <form
      class="rankings-name"
      role="search"
      aria-label="Names in this ranking"
      onSubmit={(event) => {
        event.preventDefault();
        go(typed);
      }}
    >
      <label>
        Name begins with
        <input
          type="search"
          maxLength={200}
          value={typed}
          onInput={({ currentTarget: { value } }) => {
            setTyped(value);
            clearTimeout(timer.current);
            timer.current = setTimeout(() => go(value), PAUSE_MS);
          }}
        />
      </label>
    </form>
  );
}
