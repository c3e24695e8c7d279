/**
 * From a question to files: the papers asked for, then those of their authors, and so on to the radius. Co-authors who
 * share the most papers come first, so that a limit cuts off the loosest ties.
 */
import { standingOf } from '../records/years.js';
import type { ServiceClient } from './client.js';
import type { CrawlProgress, CrawlQuestion, CrawlResult, FetchedFile, LimitMet } from './crawl-types.js';
import { assembled, completedAuthors } from './completion.js';
import { wholeListing, type ListedPage, type Listing } from './listing.js';
import type { Answer, AuthorSeen, PaperSeen, Service, ServiceRequest } from './service.js';

export interface CrawlOptions {
  readonly client: ServiceClient;
  readonly service: Service;
  readonly offline: boolean;
  /** Keeps a body put together from several answers, and gives its path. */
  readonly writeComposed: (label: string, body: Buffer) => Promise<string>;
  readonly onProgress?: (progress: CrawlProgress) => void;
}

/** Fetches all that the question means. @throws whatever the client throws */
export async function crawl(question: CrawlQuestion, options: CrawlOptions): Promise<CrawlResult> {
  const walk = new Walk(question, options);
  await walk.start();
  for (let radius = 1; radius <= question.radius; radius += 1) {
    if (walk.isFull) {
      walk.stopBefore(radius);
      break;
    }
    await walk.widen(radius);
  }
  return walk.result();
}

interface Known {
  readonly ids: readonly string[];
  papers: number;
}

class Walk {
  readonly #question: CrawlQuestion;
  readonly #options: CrawlOptions;
  readonly #files = new Map<string, FetchedFile>();
  readonly #papers = new Set<string>();
  /** Which file has a record, by its key: of several the first, or the one with all authors. */
  readonly #owners = new Map<string, string>();
  /** By the best id, or by name where there is none. */
  readonly #authors = new Map<string, Known>();
  readonly #asked = new Set<string>();
  /** Papers left out, by whether they have a year. */
  readonly #leftOut = { OUTSIDE: new Set<string>(), UNDATED: new Set<string>() };
  readonly #met = new Set<string>();
  readonly #notFound: string[] = [];
  readonly #limits: LimitMet[] = [];
  readonly #notes: string[] = [];
  readonly #missing: string[] = [];
  #authorsAsked = 0;
  #followed = 0;
  #completed = 0;
  #radius = 0;

  constructor(question: CrawlQuestion, options: CrawlOptions) {
    this.#question = question;
    this.#options = options;
  }

  get isFull(): boolean {
    return this.#papers.size >= this.#question.maxPapers;
  }

  /** What was asked for by id or by words. */
  async start(): Promise<void> {
    const { service } = this.#options;
    const { authors, papers, search, years } = this.#question;
    this.#authorsAsked += authors.length;
    for (const id of authors) this.#asked.add(id);
    if (service.authorsAreNames && authors.length > 0) this.#notes.push(`${service.title} is asked by name: other people of the same name come along`);
    const requests = [
      ...(papers.length > 0 ? service.ofPapers(papers) : []),
      ...(authors.length > 0 ? service.ofAuthors(authors, years) : []),
      ...(search === null ? [] : [service.search(search, years)]),
    ];
    await this.#run(requests);
    for (const id of [...papers, ...authors]) if (!this.#met.has(id)) this.#notFound.push(id);
    if (search !== null && this.#papers.size + this.#leftOut.OUTSIDE.size + this.#leftOut.UNDATED.size === 0 && this.#missing.length === 0) this.#notFound.push(search);
  }

  /** The papers of the authors met so far who have not been asked for. */
  async widen(radius: number): Promise<void> {
    const { service } = this.#options;
    const { maxAuthors, years } = this.#question;
    this.#radius = radius;
    const candidates = [...this.#authors.values()].filter(({ ids }) => ids.length > 0 && !ids.some((id) => this.#asked.has(id)));
    const chosen = candidates.toSorted((a, b) => b.papers - a.papers).slice(0, Math.max(0, maxAuthors - this.#followed));
    if (chosen.length < candidates.length) {
      const left = candidates.length - chosen.length;
      this.#limits.push({
        limit: 'maxAuthors', value: maxAuthors,
        reason: `${left === 1 ? '1 co-author' : `${left} co-authors`} at radius ${radius} ${left === 1 ? 'was' : 'were'} not followed, those with the fewest papers here: --max-authors ${maxAuthors} allows no more`,
      });
    }
    const unaskable = [...this.#authors.values()].filter(({ ids }) => ids.length === 0).length;
    if (unaskable > 0) this.#notes.push(`${unaskable === 1 ? '1 co-author' : `${unaskable} co-authors`} at radius ${radius} ${unaskable === 1 ? 'has' : 'have'} no id in ${service.title} and can't be followed`);
    for (const { ids } of chosen) for (const id of ids) this.#asked.add(id);
    this.#followed += chosen.length;
    this.#authorsAsked += chosen.length;
    if (chosen.length > 0) await this.#run(service.ofAuthors(chosen.map(({ ids }) => ids[0]), years));
  }

  /** Says that there are enough papers without those of this radius. */
  stopBefore(radius: number): void {
    this.#limits.push(this.#fullWith(`the papers of the co-authors at radius ${radius} were not asked for`));
  }

  result(): CrawlResult {
    return {
      files: [...this.#files.values()],
      papers: this.#papers.size,
      authors: this.#authors.size,
      authorsAsked: this.#authorsAsked,
      authorListsCompleted: this.#completed,
      leftOut: { outsideYears: this.#leftOut.OUTSIDE.size, undated: this.#leftOut.UNDATED.size },
      limits: this.#limits,
      notFound: this.#notFound,
      notes: this.#notes,
      missing: this.#missing,
    };
  }

  /** Runs listings, those that their answers lead to included, until all are done or there are enough papers. */
  async #run(requests: readonly ServiceRequest[]): Promise<void> {
    const { client, service, offline } = this.#options;
    const waiting = [...requests];
    for (let done = 0; waiting.length > 0; done += 1) {
      if (this.isFull) {
        this.#limits.push(this.#fullWith(`${waiting.length} more ${waiting.length === 1 ? 'list or paper was' : 'lists or papers were'} not asked for`));
        return;
      }
      const request = waiting.shift() as ServiceRequest;
      const fresh = new Set<string>();
      let named = 0;
      const onPage = ({ papers, more, total }: Answer, received: number): boolean => {
        named += more.length;
        for (const { id, year } of papers) if (!this.#papers.has(id) && standingOf(year, this.#question.years) === 'WITHIN') fresh.add(id);
        const part = total === null || total === 0 ? 0 : Math.min(1, received / total);
        this.#report(done + part, done + 1 + waiting.length, fresh.size);
        return this.#papers.size + fresh.size + named >= this.#question.maxPapers;
      };
      const listing = await wholeListing(client, service, request, { offline, onPage });
      for (const page of listing.pages) {
        await this.#take(page, request.label);
        waiting.unshift(...page.value.more);
      }
      this.#judge(request, listing);
      this.#report(done + 1, done + 1 + waiting.length, 0);
    }
  }

  #judge(request: ServiceRequest, listing: Listing): void {
    const { service } = this.#options;
    const { total, received, missing, repeatedAt } = listing;
    if (repeatedAt !== null) {
      const of = total === null ? '' : ` of the ${total} announced`;
      this.#notes.push(`${service.title} answers the same papers over and over for ${request.label}: page ${repeatedAt} brought nothing new, and the listing was ended there with ${received} papers${of}; the same command asks for it anew`);
    } else if (missing !== null) {
      this.#missing.push(missing);
      for (const id of request.asks) this.#met.add(id);
    } else if (listing.isCut) {
      this.#limits.push(this.#fullWith(total === null ? 'a listing goes on' : `${total - received} of the ${total} papers of a listing were not asked for`));
    } else if (total !== null && received < total) {
      this.#notes.push(`${service.title} announced ${total} papers for ${request.label} and gave ${received}`);
    }
  }

  #fullWith(left: string): LimitMet {
    const { maxPapers } = this.#question;
    return { limit: 'maxPapers', value: maxPapers, reason: `${left}: --max-papers ${maxPapers} was reached` };
  }

  #report(done: number, all: number, coming: number): void {
    this.#options.onProgress?.({ share: all === 0 ? null : done / all, radius: this.#radius, papers: this.#papers.size + coming, authorsAsked: this.#authorsAsked });
  }

  async #take({ value, stored }: ListedPage, label: string): Promise<void> {
    for (const id of value.known ?? []) this.#met.add(id);
    if (value.note !== undefined && !this.#notes.includes(value.note)) this.#notes.push(value.note);
    const parts = value.assembly === undefined ? null : await assembled(label, value.assembly, this.#options);
    this.#missing.push(...(parts?.missing ?? []));
    const path = parts?.path ?? stored.path;
    const { url, retrievedAt } = stored;
    const passOver = new Set<string>();
    for (const paper of [...value.papers, ...(parts?.papers ?? [])]) {
      if (this.#leaveOut(paper)) {
        passOver.add(paper.recordKey);
        continue;
      }
      const authors = await this.#wholeAuthors(paper);
      const owner = this.#owners.get(paper.recordKey);
      if (owner === undefined && path !== null) this.#owners.set(paper.recordKey, path);
      else if (owner !== path) passOver.add(paper.recordKey);
      this.#meet(paper, authors);
    }
    if (value.hasRecords && path !== null) this.#add({ path, url, retrievedAt, passOver });
  }

  /** Whether the paper is not of the years asked for. What it names is known to the service all the same. */
  #leaveOut({ id, ids, authors, year }: PaperSeen): boolean {
    const standing = standingOf(year, this.#question.years);
    if (standing === 'WITHIN') return false;
    this.#leftOut[standing].add(id);
    for (const known of [...ids, ...authors.flatMap((author) => author.ids)]) this.#met.add(known);
    return true;
  }

  /** A paper's authors, completed where the answer cuts them and the rest can be had; the file with all of them then has the record. */
  async #wholeAuthors(paper: PaperSeen): Promise<readonly AuthorSeen[]> {
    const completed = paper.completion === null ? null : await completedAuthors(paper, paper.completion, this.#options);
    if (completed?.kind === 'missing') this.#missing.push(completed.url);
    if (completed?.kind === 'unknown') this.#notes.push(completed.reason);
    if (completed?.kind !== 'whole') return paper.authors;
    const { path, url, retrievedAt, authors } = completed;
    if (!this.#files.has(path)) this.#completed += 1;
    this.#owners.set(paper.recordKey, path);
    this.#add({ path, url, retrievedAt, passOver: new Set() });
    return authors;
  }

  #add(file: FetchedFile): void {
    const known = this.#files.get(file.path);
    this.#files.set(file.path, known === undefined ? file : { ...file, passOver: new Set([...known.passOver, ...file.passOver]) });
  }

  #meet(paper: PaperSeen, authors: readonly AuthorSeen[]): void {
    const isNew = !this.#papers.has(paper.id);
    this.#papers.add(paper.id);
    for (const id of paper.ids) this.#met.add(id);
    for (const { ids, name } of authors) {
      for (const id of ids) this.#met.add(id);
      const key = ids[0] ?? `name:${name}`;
      const known = this.#authors.get(key);
      if (known === undefined) this.#authors.set(key, { ids, papers: 1 });
      else if (isNew) known.papers += 1;
      // Somebody who was asked for by one id is known by all of theirs.
      if (ids.some((id) => this.#asked.has(id))) for (const id of ids) this.#asked.add(id);
    }
  }
}
