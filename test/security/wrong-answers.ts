/** What no answer may be, whatever was asked. */
import { resolve } from 'node:path';
import { ERROR_CODES } from '../../src/graphql/errors.js';
import type { RawAnswer } from './asking.js';
import type { RandomRequest } from './random-requests.js';

const CODES: ReadonlySet<string> = new Set(ERROR_CODES.filter((code) => code !== 'INTERNAL_SERVER_ERROR'));
const ROOT = resolve(import.meta.dirname, '../..');
/** What the inside of the program looks like. */
const INSIDE = [ROOT, 'node_modules', '/dist/', '    at ', 'node:internal', 'SQLITE_', 'sqlite3', 'no such column', 'no such table', 'fts5:', 'unterminated string', 'malformed MATCH', 'TypeError', 'RangeError', 'ReferenceError', 'Cannot read propert', 'is not a function', 'is not iterable', 'Maximum call stack', '[object Object]', 'Invalid regular expression'];

/** What is wrong with an answer; empty where nothing is. @param hidden paths that no answer may tell */
export function faultsOf({ method, path, headers }: RandomRequest, { status, headers: answered, body }: RawAnswer, hidden: readonly string[]): string[] {
  const faults: string[] = [];
  const type = String(answered['content-type'] ?? '');
  const isFile = status === 200 && path.startsWith('/export/');
  const isPage = type.startsWith('text/html') && (headers['accept'] ?? '').includes('text/html');
  const isEmpty = body === '' && (method === 'HEAD' || method === 'OPTIONS' || status === 304);
  const isExplorer = type.startsWith('text/html') && status === 200;
  const errors: Array<{ message?: unknown; extensions?: { code?: string } }> = [];
  if (!isFile && !isPage && !isEmpty && !isExplorer) {
    if (!/^application\/(?:graphql-response\+)?json/.test(type)) faults.push(`type ${type}`);
    try {
      const parsed = JSON.parse(body) as { errors?: typeof errors };
      errors.push(...(parsed.errors ?? []));
      if (parsed.errors?.length === 0) faults.push('no error among errors');
    } catch {
      faults.push('no JSON');
    }
  }
  const codes = errors.map(({ extensions }) => extensions?.code ?? 'none');
  faults.push(...codes.filter((code) => !CODES.has(code)).map((code) => `code ${code}`));
  if (status >= 500 && !(status === 503 && codes.every((code) => code === 'NO_SNAPSHOT' || code === 'METRIC_COMPUTING'))) faults.push(`status ${status}`);
  if (status >= 400 && errors.length === 0 && !isPage && !isEmpty) faults.push('refused without an error');
  const said = errors.map(({ message }) => String(message)).join('\n');
  if (errors.some(({ message }) => typeof message !== 'string' || message.length === 0 || message.length > 2_000)) faults.push('an error without a message, or with an endless one');
  faults.push(...INSIDE.filter((text) => said.includes(text)).map((text) => `says ${text}`), ...[ROOT, ...hidden].filter((text) => body.includes(text)).map((text) => `gives ${text}`));
  if (answered['x-content-type-options'] !== 'nosniff') faults.push('type may be guessed');
  return faults;
}
