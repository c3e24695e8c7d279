/** Why a download is refused, as its asker is told: the API's errors with an HTTP status. */
import { GraphQLError } from 'graphql';
import { ExportError } from '../../exports/format.js';
import { badUserInput, translated } from '../errors.js';
import { PARAMETER_OF } from './graph-address.js';

export interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly error: { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> };
}

const STATUS: Readonly<Record<string, number>> = { NOT_FOUND: 404, METRIC_COMPUTING: 503, NO_SNAPSHOT: 503 };
/** When to look again for a first import. */
const FIRST_IMPORT_SECONDS = 30;

/** The refusal that an error means; null for what nobody foresaw. */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof ExportError && error.refused === null) return { status: 400, headers: {}, error: { message: error.message, extensions: { code: 'BAD_USER_INPUT' } } };
  const known = error instanceof ExportError && error.refused !== null ? badUserInput(error.refused.argument, error.refused.value, error.refused.reason) : (translated(error) ?? error);
  if (!(known instanceof GraphQLError)) return null;
  const { http: _http, ...extensions } = known.extensions;
  const code = String(extensions['code']);
  const argument = typeof extensions['argument'] === 'string' ? extensions['argument'] : null;
  const parameter = argument === null ? null : (Object.hasOwn(PARAMETER_OF, argument) ? PARAMETER_OF[argument] : argument);
  // What is not found is said by its kind: the address must say which parameter named it.
  const stated = code === 'NOT_FOUND' && parameter !== null ? `Parameter "${parameter}": ${known.message}` : known.message;
  const named = argument === null || parameter === null ? stated : stated.replace(`Argument "${argument}"`, `Parameter "${parameter}"`);
  // Of the layout's rounds the message speaks without an argument.
  const message = named.replaceAll('"layout.iterations"', '"iterations"').replace(/\bis "", (?=but must have a value)/, 'is empty, ').replace(/\bis "",/, 'is missing,');
  return {
    status: STATUS[code] ?? 400,
    headers: retryAfter(code, extensions['retryAfterMs']),
    error: { message, extensions: parameter === null ? extensions : { ...extensions, argument: parameter } },
  };
}

function retryAfter(code: string, ms: unknown): Record<string, string> {
  if (code === 'NO_SNAPSHOT') return { 'retry-after': String(FIRST_IMPORT_SECONDS) };
  return code === 'METRIC_COMPUTING' && typeof ms === 'number' ? { 'retry-after': String(Math.max(1, Math.ceil(ms / 1000))) } : {};
}

/** Too many downloads are being made. */
export function busy(): Refusal {
  return {
    status: 503, headers: { 'retry-after': '5' },
    error: { message: 'As many downloads are being made as can be at once: ask again in a moment.', extensions: { code: 'COST_LIMIT' } },
  };
}
