/** Errors as clients see them: a documented code, one sentence, and nothing of the inside. */
import { randomUUID } from 'node:crypto';
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { AuditError } from '../callers/audit-log.js';
import { WorkerCrashError } from '../compute/worker-seat.js';
import { NoRoomError } from '../corpus/disk-full.js';
import { ProjectionTooLargeError } from '../graph/projection.js';
import { CancelledError } from '../metrics/metric.js';
import type { AuthorFacts } from '../snapshot/author-facts.js';
import { SeriesTooDearError } from '../snapshot/series-types.js';
import { MetricComputingError, TooManyComputationsError } from '../snapshot/types.js';
import { MAX_TOKENS } from './limits.js';
import type { ErrorCode } from './generated/resolvers.js';

/** Every code an error can have; the schema's enum ErrorCode says what each means. */
export const ERROR_CODES: readonly ErrorCode[] = [
  'BAD_USER_INPUT', 'CURSOR_EXPIRED', 'NOT_FOUND', 'AMBIGUOUS_AUTHOR', 'COST_LIMIT', 'EXECUTION_TIMEOUT', 'RESPONSE_TOO_LARGE', 'DOCUMENT_NOT_TRUSTED', 'PERSISTED_QUERY_NOT_FOUND', 'METRIC_COMPUTING', 'TOO_MANY_COMPUTATIONS', 'NO_SNAPSHOT',
  'UNAUTHENTICATED', 'FORBIDDEN', 'RATE_LIMITED', 'AUDIT_FAILED', 'DISK_FULL', 'CORPUS_LOCKED', 'LEDGER_CONTRADICTION',
  'GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'OPERATION_RESOLUTION_FAILURE', 'BAD_REQUEST', 'INTERNAL_SERVER_ERROR',
];

function coded(code: ErrorCode, message: string, facts: Record<string, unknown>): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...facts } });
}

/** A value as it may be repeated to its sender: at most 200 characters. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

/** What was refused, apart from any sentence on it. */
export interface Refused {
  readonly argument: string;
  readonly value: unknown;
  /** Continues "ARGUMENT is VALUE, ", without a full stop and without a word that only this API has. */
  readonly reason: string;
}

/** An argument that is refused: the message is the API's; whoever has other names and ways for it words `refused` anew. */
export class RefusedArgument extends GraphQLError {
  constructor(
    code: ErrorCode,
    message: string,
    readonly refused: Refused,
    facts: Readonly<Record<string, unknown>>,
  ) {
    super(message, { extensions: { code, ...facts } });
  }
}

/** "NAME is VALUE, REASON", where NAME is what a surface calls the argument. */
export function refusedInWords(name: string, { value, reason }: Refused): string {
  const words = value === '' || value === undefined ? 'is missing' : `is ${shown(JSON.stringify(value))}`;
  return `${name} ${words}, ${reason}`;
}

/** An argument that can't be used. `problem` continues "Argument x is y, "; `remedy` is how this API helps, and of no use elsewhere. */
export function badUserInput(argument: string, value: unknown, problem: string, remedy: string | null = null): RefusedArgument {
  const message = `Argument "${argument}" is ${shown(JSON.stringify(value) ?? 'missing')}, ${problem}${remedy === null ? '' : `: ${remedy}`}.`;
  return new RefusedArgument('BAD_USER_INPUT', message, { argument, value, reason: problem }, { argument, value: shown(value) });
}

/** A cursor of another snapshot. */
export function cursorExpired(argument: string): GraphQLError {
  return coded('CURSOR_EXPIRED', `The cursor in "${argument}" belongs to another snapshot of the corpus, which has changed since: ask again without it.`, { argument });
}

/** Nothing has this id or name. `what` is "author", "paper", … */
export function notFound(argument: string, value: string, what: string, remedy: string): RefusedArgument {
  const refused = { argument, value, reason: `by which no ${what} is known` };
  return new RefusedArgument('NOT_FOUND', `No ${what} is known by "${shown(value)}": ${remedy}.`, refused, { argument, value: shown(value) });
}

/** More rounds of layout than so many authors may have. */
export function tooManyRounds(nodes: number, iterations: number, most: number): RefusedArgument {
  const authors = nodes.toLocaleString('en');
  const message = `A picture of these ${authors} authors may have ${most} rounds of layout, but ${iterations} are asked for: set "layout.iterations" to ${most} or less, or "maxNodes" lower.`;
  const reason = `but a layout of these ${authors} authors may have ${most} rounds: take ${most} or fewer, or ask for fewer authors`;
  return new RefusedArgument('COST_LIMIT', message, { argument: 'layout.iterations', value: iterations, reason }, { iterations, limit: most });
}

/** A name that several people bear. `total` may exceed the candidates listed. */
export function ambiguousAuthor(name: string, candidates: readonly AuthorFacts[], total: number, argument = 'name'): GraphQLError {
  return coded('AMBIGUOUS_AUTHOR', `${total} authors bear the name "${shown(name)}": ask again with the id of one of extensions.candidates.`, {
    argument,
    value: shown(name),
    candidates,
    total,
  });
}

/** What a field is asked for is too large: an error at the field, which leaves the rest of the answer. */
export function costLimit(message: string, facts: Record<string, number>): GraphQLError {
  return coded('COST_LIMIT', message, facts);
}

/** A request beyond the limits, of which nothing is answered. HTTP 400, whatever type of answer is asked for. */
export function requestRefused(message: string, facts: Record<string, number>): GraphQLError {
  return coded('COST_LIMIT', message, { ...facts, http: { status: 400 } });
}

/**
 * An operation that took too long. HTTP 422 and not 408, which says that the request itself came too slowly, and which
 * browsers and proxies answer by sending it again.
 */
export function executionTimeout(limitMs: number): GraphQLError {
  const limit = limitMs >= 1_000 ? `${(limitMs / 1_000).toLocaleString('en')} s` : `${limitMs} ms`;
  return coded('EXECUTION_TIMEOUT', `The answer was not found within ${limit}, and no more is done for it: ask for less at once, or again when other requests are fewer.`, { limit: limitMs, http: { status: 422 } });
}

/** Nobody waits for the answer any more, and nobody reads this. */
export function clientGone(): GraphQLError {
  return coded('BAD_REQUEST', 'What was being worked out was given up, since nobody waited for it any more.', {});
}

/** An answer of too many bytes, of which nothing is sent. HTTP 422. */
export function responseTooLarge(limit: number): GraphQLError {
  return coded('RESPONSE_TOO_LARGE', `The answer has more than ${limit.toLocaleString('en')} bytes, which is the most that is sent: ask for fewer fields, or for smaller pages ("first").`, { limit, http: { status: 422 } });
}

/** An id of a document that the server does not keep. Its code is Apollo's, so that such clients send the text. HTTP 400. */
export function documentNotFound(id: string): GraphQLError {
  return coded('PERSISTED_QUERY_NOT_FOUND', `No document is kept by the id "${shown(id)}": send its text as "query", or have it added to the server's trusted documents.`, { documentId: shown(id), http: { status: 400 } });
}

/** A text that is none of the documents to which the server keeps. HTTP 403. */
export function documentNotTrusted(): GraphQLError {
  return coded('DOCUMENT_NOT_TRUSTED', 'This server answers its trusted documents alone, and this is none of them: have it added to the manifest, or send the documentId of one that is there.', { http: { status: 403 } });
}

/** A request that names its document in a way that can't be followed. HTTP 400. */
export function badDocumentId(message: string): GraphQLError {
  return coded('BAD_REQUEST', message, { http: { status: 400 } });
}

/** A document whose operation is of a kind that this API has none of. HTTP 400, as for any document that does not fit the schema. */
export function noSuchOperation(operation: string): GraphQLError {
  return coded('GRAPHQL_VALIDATION_FAILED', `This API answers queries and mutations, and has no ${operation}.`, { operation, http: { status: 400 } });
}

/** Somebody else is writing to the corpus. */
export function corpusLocked(message = 'An import, or another change of the ledger, is being made: ask again when it has ended.'): GraphQLError {
  return coded('CORPUS_LOCKED', message, {});
}

/** A statement that can't hold beside one in force. */
export function ledgerContradiction(message: string, entryId: string): GraphQLError {
  return coded('LEDGER_CONTRADICTION', `${message[0].toUpperCase()}${message.slice(1)}.`, { entryId });
}

/** Nothing has been imported yet. Answered with HTTP 503. */
export function noSnapshot(): GraphQLError {
  return coded('NO_SNAPSHOT', 'Nothing has been imported yet: run `coterie import FILE` (a replica waits until a snapshot is pushed to its target), and ask again.', { http: { status: 503 } });
}

/** When to ask again for what is estimated to take so long: half a second to a minute; two seconds where that is not known. */
export function retryAfterMs(remainingMs: number | null): number {
  return Math.min(60_000, Math.max(500, Math.ceil(remainingMs ?? 2_000)));
}

/** Changes can't be written down. The file and the reason are the operator's to know. */
function auditFailed(isMade: boolean): GraphQLError {
  const what = isMade ? 'The change was made, but the audit log has only its beginning' : 'The change can\'t be written to the audit log, and was not made';
  return coded('AUDIT_FAILED', `${what}: the server's log has the reason.`, {});
}

/** A change found no room. Where, and how much is needed, is the operator's to know. */
function diskFull(): GraphQLError {
  return coded('DISK_FULL', 'There is no room on the disk for the change: what was there before goes on being served, and the server\'s log says how much is needed. Ask again when there is room.', {});
}

/** What kinds of our own errors mean to a client; null for anything unforeseen. */
export function translated(error: unknown): GraphQLError | null {
  if (error instanceof MetricComputingError) {
    return coded('METRIC_COMPUTING', `${error.message}.`, {
      metric: error.metricId,
      ...error.question,
      progress: error.progress,
      remainingMs: error.remainingMs === null ? null : Math.ceil(error.remainingMs),
      retryAfterMs: retryAfterMs(error.remainingMs),
      state: error.isQueued ? 'QUEUED' : 'RUNNING',
      ...(error.isQueued ? { ahead: error.ahead } : {}),
      ...(error.computationId === null ? {} : { computation: error.computationId }),
    });
  }
  // Whatever of a request was still being worked out when nobody waited for it any more.
  if (error instanceof CancelledError) return clientGone();
  if (error instanceof TooManyComputationsError) {
    return coded('TOO_MANY_COMPUTATIONS', `${error.message}.`, { metric: error.title, retryAfterMs: error.retryAfterMs });
  }
  if (error instanceof AuditError) return auditFailed(error.isMade);
  if (error instanceof NoRoomError) return diskFull();
  if (error instanceof SeriesTooDearError) {
    return coded('COST_LIMIT', `The series is too dear: ${error.message}.`, { limit: error.limit, cost: error.cost });
  }
  if (error instanceof ProjectionTooLargeError) {
    return coded('COST_LIMIT', `The graph is too large: ${error.message}.`, { limit: error.maxEntries, maxAuthorsThatFits: error.maxAuthorsThatFits });
  }
  return null;
}

/** The parser gives up at its limit with a syntax error, but nothing need be wrong with the syntax. */
function tooManyTokens({ message, extensions }: GraphQLFormattedError): GraphQLError | null {
  if (extensions?.['code'] !== 'GRAPHQL_PARSE_FAILED' || !/contains more tha[nt] \d+ tokens/.test(message)) return null;
  const limit = MAX_TOKENS.toLocaleString('en');
  return costLimit(`The query has more than ${limit} tokens: shorten it with fragments and variables, or ask in several requests.`, { limit: MAX_TOKENS });
}

/** Validation gives up where fields of one name are too many to be compared with each other, and says no more than that. */
function tooManyAlike({ message }: GraphQLFormattedError): GraphQLError | null {
  return message === 'Validation aborted.' ? requestRefused('The query has too many fields of one name to be compared with each other: ask for each of them once.', {}) : null;
}

/** The library's sentences on its own options, which are none of a reader's. */
function inOurWords({ message }: GraphQLFormattedError): GraphQLError | null {
  if (message.startsWith('GraphQL introspection is not allowed')) return coded('GRAPHQL_VALIDATION_FAILED', 'This server does not tell its schema.', {});
  if (message.startsWith('This operation has been blocked as a potential Cross-Site Request Forgery')) {
    return coded('BAD_REQUEST', 'The request could come from a foreign page, and is not answered: send it as POST with "content-type: application/json", or by GET with the header "apollo-require-preflight: 1".', {});
  }
  return null;
}

/**
 * A variable that may be null, as one with a default may, where null can't stand: validation lets it pass, and graphql-js
 * finds it when it executes, with a sentence but without a code.
 */
function nullInPlace(cause: unknown): GraphQLError | null {
  if (!(cause instanceof Error) || cause.name !== 'GraphQLError' || (cause as GraphQLError).extensions?.['code'] !== undefined) return null;
  const [, argument] = /^Argument "(\w+)" of (?:non-null|required) type "[^"]*" (?:must not be null|was provided the variable "\$\w+" which was not provided a runtime value)\.$/.exec(cause.message) ?? [];
  return argument === undefined ? null : coded('BAD_USER_INPUT', cause.message, { argument });
}

/** Of variables with very many faults graphql-js tells the first fifty, and this, which has no code either. */
function tooManyFaults(cause: unknown): GraphQLError | null {
  const isSaid = cause instanceof Error && cause.message === 'Too many errors processing variables, error limit reached. Execution aborted.';
  return isSaid ? coded('BAD_USER_INPUT', 'The variables have more faults than are told: mend these first.', {}) : null;
}

/** Longer messages repeat what was sent, such as a variable's whole value. */
const MAX_MESSAGE = 1_500;

function withBoundedMessage(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const { message } = formatted;
  return message.length <= MAX_MESSAGE ? formatted : { ...formatted, message: `${message.slice(0, MAX_MESSAGE)}… (${message.length} characters)` };
}

/**
 * Apollo's formatError: passes documented codes, translates errors of other rooms, and masks everything else behind
 * an id under which the cause is logged.
 */
export function errorFormatter(logger: Logger): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (formatted, error) => {
    const cause = unwrapResolverError(error);
    if (cause instanceof AuditError) logger.error({ err: cause }, 'a change could not be written down');
    if (cause instanceof NoRoomError) logger.error({ err: cause }, 'a change found no room on the disk');
    const known = translated(cause) ?? nullInPlace(cause) ?? tooManyFaults(cause) ?? tooManyTokens(formatted) ?? tooManyAlike(formatted) ?? inOurWords(formatted);
    if (known) return { ...formatted, message: known.message, extensions: known.extensions };
    const code = ERROR_CODES.find((each) => each === formatted.extensions?.['code']);
    if (code !== undefined && code !== 'INTERNAL_SERVER_ERROR') return withBoundedMessage(formatted);
    if (formatted.extensions?.['code'] === 'PERSISTED_QUERY_NOT_SUPPORTED') {
      return { ...formatted, extensions: { code: 'BAD_REQUEST' } };
    }
    const errorId = randomUUID();
    logger.error({ errorId, err: cause, path: formatted.path }, 'a query failed inside');
    const what = cause instanceof WorkerCrashError ? `${cause.title} could not be computed, since its worker ended before it answered: ask again, or for a smaller graph` : 'Something broke inside the server';
    return {
      message: `${what}; its log has the cause under ${errorId}.`,
      ...(formatted.locations ? { locations: formatted.locations } : {}),
      ...(formatted.path ? { path: formatted.path } : {}),
      extensions: { code: 'INTERNAL_SERVER_ERROR', errorId },
    };
  };
}
