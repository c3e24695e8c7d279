/** Under which choices the corpus of the works was resolved, as far as the works tell it. */
import { VERSION_MODES } from '../corpus/choices.js';
import { IDENTITY_MODES } from '../identity/mode.js';
import type { Manifest } from '../snapshot/types.js';
import type { ToldPaper } from './told.js';

/** The choices, null where they are not known. */
export type Choices = Pick<Manifest, 'identityMode' | 'versionMode'>;

/** Gathers what each paper tells. Memory: one of each. */
export class PackedChoices {
  #told: ToldPaper['choices'] | null;

  /** @param told undefined where a paper tells nothing */
  add(told: ToldPaper['choices']): void {
    if (this.#told === undefined) this.#told = told ?? null;
    else if (this.#told !== null && (told?.identityMode !== this.#told.identityMode || told?.versionMode !== this.#told.versionMode)) this.#told = null;
  }

  /** What all papers tell alike; null for both where they differ or some tell nothing, and for what is no choice. */
  finish(): Choices {
    const { identityMode, versionMode } = this.#told ?? {};
    return { identityMode: IDENTITY_MODES.find((mode) => mode === identityMode) ?? null, versionMode: VERSION_MODES.find((mode) => mode === versionMode) ?? null };
  }
}
