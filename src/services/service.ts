/**
 * The contract of a service: how its API is asked, and what stands in an answer as far as fetching goes on from it (which
 * papers, which authors, where the next page is). Turning answers into records is the business of the sources.
 */
import type { YearRange } from '../records/years.js';
import type { SERVICE_IDS } from './ids.js';

export type { YearRange } from '../records/years.js';

export type ServiceId = (typeof SERVICE_IDS)[number];

/** One question to a service. */
export interface ServiceRequest {
  /** Path and query below the service's base address, without anything that identifies or authorises the asker. */
  readonly path: string;
  /** Sent as JSON with POST where present; else the request is a GET. */
  readonly body?: unknown;
  /** What the answer is kept under, for people: `works-A5023888391`. The name of the file begins with it. */
  readonly label: string;
  /** 0-based place in its listing. Part of the request's identity: Crossref gives the same cursor for every page. */
  readonly page: number;
  /** Ids of the authors and papers that this request asks for, as `author` and `paper` of the service spell them. */
  readonly asks: readonly string[];
}

/** An author as far as the next request needs them. */
export interface AuthorSeen {
  /** Ids by which the service can be asked for this author, the best first; empty where it can't. */
  readonly ids: readonly string[];
  readonly name: string;
}

export interface PaperSeen {
  /** Id within the service. */
  readonly id: string;
  /** Every id by which somebody may have asked for it (lower-case DOI, id of the service, …). */
  readonly ids: readonly string[];
  readonly authors: readonly AuthorSeen[];
  /** Year of publication, the one that the source's record gets; null where none is stated. */
  readonly year: number | null;
  /** Key of the record that the source makes of it. */
  readonly recordKey: string;
  /** How the rest of a list of authors that this answer cuts short can be had; null where the list is whole. */
  readonly completion: Completion | null;
}

/** The way to a paper's whole list of authors. */
export interface Completion {
  readonly request: ServiceRequest;
  /**
   * Reads an answer: the authors in it, and where the next ones are. @throws UnusableAnswer
   */
  readonly read: (body: Buffer) => { readonly authors: readonly AuthorSeen[]; readonly next: ServiceRequest | null };
  /** Makes a body that the source reads out of all answers; null where the only answer is one itself. */
  readonly compose: ((bodies: readonly Buffer[]) => Buffer) | null;
}

/** Answers that make one file together with the answer that leads to them. */
export interface Assembly {
  readonly requests: readonly ServiceRequest[];
  /** The papers of one of those answers. @throws UnusableAnswer */
  readonly read: (body: Buffer) => readonly PaperSeen[];
  /** The body for the source, out of the answers that came; some may be missing. */
  readonly compose: (bodies: readonly Buffer[]) => Buffer;
}

export interface Answer {
  readonly papers: readonly PaperSeen[];
  /** The next page; null at the end. */
  readonly next: ServiceRequest | null;
  /** Further questions that this answer leads to (the records that a search names). */
  readonly more: readonly ServiceRequest[];
  /** Further questions without whose answers this one is not worth importing; absent where it is by itself. */
  readonly assembly?: Assembly;
  /** How many papers the service says the listing holds; null where it does not say. */
  readonly total: number | null;
  /** Of what the request asks for, what the answer shows to be known beside the ids of its papers and authors. */
  readonly known?: readonly string[];
  /** What the service does not give, in one sentence, where that is so. */
  readonly note?: string;
  /** Whether the body holds records for the source. False for mere lists of what to ask next. */
  readonly hasRecords: boolean;
}

/** Who is asking; all of it stays out of what is stored. */
export interface Asker {
  /** E-mail address for the service's operators; null where none was given. */
  readonly mailto: string | null;
  /** API key; null where there is none. */
  readonly key: string | null;
}

export interface Service {
  readonly id: ServiceId;
  readonly title: string;
  /** Id of the source that reads the answers. */
  readonly format: string;
  readonly baseUrl: string;
  /** Environment variable that overrides the base address. */
  readonly baseUrlVariable: string;
  /** Environment variables that may hold an API key, the first one set is taken; empty where there are no keys. */
  readonly keyVariables: readonly string[];
  /** `json` or `xml`: ending of the stored answers, and what `Accept` asks for. */
  readonly ending: 'json' | 'xml';
  /** Milliseconds between the beginnings of two requests; the number's source is stated where it is defined. */
  pauseMs(asker: Asker): number;
  /** Adds what identifies and authorises the asker to a request about to be sent. */
  identify(asker: Asker, url: URL, headers: Record<string, string>): void;
  /** Where a redirect really leads for a program (DBLP redirects to pages for people); absent: where it says. */
  redirected?(location: URL): URL;
  /** What this service can't be asked, a sentence each: why, and what to do instead. */
  readonly cannot: { readonly search?: string; readonly orcid?: string; readonly doi?: string };
  /** What `ID` may be, for the help. */
  readonly idsHelp: string;
  /** Reads any spelling of an author that the service can be asked for; null where it is none. */
  author(text: string): string | null;
  /** The same for papers. */
  paper(text: string): string | null;
  /** True where authors are asked for by name, so that an answer may hold other people of that name. */
  readonly authorsAreNames: boolean;
  /**
   * The first pages of the listings that bring all papers of these authors. Here and in a search the service filters by year
   * where it can, which spares pages; what it answers is filtered all the same.
   */
  ofAuthors(ids: readonly string[], years: YearRange): ServiceRequest[];
  /** Never filtered by the service: a paper of another year would look like one that it does not know. */
  ofPapers(ids: readonly string[]): ServiceRequest[];
  search(text: string, years: YearRange): ServiceRequest;
  /** Reads an answer. @throws UnusableAnswer where it is not what the service answers when all is well */
  read(request: ServiceRequest, body: Buffer): Answer | Promise<Answer>;
}

/** What a request for several ids is called. */
export function labelOf(ids: readonly string[]): string {
  return ids.length === 1 ? ids[0] : `${ids[0]}-and-${ids.length - 1}-more`;
}

/** Splits a list into runs of at most `size`. */
export function runsOf<T>(items: readonly T[], size: number): T[][] {
  const runs: T[][] = [];
  for (let at = 0; at < items.length; at += size) runs.push(items.slice(at, at + size));
  return runs;
}
