/** How far resolution goes beyond what is certain: a choice for the whole corpus, stored with it. */
import type { CorpusStore } from '../corpus/store.js';

/**
 * IDS_ONLY: explicit ids, person records, the ledger and equal full names; nothing is guessed.
 * CAUTIOUS: also joins initials and spelling variants where it is near-certain; equal full names stay one author
 * unless ids or the ledger contradict.
 * FULL: the best estimate; an equal full name may be several persons, and variants are joined by what speaks for it.
 */
export const IDENTITY_MODES = ['IDS_ONLY', 'CAUTIOUS', 'FULL'] as const;
export type IdentityMode = (typeof IDENTITY_MODES)[number];

/** The mode of a corpus for which none was chosen. */
export const DEFAULT_IDENTITY_MODE: IdentityMode = 'CAUTIOUS';

const SETTING = 'identity';
/** Set once a corpus has been resolved in FULL: its authors' ids then named single mentions, and go on being found. */
const WAS_FULL = 'identity.was-full';

/** The mode as people write it: `ids-only`, `cautious`, `full`. */
export function modeName(mode: IdentityMode): string {
  return mode.toLowerCase().replace('_', '-');
}

/** The names of all modes, as people write them, from the most careful on. */
export const IDENTITY_MODE_NAMES: readonly string[] = IDENTITY_MODES.map(modeName);

/** Reads a mode's name in any case, with `-` or `_`; null for anything else. */
export function parseMode(text: string): IdentityMode | null {
  const name = text.trim().toUpperCase().replaceAll('-', '_');
  return IDENTITY_MODES.find((mode) => mode === name) ?? null;
}

/** The mode in which the corpus is to be resolved. @throws RangeError where the corpus names a mode unknown to this program */
export function identityModeOf(store: CorpusStore): IdentityMode {
  const text = store.setting(SETTING);
  const mode = text === undefined ? DEFAULT_IDENTITY_MODE : parseMode(text);
  if (mode === null) throw new RangeError(`the corpus asks for the identity mode ${JSON.stringify(text)}, this program knows ${IDENTITY_MODE_NAMES.join(', ')}: choose one with --identity`);
  return mode;
}

/** Chooses the mode for every snapshot to come; true where that changes it. */
export function setIdentityMode(store: CorpusStore, mode: IdentityMode): boolean {
  const known = store.setting(SETTING);
  if ((known === undefined ? DEFAULT_IDENTITY_MODE : parseMode(known)) === mode) return false;
  store.setSetting(SETTING, modeName(mode));
  if (mode === 'FULL') store.setSetting(WAS_FULL, 'yes');
  return true;
}

/** Whether authors' ids that name single mentions (`name:…@paper`) may have been published for this corpus. */
export function hasBeenFull(store: CorpusStore): boolean {
  return store.setting(WAS_FULL) !== undefined;
}
