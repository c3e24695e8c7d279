/** What takes several answers to be whole: lists of authors that a listing cuts short, records and the works in them. */
import type { Got, ServiceClient } from './client.js';
import { OfflineError } from './errors.js';
import type { StoredAnswer } from './cache.js';
import type { Assembly, AuthorSeen, Completion, PaperSeen, Service, ServiceRequest } from './service.js';

export type CompletedAuthors =
  /** The whole list, and the file that holds the paper with it. */
  | { readonly kind: 'whole'; readonly authors: readonly AuthorSeen[]; readonly path: string; readonly url: string; readonly retrievedAt: string }
  /** The list was whole although it did not look so. */
  | { readonly kind: 'as before' }
  /** The service does not know the paper by itself. */
  | { readonly kind: 'unknown'; readonly reason: string }
  /** The answer is not in the cache, and the network may not be used. */
  | { readonly kind: 'missing'; readonly url: string };

interface CompletionOptions {
  readonly client: ServiceClient;
  readonly service: Service;
  readonly writeComposed: (label: string, body: Buffer) => Promise<string>;
}

/** Asks for the whole list of a paper's authors, page by page. @throws whatever the client throws, but OfflineError */
export async function completedAuthors(paper: PaperSeen, { request, read, compose }: Completion, options: CompletionOptions): Promise<CompletedAuthors> {
  const { client, service, writeComposed } = options;
  const authors: AuthorSeen[] = [];
  const bodies: Buffer[] = [];
  let last: Got<ReturnType<Completion['read']>> | null = null;
  try {
    for (let next: ServiceRequest | null = request; next !== null; next = last.value.next) {
      last = await client.get(next, read);
      if (last === null) return { kind: 'unknown', reason: `${service.title} cuts the authors of ${paper.id} and does not know the paper by itself: its list stays incomplete` };
      authors.push(...last.value.authors);
      bodies.push(last.stored.body);
    }
  } catch (error) {
    if (error instanceof OfflineError) return { kind: 'missing', url: error.url };
    throw error;
  }
  if (last?.stored.path == null || (compose !== null && authors.length <= paper.authors.length)) return { kind: 'as before' };
  const { path, url, retrievedAt } = last.stored;
  const whole = compose === null ? path : await writeComposed(`${request.label}-whole`, compose(bodies));
  return { kind: 'whole', authors, path: whole, url, retrievedAt };
}

export interface Assembled {
  readonly papers: readonly PaperSeen[];
  /** The file of all that came. */
  readonly path: string;
  /** Addresses of answers that are not in the cache, where the network may not be used. */
  readonly missing: readonly string[];
}

/** Asks for all that belongs to an answer and keeps it as one file. @throws whatever the client throws, but OfflineError */
export async function assembled(label: string, { requests, read, compose }: Assembly, { client, writeComposed }: CompletionOptions): Promise<Assembled> {
  const papers: PaperSeen[] = [];
  const bodies: StoredAnswer['body'][] = [];
  const missing: string[] = [];
  for (const request of requests) {
    try {
      const got = await client.get(request, read);
      if (got === null) continue;
      papers.push(...got.value);
      bodies.push(got.stored.body);
    } catch (error) {
      if (!(error instanceof OfflineError)) throw error;
      missing.push(error.url);
    }
  }
  return { papers, path: await writeComposed(`${label}-whole`, compose(bodies)), missing };
}
