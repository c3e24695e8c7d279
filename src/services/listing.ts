/** All pages of one listing, and what to do about listings that change, end early or never end. */
import { FetchError, OfflineError, UnusableAnswer } from './errors.js';
import type { StoredAnswer } from './cache.js';
import type { Got, ServiceClient } from './client.js';
import type { Answer, Service, ServiceRequest } from './service.js';

/** A page without its body: a long listing would fill the memory with them. */
export interface ListedPage {
  readonly value: Answer;
  readonly stored: Omit<StoredAnswer, 'body'>;
  readonly fromCache: boolean;
}

export interface Listing {
  readonly pages: readonly ListedPage[];
  /** False where the service does not know what was asked for. */
  readonly isKnown: boolean;
  /** True where `enough` ended it before its end. */
  readonly isCut: boolean;
  /** How many papers the service says there are; null where it does not say. */
  readonly total: number | null;
  /** How many papers came. */
  readonly received: number;
  /** The page (1-based) that brought nothing but papers of earlier pages, where the listing was ended for that; null otherwise. */
  readonly repeatedAt: number | null;
  /** Address of the page at which the cache ended, where the network may not be used; null where nothing is missing. */
  readonly missing: string | null;
}

/** Statuses of a request whose cursor has grown too old. */
const STALE_CURSOR = new Set([400, 404, 410, 422]);

export interface ListingOptions {
  readonly offline: boolean;
  /** Told of each page; answers whether there are enough papers. `received` counts those of this listing. */
  readonly onPage: (answer: Answer, received: number) => boolean;
}

/**
 * Fetches a listing from its first page to its end. Pages of an earlier run are taken from the cache; where they don't
 * join on to those of today (the cursor has expired, fewer papers came than announced, a page repeats others) the whole
 * listing is fetched anew. A listing that goes round in a circle ends there, with what came before: `repeatedAt`.
 * @throws whatever the client throws
 */
export async function wholeListing(client: ServiceClient, service: Service, first: ServiceRequest, options: ListingOptions): Promise<Listing> {
  try {
    const listing = await listingOnce(client, service, first, options, false);
    const isShort = !listing.isCut && (listing.repeatedAt !== null || (listing.total !== null && listing.received < listing.total));
    if (!isShort || options.offline || !listing.pages.some(({ fromCache }) => fromCache)) return listing;
  } catch (error) {
    const isStale = error instanceof FetchError && error.status !== null && STALE_CURSOR.has(error.status);
    if (!isStale || options.offline || !hasCursor(error.url)) throw error;
  }
  return listingOnce(client, service, first, options, true);
}

function hasCursor(url: string): boolean {
  return /[?&](?:cursor|token)=(?!\*|%2A)/i.test(url);
}

/** An answer that can be one. @throws UnusableAnswer also where a listing announces papers and begins with none of them */
async function readPage(service: Service, request: ServiceRequest, body: Buffer): Promise<Answer> {
  const answer = await service.read(request, body);
  const { papers, more, total, assembly } = answer;
  if (request.page === 0 && total !== null && total > 0 && papers.length + more.length === 0 && assembly === undefined) {
    throw new UnusableAnswer(`a first page without papers, of ${total} that it announces`);
  }
  return answer;
}

async function listingOnce(client: ServiceClient, service: Service, first: ServiceRequest, options: ListingOptions, fresh: boolean): Promise<Listing> {
  const pages: ListedPage[] = [];
  const seen = new Set<string>();
  let received = 0;
  let total: number | null = null;
  let request: ServiceRequest | null = first;
  while (request !== null) {
    const asked: ServiceRequest = request;
    const got: Got<Answer> | OfflineError | null = await client.get(asked, (body) => readPage(service, asked, body), fresh).catch((error: unknown) => {
      if (error instanceof OfflineError) return error;
      throw error;
    });
    const soFar = { pages, isKnown: true, isCut: false, total, received, repeatedAt: null, missing: null };
    if (got instanceof OfflineError) return { ...soFar, missing: got.url };
    if (got === null) {
      // A page after the first that is not known: the cursor is no longer.
      if (asked.page > 0 && options.offline) return { ...soFar, missing: asked.path };
      if (asked.page > 0) throw new FetchError(`${service.title} no longer knows page ${asked.page + 1} of a listing: run the same command again with --refresh`, asked.path, 404, 1);
      return { ...soFar, isKnown: false };
    }
    const { papers, next, more } = got.value;
    const news = papers.filter(({ id }) => !seen.has(id));
    if (papers.length > 0 && news.length === 0) return { ...soFar, repeatedAt: asked.page + 1 };
    for (const { id } of news) seen.add(id);
    received += papers.length;
    total = got.value.total ?? total;
    const { body: _body, ...stored } = got.stored;
    pages.push({ value: got.value, stored, fromCache: got.fromCache });
    const isEnough = options.onPage(got.value, received);
    const isOver = papers.length === 0 && more.length === 0;
    if (isEnough && next !== null && !isOver) return { pages, isKnown: true, isCut: true, total, received, repeatedAt: null, missing: null };
    request = isOver ? null : next;
  }
  return { pages, isKnown: true, isCut: false, total, received, repeatedAt: null, missing: null };
}
