/** From affiliations on records to the share of international papers. */
import { beforeAll, expect, it } from 'vitest';
import { DEFAULT_SPEC } from '../../src/graph/spec.js';
import { mention, paperRecord } from '../helpers/records.js';
import { servedCorpus, type ServedCorpus } from '../helpers/served-corpus.js';

const from = (name: string, position: number, ...countries: (string | null)[]) =>
  mention(name, { position, affiliations: countries.map((countryCode) => ({ name: `Institute of ${countryCode ?? 'nowhere'}`, ror: null, countryCode })) });

let corpus: ServedCorpus;
beforeAll(async () => {
  corpus = await servedCorpus([
    paperRecord('Across a border', [from('Ada One', 1, 'FR'), from('Bo Two', 2, 'DE')]),
    paperRecord('At home', [from('Ada One', 1, 'FR'), from('Cy Three', 2, 'FR'), from('Bo Two', 3, null)]),
    paperRecord('Nobody says where', [from('Ada One', 1), from('Di Four', 2)]),
    paperRecord('Two posts', [from('Cy Three', 1, 'FR', 'CH')]),
    paperRecord('Spelled small', [from('Eve Five', 1, 'fr'), from('Flo Six', 2, 'FR')]),
  ]);
});

it.each([
  // One of the two papers that name a country.
  ['Ada One', 1 / 2],
  ['Bo Two', 1 / 2],
  ['Cy Three', 1 / 2],
  ['Di Four', null],
  ['Eve Five', 0],
])('of %s is %d', async (name, expected) => {
  const [author] = corpus.snapshot.records.authorsByName(name);
  const table = await corpus.snapshot.analytics.authorMetric('INTERNATIONAL_PAPER_SHARE', DEFAULT_SPEC);
  expect(table.value(author)).toBe(expected);
});
