/** Where the keyboard goes on when a choice has taken its own field off the page. */
import { useEffect, useRef } from 'preact/hooks';
import { networkHref, type NetworkChange, type NetworkState } from './state.js';

/** What the next thing to fill in or read is, as a selector. */
function nextPlace({ scope, from, to }: Pick<NetworkState, 'scope' | 'from' | 'to'>): string {
  if (scope === 'path' && from === '') return '.network-end-from input';
  if (scope === 'path' && to === '') return '.network-end-to input';
  return '.network-header h1';
}

/**
 * Wraps changes of the scope: after one has been drawn, the focus is in the field that is still empty, or else on the
 * page's heading. A change of a complete path leaves it where it is.
 */
export function useFocusAfter(state: NetworkState, onChange: (change: NetworkChange) => void): (change: NetworkChange) => void {
  const place = useRef<string | null>(null);
  const here = networkHref(state);
  useEffect(() => {
    const next = place.current === null ? null : document.querySelector<HTMLElement>(place.current);
    place.current = null;
    if (next === null) return;
    if (next.tagName === 'H1') next.tabIndex = -1;
    next.focus();
  }, [here]);
  return (change) => {
    const isComplete = state.scope === 'path' && state.from !== '' && state.to !== '';
    const next = { ...state, ...change };
    if (!isComplete && networkHref(next) !== here) place.current = nextPlace(next);
    onChange(change);
  };
}
