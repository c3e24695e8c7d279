/** What a fetch refuses before anything is asked. In this process, since nothing is written. */
import { describe, expect, it } from 'vitest';
import { tempDir } from '../helpers/temp-dir.js';
import { ran } from './in-process.js';

describe('coterie fetch', () => {
  const WRONG: ReadonlyArray<readonly [string, readonly string[], RegExp]> = [
    ['nothing asked for', ['openalex'], /nothing is asked for: give ids/],
    ['an unknown service', ['scopus', '1'], /unknown command 'scopus'/],
    ['words without --search', ['openalex', 'Ada Okonkwo'], /"Ada Okonkwo" is nothing that OpenAlex can be asked for.*--search/],
    ['an ORCID for Semantic Scholar', ['semanticscholar', '0000-0002-1825-0097'], /can't be asked by ORCID/],
    ['a DOI for ORCID', ['orcid', '10.5555/x'], /records of people, not of papers/],
    ['an ORCID with a wrong check digit', ['crossref', '0000-0002-1825-0098'], /is nothing that Crossref can be asked for/],
    ['years the wrong way round', ['openalex', 'A70001', '--from', '2020', '--to', '2010'], /--from 2020 lies after --to 2010/],
    ['a year that is none', ['openalex', 'A70001', '--from', 'MMXX'], /--from must be a whole number from 1000 to 9999, not "MMXX"/],
    ['a radius that is none', ['openalex', 'A70001', '--radius', '-1'], /--radius must be a whole number from 0 to 10/],
    ['an address that is none', ['openalex', 'A70001', '--mailto', 'me\r\nx-evil: 1'], /is no e-mail address/],
    ['plain http', ['openalex', 'A70001', '--base-url', 'http://api.openalex.org'], /must begin with https/],
    ['offline and refresh', ['openalex', 'A70001', '--offline', '--refresh'], /--offline forbids/],
    ['a file that is missing', ['openalex', '--dois', '/nowhere/dois.txt'], /\/nowhere\/dois\.txt can't be read/],
    ['the bundled corpus', ['openalex', 'A70001', '--sample'], /--sample means the bundled corpus/],
  ];

  it.each(WRONG)('refuses %s', async (_name, args, sentence) => {
    const { code, stdout, stderr } = await ran(['fetch', ...args, ...(args.includes('--sample') ? [] : ['--data', tempDir()])]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(sentence);
  });

  it('shows examples for each service', async () => {
    for (const service of ['openalex', 'semanticscholar', 'crossref', 'arxiv', 'dblp', 'orcid']) {
      const { code, stdout } = await ran(['fetch', service, '--help']);
      expect(code).toBe(0);
      expect(stdout).toContain(`Examples:\n  coterie fetch ${service} `);
    }
  });
});
