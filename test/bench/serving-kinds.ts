/** The servers that the serving benchmark compares. */
export const KINDS = ['kept', 'ours', 'apollo', 'raw'] as const;
export type ServerKind = (typeof KINDS)[number];

/** What the parent is told: first, and whenever it asks. */
export interface ServerMessage {
  readonly url: string;
  /** Microseconds of processor time so far, all threads together. */
  readonly cpuUs: number;
}
