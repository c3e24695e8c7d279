/** What requests must keep to. */

export const DEFAULT_PAGE_SIZE = 25;
export const MAX_PAGE_SIZE = 200;
/** GraphiQL's introspection is 13 deep. */
export const MAX_DEPTH = 20;
/** Validation compares fields with each other: at twice as many tokens it would take up to half a second. */
export const MAX_TOKENS = 2_500;
export const MAX_ALIASES = 100;
/** Directives as written, wherever they stand. */
export const MAX_DIRECTIVES = 100;
/** Fields of an operation's root, those of fragments included. */
export const MAX_ROOT_FIELDS = 50;
/** How often one field may stand on one way down: collaborators of collaborators of collaborators of collaborators. */
export const MAX_RECURSION = 4;
/** Estimated values of one answer, the work for them included: some 2.5 s on one core. */
export const MAX_COST = 1_000_000;
export const MAX_BODY_BYTES = 128 * 1024;
export const MAX_NETWORK_NODES = 5_000;
export const MAX_NETWORK_EDGES = 100_000;
export const MAX_MAPPED_COMMUNITIES = 500;
export const MAX_MAPPED_LINKS = 10_000;
/** Orders of one `orderBy`. */
export const MAX_ORDERS = 8;
/** Conditions of one `where`, on all its levels. */
export const MAX_CONDITIONS = 100;
/** Conditions of one `where` that search all texts or names. */
export const MAX_TEXT_CONDITIONS = 8;
/** Ids or names in one list of a `where`. */
export const MAX_LISTED_VALUES = 1_000;
/** Nesting of the variables' JSON: filters combine with AND, OR, NOT. */
export const MAX_VARIABLE_DEPTH = 60;
/** Values in the variables' JSON, lists and objects among them. */
export const MAX_VARIABLE_VALUES = 10_000;
/** Bytes of one answer, before it is compressed. */
export const MAX_RESPONSE_BYTES = 32 * 1024 * 1024;
/** How long an operation is executed, in milliseconds, where the server is not told otherwise. */
export const DEFAULT_EXECUTION_MS = 20_000;
/** Values of one download: a file is streamed no faster than it is taken, so that it may have more than an answer; some 20 s on one core. */
export const MAX_DOWNLOAD_VALUES = 20_000_000;
/** Bytes of the positions that a download may come with: some hundred for each author of the largest picture. */
export const MAX_POSITIONS_BYTES = 512 * 1024;
/** Downloads that are made at the same time. */
export const MAX_DOWNLOADS = 8;
/** How long one request may await the end of a computation. */
export const MAX_AWAITED_MS = 20_000;
