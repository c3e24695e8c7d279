/**
 * Which page an address means. A page's code is loaded when the page is first shown; a new page is a folder in
 * `pages/` and a line here (and its first segment in the server's list of page addresses, serving/page-addresses.ts).
 */
import type { ComponentType } from 'preact';
import type { Address } from '../address/address.js';

export interface PageProps {
  readonly address: Address;
}

export interface Route {
  /** First segment of the path; empty for the start page. */
  readonly segment: string;
  /** For the navigation; null for pages that are reached through others. */
  readonly label: string | null;
  readonly load: () => Promise<ComponentType<PageProps>>;
}

export const ROUTES: readonly Route[] = [
  { segment: '', label: null, load: async () => (await import('../pages/start/start-page.js')).StartPage },
  { segment: 'author', label: null, load: async () => (await import('../pages/author/author-page.js')).AuthorPage },
  { segment: 'paper', label: null, load: async () => (await import('../pages/paper/paper-page.js')).PaperPage },
  { segment: 'venue', label: null, load: async () => (await import('../pages/venue/venue-page.js')).VenuePage },
  { segment: 'search', label: null, load: async () => (await import('../pages/search/search-page.js')).SearchPage },
  { segment: 'network', label: 'Network', load: async () => (await import('../pages/network/network-page.js')).NetworkPage },
  { segment: 'rankings', label: 'Rankings', load: async () => (await import('../pages/rankings/rankings-page.js')).RankingsPage },
  { segment: 'communities', label: 'Communities', load: async () => (await import('../pages/communities/communities-page.js')).CommunitiesPage },
  { segment: 'overview', label: 'Overview', load: async () => (await import('../pages/overview/overview-page.js')).OverviewPage },
  { segment: 'embed', label: null, load: async () => (await import('../pages/embed/embed-page.js')).EmbedPage },
];

/** The page for a path; undefined where there is none. */
export function routeOf(path: readonly string[]): Route | undefined {
  const segment = path[0] ?? '';
  return ROUTES.find((route) => route.segment === segment);
}
