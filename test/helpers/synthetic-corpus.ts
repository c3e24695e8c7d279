/**
 * A seeded generator of corpora with the shape of real ones: most papers have few authors, most authors one paper,
 * a few have hundreds; people work again with those they worked with. Synthetic, and so named in every record.
 */
import { seededRandom } from '../../src/graph/prng.js';
import type { PaperRecord } from '../../src/records/record.js';
import { paperRecord } from './records.js';

const GIVEN = ['Ada', 'Ben', 'Chloé', 'Dmitri', 'Elif', 'Farid', 'Grace', 'Hana', 'Igor', 'Jun', 'Karla', 'Łukasz', 'Mei', 'Noor', 'Owen', 'Priya'];
const SYLLABLES = ['ba', 'ko', 'mi', 'ra', 'ten', 'sol', 'var', 'lin', 'dor', 'esk', 'ju', 'pa', 'øst', 'zam', 'ne', 'wil'];
const TOPICS = ['graphs', 'learning', 'citations', 'networks', 'parsing', 'retrieval', 'ensembles', 'kernels', 'corpora', 'authors'];

/** Yields `papers` records; the same arguments give the same corpus. */
export function* syntheticCorpus(papers: number, seed = 1): Generator<PaperRecord> {
  const random = seededRandom(seed);
  const below = (n: number) => Math.floor(random() * n);
  const names: string[] = [];
  /** Every authorship so far: drawing from it is preferential attachment. */
  const authorships: number[] = [];
  const partners: number[][] = [];

  const newcomer = () => {
    let n = names.length;
    let family = '';
    do {
      family += SYLLABLES[n % SYLLABLES.length];
      n = Math.floor(n / SYLLABLES.length);
    } while (n > 0);
    family = family[0].toUpperCase() + family.slice(1);
    partners.push([]);
    return names.push(`${GIVEN[below(GIVEN.length)]} ${GIVEN[below(GIVEN.length)][0]}. ${family}`) - 1;
  };
  const teamSize = () => {
    const u = random();
    if (u < 0.12) return 1;
    if (u < 0.999) return 2 + Math.min(12, Math.floor(-Math.log(random()) * 1.6));
    return 40 + below(160);
  };

  for (let paper = 0; paper < papers; paper++) {
    const size = teamSize();
    const first = authorships.length > 0 && random() < 0.55 ? authorships[below(authorships.length)] : newcomer();
    const team = new Set([first]);
    while (team.size < size) {
      const u = random();
      const friends = partners[first];
      if (u < 0.35 && friends.length > 0) team.add(friends[below(friends.length)]);
      else if (u < 0.5 && authorships.length > 0) team.add(authorships[below(authorships.length)]);
      else team.add(newcomer());
    }
    const authors = [...team];
    for (const author of authors) {
      authorships.push(author);
      if (author !== first) {
        partners[author].push(first);
        partners[first].push(author);
      }
    }
    const year = 1990 + Math.floor((paper / papers) * 35);
    yield paperRecord(`Synthetic study ${paper} of ${TOPICS[below(TOPICS.length)]} and ${TOPICS[below(TOPICS.length)]}`, authors.map((a) => names[a]), {
      key: `coterie:s${paper}:`,
      date: { year, month: null, day: null },
      venue: `Journal of Synthetic ${TOPICS[below(TOPICS.length)]}`,
      type: 'ARTICLE',
      fields: [TOPICS[below(TOPICS.length)]],
      abstract: 'This is a generated record. '.repeat(4 + below(12)),
      citationCount: { value: Math.floor(Math.exp(random() * 5)) - 1, source: 'synthetic', asOf: null },
      source: { format: 'coterie', file: 'synthetic.jsonl', line: paper + 2, byte: null, retrievedAt: null, url: null },
    });
  }
}
