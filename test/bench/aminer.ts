/** Sets in the layout of the AMiner name disambiguation set (Tang, Fong, Wang & Zhang 2012, doi:10.1109/TKDE.2011.13): one file per name, `<label>` the person. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { blockKeyOf } from '../../src/identity/similarity/blocking.js';
import { nameKey, parseName } from '../../src/identity/names.js';
import type { Mention, PaperRecord } from '../../src/records/record.js';
import type { LabelledPaper } from './labelled-sets.js';

/** Between the file's name and the person in a label: names are scored by it. */
export const NAME_END = '\t';

interface Fields {
  [tag: string]: string;
}

/** The papers of a file. The organisation stands with the mention of the file's name, whose label is known; other authors have none. */
export function readAminerFile(place: string): LabelledPaper[] {
  const { head, publications } = fieldsOf(readFileSync(place, 'utf8'));
  const file = path.basename(place);
  return publications.map((publication, at) => labelledPaper(publication, head['FullName'], file, at));
}

/** Read by its lines of fields, not as XML: titles hold bare ampersands and angle brackets, and entities that nothing declares. */
function fieldsOf(text: string): { head: Fields; publications: Fields[] } {
  const [head, ...publications] = text.split('<publication>');
  return { head: fieldsIn(head), publications: publications.map((publication) => fieldsIn(publication)) };
}

function fieldsIn(text: string): Fields {
  return Object.fromEntries(Array.from(text.matchAll(/<(\w+)>([^\n]*)<\/\1>/g), ([, tag, value]) => [tag, decoded(value.trim())]));
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decoded(text: string): string {
  return text.replace(/&(?:#(\d+)|(\w+));/g, (whole, code: string | undefined, name: string | undefined) =>
    (code === undefined ? (ENTITIES[name ?? ''] ?? whole) : String.fromCodePoint(Number(code))));
}

function labelledPaper(publication: Fields, name: string, file: string, at: number): LabelledPaper {
  const names = publication['authors'].split(',').map((author) => author.trim()).filter((author) => author !== '');
  const own = ownPlace(names, name);
  const { organization, jconf, year } = publication;
  const organisation = organization === undefined || organization === 'null' ? [] : [{ name: organization, ror: null, countryCode: null }];
  const mentions = names.map((rawName, place): Mention => ({
    rawName, parts: null, position: place + 1, kind: 'PERSON', externalIds: {}, affiliations: place === own ? organisation : [], isCorresponding: null,
  }));
  const record: PaperRecord = {
    key: `aminer:${file}:${publication['id'] ?? at}`,
    externalIds: {},
    title: publication['title'],
    abstract: null,
    date: /^\d{4}$/.test(year) ? { year: Number(year), month: null, day: null } : null,
    venue: jconf === '' || jconf === 'null' ? null : jconf,
    type: null, fields: [], mentions, authorListComplete: true, citationCount: null, links: [], scores: [],
    source: { format: 'aminer', file, line: null, byte: null, retrievedAt: null, url: null },
  };
  return { record, labels: mentions.map((_, place) => (place === own ? `${name}${NAME_END}${publication['label']}` : null)) };
}

/** The place of the file's name among a paper's authors: spelt so, else of its block, else with its family name. −1 where none is. */
function ownPlace(names: readonly string[], name: string): number {
  const wanted = parseName(name);
  const parsed = names.map((author) => parseName(author));
  const tests: ((place: number) => boolean)[] = [
    (place) => nameKey(parsed[place]) === nameKey(wanted),
    (place) => blockKeyOf(parsed[place]) === blockKeyOf(wanted),
    (place) => parsed[place].family.join(' ').toLowerCase() === wanted.family.join(' ').toLowerCase(),
  ];
  for (const test of tests) {
    const found = names.findIndex((_, place) => test(place));
    if (found >= 0) return found;
  }
  return -1;
}
