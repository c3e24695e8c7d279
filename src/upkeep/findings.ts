/** What proving a data directory finds: faults, which something depends on, and remarks, which nothing does. */

/** CORPUS: what was imported, KEYS and AUDIT: who may do what and who did it, which nothing else can give back. All others are derived and can be built anew. */
export type Place = 'CORPUS' | 'KEYS' | 'AUDIT' | 'SNAPSHOT' | 'POINTER' | 'COMPUTED' | 'IDENTITY' | 'WASTE';

export interface Finding {
  /** False for what needs knowing and breaks nothing. */
  readonly isFault: boolean;
  readonly place: Place;
  readonly path: string;
  /** What is wrong, to be read after the path. */
  readonly what: string;
  /** What it costs. */
  readonly cost: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** Called as work moves on; share is 0..1 of the phase of that label, null where its end is unknown. */
export type OnUpkeep = (label: string, share: number | null) => void;

/** The finding as one sentence. */
export function sentenceOf({ path, what, cost, remedy }: Finding): string {
  return `${path} ${what}: ${cost}; ${remedy}`;
}

/** The reason alone of an error that may have been explained already: what stands in parentheses after the path. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return / (?:is damaged|can't be (?:read|used as a database)) \((.+?)\):/s.exec(message)?.[1] ?? message;
}

/** Whole megabytes for people, tenths below ten. */
export function megabytes(bytes: number): string {
  const value = bytes / 1e6;
  return `${value.toFixed(value < 10 ? 1 : 0)} MB`;
}
