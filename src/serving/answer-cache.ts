/** Whole answers of the served snapshot, for questions that come again to the byte: a snapshot never changes, so neither do they. */
import type { Caller } from '../callers/caller.js';
import { OperationNotes } from '../graphql/operation-notes.js';
import { WeightedLru } from '../caches/weighted-lru.js';
import type { RepeatedAnswer } from './repeated-answer.js';

export const DEFAULT_ANSWER_CACHE_BYTES = 64 * 1024 ** 2;
/** Longer requests are rare, and not looked up. */
const LONGEST_BODY = 16 * 1024;
const LONGEST_ACCEPT = 200;
/** One answer takes at most this part of the cache. */
const LARGEST_PART = 8;
/** What an entry takes beside its texts, about. */
const ENTRY_BYTES = 1_000;

export interface KeptAnswer {
  readonly answer: RepeatedAnswer;
  readonly operationName: string | null;
  readonly documentHash: string | null;
  readonly document: string | null;
  readonly variables: Readonly<Record<string, unknown>> | null;
  readonly cost: number | null;
}

export interface AnswerCacheCounts {
  readonly hits: number;
  readonly misses: number;
  readonly entries: number;
  readonly bytes: number;
}

export class AnswerCache {
  readonly #maxBytes: number;
  #snapshotId: string | null = null;
  #answers: WeightedLru<KeptAnswer>;
  #hits = 0;
  #misses = 0;

  /** @param maxBytes of all that is kept, compressed forms included */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
    this.#answers = new WeightedLru(maxBytes);
  }

  /** Counted since the server began; what is kept is of one snapshot. */
  get counts(): AnswerCacheCounts {
    return { hits: this.#hits, misses: this.#misses, entries: this.#answers.size, bytes: this.#answers.weight };
  }

  /** The answer that was kept for a key, if that snapshot is still the one whose answers are kept. Another one begins anew. */
  find(snapshotId: string, key: string): KeptAnswer | null {
    if (snapshotId !== this.#snapshotId) {
      this.#snapshotId = snapshotId;
      this.#answers = new WeightedLru(this.#maxBytes);
    }
    const found = this.#answers.get(key) ?? null;
    if (found === null) this.#misses += 1;
    return found;
  }

  /** To be told when what was found has been given: not where its charge was too much. */
  countHit(): void {
    this.#hits += 1;
  }

  /** Keeps an answer, unless another snapshot has taken the place of its own. */
  keep(snapshotId: string, key: string, kept: KeptAnswer): void {
    if (snapshotId !== this.#snapshotId) return;
    // Two compressed forms, of which each is smaller than the plain one; the request's text is in the key, the document and the variables.
    const weight = 2 * kept.answer.length + 6 * key.length + ENTRY_BYTES;
    if (weight <= this.#maxBytes / LARGEST_PART) this.#answers.set(key, kept, weight);
  }
}

/**
 * Under what an answer is kept: what whoever asks may and accepts, and the body as it came. Null where that is too long to
 * be looked up. A role is part of it, so that no answer crosses from one standing to another.
 */
export function answerKey({ kind, role }: Caller, accept: string, body: Buffer): string | null {
  if (body.length > LONGEST_BODY || accept.length > LONGEST_ACCEPT) return null;
  // Headers hold no line breaks.
  return `${kind} ${role ?? ''}\n${accept}\n${body.toString('latin1')}`;
}

/** What log and metrics are told of an answer that was kept. */
export function notesOf({ operationName, documentHash, document, variables, cost }: KeptAnswer, snapshotId: string): OperationNotes {
  const notes = new OperationNotes();
  notes.begunAt = notes.executionAt = notes.answeredAt = performance.now();
  notes.operationName = operationName;
  notes.documentHash = documentHash;
  notes.document = document;
  notes.variables = variables;
  notes.cost = cost;
  notes.snapshotId = snapshotId;
  return notes;
}
