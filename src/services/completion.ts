/** Lists of authors that a listing cuts short, completed from where the service has them whole. */
import type { Got, ServiceClient } from './client.js';
import { OfflineError } from './errors.js';
import type { AuthorSeen, Completion, PaperSeen, Service, ServiceRequest } from './service.js';

export type CompletedAuthors =
  /** The whole list, and the file that holds the paper with it. */
  | { readonly kind: 'whole'; readonly authors: readonly AuthorSeen[]; readonly recordKey: string; readonly path: string; readonly url: string; readonly retrievedAt: string }
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
export async function completedAuthors(paper: PaperSeen, { request, recordKey, read, compose }: Completion, options: CompletionOptions): Promise<CompletedAuthors> {
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
  return { kind: 'whole', authors, recordKey, path: whole, url, retrievedAt };
}
