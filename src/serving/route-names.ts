/** What log and metrics call an address: its pattern, of which there are few, never what somebody typed. */
import { isPageAddress } from './page-addresses.js';

const EXACT: ReadonlySet<string> = new Set(['/graphql', '/health', '/health/live', '/health/ready', '/metrics', '/events']);

/** @param address as in the first line of the request */
export function routeName(address: string | undefined): string {
  // What nearly all programs ask for needs no taking apart.
  if (address === '/graphql') return address;
  const path = (address ?? '').split(/[?#]/, 1)[0];
  const bare = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  if (EXACT.has(bare)) return bare;
  if (path.startsWith('/assets/')) return '/assets/*';
  if (path.startsWith('/export/')) return '/export/*';
  if (bare === '/') return '/';
  const [, first] = path.split('/');
  if (!first || !isPageAddress(path)) return 'other';
  return bare === `/${first}` ? bare : `/${first}/*`;
}
