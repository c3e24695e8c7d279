/** Why a download is refused, as its asker is told: the API's errors with an HTTP status. */
import { GraphQLError } from 'graphql';
import { ExportError } from '../../exports/format.js';
import { badUserInput, RefusedArgument, refusedInWords, translated } from '../../graphql/errors.js';
import { PARAMETER_OF } from './graph-address.js';

export interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly error: { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> };
}

const STATUS: Readonly<Record<string, number>> = { NOT_FOUND: 404, METRIC_COMPUTING: 503, NO_SNAPSHOT: 503, TOO_MANY_COMPUTATIONS: 429 };
/** When to look again for a first import. */
const FIRST_IMPORT_SECONDS = 30;

/** How this address helps with what is not known. */
const ID_REMEDY = 'an id stands at the end of the address of an author\'s or a paper\'s page, and an ORCID, a DOI or a prefixed id such as dblp:m/HMazzawi will do';
const NAME_REMEDY = 'it is named as the papers name it, whatever its case and accents';

/**
 * The refusal that an error means; null for what nobody foresaw.
 * @param nameOf what the address at hand calls a parameter
 */
export function refusalOf(error: unknown, nameOf: (parameter: string) => string = (parameter) => parameter): Refusal | null {
  if (error instanceof ExportError) {
    return error.refused === null ? badRequest(error.message) : worded(badUserInput(error.refused.argument, error.refused.value, error.refused.reason), nameOf);
  }
  const known = translated(error) ?? error;
  if (known instanceof RefusedArgument) return worded(known, nameOf);
  if (!(known instanceof GraphQLError)) return null;
  const { http: _http, ...extensions } = known.extensions;
  const code = String(extensions['code']);
  return { status: STATUS[code] ?? 400, headers: retryAfter(code, extensions['retryAfterMs']), error: { message: known.message, extensions } };
}

function badRequest(message: string): Refusal {
  return { status: 400, headers: {}, error: { message, extensions: { code: 'BAD_USER_INPUT' } } };
}

/** In the words of the address: its parameters, and its remedies. */
function worded({ refused, extensions }: RefusedArgument, nameOf: (parameter: string) => string): Refusal {
  const code = String(extensions['code']);
  const argument = nameOf(Object.hasOwn(PARAMETER_OF, refused.argument) ? PARAMETER_OF[refused.argument] : refused.argument);
  const remedy = code === 'NOT_FOUND' ? `: ${ID_REMEDY}` : refused.argument === 'graph.venues' || refused.argument === 'graph.fields' ? `: ${NAME_REMEDY}` : '';
  // A parameter that is there without its value is not missing.
  const said = refusedInWords(`Parameter "${argument}"`, refused).replace('is missing, but must have a value', 'is empty, but must have a value');
  const message = `${said}${remedy}.`;
  return { status: STATUS[code] ?? 400, headers: {}, error: { message, extensions: { ...extensions, argument } } };
}

function retryAfter(code: string, ms: unknown): Record<string, string> {
  if (code === 'NO_SNAPSHOT') return { 'retry-after': String(FIRST_IMPORT_SECONDS) };
  return (code === 'METRIC_COMPUTING' || code === 'TOO_MANY_COMPUTATIONS') && typeof ms === 'number' ? { 'retry-after': String(Math.max(1, Math.ceil(ms / 1000))) } : {};
}

/** Too many downloads are being made. @param most of one client's; null where it is all of them that are too many */
export function busy(most: number | null): Refusal {
  const message = most === null ? 'As many downloads are being made as can be at once: ask again in a moment.' : `${most} downloads are being made for you, as many as may be at once: ask again when one has ended.`;
  return { status: 429, headers: { 'retry-after': '5' }, error: { message, extensions: { code: 'RATE_LIMITED', retryAfterMs: 5_000 } } };
}
