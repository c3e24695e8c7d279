/**
 * Large inputs for the import benchmark, shaped like the real ones: a DBLP-shaped XML file (about 450 bytes a record) and
 * OpenAlex-shaped JSON lines (about 8 kB a work, with abstract, institutions and references). Made up from numbers: no
 * piece of either data set is in them. Same size and seed, same bytes.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { seededRandom } from '../../src/graph/prng.js';
import { syntheticName } from '../../src/synthetic/names.js';

export const INPUT_KINDS = ['dblp', 'openalex'] as const;
export type InputKind = (typeof INPUT_KINDS)[number];

export interface MadeInput {
  readonly bytes: number;
  readonly records: number;
  readonly mentions: number;
}

const WORDS = (
  'adaptive analysis approach architecture automatic bayesian bounded cellular clustering coding complexity computing control convex ' +
  'database decentralised deep design detection distributed dynamic efficient embedding estimation evaluation fast finite flow framework ' +
  'fuzzy game generation graph hardware hierarchical hybrid image inference information integer intelligent interface kernel knowledge ' +
  'language large latent learning linear local logic machine mapping markov matching memory method mobile modelling multi network neural ' +
  'noise nonlinear online optical optimal parallel parsing pattern performance planning privacy probabilistic processing protein quantum ' +
  'query random ranking reasoning recognition recurrent reduction reliable retrieval robust routing sampling scalable scheduling search ' +
  'security segmentation semantic sensor sequence signal simulation social software sparse spectral speech stochastic storage structure ' +
  'synthesis system temporal testing theory time tracking transfer translation tree unsupervised validation verification video virtual visual web wireless'
).split(' ');
const FIELDS = ['Computer Science', 'Engineering', 'Mathematics', 'Physics and Astronomy', 'Medicine', 'Decision Sciences', 'Social Sciences'];
const BUFFERED = 1 << 20;

type Draw = () => number;

const below = (draw: Draw, count: number): number => Math.floor(draw() * count);
const two = (value: number): string => String(value).padStart(2, '0');

function title(draw: Draw): string {
  const words = Array.from({ length: 5 + below(draw, 6) }, () => WORDS[below(draw, WORDS.length)]);
  words[0] = words[0][0].toUpperCase() + words[0].slice(1);
  return words.join(' ');
}

/** A team of 1 to 8 around a lead: few people write much, neighbours by number write together. */
function team(draw: Draw, people: number): number[] {
  const lead = Math.floor(people * draw() ** 2.2);
  const members = new Set([lead]);
  const size = 1 + Math.floor(4.2 * draw() * (0.6 + draw()));
  while (members.size < size) members.add((lead + 1 + below(draw, 12)) % people);
  return [...members];
}

function dblpRecord(draw: Draw, at: number, people: number): { text: string; mentions: number } {
  const authors = team(draw, people);
  const year = 1980 + below(draw, 45);
  const venue = below(draw, 4_000);
  const isArticle = draw() < 0.55;
  const element = isArticle ? 'article' : 'inproceedings';
  const key = `${isArticle ? 'journals' : 'conf'}/v${venue}/R${at}`;
  const lines = authors.map((author) => {
    const name = syntheticName(author, 1).replace('o', author % 9 === 0 ? '&ouml;' : 'o');
    return draw() < 0.06 ? `<author orcid="${orcid(author)}">${name}</author>` : `<author>${name}</author>`;
  });
  const where = isArticle ? `<volume>${1 + below(draw, 60)}</volume>\n<journal>J. Synth. ${venue}</journal>\n<number>${1 + below(draw, 12)}</number>` : `<booktitle>SYN ${venue}</booktitle>`;
  const text =
    `<${element} mdate="20${two(10 + below(draw, 14))}-0${1 + below(draw, 9)}-1${below(draw, 9)}" key="${key}">\n${lines.join('\n')}\n<title>${title(draw)}.</title>\n` +
    `<pages>${below(draw, 900)}-${below(draw, 900)}</pages>\n<year>${year}</year>\n${where}\n<ee>https://doi.org/10.5555/S${at}-${venue}</ee>\n` +
    `<url>db/${isArticle ? 'journals' : 'conf'}/v${venue}/v${venue}.html#R${at}</url>\n</${element}>\n`;
  return { text, mentions: authors.length };
}

/** A valid ORCID (ISO 7064 mod 11-2) for a number. */
function orcid(number: number): string {
  const digits = String(number).padStart(15, '0');
  let total = 0;
  for (const digit of digits) total = (total + Number(digit)) * 2;
  const check = (12 - (total % 11)) % 11;
  return `${digits}${check === 10 ? 'X' : check}`.replace(/(....)(?=.)/g, '$1-');
}

function openalexWork(draw: Draw, at: number, people: number): { text: string; mentions: number } {
  const authors = team(draw, people);
  const year = 1990 + below(draw, 35);
  const id = `https://openalex.org/W${4_000_000_000 + at}`;
  const doi = `https://doi.org/10.5555/oa.${at}`;
  const name = title(draw);
  const index: Record<string, number[]> = {};
  for (let place = 0; place < 130; place++) (index[WORDS[below(draw, WORDS.length)]] ??= []).push(place);
  const source = { id: `https://openalex.org/S${below(draw, 5_000)}`, display_name: `Journal of Synthesis ${below(draw, 5_000)}`, issn_l: '0000-0000', issn: ['0000-0000'], is_oa: false, is_in_doaj: false, host_organization: 'https://openalex.org/P1', type: 'journal' };
  const location = { is_oa: false, landing_page_url: doi, pdf_url: null, source, license: null, license_id: null, version: null, is_accepted: false, is_published: false };
  const field = FIELDS[below(draw, FIELDS.length)];
  const topics = Array.from({ length: 3 }, (_, nth) => ({ id: `https://openalex.org/T1${below(draw, 4_000)}`, display_name: `Topic ${title(draw)}`, score: 0.9 - nth / 10, subfield: { id: 'https://openalex.org/subfields/1702', display_name: `Subfield ${nth}` }, field: { id: 'https://openalex.org/fields/17', display_name: field }, domain: { id: 'https://openalex.org/domains/3', display_name: 'Physical Sciences' } }));
  const authorships = authors.map((author, place) => {
    const institution = author % 3_000;
    const affiliation = `Department ${author % 17}, Institute ${institution}, City ${institution % 200}`;
    return {
      author_position: place === 0 ? 'first' : place === authors.length - 1 ? 'last' : 'middle',
      author: { id: `https://openalex.org/A${5_000_000_000 + author}`, display_name: syntheticName(author, 1), orcid: author % 3 === 0 ? `https://orcid.org/${orcid(author)}` : null },
      institutions: [{ id: `https://openalex.org/I${institution}`, display_name: `Institute ${institution}`, ror: `https://ror.org/0${String(institution).padStart(8, '0')}`, country_code: ['US', 'DE', 'CN', 'FR', 'GB'][institution % 5], type: 'education', lineage: [`https://openalex.org/I${institution}`] }],
      countries: ['US'], is_corresponding: place === 0, raw_author_name: syntheticName(author, 1), raw_affiliation_strings: [affiliation],
      affiliations: [{ raw_affiliation_string: affiliation, institution_ids: [`https://openalex.org/I${institution}`] }],
    };
  });
  const work = {
    id, doi, title: name, display_name: name, publication_year: year, publication_date: `${year}-${two(1 + below(draw, 12))}-${two(1 + below(draw, 28))}`,
    ids: { openalex: id, doi, mag: String(2_000_000_000 + at) }, language: 'en', primary_location: location, type: 'article', type_crossref: 'journal-article', indexed_in: ['crossref'],
    open_access: { is_oa: false, oa_status: 'closed', oa_url: null, any_repository_has_fulltext: false }, authorships, countries_distinct_count: 1, institutions_distinct_count: 1,
    corresponding_author_ids: [], fwci: Math.round(draw() * 3_000) / 1_000, has_fulltext: false, cited_by_count: Math.floor(200 * draw() ** 6), biblio: { volume: '1', issue: '2', first_page: '3', last_page: '14' },
    is_retracted: false, is_paratext: false, primary_topic: topics[0], topics, keywords: Array.from({ length: 8 }, () => ({ id: 'https://openalex.org/keywords/x', display_name: WORDS[below(draw, WORDS.length)], score: 0.5 })),
    concepts: Array.from({ length: 8 }, (_, level) => ({ id: `https://openalex.org/C${below(draw, 60_000)}`, wikidata: 'https://www.wikidata.org/wiki/Q1', display_name: WORDS[below(draw, WORDS.length)], level: level % 4, score: 0.4 })),
    mesh: [], locations_count: 1, locations: [location], best_oa_location: null, sustainable_development_goals: [], grants: [], referenced_works_count: 20,
    referenced_works: Array.from({ length: 20 }, () => `https://openalex.org/W${4_000_000_000 + below(draw, 1e8)}`), related_works: Array.from({ length: 10 }, () => `https://openalex.org/W${4_000_000_000 + below(draw, 1e8)}`),
    abstract_inverted_index: index, cited_by_api_url: `https://api.openalex.org/works?filter=cites:W${at}`, counts_by_year: [{ year: 2023, cited_by_count: 2 }], updated_date: '2024-08-26T15:57:27.465335', created_date: '2016-06-24',
  };
  return { text: `${JSON.stringify(work)}\n`, mentions: authors.length };
}

/** Writes a file of at least `size` bytes. Memory: a megabyte. */
export function makeInput(kind: InputKind, path: string, size: number, seed = 1): MadeInput {
  const draw: Draw = seededRandom(seed);
  // Real corpora have about half as many people as papers.
  const people = Math.max(20, Math.round(size / (kind === 'dblp' ? 900 : 16_000)));
  const file = openSync(path, 'w');
  const isDblp = kind === 'dblp';
  const made = { bytes: 0, records: 0, mentions: 0 };
  let waiting = isDblp ? '<?xml version="1.0" encoding="ISO-8859-1"?>\n<!DOCTYPE dblp SYSTEM "dblp.dtd">\n<dblp>\n' : '';
  try {
    for (; made.bytes + waiting.length < size; made.records++) {
      const record = isDblp ? dblpRecord(draw, made.records, people) : openalexWork(draw, made.records, people);
      waiting += record.text;
      made.mentions += record.mentions;
      if (waiting.length < BUFFERED) continue;
      made.bytes += writeSync(file, waiting);
      waiting = '';
    }
    made.bytes += writeSync(file, isDblp ? `${waiting}</dblp>\n` : waiting);
  } finally {
    closeSync(file);
  }
  return made;
}
