/** Bounds that records hold to however they come in: by import, or as works through the pipeline. */

/** Most names on one author list; the longest real lists have about 15,000. */
export const MAX_AUTHORS = 20_000;
/** Longest name of one author, in UTF-16 code units; beyond it the mention is refused, the record kept as incomplete. */
export const MAX_NAME_LENGTH = 2_000;
/** Longest title, in UTF-16 code units; beyond it the record is left out. */
export const MAX_TITLE_LENGTH = 20_000;
/** Largest count that is believed (citations, papers, h-index): what a signed integer of 32 bits holds. */
export const MAX_STATED_COUNT = 2_147_483_647;
