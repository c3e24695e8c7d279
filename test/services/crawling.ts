/** Questions with few words. */
import { crawl } from '../../src/services/crawl.js';
import type { CrawlQuestion, CrawlResult } from '../../src/services/crawl-types.js';
import type { ClientOptions } from '../../src/services/client.js';
import type { Service } from '../../src/services/service.js';
import { clientOf, type TestClient } from './replay.js';

export const NOTHING: CrawlQuestion = { authors: [], papers: [], search: null, radius: 0, years: { from: null, to: null }, maxAuthors: 100, maxPapers: 1000 };

export interface Crawled extends CrawlResult {
  readonly test: TestClient;
}

export async function crawled(service: Service, url: string, question: Partial<CrawlQuestion>, options: Partial<ClientOptions> & { readonly dir?: string } = {}): Promise<Crawled> {
  const test = clientOf(service, url, options);
  const result = await crawl({ ...NOTHING, ...question }, {
    client: test.client, service, offline: options.offline ?? false, writeComposed: (label, body) => test.cache.writeComposed(label, body),
  });
  return { ...result, test };
}

/** The end of each file's address, in order. */
export const addresses = ({ files }: CrawlResult, base: string): string[] => files.map(({ url }) => decodeURIComponent(url.slice(base.length)));
