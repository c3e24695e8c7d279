/** What choosing another scope, pinning and unpinning change in the address. */
import { MOST_AUTHORS, NOTHING_SELECTED, type NetworkChange, type NetworkState, type ScopeKind } from './state.js';

/** The pins with one more or one less. */
export function togglePin(pins: readonly string[], id: string): readonly string[] {
  return pins.includes(id) ? pins.filter((other) => other !== id) : [...pins, id].slice(0, MOST_AUTHORS);
}

/** The change to another kind of scope, keeping the people at hand: somebody selected or drawn around becomes the new middle or start. */
export function toScope(state: NetworkState, scope: ScopeKind): NetworkChange {
  const somebody = state.person || state.author || state.from;
  return {
    ...NOTHING_SELECTED,
    scope,
    ...(scope === 'ego' ? { author: somebody } : {}),
    ...(scope === 'path' ? { from: somebody, to: state.to } : {}),
  };
}
