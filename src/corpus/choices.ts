/** What counts as a paper and who as an author: choices for the whole corpus, stored with it. */
import type { CorpusStore } from './store.js';

/** TOGETHER: a preprint and its published version are one paper. SEPARATE: they are two, linked with each other. */
export const VERSION_MODES = ['TOGETHER', 'SEPARATE'] as const;
export type VersionMode = (typeof VERSION_MODES)[number];

/** OUT: collaborations and corporate authors stand on the paper alone. AUTHORS: each is a node of the graph, too, by its name. */
export const GROUP_MODES = ['OUT', 'AUTHORS'] as const;
export type GroupMode = (typeof GROUP_MODES)[number];

/** How preprints and published versions are counted; TOGETHER where nothing was chosen. */
export const versionModeOf = (store: CorpusStore): VersionMode => chosen(store, 'versions', VERSION_MODES);
/** Whether groups are authors; OUT where nothing was chosen. */
export const groupModeOf = (store: CorpusStore): GroupMode => chosen(store, 'groups', GROUP_MODES);

/** Chooses for every snapshot to come. */
export const setVersionMode = (store: CorpusStore, mode: VersionMode): void => choose(store, 'versions', VERSION_MODES, mode);
/** Chooses for every snapshot to come. */
export const setGroupMode = (store: CorpusStore, mode: GroupMode): void => choose(store, 'groups', GROUP_MODES, mode);

function chosen<M extends string>(store: CorpusStore, setting: string, modes: readonly M[]): M {
  const text = store.setting(setting);
  if (text === undefined) return modes[0];
  const mode = modes.find((known) => known.toLowerCase() === text);
  if (mode === undefined) throw new RangeError(`the corpus asks for --${setting} ${JSON.stringify(text)}, this program knows ${modes.map((known) => known.toLowerCase()).join(', ')}: choose one of these`);
  return mode;
}

/** What was never chosen otherwise leaves no trace, so that saying the default changes no snapshot. */
function choose<M extends string>(store: CorpusStore, setting: string, modes: readonly M[], mode: M): void {
  if (chosen(store, setting, modes) !== mode) store.setSetting(setting, mode.toLowerCase());
}
