/** A small labelled set, invented: who wrote what under names that several share, for figures that hold the engine's numbers. */
import type { ResolvablePaper } from '../../../src/identity/author.js';
import { paper } from '../build.js';

interface Person {
  /** In turn, paper by paper. */
  readonly names: readonly string[];
  readonly team: readonly string[];
  readonly venues: readonly string[];
  readonly words: readonly string[];
  readonly fields: readonly string[];
  readonly from: number;
  readonly papers: number;
}

const FIELDS = ['Databases', 'Materials', 'Hydrology', 'Linguistics', 'Optics'];
const WORDS = ['lattice stream itemset mining join', 'perovskite anode film solar crystal', 'river sediment basin flood aquifer', 'parsing treebank syntax morphology corpus', 'laser cavity photon fibre soliton'].map((line) => line.split(' '));
const GIVEN = ['Ada', 'Tim', 'Ines', 'Boris', 'Lu', 'Mara', 'Otto', 'Pia', 'Rolf', 'Sina'];
const FAMILY = ['Kowalczyk', 'Oduya', 'Quintero', 'Stellmach', 'Okonkwo', 'Haverkamp', 'Lindqvist', 'Tamm', 'Vogt', 'Zeman'];

/** Twenty persons behind eight ambiguous names: some with much in common, some with next to nothing. */
const PERSONS: readonly Person[] = [
  ['Wei Wang', 'W. Wang'], ['Wei Wang'], ['Wei Wang', 'Wang Wei'], ['Wen Wang', 'W. Wang'], ['Jun Li', 'J. Li'], ['Jun Li'], ['Jie Li', 'J. Li'], ['Hans Müller', 'H. Mueller', 'Johannes Müller'], ['Helga Müller', 'H. Müller'],
  ['Hans Müller'], ['Robert Smith', 'Bob Smith', 'R. A. Smith'], ['Robert B. Smith', 'R. Smith'], ['Richard Smith', 'R. Smith'], ['Igor Volkov', 'Igor Wolkow', 'I. Volkov'], ['Ivan Volkov', 'I. Volkov'], ['Ana García Márquez', 'Ana García'], ['Ana García'],
  ['Alba García', 'A. García'], ['Zebulon Qvistgaard', 'Z. Qvistgaard', 'Qvistgaard'], ['Zoe Qvistgaard'],
].map((names, at) => ({
  names,
  team: [0, 1, 2, 3].map((nth) => `${GIVEN[(at * 3 + nth) % 10]} ${FAMILY[(at * 7 + nth * 3) % 10]}`),
  venues: [`${FIELDS[at % 5]} Letters`, `Annals ${'ABCDEFG'[at % 7]}`],
  words: WORDS[at % 5],
  fields: [FIELDS[at % 5]],
  from: 1990 + (at * 5) % 23,
  papers: 3 + (at % 5),
}));

export interface LabelledMention {
  readonly label: number;
  readonly paper: number;
}

/** The papers, each with the ambiguous name first, and whose that is. */
export function labelledPapers(): { papers: ResolvablePaper[]; labels: number[] } {
  const papers: ResolvablePaper[] = [];
  const labels: number[] = [];
  for (const [person, { names, team, venues, words, fields, from, papers: count }] of PERSONS.entries()) {
    for (let at = 0; at < count; at++) {
      // Every third paper has no co-author of the team, and says little.
      const coauthors = at % 3 === 2 ? [] : [team[at % 4], team[(at + 1) % 4]];
      const { key, formats, mentions } = paper(`p${person}-${at}`, [names[at % names.length], ...coauthors]);
      papers.push({
        key, formats,
        mentions: mentions.map((mention, nth) => (nth > 0 || at % 2 === 1 ? mention : { ...mention, affiliations: [{ name: `Institute of ${fields[0]}, Town ${person}`, ror: null, countryCode: null }] })),
        content: { title: `${words[at % 5]} ${words[(at + person) % 5]} study ${words[(at * 2) % 5]}`, abstract: at % 2 === 0 ? words.join(' ') : null, venue: venues[at % 2], year: from + at * (1 + (person % 3) * 3), fields: at % 2 === 0 ? fields : [] },
      });
      labels.push(person);
    }
  }
  return { papers, labels };
}
