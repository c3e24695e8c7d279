/** Ten papers that hold one instance of everything: ties, homonyms, groups, unknown dates, incomplete lists, an island. */
import type { PaperRecord } from '../../src/records/record.js';
import { mention, paperRecord } from '../helpers/records.js';

export const ANN = '0000-0002-1825-0097';
export const WEI_ONE = '0000-0001-5109-3700';
export const WEI_TWO = '0000-0002-1694-233X';

const year = (value: number) => ({ year: value, month: null, day: null });
const ann = (position: number) =>
  mention('Ann Alpha', {
    position,
    externalIds: { orcid: ANN },
    affiliations: [{ name: 'Institute of Alphas', ror: '00wry3a77', countryCode: 'DE' }],
    isCorresponding: true,
  });

export const SMALL_CORPUS: readonly PaperRecord[] = [
  paperRecord('Alpha methods for beginners', [ann(1), 'Bob Beta', 'Cy Gamma'], {
    date: { year: 2016, month: 8, day: 7 },
    venue: 'Journal of Çedillas',
    type: 'ARTICLE',
    fields: ['LG'],
    abstract: 'We study quokkas at length.',
    externalIds: { doi: '10.1234/alpha', arxiv: '1608.00001' },
    citationCount: { value: 10, source: 'openalex', asOf: '2026-01-31' },
    links: [{ kind: 'CODE', url: null }],
    scores: [{ name: 'NOVELTY', value: 53, unit: 'percent' }],
  }),
  paperRecord('Beta results', [ann(1), 'Bob Beta'], {
    date: { year: 2017, month: 5, day: null },
    venue: 'Journal of Çedillas',
    type: 'CONFERENCE_PAPER',
    fields: ['LG', 'CL'],
    citationCount: { value: 3, source: 'openalex', asOf: null },
  }),
  paperRecord('Gamma notes', ['Cy Gamma', 'Dee Delta'], { date: year(2018), venue: 'Workshop', fields: ['CL'] }),
  paperRecord('Delta review', ['Dee Delta', 'Eve Epsilon'], { authorListComplete: false }),
  paperRecord('Solo work', [ann(1)], { date: year(2019), type: 'BOOK', citationCount: { value: 0, source: 'openalex', asOf: null } }),
  paperRecord('Island life', ['Ian Island', 'Jo Island'], { date: year(2020) }),
  paperRecord('First of a name', [mention('Wei Wang', { position: 1, externalIds: { orcid: WEI_ONE } }), 'Bob Beta'], { date: year(2015), venue: 'Proceedings A' }),
  paperRecord('Second of a name', [mention('Wei Wang', { position: 1, externalIds: { orcid: WEI_TWO } }), 'Flo Phi'], { date: year(2014), venue: 'Proceedings B' }),
  paperRecord('With a group', [ann(1), mention('The Alpha Collaboration', { position: 2, kind: 'GROUP' })], { date: year(2021) }),
  paperRecord('Beta and delta', ['Bob Beta', 'Dee Delta'], { date: year(2018), venue: 'Workshop' }),
];
