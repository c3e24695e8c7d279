/** `/export/network.…` and `/export/papers.…`: files made for whoever asks, sent as they are made. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Logger } from 'pino';
import type { ExportFormat } from '../../exports/format.js';
import { ALL_PARTS, openExport, type OpenedExport } from '../../exports/open-export.js';
import type { SnapshotProvider } from '../../snapshot/types.js';
import { graphOf } from '../../graphql/arguments/graph-spec.js';
import { RequestContext } from '../../graphql/context.js';
import { requestRefused } from '../../graphql/errors.js';
import { MAX_COST, MAX_DOWNLOAD_VALUES, MAX_NETWORK_NODES } from '../../graphql/limits.js';
import { Work } from '../../graphql/work.js';
import { LEAST_CHARGE, OverBudgetError, type Spending } from '../../callers/budgets.js';
import { aboutRequest } from '../../operations/request-facts.js';
import { programVersion } from '../../graphql/program-version.js';
import { forgetCaller, isKnown, keepingHeaders, sendKnown, snapshotTag } from '../entity-tags.js';
import { tooMuch, type Gate } from '../gate.js';
import { begin } from '../responses.js';
import { contentDisposition } from './content-disposition.js';
import { busy, refusalOf, type Refusal } from './failures.js';
import { extensionsOf, formatByExtension, formatsOf, type Subject } from '../../graphql/downloads/format-choice.js';
import { givenPositions } from './given-positions.js';
import type { GivenPositions } from '../../graphql/downloads/network-question.js';
import { communitiesFromAddress, EXPLORER_NAMES, graphFromAddress, scopeFromAddress } from './graph-address.js';
import { networkFromAddress, partFromAddress } from './network-address.js';
import { networkOf } from '../../graphql/downloads/network.js';
import { papersNamed, papersOf } from '../../graphql/downloads/papers.js';
import { Parameters } from './parameters.js';
import { DEFAULT_DOWNLOAD_LIMITS, Places, type DownloadLimits } from './places.js';
import { inPieces, slowness } from './pace.js';
import { stemOf } from '../../graphql/downloads/scope-in-words.js';

/** How long each graph and each number is awaited before the asker is told to come back. */
const WAIT_MS = 10_000;
/** What a download takes of a budget: files of the usual size cost about as much, and are sent no faster than they are taken. */
const DOWNLOAD_CHARGE = 100_000;
/** How often in each window of a download it is asked whether its key is still valid. */
const TICKS_PER_WINDOW = 4;
const ADDRESS = /^\/export\/(network|papers)\.([a-z0-9]{1,10})$/;

/** Another version may write another file. */
const VERSION = programVersion();
/** What the file doesn't show, as a JSON list of sentences: for programs, since a file sent on its own has no other place for it. */
const NOTES_HEADER = 'x-coterie-notes';
/** The snapshot that the file is of: parts that are fetched one after the other belong together where it is the same. */
const SNAPSHOT_HEADER = 'x-coterie-snapshot';

export interface DownloadsOptions {
  readonly provider: SnapshotProvider;
  readonly logger: Logger;
  /** Who is let in. */
  readonly gate: Gate;
  /** Where other than the usual. */
  readonly limits?: Partial<DownloadLimits>;
  /** How long caches that many share may keep a file, in ms; default 0: they ask each time. */
  readonly maxAgeMs?: number;
  /** Headers of every answer. */
  readonly headers: Readonly<Record<string, string>>;
}

interface Prepared {
  readonly opened: OpenedExport;
  readonly title: string;
  /** What the request asked in vain, a sentence each. */
  readonly notes: readonly string[];
}

/** Answers downloads, so many at a time. */
export class Downloads {
  readonly #options: DownloadsOptions;
  readonly #limits: DownloadLimits;
  readonly #places: Places;

  constructor(options: DownloadsOptions) {
    this.#options = options;
    this.#limits = { ...DEFAULT_DOWNLOAD_LIMITS, ...options.limits };
    this.#places = new Places(this.#limits);
  }

  /** Whether a path is that of a download. */
  static isAddress(pathname: string): boolean {
    return ADDRESS.test(pathname);
  }

  /** Answers GET and HEAD, and POST with positions. Resolves when all is sent, or whoever asked has gone. @throws HttpError for whom the gate does not let in */
  async answer(request: IncomingMessage, response: ServerResponse, pathname: string, search: string): Promise<void> {
    const { caller, spending, requestId } = this.#options.gate.admit(request, response);
    if (this.#isKnown(request)) {
      sendKnown(response, this.#keeping(request, this.#currentId()));
      return;
    }
    charge(spending);
    const taken = this.#places.take(caller);
    if ('most' in taken) {
      // A body that nobody reads is read to its end by nobody.
      if (request.method === 'POST') response.setHeader('connection', 'close');
      this.#refuse(response, busy(taken.most));
      return;
    }
    const gone = new AbortController();
    response.once('close', () => {
      if (!response.writableFinished) gone.abort();
    });
    // What is begun for this file is given up with its asker, and the snapshot is held until it is sent.
    const context = new RequestContext(this.#options.provider.acquire(), { caller, requestId, spending, signal: gone.signal, waitMs: WAIT_MS });
    try {
      const prepared = await this.#prepared(context, request, pathname, search, response);
      if (prepared !== null) await this.#send(request, response, prepared, context.snapshotId, gone.signal);
    } finally {
      context.release();
      taken.leave();
    }
  }

  /** Whether the client has the file of the snapshot that is served: it follows from that, the address and the program alone. */
  #isKnown(request: IncomingMessage): boolean {
    const tag = this.#keeping(request, this.#currentId())['etag'];
    return tag !== undefined && isKnown(request.headers['if-none-match'], tag) && request.headers['if-none-match']?.trim() !== '*';
  }

  #currentId(): string | null {
    const lease = this.#options.provider.acquire();
    lease?.release();
    return lease?.snapshot.id ?? null;
  }

  #keeping(request: IncomingMessage, snapshot: string | null): Readonly<Record<string, string>> {
    // A drawing of given positions follows from what was sent, too.
    if (snapshot === null || request.method === 'POST') return { 'cache-control': 'no-store' };
    const { gate, maxAgeMs = 0 } = this.#options;
    return { ...keepingHeaders(request, snapshotTag(snapshot, `${VERSION} ${request.url ?? ''}`), { maxAgeMs, needsKey: gate.readingNeedsKey }), vary: 'authorization' };
  }

  async #prepared(context: RequestContext, request: IncomingMessage, pathname: string, search: string, response: ServerResponse): Promise<Prepared | null> {
    const parameters = new Parameters(new URLSearchParams(search), EXPLORER_NAMES);
    try {
      const [, subject, extension] = ADDRESS.exec(pathname) ?? [];
      const format = formatMeant(subject as Subject, extension, parameters);
      if (subject === 'papers' && request.method === 'POST') throw parameters.problem('positions', 'given', 'but papers have no positions: ask by GET');
      return await (subject === 'papers' ? papersFile(context, format, parameters) : networkFile(context, format, parameters, await givenPositions(request)));
    } catch (error) {
      if (context.signal.aborted) return null;
      const refusal = refusalOf(error, (name) => parameters.nameOf(name));
      if (refusal === null) throw error;
      this.#refuse(response, refusal);
      return null;
    }
  }

  async #send(request: IncomingMessage, response: ServerResponse, { opened, title, notes }: Prepared, snapshot: string | null, gone: AbortSignal): Promise<void> {
    if (gone.aborted) return;
    const keeping = this.#keeping(request, snapshot);
    forgetCaller(request, keeping);
    begin(response, 200, {
      ...this.#options.headers,
      'content-type': contentType(opened.mediaType),
      'content-disposition': contentDisposition(opened.fileName(stemOf(title))),
      ...(snapshot === null ? {} : { [SNAPSHOT_HEADER]: snapshot }),
      ...(opened.notes.length + notes.length === 0 ? {} : { [NOTES_HEADER]: asciiJson([...opened.notes, ...notes]) }),
      // The corpus may change at any time; what is in the file says of which snapshot it is.
      ...keeping,
      // A drawing opened from where it was saved to runs nothing; nor does one that is opened here.
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    });
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    const watch = this.#watch(request, response);
    try {
      await pipeline(Readable.from(inPieces(opened.chunks), { objectMode: true, highWaterMark: 1 }), response);
    } catch (error) {
      // An error of the file itself closes the connection, too, and must be seen.
      if (!gone.aborted || (error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
      this.#options.logger.debug({ err: error }, 'a client went away before its download was whole');
    } finally {
      clearInterval(watch);
    }
  }

  /** Ends a download that is taken too slowly, or whose key is valid no longer: the connection is cut, so that nobody takes the file for whole. */
  #watch(request: IncomingMessage, response: ServerResponse): NodeJS.Timeout {
    const { windowMs, leastBytesPerSecond } = this.#limits;
    const isSlow = slowness(request.socket, leastBytesPerSecond * (windowMs / 1000));
    let ticks = 0;
    return setInterval(() => {
      ticks += 1;
      const isEndOfWindow = ticks % TICKS_PER_WINDOW === 0;
      const reason = this.#options.gate.lapseOf(request) ?? (isEndOfWindow && isSlow() ? `Less than ${leastBytesPerSecond} bytes a second were taken for ${windowMs / 1000} s.` : null);
      if (reason === null) return;
      this.#options.logger.warn({ reason, client: this.#options.gate.networkOf(request) }, 'a download was ended before it was whole');
      response.destroy();
    }, windowMs / TICKS_PER_WINDOW).unref();
  }

  #refuse(response: ServerResponse, { status, headers, error }: Refusal): void {
    aboutRequest(response.req).code = String(error.extensions['code']);
    const body = Buffer.from(JSON.stringify({ errors: [error] }));
    begin(response, status, {
      ...this.#options.headers, 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers, 'content-length': String(body.length),
    });
    response.end(response.req.method === 'HEAD' ? undefined : body);
  }
}

/** @throws HttpError 429 */
function charge(spending: Spending): void {
  try {
    spending.charge(DOWNLOAD_CHARGE - LEAST_CHARGE);
  } catch (error) {
    throw error instanceof OverBudgetError ? tooMuch(error) : error;
  }
}

/** JSON in letters that a header may hold. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Text is UTF-8 and says so; JSON's and XML's types know no such parameter, or carry it within. */
function contentType(mediaType: string): string {
  return mediaType.startsWith('text/') ? `${mediaType}; charset=utf-8` : mediaType;
}

/** @throws GraphQLError BAD_USER_INPUT */
function formatMeant(subject: Subject, extension: string, parameters: Parameters): ExportFormat {
  const formats = formatsOf(subject);
  const ids = formats.map(({ id }) => id).join(', ');
  const id = parameters.text('format');
  if (id === null) {
    const found = formatByExtension(formats, extension);
    if (found === undefined) throw parameters.problem('format', '', `and no format of ${subject === 'papers' ? 'papers' : 'networks'} ends in .${extension}: give one of ${ids}`);
    return found;
  }
  const named = formats.find((format) => format.id === id);
  if (named === undefined) throw parameters.problem('format', id, `but must be one of ${ids}`);
  const endings = extensionsOf(named);
  if (!endings.includes(extension)) throw parameters.problem('format', id, `but its files end in ${endings.map((ending) => `.${ending}`).join(' or ')}, and the address in .${extension}`);
  return named;
}

async function networkFile(context: RequestContext, format: ExportFormat, parameters: Parameters, given: GivenPositions | null): Promise<Prepared> {
  const { graph: spec, question, drawing, part, notes: unused } = networkFromAddress(parameters, format, given);
  const { corpusSize } = context;
  if (corpusSize !== null) {
    const work = new Work(corpusSize);
    work.graph(spec, true);
    if (question.nodeFacts.has('community') || question.scope?.community) work.communities(spec, { ...question.communities });
    if (work.total > MAX_COST) throw requestRefused(`This network takes more work than a request may (${work.total.toLocaleString('en')} of ${MAX_COST.toLocaleString('en')}): leave the column "community" out, or narrow the graph.`, { cost: work.total, limit: MAX_COST });
  }
  const graph = await graphOf(context, spec);
  const { network, aboutPositions } = await networkOf(context, graph, question);
  const notes = given !== null && question.layout === null ? [`${format.title} has no place for the positions that were given`] : aboutPositions;
  return { opened: await openExport(format, { network, drawing }, part), title: network.metadata.title, notes: [...unused, ...notes, ...(part === null || part === ALL_PARTS ? [] : [`graph: ${network.metadata.graph}`])] };
}

const LIMITS = { authors: MAX_NETWORK_NODES, values: MAX_DOWNLOAD_VALUES };

/** Papers named by their ids: no graph is asked, and no condition taken that might leave one of them out. */
async function namedPapersFile(context: RequestContext, format: ExportFormat, parameters: Parameters): Promise<Prepared> {
  const ids = parameters.list('papers');
  const withAbstracts = parameters.flag('abstracts') ?? true;
  const part = partFromAddress(parameters, format);
  parameters.refuseUnknown('beside "papers"');
  const { title, papers } = await papersNamed(context, { ids, withAbstracts, limits: LIMITS });
  return { opened: await openExport(format, { papers }, part), title, notes: [] };
}

async function papersFile(context: RequestContext, format: ExportFormat, parameters: Parameters): Promise<Prepared> {
  if (parameters.has('papers')) return namedPapersFile(context, format, parameters);
  const spec = graphFromAddress(parameters);
  const communities = communitiesFromAddress(parameters);
  // An author alone means the author's papers, with a radius those of everybody around.
  const isOne = parameters.has('author') && !parameters.has('radius') && !parameters.has('scope');
  const scope = isOne ? { authors: parameters.list('author') } : scopeFromAddress(parameters, communities);
  const withAbstracts = parameters.flag('abstracts') ?? true;
  const part = partFromAddress(parameters, format);
  parameters.refuseUnknown();
  const graph = await graphOf(context, spec);
  const { title, papers, notes, graph: words } = await papersOf(context, graph, { scope, withAbstracts, limits: LIMITS });
  return { opened: await openExport(format, { papers }, part), title, notes: notes.length === 0 ? [] : [...notes, `graph: ${words}`] };
}
