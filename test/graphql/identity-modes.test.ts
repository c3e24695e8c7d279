import { beforeAll, describe, expect, it } from 'vitest';
import { mention, paperRecord } from '../helpers/records.js';
import { servedCorpus, type ServedCorpus } from '../helpers/served-corpus.js';

const at = (place: string) => ({ affiliations: [{ name: place, ror: null, countryCode: null }] });
const facts = (venue: string, year: number) => ({ venue, date: { year, month: null, day: null } });
/** Two persons by the name of Wei Wang, a chemist and a linguist. */
const PAPERS = [
  paperRecord('Polymer membranes for gas separation', [mention('Wei Wang', at('Institute of Chemistry, Lanzhou')), 'Zdenka Horakova', 'Ulrike Ammann'], facts('J. Membr. Sci.', 2004)),
  paperRecord('Zeolite seeding of polymer membranes', [mention('Wei Wang', at('Institute of Chemistry, Lanzhou')), 'Zdenka Horakova', 'Ulrike Ammann'], facts('J. Membr. Sci.', 2006)),
  paperRecord('Aspect markers in spoken narratives', [mention('Wei Wang', at('Department of Linguistics, Uppsala')), 'Ingegerd Folke'], facts('Lingua', 1982)),
];

interface Author {
  readonly id: string;
  readonly paperCount: number;
  readonly redirectedFrom: string | null;
  readonly identity: { readonly confidence: number; readonly ambiguous: boolean; readonly evidence: readonly { readonly kind: string; readonly detail: string; readonly mentions: number }[] };
}

let corpus: ServedCorpus;
let wangs: Author[];
beforeAll(async () => {
  corpus = await servedCorpus(PAPERS, [], { identity: 'FULL' });
  const all = await corpus.get<(Author & { displayName: string })[]>('authors.nodes', '{ authors { nodes { id displayName paperCount redirectedFrom identity { confidence ambiguous evidence { kind detail mentions } } } } }');
  wangs = all.filter(({ displayName }) => displayName === 'Wei Wang').toSorted((a, b) => b.paperCount - a.paperCount);
});

describe('in the mode FULL', () => {
  it('the corpus says so', async () => {
    expect(await corpus.get('corpus.identityMode', '{ corpus { identityMode } }')).toBe('FULL');
  });

  it('namesakes are told apart, each saying what joined it, how probable that is, and what spoke against the other', () => {
    expect(wangs.map(({ paperCount }) => paperCount)).toEqual([2, 1]);
    const [chemist, linguist] = wangs;
    const joined = chemist.identity.evidence.filter(({ kind }) => kind === 'SIMILARITY');
    expect(joined).toHaveLength(1);
    expect(joined[0]).toMatchObject({ mentions: 1, detail: expect.stringMatching(/2 co-authors in common: .*probability 0\.\d\d$/) });
    expect(chemist.identity.confidence).toBeGreaterThan(0.9);
    for (const { identity } of [chemist, linguist]) {
      expect(identity.ambiguous).toBe(true);
      expect(identity.evidence).toContainEqual(expect.objectContaining({ kind: 'KEPT_APART', detail: expect.stringMatching(/^not joined with name:wei wang.*probability of one person 0\.0\d$/) }));
    }
  });

  it('the name alone is answered with both, and the id of a single mention leads to whoever has it', async () => {
    const { errors } = await corpus.ask('{ author(name: "Wei Wang") { id } }');
    expect(errors[0].extensions?.['code']).toBe('AMBIGUOUS_AUTHOR');
    const { authorIdOf } = await import('../../src/records/public-ids.js');
    const paperIds = await corpus.get<{ id: string; title: string }[]>('papers.nodes', '{ papers { nodes { id title } } }');
    const second = paperIds.find(({ title }) => title.startsWith('Zeolite'));
    const mentionId = authorIdOf(`name:wei wang@${second?.id}`);
    expect(await corpus.get('author', `{ author(id: "${mentionId}") { id redirectedFrom } }`)).toEqual({ id: wangs[0].id, redirectedFrom: mentionId });
  });
});
